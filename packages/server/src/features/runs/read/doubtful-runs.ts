import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

/** A run that people or the record itself say was not right. */
export interface DoubtfulRun {
  readonly runId: string
  readonly unitKey: string
  readonly at: Date
  readonly kind: 'flagged' | 'overridden' | 'edited' | 'failed'
  /** Who flagged or decided it; null where it failed. */
  readonly by: string | null
  readonly reason: string | null
}

/** Runs of a workflow since an instant that were flagged, overridden or edited, or failed; each once, newest first. */
export async function readDoubtfulRuns(
  trx: Trx,
  workspaceId: string,
  { workflowId, from, limit }: { readonly workflowId: string; readonly from: Date; readonly limit: number },
): Promise<DoubtfulRun[]> {
  const { rows } = await sql<DoubtfulRun>`
    with doubts as (
      -- The words of a flag are sealed; its page shows them.
      (select f.run_id, 'flagged' as kind, f.by_name as by, null::text as reason, 0 as rank
      from flags f
      where f.workspace_id = ${workspaceId} and f.workflow_id = ${workflowId} and f.at >= ${from}
        and f.run_id is not null
      order by f.at desc limit ${limit})
      union all
      (select d.run_id, d.kind, d.by_name, d.reason, case d.kind when 'overridden' then 1 else 2 end
      from decisions d
      where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and d.decided_at >= ${from}
        and d.kind in ('overridden', 'edited') and d.run_id is not null
      order by d.decided_at desc limit ${limit})
      union all
      (select r.id, 'failed', null, r.failure_message, 3
      from runs r
      where r.workspace_id = ${workspaceId} and r.workflow_id = ${workflowId} and r.status = 'failed'
        and r.started_at >= ${from}
      order by r.id desc limit ${limit})
    ), one as (
      select distinct on (run_id) run_id, kind, by, reason from doubts order by run_id, rank
    )
    select one.run_id as "runId", r.unit_key as "unitKey", r.started_at as at, one.kind, one.by, one.reason
    from one join runs r on r.id = one.run_id
    where r.workspace_id = ${workspaceId} and r.drill_id is null and r.started_at >= ${from}
    order by r.started_at desc, r.id desc limit ${limit}`.execute(trx)
  return rows
}

/** What is known of some runs of a workflow; those that it doesn't have are left out. */
export async function readRunsNamed(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  runIds: readonly string[],
): Promise<{ readonly runId: string; readonly unitKey: string; readonly at: Date }[]> {
  if (runIds.length === 0) return []
  const rows = await trx
    .selectFrom('runs')
    .select(['id', 'unit_key', 'started_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('id', 'in', [...new Set(runIds)])
    .execute()
  return rows.map((row) => ({ runId: row.id, unitKey: row.unit_key, at: row.started_at }))
}
