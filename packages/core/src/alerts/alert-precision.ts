import type { Proportion } from '../runs/proportion.ts'
import { DAY_MS } from '../time.ts'

/** Days that verdicts and answers are counted over. */
export const PRECISION_DAYS = 28
/** Below so many, a share is not told. */
export const PRECISION_SAMPLE = 5
/** An alert that nobody answered within this was ignored. */
export const IGNORED_AFTER_MS = DAY_MS
/** From this share on, a workflow's alerts no longer do their work. */
const MOST_IGNORED = 0.3
const WIDER = 1.5
const WIDEST = 4

export function areIgnored({ k, n, interval }: Proportion): boolean {
  return interval !== null && k / n >= MOST_IGNORED
}

/**
 * The factor to propose for a signal's threshold, where of the alerts with a verdict more than the limit were noise; null
 * where there are too few, it isn't so, or it is as wide as it may be.
 */
export function widerThreshold({
  judged,
  noise,
  limit,
  present,
}: {
  readonly judged: number
  readonly noise: number
  readonly limit: number
  readonly present: number
}): number | null {
  if (judged < PRECISION_SAMPLE || noise / judged <= limit) return null
  const factor = Math.min(WIDEST, present * WIDER)
  return factor > present ? factor : null
}
