import { Kysely } from 'kysely'
import { Client, type Pool } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateJobs } from '../jobs/migrate-jobs.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/start.ts'
import { createDialect } from './dialect.ts'
import { codeOf, DatabaseFailure, messageOf } from './failure.ts'
import type { DatabaseLog } from './log.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'
import { isUnavailable } from './retrying.ts'
import type { Database } from './schema.ts'
import { sessionRole } from './session-role.ts'

const LOWEST_VERSION = 15
const POOL_SIZE = 20
const WAIT_MS = 30_000

export interface OpenDatabaseOptions {
  /** A PostgreSQL that runs already; the embedded one is started where this is missing. */
  readonly databaseUrl?: string | undefined
  /** Where the embedded PostgreSQL keeps its data. */
  readonly dataDirectory: string
  /** Directory of the programs of another PostgreSQL ≥ 15 than the embedded one. */
  readonly postgresBin?: string | undefined
  readonly log: DatabaseLog
  /** `false` where the database is known to be migrated to this version. */
  readonly migrate?: boolean
  /** Sessions at most; 20 unless said. */
  readonly poolSize?: number
  /** How long to wait for an external database that doesn't answer yet; 30 s unless said. */
  readonly waitMs?: number
}

export interface OpenDatabase {
  readonly kind: 'embedded' | 'external'
  readonly db: Kysely<Database>
  /** The pool below `db`, for parts that bring their own SQL. */
  readonly pool: Pool
  /** Opens a session with the same rights as the pool's. Holds a password: never print it. */
  readonly connectionString: string
  /** Ends the pool and the embedded PostgreSQL. */
  readonly close: () => Promise<void>
}

/** Opens the database, migrated to this version, with row-level security in force (see workspace-transaction.ts). */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl, log } = options
  if (databaseUrl !== undefined) return await connect('external', databaseUrl, options, null)
  const embedded = await startEmbeddedPostgres({
    dataDirectory: options.dataDirectory,
    binDirectory: options.postgresBin,
    log,
  })
  try {
    return await connect('embedded', embedded.connectionString, options, embedded)
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

async function connect(
  kind: OpenDatabase['kind'],
  url: string,
  options: OpenDatabaseOptions,
  embedded: EmbeddedPostgres | null,
): Promise<OpenDatabase> {
  const { log, poolSize = POOL_SIZE, waitMs = WAIT_MS } = options
  const connectionString = await connectionStringWithRole(url, waitMs, log)
  if (options.migrate !== false) {
    await migrate(connectionString, log)
    await migrateJobs(connectionString)
  }
  const pool = createPool(connectionString, poolSize, log, { pipeline: true })
  const db = new Kysely<Database>({ dialect: createDialect(pool) })
  let closed: Promise<void> | null = null
  return {
    kind,
    db,
    pool,
    connectionString,
    close: () =>
      (closed ??= (async () => {
        await db.destroy()
        await embedded?.stop()
      })()),
  }
}

/** Checks that the database can carry Dayshift; its address, with the role as which sessions must work. */
async function connectionStringWithRole(url: string, waitMs: number, log: DatabaseLog): Promise<string> {
  const parsed = parseUrl(url)
  const client = await reach(parsed, waitMs, log)
  try {
    const { rows } = await client.query<{ version: number; text: string; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as text,
              current_setting('server_encoding') as encoding`,
    )
    const server = rows[0]
    if (!server || server.version < LOWEST_VERSION * 10_000) {
      throw new DatabaseFailure(
        'database-too-old',
        `Cannot use the database ${nameOf(parsed)}: it is PostgreSQL ${server?.text}, and ${LOWEST_VERSION} or newer is needed.`,
      )
    }
    if (server.encoding !== 'UTF8') {
      throw new DatabaseFailure(
        'database-not-utf8',
        `Cannot use the database ${nameOf(parsed)}: its encoding is ${server.encoding}. ` +
          "Make one with UTF8: create database dayshift encoding 'UTF8' template template0",
      )
    }
    const role = await sessionRole(client)
    if (role === null) return url
    const optionsBefore = parsed.searchParams.get('options')
    parsed.searchParams.set('options', `${optionsBefore === null ? '' : `${optionsBefore} `}-c role=${role}`)
    return parsed.toString()
  } finally {
    await client.end()
  }
}

/** Connects, and waits for a database that is only just starting. */
async function reach(url: URL, waitMs: number, log: DatabaseLog): Promise<Client> {
  const end = performance.now() + waitMs
  for (;;) {
    const client = new Client({ connectionString: url.toString(), connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => {})
      if (!isUnavailable(error)) throw refused(url, error)
      if (performance.now() > end) {
        throw new DatabaseFailure(
          'database-unreachable',
          `Cannot reach the database ${nameOf(url)} within ${waitMs / 1000} s: ${messageOf(error)}. ` +
            'Is PostgreSQL running there, and does DATABASE_URL name its host and port?',
          error,
        )
      }
      log.warn({ why: messageOf(error) }, `Waiting for the database ${nameOf(url)}`)
      await sleep(500)
    }
  }
}

function refused(url: URL, error: unknown): DatabaseFailure {
  const mends: Record<string, string> = {
    '28P01': 'Check the password in DATABASE_URL.',
    '28000': 'Check user and password in DATABASE_URL, and pg_hba.conf of the server.',
    '3D000': 'Make it: create database … owner …; or correct its name in DATABASE_URL.',
  }
  const mend = mends[codeOf(error) ?? ''] ?? 'Check DATABASE_URL.'
  return new DatabaseFailure(
    'database-refused',
    `Cannot open the database ${nameOf(url)}: ${messageOf(error)}. ${mend}`,
    error,
  )
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return url
  // The text may hold a password: it is not quoted.
  throw new DatabaseFailure(
    'database-refused',
    'Cannot read DATABASE_URL: it must look like postgresql://user:password@host:5432/database',
  )
}

/** Host and database, without the password. */
function nameOf(url: URL): string {
  return `"${url.pathname.slice(1) || url.username}" on ${url.host || url.searchParams.get('host') || 'localhost'}`
}
