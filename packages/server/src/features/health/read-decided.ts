import { type Decided, QUICK_MS } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { HoursWanted } from './read-hours.ts'

export interface DecidedHour {
  readonly hour: Date
  /** Null for the whole workflow. */
  readonly slice: { readonly name: string; readonly label: string } | null
  readonly decided: Decided
}

/**
 * What people did by the hour, drills left out: decisions (of several on one run the last one counts) and runs whose
 * output was flagged (the first flag counts).
 */
export async function readDecided(trx: Trx, wanted: HoursWanted): Promise<readonly DecidedHour[]> {
  const { workspaceId, workflowId, from, to } = wanted
  const { rows } = await sql<{ hour: Date; slice: string; label: string } & Decided>`
    with told as (
      select distinct on (coalesce(run_id, id)) id, run_id, case_id, kind, shown_at, decided_at from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and decided_at >= ${from} and decided_at < ${to} and ${notDrilled}
      order by coalesce(run_id, id), decided_at desc, id desc
    ), flagged as (
      select run_id, min(at) as at from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and at >= ${from} and at < ${to} and run_id is not null and ${notDrilled}
      group by run_id
    ), happened as (
      select date_trunc('hour', t.decided_at) as hour, t.run_id, t.kind, co.distance,
        extract(epoch from t.decided_at - t.shown_at) * 1000 as dwell_ms, c.kind = 'qa-sample' as sampled
      from told t left join cases c on c.id = t.case_id left join corrections co on co.decision_id = t.id
      union all
      select date_trunc('hour', at), run_id, 'flag', null, null, false from flagged
    ), placed as (
      select h.*, '' as slice, '' as label from happened h
      union all
      select h.*, s.slice, s.label from happened h join run_slices s on s.run_id = h.run_id
    )
    select hour, slice, label,
      count(*) filter (where kind = 'accepted') as accepted,
      count(*) filter (where kind = 'edited') as edited,
      count(*) filter (where kind = 'overridden') as overridden,
      count(*) filter (where kind = 'ignored') as ignored,
      count(*) filter (where kind = 'escalated') as escalated,
      count(*) filter (where kind = 'bypass') as bypass,
      count(*) filter (where kind in ('accepted', 'edited', 'overridden') and dwell_ms >= 0) as dwelt,
      count(*) filter (where kind in ('accepted', 'edited', 'overridden') and dwell_ms between 0 and ${QUICK_MS}) as quick,
      count(*) filter (where sampled and kind in ('accepted', 'edited', 'overridden')) as sampled,
      count(*) filter (where sampled and kind in ('edited', 'overridden')) as "sampledWrong",
      count(*) filter (where kind = 'flag') as flagged,
      count(distance) as compared,
      -- Rounded, so that the order in which they are added up makes no difference.
      round(coalesce(sum(distance), 0)::numeric, 6)::double precision as distance
    from placed group by 1, 2, 3 order by 1`.execute(trx)
  return rows.map(({ hour, slice, label, ...decided }) => ({
    hour,
    slice: slice === '' ? null : { name: slice, label },
    decided,
  }))
}

/** What people did with the runs of a drill is no figure of the workflow's work. */
const notDrilled = sql`(run_id is null or run_id not in (select id from runs where drill_id is not null))`

/** Seeded outputs that were known to be wrong, and whether whoever checked let them through. */
export async function readSeeds(
  trx: Trx,
  { workspaceId, workflowId, from, to }: HoursWanted,
): Promise<readonly { readonly decidedAt: Date; readonly passed: boolean }[]> {
  const { rows } = await sql<{ decided_at: Date; passed: boolean }>`
    select distinct on (d.case_id) d.decided_at, d.kind = 'accepted' as passed
    from decisions d join cases c on c.id = d.case_id
    where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and c.drill_kind = 'wrong'
      and d.decided_at >= ${from} and d.decided_at < ${to}
    order by d.case_id, d.decided_at desc, d.id desc`.execute(trx)
  return rows.map(({ decided_at: decidedAt, passed }) => ({ decidedAt, passed }))
}

/** Different people who decided on an output since an instant. */
export async function countDeciders(trx: Trx, { workspaceId, workflowId, from, to }: HoursWanted): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct by_id) as n from decisions
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and kind <> 'bypass'
      and decided_at >= ${from} and decided_at < ${to}`.execute(trx)
  return rows[0]?.n ?? 0
}
