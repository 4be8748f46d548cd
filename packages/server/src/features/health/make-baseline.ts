import type { CreateBaselineRequest } from '@dayshift/contract'
import { DAY_MS, type Actor, dateInWords, dayOf, FIRST_RUNS, firstRunsWindow } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { findRelease, lockWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { insertBaseline, listBaselines, madeFor, type NewBaseline } from './baseline-store.ts'
import type { HealthNeeds } from './needs.ts'
import { readRunsByHour } from './read-runs-by-hour.ts'
import { statisticsOf, wholeHours } from './window-of.ts'

type Asked = z.output<typeof CreateBaselineRequest>

/** Below this a window is no baseline. */
const LEAST_RUNS = 30
const MOST_DAYS = 180

/** A person freezes a window of runs; from now on everything is held against it. */
export async function createBaseline(
  world: World,
  { workspaceId, actor, slug }: { readonly workspaceId: string; readonly actor: Actor; readonly slug: string },
  asked: Asked,
): Promise<{ readonly id: string }> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockWorkflow(trx, workspaceId, slug)
    if (workflow === null) throw notFound('workflow', slug)
    const what = `Cannot take a baseline of "${slug}" from ${asked.from} to ${asked.to}`
    const { from, to } = wholeHours(new Date(asked.from), new Date(asked.to))
    if (from >= to || to.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
      throw refusal(
        `${what}: a window has 1 hour to ${String(MOST_DAYS)} days.`,
        'Choose a shorter window that begins before it ends.',
      )
    }
    if (from > world.clock.now()) throw refusal(`${what}: nothing has run there yet.`, 'Choose a window of the past.')
    const release =
      asked.release == null ? null : await findRelease(trx, workspaceId, workflow.id, { hash: asked.release })
    if (asked.release != null && release === null) throw notFound(`release of "${slug}"`, asked.release)
    const statistics = await statisticsOf(trx, { workspaceId, workflowId: workflow.id, from, to }, release?.id ?? null)
    const runs = statistics.tally.counts['runs'] ?? 0
    if (runs < LEAST_RUNS) {
      throw refusal(
        `${what}: not enough runs there: ${String(runs)} of ${String(LEAST_RUNS)}.`,
        'Choose a longer window, or wait for more runs.',
      )
    }
    const id = world.newId()
    await insertBaseline(
      trx,
      { workspaceId, workflowId: workflow.id },
      {
        id,
        name: asked.name.trim(),
        source: asked.source,
        dataKind: asked.dataKind,
        from,
        to,
        statistics,
        releaseId: release?.id ?? null,
        runs,
        madeFor: null,
        createdAt: world.clock.now(),
        createdBy: { id: actor.id, name: actor.name },
      },
    )
    await told(trx, workspaceId, workflow)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'baseline-set',
      subject: `workflow:${slug}`,
      sentence: `took “${asked.name.trim()}” as the baseline of “${workflow.name}”: ${String(runs)} runs from ${dateInWords(dayOf(from))} to ${dateInWords(dayOf(to))}.`,
      details: { baseline: id, from: from.toISOString(), to: to.toISOString(), runs, release: release?.hash ?? null },
    })
    return { id }
  })
}

const BY_RULE = { kind: 'rule', id: 'baselines', name: 'The baseline rule' } as const

/**
 * Makes the baseline that is due by itself, once each: the days of early support when it is settled; else the first runs
 * of the release that is active. Gives true where one was made. Call it with the workflow locked.
 */
export async function makeDueBaseline(
  trx: Trx,
  world: World,
  needs: HealthNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<boolean> {
  const of = { workspaceId, workflowId: workflow.id }
  const made = await madeFor(trx, of)
  const support = await needs.supportOf(trx, workspaceId, workflow.id)
  const settled = support?.settledAt ?? null
  if (support !== null && settled !== null && !made.has(`early-support:${support.id}`)) {
    const { from, to } = wholeHours(support.since, settled)
    if (from < to) {
      const statistics = await statisticsOf(trx, { ...of, from, to }, null)
      const runs = statistics.tally.counts['runs'] ?? 0
      if (runs >= LEAST_RUNS) {
        return await keep(trx, world, workspaceId, workflow, {
          id: world.newId(),
          name: `Early support until ${dateInWords(dayOf(settled))}`,
          source: 'early-support',
          dataKind: 'live',
          from,
          to,
          statistics,
          releaseId: null,
          runs,
          madeFor: `early-support:${support.id}`,
          createdAt: world.clock.now(),
          createdBy: BY_RULE,
        })
      }
    }
  }
  const releaseId = workflow.activeReleaseId
  // Later releases are held against what ran before them: only a person moves the baseline then.
  if (releaseId === null || (await hasBaseline(trx, of))) return false
  const window = firstRunsWindow(
    await readRunsByHour(trx, { ...of, from: new Date(0), to: world.clock.now() }, releaseId),
  )
  if (window === null) return false
  const { from, to } = window
  const release = await findRelease(trx, workspaceId, workflow.id, { id: releaseId })
  const statistics = await statisticsOf(trx, { ...of, from, to }, releaseId)
  return await keep(trx, world, workspaceId, workflow, {
    id: world.newId(),
    name: `First ${String(FIRST_RUNS)} runs of ${release?.name ?? 'the release'}`,
    source: 'first-runs',
    dataKind: 'live',
    from,
    to,
    statistics,
    releaseId,
    runs: statistics.tally.counts['runs'] ?? 0,
    madeFor: `first-runs:${releaseId}`,
    createdAt: world.clock.now(),
    createdBy: BY_RULE,
  })
}

async function hasBaseline(
  trx: Trx,
  of: { readonly workspaceId: string; readonly workflowId: string },
): Promise<boolean> {
  const [any] = await listBaselines(trx, of)
  return any !== undefined
}

async function keep(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflow: StoredWorkflow,
  baseline: NewBaseline,
): Promise<boolean> {
  const added = await insertBaseline(trx, { workspaceId, workflowId: workflow.id }, baseline)
  if (!added) return false
  await told(trx, workspaceId, workflow)
  await recordAct(trx, world, {
    workspaceId,
    actor: BY_RULE,
    act: 'baseline-set',
    subject: `workflow:${workflow.slug}`,
    sentence: `took “${baseline.name}” as the baseline of “${workflow.name}”: ${String(baseline.runs)} runs from ${dateInWords(dayOf(baseline.from))} to ${dateInWords(dayOf(baseline.to))}.`,
    details: {
      baseline: baseline.id,
      from: baseline.from.toISOString(),
      to: baseline.to.toISOString(),
      runs: baseline.runs,
    },
  })
  return true
}

async function told(trx: Trx, workspaceId: string, { id, slug }: StoredWorkflow): Promise<void> {
  await trx
    .insertInto('health_watches')
    .values({ workflow_id: id, workspace_id: workspaceId })
    .onConflict((conflict) =>
      conflict.column('workflow_id').doUpdateSet((of) => ({ touched: of('health_watches.touched', '+', 1) })),
    )
    .execute()
  await publish(trx, workspaceId, { topic: 'health', workflow: slug, id: null })
}

function refusal(detail: string, mend: string): ProblemError {
  return new ProblemError({ status: 422, code: 'no-baseline', title: 'This window is no baseline', detail, mend })
}
