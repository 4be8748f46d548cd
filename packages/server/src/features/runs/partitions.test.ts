import { sampleRun, testDatabase, type TestDatabase } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '../../platform/database/index.ts'
import { ensureRunPartitions } from './partitions.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

async function partitions(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'runs'::regclass order by 1`,
  )
  return rows.map(({ name }) => name)
}

test('several processes at once make this month and the two after it, each once, also across a new year', async () => {
  const now = new Date('2026-11-30T23:59:59Z')
  await Promise.all(Array.from({ length: 6 }, () => ensureRunPartitions(database.db, now)))
  expect(await partitions()).toEqual(['runs_2026_11', 'runs_2026_12', 'runs_2027_01', 'runs_default'])
  await ensureRunPartitions(database.db, now)
  await ensureRunPartitions(database.db, new Date('2026-12-01T00:00:00Z'))
  expect(await partitions()).toContain('runs_2027_02')
})

test('a month that has runs in the default partition already stays there, and the months after it are made', async () => {
  const { id } = sampleRun(new Date('2028-03-10T00:00:00Z'))
  await asSystem(database.db, (trx) =>
    sql`insert into runs (id, workspace_id, workflow_id, unit_key, started_at, ended_at, latency_ms, status, attempts,
        retries, route, reason_code, reason_message, bucket, received_at)
      values (${id}, ${id}, ${id}, 'u', now(), now(), 1, 'ok', 1, 0, 'automatic', 'clear', '', 1, now())`.execute(trx),
  )
  await ensureRunPartitions(database.db, new Date('2028-03-20T00:00:00Z'))
  const made = await partitions()
  expect(made).not.toContain('runs_2028_03')
  expect(made).toContain('runs_2028_04')
  expect(made).toContain('runs_2028_05')
})
