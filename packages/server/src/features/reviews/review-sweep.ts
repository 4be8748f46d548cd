import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import { countFromLaunch, followCalendar } from './follow-calendar.ts'
import { launchedUncounted, plansDue } from './store.ts'

const AT_A_TIME = 50

/**
 * Follows the calendars in which something is to be done. What is due when stands in the database, so that a restart
 * misses nothing: what came due meanwhile is filled and told then.
 */
export const reviewSweep = defineTask({
  name: 'review-sweep',
  payload: z.object({}),
  everyMs: 60_000,
  run: async (world, _payload, { signal }) => {
    for (const [find, follow] of [
      [launchedUncounted, countFromLaunch],
      [(trx, most) => plansDue(trx, world.clock.now(), most), followCalendar],
    ] as const satisfies readonly (readonly [typeof launchedUncounted, typeof followCalendar])[]) {
      for (let more = true; more && !signal.aborted;) {
        const due = await asSystem(world.db, (trx) => find(trx, AT_A_TIME))
        for (const { workflow_id: workflowId, workspace_id: workspaceId } of due) {
          if (signal.aborted) return
          await inWorkspace(world.db, workspaceId, (trx) => follow(trx, world, { workspaceId, workflowId }))
        }
        more = due.length === AT_A_TIME
      }
    }
  },
})
