import { DEFAULT_POLICY } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  layInEscalations,
  sampleManifest,
  testDatabase,
  type TestDatabase,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createManualClock, systemClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { escalateAll, raiseAlert, startEscalations } from './index.ts'

const MANY = 100_000
const MINUTE = 60_000

async function workflowWith(
  server: TestServer,
  slug: string,
  duties: Readonly<Record<string, string>>,
): Promise<string> {
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: slug }))
  for (const [duty, person] of Object.entries(duties)) {
    const path = `/api/v1/workflows/${slug}/duties/${duty}`
    expect((await server.request('POST', path, { as: server.admin, body: { person } })).status).toBe(200)
  }
  const { id } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
  )
  return id
}

const layInPending = (
  server: TestServer,
  workflowId: string,
  owner: string,
  many: number,
  from: Date,
  spreadMs: number,
): Promise<void> =>
  layInEscalations(server.world, server.workspaceId, { workflowId, owner, many, from, spreadMs, prefix: 'signal' })

describe('durable timers', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.close())

  test('of 100,000 pending escalations none is missed and none is told twice, over three processes, a failing one and a restart', async () => {
    const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
    const first = await bootServer({ clock, database: await database.openAgain() })
    const bea = await first.addPerson('Bea Lind', 'member')
    const cy = await first.addPerson('Cy Holm', 'member')
    const workflowId = await workflowWith(first, 'many', { 'daily-care': bea.id, backup: cy.id })
    const due = new Date(clock.now().getTime() + MINUTE)
    await layInPending(first, workflowId, bea.id, MANY, due, 10 * MINUTE)
    const told = async (server: TestServer) =>
      asSystem(server.world.db, async (trx) => {
        const { rows } = await sql<{ n: number; alerts: number; early: number }>`
          select count(*) as n, count(distinct alert_id) as alerts, count(*) filter (where e.at < a.opened_at) as early
          from alert_events e join alerts a on a.id = e.alert_id
          where e.act = 'told' and e.person_id = ${cy.id}`.execute(trx)
        return rows[0]
      })
    await escalateAll(first.world)
    expect(await told(first)).toEqual({ n: 0, alerts: 0, early: 0 })
    // One tenth is due, to the alert: those from due until and with this instant.
    clock.advance(2 * MINUTE)
    await escalateAll(first.world)
    expect(await told(first)).toEqual({ n: MANY / 10 + 1, alerts: MANY / 10 + 1, early: 0 })
    await first.close()

    // Nobody runs when the rest comes due; then three processes at once, one of which is stopped in the middle.
    clock.advance(60 * MINUTE)
    const servers = await Promise.all(
      [1, 2, 3].map(async () => bootServer({ clock, seeded: false, database: await database.openAgain() })),
    )
    const running = servers.map((server) => startEscalations(server.world))
    const [one, two, three] = servers
    if (one === undefined || two === undefined || three === undefined) throw new Error('three servers were started')
    await vi.waitFor(async () => expect((await told(three))?.n).toBeGreaterThan(MANY / 4), { timeout: 120_000 })
    await running[0]?.stop()
    await one.close()
    await vi.waitFor(async () => expect((await told(three))?.n).toBe(MANY), { timeout: 240_000, interval: 500 })
    await Promise.all(running.map((each) => each.stop()))
    expect(await told(two)).toEqual({ n: MANY, alerts: MANY, early: 0 })
    await two.close()
    await three.close()
  }, 400_000)

  test('an escalation fires by itself within a second of its time, and goes on when the database was away', async () => {
    const server = await bootServer({ clock: systemClock, jobs: 1 })
    const bea = await server.addPerson('Bea Lind', 'member')
    const cy = await server.addPerson('Cy Holm', 'member')
    const workflowId = await workflowWith(server, 'soon', { 'daily-care': bea.id, backup: cy.id })
    const dueAt = new Date(Date.now() + 1_500)
    await layInPending(server, workflowId, bea.id, 20, dueAt, 1)
    const told = async () =>
      inWorkspace(server.world.db, server.workspaceId, (trx) =>
        trx.selectFrom('alert_events').select('at').where('act', '=', 'told').execute(),
      )
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(server.world.db)
    await vi.waitFor(async () => expect(await told()).toHaveLength(20), { timeout: 30_000, interval: 50 })
    for (const { at } of await told()) expect(at.getTime()).toBeGreaterThanOrEqual(dueAt.getTime())
    await server.close()
  })

  test('one alert that can not be looked at keeps no other from being told', async () => {
    const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
    const server = await bootServer({ clock })
    const bea = await server.addPerson('Bea Lind', 'member')
    const cy = await server.addPerson('Cy Holm', 'member')
    const workflowId = await workflowWith(server, 'poisoned', { 'daily-care': bea.id, backup: cy.id })
    await layInPending(server, workflowId, bea.id, 5, clock.now(), 1)
    await asSystem(server.world.db, async (trx) => {
      await sql`update alerts set class = 'bad-output', candidates = '[{"at": 3}, 7]'::jsonb where signal = 'signal-2'`.execute(
        trx,
      )
      await sql`update alerts set candidates = 'null'::jsonb where signal = 'signal-3'`.execute(trx)
    })
    clock.advance(MINUTE)
    await escalateAll(server.world)
    const rows = await asSystem(server.world.db, (trx) =>
      trx.selectFrom('alerts').select(['signal', 'told']).orderBy('signal').execute(),
    )
    expect(rows.filter(({ told }) => told.includes(cy.id)).map(({ signal }) => signal)).toEqual(
      expect.arrayContaining(['signal-0', 'signal-1', 'signal-4']),
    )
    await server.close()
  })

  test('an alert raised while the time to answer runs keeps its own clock over a restart of the server', async () => {
    const clock = createManualClock(new Date('2026-11-21T09:00:00.000Z'))
    const own = await testDatabase()
    const first = await bootServer({ clock, database: await own.openAgain() })
    const bea = await first.addPerson('Bea Lind', 'member')
    const cy = await first.addPerson('Cy Holm', 'member')
    const workflowId = await workflowWith(first, 'kept', { 'daily-care': bea.id, backup: cy.id })
    const { id } = await inWorkspace(first.world.db, first.workspaceId, (trx) =>
      raiseAlert(trx, first.world, first.workspaceId, {
        on: { kind: 'workflow', id: workflowId },
        signal: 'no-runs',
        slice: null,
        class: 'outage',
        severity: 'urgent',
        sentence: 'No unit ran for two hours.',
        next: 'Look at the host',
        runbookSection: null,
        since: null,
        candidates: [],
        evidence: {},
        link: '/',
        causedBy: null,
      }),
    )
    await first.close()
    clock.advance(DEFAULT_POLICY.acknowledgeMs.urgent)
    const second = await bootServer({ clock, seeded: false, jobs: 1, database: await own.openAgain() })
    await vi.waitFor(
      async () => {
        const row = await asSystem(second.world.db, (trx) =>
          trx.selectFrom('alerts').select('told').where('id', '=', id).executeTakeFirstOrThrow(),
        )
        expect(row.told).toEqual([bea.id, cy.id])
      },
      { timeout: 30_000 },
    )
    await second.close()
    await own.close()
  })
})
