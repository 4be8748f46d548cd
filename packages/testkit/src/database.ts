import { openDatabase, type DatabaseLog, type OpenDatabase } from '@dayshift/server'
import { BROKER_VARIABLE, type Clone } from './database-broker.ts'

export interface TestDatabase extends OpenDatabase {
  /** Opens the clone once more, as a second server would. */
  openAgain(): Promise<OpenDatabase>
  /** Ends the pool and drops the clone. */
  close(): Promise<void>
}

const silent: DatabaseLog = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * A migrated database of the test file's own: a clone of a template, on the one PostgreSQL of the whole Vitest run, or
 * on the server that DAYSHIFT_TEST_DATABASE_URL names. Call it in `beforeAll`, and `close()` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const broker = process.env[BROKER_VARIABLE]
  if (broker === undefined) {
    throw new Error(
      `Cannot clone a test database: ${BROKER_VARIABLE} is not set. Run the tests with Vitest from the repository root, ` +
        'whose configuration starts the database.',
    )
  }
  const answer = await fetch(`${broker}/clones`, { method: 'POST' })
  if (!answer.ok) throw new Error(`Cannot clone a test database: ${await answer.text()}`)
  const clone = (await answer.json()) as Clone // our own broker's
  const open = () =>
    openDatabase({ databaseUrl: clone.connectionString, dataDirectory: '', log: silent, poolSize: 8, migrate: false })
  const database = await open()
  return {
    ...database,
    openAgain: open,
    async close() {
      await database.close()
      await fetch(`${broker}/clones/${clone.name}`, { method: 'DELETE' })
    },
  }
}
