import { WAIT_BOUNDS } from '@dayshift/core'
import { formatDuration, formatNumber, formatShare } from '../../words/format.ts'
import classes from './seams.module.css'

/** How long work waited at a seam: a bar for each span that people think in, with its handovers. */
export function WaitSpread({ spread }: { readonly spread: readonly number[] }) {
  const n = spread.reduce((sum, each) => sum + each, 0)
  const most = Math.max(...spread, 1)
  const day = WAIT_BOUNDS.indexOf(86_400_000)
  const longer = spread.slice(day + 1).reduce((sum, each) => sum + each, 0)
  return (
    <figure className={classes['spread']}>
      <ol className={classes['bars']}>
        {spread.map((count, place) => (
          <li key={spanName(place)}>
            <span className={classes['span']}>{spanName(place)}</span>
            <span className={classes['track']} aria-hidden>
              <span className={classes['bar']} style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className={classes['barCount']}>{formatNumber(count)}</span>
          </li>
        ))}
      </ol>
      <figcaption className="quiet">
        How long work waited here, by the calendar: {formatNumber(n)} handovers;{' '}
        {n === 0 ? 'none' : formatShare(longer, n)} of them longer than a day.
      </figcaption>
    </figure>
  )
}

function spanName(place: number): string {
  const [low, high] = [WAIT_BOUNDS[place - 1], WAIT_BOUNDS[place]]
  if (high === undefined) return `over ${formatDuration(low ?? 0)}`
  return low === undefined ? `up to ${formatDuration(high)}` : `to ${formatDuration(high)}`
}
