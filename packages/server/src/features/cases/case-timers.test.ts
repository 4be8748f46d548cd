import { verifyLedgerText } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  testDatabase,
  type TestDatabase,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createManualClock, type Clock, type ManualClock, systemClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { sweepCases } from './case-sweep.ts'
import { pendingReruns } from './index.ts'

const HOUR_MS = 3_600_000
const LEASE_MS = 10 * 60_000

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** A server with jobs on the one database; the first of them lays in the workspace. */
async function start(clock: Clock, jobs: number, seeded = false): Promise<TestServer> {
  return bootServer({ clock, jobs, seeded, database: await database.openAgain() })
}

function openCase(server: TestServer, overrides: Record<string, unknown> = {}): Promise<string> {
  return server.openCase(
    sampleRun(server.world.clock.now(), { route: 'review', reasonCode: 'output-rule', ...overrides }),
  )
}

function within(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 50 })
}

test('nobody decides: the case goes to the backup, then to the existing process, over restarts, once each', async () => {
  const clock: ManualClock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
  const first = await start(clock, 0, true)
  const { workspaceId } = first
  const release = await addSampleRelease(first.world, workspaceId, sampleManifest())
  const id = await openCase(first, { release })
  const acts = async (server: TestServer) =>
    inWorkspace(server.world.db, workspaceId, (trx) =>
      trx
        .selectFrom('case_events')
        .select(['act', 'at', 'by_kind'])
        .where('case_id', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute(),
    )
  const state = async (server: TestServer) =>
    inWorkspace(server.world.db, workspaceId, (trx) =>
      trx.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  await first.close()

  clock.advance(8 * HOUR_MS)
  const processes = await Promise.all([start(clock, 2), start(clock, 2)])
  const [second] = processes
  await within(async () =>
    expect(await state(second)).toMatchObject({ state: 'waiting', backup_since: clock.now(), priority: 1 }),
  )
  await Promise.all(processes.map((server) => server.close()))

  clock.advance(16 * HOUR_MS)
  const third = await start(clock, 2)
  await within(async () => expect(await state(third)).toMatchObject({ state: 'handed-over', closed_at: clock.now() }))
  expect((await acts(third)).map(({ act, by_kind }) => `${act} by ${by_kind}`)).toEqual([
    'opened by rule',
    'to-backup by rule',
    'handed-over by rule',
  ])
  const ledger = await inWorkspace(third.world.db, workspaceId, (trx) =>
    trx.selectFrom('ledger_entries').select('act').where('subject', '=', `case:${id}`).orderBy('seq').execute(),
  )
  expect(ledger.map(({ act }) => act)).toEqual(['case-to-backup', 'case-handed-over'])
  await third.close()
})

describe('with the clock in hand', () => {
  const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
  let server: TestServer
  let release: string
  beforeAll(async () => {
    server = await bootServer({ clock })
    release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  })
  afterAll(() => server.close())

  const read = async (id: string) => (await server.request('GET', `/api/v1/cases/${id}`, { as: server.viewer })).body

  test('a case that somebody holds stays in these hands until the lease ends, and is handed over then', async () => {
    const id = await openCase(server, { release })
    clock.advance(24 * HOUR_MS - 1_000)
    await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })
    clock.advance(2_000)
    await sweepCases(server.world)
    expect((await read(id)).case).toMatchObject({ state: 'claimed', overdue: true })
    clock.advance(LEASE_MS)
    await sweepCases(server.world)
    expect((await read(id)).case).toMatchObject({ state: 'handed-over', overdue: false })
    const late = await server.request('POST', `/api/v1/cases/${id}/decide`, {
      as: server.member,
      body: { kind: 'accepted', token: 1, shownAt: clock.now().toISOString() },
    })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'case-closed', detail: expect.stringContaining('Deadlines of cases handed it over') },
    })
  })

  test('a case that waits for a rerun expires too, and the host is no longer asked', async () => {
    const id = await openCase(server, { release })
    const { body } = await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })
    await server.request('POST', `/api/v1/cases/${id}/rerun`, { as: server.member, body: { token: body.token } })
    clock.advance(8 * HOUR_MS)
    await sweepCases(server.world)
    expect((await read(id)).case).toMatchObject({
      state: 'rerun',
      priority: 'high',
      backupSince: clock.now().toISOString(),
    })
    clock.advance(16 * HOUR_MS)
    await sweepCases(server.world)
    expect((await read(id)).case).toMatchObject({ state: 'handed-over', rerunWaiting: false })
    const { workflowId, asked } = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const workflow = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
      return { workflowId: workflow.id, asked: await pendingReruns(trx, server.world, server.workspaceId, workflow.id) }
    })
    expect({ workflowId, asked }).toEqual({ workflowId: expect.any(String), asked: [] })
  })

  test('many cases that are overdue at once all go, and the ledger stays whole', async () => {
    const records = Array.from({ length: 600 }, () =>
      sampleRun(clock.now(), { release, route: 'human', reasonCode: 'input-rule', status: 'not-called' }),
    )
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    clock.advance(24 * HOUR_MS)
    await Promise.all([sweepCases(server.world), sweepCases(server.world)])
    const page = await server.request('GET', '/api/v1/cases', { as: server.viewer })
    expect(page.body.counts).toMatchObject({ open: 0, overdue: 0 })
    const text = (await server.request('GET', '/api/v1/ledger/export', { as: server.admin })).body
    expect(await verifyLedgerText(text.split('\n'))).toMatchObject({ valid: true })
  })
})

test('each case has a timer of its own that fires by itself when the time has come', async () => {
  const server = await bootServer({ clock: systemClock, jobs: 2 })
  // Far enough apart that a busy machine can not see both as due at one look.
  const cases = { dueMs: 100, backupAfterMs: 300, expireMs: 8000 }
  const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest({ cases }))
  const id = await openCase(server, { release })
  await within(async () => {
    const { body } = await server.request('GET', `/api/v1/cases/${id}`, { as: server.viewer })
    expect(body.events.map(({ act }: { act: string }) => act)).toEqual(['opened', 'to-backup', 'handed-over'])
  })
  await server.close()
})
