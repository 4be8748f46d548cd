import { type Playbook, rolloutAtMost, STAGES, type StageId } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { lockWorkflow, lowerRollout } from '../workflows/index.ts'
import { insertMove, readPlace, savePlace } from './place-store.ts'

/**
 * Takes a workflow back to an earlier stage in the transaction of the act that makes the present one untrue; a rollout
 * beyond what that stage allows is lowered with it. Gives the stage that was left, null where it wasn't beyond.
 */
export async function fallBackTo(
  trx: Trx,
  world: World,
  of: { readonly workspaceId: string; readonly slug: string; readonly playbook: Playbook },
  to: StageId,
  why: { readonly by: string; readonly reason: string },
): Promise<StageId | null> {
  const { workspaceId, slug, playbook } = of
  const workflow = await lockWorkflow(trx, workspaceId, slug)
  if (workflow === null) return null
  const place = await readPlace(trx, workspaceId, workflow)
  if (STAGES.indexOf(place.stage) <= STAGES.indexOf(to)) return null
  const now = world.clock.now()
  const next = { ...place, stage: to, stageSince: now }
  await savePlace(trx, workspaceId, workflow.id, next)
  await lowerRollout(trx, workspaceId, workflow, rolloutAtMost(playbook, next))
  await insertMove(
    trx,
    { workspaceId, workflowId: workflow.id },
    {
      id: world.newId(),
      kind: 'went-back',
      from: place.stage,
      to,
      at: now,
      by: why.by,
      reason: why.reason,
      playbook: playbook.id,
      verdicts: [],
    },
  )
  return place.stage
}
