import { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { defineTask, enqueue } from '../../platform/jobs/index.ts'
import { expireNow } from './expire-now.ts'

/** Looks at one case when its next deadline comes, and puts the following look in. */
export const caseTimer = defineTask({
  name: 'case-timer',
  payload: z.object({ workspaceId: z.uuid(), caseId: z.uuid() }),
  run: async (world, { workspaceId, caseId }) => {
    await inWorkspace(world.db, workspaceId, async (trx) => {
      const checkAt = await expireNow(trx, world, workspaceId, caseId)
      if (checkAt === null) return
      // Where this clock is behind the database's, the job comes early: not again at once.
      const runAt = new Date(Math.max(checkAt, world.clock.now().getTime() + 1_000))
      await enqueue(trx, caseTimer, { workspaceId, caseId }, { runAt, jobKey: caseTimerKey(caseId) })
    })
  },
})

export function caseTimerKey(caseId: string): string {
  return `case-timer:${caseId}`
}
