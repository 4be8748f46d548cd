import { DAY_MS } from '../time.ts'

/** How long a person had a correction before her. */
export interface CorrectedAt {
  /** When she saw the output; null where nobody told. */
  readonly shownAt: Date | null
  readonly decidedAt: Date
}

/** People's time that an error took: minutes of those whose time is known, and how many aren't known. */
export interface Rework {
  readonly n: number
  readonly minutes: number
  readonly known: number
  readonly unknown: number
}

/** Longer than this before one output is a page that was left open, and counts as unknown, not as work. */
const LONGEST_MS = 60 * 60_000

/** The time from seeing an output to deciding it, summed (S247); unknown is told apart, never counted as nothing. */
export function reworkOf(corrections: readonly CorrectedAt[]): Rework {
  const spans = corrections.flatMap(({ shownAt, decidedAt }) => {
    const ms = shownAt === null ? -1 : decidedAt.getTime() - shownAt.getTime()
    return ms >= 0 && ms <= LONGEST_MS ? [ms] : []
  })
  return {
    n: corrections.length,
    minutes: Math.round(spans.reduce((sum, ms) => sum + ms, 0) / 6_000) / 10,
    known: spans.length,
    unknown: corrections.length - spans.length,
  }
}

const WEEK_MS = 7 * DAY_MS

/** How many instants lie in each of the last weeks, the oldest first; the last week ends now. */
export function countByWeek(instants: readonly Date[], now: Date, weeks: number): number[] {
  const counts = Array.from({ length: weeks }, () => 0)
  for (const instant of instants) {
    const age = now.getTime() - instant.getTime()
    if (age < 0) continue
    const week = weeks - 1 - Math.floor(age / WEEK_MS)
    if (week >= 0) counts[week] = (counts[week] ?? 0) + 1
  }
  return counts
}
