import type { Actor } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { isHidden } from './drill-access.ts'
import { drillTeam } from './drill-team.ts'
import { findDrill } from './store.ts'

/** The forced failures under way that this reader is not to hear of before they are over. */
export async function heldBackFrom(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
): Promise<readonly string[]> {
  const now = world.clock.now()
  const open = await trx
    .selectFrom('drills')
    .select(['id', 'workflow_id'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'forced-failure')
    .where('state', 'in', ['planned', 'running'])
    .where('ends_at', '>', now)
    .execute()
  const held: string[] = []
  for (const { id, workflow_id: workflowId } of open) {
    const drill = await findDrill(trx, workspaceId, id)
    const team = await drillTeam(trx, workspaceId, workflowId)
    if (drill !== null && isHidden(drill, actor, team, now)) held.push(id)
  }
  return held
}
