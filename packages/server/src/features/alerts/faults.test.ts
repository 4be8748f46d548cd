import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addSampleRelease,
  bootServer,
  layInEscalations,
  type MailSink,
  sampleManifest,
  startMailSink,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Clock, createManualClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace, openDatabase, startEmbeddedPostgres } from '../../platform/database/index.ts'
import { escalateAll, raiseAlert, startEscalations } from './index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = new Date('2026-11-20T09:00:00.000Z')
const silent = { info: () => {}, warn: () => {}, error: () => {} }

let sink: MailSink
beforeEach(async () => {
  sink = await startMailSink()
})
afterEach(() => sink.close())

interface Watch {
  readonly bea: TestPerson
  readonly cy: TestPerson
  readonly workflowId: string
}

/** A workflow that Bea cares for, with Cy as her backup. */
async function watch(server: TestServer): Promise<Watch> {
  const bea = await server.addPerson('Bea Lind', 'member')
  const cy = await server.addPerson('Cy Holm', 'member')
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  await server.giveDuties('billing-replies', { 'daily-care': bea, backup: cy })
  const { id } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow(),
  )
  return { bea, cy, workflowId: id }
}

const pending = (server: TestServer, { bea, workflowId }: Watch, many: number, from: Date, spreadMs: number) =>
  layInEscalations(server.world, server.workspaceId, {
    workflowId,
    owner: bea.id,
    many,
    from,
    spreadMs,
    prefix: 'signal',
  })

/** How often each alert was told to somebody, by its signal. */
async function toldTo(server: TestServer, { id }: TestPerson): Promise<Readonly<Record<string, number>>> {
  const { rows } = await asSystem(server.world.db, (trx) =>
    sql<{ signal: string; n: number }>`
      select a.signal, count(*)::integer as n from alert_events e join alerts a on a.id = e.alert_id
      where e.act = 'told' and e.person_id = ${id} group by a.signal`.execute(trx),
  )
  return Object.fromEntries(rows.map(({ signal, n }) => [signal, n]))
}

const once = (many: number) => Object.fromEntries(Array.from({ length: many }, (_, n) => [`signal-${String(n)}`, 1]))

function raise(server: TestServer, workflowId: string, signal: string): Promise<{ readonly id: string }> {
  return inWorkspace(server.world.db, server.workspaceId, (trx) =>
    raiseAlert(trx, server.world, server.workspaceId, {
      on: { kind: 'workflow', id: workflowId },
      signal,
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
}

test('S280 escalations that fall due while the database is away for minutes all fire once after it is back, and say how late they are', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'dayshift-away-'))
  // PostgreSQL's user must be able to pass where the tests run as root.
  chmodSync(dataDirectory, 0o755)
  const start = () => startEmbeddedPostgres({ dataDirectory, log: silent, settings: { fsync: 'off' } })
  let postgres = await start()
  try {
    const { connectionString } = postgres
    const database = await openDatabase({ databaseUrl: connectionString, dataDirectory, log: silent, poolSize: 8 })
    const clock = createManualClock(START)
    const mail = { url: sink.url, from: 'Dayshift <dayshift@example.com>' }
    const server = await bootServer({ database, clock, mail, jobs: 1 })
    try {
      const on = await watch(server)
      await pending(server, on, 8, new Date(START.getTime() + MINUTE), 4 * MINUTE)
      await postgres.stop()
      // Due one after the other while there is no database; every look fails meanwhile.
      for (let minute = 0; minute < 6; minute += 1) {
        clock.advance(MINUTE)
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
      postgres = await start()
      await vi.waitFor(async () => expect(await toldTo(server, on.cy)).toEqual(once(8)), {
        timeout: 60_000,
        interval: 100,
      })
      const mails = () => sink.mails.filter(({ to }) => to.includes(on.cy.email))
      await vi.waitFor(() => expect(mails()).toHaveLength(8), { timeout: 60_000, interval: 100 })
      expect(
        mails().filter(({ text }) => text.includes('later than it was due, because no server ran then')),
      ).toHaveLength(8)
      // And nobody a second time.
      await escalateAll(server.world)
      expect(await toldTo(server, on.cy)).toEqual(once(8))
      expect(mails()).toHaveLength(8)
    } finally {
      await server.close()
    }
  } finally {
    await postgres.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}, 180_000)

/** A clock that can be set, back too; its monotonic part only goes on. */
function createSettableClock(): Clock & { set(at: number): void } {
  let wall = START.getTime()
  return {
    now: () => new Date(wall),
    monotonicMs: () => performance.now(),
    set(at) {
      wall = at
    },
  }
}

test('S280 a clock that jumps ahead tells each person once and no earlier than it says; set right, nobody waits for the time that it showed', async () => {
  const clock = createSettableClock()
  const mail = { url: sink.url, from: 'Dayshift <dayshift@example.com>' }
  const server = await bootServer({ clock, mail })
  const on = await watch(server)
  await raise(server, on.workflowId, 'no-runs')
  await server.doWhatIsDue()
  const bea = () => sink.mails.filter(({ to }) => to.includes(on.bea.email)).length
  const cy = () => sink.mails.filter(({ to }) => to.includes(on.cy.email)).length
  expect([bea(), cy()]).toEqual([1, 0])

  // Ahead by a day: the backup is told, once however often it is looked at.
  clock.set(START.getTime() + 24 * HOUR)
  await server.doWhatIsDue()
  await server.doWhatIsDue()
  expect([bea(), cy()]).toEqual([1, 1])

  // Set right again a minute later: the time to answer runs from now, not from tomorrow.
  clock.set(START.getTime() + 2 * MINUTE)
  await server.doWhatIsDue()
  expect([bea(), cy()]).toEqual([1, 1])
  clock.set(START.getTime() + 16 * MINUTE)
  await server.doWhatIsDue()
  const unanswered = async () =>
    asSystem(server.world.db, (trx) =>
      trx.selectFrom('alert_events').select('at').where('act', '=', 'unanswered').execute(),
    )
  expect(await unanswered()).toHaveLength(0)
  clock.set(START.getTime() + 17 * MINUTE)
  await server.doWhatIsDue()
  expect(await unanswered()).toEqual([{ at: new Date(START.getTime() + 17 * MINUTE) }])
  await server.close()
})

test('S280 the server that runs on notices by itself that the clock was set back, and a message that failed under the wrong time does not wait for it', async () => {
  const clock = createSettableClock()
  const mail = { url: sink.url, from: 'Dayshift <dayshift@example.com>' }
  const server = await bootServer({ clock, mail })
  const on = await watch(server)
  const escalations = startEscalations(server.world)
  clock.set(START.getTime() + 24 * HOUR)
  sink.refuse(452)
  const { id } = await raise(server, on.workflowId, 'no-runs')
  await server.doWhatIsDue()
  expect(sink.mails).toHaveLength(0)
  // It has looked under the wrong time: the second look from here began after this one.
  for (let look = 0; look < 2; look += 1) {
    const before = escalations.lastLookMs()
    await vi.waitFor(() => expect(escalations.lastLookMs()).toBeGreaterThan(before), { timeout: 30_000 })
  }

  sink.refuse(null)
  clock.set(START.getTime())
  const nextAt = async () => {
    const row = await asSystem(server.world.db, (trx) =>
      trx.selectFrom('alerts').select('next_at').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    return row.next_at
  }
  await vi.waitFor(async () => expect(await nextAt()).toEqual(new Date(START.getTime() + 15 * MINUTE)), {
    timeout: 30_000,
  })
  await escalations.stop()
  await server.doWhatIsDue()
  expect(sink.mails.filter(({ to }) => to.includes(on.bea.email))).toHaveLength(1)
  await server.close()
})
