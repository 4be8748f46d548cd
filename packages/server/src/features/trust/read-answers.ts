import { type KnownAnswer, uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { knownTables, rightOf, uncheckedOf } from '../outcomes/index.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

/** An answer with what it came from. */
export interface ReadAnswer extends KnownAnswer {
  readonly release: string
}

/** More than that are not needed to tell a threshold. */
const MOST = 20_000
const LEAST = new Uint8Array(10)

/**
 * The answers since an instant of which it is known whether they were right, newest first. Of several runs of a unit the
 * last one counts; drills and repeated deliveries are left out.
 */
export async function readAnswers(trx: Trx, place: Place, from: Date): Promise<ReadAnswer[]> {
  const { workspaceId, workflowId } = place
  const firstId = uuidV7FromTime(from, LEAST)
  const { rows } = await sql<{
    runId: string
    unitKey: string
    confidence: number | null
    release: string | null
    right: boolean
    slices: [string, string][] | null
  }>`
    with ${knownTables(place, from)}, last_runs as (
      select distinct on (unit_key collate "C") id, unit_key, confidence, release_id, reason_code
      from runs
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId}
        and duplicate_of is null and drill_id is null and status = 'ok'
      order by unit_key collate "C", id desc
    ), known as (
      select r.*, ${rightOf(sql`r.reason_code`, uncheckedOf(place))} as is_right
      from last_runs r
      left join decided d on d.unit_key = r.unit_key
      left join turned_out o on o.unit_key = r.unit_key
      left join flagged f on f.run_id = r.id
      left join slice_dwells sd on sd.run_id = r.id
    )
    select k.id as "runId", k.unit_key as "unitKey", k.confidence, rel.name as release, k.is_right as "right",
      (select json_agg(json_build_array(s.slice, s.label) order by s.slice) from run_slices s
        where s.run_id = k.id and s.workflow_id = ${workflowId}) as slices
    from known k left join releases rel on rel.id = k.release_id
    where k.is_right is not null
    order by k.id desc limit ${MOST}`.execute(trx)
  return rows.map(({ slices, release, ...row }) => ({
    ...row,
    release: release ?? 'unknown',
    labels: Object.fromEntries(slices ?? []),
  }))
}

/** Failures that people keep as such and no release has mended, with the runs that they were seen in, newest first. */
export async function readOpenFailures(
  trx: Trx,
  { workspaceId, workflowId }: Place,
): Promise<
  { readonly name: string; readonly guidance: string; readonly runs: readonly string[]; readonly times: number }[]
> {
  const { rows } = await sql<{ name: string; guidance: string; runs: string[]; times: number }>`
    with seen as (
      select failure_case_id as id, run_id, at from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and failure_case_id is not null and run_id is not null
      union all
      select l.failure_case_id, c.run_id, c.decided_at
      from failure_case_corrections l
      join corrections c on c.workflow_id = l.workflow_id and c.digest = l.digest
      where l.workspace_id = ${workspaceId} and l.workflow_id = ${workflowId}
        and c.run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null)
    ), once as (
      select id, run_id, max(at) as at from seen group by 1, 2
    )
    select f.name, f.guidance,
      coalesce((array_agg(o.run_id order by o.at desc) filter (where o.run_id is not null))[1:3], '{}') as runs,
      count(o.run_id) as times
    from failure_cases f left join once o on o.id = f.id
    where f.workspace_id = ${workspaceId} and f.workflow_id = ${workflowId} and f.fixed_in is null and f.guidance <> ''
    group by f.id, f.name, f.guidance
    order by count(o.run_id) desc, f.name`.execute(trx)
  return rows
}

/** Unit keys of runs, for those that are shown. */
export async function unitKeysOf(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (runIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('runs')
    .select(['id', 'unit_key'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('id', 'in', runIds)
    .execute()
  return new Map(rows.map((row) => [row.id, row.unit_key]))
}
