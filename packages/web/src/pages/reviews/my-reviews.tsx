import { IconCalendarCheck, IconChecklist } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { reviewBoardQuery } from '../../api/reviews.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import classes from '../handover/my-handovers.module.css'

/** Reviews that the reader holds, and actions that are the reader's. */
export function MyReviews() {
  const { data } = useQuery(reviewBoardQuery)
  const mine = data?.reviews.filter((each) => each.mine && (each.state === 'due' || each.state === 'overdue')) ?? []
  const actions = data?.actions ?? []
  if (mine.length === 0 && actions.length === 0) return null
  return (
    <Section title="Reviews and actions that are yours">
      <ul className={classes.list}>
        {mine.map(({ id, workflow, name, state, holdBy }) => (
          <li key={id}>
            <To href={paths.review(workflow.slug, id)} className={classes.row}>
              <IconCalendarCheck size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                Hold “{name}” of {workflow.name}
                <span className={classes.note}>
                  {state === 'overdue' ? 'Overdue since' : 'To be signed by'} {formatDate(new Date(holdBy))}
                </span>
              </span>
            </To>
          </li>
        ))}
        {actions.map(({ id, workflow, what, due, state }) => (
          <li key={id}>
            <To href={paths.reviews(workflow.slug)} className={classes.row}>
              <IconChecklist size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                {what}
                <span className={classes.note}>
                  {workflow.name} · {state === 'overdue' ? 'overdue since' : 'by'} {formatDate(new Date(due))}
                </span>
              </span>
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}
