import { type ReasonCode, uuidV7FromTime } from '@dayshift/core'
import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { Place } from './read-answers.ts'

/** A kind of unit that left the flow: by the gate's reason and rule, with the newest of its units. */
export interface OffFlow {
  readonly reason: ReasonCode
  readonly rule: string | null
  /** Why, as the newest of them was told. */
  readonly message: string
  readonly units: number
  readonly runId: string
  readonly unitKey: string
}

const MOST = 20
const LEAST = new Uint8Array(10)

/**
 * Kinds of units that went to a person since an instant and of which no failure case keeps an example, the most frequent
 * first. What was drawn at random, or went to a person because of the rollout, a pause or a budget, is no kind of its own.
 */
export async function readOffFlow(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  from: Date,
): Promise<readonly OffFlow[]> {
  const firstId = uuidV7FromTime(from, LEAST)
  const { rows } = await sql<OffFlow>`
    with off_flow as (
      select reason_code, coalesce(reason_rule, '') as rule, count(distinct unit_key)::int as units,
        (array_agg(id order by id desc))[1] as run_id
      from runs
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId}
        and route in ('review', 'human') and duplicate_of is null and drill_id is null
        and reason_code in ('input-contract', 'input-rule', 'input-rule-error', 'call-failed', 'no-output',
          'output-contract', 'output-rule', 'output-rule-error', 'low-confidence')
      group by 1, 2
    ), kept as (${keptExamples({ workspaceId, workflowId })})
    select o.reason_code as reason, nullif(o.rule, '') as rule, r.reason_message as message, o.units,
      o.run_id as "runId", r.unit_key as "unitKey"
    from off_flow o join runs r on r.id = o.run_id
    where not exists (select from kept k where k.reason_code = o.reason_code and k.rule = o.rule)
    order by o.units desc, o.reason_code, o.rule limit ${MOST}`.execute(trx)
  return rows
}

/** Failure cases that no release has mended and that keep an example which left the flow for the same reason as this run. */
export async function failuresLike(
  trx: Trx,
  place: Place,
  runId: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly guidance: string }[]> {
  const { rows } = await sql<{ id: string; name: string; guidance: string }>`
    with kept as (${keptExamples(place)})
    select distinct f.id, f.name, f.guidance
    from runs r
      join kept k on k.reason_code = r.reason_code and k.rule = coalesce(r.reason_rule, '')
      join failure_cases f on f.id = k.failure_case_id and f.fixed_in is null
    where r.workspace_id = ${place.workspaceId} and r.id = ${runId}
    order by f.name, f.id limit 5`.execute(trx)
  return rows
}

/** By which reasons the examples of failure cases left the flow. */
function keptExamples({ workspaceId, workflowId }: Place): RawBuilder<unknown> {
  return sql`
    select distinct e.failure_case_id, r.reason_code, coalesce(r.reason_rule, '') as rule
    from (
      select failure_case_id, run_id from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and failure_case_id is not null and run_id is not null
      union
      select l.failure_case_id, c.run_id from failure_case_corrections l
        join corrections c on c.workflow_id = l.workflow_id and c.digest = l.digest
      where l.workspace_id = ${workspaceId} and l.workflow_id = ${workflowId}
    ) as e join runs r on r.id = e.run_id`
}
