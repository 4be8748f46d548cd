import { z } from 'zod'
import { DAY_MS } from '@dayshift/core'
import { asSystem } from '../../platform/database/index.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import type { World } from '../../platform/world.ts'
import type { Sender } from './sender.ts'

const KEPT_MS = 90 * DAY_MS
const AT_A_TIME = 1_000

/** Sending again what is due, and letting go of old deliveries. */
export function channelTasks(sender: Sender): readonly Task[] {
  return [
    defineTask({
      name: 'deliver-due',
      payload: z.object({}),
      everyMs: 5_000,
      // The sender works on its own: a slow channel holds up no other job.
      run: async () => sender.wake(),
    }),
    defineTask({
      name: 'deliveries-sweep',
      payload: z.object({}),
      everyMs: 3_600_000,
      run: (world) => dropOld(world),
    }),
  ]
}

async function dropOld(world: World): Promise<void> {
  const before = new Date(world.clock.now().getTime() - KEPT_MS)
  await asSystem(world.db, (trx) =>
    trx
      .deleteFrom('deliveries')
      .where('id', 'in', (of) =>
        of.selectFrom('deliveries').select('id').where('ended_at', '<', before).orderBy('ended_at').limit(AT_A_TIME),
      )
      .execute(),
  )
}
