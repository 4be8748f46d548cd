import { CASE_KINDS, CASE_STATES, PRIORITIES } from '@dayshift/core'
import type { CaseActor, CaseDrill, CaseRecord } from '@dayshift/core'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { CasesTable } from '../../platform/database/schema.ts'
import type { Trx } from '../../platform/world.ts'
import type { SealedBeside } from '../contents/index.ts'

/** A case with what ties it to its workflow and its contents. */
export interface StoredCase {
  readonly record: CaseRecord
  readonly workspaceId: string
  readonly workflowId: string
  readonly unitKey: string
  readonly firstRunId: string
  /** Sealed, under the key of `subjectKeyId`. */
  readonly correctedInput: Buffer | null
  readonly subjectKeyId: string | null
  /** The drill that the unit was part of. */
  readonly drill: CaseDrill | null
  /** A person answers before the output is shown to her. */
  readonly answersFirst: boolean
}

/** The case as it is; null where the workspace has none of this id. */
export async function findCase(trx: Trx, workspaceId: string, caseId: string): Promise<StoredCase | null> {
  const row = await trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row === undefined ? null : storedCase(row)
}

/** The case, locked until the transaction ends; null where the workspace has none of this id. */
export async function lockCase(trx: Trx, workspaceId: string, caseId: string): Promise<StoredCase | null> {
  const row = await trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .where('workspace_id', '=', workspaceId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : storedCase(row)
}

export async function lockCases(trx: Trx, workspaceId: string, caseIds: readonly string[]): Promise<StoredCase[]> {
  if (caseIds.length === 0) return []
  const rows = await trx
    .selectFrom('cases')
    .selectAll()
    .where(sql<boolean>`id = any(${[...caseIds]}::uuid[])`)
    .where('workspace_id', '=', workspaceId)
    // One order for everybody, so that two batches can't wait for each other.
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(storedCase)
}

export async function saveCase(trx: Trx, record: CaseRecord): Promise<void> {
  await trx
    .updateTable('cases')
    .set({
      run_id: record.runId,
      kind: record.kind,
      state: record.state,
      priority: PRIORITIES.indexOf(record.priority),
      assigned_to: record.assignedTo?.id ?? null,
      assigned_to_name: record.assignedTo?.name ?? null,
      claimed_by: record.claim?.by.id ?? null,
      claimed_by_name: record.claim?.by.name ?? null,
      lease_until: instantOrNull(record.claim?.until),
      fencing_token: record.token,
      backup_since: instantOrNull(record.backupSince),
      rerun_asked_at: instantOrNull(record.rerun?.askedAt),
      rerun_asked_by: record.rerun?.askedBy.id ?? null,
      rerun_asked_by_name: record.rerun?.askedBy.name ?? null,
      closed_at: instantOrNull(record.closedAt),
      // Nothing is run again from here on: what a person typed in is in the review log, as far as it may be kept.
      ...(record.closedAt === null ? {} : { corrected_input: null, subject_key_id: null }),
    })
    .where('id', '=', record.id)
    .execute()
}

/** From now on the case tells that its unit was part of a drill. */
export async function saveDrillRevealed(trx: Trx, caseId: string, at: Date): Promise<void> {
  await trx.updateTable('cases').set({ drill_revealed_at: at }).where('id', '=', caseId).execute()
}

/** Keeps the input that a person corrected, sealed. */
export async function saveCorrectedInput(trx: Trx, caseId: string, sealed: SealedBeside): Promise<void> {
  await trx
    .updateTable('cases')
    .set({ corrected_input: sealed.sealed, subject_key_id: sealed.subjectKeyId })
    .where('id', '=', caseId)
    .execute()
}

export interface NewCase {
  readonly record: CaseRecord
  readonly workflowId: string
  readonly unitKey: string
  readonly drill: { readonly id: string; readonly kind: string } | null
  readonly answersFirst: boolean
}

/** Inserts cases; a run that has its case already opens no second one. Gives the ids of those that are new. */
export async function insertCases(
  trx: Trx,
  workspaceId: string,
  cases: readonly NewCase[],
): Promise<ReadonlySet<string>> {
  if (cases.length === 0) return new Set()
  const rows = cases.map(({ record, workflowId, unitKey, drill, answersFirst }) => ({
    id: record.id,
    workspace_id: workspaceId,
    workflow_id: workflowId,
    run_id: record.runId,
    unit_key: unitKey,
    kind: record.kind,
    state: record.state,
    priority: PRIORITIES.indexOf(record.priority),
    opened_at: new Date(record.openedAt),
    due_at: new Date(record.dueAt),
    backup_at: new Date(record.backupAt),
    expires_at: new Date(record.expiresAt),
    drill_id: drill?.id ?? null,
    drill_kind: drill?.kind ?? null,
    answers_first: answersFirst,
  }))
  const inserted = await sql<{ id: string }>`
    insert into cases (id, workspace_id, workflow_id, run_id, first_run_id, unit_key, kind, state, priority,
      opened_at, due_at, backup_at, expires_at, drill_id, drill_kind, answers_first)
    select id, workspace_id, workflow_id, run_id, run_id, unit_key, kind, state, priority,
      opened_at, due_at, backup_at, expires_at, drill_id, drill_kind, answers_first
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, workspace_id uuid, workflow_id uuid,
      run_id uuid, unit_key text, kind text, state text, priority smallint,
      opened_at timestamptz, due_at timestamptz, backup_at timestamptz, expires_at timestamptz,
      drill_id uuid, drill_kind text, answers_first boolean)
    on conflict (first_run_id) do nothing
    returning id`.execute(trx)
  return new Set(inserted.rows.map((row) => row.id))
}

/** Who did something to a case, for the review log. */
export interface LoggedActor {
  readonly kind: 'person' | 'key' | 'rule'
  readonly id: string
  readonly name: string
}

export interface NewCaseEvent {
  readonly caseId: string
  readonly at: Date
  readonly by: LoggedActor
  readonly act: CaseAct
  readonly note: string | null
  readonly sealed?: {
    readonly subjectKeyId: string
    readonly draft: Buffer | null
    readonly final: Buffer | null
  } | null
}

/** What can happen to a case, as the review log names it. */
export type CaseAct =
  | 'opened'
  | 'claimed'
  | 'answered-first'
  | 'released'
  | 'accepted'
  | 'edited'
  | 'overridden'
  | 'ignored'
  | 'escalated'
  | 'reassigned'
  | 'input-corrected'
  | 'rerun-asked'
  | 'rerun-arrived'
  | 'rerun-late'
  | 'to-backup'
  | 'handed-over'
  | 'drill-told'

/** Appends to the review log. */
export async function addEvents(
  trx: Trx,
  workspaceId: string,
  events: readonly (NewCaseEvent & { readonly id: string })[],
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_PER_INSERT) {
    const rows = events.slice(from, from + EVENTS_PER_INSERT).map((event) => ({
      id: event.id,
      workspace_id: workspaceId,
      case_id: event.caseId,
      at: event.at,
      by_kind: event.by.kind,
      by_id: event.by.id,
      by_name: event.by.name,
      act: event.act,
      note: event.note,
      subject_key_id: event.sealed?.subjectKeyId ?? null,
      draft: event.sealed?.draft ?? null,
      final: event.sealed?.final ?? null,
    }))
    await trx.insertInto('case_events').values(rows).execute()
  }
}

/** PostgreSQL takes 65,535 parameters a statement. */
const EVENTS_PER_INSERT = 2_000

export interface NewDecision {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly runId: string
  readonly caseId: string
  readonly unitKey: string
  readonly kind: string
  readonly by: CaseActor
  readonly reason: string | null
  readonly shownAt: Date
  readonly decidedAt: Date
}

export async function insertDecision(trx: Trx, decision: NewDecision): Promise<void> {
  await trx
    .insertInto('decisions')
    .values({
      id: decision.id,
      workspace_id: decision.workspaceId,
      workflow_id: decision.workflowId,
      run_id: decision.runId,
      case_id: decision.caseId,
      unit_key: decision.unitKey,
      kind: decision.kind,
      by_id: decision.by.id,
      by_name: decision.by.name,
      reason: decision.reason,
      shown_at: decision.shownAt,
      decided_at: decision.decidedAt,
    })
    .execute()
}

/** The workflow that a case belongs to, by id. */
export async function workflowOf(
  trx: Trx,
  workflowId: string,
): Promise<{ readonly slug: string; readonly name: string }> {
  return trx.selectFrom('workflows').select(['slug', 'name']).where('id', '=', workflowId).executeTakeFirstOrThrow()
}

/** Hosts that hold the gate's state read it again: what they are asked to rerun has changed. */
export async function touchGateState(trx: Trx, workflowId: string): Promise<void> {
  await trx
    .updateTable('workflows')
    .set((eb) => ({ gate_version: eb('gate_version', '+', 1) }))
    .where('id', '=', workflowId)
    .execute()
}

export function storedCase(row: Selectable<CasesTable>): StoredCase {
  return {
    record: caseRecord(row),
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    unitKey: row.unit_key,
    firstRunId: row.first_run_id,
    correctedInput: row.corrected_input,
    subjectKeyId: row.subject_key_id,
    drill: row.drill_id === null ? null : drillOf(row.drill_id, row),
    answersFirst: row.answers_first,
  }
}

function drillOf(id: string, row: Selectable<CasesTable>): CaseDrill {
  return { id, kind: row.drill_kind ?? '', revealedAt: row.drill_revealed_at?.getTime() ?? null }
}

function caseRecord(row: Selectable<CasesTable>): CaseRecord {
  const claimedBy = actorOrNull(row.claimed_by, row.claimed_by_name)
  const askedBy = actorOrNull(row.rerun_asked_by, row.rerun_asked_by_name)
  return {
    id: row.id,
    kind: oneOf(CASE_KINDS, row.kind, 'kind'),
    state: oneOf(CASE_STATES, row.state, 'state'),
    priority: PRIORITIES[row.priority] ?? 'normal',
    runId: row.run_id,
    openedAt: row.opened_at.getTime(),
    dueAt: row.due_at.getTime(),
    backupAt: row.backup_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    assignedTo: actorOrNull(row.assigned_to, row.assigned_to_name),
    claim: claimedBy === null || row.lease_until === null ? null : { by: claimedBy, until: row.lease_until.getTime() },
    token: row.fencing_token,
    backupSince: row.backup_since?.getTime() ?? null,
    rerun: askedBy === null || row.rerun_asked_at === null ? null : { askedAt: row.rerun_asked_at.getTime(), askedBy },
    closedAt: row.closed_at?.getTime() ?? null,
  }
}

function actorOrNull(id: string | null, name: string | null): CaseActor | null {
  return id === null ? null : { id, name: name ?? id }
}

function oneOf<T extends string>(values: readonly T[], text: string, what: string): T {
  const found = values.find((value) => value === text)
  if (found === undefined)
    throw new Error(`Cannot read a case: its ${what} is "${text}", not one of ${values.join(', ')}`)
  return found
}

function instantOrNull(ms: number | null | undefined): Date | null {
  return ms === null || ms === undefined ? null : new Date(ms)
}
