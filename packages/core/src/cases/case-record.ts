import type { CaseKind, CaseState, Priority } from './case.ts'
import { PRIORITIES } from './case.ts'

/** Somebody who acts on a case: a person, or a key on a person's behalf. */
export interface CaseActor {
  readonly id: string
  readonly name: string
}

/** A case as it is decided on. Times are milliseconds since the epoch. */
export interface CaseRecord {
  readonly id: string
  readonly kind: CaseKind
  readonly state: CaseState
  readonly priority: Priority
  /** The run whose output the person sees now. */
  readonly runId: string
  readonly openedAt: number
  readonly dueAt: number
  readonly backupAt: number
  readonly expiresAt: number
  /** Whom it was given to; null is anybody. */
  readonly assignedTo: CaseActor | null
  /** Who claimed it last and until when; set in state `claimed` alone. */
  readonly claim: { readonly by: CaseActor; readonly until: number } | null
  /** The fencing token: rises with every claim, never falls. 0 before the first. */
  readonly token: number
  /** When it went to the backup. */
  readonly backupSince: number | null
  /** The rerun that is waited for; set in state `rerun` alone. */
  readonly rerun: { readonly askedAt: number; readonly askedBy: CaseActor } | null
  readonly closedAt: number | null
}

/** Whether somebody holds the case at this instant. */
export function isHeld(record: CaseRecord, now: number): boolean {
  return record.claim !== null && record.claim.until > now
}

/** One step more pressing; `urgent` stays. */
export function raisePriority(priority: Priority): Priority {
  return PRIORITIES[Math.max(0, PRIORITIES.indexOf(priority) - 1)] ?? priority
}

/** The case in nobody's hands; an older claim's token no longer counts. */
export function unclaimed(record: CaseRecord): CaseRecord {
  return { ...record, state: 'waiting', claim: null, rerun: null }
}
