import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface CostDay {
  readonly workflowId: string
  readonly day: string
  readonly currency: string
  /** Decimal text. */
  readonly amount: string
  readonly n: number
}

/**
 * What runs were recorded to cost, by workflow, day (UTC) and currency, from the rollups and the deltas that aren't folded
 * yet; both days included. Of one workflow, or of all.
 */
export async function readCostDays(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: string,
  to: string,
): Promise<readonly CostDay[]> {
  const { rows } = await sql<CostDay>`
    select workflow_id as "workflowId", (hour at time zone 'UTC')::date as day, currency,
      trim_scale(sum(amount))::text as amount, sum(n)::bigint as n
    from (
      select workflow_id, hour, currency, amount, n from cost_rollups
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
        and hour >= ${from}::date::timestamp at time zone 'UTC'
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, (c ->> 3)::numeric, (c ->> 4)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'cost') as c
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or (c ->> 0)::uuid = ${workflowId}::uuid)
    ) as both_places
    where (hour at time zone 'UTC')::date between ${from}::date and ${to}::date
    group by 1, 2, 3
    order by 2, 3`.execute(trx)
  return rows
}
