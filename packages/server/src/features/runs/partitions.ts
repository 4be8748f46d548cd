import { type Kysely, sql } from 'kysely'
import { asSystem } from '../../platform/database/index.ts'
import type { Database } from '../../platform/database/schema.ts'

/**
 * Makes the partitions of `runs` for this month and the two after it, where they are missing. Safe from several processes
 * at once. Runs of other months lie in the default partition; a month that already has rows there stays there, because
 * PostgreSQL would have to move them under a lock.
 */
export async function ensureRunPartitions(db: Kysely<Database>, now: Date): Promise<void> {
  const months = monthsFrom(now)
  const missing = await asSystem(db, async (trx) => {
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${months.map(({ name }) => name)}::text[]) as name where to_regclass(name) is null`.execute(
      trx,
    )
    return new Set(rows.map(({ name }) => name))
  })
  for (const month of months) {
    // oxlint-disable-next-line no-await-in-loop -- three at most, and mostly none
    if (missing.has(month.name)) await makePartition(db, month)
  }
}

interface Month {
  readonly name: string
  readonly least: string
  readonly end: string
}

const MONTHS_AHEAD = 2

function monthsFrom(now: Date): readonly Month[] {
  return Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1))
    const name = `runs_${from.toISOString().slice(0, 7).replace('-', '_')}`
    return { name, least: leastIdOf(from), end: leastIdOf(to) }
  })
}

async function makePartition(db: Kysely<Database>, { name, least, end }: Month): Promise<void> {
  await asSystem(db, async (trx) => {
    // Holds off runs that would go into the default partition between the look and the making; ends with both.
    await sql`lock table runs_default in share row exclusive mode`.execute(trx)
    const { rows } = await sql<{ settled: boolean }>`
      select to_regclass(${name}) is not null
        or exists (select from runs_default where id >= ${least} and id < ${end}) as settled`.execute(trx)
    if (rows[0]?.settled === true) return
    const bounds = sql`from (${sql.lit(least)}) to (${sql.lit(end)})`
    await sql`create table ${sql.table(name)} partition of runs for values ${bounds}`.execute(trx)
  })
}

/** The least UUID whose first 48 bits say this instant. */
function leastIdOf(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
