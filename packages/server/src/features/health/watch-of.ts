import type { HandoverFacts } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What a workflow's figures are held against, and when that was done last; null where no run was counted yet. */
export async function watchOf(trx: Trx, workspaceId: string, workflowId: string): Promise<HandoverFacts['watch']> {
  const row = await trx
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
    .select(['w.evaluated_at', 'newest.name', 'newest.created_at', 'newest.runs'])
    .where('w.workspace_id', '=', workspaceId)
    .where('w.workflow_id', '=', workflowId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { evaluated_at: lookedAt, name, created_at: at, runs } = row
  return { lookedAt, baseline: name === null || at === null || runs === null ? null : { name, at, runs } }
}
