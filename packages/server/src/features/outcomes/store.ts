import { type JudgedStratum, type PlannedStratum } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

interface Ref {
  readonly id: string
  readonly name: string
}

/** From which parts, and how closely. */
export interface SamplingSettings {
  readonly slices: readonly string[]
  readonly byConfidence: boolean
  readonly byRoute: boolean
  readonly within: number
  readonly expected: number
  readonly days: number
}

export interface StoredPlan extends SamplingSettings {
  readonly id: string
  readonly judge: string
  readonly at: Date
  readonly by: Ref
}

/** The plan that counts; null where there is none, or it was ended. */
export async function planOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredPlan | null> {
  const row = await trx
    .selectFrom('sampling_plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.is_end) return null
  return {
    id: row.id,
    slices: row.slices,
    byConfidence: row.by_confidence,
    byRoute: row.by_route,
    within: row.within,
    expected: row.expected,
    days: row.days,
    judge: row.judge_id,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }
}

export async function insertPlan(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  plan: StoredPlan,
  isEnd: boolean,
): Promise<void> {
  await trx
    .insertInto('sampling_plans')
    .values({
      id: plan.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      slices: [...plan.slices],
      by_confidence: plan.byConfidence,
      by_route: plan.byRoute,
      within: plan.within,
      expected: plan.expected,
      days: plan.days,
      judge_id: plan.judge,
      is_end: isEnd,
      at: plan.at,
      by_id: plan.by.id,
      by_name: plan.by.name,
    })
    .execute()
}

export interface StoredDraw {
  readonly id: string
  readonly seed: string
  readonly from: Date
  readonly to: Date
  readonly drawnAt: Date
  readonly strata: readonly StoredStratum[]
}

export interface StoredStratum extends JudgedStratum {
  readonly name: string
  readonly drawn: number
  readonly cannotTell: number
}

/** The draws of a workflow with what was judged of each part, the latest first; ended plans' too. */
export async function drawsOf(trx: Trx, { workspaceId, workflowId }: Place, most: number): Promise<StoredDraw[]> {
  const { rows } = await sql<{
    id: string
    seed: string
    from: Date
    to: Date
    drawnAt: Date
    strata: StoredStratum[]
  }>`
    with last as (
      select * from sample_draws
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
      order by drawn_at desc, id desc limit ${most}
    ), counted as (
      select s.draw_id, s.stratum, s.units, s.drawn,
        count(*) filter (where u.verdict in ('right', 'wrong')) as judged,
        count(*) filter (where u.verdict = 'right') as "right",
        count(*) filter (where u.verdict = 'cannot-tell') as cannot_tell
      from last join sample_strata s on s.draw_id = last.id
      left join sampled_units u on u.draw_id = s.draw_id and u.stratum = s.stratum
      group by 1, 2, 3, 4
    )
    select last.id, last.seed, last.from_at as "from", last.to_at as "to", last.drawn_at as "drawnAt",
      (select json_agg(json_build_object('name', c.stratum, 'units', c.units, 'drawn', c.drawn, 'judged', c.judged,
        'right', c."right", 'cannotTell', c.cannot_tell) order by c.stratum) from counted c where c.draw_id = last.id) as strata
    from last order by last.drawn_at desc, last.id desc`.execute(trx)
  return rows
}

export async function newestDrawEnd(trx: Trx, { workspaceId, workflowId }: Place): Promise<Date | null> {
  const row = await trx
    .selectFrom('sample_draws')
    .select('to_at')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('drawn_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.to_at ?? null
}

export async function insertDraw(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  draw: Omit<StoredDraw, 'strata'> & { readonly planId: string; readonly strata: readonly PlannedStratum[] },
): Promise<void> {
  await trx
    .insertInto('sample_draws')
    .values({
      id: draw.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      plan_id: draw.planId,
      seed: draw.seed,
      from_at: draw.from,
      to_at: draw.to,
      drawn_at: draw.drawnAt,
    })
    .execute()
  await trx
    .insertInto('sample_strata')
    .values(
      draw.strata.map(({ name, units, drawn }) => ({
        draw_id: draw.id,
        workspace_id: workspaceId,
        stratum: name,
        units,
        drawn,
      })),
    )
    .execute()
}
