import {
  DAY_MS,
  type Baseline,
  type HealthFacts,
  type InputPlan,
  inputPlan,
  lookKey,
  type Manifest,
  volumeFrom,
} from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { alertAnswersOf, lastAnswers, thresholdFactorsOf, zoneOf } from '../alerts/index.ts'
import { lastRunTimes } from '../runs/index.ts'
import { declaredRelease, type StoredWorkflow } from '../workflows/index.ts'
import { findBaseline } from './baseline-store.ts'
import type { HealthNeeds } from './needs.ts'
import { readSeeds } from './read-decided.ts'
import { readRunsByHour } from './read-runs-by-hour.ts'
import { readSpend } from './read-spend.ts'
import { readHoursOfWorkflow } from './window-of.ts'

/** Hours before this are in baselines and detectors alone. */
const MOST_DAYS = 400
/** What a look needs before the baseline's end: a week of models, a month of seeds. */
const LEAST_DAYS = 42

export interface FactsOfWorkflow {
  readonly facts: HealthFacts
  readonly plan: InputPlan
  readonly manifest: Manifest | null
}

/** Reads everything that a look is computed from; call it in a transaction of one snapshot. */
export async function readFacts(
  trx: Trx,
  needs: HealthNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
  now: Date,
): Promise<FactsOfWorkflow> {
  const of = { workspaceId, workflowId: workflow.id }
  const baseline = await findBaseline(trx, of)
  const from = new Date(
    Math.max(now.getTime() - MOST_DAYS * DAY_MS, Math.min(sinceOf(baseline), now.getTime() - LEAST_DAYS * DAY_MS)),
  )
  const to = new Date(now.getTime() + 1)
  const wanted = { ...of, from, to }
  const manifest = (await declaredRelease(trx, workspaceId, workflow))?.manifest ?? null
  const plan = planOf(manifest)
  const { whole, slices } = await readHoursOfWorkflow(trx, wanted)
  return {
    plan,
    manifest,
    facts: {
      now,
      paused: workflow.paused !== null,
      baseline,
      fields: plan.fields,
      hours: whole,
      slices,
      lastRunAt: (await lastRunTimes(trx, workspaceId)).get(workflow.id) ?? null,
      volume: {
        hours: await readRunsByHour(trx, { ...of, from: volumeFrom(now), to }),
        zone: await zoneOf(trx, workspaceId),
      },
      spent: await readSpend(trx, wanted),
      seeds: await readSeeds(trx, wanted),
      reports: await needs.reportsOf(trx, workspaceId, workflow.id, from, to),
      unread: await needs.unreadOf(trx, workspaceId, workflow.id, now),
      alertAnswers: await alertAnswersOf(trx, workspaceId, workflow.id, { now, except: 'alerts-unanswered' }),
      memories: await readMemories(trx, workflow.id),
      answers: new Map(
        (await lastAnswers(trx, workspaceId, workflow.id)).map(({ signal, slice, ...answer }) => [
          lookKey(signal, slice),
          answer,
        ]),
      ),
      factors: await thresholdFactorsOf(trx, workspaceId, workflow.id),
    },
  }
}

function sinceOf(baseline: Baseline | null): number {
  return baseline === null ? Infinity : baseline.to.getTime()
}

const NOT_DECLARED: InputPlan = {
  fields: [],
  unmeasured: [{ pointer: '', why: 'No release declares what comes in.' }],
}

function planOf(manifest: Manifest | null): InputPlan {
  if (manifest?.input === undefined) return NOT_DECLARED
  return inputPlan({
    input: manifest.input,
    unitKey: manifest.unitKey,
    data: { ...manifest.data, redact: manifest.data.redact ?? [] },
  })
}

async function readMemories(trx: Trx, workflowId: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await trx
    .selectFrom('health_signals')
    .select(['signal', 'slice', 'label', 'detector'])
    .where('workflow_id', '=', workflowId)
    .execute()
  return new Map(
    rows.map(({ signal, slice, label, detector }) => [
      lookKey(signal, slice === '' ? null : { name: slice, label }),
      detector,
    ]),
  )
}
