import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleRun, type SampleRun, startServerProcess, testDatabase, type TestDatabase } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asSystem } from '../../platform/database/index.ts'

const HOUR = 3_600_000
const PATIENCE = { timeout: 90_000, interval: 100 }

let database: TestDatabase
let directory: string
beforeAll(async () => {
  database = await testDatabase()
  directory = await mkdtemp(join(tmpdir(), 'dayshift-watch-'))
})
afterAll(async () => {
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

test('S029 a server that is killed (kill -9) while it counts, and while it looks, leaves nothing half done: the next one counts each run once and tells once', async () => {
  const secret = randomBytes(32).toString('hex')
  const serve = (seed: boolean) =>
    startServerProcess({ databaseUrl: database.connectionString, dataDirectory: directory, secret, jobs: 2, seed })
  const first = await serve(true)
  const key = first.key ?? ''
  const now = Date.now()
  /** Sixty runs an hour, of which one in so many fails. */
  const runs = (from: number, hours: number, every: number): readonly SampleRun[] =>
    Array.from({ length: hours * 60 }, (_, i) =>
      sampleRun(
        new Date(from + i * 60_000),
        i % every === 0
          ? {
              status: 'failed',
              failureClass: 'timeout',
              failureMessage: 'No answer',
              route: 'human',
              reasonCode: 'call-failed',
            }
          : {},
      ),
    )
  const send = async ({ address }: { readonly address: string }, records: readonly SampleRun[]) => {
    const answer = await fetch(`${address}/api/v1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ records }),
    })
    expect(answer.status).toBe(200)
  }
  const read = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => {
    const { rows } = await asSystem(database.db, (trx) => query.execute(trx))
    return rows[0] as Row // each of these asks for one row
  }
  const counted = () =>
    read(sql<{ runs: number; failed: number; waiting: number }>`
      select coalesce(sum((counts ->> 'runs')::int), 0)::int as runs,
        coalesce(sum((counts ->> 'failed')::int), 0)::int as failed, (select count(*) from health_deltas)::int as waiting
      from health_hours where slice = ''`)
  const recounted = () =>
    read(sql<{ runs: number; failed: number; waiting: number }>`
      select count(*)::int as runs, (count(*) filter (where status = 'failed'))::int as failed, 0 as waiting from runs`)
  /** Kills the server as soon as its work waits for a table that we hold. */
  const killWhileItWrites = async (
    server: Awaited<ReturnType<typeof serve>>,
    table: string,
    before: () => Promise<void>,
  ) => {
    await asSystem(database.db, async (trx) => {
      await sql`lock table ${sql.table(table)} in exclusive mode`.execute(trx)
      await before()
      await vi.waitFor(async () => {
        const { rows } = await sql`select 1 from pg_locks where not granted and relation = ${table}::regclass`.execute(
          trx,
        )
        expect(rows.length).toBeGreaterThan(0)
      }, PATIENCE)
      await server.kill()
    })
  }

  const calm = runs(now - 20 * HOUR, 10, 50)
  await killWhileItWrites(first, 'health_hours', () => send(first, calm))
  const second = await serve(false)
  await send(second, calm)
  await vi.waitFor(async () => expect(await counted()).toEqual(await recounted()), PATIENCE)
  await vi.waitFor(async () => {
    expect(await read(sql<{ n: number }>`select count(*)::int as n from baselines`)).toEqual({ n: 1 })
  }, PATIENCE)

  const failing = runs(now - 10 * HOUR, 10, 3)
  await killWhileItWrites(second, 'health_signals', () => send(second, failing))
  const alerts = () =>
    read(sql<{ n: number; told: number }>`
      select count(*)::int as n, (select count(*)::int from alert_events where act = 'raised') as told
      from alerts where signal in ('failure-share', 'failure-timeout') and slice_name is null`)
  // What it had raised in the transaction that was cut off is not there.
  expect(await alerts()).toEqual({ n: 0, told: 0 })

  const third = await serve(false)
  await send(third, failing.slice(0, 100))
  await vi.waitFor(async () => expect(await alerts()).toMatchObject({ n: 2 }), PATIENCE)
  await vi.waitFor(async () => expect(await counted()).toEqual(await recounted()), PATIENCE)
  // Its detector has taken in each call since the baseline once, but for the last hours, which it takes in at each look.
  const taken = await read(sql<{ same: boolean }>`
    select (s.detector -> 'state' ->> 'n')::int = (
      select count(*) from runs r where r.status <> 'not-called'
        and date_trunc('hour', r.started_at) >= b.to_at
        and date_trunc('hour', r.started_at) < to_timestamp((s.detector ->> 'through')::bigint / 1000)
    ) as same
    from health_signals s, baselines b where s.signal = 'failure-share' and s.slice = ''`)
  expect(taken).toEqual({ same: true })
  await third.stop()
}, 300_000)
