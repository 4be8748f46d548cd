import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import type { World } from '../../platform/world.ts'
import { expireNow } from './expire-now.ts'

const AT_A_TIME = 500

/**
 * Lets time do what it has to do to all cases that are past a deadline, whatever became of their own timers: a process
 * that was killed leaves the jobs that it had begun locked for hours. Runs at each start and every minute.
 */
export const caseSweep = defineTask({
  name: 'case-sweep',
  payload: z.object({}),
  everyMs: 60_000,
  run: async (world, _payload, { signal }) => sweepCases(world, signal),
})

export async function sweepCases(world: World, signal?: AbortSignal): Promise<void> {
  const stopped = (): boolean => signal?.aborted === true
  let after = '00000000-0000-0000-0000-000000000000'
  while (!stopped()) {
    const from = after
    const due = await asSystem(world.db, (trx) =>
      trx
        .selectFrom('cases')
        .select(['id', 'workspace_id'])
        .where('closed_at', 'is', null)
        .where((eb) =>
          eb.or([
            eb('expires_at', '<=', world.clock.now()),
            eb.and([eb('backup_since', 'is', null), eb('backup_at', '<=', world.clock.now())]),
          ]),
        )
        // A case that somebody holds is looked at when the lease has ended.
        .where(sql<boolean>`(lease_until is null or lease_until <= ${world.clock.now()})`)
        .where('id', '>', from)
        .orderBy('id')
        .limit(AT_A_TIME)
        .execute(),
    )
    for (const { id, workspace_id: workspaceId } of due) {
      if (stopped()) return
      await inWorkspace(world.db, workspaceId, (trx) => expireNow(trx, world, workspaceId, id))
    }
    const last = due.at(-1)
    if (last === undefined || due.length < AT_A_TIME) return
    after = last.id
  }
}
