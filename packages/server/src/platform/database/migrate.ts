import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'
import { DatabaseFailure, messageOf } from './failure.ts'
import type { DatabaseLog } from './log.ts'

/** Where the migrations of this version are: `NNNN-name.sql`, forward only, each run in one transaction. */
export const migrationsDirectory: string = join(import.meta.dirname, 'migrations')

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sha256: string
  readonly text: string
}

/**
 * Brings the database to this version: runs the files that it has not seen, in order, each in a transaction with its
 * record, one server at a time. Refuses an applied file that was changed, and a database that a newer version migrated.
 *
 * @returns the names of the files that were run here
 */
export async function migrate(
  connectionString: string,
  log: DatabaseLog,
  directory: string = migrationsDirectory,
): Promise<string[]> {
  const migrations = readMigrations(directory)
  const client = new Client({ connectionString, application_name: 'dayshift migrations' })
  // A lost connection also fails the query that waits for it.
  client.on('error', () => {})
  await client.connect()
  try {
    const done: string[] = []
    for (;;) {
      const name = await applyNext(client, migrations, log)
      if (name === null) return done
      done.push(name)
    }
  } finally {
    await client.end()
  }
}

/** The migration files of a directory in their order. Line ends don't count for the hash: Git may change them. */
export function readMigrations(directory: string): Migration[] {
  const migrations = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]
      if (number === undefined) throw misnamed(directory, `"${file}" is not named NNNN-name.sql`)
      const text = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n')
      const sha256 = createHash('sha256').update(text).digest('hex')
      return { number: Number(number), name: file.slice(0, -'.sql'.length), sha256, text }
    })
  migrations.forEach((migration, at) => {
    if (migration.number === at) return
    throw misnamed(directory, `"${migration.name}.sql" has number ${migration.number} where ${at} is due`)
  })
  return migrations
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly sha256: string
}

async function applyNext(client: Client, migrations: Migration[], log: DatabaseLog): Promise<string | null> {
  await client.query('begin')
  try {
    // Held to the end of the transaction: servers that start together take turns, also behind a pooling proxy.
    await client.query(`select pg_advisory_xact_lock(hashtext('dayshift migrations'))`)
    const next = migrations[await countApplied(client, migrations)]
    if (next) {
      log.info({ migration: next.name }, 'Migrating the database')
      await run(client, next)
    }
    await client.query('commit')
    return next?.name ?? null
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** How many migrations the database has, all of them equal to ours. */
async function countApplied(client: Client, migrations: Migration[]): Promise<number> {
  await client.query(
    `create table if not exists dayshift_migrations (
       number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`,
  )
  const { rows } = await client.query<Applied>('select number, name, sha256 from dayshift_migrations order by number')
  for (const applied of rows) {
    const ours = migrations[applied.number]
    if (!ours) {
      throw new DatabaseFailure(
        'database-newer',
        `Cannot use this database: it was migrated to "${applied.name}" by a newer Dayshift, and this one knows ` +
          `${migrations.length} migrations, the last "${migrations.at(-1)?.name}". Start the newer version.`,
      )
    }
    if (ours.sha256 !== applied.sha256) {
      throw new DatabaseFailure(
        'migration-changed',
        `Cannot migrate: "${ours.name}.sql" was changed after it was applied here as "${applied.name}" ` +
          `(SHA-256 now ${ours.sha256.slice(0, 12)}…, applied ${applied.sha256.slice(0, 12)}…). ` +
          'Put the file back as it was and make the change in a new migration.',
      )
    }
  }
  return rows.length
}

async function run(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.text)
    await client.query('insert into dayshift_migrations (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ])
  } catch (error) {
    throw new DatabaseFailure(
      'migration-failed',
      `Cannot apply migration "${migration.name}.sql"${lineOf(error, migration.text)}: ${messageOf(error)}. ` +
        'Nothing of this file was kept.',
      error,
    )
  }
}

function lineOf(error: unknown, text: string): string {
  if (!(error instanceof DatabaseError) || error.position === undefined) return ''
  return `, line ${text.slice(0, Number(error.position)).split('\n').length}`
}

function misnamed(directory: string, what: string): DatabaseFailure {
  return new DatabaseFailure(
    'migration-misnamed',
    `Cannot read the migrations in "${directory}": ${what}; they are numbered 0000, 0001, … without a gap.`,
  )
}
