import { type CountedUnits, type Denominator, type JourneyCount, type Span, uuidV7FromTime } from '@dayshift/core'
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { knownTables, rightOf, uncheckedOf, unsoughtOf } from '../outcomes/index.ts'

export interface UnitCounts {
  readonly counts: readonly CountedUnits[]
  readonly slices: readonly (JourneyCount & { readonly slice: string; readonly label: string })[]
  readonly deciders: ReadonlyMap<string, number>
  /** Of answers that were checked without anybody having looked for errors. */
  readonly accuracy: { readonly k: number; readonly n: number }
  /** Why units were not offered, by the gate's reason; null for those that never came to the gate. */
  readonly notOffered: readonly { readonly reason: string | null; readonly n: number }[]
  /** Units that met the gate and that the feed doesn't know; null where no feed counts. */
  readonly notInFeed: number | null
}

export interface CountWhat {
  readonly workspaceId: string
  readonly workflowId: string
  readonly denominator: Denominator
  readonly spans: readonly Span[]
  /** Place of the first span of the window; those before it are counted as units alone. */
  readonly wholeFrom: number
  /** Whole figures alone are cheaper. */
  readonly parts: 'all' | 'whole'
}

const HOUR_MS = 3_600_000
const LEAST = new Uint8Array(10)

/**
 * How many units went which way, counted by the database in one pass over the runs and decisions since the first span
 * began; what each way means is decided in core. Of several runs of a unit the last one counts, of several decisions the
 * last, of several outcomes the newest. Drills and repeated deliveries are in no figure.
 */
export async function countUnits(trx: Trx, what: CountWhat): Promise<UnitCounts> {
  const { spans, wholeFrom, parts } = what
  const first = spans[0]
  const since = spans[wholeFrom]?.from
  if (first === undefined || since === undefined) return NOTHING
  // Everything is read once and joined by the unit: after a bulk load, before the database knows its sizes, it would else
  // look up each unit anew.
  await sql`set local enable_nestloop = off`.execute(trx)
  const { rows } = await sql<Row>`
    with ${journeys(what, first.from)}
    select 'units' as kind, span, release, team, null as slice, null as label,
      offer, act, seen, automatic, unchecked, is_right as right, count(*)::bigint as n
    from journeys group by 2, 3, 4, 7, 8, 9, 10, 11, 12
    union all
    select 'checked', null, null, null, null, null, null, null, null, null, null, is_right, count(*)::bigint
    from journeys where offer = 'made' and is_checked and span >= ${wholeFrom} group by is_right
    ${
      parts === 'whole'
        ? sql``
        : sql`
    union all
    select 'slice', null, null, null, s.slice, s.label, offer, act, seen, automatic, unchecked, is_right, count(*)::bigint
    from journeys join run_slices s on s.run_id = journeys.run_id and s.workflow_id = ${what.workflowId}
    where span >= ${wholeFrom}
    group by 5, 6, 7, 8, 9, 10, 11, 12
    union all
    select 'not-offered', null, null, null, reason_code, null, null, null, null, null, null, null, count(*)::bigint
    from journeys where offer = 'none' and span >= ${wholeFrom} group by reason_code
    union all
    select 'deciders', null, null, team, null, null, null, null, null, null, null, null, count(distinct by_id)::bigint
    from journeys where team is not null and span >= ${wholeFrom} group by team`
    }
    ${
      parts === 'all' && what.denominator === 'feed'
        ? sql`
    union all
    select 'not-in-feed', null, null, null, null, null, null, null, null, null, null, null, count(*)::bigint
    from met where first_at >= ${since}
      and not exists (select from units u where u.workflow_id = ${what.workflowId} and u.unit_key = met.unit_key)`
        : sql``
    }`.execute(trx)
  await sql`set local enable_nestloop = on`.execute(trx)
  return read(rows)
}

/**
 * One row a unit that the AI was to inform, with the way it went.
 */
function journeys({ workspaceId, workflowId, denominator, spans }: CountWhat, from: Date): RawBuilder<unknown> {
  // An id carries its time; a host whose clock is off by an hour is still read whole.
  const firstId = uuidV7FromTime(new Date(Math.max(0, from.getTime() - HOUR_MS)), LEAST)
  const starts = spans.map((span) => span.from.toISOString())
  const ends = spans.map((span) => span.to.toISOString())
  const unchecked = uncheckedOf({ workspaceId, workflowId })
  return sql`
    met as materialized (
      select distinct on (unit_key collate "C") unit_key, id, ended_at, status, failure_class, route, reason_code,
        release_id, min(started_at) over (partition by unit_key collate "C") as first_at
      from runs
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId}
        and duplicate_of is null and reason_code <> 'duplicate' and drill_id is null
      order by unit_key collate "C", id desc
    ), cased as materialized (
      select distinct on (unit_key collate "C") unit_key, state, closed_at is null as is_open, fencing_token > 0 as was_claimed
      from cases
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and opened_at >= ${from} and drill_id is null
      order by unit_key collate "C", opened_at desc, id desc
    ), ${knownTables({ workspaceId, workflowId }, from)}, to_inform as (
      ${
        denominator === 'feed'
          ? sql`select unit_key, at, team from units
              where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and at >= ${from}`
          : sql`select unit_key, first_at as at, null::text as team from met
              union all
              select d.unit_key, d.decided_at, null from decided d
              where d.kind = 'bypass' and not exists (select from met where met.unit_key = d.unit_key)`
      }
    ), placed as (
      select unit_key, at, team, width_bucket(at, ${starts}::timestamptz[]) as place from to_inform
    ), ways as (
      select p.place - 1 as span, p.team, r.name as release, m.id as run_id, d.by_id, m.reason_code, d.kind,
        case
          when m.id is null then 'none'
          when m.reason_code = 'input-contract' then 'refused'
          when m.status = 'not-called' then 'none'
          when m.status = 'failed' and m.failure_class = 'timeout' then 'late'
          when m.status = 'failed' or m.reason_code in ('call-failed', 'no-output', 'output-contract') then 'failed'
          when d.kind in ('bypass', 'ignored', 'overridden') and d.decided_at < m.ended_at then 'late'
          when d.shown_at is not null or d.kind in ('accepted', 'edited') then 'made'
          when m.route in ('human', 'existing-process') then 'none'
          else 'made'
        end as offer,
        case
          when d.kind = 'accepted' then 'kept'
          when d.kind = 'edited' then 'edited'
          when d.kind in ('overridden', 'ignored') then 'set-aside'
          when d.kind = 'bypass' then 'bypassed'
          when d.kind is null and m.route = 'automatic' then 'kept'
          when c.state = 'handed-over' then case when c.was_claimed then 'bypassed' else 'unseen' end
          when c.is_open then 'waiting'
          else 'untold'
        end as act,
        d.shown_at is not null or d.kind in ('accepted', 'edited', 'overridden', 'ignored')
          or (d.kind is null and m.route = 'automatic') or coalesce(c.was_claimed, false) as seen,
        d.kind is null and m.route = 'automatic' as automatic,
        ${unchecked} as unchecked,
        ${rightOf(sql`m.reason_code`, unchecked)} as is_right, ${unsoughtOf(sql`m.reason_code`, unchecked)} as is_checked
      from placed p
      left join met m on m.unit_key = p.unit_key
      left join decided d on d.unit_key = p.unit_key
      left join cased c on c.unit_key = p.unit_key
      left join turned_out o on o.unit_key = p.unit_key
      left join flagged f on f.run_id = m.id
      left join slice_dwells sd on sd.run_id = m.id
      left join releases r on r.id = m.release_id
      where p.place > 0 and p.at < (${ends}::timestamptz[])[p.place]
    ), journeys as materialized (
      select span, team, release, run_id, by_id, reason_code, offer, act, coalesce(seen, false) as seen,
        coalesce(automatic, false) as automatic, unchecked,
        is_right, is_checked
      from ways
    )`
}

type Row =
  | (CountedUnits & { readonly kind: 'units' })
  | { readonly kind: 'checked'; readonly right: boolean; readonly n: number }
  | (JourneyCount & { readonly kind: 'slice'; readonly slice: string; readonly label: string })
  | { readonly kind: 'deciders'; readonly team: string; readonly n: number }
  | { readonly kind: 'not-offered'; readonly slice: string | null; readonly n: number }
  | { readonly kind: 'not-in-feed'; readonly n: number }

const NOTHING: UnitCounts = {
  counts: [],
  slices: [],
  deciders: new Map(),
  accuracy: { k: 0, n: 0 },
  notOffered: [],
  notInFeed: null,
}

function read(rows: readonly Row[]): UnitCounts {
  const checked = rows.filter((row) => row.kind === 'checked')
  const sum = (of: readonly { readonly n: number }[]) => of.reduce((total, { n }) => total + n, 0)
  return {
    counts: rows.filter((row) => row.kind === 'units'),
    slices: rows.filter((row) => row.kind === 'slice'),
    deciders: new Map(rows.flatMap((row) => (row.kind === 'deciders' ? [[row.team, row.n] as const] : []))),
    accuracy: { k: sum(checked.filter(({ right }) => right)), n: sum(checked) },
    notOffered: rows
      .flatMap((row) => (row.kind === 'not-offered' ? [{ reason: row.slice, n: row.n }] : []))
      .toSorted((a, b) => b.n - a.n),
    notInFeed: rows.find((row) => row.kind === 'not-in-feed')?.n ?? null,
  }
}
