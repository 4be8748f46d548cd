import { isHeld, unclaimed } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'
import type { Conflict } from './conflict.ts'
import { conflictOf } from './conflict.ts'

/** How long a claim holds without being renewed. */
export const LEASE_MS = 10 * 60_000

export type ClaimAnswer =
  /** `withdrewRerun`: a rerun was waited for and no longer is; its result will be kept but not replace anything. */
  | { readonly kind: 'granted'; readonly record: CaseRecord; readonly withdrewRerun: boolean }
  | { readonly kind: 'held'; readonly by: CaseActor; readonly until: number }
  | { readonly kind: 'assigned'; readonly to: CaseActor }
  | { readonly kind: 'closed' }

/**
 * Takes a case for a while: granted with the next fencing token, so that an act with an older one is refused. Refused
 * while somebody else holds it, or when it was given to somebody else. Whoever holds it already gets a new token.
 */
export function claimCase(record: CaseRecord, actor: CaseActor, now: number): ClaimAnswer {
  if (record.closedAt !== null) return { kind: 'closed' }
  if (record.claim !== null && isHeld(record, now) && record.claim.by.id !== actor.id) {
    return { kind: 'held', by: record.claim.by, until: record.claim.until }
  }
  if (record.assignedTo !== null && record.assignedTo.id !== actor.id)
    return { kind: 'assigned', to: record.assignedTo }
  return {
    kind: 'granted',
    withdrewRerun: record.rerun !== null,
    record: {
      ...record,
      state: 'claimed',
      claim: { by: actor, until: now + LEASE_MS },
      token: record.token + 1,
      rerun: null,
    },
  }
}

/** Keeps a claimed case for another while. A lease that has run out can be renewed until somebody else claims. */
export function renewClaim(
  record: CaseRecord,
  actor: CaseActor,
  token: number,
  now: number,
): { readonly kind: 'renewed'; readonly record: CaseRecord } | Conflict {
  const conflict = conflictOf(record, actor, token)
  if (conflict !== null) return conflict
  return { kind: 'renewed', record: { ...record, claim: { by: actor, until: now + LEASE_MS } } }
}

/** Gives a claimed case back to those whom it waits for. */
export function releaseClaim(
  record: CaseRecord,
  actor: CaseActor,
  token: number,
): { readonly kind: 'released'; readonly record: CaseRecord } | Conflict {
  return conflictOf(record, actor, token) ?? { kind: 'released', record: unclaimed(record) }
}
