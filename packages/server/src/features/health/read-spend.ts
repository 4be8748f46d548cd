import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { HoursWanted } from './read-hours.ts'

/** What was spent by calendar day (UTC) and currency, from the rollups and what isn't folded yet. Amounts to look at: the exact ones are in the figures. */
export async function readSpend(
  trx: Trx,
  { workspaceId, workflowId, from, to }: HoursWanted,
): Promise<readonly { readonly day: string; readonly currency: string; readonly amount: number }[]> {
  const { rows } = await sql<{ day: string; currency: string; amount: number }>`
    select (hour at time zone 'UTC')::date::text as day, currency, sum(amount)::double precision as amount
    from (
      select hour, currency, amount from cost_rollups
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
      union all
      select to_timestamp((c ->> 1)::bigint), c ->> 2, (c ->> 3)::numeric
      from run_deltas, jsonb_array_elements(deltas -> 'cost') as c
      where workspace_id = ${workspaceId} and (c ->> 0)::uuid = ${workflowId}
    ) as both_places
    where hour >= ${from} and hour < ${to}
    group by 1, 2 order by 1, 2`.execute(trx)
  return rows
}
