import { DAY_MS } from '@dayshift/core'
import { compose, type ComposeOptions } from './compose.ts'
import { setupCode } from './features/people/index.ts'
import { createManualClock } from './platform/clock.ts'
import { openDatabase } from './platform/database/index.ts'

/** An installation at an earlier time, driven by whoever tells its story through the public API. */
export interface Past {
  /** Where the installation listens, for as long as the story is told. */
  readonly address: string
  /** For `POST /api/v1/setup`. */
  readonly setupCode: string
  /** What time it is there. */
  now(): Date
  /** When the story ends. */
  readonly until: Date
  /** Time goes on by `ms`; what falls due is done at the first stop of each day, and at least every 24 hours. */
  pass(ms: number): Promise<void>
}

export interface PastOptions extends Pick<ComposeOptions, 'database' | 'dataDirectory' | 'log' | 'secret'> {
  readonly from: Date
  readonly until: Date
}

/** Few that stay busy: each learns the tables and plans the statements once. */
const SESSIONS = 6
const NO_LIMITS = { strict: 1e9, anonymous: 1e9, person: 1e9, key: 1e9 }

/**
 * Tells an installation's story from one instant to another, by real acts on a real server whose clock is handed in.
 * Whatever time the story leaves passes at its end. The database stays open.
 */
export async function layInPast(options: PastOptions, tell: (past: Past) => Promise<void>): Promise<void> {
  const { from, until, database: living, ...rest } = options
  const clock = createManualClock(from)
  // Sessions of its own that wait for no disk: a story that is cut off is told anew on an empty directory, and the first
  // commit after it carries all of it to disk.
  const database = await openDatabase({
    databaseUrl: living.connectionString,
    dataDirectory: '',
    log: options.log,
    migrate: false,
    poolSize: SESSIONS,
  })
  database.pool.on('connect', (session) => void session.query('set synchronous_commit = off'))
  const composed = await compose({
    ...rest,
    database,
    clock,
    limits: NO_LIMITS,
    jobs: 0,
    looksAtHealth: false,
  })
  const pass = async (ms: number) => {
    const left = until.getTime() - clock.now().getTime()
    if (ms > left) throw new RangeError(`Cannot let ${ms} ms pass: the story ends in ${left} ms`)
    for (let passed = 0; passed < ms; passed += DAY_MS) {
      const day = Math.floor(clock.now().getTime() / DAY_MS)
      clock.advance(Math.min(DAY_MS, ms - passed))
      if (Math.floor(clock.now().getTime() / DAY_MS) > day) await composed.doWhatIsDue()
    }
  }
  try {
    const address = await composed.app.listen({ host: '127.0.0.1', port: 0 })
    await tell({ address, setupCode: setupCode(composed.world), now: () => clock.now(), until, pass })
    await pass(until.getTime() - clock.now().getTime())
    await composed.doWhatIsDue()
  } finally {
    await composed.close()
  }
}
