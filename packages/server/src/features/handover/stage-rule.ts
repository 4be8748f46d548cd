import { DAY_MS, rolloutAtMost, type StageId } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { playbookOf } from '../playbooks/index.ts'
import { readPlace, readStages } from './place-store.ts'
import { transferFact } from './transfer/index.ts'

/** In which stage a workflow is, and the largest share of units that the AI may see there. */
export async function stageOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<{ readonly stage: StageId; readonly rolloutAtMost: number; readonly since: Date }> {
  const { created_at: createdAt } = await trx
    .selectFrom('workflows')
    .select('created_at')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', workflowId)
    .executeTakeFirstOrThrow()
  const place = await readPlace(trx, workspaceId, { id: workflowId, createdAt })
  const playbook = await playbookOf(trx, workspaceId, workflowId)
  return { stage: place.stage, rolloutAtMost: rolloutAtMost(playbook, place), since: place.stageSince }
}

/** In which stage each of several workflows is. */
export async function stagesOf(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<(workflowId: string) => StageId> {
  const stages = await readStages(trx, workspaceId, workflowIds)
  return (id) => stages.get(id) ?? 'design'
}

/** Until when nothing that runs may change, because a transfer was accepted and its settle period has begun. */
export async function freezeOf(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  workflowId: string,
): Promise<{ readonly until: Date; readonly why: string } | null> {
  const transfer = await transferFact(trx, workspaceId, workflowId)
  if (transfer === null || transfer.state !== 'accepted') return null
  const { transfer: days } = await playbookOf(trx, workspaceId, workflowId)
  const begins = transfer.at.getTime() - days.settleDays * DAY_MS
  const now = world.clock.now().getTime()
  // Past its date it is done, or held and waits for another one: changes are what may be needed before that.
  if (now < begins || now >= transfer.at.getTime()) return null
  return {
    until: transfer.at,
    why: `Daily care passes over on ${transfer.at.toISOString().slice(0, 16).replace('T', ', ')} UTC, and in the ${days.settleDays} days before nothing that runs may change.`,
  }
}
