import { z } from 'zod'
import { DAY_MS } from '@dayshift/core'
import { asSystem } from '../../platform/database/index.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import { ensureRunPartitions } from './partitions.ts'
import { foldRunDeltas } from './rollups/fold-run-deltas.ts'

const foldRunDeltasTask = defineTask({
  name: 'fold-run-deltas',
  payload: z.object({}),
  everyMs: 3_000,
  run: async (world, _payload, { signal }) => {
    for (let more = true; more && !signal.aborted;) {
      // oxlint-disable-next-line no-await-in-loop -- one chunk after the other, each in a transaction of its own
      more = (await asSystem(world.db, foldRunDeltas)).more
    }
  },
})

const runPartitionsTask = defineTask({
  name: 'run-partitions',
  payload: z.object({}),
  everyMs: DAY_MS,
  run: (world) => ensureRunPartitions(world.db, world.clock.now()),
})

export const runTasks: readonly Task[] = [foldRunDeltasTask, runPartitionsTask]
