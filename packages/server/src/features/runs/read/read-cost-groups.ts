import { uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

/** Runs with a call of one workflow, day (UTC), model and release, and what they cost in one currency. */
export interface CostGroupRow {
  readonly workflow: string
  readonly day: string
  /** The model that answered, else the one that was asked for. */
  readonly model: string | null
  /** Its name; of one that isn't registered its hash. */
  readonly release: string | null
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Null where nobody knows what they cost. */
  readonly amount: string | null
  readonly currency: string | null
}

const HOUR_MS = 3_600_000

/** Read from the runs themselves, drills left out; of one workflow, or of all. `to` is not in it. */
export async function readCostGroups(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: Date,
  to: Date,
): Promise<readonly CostGroupRow[]> {
  const { first, last } = idsBetween(from, to)
  const { rows } = await sql<CostGroupRow>`
    select workflow.slug as workflow, run.day, run.model, coalesce(release.name, run.unregistered_release) as release,
      sum(run.calls)::bigint as calls, sum(run.input)::bigint as "inputTokens", sum(run.output)::bigint as "outputTokens",
      trim_scale(sum(run.amount))::text as amount, run.currency
    from (
      select workflow_id, (started_at at time zone 'UTC')::date as day, coalesce(resolved_model, requested_model) as model,
        release_id, unregistered_release, case when cost_amount is null then null else cost_currency end as currency,
        count(*) as calls, coalesce(sum(input_tokens), 0) as input, coalesce(sum(output_tokens), 0) as output,
        sum(cost_amount) as amount
      from runs
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
        and id between ${first} and ${last} and started_at >= ${from} and started_at < ${to}
        and status <> 'not-called' and drill_id is null
      group by 1, 2, 3, 4, 5, 6
    ) as run
    join workflows workflow on workflow.id = run.workflow_id
    left join releases release on release.id = run.release_id
    group by workflow.slug, run.day, run.model, coalesce(release.name, run.unregistered_release), run.currency
    order by run.day, workflow.slug, run.model, release, run.currency`.execute(trx)
  return rows
}

/** An id carries its time; a host whose clock is off by an hour is still read whole. */
export function idsBetween(from: Date, to: Date): { readonly first: string; readonly last: string } {
  return {
    first: uuidV7FromTime(new Date(Math.max(0, from.getTime() - HOUR_MS)), new Uint8Array(10)),
    last: uuidV7FromTime(new Date(to.getTime() + HOUR_MS), new Uint8Array(10)),
  }
}
