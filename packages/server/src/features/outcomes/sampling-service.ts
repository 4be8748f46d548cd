import type { MySamples, SampleNext, SamplingPage, SamplingPlanRequest, SampleVerdictRequest } from '@dayshift/contract'
import { type Actor, counted, type JsonObject } from '@dayshift/core'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import type { Contents } from '../contents/index.ts'
import { contentsFor } from '../decisions/index.ts'
import { recordAct } from '../ledger/index.ts'
import { holdMembers } from '../duties/index.ts'
import { personOf } from '../people/index.ts'
import { declaredRelease, knownWorkflow, lockKnownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { drawNow, planDraw, windowOf } from './draw-sample.ts'
import { judgeOf } from './judge.ts'
import { readSampling } from './sampling-page.ts'
import { insertPlan, type Place, planOf, type StoredPlan } from './store.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

/** Sets which answers are drawn and who judges them; the first sample is drawn in the same transaction. */
export async function setSamplingPlan(
  world: World,
  caller: Caller,
  slug: string,
  asked: SamplingPlanRequest,
): Promise<SamplingPage> {
  return await act(world, caller, slug, [asked.judge], async (trx, workflow, place) => {
    const judge = await personOf(trx, place.workspaceId, asked.judge)
    if (judge === null || !judge.active || judge.role === 'viewer') {
      throw new ProblemError({
        status: 422,
        code: 'no-such-judge',
        title: 'This person can’t judge',
        detail: `Cannot let "${asked.judge}" judge answers of “${workflow.name}”: ${judge === null ? 'she is not in this workspace' : judge.active ? `${judge.name} may only read` : `${judge.name} has left`}.`,
        mend: 'Name a member or an admin who is here.',
        errors: [{ path: '/judge', message: 'A member or an admin of this workspace' }],
      })
    }
    const release = await declaredRelease(trx, place.workspaceId, workflow)
    const known = release?.manifest.slices.map(({ name }) => name) ?? []
    const missing = asked.slices.find((slice) => !known.includes(slice))
    if (missing !== undefined) {
      throw new ProblemError({
        status: 422,
        code: 'no-such-slice',
        title: 'There is no such slice',
        detail: `Cannot draw by the slice "${missing}" of “${workflow.name}”: its manifest has ${known.length === 0 ? 'none' : known.map((name) => `"${name}"`).join(', ')}.`,
        mend: 'Choose a slice of the manifest, or add it there.',
        errors: [{ path: '/slices', message: 'Names of slices in the manifest' }],
      })
    }
    const { fault } = await planDraw(trx, place, asked, windowOf(asked, world.clock.now()))
    if (fault !== null) {
      throw new ProblemError({
        status: 422,
        code: 'nothing-to-draw',
        title: 'Nothing can be drawn by this plan',
        detail: `Cannot draw answers of “${workflow.name}”. ${fault}`,
        mend: 'Change the days or the parts, and look at what would be drawn.',
      })
    }
    const plan = { ...asked, id: world.newId(), at: world.clock.now(), by: refOf(caller) }
    await insertPlan(trx, place, plan, false)
    await drawNow(trx, world, place)
    return {
      act: 'sampling-planned',
      sentence: `has answers of “${workflow.name}” drawn every ${counted(asked.days, 'day')} for ${judge.name} to judge, so that the share of right ones is known to ${String(Math.round(asked.within * 1000) / 10)} points.`,
      details: { ...asked, slices: [...asked.slices] },
    }
  })
}

export async function endSamplingPlan(world: World, caller: Caller, slug: string): Promise<SamplingPage> {
  return await act(world, caller, slug, [], async (trx, workflow, place) => {
    const plan = await planOf(trx, place)
    if (plan === null) return null
    await insertPlan(trx, place, { ...plan, id: world.newId(), at: world.clock.now(), by: refOf(caller) }, true)
    return {
      act: 'sampling-ended',
      sentence: `ended the drawing of answers of “${workflow.name}” to be judged.`,
      details: { plan: plan.id },
    }
  })
}

/** The judge says whether a drawn answer is right, or takes that back: an outcome of its unit, and a part of what is said of all. */
export async function judgeSample(
  world: World,
  caller: Caller,
  slug: string,
  { draw, unitKey, verdict }: SampleVerdictRequest,
): Promise<SampleNext> {
  return await inWorkspace(world.db, caller.workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, caller.workspaceId, slug)
    const place = { workspaceId: caller.workspaceId, workflowId: workflow.id }
    const plan = await planOf(trx, place)
    await refuseUnlessJudge(trx, caller, workflow, plan)
    const now = world.clock.now()
    const kept = await trx
      .updateTable('sampled_units')
      .set(
        verdict === null
          ? { verdict, judged_at: null, judged_by: null }
          : { verdict, judged_at: now, judged_by: caller.actor.id },
      )
      .where('workspace_id', '=', caller.workspaceId)
      .where('draw_id', '=', draw)
      .where('unit_key', '=', unitKey)
      .where('draw_id', 'in', (of) =>
        of
          .selectFrom('sample_draws')
          .select('id')
          .where('workspace_id', '=', place.workspaceId)
          .where('workflow_id', '=', place.workflowId)
          .orderBy('drawn_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1),
      )
      .returning('unit_key')
      .executeTakeFirst()
    if (kept === undefined) {
      throw new ProblemError({
        status: 409,
        code: 'not-drawn',
        title: 'This answer is not drawn',
        detail: `The answer for unit "${unitKey}" is not among those that are drawn of “${workflow.name}” now: another sample was drawn since.`,
        mend: 'Judge the one that is shown next.',
      })
    }
    if (verdict === 'right' || verdict === 'wrong') {
      await trx
        .insertInto('outcomes')
        .values({
          workspace_id: place.workspaceId,
          workflow_id: place.workflowId,
          unit_key: unitKey,
          is_right: verdict === 'right',
          at: now,
          source: `judged by ${caller.actor.name}`,
          draw_id: draw,
          received_at: now,
        })
        .execute()
    }
    const next = await nextOf(trx, world, workflow, place, caller.actor.id)
    await publish(trx, caller.workspaceId, { topic: 'trust', workflow: slug, id: null })
    await publish(trx, caller.workspaceId, { topic: 'adoption', workflow: slug, id: null })
    if (next.item === null) {
      await recordAct(trx, world, {
        workspaceId: caller.workspaceId,
        actor: caller.actor,
        subject: `workflow:${slug}`,
        act: 'sample-judged',
        sentence: `judged ${counted(next.drawn, 'drawn answer')} of “${workflow.name}”.`,
        details: { draw, drawn: next.drawn },
      })
    }
    return next
  })
}

/** The answer that the judge is shown next. */
export async function nextSample(world: World, caller: Caller, slug: string): Promise<SampleNext> {
  return await inWorkspace(world.db, caller.workspaceId, async (trx) => {
    const workflow = await knownWorkflow(trx, caller.workspaceId, slug)
    const place = { workspaceId: caller.workspaceId, workflowId: workflow.id }
    await refuseUnlessJudge(trx, caller, workflow, await planOf(trx, place))
    return await nextOf(trx, world, workflow, place, caller.actor.id)
  })
}

/** Drawn answers that wait for the caller, by the plans that name her. */
export async function mySamples(trx: Trx, { workspaceId, actor }: Caller): Promise<MySamples> {
  const { rows } = await sql<{ slug: string; name: string; left: number; drawn: number; drawnAt: Date }>`
    with plans as (
      select distinct on (workflow_id) workflow_id, judge_id, is_end from sampling_plans
      where workspace_id = ${workspaceId} order by workflow_id, at desc, id desc
    )
    select w.slug, w.name, d.drawn_at as "drawnAt", count(*)::bigint as drawn,
      count(*) filter (where u.verdict is null)::bigint as left
    from plans p
    join workflows w on w.id = p.workflow_id
    join lateral (
      select id, drawn_at from sample_draws where workspace_id = ${workspaceId} and workflow_id = p.workflow_id
      order by drawn_at desc, id desc limit 1
    ) d on true
    join sampled_units u on u.draw_id = d.id
    where not p.is_end and p.judge_id = ${actor.id}
    group by 1, 2, 3
    having count(*) filter (where u.verdict is null) > 0
    order by 3`.execute(trx)
  return {
    items: rows.map(({ slug, name, left, drawn, drawnAt }) => ({
      workflow: { slug, name },
      left,
      drawn,
      drawnAt: drawnAt.toISOString(),
    })),
  }
}

async function nextOf(
  trx: Trx,
  world: World,
  workflow: StoredWorkflow,
  place: Place,
  readerId: string,
): Promise<SampleNext> {
  const { rows } = await sql<{
    draw: string
    drawn: number
    judged: number
    unitKey: string | null
    runId: string | null
    at: Date | null
    inputSchema: unknown
    outputSchema: unknown
    confidence: string | null
  }>`
    with draw as (
      select id from sample_draws
      where workspace_id = ${place.workspaceId} and workflow_id = ${place.workflowId}
      order by drawn_at desc, id desc limit 1
    ), next as (
      select * from sampled_units where draw_id = (select id from draw) and verdict is null order by place limit 1
    )
    select draw.id as draw, n.unit_key as "unitKey", n.run_id as "runId", r.started_at as at,
      (select count(*) from sampled_units u where u.draw_id = draw.id) as drawn,
      (select count(*) from sampled_units u where u.draw_id = draw.id and u.verdict is not null) as judged,
      rel.manifest -> 'input' as "inputSchema", rel.manifest -> 'output' as "outputSchema",
      rel.manifest -> 'confidence' ->> 'value' as confidence
    from draw left join next n on true left join runs r on r.id = n.run_id left join releases rel on rel.id = r.release_id`.execute(
    trx,
  )
  const row = rows[0]
  const head = { workflow: { slug: workflow.slug, name: workflow.name } }
  if (row === undefined) return { ...head, draw: null, drawn: 0, judged: 0, item: null }
  const { draw, drawn, judged, unitKey, runId, at } = row
  if (unitKey === null || runId === null || at === null) return { ...head, draw, drawn, judged, item: null }
  // A unit whose case asks the judge first, and waits, is not shown to her before.
  const { contents } = await contentsFor(trx, world, { workspaceId: place.workspaceId, id: readerId }, [runId])
  return {
    ...head,
    draw,
    drawn,
    judged,
    item: {
      unitKey,
      runId,
      at: at.toISOString(),
      inputSchema: row.inputSchema ?? {},
      outputSchema: row.outputSchema ?? {},
      contents: withoutConfidence(contents.get(runId) ?? { state: 'not-captured' }, row.confidence),
    },
  }
}

/** The contents without the member of the output from which the manifest reads how sure the answer is. */
function withoutConfidence(contents: Contents, expression: string | null): Contents {
  const member = /^output\.(\w+)$/.exec(expression ?? '')?.[1]
  if (contents.state !== 'kept' || member === undefined) return contents
  const { output } = contents
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return contents
  return { ...contents, output: Object.fromEntries(Object.entries(output).filter(([name]) => name !== member)) }
}

async function refuseUnlessJudge(
  trx: Trx,
  { workspaceId, actor }: Caller,
  workflow: StoredWorkflow,
  plan: StoredPlan | null,
): Promise<void> {
  if (plan !== null && actor.kind === 'person' && plan.judge === actor.id) return
  const judge = plan === null ? null : await judgeOf(trx, workspaceId, plan)
  throw new ProblemError({
    status: 403,
    code: 'judge-only',
    title: 'This is for whoever judges',
    detail: `Only the person whom the sampling plan of “${workflow.name}” names may judge its answers; ${plan === null ? 'there is no plan' : judge === null ? 'whom it named has left' : `that is ${judge.name}`}.`,
    mend:
      judge === null
        ? 'Set a plan with a judge on Trust.'
        : `Ask ${judge.name}, or set the plan anew with another judge.`,
  })
}

async function act(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
  people: readonly string[],
  work: (
    trx: Trx,
    workflow: StoredWorkflow,
    place: Place,
  ) => Promise<{ readonly act: string; readonly sentence: string; readonly details: JsonObject } | null>,
): Promise<SamplingPage> {
  if (actor.kind !== 'person') {
    throw new ProblemError({
      status: 403,
      code: 'people-only',
      title: 'Only a person may do this',
      detail: 'Which answers are judged, and by whom, is said by people, not by keys.',
      mend: 'Sign in and do it on the screen.',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await holdMembers(trx, workspaceId, people)
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const done = await work(trx, workflow, { workspaceId, workflowId: workflow.id })
    const page = await readSampling(trx, workspaceId, slug)
    if (done === null) return page
    await publish(trx, workspaceId, { topic: 'trust', workflow: slug, id: null })
    await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...done })
    return page
  })
}

function refOf({ actor: { id, name } }: Caller) {
  return { id, name }
}
