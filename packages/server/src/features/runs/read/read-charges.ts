import type { CallCharge } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'
import { idsBetween } from './read-cost-groups.ts'

/** Runs with a call of one workflow, release and model whose cost came from one source, as they are charged. */
export interface ChargeRow extends Omit<CallCharge, 'workspace' | 'workflow' | 'day'> {
  readonly slug: string
  readonly name: string
}

/** Of one workflow, or of all, drills left out; `to` is not in it. Read from the runs themselves: a day at a time. */
export async function readCharges(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: Date,
  to: Date,
): Promise<readonly ChargeRow[]> {
  const { first, last } = idsBetween(from, to)
  const { rows } = await sql<ChargeRow>`
    select workflow.slug, workflow.name, coalesce(release.name, run.unregistered_release) as release, run.model,
      case when run.requested_model is null or run.requested_model = release.manifest #>> '{model,name}'
        then nullif(release.manifest #>> '{model,provider}', 'not said') end as provider,
      run.source, sum(run.calls)::bigint as calls, sum(run.input)::bigint as "inputTokens",
      sum(run.output)::bigint as "outputTokens", trim_scale(sum(run.amount))::text as amount, run.currency
    from (
      select workflow_id, release_id, unregistered_release, requested_model,
        coalesce(resolved_model, requested_model) as model,
        case when cost_amount is null then null else cost_currency end as currency,
        case when cost_amount is null then null else cost_source end as source,
        count(*) as calls, coalesce(sum(input_tokens), 0) as input, coalesce(sum(output_tokens), 0) as output,
        sum(cost_amount) as amount
      from runs
      where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
        and id between ${first} and ${last} and started_at >= ${from} and started_at < ${to}
        and status <> 'not-called' and drill_id is null
      group by 1, 2, 3, 4, 5, 6, 7
    ) as run
    join workflows workflow on workflow.id = run.workflow_id
    left join releases release on release.id = run.release_id
    group by workflow.slug, workflow.name, coalesce(release.name, run.unregistered_release), run.model, provider,
      run.source, run.currency
    order by workflow.slug, release, run.model, provider, run.source, run.currency`.execute(trx)
  return rows
}

/** How many runs with a call have no known cost in that time. */
export async function countUnpriced(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: Date,
  to: Date,
): Promise<number> {
  const { first, last } = idsBetween(from, to)
  const { rows } = await sql<{ n: number }>`
    select count(*)::bigint as n from runs
    where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
      and id between ${first} and ${last} and started_at >= ${from} and started_at < ${to}
      and status <> 'not-called' and cost_amount is null and drill_id is null`.execute(trx)
  return rows[0]?.n ?? 0
}
