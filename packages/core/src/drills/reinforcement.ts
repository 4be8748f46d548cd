import { DAY_MS } from '../time.ts'
import type { DrillVerdict } from './drill.ts'

/** A practice or a quiz that somebody finished. */
export interface Session {
  readonly at: Date
  readonly verdict: DrillVerdict
}

/** Where somebody stands with what she practises. */
export interface Reinforcement {
  /** Passed times that lay apart; a time that wasn't passed begins anew. */
  readonly passes: number
  /** By when to practise again; null where she never did. */
  readonly dueAt: Date | null
}

/**
 * Days until it is due again after the first passed time, the second, and so on; the last one from then on. Boxes after
 * Leitner, "So lernt man lernen" (1972): what is known is asked more seldom, what isn't is asked soon. That the same time
 * spent apart is remembered longer than at once: Cepeda et al., Psychological Bulletin 132 (2006).
 */
export const DAYS_APART = [7, 14, 30, 60, 90] as const

/** Several times in a row count once: only from its due day on a passed time moves on. */
export function reinforcementOf(sessions: readonly Session[]): Reinforcement {
  let passes = 0
  let dueAt: Date | null = null
  for (const { at, verdict } of sessions.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (verdict === 'inconclusive') continue
    if (verdict === 'messy') passes = 0
    // A day early is in time: whoever has a date does not wait for the hour.
    else if (passes > 0 && dueAt !== null && at.getTime() < dueAt.getTime() - DAY_MS) continue
    else passes += 1
    dueAt = new Date(at.getTime() + daysAfter(passes) * DAY_MS)
  }
  return { passes, dueAt }
}

function daysAfter(passes: number): number {
  return DAYS_APART[Math.min(Math.max(passes, 1), DAYS_APART.length) - 1] ?? DAYS_APART[0]
}
