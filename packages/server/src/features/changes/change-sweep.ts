import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import { changeGate, createCompiledGates, lockWorkflow } from '../workflows/index.ts'
import type { ChangesNeeds } from './needs.ts'
import { type ChangesWorld, type Done, record, tell } from './on-change.ts'
import { advance } from './roll-out.ts'
import { standingOf, titleWith } from './standing.ts'
import { findChange, moveChange } from './store.ts'

/** How often each rollout is looked at: a breach is undone within this and the hosts' poll. */
const EVERY_MS = 5_000

/**
 * Brings all changes to where they belong by now, whichever process does it and whatever became of the one before:
 * steps, holds, completes or rolls back what rolls out, and ends approvals that have run out.
 */
export function changeTasks(needs: ChangesNeeds): readonly Task[] {
  const gates = createCompiledGates()
  return [
    defineTask({
      name: 'change-sweep',
      payload: z.object({}),
      everyMs: EVERY_MS,
      run: async (world, _payload, { signal }) => sweepChanges({ world, needs, gates }, signal),
    }),
  ]
}

export async function sweepChanges(changes: ChangesWorld, signal?: AbortSignal): Promise<void> {
  const { world } = changes
  const open = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('changes')
      .innerJoin('workflows', 'workflows.id', 'changes.workflow_id')
      .select(['changes.id', 'changes.workspace_id', 'changes.state', 'workflows.slug'])
      .where('changes.state', 'in', ['approved', 'rolling-out'])
      .orderBy('changes.id')
      .execute(),
  )
  for (const { id, slug, state, workspace_id: workspaceId } of open) {
    if (signal?.aborted === true) return
    try {
      // oxlint-disable-next-line no-await-in-loop -- each in its own transaction
      if (state === 'rolling-out') await advance(changes, workspaceId, { slug, id })
      else await expire(changes, workspaceId, { slug, id })
    } catch (error) {
      // One change that can't be read must not keep the others from being rolled back.
      world.log.error({ err: error, change: id, workflow: slug }, 'a change could not be brought on; tried again soon')
    }
  }
}

/** An approved change whose words no longer count is not approved any more; where they have run out, it is over. */
async function expire(
  { world, needs }: ChangesWorld,
  workspaceId: string,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockWorkflow(trx, workspaceId, slug)
    const change = workflow && (await findChange(trx, workspaceId, workflow.id, id))
    if (workflow === null || change === null || change.state !== 'approved') return
    const { approvals, release } = await standingOf(trx, world, needs, workspaceId, workflow, change)
    if (approvals.complete) return
    if (!approvals.states.some(({ state }) => state === 'expired')) {
      await moveChange(trx, id, { state: 'proposed' })
      return
    }
    const reason = 'Its approvals have run out before anybody started it.'
    if (workflow.shadow?.changeId === id) {
      await changeGate(trx, workflow.id, { shadow_change_id: null, shadow_percent: null })
    }
    await moveChange(trx, id, { state: 'expired', ended_at: world.clock.now(), end_reason: reason })
    const done: Done = {
      act: 'change-expired',
      sentence: `ended "${titleWith(change, release)}": its approvals have run out before anybody started it.`,
    }
    const actor = { kind: 'rule', id: 'approvals', name: 'The approval rule' } as const
    await tell(trx, world, workspaceId, actor, { slug, change, done })
    await record(trx, world, workspaceId, actor, { slug, change, done })
  })
}
