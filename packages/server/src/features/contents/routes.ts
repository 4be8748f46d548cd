import { api } from '@dayshift/contract'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import type { World } from '../../platform/world.ts'
import { eraseSubject } from './erase-subject.ts'
import { expireContents } from './expire-contents.ts'

export function registerContents(app: App, world: World): void {
  register(app, world, api.eraseSubject, async ({ body, caller }) => {
    const { workspaceId, actor } = caller
    const erased = await inWorkspace(world.db, workspaceId, (trx) =>
      eraseSubject(trx, world, workspaceId, actor, body.subject),
    )
    return { erased }
  })
}

const expireContentsTask = defineTask({
  name: 'expire-contents',
  payload: z.object({}),
  everyMs: 3_600_000,
  run: async (world, _payload, { signal }) => {
    for (let more = true; more && !signal.aborted;) {
      // oxlint-disable-next-line no-await-in-loop -- one chunk after the other, each in a transaction of its own
      more = (await asSystem(world.db, (trx) => expireContents(trx, world))).more
    }
  },
})

export const contentTasks: readonly Task[] = [expireContentsTask]
