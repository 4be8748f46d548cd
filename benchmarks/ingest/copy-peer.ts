import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface CopyReport {
  readonly rows: number
  /** Rows per second of each repetition. */
  readonly rates: readonly number[]
}

/**
 * The peer: PostgreSQL itself reads the same rows from a file of its own machine into a table with the same columns,
 * partitions and indexes, in one COPY and one transaction. No network, no JSON, no validation, no rules by row. The fastest
 * that this machine can make such rows durable.
 */
export async function measureCopy(databaseUrl: string, repetitions: number): Promise<CopyReport> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const directory = mkdtempSync(join(tmpdir(), 'dayshift-bench-'))
  // PostgreSQL writes and reads the file as a user of its own.
  chmodSync(directory, 0o777)
  const file = client.escapeLiteral(join(directory, 'runs.copy'))
  try {
    const written = await client.query(`copy (select * from runs) to ${file}`)
    const rows = written.rowCount ?? 0
    await makeTwin(client)
    const rates: number[] = []
    for (let i = 0; i < repetitions; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      await client.query('truncate runs_twin')
      // oxlint-disable-next-line no-await-in-loop
      await client.query('checkpoint')
      const started = performance.now()
      // oxlint-disable-next-line no-await-in-loop
      await client.query(`copy runs_twin from ${file}`)
      rates.push((rows / (performance.now() - started)) * 1000)
    }
    await client.query('drop table runs_twin')
    return { rows, rates }
  } finally {
    await client.end()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function makeTwin(client: pg.Client): Promise<void> {
  await client.query('create table runs_twin (like runs including defaults) partition by range (id)')
  const { rows: partitions } = await client.query<{ name: string; bounds: string }>(
    `select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
     from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'runs'::regclass`,
  )
  for (const { name, bounds } of partitions) {
    // oxlint-disable-next-line no-await-in-loop -- a handful, once
    await client.query(`create table ${client.escapeIdentifier(`twin_${name}`)} partition of runs_twin ${bounds}`)
  }
  const { rows: indexes } = await client.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where schemaname = 'public' and tablename = 'runs'`,
  )
  for (const { definition } of indexes) {
    const twin = definition
      .replace(/ INDEX (\S+) ON ONLY (\S+) /, ' INDEX twin_$1 ON runs_twin ')
      .replace(/ INDEX (\S+) ON public\.runs /, ' INDEX twin_$1 ON runs_twin ')
    // oxlint-disable-next-line no-await-in-loop
    await client.query(twin)
  }
}
