import { type AuditDecision, type AuditFacts, type TaskTrials, uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { knownTables, rightOf, uncheckedOf } from '../outcomes/index.ts'

export interface Within {
  readonly workspaceId: string
  readonly workflowId: string
  readonly from: Date
  readonly to: Date
}

const HOUR_MS = 3_600_000
const LEAST = new Uint8Array(10)

/** Runs of the window, drills and repeated deliveries left out. */
function ownRuns({ workspaceId, workflowId, from, to }: Within) {
  // An id carries its time; a host whose clock is off by an hour is still read whole.
  const firstId = uuidV7FromTime(new Date(from.getTime() - HOUR_MS), LEAST)
  return sql`r.workspace_id = ${workspaceId} and r.workflow_id = ${workflowId} and r.id >= ${firstId}
    and r.started_at >= ${from} and r.started_at <= ${to} and r.drill_id is null and r.duplicate_of is null`
}

/** When its newest run began; null where it never ran. */
export async function newestRun(
  trx: Trx,
  { workspaceId, workflowId }: Pick<Within, 'workspaceId' | 'workflowId'>,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select started_at as at from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and drill_id is null
    order by id desc limit 1`.execute(trx)
  return rows[0]?.at ?? null
}

/** How many units its runs met, when they began, and which models answered, the most frequent first. */
export async function readReach(
  trx: Trx,
  within: Within,
): Promise<{
  readonly units: number
  readonly from: Date | null
  readonly to: Date | null
  readonly models: AuditFacts['models']
}> {
  const { rows } = await sql<Awaited<ReturnType<typeof readReach>>>`
    with own as materialized (
      select r.unit_key, r.started_at, coalesce(r.resolved_model, r.requested_model) as model
      from runs r where ${ownRuns(within)}
    )
    select (select count(*) from (select distinct unit_key collate "C" from own) as once)::bigint as units,
      (select min(started_at) from own) as "from", (select max(started_at) from own) as "to",
      coalesce((
        select json_agg(json_build_object('name', model, 'calls', calls) order by calls desc, model)
        from (
          select model, count(*) as calls from own where model is not null group by 1 order by 2 desc, 1 limit 20
        ) as most
      ), '[]') as models`.execute(trx)
  return rows[0] ?? { units: 0, from: null, to: null, models: [] }
}

/** Answers of which it is known whether they were right, by whether a person was asked before they took effect. */
export async function readJudged(
  trx: Trx,
  within: Within,
): Promise<readonly { readonly toPerson: boolean; readonly right: boolean; readonly n: number }[]> {
  const { rows } = await sql<Awaited<ReturnType<typeof readJudged>>[number]>`
    with ${knownTables(within, within.from)}, last_runs as (
      select distinct on (r.unit_key collate "C") r.id, r.unit_key, r.route, r.reason_code
      from runs r
      where ${ownRuns(within)} and r.status = 'ok'
      order by r.unit_key collate "C", r.id desc
    )
    select to_person as "toPerson", is_right as "right", count(*)::bigint as n
    from (
      select r.route in ('review', 'human') and r.reason_code <> 'qa-sample' as to_person,
        ${rightOf(sql`r.reason_code`, uncheckedOf(within))} as is_right
      from last_runs r
      left join decided d on d.unit_key = r.unit_key
      left join turned_out o on o.unit_key = r.unit_key
      left join flagged f on f.run_id = r.id
      left join slice_dwells sd on sd.run_id = r.id
    ) as known
    where is_right is not null
    group by 1, 2`.execute(trx)
  return rows
}

/** Units that were run several times with a known answer each time: by a judged flag or a quality check of that run. */
export async function readTrials(trx: Trx, within: Within): Promise<readonly TaskTrials[]> {
  const { workspaceId, workflowId, from } = within
  const { rows } = await sql<TaskTrials & { readonly n: number }>`
    with ${knownTables(within, from)}, by_run as materialized (
      select distinct on (run_id) run_id, kind, shown_at, decided_at from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and decided_at >= ${from} and run_id is not null
      order by run_id, decided_at desc, id desc
    ), tried as (
      select r.unit_key, ${rightOf(sql`r.reason_code`, uncheckedOf(within))} as is_right
      from runs r
      cross join (select null::boolean as is_right) o
      left join by_run d on d.run_id = r.id
      left join flagged f on f.run_id = r.id
      left join slice_dwells sd on sd.run_id = r.id
      where ${ownRuns(within)} and r.status = 'ok' and (d.run_id is not null or f.run_id is not null)
    ), by_unit as (
      select count(*)::bigint as trials, count(*) filter (where is_right)::bigint as successes
      from tried where is_right is not null
      group by unit_key collate "C" having count(*) > 1
    )
    select trials, successes, count(*)::bigint as n from by_unit group by 1, 2`.execute(trx)
  return rows.flatMap(({ trials, successes, n }) => Array.from({ length: n }, () => ({ trials, successes })))
}

/** What people did, by unit: of several decisions the last one counts. Null where none was told. */
export async function readDecided(trx: Trx, within: Within): Promise<AuditFacts['decisions']> {
  const { rows } = await sql<{ kind: AuditDecision; n: number }>`
    with ${knownTables(within, within.from)}
    select kind, count(*)::bigint as n from decided where decided_at <= ${within.to} group by 1`.execute(trx)
  if (rows.length === 0) return null
  const of = (kind: AuditDecision) => rows.find((row) => row.kind === kind)?.n ?? 0
  return {
    accepted: of('accepted'),
    edited: of('edited'),
    overridden: of('overridden'),
    ignored: of('ignored'),
    escalated: of('escalated'),
    bypass: of('bypass'),
  }
}

/** What evaluators elsewhere said of its runs. */
export async function readScores(trx: Trx, within: Within): Promise<AuditFacts['scores']> {
  const { rows } = await sql<AuditFacts['scores'][number]>`
    select s.name, count(*)::bigint as n, avg(s.value) as mean
    from run_scores s join runs r on r.id = s.run_id
    where s.workspace_id = ${within.workspaceId} and ${ownRuns(within)}
    group by 1 order by 2 desc, 1 limit 50`.execute(trx)
  return rows
}

/** What was kept of failures, and which reviews were held: in the window, and the last one ever. */
export async function readCare(
  trx: Trx,
  { workspaceId, workflowId, from, to }: Within,
): Promise<{
  readonly open: number
  readonly mended: number
  readonly held: number
  readonly missed: number
  readonly lastHeldAt: Date | null
}> {
  const { rows } = await sql<Awaited<ReturnType<typeof readCare>>>`
    select
      (select count(*) from failure_cases where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and fixed_in is null)::bigint as open,
      (select count(*) from failure_cases where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and fixed_in is not null)::bigint as mended,
      count(*) filter (where h.held_at between ${from} and ${to})::bigint as held,
      count(*) filter (where v.state = 'missed' and v.missed_at between ${from} and ${to})::bigint as missed,
      max(h.held_at) as "lastHeldAt"
    from reviews v left join held_reviews h on h.review_id = v.id
    where v.workspace_id = ${workspaceId} and v.workflow_id = ${workflowId}`.execute(trx)
  return rows[0] ?? { open: 0, mended: 0, held: 0, missed: 0, lastHeldAt: null }
}
