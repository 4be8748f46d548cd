import type { Actor, Manifest } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

/** A workflow as it is kept. */
export interface StoredWorkflow {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly purpose: string
  readonly activeReleaseId: string | null
  readonly activatedAt: Date | null
  readonly rolloutPercent: number
  /** The release that rolls out beside the active one, and the share of units, in percent, that meet it. */
  readonly candidate: { readonly releaseId: string; readonly percent: number } | null
  /** The change whose release runs beside the live one without effect, and the share of units, in percent, that it sees. */
  readonly shadow: { readonly changeId: string; readonly percent: number } | null
  readonly paused: {
    readonly at: Date
    readonly by: { readonly id: string; readonly name: string }
    readonly reason: string
  } | null
  readonly gateVersion: number
  readonly createdAt: Date
}

export interface StoredRelease {
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly manifest: Manifest
  readonly source: string
  readonly createdAt: Date
  readonly createdBy: { readonly id: string; readonly name: string }
}

export async function findWorkflow(trx: Trx, workspaceId: string, slug: string): Promise<StoredWorkflow | null> {
  const row = await workflowRow(trx, workspaceId, slug).executeTakeFirst()
  return row === undefined ? null : storedWorkflow(row)
}

export async function findWorkflowById(trx: Trx, workspaceId: string, id: string): Promise<StoredWorkflow | null> {
  const row = await trx
    .selectFrom('workflows')
    .select(WORKFLOW_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : storedWorkflow(row)
}

/** The workflow, locked until the transaction ends, so that two acts on it come one after the other. */
export async function lockWorkflow(trx: Trx, workspaceId: string, slug: string): Promise<StoredWorkflow | null> {
  const row = await workflowRow(trx, workspaceId, slug).forUpdate().executeTakeFirst()
  return row === undefined ? null : storedWorkflow(row)
}

export async function allWorkflows(trx: Trx, workspaceId: string): Promise<StoredWorkflow[]> {
  const rows = await trx
    .selectFrom('workflows')
    .select(WORKFLOW_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('slug')
    .execute()
  return rows.map(storedWorkflow)
}

/** Adds a workflow of this slug unless it is there; two at once make one. */
export async function addWorkflow(
  trx: Trx,
  workflow: {
    readonly id: string
    readonly workspaceId: string
    readonly slug: string
    readonly name: string
    readonly purpose: string
    readonly createdAt: Date
  },
): Promise<'added' | 'there'> {
  const added = await trx
    .insertInto('workflows')
    .values({
      id: workflow.id,
      workspace_id: workflow.workspaceId,
      slug: workflow.slug,
      name: workflow.name,
      purpose: workflow.purpose,
      created_at: workflow.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'slug']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added === undefined ? 'there' : 'added'
}

export interface NewRelease {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly name: string
  readonly hash: string
  readonly manifest: Manifest
  readonly source: string
  readonly createdAt: Date
  readonly createdBy: Actor
}

/** Adds a release unless one of its content hash is there. */
export async function insertRelease(trx: Trx, release: NewRelease): Promise<void> {
  await trx
    .insertInto('releases')
    .values({
      id: release.id,
      workspace_id: release.workspaceId,
      workflow_id: release.workflowId,
      name: release.name,
      content_hash: release.hash,
      manifest: JSON.stringify(release.manifest),
      source: release.source,
      created_at: release.createdAt,
      created_by: release.createdBy.id,
      created_by_name: release.createdBy.name,
    })
    .execute()
}

export async function findRelease(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  which: { readonly hash: string } | { readonly id: string },
): Promise<StoredRelease | null> {
  const row = await trx
    .selectFrom('releases')
    .select(RELEASE_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where((where) => ('hash' in which ? where('content_hash', '=', which.hash) : where('id', '=', which.id)))
    .executeTakeFirst()
  return row === undefined ? null : storedRelease(row)
}

const RELEASE_COLUMNS = [
  'releases.id',
  'releases.content_hash',
  'releases.name',
  'releases.manifest',
  'releases.source',
  'releases.created_at',
  'releases.created_by',
  'releases.created_by_name',
] as const

function storedRelease(row: {
  readonly id: string
  readonly content_hash: string
  readonly name: string
  readonly manifest: unknown
  readonly source: string
  readonly created_at: Date
  readonly created_by: string
  readonly created_by_name: string
}): StoredRelease {
  return {
    id: row.id,
    hash: row.content_hash,
    name: row.name,
    manifest: row.manifest as Manifest, // written by insertRelease alone, never changed: the table is append-only
    source: row.source,
    createdAt: row.created_at,
    createdBy: { id: row.created_by, name: row.created_by_name },
  }
}

/** What the workflow is declared to be: the manifest of the active release, else of the newest; null without any. */
export async function declaredRelease(
  trx: Trx,
  workspaceId: string,
  { id }: Pick<StoredWorkflow, 'id'>,
): Promise<StoredRelease | null> {
  return (await declaredReleases(trx, workspaceId, [id])).get(id) ?? null
}

/** The same of several workflows; one without a release is not in it. */
export async function declaredReleases(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, StoredRelease>> {
  const rows = await trx
    .selectFrom('releases')
    .innerJoin('workflows', 'workflows.id', 'releases.workflow_id')
    .distinctOn('releases.workflow_id')
    .select(['releases.workflow_id', ...RELEASE_COLUMNS])
    .where('releases.workspace_id', '=', workspaceId)
    .where('releases.workflow_id', '=', anyOf(workflowIds))
    .where((where) =>
      where.or([
        where('workflows.active_release_id', 'is', null),
        where('workflows.active_release_id', '=', where.ref('releases.id')),
      ]),
    )
    .orderBy('releases.workflow_id')
    .orderBy('releases.created_at', 'desc')
    .orderBy('releases.id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.workflow_id, storedRelease(row)]))
}

/** The hash of another release of the same name; null where the name is free. */
export async function otherReleaseNamed(
  trx: Trx,
  workflowId: string,
  name: string,
  hash: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('releases')
    .select('content_hash')
    .where('workflow_id', '=', workflowId)
    .where('name', '=', name)
    .where('content_hash', '!=', hash)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.content_hash ?? null
}

export interface WorkflowChange {
  readonly name?: string
  readonly purpose?: string
  readonly active_release_id?: string | null
  readonly activated_at?: Date | null
  readonly rollout_percent?: number
  readonly candidate_release_id?: string | null
  readonly candidate_percent?: number | null
  readonly shadow_change_id?: string | null
  readonly shadow_percent?: number | null
  readonly paused_at?: Date | null
  readonly paused_by?: string | null
  readonly paused_by_name?: string | null
  readonly pause_reason?: string | null
}

/** Changes what hosts act by; their copy of the gate's state is outdated from then on. */
export async function changeGate(trx: Trx, workflowId: string, change: WorkflowChange): Promise<void> {
  await trx
    .updateTable('workflows')
    .set((of) => ({ ...change, gate_version: of('gate_version', '+', 1) }))
    .where('id', '=', workflowId)
    .execute()
}

const WORKFLOW_COLUMNS = [
  'id',
  'slug',
  'name',
  'purpose',
  'active_release_id',
  'activated_at',
  'rollout_percent',
  'candidate_release_id',
  'candidate_percent',
  'shadow_change_id',
  'shadow_percent',
  'paused_at',
  'paused_by',
  'paused_by_name',
  'pause_reason',
  'gate_version',
  'created_at',
] as const

function workflowRow(trx: Trx, workspaceId: string, slug: string) {
  return trx
    .selectFrom('workflows')
    .select(WORKFLOW_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
}

type WorkflowRow = Awaited<ReturnType<ReturnType<typeof workflowRow>['executeTakeFirstOrThrow']>>

function storedWorkflow(row: WorkflowRow): StoredWorkflow {
  const { paused_at: at, paused_by: id, paused_by_name: name, pause_reason: reason } = row
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    purpose: row.purpose,
    activeReleaseId: row.active_release_id,
    activatedAt: row.activated_at,
    rolloutPercent: Number(row.rollout_percent),
    candidate:
      row.candidate_release_id === null
        ? null
        : { releaseId: row.candidate_release_id, percent: Number(row.candidate_percent) },
    shadow:
      row.shadow_change_id === null ? null : { changeId: row.shadow_change_id, percent: Number(row.shadow_percent) },
    paused: at === null ? null : { at, by: { id: id ?? '', name: name ?? '' }, reason: reason ?? '' },
    gateVersion: row.gate_version,
    createdAt: row.created_at,
  }
}

/** The release of the change that runs as a shadow. */
export async function shadowRelease(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredRelease | null> {
  const row = await trx
    .selectFrom('workflows')
    .innerJoin('changes', 'changes.id', 'workflows.shadow_change_id')
    .select('changes.release_id')
    .where('workflows.workspace_id', '=', workspaceId)
    .where('workflows.id', '=', workflowId)
    .executeTakeFirst()
  const id = row?.release_id ?? null
  return id === null ? null : await findRelease(trx, workspaceId, workflowId, { id })
}
