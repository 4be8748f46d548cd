import { testDatabase, type TestDatabase } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../clock.ts'
import { inWorkspace } from '../database/index.ts'
import { createIds } from '../ids.ts'
import { createLog } from '../log.ts'
import type { Trx, World } from '../world.ts'
import { defineTask, enqueue, enqueueAll, type Jobs, startJobs } from './index.ts'

let database: TestDatabase
let world: World
const running: Jobs[] = []

beforeAll(async () => {
  database = await testDatabase()
  world = {
    db: database.db,
    clock: systemClock,
    newId: createIds(systemClock),
    log: createLog('silent'),
    secret: new Uint8Array(32),
  }
})
afterAll(async () => {
  for (const jobs of running) await jobs.stop()
  await database.close()
})

let ran: string[] = []
beforeEach(() => {
  ran = []
})
const note = defineTask({
  name: 'note',
  payload: z.object({ text: z.string() }),
  run: async (_world, { text }) => {
    ran.push(text)
  },
})

const WORKSPACE = '0199a000-0000-7000-8000-000000000001'
function inTransaction(work: (trx: Trx) => Promise<void>): Promise<void> {
  return inWorkspace(world.db, WORKSPACE, work)
}

async function start(tasks = [note]): Promise<Jobs> {
  const jobs = await startJobs({ world, connectionString: database.connectionString, tasks, concurrency: 2 })
  running.push(jobs)
  return jobs
}

function seen(...texts: string[]): Promise<void> {
  return vi.waitFor(() => expect(ran.toSorted()).toEqual(texts.toSorted()), { timeout: 30_000, interval: 20 })
}

describe('jobs', () => {
  test('run once each, whichever of several processes takes them, and survive a restart before they are due', async () => {
    await inTransaction((trx) =>
      enqueueAll(trx, note, [{ payload: { text: 'waited' } }, { payload: { text: 'waited too' } }]),
    )
    const processes = await Promise.all([start(), start(), start()])
    await inTransaction((trx) =>
      enqueueAll(
        trx,
        note,
        Array.from({ length: 50 }, (_, n) => ({ payload: { text: `n${n}` }, runAt: new Date(Date.now() + 300) })),
      ),
    )
    await seen('waited', 'waited too', ...Array.from({ length: 50 }, (_, n) => `n${n}`))
    for (const jobs of processes) await jobs.stop()
    expect(ran).toHaveLength(52)
  })

  test('are there if and only if the transaction that added them commits', async () => {
    await expect(
      inTransaction(async (trx) => {
        await enqueue(trx, note, { text: 'never' })
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    await inTransaction((trx) => enqueue(trx, note, { text: 'kept' }))
    const jobs = await start()
    await seen('kept')
    await jobs.stop()
    expect(ran).toEqual(['kept'])
  })

  test('of one key replace each other while they wait', async () => {
    await inTransaction((trx) =>
      enqueue(trx, note, { text: 'first' }, { jobKey: 'k', runAt: new Date(Date.now() + 3_600_000) }),
    )
    await inTransaction((trx) => enqueue(trx, note, { text: 'second' }, { jobKey: 'k' }))
    const jobs = await start()
    await seen('second')
    await jobs.stop()
    const left = await sql<{ n: number }>`select count(*) as n from graphile_worker.jobs where key = 'k'`.execute(
      world.db,
    )
    expect(left.rows).toEqual([{ n: 0 }])
  })

  test('go on by themselves when every database session breaks', async () => {
    const jobs = await start()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(world.db)
    await vi.waitFor(() => inTransaction((trx) => enqueue(trx, note, { text: 'after' })), { timeout: 20_000 })
    await seen('after')
    await jobs.stop()
    expect(ran).toEqual(['after'])
  })

  test('that were done and could not be marked as done end no process, and the next ones run', async () => {
    const hide = defineTask({
      name: 'hide',
      payload: z.object({}),
      run: async () => {
        // Whatever the runner does to end this job fails.
        await sql`alter table graphile_worker._private_jobs rename to hidden_jobs`.execute(world.db)
      },
    })
    await inTransaction((trx) => enqueue(trx, hide, {}))
    const jobs = await startJobs({
      world,
      connectionString: database.connectionString,
      tasks: [hide, note],
      concurrency: 2,
    })
    running.push(jobs)
    const isHidden = async () => {
      const { rows } = await sql<{
        name: string | null
      }>`select to_regclass('graphile_worker.hidden_jobs') as name`.execute(world.db)
      return rows[0]?.name !== null
    }
    await vi.waitFor(async () => expect(await isHidden()).toBe(true), { timeout: 20_000, interval: 20 })
    // Long enough for the failure to be met.
    await new Promise((resolve) => setTimeout(resolve, 500))
    await sql`alter table graphile_worker.hidden_jobs rename to _private_jobs`.execute(world.db)
    await inTransaction((trx) => enqueue(trx, note, { text: 'next' }))
    await seen('next')
    await jobs.stop()
  })

  test('that fail are tried again', async () => {
    let tries = 0
    const flaky = defineTask({
      name: 'flaky',
      payload: z.object({}),
      run: async (_world, _payload, { attempt }) => {
        tries = attempt
        if (attempt === 1) throw new Error('not yet')
      },
    })
    await inTransaction((trx) => enqueue(trx, flaky, {}))
    const jobs = await startJobs({ world, connectionString: database.connectionString, tasks: [flaky], concurrency: 1 })
    await vi.waitFor(() => expect(tries).toBe(2), { timeout: 30_000, interval: 50 })
    await jobs.stop()
  })

  test('of a periodic task run again and again, one at a time however many processes there are', async () => {
    let runs = 0
    const often = defineTask({ name: 'often', payload: z.object({}), everyMs: 50, run: async () => void (runs += 1) })
    const setup = { world, connectionString: database.connectionString, tasks: [often], concurrency: 1 }
    const processes = await Promise.all([startJobs(setup), startJobs(setup)])
    await vi.waitFor(() => expect(runs).toBeGreaterThan(3), { timeout: 30_000 })
    for (const jobs of processes) await jobs.stop()
    const left = await sql<{ n: number }>`
      select count(*) as n from graphile_worker.jobs where key = 'every:often'`.execute(world.db)
    expect(left.rows).toEqual([{ n: 1 }])
  })
})
