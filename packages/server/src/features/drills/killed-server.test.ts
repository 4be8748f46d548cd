import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bootServer,
  signIn,
  startServerProcess,
  testDatabase,
  type TestDatabase,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database/index.ts'

const MINUTE = 60_000

let database: TestDatabase
let directory: string
beforeAll(async () => {
  database = await testDatabase()
  directory = await mkdtemp(join(tmpdir(), 'dayshift-drill-'))
})
afterAll(async () => {
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

test('S330 a server that is killed in mid-drill leaves no fault behind: the next one ends it, then closes the drill, once', async () => {
  const secret = randomBytes(32).toString('hex')
  const first = await startServerProcess({
    databaseUrl: database.connectionString,
    dataDirectory: directory,
    secret,
    jobs: 1,
    seed: true,
  })
  const cookie = await signIn(first.address, { email: 'ada@example.com', password: 'correct horse battery' })
  const begun = await fetch(`${first.address}/api/v1/workflows/billing-replies/drills`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: first.address, cookie },
    body: JSON.stringify({ kind: 'forced-failure', fault: 'error', percent: 10, minutes: 5 }),
  })
  expect(begun.status).toBe(201)
  const { id } = (await begun.json()) as { id: string } // our own server's, by its contract
  await first.kill()

  const clock = createManualClock(new Date(Date.now() + 6 * MINUTE))
  const second = await bootServer({ seeded: false, clock, jobs: 1, database: await database.openAgain() })
  const acts = async (server: TestServer) =>
    await asSystem(server.world.db, (trx) =>
      trx
        .selectFrom('drill_events')
        .select(['act', 'by_kind'])
        .where('drill_id', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute(),
    )
  await vi.waitFor(async () => expect((await acts(second)).at(-1)).toEqual({ act: 'ended', by_kind: 'rule' }), {
    timeout: 30_000,
    interval: 50,
  })
  await second.close()

  const later = createManualClock(new Date(Date.now() + 70 * MINUTE))
  const third = await bootServer({ seeded: false, clock: later, jobs: 2, database: await database.openAgain() })
  await vi.waitFor(async () => expect((await acts(third)).at(-1)).toEqual({ act: 'closed', by_kind: 'rule' }), {
    timeout: 30_000,
    interval: 50,
  })
  expect((await acts(third)).map(({ act }) => act)).toEqual(['started', 'ended', 'closed'])
  await third.close()
})
