import { unclaimed } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'
import type { Conflict } from './conflict.ts'
import { conflictOf } from './conflict.ts'

export type RerunAnswer =
  | { readonly kind: 'asked'; readonly record: CaseRecord }
  /** One is waited for already: a second ask starts no second run. */
  | { readonly kind: 'already-asked'; readonly at: number; readonly by: CaseActor }
  | Conflict

/** Asks the host to run the unit again. The case is in nobody's hands until the result is there. */
export function askRerun(record: CaseRecord, actor: CaseActor, token: number, now: number): RerunAnswer {
  if (record.rerun !== null) return { kind: 'already-asked', at: record.rerun.askedAt, by: record.rerun.askedBy }
  const conflict = conflictOf(record, actor, token)
  if (conflict !== null) return conflict
  return {
    kind: 'asked',
    record: { ...unclaimed(record), state: 'rerun', rerun: { askedAt: now, askedBy: actor } },
  }
}

export interface ArrivedRerun {
  readonly id: string
  /** The run that it says it repeats; null where it doesn't say. */
  readonly rerunOf: string | null
  /** On the server's clock as far as the host's is known. */
  readonly startedAt: number
}

/** How far the clocks of host and server may lie apart before a fresh result is taken for one of an older ask. */
const CLOCK_TOLERANCE_MS = 5_000

/**
 * A result of a rerun arrives. `replaces`: the case waits for a person again, with the new output. `late`: nobody waits
 * for it (any more): an older ask, or the case was taken or closed meanwhile; it is kept in the log and changes nothing.
 */
export function arriveRerun(
  record: CaseRecord,
  run: ArrivedRerun,
): { readonly kind: 'replaces'; readonly record: CaseRecord } | { readonly kind: 'late' } {
  if (record.closedAt !== null || record.rerun === null) return { kind: 'late' }
  if (run.rerunOf !== null && run.rerunOf !== record.runId) return { kind: 'late' }
  if (run.startedAt < record.rerun.askedAt - CLOCK_TOLERANCE_MS) return { kind: 'late' }
  return { kind: 'replaces', record: { ...unclaimed(record), runId: run.id } }
}
