import { IconArrowUp, IconRefresh } from '@tabler/icons-react'
import type { Case } from '../../api/cases.ts'
import { Due } from '../../components/due.tsx'
import { RouteIcon } from '../../components/route-mark.tsx'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { useSession } from '../../shell/use-session.ts'
import { CASE_STATE_NAMES, PRIORITY_NAMES, reasonName, ROUTE_NAMES } from '../../words/names.ts'
import classes from './case-list.module.css'

interface CaseListProps {
  readonly items: readonly Case[]
  readonly shownId: string | undefined
  readonly hrefOf: (id: string) => string
  readonly replace: boolean
}

export function CaseList({ items, shownId, hrefOf, replace }: CaseListProps) {
  return (
    <ul className={classes.list} aria-label="Cases">
      {items.map((item) => (
        <li key={item.id}>
          <To
            href={hrefOf(item.id)}
            replace={replace}
            className={classes.case}
            data-case-link={item.id}
            data-overdue={item.overdue || undefined}
            aria-current={item.id === shownId || undefined}
          >
            <span className={classes.head}>
              <RouteIcon route={item.route} />
              <span className="visually-hidden">{ROUTE_NAMES[item.route]}: </span>
              <span className={`${classes.unit} mono`}>{item.unitKey}</span>
              {(item.priority === 'urgent' || item.priority === 'high') && (
                <span className={classes.priority}>
                  <IconArrowUp size={11} stroke={2.4} aria-hidden />
                  {PRIORITY_NAMES[item.priority]}
                </span>
              )}
              <span className={classes.due}>
                {isOpen(item) ? <Due at={item.dueAt} /> : <When at={item.openedAt} />}
              </span>
            </span>
            <span className={classes.excerpt}>{item.excerpt ?? item.reason.message}</span>
            <span className={classes.foot}>
              <span className={classes.reason}>{reasonName(item.reason.code, item.reason.rule)}</span>
              <Holder item={item} />
            </span>
          </To>
        </li>
      ))}
    </ul>
  )
}

function Holder({ item }: { readonly item: Case }) {
  const { person } = useSession()
  if (item.rerunWaiting) {
    return (
      <span className={classes.holder}>
        <IconRefresh size={12} aria-hidden /> running again
      </span>
    )
  }
  if (!isOpen(item)) return <span className={classes.holder}>{CASE_STATE_NAMES[item.state]}</span>
  if (item.claimedBy !== null) {
    const mine = item.claimedBy.id === person.id
    return (
      <span className={mine ? classes.mine : classes.holder}>{mine ? 'with you' : `with ${item.claimedBy.name}`}</span>
    )
  }
  if (item.assignedTo !== null) {
    return (
      <span className={classes.holder}>
        {item.assignedTo.id === person.id ? 'given to you' : `for ${item.assignedTo.name}`}
      </span>
    )
  }
  return null
}

function isOpen(item: Case): boolean {
  return item.state !== 'completed' && item.state !== 'handed-over'
}
