import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { AlertsBanner } from '../alerts/alerts-banner.tsx'
import { DutyBanner } from '../duties/duty-banner.tsx'
import classes from './workflow-tabs.module.css'

/** The tabs of one workflow; each is an address. What hangs over all of them stands below. */
export function WorkflowTabs({ slug }: { readonly slug: string }) {
  const here = useLocation({ select: (location) => location.pathname })
  const tabs = useRef<HTMLElement>(null)
  // Where not all of them fit (a phone), the one that is shown does.
  useEffect(() => {
    const nav = tabs.current
    const tab = nav?.querySelector<HTMLElement>('[aria-current]')
    if (nav && tab) nav.scrollLeft = tab.offsetLeft - nav.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2
  }, [])
  return (
    <>
      <nav ref={tabs} className={`${classes.tabs} no-print`} aria-label="Parts of the workflow">
        {TABS.map(({ label, href }) => {
          const to = href(slug)
          const path = to.split('?')[0] ?? to
          const isHere = here === path || (path !== paths.workflow(slug) && here.startsWith(`${path}/`))
          return (
            <To key={label} href={to} className={classes.tab} aria-current={isHere ? 'page' : undefined}>
              {label}
            </To>
          )
        })}
      </nav>
      <DutyBanner slug={slug} />
      <AlertsBanner slug={slug} />
    </>
  )
}

/** A part joins with its page. */
const TABS: readonly { readonly label: string; readonly href: (slug: string) => string }[] = [
  { label: 'Overview', href: (slug) => paths.workflow(slug) },
  { label: 'Handover', href: (slug) => paths.handover(slug) },
  { label: 'Runs', href: (slug) => paths.runs({ workflow: slug }) },
  { label: 'Adoption', href: (slug) => paths.adoption(slug) },
  { label: 'Value', href: (slug) => paths.value(slug) },
  { label: 'Audit', href: (slug) => paths.audit(slug) },
  { label: 'Trust', href: (slug) => paths.trust(slug) },
  { label: 'Feedback', href: (slug) => paths.workflowFeedback(slug) },
  { label: 'Health', href: (slug) => paths.health(slug) },
  { label: 'Changes', href: (slug) => paths.changes(slug) },
  { label: 'Drills', href: (slug) => paths.drills(slug) },
  { label: 'Reviews', href: (slug) => paths.reviews(slug) },
  { label: 'Spend', href: (slug) => paths.spend(slug) },
  { label: 'Runbook', href: (slug) => paths.runbook(slug) },
]
