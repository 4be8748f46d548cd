/**
 * A small server for the tests of kills: opens the database of a directory, or the external one, and says so on standard
 * output, one JSON object a line. With `write` it adds rows one by one and names each after its commit.
 *
 *   node hold-database.test-program.ts DIRECTORY|URL hold|write|throw
 */
import { openDatabase } from '../open.ts'

const [where = '', mode] = process.argv.slice(2)
const reject = (): never => {
  throw new Error('an error that nothing catches')
}
const say = (facts: object) => process.stdout.write(`${JSON.stringify(facts)}\n`)
const log = {
  info: (_fields: object, message: string) => say({ info: message }),
  warn: (_fields: object, message: string) => say({ warn: message }),
  error: (_fields: object, message: string) => say({ error: message }),
}

try {
  const databaseUrl = where.startsWith('postgresql:') ? where : undefined
  const { pool, close } = await openDatabase({
    databaseUrl,
    dataDirectory: where,
    log,
    // The tests of kills need no tables but their own.
    migrate: databaseUrl !== undefined,
  })
  if (!databaseUrl) await pool.query('create table if not exists acknowledged (n int primary key)')
  process.once('SIGINT', async () => {
    // The last write of a server that was told to end: PostgreSQL must still be there.
    setTimeout(async () => {
      await pool.query('insert into acknowledged values (-1)')
      await close()
      say({ closed: true })
      process.exit(0)
    }, 300)
  })
  say({ ready: true })
  if (mode === 'throw') setImmediate(() => reject())
  setInterval(() => {}, 1_000)
  const rows = mode === 'write' ? Number.MAX_SAFE_INTEGER : 0
  for (let n = 0; n < rows; n++) {
    await pool.query('insert into acknowledged values ($1)', [n])
    say({ acknowledged: n })
  }
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
