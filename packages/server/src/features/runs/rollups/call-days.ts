import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface CallDay {
  readonly workflowId: string
  readonly day: string
  /** Runs with a call, and how many of them are priced. */
  readonly called: number
  readonly priced: number
  /** Runs that went elsewhere because the budget was used up. */
  readonly heldByBudget: number
}

/** Calls by workflow and day (UTC), from the rollups and the deltas that aren't folded yet; both days included. */
export async function readCallDays(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: string,
  to: string,
): Promise<readonly CallDay[]> {
  const { rows } = await sql<CallDay>`
    select workflow_id as "workflowId", (hour at time zone 'UTC')::date as day, sum(called)::bigint as called,
      sum(priced)::bigint as priced, coalesce(sum(n) filter (where reason_code = 'budget'), 0)::bigint as "heldByBudget"
    from (
      select workflow_id, hour, reason_code, n, called, priced from run_rollups
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
        and hour >= ${from}::date::timestamp at time zone 'UTC'
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 3, (c ->> 6)::bigint, (c ->> 7)::bigint,
        (c ->> 10)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'counts') as c
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or (c ->> 0)::uuid = ${workflowId}::uuid)
    ) as both_places
    where (hour at time zone 'UTC')::date between ${from}::date and ${to}::date
    group by 1, 2
    order by 2`.execute(trx)
  return rows
}
