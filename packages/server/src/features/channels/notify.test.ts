import type { Message } from '@dayshift/core'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inWorkspace } from '../../platform/database/index.ts'
import { announce, notify } from './index.ts'

let server: TestServer

beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

function message(key: string): Message {
  return {
    key,
    severity: 'urgent',
    subject: 'Billing replies answers nothing',
    lines: ['No runs since 14:00.'],
    link: '/alerts/1',
    workflow: { slug: 'billing-replies', name: 'Billing replies' },
    alert: null,
  }
}

async function waiting(): Promise<{ key: string; person_id: string | null }[]> {
  return await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('deliveries').select(['key', 'person_id']).orderBy('id').execute(),
  )
}

test('what is told waits in the outbox if and only if the act commits, once for each person and key', async () => {
  const tell = (key: string, personId: string) =>
    inWorkspace(server.world.db, server.workspaceId, (trx) =>
      notify(trx, server.world, server.workspaceId, personId, message(key)),
    )
  expect(await tell('a', server.member.id)).toBe(1)
  expect(await tell('a', server.member.id)).toBe(0)
  expect(await tell('a', server.admin.id)).toBe(1)
  expect(await tell('a', 'nobody')).toBe(0)
  // No channel of the workspace is there yet.
  expect(
    await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      announce(trx, server.world, server.workspaceId, message('a')),
    ),
  ).toBe(0)
  await expect(
    inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      await notify(trx, server.world, server.workspaceId, server.member.id, message('b'))
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await waiting()).toEqual([
    { key: 'a', person_id: server.member.id },
    { key: 'a', person_id: server.admin.id },
  ])
})
