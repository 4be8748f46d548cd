import type { CriterionResult } from './criterion-result.ts'
import type { WaiverFact } from './facts.ts'
import type { Criterion, Playbook } from './playbook.ts'
import { refused, type Refused } from './refusal.ts'
import { DAY_MS } from '../time.ts'

/** A waiver holds for at most this long; whoever still needs it then signs again. */
export const WAIVER_DAYS = 90

export interface WaiverAsked {
  readonly criterion: string
  readonly reason: string
  readonly expiresAt: Date
}

/** The criterion of any stage of a playbook by its id; null where the playbook has none such. */
export function criterionOf(playbook: Playbook, id: string): Criterion | null {
  return playbook.stages.flatMap(({ criteria }) => criteria).find((criterion) => criterion.id === id) ?? null
}

/** Null where a waiver of this reason and expiry can stand; who may sign it is told by `refuseUnlessMay`. */
export function refuseWaiver(asked: WaiverAsked, playbook: Playbook, now: Date): Refused | null {
  if (criterionOf(playbook, asked.criterion) === null) {
    return refused(
      'invalid',
      'waiver-of-nothing',
      `“${asked.criterion}” is no criterion of the playbook “${playbook.name}”.`,
      'Waive one that the handover names.',
    )
  }
  if (asked.reason.trim() === '') {
    return refused('invalid', 'reason-missing', 'A waiver needs a reason: it is shown until it ends.', 'Say why.')
  }
  const ahead = asked.expiresAt.getTime() - now.getTime()
  if (ahead <= 0) {
    return refused(
      'invalid',
      'waiver-expired',
      `A waiver until ${asked.expiresAt.toISOString()} would be over already: it is ${now.toISOString()} now.`,
      `Take a date within the next ${String(WAIVER_DAYS)} days.`,
    )
  }
  if (ahead > WAIVER_DAYS * DAY_MS) {
    return refused(
      'invalid',
      'waiver-too-long',
      `A waiver holds for at most ${String(WAIVER_DAYS)} days, and this one would hold for ${String(Math.ceil(ahead / DAY_MS))}.`,
      'Take an earlier date; it can be signed again.',
    )
  }
  return null
}

/**
 * Whether a criterion lets somebody through who asks for the next stage: it is met, or waived; a hard gate only by a
 * waiver that somebody else has signed.
 */
export function letsThrough(result: CriterionResult, waivedByAsker: ReadonlySet<string>): boolean {
  if (result.verdict === 'met') return true
  if (result.waiver === null) return false
  return result.gate === 'normal' || !waivedByAsker.has(result.id)
}

/** Neither ended nor lapsed. */
export function waiverHolds(waiver: WaiverFact, now: Date): boolean {
  return waiver.at <= now && waiver.expiresAt > now && (waiver.endedAt === null || waiver.endedAt > now)
}
