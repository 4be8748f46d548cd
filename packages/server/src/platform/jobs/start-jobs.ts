import { Logger, run } from 'graphile-worker'
import type { Runner, TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import { createPool } from '../database/pool.ts'
import type { World } from '../world.ts'
import { addJobs } from './enqueue.ts'
import type { Task } from './task.ts'

export interface JobsSetup {
  readonly world: World
  /** As `openDatabase` gives it: the jobs have a pool of their own. */
  readonly connectionString: string
  readonly tasks: readonly Task[]
  /** How many jobs this process runs at once. */
  readonly concurrency: number
  /** How late a timer may fire when nothing nudges the queue; 1,000 ms unless said. */
  readonly pollMs?: number
}

export interface Jobs {
  /** Ends after the jobs that run now. */
  stop(): Promise<void>
}

/** Runs jobs in this process until stopped. When the database goes away, it goes on as soon as it is back. */
export async function startJobs(setup: JobsSetup): Promise<Jobs> {
  const { world, tasks, connectionString, concurrency } = setup
  const log = world.log.child({ part: 'jobs' })
  const pool = createPool(connectionString, concurrency + 2, log)
  const stopping = new AbortController()
  let runner = await startRunner(setup, pool)
  await startPeriodic(setup)
  const watch = (async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the jobs stopped; starting them again'))
      while (!stopping.signal.aborted) {
        await pause(RESTART_MS, stopping.signal)
        if (stopping.signal.aborted) break
        try {
          runner = await startRunner(setup, pool)
          break
        } catch (error) {
          log.warn({ err: error }, 'the jobs could not be started yet')
        }
      }
    }
  })()

  return {
    stop: async () => {
      if (stopping.signal.aborted) return
      stopping.abort()
      await runner.stop().catch((error: unknown) => log.debug({ err: error }, 'the jobs had stopped already'))
      await watch
      await pool.end()
      log.debug({ tasks: tasks.length }, 'jobs stopped')
    },
  }
}

const RESTART_MS = 1_000
const POLL_MS = 1_000

async function startRunner({ world, tasks, concurrency, pollMs = POLL_MS }: JobsSetup, pool: Pool): Promise<Runner> {
  const taskList: TaskList = {}
  for (const task of tasks) {
    taskList[task.name] = async (payload: unknown, { job, abortSignal }) => {
      const facts = { attempt: job.attempts, signal: abortSignal }
      if (task.everyMs === null) return task.runUnread(world, payload, facts)
      await enqueueNext(world, task, task.everyMs)
      // Its next run is its next try.
      await task.runUnread(world, payload, facts).catch((error: unknown) => {
        world.log.error({ err: error, task: task.name }, 'a periodic task failed; it runs again in its time')
      })
    }
  }
  return run({
    pgPool: pool,
    taskList,
    parsedCronItems: [],
    concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: loggerTo(world),
    // Without batches the runner deletes a finished job and awaits nothing: a failure there (no session free while it
    // stops, a database that is away) would be an unhandled rejection and end the process. With them it waits for all
    // that is under way when it stops, and a failure ends the runner alone, which is started again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
}

/** A periodic task is one job under one key that puts its successor in before it works. */
async function startPeriodic({ world, tasks }: JobsSetup): Promise<void> {
  for (const task of tasks) {
    if (task.everyMs !== null) await enqueueNext(world, task, 0)
  }
}

async function enqueueNext(world: World, task: Task, inMs: number): Promise<void> {
  // Timers of the machine, not of the product's clock: a periodic task has no date.
  const runAt = new Date(Date.now() + inMs)
  await world.db
    .transaction()
    .execute((trx) => addJobs(trx, task.name, [{ payload: {}, runAt, jobKey: `every:${task.name}` }]))
}

function loggerTo(world: World): Logger {
  const log = world.log.child({ part: 'jobs' })
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.error({ err: meta?.['error'] }, message)
    else if (level === 'warning') log.warn(message)
    else log.trace(message)
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
