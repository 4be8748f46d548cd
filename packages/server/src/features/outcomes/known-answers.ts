import { LEAST_DWELL_MS } from '@dayshift/core'
import { type RawBuilder, sql } from 'kysely'

interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

/**
 * What is known of whether an answer was right, as the tables of a `with`, one row a unit or a run:
 *
 * - `decided` (unit_key, kind, by_id, shown_at, decided_at): the last decision of a unit since `from`, outside drills
 * - `turned_out` (unit_key, is_right, drawn): the newest outcome; `drawn` where a sampling plan's judge said it
 * - `flagged` (run_id, is_right): the newest judged flag
 * - `slice_dwells` (run_id, ms): how long its slices take at least to read
 *
 * Keys are sorted byte by byte: their order plays no part, and the order of a language costs several times as much.
 */
export function knownTables({ workspaceId, workflowId }: Place, from: Date): RawBuilder<unknown> {
  return sql`
    decided as materialized (
      select distinct on (unit_key collate "C") unit_key, kind, by_id, shown_at, decided_at
      from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and decided_at >= ${from}
        and (run_id is null or run_id not in (
          select id from runs where workflow_id = ${workflowId} and drill_id is not null))
      order by unit_key collate "C", decided_at desc, id desc
    ), turned_out as materialized (
      select distinct on (unit_key collate "C") unit_key, is_right, draw_id is not null as drawn from outcomes o
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        -- What a judge took back counts no more.
        and (draw_id is null or exists (
          select from sampled_units u where u.draw_id = o.draw_id and u.unit_key = o.unit_key
            and u.verdict = case when o.is_right then 'right' else 'wrong' end))
      order by unit_key collate "C", at desc, seq desc
    ), flagged as materialized (
      select distinct on (run_id) run_id, verdict = 'right' as is_right from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and run_id is not null
        and verdict in ('right', 'wrong')
      order by run_id, answered_at desc
    ), slice_dwells as materialized (
      select s.run_id, max(l.ms) as ms
      from least_dwells l
      join run_slices s on s.workflow_id = l.workflow_id and s.slice = l.slice and s.label = l.label
      where l.workspace_id = ${workspaceId} and l.workflow_id = ${workflowId} and l.slice <> ''
      group by 1
    )`
}

/** Whether an answer was kept sooner than it can be read; of `decided d` and `slice_dwells sd`, never null. */
export function uncheckedOf({ workspaceId, workflowId }: Place): RawBuilder<boolean> {
  return sql<boolean>`coalesce(d.kind = 'accepted' and d.decided_at - d.shown_at < make_interval(secs => coalesce(sd.ms, (
      select ms from least_dwells
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and slice = ''), ${LEAST_DWELL_MS}) / 1000.0), false)`
}

/**
 * The one rule: what turned out; else what a judged flag says; else a quality check that was read, where kept is right and
 * put right is wrong. Null where none of them speaks. An override by itself proves nothing, as who decides otherwise may be
 * wrong; one that turned out right is an outcome. Of `turned_out o`, `flagged f`, `decided d`.
 *
 * @param reasonCode why the run went where it went
 * @param unchecked see `uncheckedOf`
 */
export function rightOf(reasonCode: RawBuilder<unknown>, unchecked: RawBuilder<unknown>): RawBuilder<boolean | null> {
  return sql<boolean | null>`coalesce(o.is_right, f.is_right, ${checkOf(reasonCode, unchecked)})`
}

/** Whether it is known without anybody having looked for errors: what was fed in, and quality checks at random. */
export function unsoughtOf(reasonCode: RawBuilder<unknown>, unchecked: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(not o.drawn, f.is_right is null and ${checkOf(reasonCode, unchecked)} is not null)`
}

function checkOf(reasonCode: RawBuilder<unknown>, unchecked: RawBuilder<unknown>): RawBuilder<boolean | null> {
  return sql<boolean | null>`(case
      when ${reasonCode} is distinct from 'qa-sample' or ${unchecked} then null
      when d.kind = 'accepted' then true
      when d.kind in ('edited', 'overridden') then false
    end)`
}
