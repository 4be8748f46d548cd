import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bootServer,
  type Receiver,
  startReceiver,
  startServerProcess,
  testDatabase,
  type TestDatabase,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { announce } from './index.ts'

const MANY = 40
/** Longer than a delivery stays taken by a sender that is dead. */
const LATER_MS = 100_000

let database: TestDatabase
let directory: string
let receiver: Receiver
/** Puts messages in and reads what became of them; sends nothing by itself. */
let server: TestServer
const secret = randomBytes(32)

beforeAll(async () => {
  database = await testDatabase()
  directory = await mkdtemp(join(tmpdir(), 'dayshift-sender-'))
  receiver = await startReceiver()
  server = await bootServer({
    database: await database.openAgain(),
    secret,
    outbound: { allow: ['127.0.0.1/32'], http: true },
  })
})
afterAll(async () => {
  await server.close()
  await receiver.close()
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

const start = (aheadMs: number) =>
  startServerProcess({
    databaseUrl: database.connectionString,
    dataDirectory: directory,
    secret: secret.toString('hex'),
    jobs: 1,
    seed: false,
    receivers: true,
    aheadMs,
  })

const deliveries = () =>
  asSystem(server.world.db, (trx) => trx.selectFrom('deliveries').select(['id', 'state', 'taken_until']).execute())

test('S335 a sender that is killed in mid-send loses no message, and a receiver that knows ids gets each once', async () => {
  const channel = { kind: 'webhook', name: 'Tickets', url: receiver.url, severities: ['urgent'] }
  await server.mustBe(201, 'POST', '/channels', { body: channel })
  await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    for (let n = 0; n < MANY; n += 1) {
      await announce(trx, server.world, server.workspaceId, {
        key: `message-${String(n)}`,
        severity: 'urgent',
        subject: `Message ${String(n)}`,
        lines: [],
        link: '/',
        workflow: null,
        alert: null,
      })
    }
  })
  // Taken in by the receiver, and answered only after a while: that is when the sender dies.
  receiver.answer({ status: 200, afterMs: 250 })
  const first = await start(0)
  await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(8), { timeout: 60_000, interval: 5 })
  await first.kill()
  const atDeath = await deliveries()
  const underWay = atDeath.filter(({ state, taken_until: until }) => state === 'waiting' && until !== null)
  expect(underWay.length).toBeGreaterThan(0)
  expect(atDeath.filter(({ state }) => state === 'delivered').length).toBeLessThan(MANY)

  receiver.answer({ status: 200 })
  const second = await start(LATER_MS)
  await vi.waitFor(async () => expect((await deliveries()).filter(({ state }) => state !== 'delivered')).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  })
  await second.stop()
  const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']))
  expect(new Set(ids)).toEqual(new Set(atDeath.map(({ id }) => id)))
  // What came twice is what was under way when the sender died, and nothing else; under its one id.
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  expect(new Set(twice).size).toBe(twice.length)
  for (const id of twice) expect(underWay.map((row) => row.id)).toContain(id)
  const subjects = new Map(receiver.received.map(({ headers, body }) => [headers['webhook-id'], body.data.subject]))
  expect(new Set(subjects.values()).size).toBe(MANY)
  for (const { headers, body } of receiver.received) {
    expect(body.data.subject).toBe(subjects.get(headers['webhook-id']))
  }
})
