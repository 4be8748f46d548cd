import { DAY_MS, WAIT_BOUNDS } from '@dayshift/core'
import { formatDuration, formatNumber, formatShare } from '../../words/format.ts'
import classes from './seams.module.css'

interface WaitSpreadProps {
  /** Handovers by span. */
  readonly spread: readonly number[]
  readonly medianMs: number | null
  readonly p90Ms: number | null
}

/** How long work waited at a seam: a bar for each span that people think in, with where the middle and nine of ten lie. */
export function WaitSpread({ spread, medianMs, p90Ms }: WaitSpreadProps) {
  const n = spread.reduce((sum, each) => sum + each, 0)
  const most = Math.max(...spread, 1)
  const longer = spread.slice(WAIT_BOUNDS.indexOf(DAY_MS) + 1).reduce((sum, each) => sum + each, 0)
  const last = spread.findLastIndex((count) => count > 0)
  const marks = [
    { place: placeOf(medianMs), words: `median ${medianMs === null ? '' : formatDuration(medianMs)}` },
    { place: placeOf(p90Ms), words: `9 of 10 within ${p90Ms === null ? '' : formatDuration(p90Ms)}` },
  ]
  return (
    <figure className={classes['spread']}>
      <figcaption className={classes['said']}>
        How long work waited, by the calendar, n = {formatNumber(n)}; {n === 0 ? 'none' : formatShare(longer, n)} of it
        longer than a day.
      </figcaption>
      <div className={classes['axes']} aria-hidden>
        <span>Waited</span>
        <span>Handovers</span>
      </div>
      <ol className={classes['bars']}>
        {spread.slice(0, last + 1).map((count, place) => (
          <li key={spanName(place)}>
            <span className={classes['span']}>{spanName(place)}</span>
            <span className={classes['track']} aria-hidden>
              <span className={classes['bar']} style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className={classes['barCount']}>{formatNumber(count)}</span>
            <span className={classes['barMark']}>
              {marks
                .filter((mark) => mark.place === place)
                .map(({ words }) => words)
                .join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  )
}

/** The span that a wait lies in; null where it isn't known. */
function placeOf(ms: number | null): number | null {
  if (ms === null) return null
  const place = WAIT_BOUNDS.findIndex((bound) => ms <= bound)
  return place === -1 ? WAIT_BOUNDS.length : place
}

function spanName(place: number): string {
  const [low, high] = [WAIT_BOUNDS[place - 1], WAIT_BOUNDS[place]]
  if (high === undefined) return `over ${formatDuration(low ?? 0)}`
  return low === undefined ? `up to ${formatDuration(high)}` : `to ${formatDuration(high)}`
}
