import { unclaimed } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'

/** What a drill did to the unit of a case: `wrong` is an answer that was made wrong on purpose. */
export interface CaseDrill {
  readonly id: string
  readonly kind: string
  /** When the case was decided and the drill told; null before. */
  readonly revealedAt: number | null
}

/**
 * What comes after the first decision on a unit of a drill. A wrong answer must never take effect: where the person
 * accepted, edited or passed on what was made wrong, the unit is run again without the fault and comes back to the same
 * case, to be decided for real. Whoever answered in her own words has decided the unit.
 */
export function afterDrillDecision(
  record: CaseRecord,
  drill: CaseDrill,
  decision: 'accepted' | 'edited' | 'overridden' | 'ignored' | 'escalated',
  actor: CaseActor,
  now: number,
): { readonly kind: 'stands'; readonly record: CaseRecord } | { readonly kind: 'again'; readonly record: CaseRecord } {
  const usesDraft = decision === 'accepted' || decision === 'edited' || decision === 'escalated'
  if (drill.kind !== 'wrong' || drill.revealedAt !== null || !usesDraft) return { kind: 'stands', record }
  return {
    kind: 'again',
    record: { ...unclaimed(record), state: 'rerun', closedAt: null, rerun: { askedAt: now, askedBy: actor } },
  }
}
