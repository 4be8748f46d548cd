import { type RawBuilder, sql } from 'kysely'
import { anyOf } from '../../../platform/database/index.ts'

// What was counted of workflows' runs stands in two places: in the rollups, and in the deltas that aren't folded yet.

/** Rows of workflow_id, hour, route, reason_code, reason_rule, n, called, failed, retries, priced; several may be of one hour. */
export function countedRuns(workspaceId: string, workflowIds: readonly string[]): RawBuilder<unknown> {
  return sql`(
      select workflow_id, hour, route, reason_code, reason_rule, n, called, failed, retries, priced from run_rollups
      where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)}
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, c ->> 3, c ->> 4, (c ->> 6)::bigint, (c ->> 7)::bigint,
        (c ->> 8)::bigint, (c ->> 9)::bigint, (c ->> 10)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'counts') as c
      where workspace_id = ${workspaceId} and (c ->> 0)::uuid = ${anyOf(workflowIds)}
    )`
}

/** Rows of workflow_id, day, bucket, n. */
export function countedLatencies(workspaceId: string, workflowIds: readonly string[]): RawBuilder<unknown> {
  return sql`(
      select workflow_id, day, bucket, n from latency_rollups
      where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)}
      union all
      select (l ->> 0)::uuid, (to_timestamp((l ->> 1)::bigint) at time zone 'UTC')::date, (l ->> 2)::integer, (l ->> 3)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'latency') as l
      where workspace_id = ${workspaceId} and (l ->> 0)::uuid = ${anyOf(workflowIds)}
    )`
}

/** Rows of workflow_id, hour, currency, amount, n. */
export function countedCosts(workspaceId: string, workflowIds: readonly string[]): RawBuilder<unknown> {
  return sql`(
      select workflow_id, hour, currency, amount, n from cost_rollups
      where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)}
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, (c ->> 3)::numeric, (c ->> 4)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'cost') as c
      where workspace_id = ${workspaceId} and (c ->> 0)::uuid = ${anyOf(workflowIds)}
    )`
}
