import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

/** Runs of each workflow by calendar day (UTC) since a day, from the rollups and what isn't folded yet. */
export async function readRunsByDay(
  trx: Trx,
  workspaceId: string,
  since: Date,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { rows } = await sql<{ workflow_id: string; day: string; n: number }>`
    select workflow_id, to_char(hour at time zone 'UTC', 'YYYY-MM-DD') as day, sum(n)::bigint as n
    from (
      select workflow_id, hour, n from run_rollups where workspace_id = ${workspaceId} and hour >= ${since}
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), (c ->> 6)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'counts') as c where workspace_id = ${workspaceId}
    ) as both_places
    where hour >= ${since}
    group by 1, 2`.execute(trx)
  const days = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const of = days.get(row.workflow_id) ?? new Map<string, number>()
    of.set(row.day, row.n)
    days.set(row.workflow_id, of)
  }
  return days
}
