import {
  IconBell,
  IconBooks,
  IconBriefcase,
  IconCalendarCheck,
  IconFlag,
  IconInbox,
  IconLink,
  IconRoute,
  IconSunrise,
  IconTimelineEvent,
  IconUsers,
} from '@tabler/icons-react'
import { paths } from '../paths.ts'

/** The left rail: the places that exist, in the order in which one asks. */
export const PLACES = [
  { label: 'Today', href: paths.today, icon: IconSunrise },
  { label: 'Inbox', href: paths.inbox(), icon: IconInbox },
  { label: 'Alerts', href: paths.alerts(), icon: IconBell },
  { label: 'Feedback', href: paths.feedback(), icon: IconFlag },
  { label: 'Reviews', href: paths.reviewBoard, icon: IconCalendarCheck },
  { label: 'Portfolio', href: paths.portfolio(), icon: IconBriefcase },
  { label: 'Workflows', href: paths.workflows, icon: IconRoute },
  { label: 'Seams', href: paths.seams(), icon: IconLink },
  { label: 'Runs', href: paths.runs(), icon: IconTimelineEvent },
  { label: 'People', href: paths.people(), icon: IconUsers },
  { label: 'Ledger', href: paths.ledger(), icon: IconBooks },
] as const

/** Whether a path lies in a place; playbooks belong to the workflows, failure cases to the feedback. */
export function isIn(path: string, place: string): boolean {
  if (place === paths.workflows && isIn(path, paths.playbooks)) return true
  if (place === paths.feedback() && isIn(path, '/failure-cases')) return true
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
}
