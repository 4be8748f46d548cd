import { DuckDBInstance } from '@duckdb/node-api'
import { reportSide, startSide } from './side-report.ts'

/** `node duckdb-side.ts FILE`: handovers and median waits per pair by `lead()` over the file. */
const started = startSide()
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
const path = (process.argv[2] ?? '').replaceAll("'", "''")
const reader = await connection.runAndReadAll(`
  select actor, receiver, count(*)::int as handovers, median(wait) as wait
  from (
    select actor, lead(actor) over cases as receiver, epoch_ms(lead(time) over cases) - epoch_ms(time) as wait
    from read_csv('${path}')
    window cases as (partition by "case" order by time)
  )
  where receiver is not null and actor <> receiver
  group by 1, 2`)
const rows = reader.getRows()
process.stdout.write(JSON.stringify({ total: rows.reduce((sum, row) => sum + Number(row[2]), 0), pairs: rows.length }))
reportSide(started)
