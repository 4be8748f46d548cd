import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask, enqueue } from '../../platform/jobs/index.ts'
import type { World } from '../../platform/world.ts'
import { overdueNow } from './overdue-now.ts'

const AT_A_TIME = 200

/** Looks at one flag when its due time comes. */
export const feedbackTimer = defineTask({
  name: 'feedback-timer',
  payload: z.object({ workspaceId: z.uuid(), flagId: z.uuid() }),
  run: async (world, { workspaceId, flagId }) => {
    await inWorkspace(world.db, workspaceId, async (trx) => {
      const dueAt = await overdueNow(trx, world, workspaceId, flagId)
      if (dueAt === null) return
      // Where this clock is behind the database's, the job comes early: not again at once.
      const runAt = new Date(Math.max(dueAt.getTime(), world.clock.now().getTime() + 1_000))
      await enqueue(trx, feedbackTimer, { workspaceId, flagId }, { runAt, jobKey: feedbackTimerKey(flagId) })
    })
  },
})

export function feedbackTimerKey(flagId: string): string {
  return `feedback-timer:${flagId}`
}

/** Flags past their due time whose own timer was lost, with the process that had begun it. */
export const feedbackSweep = defineTask({
  name: 'feedback-sweep',
  payload: z.object({}),
  everyMs: 60_000,
  run: async (world, _payload, { signal }) => sweepFeedback(world, signal),
})

async function sweepFeedback(world: World, signal: AbortSignal): Promise<void> {
  for (let more = true; more && !signal.aborted;) {
    const due = await asSystem(world.db, (trx) =>
      trx
        .selectFrom('flags')
        .select(['id', 'workspace_id'])
        .where('state', '=', 'waiting')
        .where('overdue_at', 'is', null)
        .where('due_at', '<=', world.clock.now())
        .orderBy('due_at')
        .limit(AT_A_TIME)
        .execute(),
    )
    for (const { id, workspace_id: workspaceId } of due) {
      if (signal.aborted) return
      await inWorkspace(world.db, workspaceId, (trx) => overdueNow(trx, world, workspaceId, id))
    }
    more = due.length === AT_A_TIME
  }
}
