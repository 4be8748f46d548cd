import type {
  Actor,
  ApprovalGiven,
  ApprovingDuty,
  ChangeClass,
  ChangePart,
  ChangeType,
  HoldCode,
  LedgerActor,
  NotYet,
  Pace,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'

export type ChangeState = 'proposed' | 'approved' | 'rolling-out' | 'live' | 'rolled-back' | 'withdrawn' | 'expired'

/** What a change is about, and what its approvals bind to. */
export interface ChangeContent {
  readonly kind: 'release' | 'share'
  readonly releaseId: string | null
  readonly toPercent: number | null
  readonly baseReleaseId: string | null
  readonly basePercent: number
  readonly changeClass: ChangeClass
  readonly changeType: ChangeType
  readonly classWhy: string
  readonly touches: readonly ChangePart[]
  readonly path: readonly number[]
  readonly pace: Pace
  readonly contentHash: string
  readonly why: string
}

/** A change as it is kept. */
export interface StoredChange extends ChangeContent {
  readonly id: string
  readonly workflowId: string
  readonly proposedBy: LedgerActor
  readonly proposedAt: Date
  readonly state: ChangeState
  readonly step: number | null
  readonly stepSince: Date | null
  readonly held: { readonly at: Date; readonly by: Named; readonly reason: string } | null
  /** What the last look at its step said. */
  readonly waits: { readonly code: HoldCode; readonly reason: string; readonly until: Date | null } | null
  readonly liveAt: Date | null
  readonly completedAt: Date | null
  readonly endedAt: Date | null
  readonly endReason: string | null
}

export interface Named {
  readonly id: string
  readonly name: string
}

export interface StoredApproval extends ApprovalGiven {
  readonly changeId: string
  readonly name: string
}

export interface StoredNotYet extends NotYet {
  readonly id: string
  readonly changeId: string
  readonly duty: string
}

export interface StoredEvent {
  readonly at: Date
  readonly by: LedgerActor
  readonly act: string
  readonly sentence: string
}

export async function findChange(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  id: string,
): Promise<StoredChange | null> {
  const row = await changeRows(trx, workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : storedChange(row)
}

/** Newest first, before the change that `cursor` names. */
export async function listChangesOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<StoredChange[]> {
  let query = changeRows(trx, workspaceId).where('workflow_id', '=', workflowId)
  if (page.before !== null) query = query.where('id', '<', page.before)
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(storedChange)
}

/** Changes of all workflows that aren't over. */
export async function openChanges(trx: Trx, workspaceId: string): Promise<StoredChange[]> {
  const rows = await changeRows(trx, workspaceId)
    .where('state', 'in', ['proposed', 'approved', 'rolling-out'])
    .orderBy('id')
    .execute()
  return rows.map(storedChange)
}

/** All changes of a workflow, oldest first. */
export async function allChangesOf(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredChange[]> {
  const rows = await changeRows(trx, workspaceId).where('workflow_id', '=', workflowId).orderBy('id').execute()
  return rows.map(storedChange)
}

/** The one change of a workflow that is rolling out. */
export async function rollingOut(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredChange | null> {
  const row = await changeRows(trx, workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('state', '=', 'rolling-out')
    .executeTakeFirst()
  return row === undefined ? null : storedChange(row)
}

export async function insertChange(
  trx: Trx,
  workspaceId: string,
  change: ChangeContent & Pick<StoredChange, 'id' | 'workflowId' | 'proposedAt'>,
  actor: Actor,
): Promise<void> {
  await trx
    .insertInto('changes')
    .values({
      id: change.id,
      workspace_id: workspaceId,
      workflow_id: change.workflowId,
      ...contentColumns(change),
      proposed_by_kind: actor.kind,
      proposed_by: actor.id,
      proposed_by_name: actor.name,
      proposed_at: change.proposedAt,
      state: 'proposed',
    })
    .execute()
}

export async function updateContent(trx: Trx, id: string, content: ChangeContent, state: ChangeState): Promise<void> {
  await trx
    .updateTable('changes')
    .set({ ...contentColumns(content), state })
    .where('id', '=', id)
    .execute()
}

/** What moves in a change's life; its content never does by this. */
export interface ChangeMove {
  readonly state?: ChangeState
  readonly step?: number
  readonly step_since?: Date
  readonly held_at?: Date | null
  readonly held_by?: string | null
  readonly held_by_name?: string | null
  readonly held_reason?: string | null
  readonly waits_code?: HoldCode | null
  readonly waits_reason?: string | null
  readonly waits_until?: Date | null
  readonly live_at?: Date
  readonly completed_at?: Date
  readonly ended_at?: Date
  readonly end_reason?: string
}

export async function moveChange(trx: Trx, id: string, move: ChangeMove): Promise<void> {
  await trx.updateTable('changes').set(move).where('id', '=', id).execute()
}

export async function insertApproval(
  trx: Trx,
  world: World,
  workspaceId: string,
  approval: {
    readonly changeId: string
    readonly duty: ApprovingDuty
    readonly person: Named
    readonly contentHash: string
  },
): Promise<void> {
  await trx
    .insertInto('change_approvals')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      change_id: approval.changeId,
      duty: approval.duty,
      person_id: approval.person.id,
      person_name: approval.person.name,
      content_hash: approval.contentHash,
      at: world.clock.now(),
    })
    .execute()
}

export async function approvalsGiven(
  trx: Trx,
  workspaceId: string,
  changeIds: readonly string[],
): Promise<StoredApproval[]> {
  if (changeIds.length === 0) return []
  const rows = await trx
    .selectFrom('change_approvals')
    .select(['change_id', 'duty', 'person_id', 'person_name', 'content_hash', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('change_id', 'in', changeIds)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({
    changeId: row.change_id,
    duty: row.duty,
    person: row.person_id,
    name: row.person_name,
    contentHash: row.content_hash,
    at: row.at,
  }))
}

export async function insertNotYet(
  trx: Trx,
  world: World,
  workspaceId: string,
  notYet: { readonly changeId: string; readonly duty: string; readonly person: Named; readonly reason: string },
): Promise<void> {
  await trx
    .insertInto('change_not_yets')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      change_id: notYet.changeId,
      duty: notYet.duty,
      person_id: notYet.person.id,
      person_name: notYet.person.name,
      reason: notYet.reason,
      at: world.clock.now(),
    })
    .execute()
}

export async function liftNotYet(trx: Trx, id: string, at: Date): Promise<void> {
  await trx.updateTable('change_not_yets').set({ lifted_at: at }).where('id', '=', id).execute()
}

export async function openNotYets(
  trx: Trx,
  workspaceId: string,
  changeIds: readonly string[],
): Promise<StoredNotYet[]> {
  if (changeIds.length === 0) return []
  const rows = await trx
    .selectFrom('change_not_yets')
    .select(['id', 'change_id', 'duty', 'person_id', 'person_name', 'reason', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('change_id', 'in', changeIds)
    .where('lifted_at', 'is', null)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    changeId: row.change_id,
    duty: row.duty,
    person: row.person_id,
    name: row.person_name,
    reason: row.reason,
    at: row.at,
  }))
}

export async function insertEvent(
  trx: Trx,
  world: World,
  workspaceId: string,
  event: {
    readonly changeId: string
    readonly actor: Actor | LedgerActor
    readonly act: string
    readonly sentence: string
  },
): Promise<void> {
  await trx
    .insertInto('change_events')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      change_id: event.changeId,
      at: world.clock.now(),
      by_kind: event.actor.kind,
      by_id: event.actor.id,
      by_name: event.actor.name,
      act: event.act,
      sentence: event.sentence,
    })
    .execute()
}

/** Newest first. */
export async function eventsOf(trx: Trx, workspaceId: string, changeId: string): Promise<StoredEvent[]> {
  const rows = await trx
    .selectFrom('change_events')
    .select(['at', 'by_kind', 'by_id', 'by_name', 'act', 'sentence'])
    .where('workspace_id', '=', workspaceId)
    .where('change_id', '=', changeId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    at: row.at,
    // insertEvent alone writes them, from an actor.
    by: { kind: row.by_kind as LedgerActor['kind'], id: row.by_id, name: row.by_name },
    act: row.act,
    sentence: row.sentence,
  }))
}

function contentColumns(content: ChangeContent) {
  return {
    kind: content.kind,
    release_id: content.releaseId,
    to_percent: content.toPercent,
    base_release_id: content.baseReleaseId,
    base_percent: content.basePercent,
    change_class: content.changeClass,
    change_type: content.changeType,
    class_why: content.classWhy,
    touches: [...content.touches],
    path: [...content.path],
    pace_hours: content.pace.minimumHours,
    pace_runs: content.pace.minimumRuns,
    content_hash: content.contentHash,
    why: content.why,
  }
}

function changeRows(trx: Trx, workspaceId: string) {
  return trx.selectFrom('changes').selectAll().where('workspace_id', '=', workspaceId)
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof changeRows>['executeTakeFirstOrThrow']>>

// The words of kind, class, type, parts, state and waits are checked by the table, or written by insertChange alone.
function storedChange(row: ChangeRow): StoredChange {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    kind: row.kind as StoredChange['kind'],
    releaseId: row.release_id,
    toPercent: row.to_percent === null ? null : Number(row.to_percent),
    baseReleaseId: row.base_release_id,
    basePercent: Number(row.base_percent),
    changeClass: row.change_class as ChangeClass,
    changeType: row.change_type as ChangeType,
    classWhy: row.class_why,
    touches: row.touches as ChangePart[],
    path: row.path,
    pace: { minimumHours: row.pace_hours, minimumRuns: row.pace_runs },
    contentHash: row.content_hash,
    why: row.why,
    proposedBy: { kind: row.proposed_by_kind as LedgerActor['kind'], id: row.proposed_by, name: row.proposed_by_name },
    proposedAt: row.proposed_at,
    state: row.state as ChangeState,
    step: row.step,
    stepSince: row.step_since,
    held:
      row.held_at === null
        ? null
        : {
            at: row.held_at,
            by: { id: row.held_by ?? '', name: row.held_by_name ?? '' },
            reason: row.held_reason ?? '',
          },
    waits:
      row.waits_code === null
        ? null
        : { code: row.waits_code as HoldCode, reason: row.waits_reason ?? '', until: row.waits_until },
    liveAt: row.live_at,
    completedAt: row.completed_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  }
}
