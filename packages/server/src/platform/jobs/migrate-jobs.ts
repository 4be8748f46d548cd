import { Logger, runMigrations } from 'graphile-worker'
import { Client } from 'pg'

/**
 * Lays or renews the tables of the jobs (schema `graphile_worker`), one server at a time. Repeating it changes nothing.
 * Part of opening a database: without it `enqueue` fails.
 */
export async function migrateJobs(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, application_name: 'dayshift migrations' })
  // A lost connection also fails the query that waits for it.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('dayshift jobs migrations'))`)
    await runMigrations({ connectionString, logger: new Logger(() => () => {}) })
  } finally {
    await client.end()
  }
}
