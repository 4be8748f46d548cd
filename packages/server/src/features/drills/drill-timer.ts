import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask, enqueue } from '../../platform/jobs/index.ts'
import type { World } from '../../platform/world.ts'
import { settleDrill } from './settle-drill.ts'

/** Looks at one drill when its time is over, and puts the following look in. */
export const drillTimer = defineTask({
  name: 'drill-timer',
  payload: z.object({ workspaceId: z.uuid(), drillId: z.uuid() }),
  run: async (world, { workspaceId, drillId }) => {
    await inWorkspace(world.db, workspaceId, async (trx) => {
      const next = await settleDrill(trx, world, workspaceId, drillId)
      if (next === null) return
      // Where this clock is behind the database's, the job comes early: not again at once.
      const runAt = new Date(Math.max(next.getTime(), world.clock.now().getTime() + 1_000))
      await enqueue(trx, drillTimer, { workspaceId, drillId }, { runAt, jobKey: drillTimerKey(drillId) })
    })
  },
})

export function drillTimerKey(drillId: string): string {
  return `drill-timer:${drillId}`
}

/** Settles every drill that is past its time, whatever became of its own timer. Runs at each start and every minute. */
export const drillSweep = defineTask({
  name: 'drill-sweep',
  payload: z.object({}),
  everyMs: 60_000,
  run: async (world, _payload, { signal }) => sweepDrills(world, signal),
})

export async function sweepDrills(world: World, signal?: AbortSignal): Promise<void> {
  const due = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('drills')
      .select(['id', 'workspace_id'])
      .where('state', 'in', ['planned', 'running'])
      .where('ends_at', '<=', world.clock.now())
      .orderBy('ends_at')
      .limit(500)
      .execute(),
  )
  for (const { id, workspace_id: workspaceId } of due) {
    if (signal?.aborted === true) return
    await inWorkspace(world.db, workspaceId, (trx) => settleDrill(trx, world, workspaceId, id))
  }
}
