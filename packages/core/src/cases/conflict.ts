import type { CaseActor, CaseRecord } from './case-record.ts'

/** The case has moved on since the actor claimed it: nothing was changed. */
export interface Conflict {
  readonly kind: 'conflict'
  readonly why: 'closed' | 'not-claimed' | 'stale-token'
}

/** Whether an act with this token may still go through; null where it may. */
export function conflictOf(record: CaseRecord, actor: CaseActor, token: number): Conflict | null {
  if (record.closedAt !== null) return { kind: 'conflict', why: 'closed' }
  if (record.claim === null) return { kind: 'conflict', why: token < record.token ? 'stale-token' : 'not-claimed' }
  if (record.token !== token || record.claim.by.id !== actor.id) return { kind: 'conflict', why: 'stale-token' }
  return null
}
