import type { Trx } from '../../platform/world.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Cases that are open and how many of them are past their due time, by workflow id; a workflow without any is absent. */
export async function openCaseCounts(
  trx: Trx,
  workspaceId: string,
  now: Date,
): Promise<ReadonlyMap<string, { readonly waiting: number; readonly overdue: number }>> {
  const rows = await trx
    .selectFrom('cases')
    .select((of) => [
      'workflow_id',
      of.fn.countAll<number>().as('waiting'),
      of.fn.countAll<number>().filterWhere('due_at', '<=', now).as('overdue'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('closed_at', 'is', null)
    .groupBy('workflow_id')
    .execute()
  return new Map(rows.map((row) => [row.workflow_id, { waiting: row.waiting, overdue: row.overdue }]))
}

export interface ListedRelease {
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly createdAt: Date
  readonly createdBy: Named
}

/** The newest releases of a workflow, without their manifests. */
export async function listReleases(trx: Trx, workspaceId: string, workflowId: string): Promise<ListedRelease[]> {
  const rows = await trx
    .selectFrom('releases')
    .select(['id', 'content_hash', 'name', 'created_at', 'created_by', 'created_by_name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_RELEASES)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    hash: row.content_hash,
    name: row.name,
    createdAt: row.created_at,
    createdBy: { id: row.created_by, name: row.created_by_name },
  }))
}

const MOST_RELEASES = 100

/** Hash and name of the active release of each workflow, by workflow id. */
export async function activeReleases(
  trx: Trx,
  workspaceId: string,
): Promise<ReadonlyMap<string, { readonly hash: string; readonly name: string }>> {
  const rows = await trx
    .selectFrom('workflows')
    .innerJoin('releases', 'releases.id', 'workflows.active_release_id')
    .select(['workflows.id', 'releases.content_hash', 'releases.name'])
    .where('workflows.workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map((row) => [row.id, { hash: row.content_hash, name: row.name }]))
}

/** The active members who may act on cases and workflows, by name. */
export async function actingPeople(trx: Trx, workspaceId: string): Promise<Named[]> {
  return await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .where('members.active', '=', true)
    .where('members.role', 'in', ['admin', 'member'])
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
}

/** Hash, name and share of the release that rolls out beside the active one, by workflow id. */
export async function candidateReleases(
  trx: Trx,
  workspaceId: string,
): Promise<ReadonlyMap<string, { readonly hash: string; readonly name: string; readonly percent: number }>> {
  const rows = await trx
    .selectFrom('workflows')
    .innerJoin('releases', 'releases.id', 'workflows.candidate_release_id')
    .select(['workflows.id', 'releases.content_hash', 'releases.name', 'workflows.candidate_percent'])
    .where('workflows.workspace_id', '=', workspaceId)
    .execute()
  return new Map(
    rows.map((row) => [row.id, { hash: row.content_hash, name: row.name, percent: Number(row.candidate_percent) }]),
  )
}
