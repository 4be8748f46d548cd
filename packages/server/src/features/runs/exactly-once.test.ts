import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sampleRun, type SampleRun, startServerProcess, type ServerProcess } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  asSystem,
  type EmbeddedPostgres,
  openDatabase,
  type OpenDatabase,
  startEmbeddedPostgres,
} from '../../platform/database/index.ts'
import { foldRunDeltas } from './rollups/fold-run-deltas.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const SECRET = '11'.repeat(32)
let directory: string
let postgres: EmbeddedPostgres
let database: OpenDatabase
let key: string

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dayshift-exactly-once-'))
  // With fsync, as in life: PostgreSQL is killed here.
  postgres = await startEmbeddedPostgres({ dataDirectory: directory, log: silent })
  database = await openDatabase({ databaseUrl: postgres.connectionString, dataDirectory: directory, log: silent })
  const first = await start(true)
  key = first.key ?? ''
  await first.stop()
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
  rmSync(directory, { recursive: true, force: true })
})

function start(seed = false): Promise<ServerProcess> {
  const dataDirectory = directory
  return startServerProcess({ databaseUrl: postgres.connectionString, dataDirectory, secret: SECRET, jobs: 0, seed })
}

test('a server that is killed in mid-batch loses nothing it acknowledged, and what is sent again is kept once', async () => {
  const batches = newBatches(60, 100)
  let server = await start()
  let acknowledged = 0
  const waiting = [...batches]
  const senders = Array.from({ length: 4 }, async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      // As a host does: the same batch until it is acknowledged.
      while (!(await send(() => server.address, batch))) await sleep(20)
      acknowledged += 1
    }
  })
  const killer = (async () => {
    for (const after of [5, 20, 40]) {
      while (acknowledged < after) await sleep(1)
      // Batches are on the way at this moment: four senders never rest.
      await server.kill()
      server = await start()
    }
  })()
  await Promise.all([...senders, killer])
  await server.stop()
  await expectExactlyOnce(batches.flat())
})

test('a database that is killed and comes back under load loses nothing, and the server recovers by itself', async () => {
  const batches = newBatches(60, 100)
  const server = await start()
  let acknowledged = 0
  const statuses = new Set<number>()
  const waiting = [...batches]
  const senders = Array.from({ length: 4 }, async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      while (!(await send(() => server.address, batch, statuses))) await sleep(20)
      acknowledged += 1
    }
  })
  const killer = (async () => {
    for (const after of [5, 30]) {
      while (acknowledged < after) await sleep(1)
      const pid = postgres.pid()
      if (pid !== null) process.kill(pid, 'SIGKILL')
      await sleep(200)
    }
  })()
  await Promise.all([...senders, killer])
  await server.stop()
  // Nothing but success and "come back in a moment".
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  await expectExactlyOnce(batches.flat())
})

function newBatches(count: number, size: number): SampleRun[][] {
  return Array.from({ length: count }, () =>
    Array.from({ length: size }, (_, i) =>
      sampleRun(new Date(), i % 10 === 0 ? { route: 'review', reasonCode: 'output-rule', input: { i } } : {}),
    ),
  )
}

async function send(
  address: () => string,
  records: readonly SampleRun[],
  statuses: Set<number> = new Set(),
): Promise<boolean> {
  try {
    const answer = await fetch(`${address()}/api/v1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ sentAt: new Date().toISOString(), records }),
    })
    statuses.add(answer.status)
    const body = (await answer.json()) as { accepted?: number; duplicates?: number; rejected?: unknown[] }
    if (answer.status !== 200) return false
    expect((body.accepted ?? 0) + (body.duplicates ?? 0)).toBe(records.length)
    return true
  } catch {
    // The server is down, or died in the middle.
    return false
  }
}

/** Every run is there once with its content, its case and its place in the figures. */
async function expectExactlyOnce(runs: readonly SampleRun[]): Promise<void> {
  const ids = runs.map((run) => run.id)
  const forPeople = runs.filter((run) => run['route'] === 'review').map((run) => run.id)
  const kept = await asSystem(database.db, async (trx) => {
    while ((await foldRunDeltas(trx)).folded > 0);
    return {
      runs: await trx.selectFrom('runs').select('id').execute(),
      cases: await trx.selectFrom('cases').select('first_run_id').execute(),
      contents: await trx.selectFrom('run_contents').select('run_id').execute(),
      counted: await trx
        .selectFrom('run_rollups')
        .select((eb) => eb.fn.sum<number>('n').as('n'))
        .executeTakeFirst(),
    }
  })
  const mine = new Set(ids)
  expect(kept.runs.filter(({ id }) => mine.has(id))).toHaveLength(ids.length)
  expect(
    kept.cases
      .map((row) => row.first_run_id)
      .filter((id) => mine.has(id))
      .toSorted(),
  ).toEqual(forPeople.toSorted())
  expect(
    kept.contents
      .map((row) => row.run_id)
      .filter((id) => mine.has(id))
      .toSorted(),
  ).toEqual(forPeople.toSorted())
  expect(Number(kept.counted?.n)).toBe(kept.runs.length)
}
