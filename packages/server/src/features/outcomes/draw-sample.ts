import {
  DAY_MS,
  MOST_STRATA,
  type PlannedStratum,
  sampleSize,
  type Stratum,
  stratify,
  uuidV7FromTime,
} from '@dayshift/core'
import { type RawBuilder, sql } from 'kysely'
import { storable } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { insertDraw, newestDrawEnd, type Place, planOf, type SamplingSettings } from './store.ts'

const LEAST = new Uint8Array(10)
/** Where the bands of confidence begin. */
const BANDS = [0.5, 0.8, 0.9]

/** What a plan would draw from the answers of these days. */
export interface DrawPlan {
  readonly units: number
  readonly size: number
  readonly strata: readonly PlannedStratum[]
  readonly fault: string | null
}

interface Window {
  readonly from: Date
  readonly to: Date
}

/** The days up to now. */
export function windowOf({ days }: Pick<SamplingSettings, 'days'>, now: Date): Window {
  return { from: new Date(now.getTime() - days * DAY_MS), to: now }
}

export async function planDraw(trx: Trx, place: Place, settings: SamplingSettings, window: Window): Promise<DrawPlan> {
  const { rows } = await sql<Stratum>`
    with ${frameOf(place, settings, window)}
    select stratum as name, count(*)::bigint as units from frame group by 1 order by 1`.execute(trx)
  const units = rows.reduce((sum, row) => sum + row.units, 0)
  const size = sampleSize({ units, within: settings.within, expected: settings.expected })
  const strata = stratify(rows, size)
  const fault =
    units === 0
      ? 'No answer came in these days: choose more of them.'
      : strata.length > MOST_STRATA
        ? `These are ${String(strata.length)} parts; at most ${String(MOST_STRATA)} can be told apart. Choose fewer slices.`
        : null
  return { units, size, strata, fault }
}

/**
 * Draws the sample that the plan asks for now, where one is due: in each part the answers whose SHA-256 of seed and unit
 * key is least. Call it with the workflow locked. False where nothing was drawn.
 */
export async function drawNow(trx: Trx, world: World, place: Place): Promise<boolean> {
  const plan = await planOf(trx, place)
  const now = world.clock.now()
  if (plan === null) return false
  const last = await newestDrawEnd(trx, place)
  if (last !== null && last >= plan.at && now.getTime() < last.getTime() + plan.days * DAY_MS) return false
  const window = windowOf(plan, now)
  const { strata, fault } = await planDraw(trx, place, plan, window)
  if (fault !== null) return false
  const id = world.newId()
  const seed = id
  await insertDraw(trx, place, { id, planId: plan.id, seed, ...window, drawnAt: now, strata })
  const names = strata.flatMap(({ name, of, drawn }) => of.map((stratum) => ({ stratum, name, drawn })))
  await sql`
    with ${frameOf(place, plan, window)}, named as (
      select * from unnest(${names.map(({ stratum }) => stratum)}::text[], ${names.map(({ name }) => name)}::text[],
        ${names.map(({ drawn }) => drawn)}::integer[]) as named (stratum, name, drawn)
    ), hashed as (
      select f.unit_key, f.id as run_id, n.name, n.drawn, sha256(convert_to(${seed} || f.unit_key, 'UTF8')) as hash
      from frame f join named n on n.stratum = f.stratum
    ), ranked as (
      select *, row_number() over (partition by name order by hash, unit_key collate "C") as rank from hashed
    )
    insert into sampled_units (draw_id, workspace_id, unit_key, run_id, stratum, place)
    select ${id}, ${place.workspaceId}, unit_key, run_id, name, row_number() over (order by hash, unit_key collate "C")
    from ranked where rank <= drawn`.execute(trx)
  return true
}

/** One row a unit that got an answer in the window, with the part in which it lies; of several runs the last. */
function frameOf(
  { workspaceId, workflowId }: Place,
  { slices, byConfidence, byRoute }: SamplingSettings,
  { from, to }: Window,
): RawBuilder<unknown> {
  const [firstId, endId] = [uuidV7FromTime(from, LEAST), uuidV7FromTime(to, LEAST)]
  const of = slices.map(
    (slice) => sql`${`${slice}: `} || coalesce((select label from run_slices s
      where s.run_id = r.id and s.workflow_id = ${workflowId} and s.slice = ${storable(slice)}), 'not told')`,
  )
  if (byConfidence) {
    of.push(sql`case width_bucket(r.confidence, ${BANDS}::double precision[])
      when 0 then 'below 50 % sure' when 1 then '50 to 80 % sure' when 2 then '80 to 90 % sure' when 3 then 'from 90 % sure'
      else 'not told how sure' end`)
  }
  if (byRoute) of.push(sql`case r.route when 'automatic' then 'automatic' else 'checked by a person' end`)
  const stratum = of.length === 0 ? sql`'all'` : sql`concat_ws(' · ', ${sql.join(of)})`
  return sql`frame as materialized (
      select r.unit_key, r.id, ${stratum} as stratum
      from (
        select distinct on (unit_key collate "C") unit_key, id, confidence, route
        from runs
        where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId} and id < ${endId}
          and duplicate_of is null and drill_id is null and status = 'ok'
        order by unit_key collate "C", id desc
      ) r
    )`
}
