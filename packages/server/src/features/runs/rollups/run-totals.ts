import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'
import { NO_RELEASE } from './run-deltas.ts'

export interface RunTotals {
  readonly runs: number
  /** Runs in which a model was called; those that failed or are priced are among them. */
  readonly called: number
  readonly failed: number
  readonly priced: number
  readonly tokens: number
  /** Runs that a registered release met, and how many releases did. */
  readonly released: number
  readonly releases: number
  /** Runs that went to a person, quality samples left out: they are drawn, and nothing held them. */
  readonly toPeople: number
}

/**
 * The runs of a workflow over whole hours, drills left out, from the rollups and the deltas that aren't folded yet.
 *
 * @param from a whole hour
 * @param to widened to the end of its hour
 */
export async function readRunTotals(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<RunTotals> {
  const { rows } = await sql<RunTotals>`
    select coalesce(sum(n), 0)::bigint as runs, coalesce(sum(called), 0)::bigint as called,
      coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(priced), 0)::bigint as priced,
      coalesce(sum(tokens), 0)::bigint as tokens,
      coalesce(sum(n) filter (where release_id <> ${NO_RELEASE}), 0)::bigint as released,
      count(distinct release_id) filter (where release_id <> ${NO_RELEASE})::bigint as releases,
      coalesce(sum(n) filter (where route in ('review', 'human') and reason_code <> 'qa-sample'), 0)::bigint as "toPeople"
    from (
      select hour, route, reason_code, release_id, n, called, failed, priced, input_tokens + output_tokens as tokens
      from run_rollups
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and hour >= ${from}
      union all
      select to_timestamp((c ->> 1)::bigint), c ->> 2, c ->> 3, (c ->> 5)::uuid, (c ->> 6)::bigint, (c ->> 7)::bigint,
        (c ->> 8)::bigint, (c ->> 10)::bigint, (c ->> 11)::bigint + (c ->> 12)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'counts') as c
      where workspace_id = ${workspaceId} and (c ->> 0)::uuid = ${workflowId}
    ) as both_places
    where hour >= ${from} and hour <= ${to}`.execute(trx)
  return rows[0] ?? NOTHING
}

const NOTHING: RunTotals = {
  runs: 0,
  called: 0,
  failed: 0,
  priced: 0,
  tokens: 0,
  released: 0,
  releases: 0,
  toPeople: 0,
}
