import type { SamplingPage } from '@dayshift/contract'
import { DAY_MS, type DrawFacts, estimateShare, samplingSentence, type ShareEstimate } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { judgeOf } from './judge.ts'
import { declaredRelease, knownWorkflow } from '../workflows/index.ts'
import { drawsOf, type Place, planOf, type StoredDraw } from './store.ts'

const SHOWN = 12
const LATELY_DAYS = 180

/** Which answers are drawn, and what the judged ones say of all. */
export async function readSampling(trx: Trx, workspaceId: string, slug: string): Promise<SamplingPage> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const place: Place = { workspaceId, workflowId: workflow.id }
  const plan = await planOf(trx, place)
  const draws = await drawsOf(trx, place, SHOWN)
  const release = await declaredRelease(trx, workspaceId, workflow)
  const judge = plan === null ? null : await judgeOf(trx, workspaceId, plan)
  const [newest, ...earlier] = draws
  const known = draws.map(factsOf).find(({ estimate }) => estimate !== null)?.estimate?.share ?? null
  return {
    workflow: { slug, name: workflow.name },
    sentence: samplingSentence(
      newest === undefined ? null : factsOf(newest),
      plan === null ? null : { judge: judge?.name ?? null },
    ),
    plan: plan && {
      slices: [...plan.slices],
      byConfidence: plan.byConfidence,
      byRoute: plan.byRoute,
      within: plan.within,
      expected: plan.expected,
      days: plan.days,
      judge,
      at: plan.at.toISOString(),
      by: plan.by,
      nextAt: new Date((newest?.to ?? plan.at).getTime() + plan.days * DAY_MS).toISOString(),
    },
    draw: newest === undefined ? null : { ...drawWire(newest), strata: newest.strata.map((each) => ({ ...each })) },
    earlier: earlier.map(drawWire),
    slices: release?.manifest.slices.map(({ name }) => name) ?? [],
    known,
  }
}

/** What the newest draw of which enough is judged says of all, where it was drawn lately. */
export async function sampledShare(trx: Trx, place: Place, now: Date): Promise<ShareEstimate | null> {
  const draws = await drawsOf(trx, place, 3)
  return (
    draws
      .filter(({ to }) => now.getTime() - to.getTime() <= LATELY_DAYS * DAY_MS)
      .map(({ strata }) => estimateShare(strata))
      .find((estimate) => estimate !== null) ?? null
  )
}

function factsOf({ from, to, strata }: StoredDraw): DrawFacts {
  const sum = (of: (stratum: StoredDraw['strata'][number]) => number) =>
    strata.reduce((total, stratum) => total + of(stratum), 0)
  return {
    from,
    to,
    units: sum(({ units }) => units),
    drawn: sum(({ drawn }) => drawn),
    judged: sum(({ judged }) => judged),
    cannotTell: sum(({ cannotTell }) => cannotTell),
    estimate: estimateShare(strata),
  }
}

function drawWire(draw: StoredDraw) {
  const { from, to, ...facts } = factsOf(draw)
  return {
    id: draw.id,
    seed: draw.seed,
    from: from.toISOString(),
    to: to.toISOString(),
    drawnAt: draw.drawnAt.toISOString(),
    ...facts,
  }
}
