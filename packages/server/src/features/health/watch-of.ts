import type { HandoverFacts } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

/** What each workflow's figures are held against, and when that was done last; not in it where no run was counted yet. */
export async function watchesOf(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, HandoverFacts['watch']>> {
  const rows = await trx
    .selectFrom('health_watches as w')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('baselines')
          .select(['name', 'created_at', 'runs'])
          .whereRef('baselines.workspace_id', '=', 'w.workspace_id')
          .whereRef('baselines.workflow_id', '=', 'w.workflow_id')
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(['w.workflow_id', 'w.evaluated_at', 'newest.name', 'newest.created_at', 'newest.runs'])
    .where('w.workspace_id', '=', workspaceId)
    .where('w.workflow_id', '=', anyOf(workflowIds))
    .execute()
  return new Map(
    rows.map(({ workflow_id: id, evaluated_at: lookedAt, name, created_at: at, runs }) => [
      id,
      { lookedAt, baseline: name === null || at === null || runs === null ? null : { name, at, runs } },
    ]),
  )
}
