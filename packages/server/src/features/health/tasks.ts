import { z } from 'zod'
import { asSystem } from '../../platform/database/index.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import { evaluateDue } from './evaluate.ts'
import { foldTallies } from './fold-tallies.ts'
import type { HealthNeeds } from './needs.ts'

/** What `startJobs` runs for health: late records show within the fold's time, a departure within the look's. */
export function healthTasks(needs: HealthNeeds): readonly Task[] {
  return [
    defineTask({
      name: 'fold-tallies',
      payload: z.object({}),
      everyMs: 3_000,
      run: async (world, _payload, { signal }) => {
        for (let more = true; more && !signal.aborted;) {
          more = (await asSystem(world.db, foldTallies)).more
        }
      },
    }),
    defineTask({
      name: 'evaluate-health',
      payload: z.object({}),
      everyMs: 20_000,
      run: (world, _payload, { signal }) => evaluateDue(world, needs, signal),
    }),
  ]
}
