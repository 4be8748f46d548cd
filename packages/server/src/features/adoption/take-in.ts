import { type TakenIn, Unit, UnitOutcome } from '@dayshift/contract'
import { answerText, type Json } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { answerDigest } from '../contents/index.ts'
import { humanFirstOf } from '../decisions/index.ts'

interface Feed {
  readonly workflow: string
  readonly preview: boolean
  readonly records: readonly unknown[]
}

/** Keeps units once each, by workflow and unit key; what is no unit is told with its place. */
export async function takeInUnits(world: World, workspaceId: string, feed: Feed): Promise<TakenIn> {
  return await takeIn(world, workspaceId, feed, Unit, async (trx, workflowId, units) => {
    const byKey = new Map(units.map((unit) => [unit.unitKey, unit]))
    const kept = [...byKey.values()].toSorted((a, b) => (a.unitKey < b.unitKey ? -1 : 1))
    const { rows } = await sql<{ n: number }>`
      with fed as (
        select * from unnest(${kept.map(({ unitKey }) => storable(unitKey))}::text[],
          ${kept.map(({ at }) => at)}::timestamptz[],
          ${kept.map(({ team }) => (team == null ? null : storable(team)))}::text[]) as fed (unit_key, at, team)
      ), added as (
        insert into units (workflow_id, workspace_id, unit_key, at, team, received_at)
        select ${workflowId}, ${workspaceId}, unit_key, at, team, ${world.clock.now()} from fed
        on conflict do nothing returning 1
      )
      select count(*)::bigint as n from added`.execute(trx)
    return rows[0]?.n ?? 0
  })
}

/** Keeps what turned out, once each: the same word of the same instant again changes nothing. */
export async function takeInOutcomes(world: World, workspaceId: string, feed: Feed): Promise<TakenIn> {
  return await takeIn(world, workspaceId, feed, UnitOutcome, (trx, workflowId, outcomes) =>
    keepOutcomes(trx, world, workspaceId, workflowId, outcomes),
  )
}

/** The same in somebody's transaction, for outcomes that come with runs; those that are none are left out. */
export async function takeInOutcomesWithin(
  trx: Trx,
  world: World,
  workspaceId: string,
  { workflow, records }: Pick<Feed, 'workflow' | 'records'>,
): Promise<void> {
  const known = await lockWorkflow(trx, workspaceId, workflow)
  const outcomes = records.flatMap((record) => UnitOutcome.safeParse(record).data ?? [])
  if (known === undefined || outcomes.length === 0) return
  const added = await keepOutcomes(trx, world, workspaceId, known.id, outcomes)
  if (added > 0) await publish(trx, workspaceId, { topic: 'adoption', workflow, id: null })
}

async function keepOutcomes(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflowId: string,
  outcomes: readonly UnitOutcome[],
): Promise<number> {
  const field = (await humanFirstOf(trx, workflowId))?.field ?? ''
  const answers = outcomes.map(
    ({ answer }) => (answer === undefined ? null : answerDigest(world.secret, workflowId, answerText(answer as Json))), // out of JSON.parse
  )
  const { rows } = await sql<{ n: number }>`
    with told as (
      select distinct on (unit_key, at, is_right, source, answer) *
      from unnest(${outcomes.map(({ unitKey }) => storable(unitKey))}::text[],
        ${outcomes.map(({ verdict }) => verdict === 'right')}::boolean[],
        ${outcomes.map(({ at }) => at)}::timestamptz[],
        ${outcomes.map(({ source }) => storable(source))}::text[], ${answers}::text[])
        with ordinality as told (unit_key, is_right, at, source, answer, place)
    ), added as (
      insert into outcomes (workspace_id, workflow_id, unit_key, is_right, at, source, received_at, answer, answer_field)
      select ${workspaceId}, ${workflowId}, unit_key, is_right, at, source, ${world.clock.now()}, answer,
        case when answer is null then null else ${field} end
      from told
      where not exists (
        select from outcomes o where o.workflow_id = ${workflowId} and o.unit_key = told.unit_key
          and o.at = told.at and o.is_right = told.is_right and o.source = told.source
          and o.answer is not distinct from told.answer)
      order by place
      returning 1
    )
    select count(*)::bigint as n from added`.execute(trx)
  return rows[0]?.n ?? 0
}

async function takeIn<Shape extends z.ZodType>(
  world: World,
  workspaceId: string,
  { workflow, preview, records }: Feed,
  shape: Shape,
  keep: (trx: Trx, workflowId: string, good: readonly z.output<Shape>[]) => Promise<number>,
): Promise<TakenIn> {
  const good: z.output<Shape>[] = []
  const rejected: TakenIn['rejected'] = []
  for (const [index, record] of records.entries()) {
    const { success, data, error } = shape.safeParse(record)
    if (success) good.push(data)
    else {
      const errors = error.issues.map(({ path, message }) => ({
        path: path.map((part) => `/${String(part)}`).join(''),
        message,
      }))
      rejected.push({ index, errors })
    }
  }
  const accepted = await inWorkspace(world.db, workspaceId, async (trx) => {
    // Feeds of one workflow come one after the other: two deliveries of the same outcome keep it once.
    const known = await lockWorkflow(trx, workspaceId, workflow)
    if (known === undefined) throw unknownWorkflow(workflow)
    if (good.length === 0) return 0
    if (preview) return await previewed(trx, (within) => keep(within, known.id, good))
    const added = await keep(trx, known.id, good)
    if (added > 0) await publish(trx, workspaceId, { topic: 'adoption', workflow, id: null })
    return added
  })
  return { accepted, duplicates: good.length - accepted, rejected }
}

function lockWorkflow(trx: Trx, workspaceId: string, slug: string) {
  return trx
    .selectFrom('workflows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** What it would do, undone. */
async function previewed(trx: Trx, work: (trx: Trx) => Promise<number>): Promise<number> {
  await sql`savepoint preview`.execute(trx)
  const n = await work(trx)
  await sql`rollback to savepoint preview`.execute(trx)
  return n
}

function unknownWorkflow(slug: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'unknown-workflow',
    title: 'Unknown workflow',
    detail: `This workspace has no workflow "${slug}". Nothing was kept.`,
    mend: 'Take the manifest in first (POST /api/v1/workflows), then send again.',
    errors: [{ path: '/workflow', message: `There is no workflow "${slug}" here` }],
  })
}
