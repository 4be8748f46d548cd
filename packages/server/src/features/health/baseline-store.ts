import type { Baseline, BaselineSource, BaselineStatistics, DataKind } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

export interface StoredBaseline extends Omit<Baseline, 'statistics'> {
  readonly dataKind: DataKind
  readonly release: { readonly hash: string; readonly name: string } | null
  readonly runs: number
  readonly createdAt: Date
  readonly createdBy: { readonly id: string; readonly name: string }
}

export interface NewBaseline extends Baseline {
  readonly dataKind: DataKind
  readonly releaseId: string | null
  readonly runs: number
  /** What makes it by itself, once each; null where a person does. */
  readonly madeFor: string | null
  readonly createdAt: Date
  readonly createdBy: { readonly id: string; readonly name: string }
}

interface OfWorkflow {
  readonly workspaceId: string
  readonly workflowId: string
}

/** Adds a baseline; one that was made for the same before is left as it is, and then the answer is false. */
export async function insertBaseline(
  trx: Trx,
  { workspaceId, workflowId }: OfWorkflow,
  baseline: NewBaseline,
): Promise<boolean> {
  const row = await trx
    .insertInto('baselines')
    .values({
      id: baseline.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      release_id: baseline.releaseId,
      name: baseline.name,
      source: baseline.source,
      data_kind: baseline.dataKind,
      from_at: baseline.from,
      to_at: baseline.to,
      runs: baseline.runs,
      statistics: JSON.stringify(baseline.statistics),
      made_for: baseline.madeFor,
      created_at: baseline.createdAt,
      created_by: baseline.createdBy.id,
      created_by_name: baseline.createdBy.name,
    })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'made_for']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Every baseline without its statistics, newest first. */
export async function listBaselines(trx: Trx, { workspaceId, workflowId }: OfWorkflow): Promise<StoredBaseline[]> {
  const rows = await trx
    .selectFrom('baselines')
    .leftJoin('releases', 'releases.id', 'baselines.release_id')
    .select([
      'baselines.id',
      'baselines.name',
      'baselines.source',
      'baselines.data_kind',
      'baselines.from_at',
      'baselines.to_at',
      'baselines.runs',
      'baselines.created_at',
      'baselines.created_by',
      'baselines.created_by_name',
      'releases.content_hash',
      'releases.name as release_name',
    ])
    .where('baselines.workspace_id', '=', workspaceId)
    .where('baselines.workflow_id', '=', workflowId)
    .orderBy('baselines.created_at', 'desc')
    .orderBy('baselines.id', 'desc')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    // The table's own checks let nothing else in.
    source: row.source as BaselineSource,
    dataKind: row.data_kind as DataKind,
    release: row.content_hash === null ? null : { hash: row.content_hash, name: row.release_name ?? '' },
    from: row.from_at,
    to: row.to_at,
    runs: row.runs,
    createdAt: row.created_at,
    createdBy: { id: row.created_by, name: row.created_by_name },
  }))
}

const MOST_SHOWN = 50

/** The baseline that everything is held against: the newest. With an id, that one. */
export async function findBaseline(
  trx: Trx,
  { workspaceId, workflowId }: OfWorkflow,
  id: string | null = null,
): Promise<(Baseline & { readonly dataKind: DataKind; readonly runs: number }) | null> {
  let query = trx
    .selectFrom('baselines')
    .select(['id', 'name', 'source', 'data_kind', 'from_at', 'to_at', 'runs', 'statistics'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
  if (id !== null) query = query.where('id', '=', id)
  const row = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    name: row.name,
    source: row.source as BaselineSource, // the table's own checks let nothing else in
    dataKind: row.data_kind as DataKind,
    from: row.from_at,
    to: row.to_at,
    runs: row.runs,
    statistics: row.statistics as BaselineStatistics, // insertBaseline alone writes it
  }
}

/** What baselines were made for by themselves. */
export async function madeFor(trx: Trx, { workspaceId, workflowId }: OfWorkflow): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('baselines')
    .select('made_for')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('made_for', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ made_for }) => (made_for === null ? [] : [made_for])))
}
