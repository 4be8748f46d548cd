import { formatNumber } from '../../words/format.ts'
import classes from './week-bars.module.css'

interface WeekBarsProps {
  /** How many in each week, the oldest first. */
  readonly weeks: readonly number[]
  /** What is counted: "reports". */
  readonly what: string
}

/** A small picture of the last weeks; a screen reader hears the numbers. */
export function WeekBars({ weeks, what }: WeekBarsProps) {
  const most = Math.max(1, ...weeks)
  const spoken = `${what} in each of the last ${weeks.length} weeks: ${weeks.map(formatNumber).join(', ')}`
  return (
    <span className={classes.bars} role="img" aria-label={spoken} title={spoken}>
      {weeks.map((count, index) => (
        // A week has its place and nothing else.
        // oxlint-disable-next-line react/no-array-index-key
        <span
          key={index}
          className={count === 0 ? classes.none : classes.bar}
          style={{ height: `${Math.max(8, (count / most) * 100)}%` }}
        />
      ))}
    </span>
  )
}
