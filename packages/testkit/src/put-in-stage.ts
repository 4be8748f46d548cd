import type { StageId } from '@dayshift/core'
import { inWorkspace, type World } from '@dayshift/server'

/** Lays a workflow in at a stage, as if it had come there; for tests of what a stage allows, not of how it is reached. */
export async function putInStage(world: World, workspaceId: string, slug: string, stage: StageId): Promise<void> {
  const at = world.clock.now()
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id } = await trx
      .selectFrom('workflows')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    const place = { stage, stage_since: at, started_at: at, state: 'going' }
    await trx
      .insertInto('handovers')
      .values({ workflow_id: id, workspace_id: workspaceId, ...place })
      .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet(place))
      .execute()
  })
}
