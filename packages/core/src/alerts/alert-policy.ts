import type { QuietHours } from './quiet-hours.ts'
import { DAY_MS } from '../time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How a workspace's alerts reach people. */
export interface AlertPolicy {
  /** How long whoever was told has before the next one is, in milliseconds. */
  readonly acknowledgeMs: { readonly urgent: number; readonly today: number }
  /** Hours in which nothing but the urgent reaches anybody; null for none. */
  readonly quiet: QuietHours | null
  /** The share of noise, in 0..1, above which a wider threshold is proposed. */
  readonly noiseLimit: number
}

export const DEFAULT_POLICY: AlertPolicy = {
  acknowledgeMs: { urgent: 15 * MINUTE_MS, today: 4 * HOUR_MS },
  quiet: null,
  noiseLimit: 0.5,
}

/** Departures of one workflow that began no further apart are of one cause, as far as people are paged. */
export const CAUSE_WINDOW_MS = HOUR_MS
/** How long a group takes in what names the same candidate. */
export const GROUP_OPEN_MS = 7 * DAY_MS
/** An urgent alert that everybody was told of in vain is told again in this time. */
export const AGAIN_MS = HOUR_MS
/** What comes back sooner after it was well is the same trouble, and nobody is told anew. */
export const FLAP_MS = 30 * MINUTE_MS
/** What is well again and got no verdict by then closes itself. */
export const CALM_KEPT_MS = 7 * DAY_MS
/** A telling that comes later than this says so. */
export const LATE_MS = MINUTE_MS
