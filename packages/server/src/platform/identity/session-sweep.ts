import { z } from 'zod'
import { defineTask, type Task } from '../jobs/index.ts'

/** Removes sessions that have ended: who never comes back would leave theirs for good. */
const sweepSessionsTask = defineTask({
  name: 'sweep-sessions',
  payload: z.object({}),
  everyMs: 3_600_000,
  run: async ({ db }) => {
    // The sign-in library works by the machine's clock, and so must this.
    await db.deleteFrom('sessions').where('expires_at', '<', new Date()).execute()
  },
})

export const identityTasks: readonly Task[] = [sweepSessionsTask]
