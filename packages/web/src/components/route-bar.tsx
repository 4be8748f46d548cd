import { formatCount, formatNumber, formatShare } from '../words/format.ts'
import { ROUTE_NAMES } from '../words/names.ts'
import { ROUTE_KEYS, totalOf, type CountsByRoute } from '../words/routes.ts'
import classes from './route-bar.module.css'
import { RouteIcon } from './route-mark.tsx'

interface RouteBarProps {
  readonly counts: CountsByRoute
  /** "last 24 h": stands beside n. */
  readonly window: string
  readonly labels?: boolean
}

/** Where units went, as one bar with its labels right below it. */
export function RouteBar({ counts, window, labels = true }: RouteBarProps) {
  const total = totalOf(counts)
  const shown = ROUTE_KEYS.filter(({ key }) => counts[key] > 0)
  const spoken = shown.map(({ route, key }) => `${ROUTE_NAMES[route]} ${formatShare(counts[key], total)}`).join(', ')
  if (total === 0) {
    return (
      <div className={classes.none}>
        <div className={classes.empty} aria-hidden />
        <span className="quiet">No run in the {window}</span>
      </div>
    )
  }
  return (
    <div>
      <div className={classes.bar} role="img" aria-label={`${formatCount(total, 'unit')} in the ${window}: ${spoken}`}>
        {shown.map(({ route, key }) => (
          <span key={route} className={`${classes.part} ${classes[route]}`} style={{ flexGrow: counts[key] }} />
        ))}
      </div>
      {labels && (
        <div className={classes.labels} aria-hidden>
          {shown.map(({ route, key }) => (
            <span key={route} className={classes.label}>
              <RouteIcon route={route} size={13} />
              <span className="num">{formatShare(counts[key], total)}</span>
              <span className={classes.word}>{ROUTE_NAMES[route].toLowerCase()}</span>
            </span>
          ))}
          <span className={`${classes.n} num quiet`}>
            {window}, n{'\u00a0'}
            {formatNumber(total)}
          </span>
        </div>
      )}
    </div>
  )
}
