import { spotlight } from '@mantine/spotlight'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { alertCountsQuery } from '../api/alerts.ts'
import { caseCountsQuery } from '../api/cases.ts'
import { listen, useConnection } from '../api/live.ts'
import { WhereContext } from '../components/page.tsx'
import { To } from '../components/to.tsx'
import { formatCount } from '../words/format.ts'
import { AccountMenu } from './account-menu.tsx'
import { Mark } from './mark.tsx'
import { OnWatch } from './on-watch.tsx'
import { isIn, PLACES } from './places.ts'
import classes from './shell.module.css'
import { useSession } from './use-session.ts'

// Searching is loaded when the first page stands.
const Commands = lazy(() => import('./commands.tsx').then((module) => ({ default: module.Commands })))

/** The frame around every page of somebody who is signed in: rail, top bar, what is live. */
export function Shell() {
  const queries = useQueryClient()
  useEffect(() => listen(queries), [queries])
  const { workspace } = useSession()
  const [where, setWhere] = useState<HTMLElement | null>(null)
  return (
    <WhereContext value={where}>
      <a href="#content" className="skip">
        Skip to the content
      </a>
      <div className={classes.shell}>
        <nav className={`${classes.rail} no-print`} aria-label="Places">
          <To href="/" className={classes.brand}>
            <Mark />
            <span className={classes.brandText}>
              <span className={classes.name}>Dayshift</span>
              <span className={classes.workspace}>{workspace.name}</span>
            </span>
          </To>
          <Places />
          <div className={classes.railEnd}>
            <AccountMenu />
          </div>
        </nav>
        <div className={classes.sheet}>
          <header className={classes.top}>
            <span className={classes.topMark}>
              <Mark size={22} />
            </span>
            <div ref={setWhere} className={classes.where} />
            <OnWatch />
            <LiveState />
            <button type="button" className={`${classes.search} no-print`} onClick={spotlight.open}>
              <IconSearch size={15} aria-hidden />
              <span className={classes.searchText}>Search and commands</span>
              <kbd className={classes.kbd} aria-hidden>
                {navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K
              </kbd>
            </button>
            <span className={`${classes.topAccount} no-print`}>
              <AccountMenu compact />
            </span>
          </header>
          <Gone />
          <main id="content" className={classes.content} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
        <nav className={`${classes.tabs} no-print`} aria-label="Places">
          <Places />
        </nav>
      </div>
      <Suspense>
        <Commands />
      </Suspense>
    </WhereContext>
  )
}

function Places() {
  const path = useLocation({ select: (location) => location.pathname })
  const { data } = useQuery(caseCountsQuery)
  const { data: alerts } = useQuery(alertCountsQuery)
  return (
    <ul className={classes.places}>
      {PLACES.map(({ label, href, icon: Icon }) => {
        const here = isIn(path, href)
        return (
          <li key={href}>
            <To href={href} className={classes.place} aria-current={here ? 'page' : undefined}>
              <Icon size={18} stroke={1.7} aria-hidden />
              <span>{label}</span>
              {label === 'Inbox' && data !== undefined && data.counts.open > 0 && (
                <span
                  className={`${classes.count} num`}
                  data-overdue={data.counts.overdue > 0 || undefined}
                  title={`${formatCount(data.counts.open, 'case')} waiting, ${data.counts.overdue} overdue`}
                >
                  {data.counts.open > 999 ? '999+' : data.counts.open}
                  <span className="visually-hidden"> waiting</span>
                </span>
              )}
              {label === 'Alerts' && alerts !== undefined && alerts.counts.open > 0 && (
                <span
                  className={`${classes.count} num`}
                  data-overdue={alerts.counts.unanswered > 0 || undefined}
                  title={`${formatCount(alerts.counts.open, 'alert')} open, ${alerts.counts.unanswered} unanswered`}
                >
                  {alerts.counts.open > 999 ? '999+' : alerts.counts.open}
                  <span className="visually-hidden"> open</span>
                </span>
              )}
            </To>
          </li>
        )
      })}
    </ul>
  )
}

function LiveState() {
  const connection = useConnection()
  const words = { connecting: 'Connecting', live: 'Live', gone: 'Out of reach' } as const
  return (
    <span
      className={`${classes.live} no-print`}
      data-state={connection}
      title={connection === 'live' ? 'This page follows what changes by itself' : undefined}
    >
      <span className={classes.dot} aria-hidden />
      {words[connection]}
    </span>
  )
}

function Gone() {
  if (useConnection() !== 'gone') return null
  return (
    <div className={classes.gone} role="alert">
      <strong>The server is out of reach.</strong> What you see may be old. Hosts keep working by their last orders
      until their lease ends, then units go to people. It is tried again by itself.
    </div>
  )
}
