import { Pool, type PoolConfig, TypeOverrides } from 'pg'
import { messageOf } from './failure.ts'
import type { DatabaseLog } from './log.ts'

const INT8 = 20
const DATE = 1082

/** A session that nobody needs is kept so long: a new one takes 20 ms to sign in and to learn the tables again. */
const IDLE_MS = 300_000

/**
 * A pool of sessions that outlives restarts of PostgreSQL: broken sessions are dropped and new ones made on demand.
 *
 * Values come as: `bigint` a number (counts fit below 2^53), `numeric` a string, `timestamptz` a Date, `date` a string
 * `YYYY-MM-DD` (pg would make a local midnight of it).
 */
export function createPool(
  connectionString: string,
  size: number,
  log: DatabaseLog,
  { pipeline = false }: Pick<PoolConfig, 'pipeline'> = {},
): Pool {
  const types = new TypeOverrides()
  types.setTypeParser(INT8, Number)
  types.setTypeParser(DATE, (text) => text)
  const pool = new Pool({
    connectionString,
    max: size,
    types,
    application_name: 'dayshift',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    pipeline,
  })
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ why: messageOf(error) }, 'The database closed an idle session')
  })
  // A session that breaks while somebody holds it, between two queries, emits an error of its own; with no listener it
  // would end the process. The holder's next query fails with the reason.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
