import { DAY_MS } from '@dayshift/core'
import type { EarlySupport, Transfer } from '../../api/duties.ts'
import { formatCount, formatDate } from '../../words/format.ts'
import classes from './duties.module.css'

interface Part {
  readonly kind: 'parallel' | 'freeze' | 'support' | 'after'
  readonly name: string
  readonly from: Date
  /** Null where it stays so. */
  readonly to: Date | null
}

/** The way over as one line: run together, freeze, the instant, early support; where we are on it. */
export function TransferTrack({
  transfer,
  support,
  now,
}: {
  readonly transfer: Transfer
  readonly support: EarlySupport | null
  readonly now: Date
}) {
  const instant = new Date(transfer.doneAt ?? transfer.at)
  const since = new Date(transfer.parallelSince)
  const freeze = new Date(Math.max(since.getTime(), Date.parse(transfer.freezeFrom)))
  const until = support === null ? new Date(instant.getTime() + transfer.supportDays * DAY_MS) : new Date(support.until)
  const isSettled = support?.verdict === 'settled'
  const parts: Part[] = [
    ...(freeze > since ? [{ kind: 'parallel' as const, name: 'Run together', from: since, to: freeze }] : []),
    { kind: 'freeze', name: 'Nothing changes', from: freeze, to: instant },
    {
      kind: 'support',
      name: support !== null && support.pass > 1 ? `Early support, pass ${support.pass}` : 'Early support',
      from: instant,
      to: until,
    },
    { kind: 'after', name: isSettled ? 'Settled' : `${transfer.to.name} alone`, from: until, to: null },
  ]
  return (
    <ol className={classes.track} aria-label="The way over">
      {parts.map(({ kind, name, from, to }) => {
        const state = now < from ? 'ahead' : to !== null && now >= to ? 'past' : 'now'
        const days = to === null ? 3 : Math.max(2, (to.getTime() - from.getTime()) / DAY_MS)
        const share = to === null ? 0 : (now.getTime() - from.getTime()) / (to.getTime() - from.getTime())
        return (
          <li
            key={kind}
            className={classes.part}
            data-kind={kind}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
            style={{ flexGrow: days, flexBasis: 0 }}
          >
            {kind === 'support' && (
              <span
                className={classes.instant}
                data-state={transfer.held !== null ? 'held' : transfer.doneAt === null ? 'ahead' : 'done'}
                aria-hidden
              />
            )}
            {state === 'now' && to !== null && (
              <span className={classes.now} style={{ left: `${(share * 100).toFixed(1)}%` }} aria-hidden>
                now
              </span>
            )}
            <span className={classes.partName}>{name}</span>
            <span className={`${classes.partWhen} num`}>
              from {shortDate(from, now)}
              {to !== null &&
                `, ${formatCount(Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY_MS)), 'day')}`}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** Without the year where it is this one. */
function shortDate(at: Date, now: Date): string {
  const date = formatDate(at)
  return at.getFullYear() === now.getFullYear() ? date.replace(/ \d{4}$/, '') : date
}
