import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database/index.ts'
import { createOutbound } from '../../platform/outbound/index.ts'
import { beatDue } from './heartbeat.ts'

const MINUTE = 60_000
const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const outbound = createOutbound({ policy: { allow: ['127.0.0.1'], http: true } })
let server: TestServer
let outside: Server
let asked: string[] = []
let status = 200

beforeAll(async () => {
  server = await bootServer({ clock })
  outside = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => outside.close(resolve))
  await server.close()
})

const settings = { acknowledgeMinutes: { urgent: 15, today: 240 }, quiet: null, noiseLimit: 0.5 }
const set = (body: object) => server.request('POST', '/api/v1/alerts/settings', { as: server.admin, body })
const read = async () => (await server.request('GET', '/api/v1/alerts/settings', { as: server.admin })).body.heartbeat

test('S335 the dead-man’s switch asks an address outside while the watch works, and says why where it does not', async () => {
  for (const url of ['http://127.0.0.1:9/x', 'https://169.254.169.254/latest', 'ftp://example.com', 'nothing']) {
    expect(await set({ ...settings, heartbeat: { url, everyMinutes: 5 } })).toMatchObject({
      status: 422,
      body: { code: 'address-refused' },
    })
  }
  expect(
    (await set({ ...settings, heartbeat: { url: 'https://hc.example.com/secret', everyMinutes: 5 } })).body,
  ).toMatchObject({
    heartbeat: { host: 'hc.example.com', everyMinutes: 5, sentAt: null },
  })
  // A receiver of the test's own, which only a test's policy lets it ask.
  const { port } = outside.address() as AddressInfo
  await asSystem(server.world.db, (trx) =>
    trx
      .updateTable('alert_settings')
      .set({ heartbeat_url: `http://127.0.0.1:${port}/ping/secret` })
      .execute(),
  )
  // Laid in with the clock of the machine: this server runs none of them.
  await sql`delete from graphile_worker._private_jobs`.execute(server.world.db)
  let lastLookMs = clock.monotonicMs()
  const beat = () => beatDue(server.world, outbound, { lastLookMs: () => lastLookMs })

  await Promise.all([beat(), beat(), beat()])
  expect(asked).toEqual(['GET /ping/secret'])
  expect(await read()).toMatchObject({ sentAt: clock.now().toISOString(), failure: null })
  clock.advance(5 * MINUTE - 1)
  lastLookMs = clock.monotonicMs()
  await beat()
  expect(asked).toHaveLength(1)
  clock.advance(1)
  await beat()
  expect(asked).toHaveLength(2)

  const sentAt = clock.now().toISOString()
  clock.advance(5 * MINUTE)
  await beat()
  expect(asked).toHaveLength(2)
  expect(await read()).toMatchObject({ sentAt, failure: expect.stringContaining('the timers of alerts stand still') })

  lastLookMs = clock.monotonicMs() + 5 * MINUTE
  status = 500
  clock.advance(5 * MINUTE)
  await beat()
  expect(await read()).toMatchObject({ sentAt, failure: expect.stringContaining('the address answered 500') })

  status = 200
  await sql`select graphile_worker.add_job('old', run_at => now() - interval '10 min')`.execute(server.world.db)
  lastLookMs += 5 * MINUTE
  clock.advance(5 * MINUTE)
  asked = []
  await beat()
  expect(asked).toEqual([])
  expect((await read()).failure).toContain('nothing is evaluated')
})
