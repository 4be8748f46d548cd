import {
  addDays,
  addMonths,
  contentHash,
  daysWithin,
  DAY_MS,
  deviationsSeen,
  editsSentence,
  isBehind,
  type Json,
  measure,
  type Occurrence,
  occurrenceName,
  type OperatorPack,
  PACK_VERSION,
  packDeviations,
  packMetrics,
  packSentence,
  type PlaybookReview,
  PURPOSE_DAYS,
  purposeNumbers,
  type ReviewPack,
  type RunDay,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { adoptionSaid } from '../adoption/index.ts'
import { alertsBetween } from '../alerts/index.ts'
import { changeMarks, effectSentence, scopeNow } from '../changes/index.ts'
import { feedbackBetween } from '../feedback/index.ts'
import { actsOf, stageOf, targetsOf } from '../handover/index.ts'
import { readRunDays, sampleRuns } from '../runs/index.ts'
import { declaredRelease, type StoredWorkflow } from '../workflows/index.ts'
import { activeUsers, escalatedUnits, findActions, type Place, policyChangesOf, type StoredStart } from './store.ts'

/** Outputs that an operator looks at in a week. */
const SAMPLE_SIZE = 10

/** Fills the pack of a review from what stands on record at its time. */
export async function fillPack(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  {
    workflow,
    start,
    review,
    occurrence,
    id,
  }: {
    readonly workflow: StoredWorkflow
    readonly start: StoredStart
    readonly review: PlaybookReview
    readonly occurrence: Occurrence
    /** Of the review: seeds its sample. */
    readonly id: string
  },
): Promise<{ readonly pack: ReviewPack; readonly hash: string; readonly filledAt: Date }> {
  const place = { workspaceId, workflowId: workflow.id }
  const filledAt = world.clock.now()
  const to = occurrence.at
  const windowDays = windowOf(review, occurrence)
  const from = new Date(to.getTime() - windowDays * DAY_MS)
  const days = await readRunDays(trx, workspaceId, workflow.id, to)
  const release = await declaredRelease(trx, workspaceId, workflow)
  const purpose = purposeNumbers(
    release?.manifest.metrics ?? [],
    await targetsOf(trx, workspaceId, workflow.id),
    daysWithin(days, Math.max(windowDays, PURPOSE_DAYS), to),
  ).map(({ name, threshold, unit, measured, verdict, sentence, source }) => ({
    name,
    threshold,
    unit,
    measured,
    verdict,
    sentence,
    source,
  }))
  const before = new Date(from.getTime() - windowDays * DAY_MS)
  const metrics = packMetrics({
    days,
    windowDays,
    until: to,
    users: {
      now: await activeUsers(trx, place, from, to),
      before: await activeUsers(trx, place, before, from),
      intended: start.intendedUsers,
    },
  })
  const acts = (await actsOf(trx, workspaceId, workflow.id)).filter(({ struck }) => struck === null)
  const actions = await findActions(trx, workspaceId, { workflowId: workflow.id, open: true })
  const figures = {
    units: daysWithin(days, windowDays, to).reduce((sum, { n }) => sum + n, 0),
    purpose,
    alerts: await alertsBetween(trx, workspaceId, workflow.id, { from, to, now: filledAt }),
    deviations: packDeviations(deviationsSeen(acts), from),
    openActions: actions.map((action) => ({
      id: action.id,
      what: action.what,
      person: action.person,
      due: action.due,
      overdue: action.due < occurrence.day,
    })),
  }
  const pack: ReviewPack = {
    pack: PACK_VERSION,
    review: {
      kind: review.id,
      name: occurrenceName(review, occurrence.number),
      question: review.question,
      number: occurrence.number,
      day: occurrence.day,
    },
    filledAt: filledAt.toISOString(),
    from: from.toISOString(),
    to: to.toISOString(),
    sentence: packSentence(workflow.name, figures),
    ...figures,
    metrics,
    adoption: await adoptionSaid(trx, world, workspaceId, workflow),
    changes: await changesWithin(trx, world, place, from, to),
    feedback: await feedbackBetween(trx, workspaceId, workflow.id, from, to),
    operator: review.looksAt.includes('operator')
      ? await operatorPart(trx, { place, workflow, days, windowDays, from, to, seed: id, today: occurrence.day })
      : null,
    scope: review.looksAt.includes('scope')
      ? await scopeNow(trx, world, { targetsOf }, workspaceId, {
          workflowId: workflow.id,
          stage: await stageOf(trx, workspaceId, workflow.id),
          except: null,
        })
      : null,
  }
  return { pack, hash: contentHash(asJson(pack)), filledAt }
}

/** Days from the one before it: the time that this review answers for. */
function windowOf({ every, onDays }: PlaybookReview, { day, number }: Occurrence): number {
  const since =
    every === null
      ? addDays(day, -((onDays[number - 1] ?? 30) - (onDays[number - 2] ?? 0)))
      : every.weeks > 0
        ? addDays(day, -7 * every.weeks)
        : addMonths(day, -every.months)
  return Math.min(365, Math.round((Date.parse(day) - Date.parse(since)) / DAY_MS))
}

async function changesWithin(
  trx: Trx,
  world: Pick<World, 'clock'>,
  { workspaceId, workflowId }: Place,
  from: Date,
  to: Date,
): Promise<ReviewPack['changes']> {
  const changes = []
  for (const { id, label, at } of await changeMarks(trx, workspaceId, workflowId, from, to)) {
    const effect =
      id === null || label.endsWith('rolled back')
        ? null
        : await effectSentence(trx, world, workspaceId, workflowId, id)
    changes.push({ label, at: at.toISOString(), effect })
  }
  return changes
}

async function operatorPart(
  trx: Trx,
  {
    place,
    workflow,
    days,
    windowDays,
    from,
    to,
    seed,
    today,
  }: {
    readonly place: Place
    readonly workflow: StoredWorkflow
    readonly days: readonly RunDay[]
    readonly windowDays: number
    readonly from: Date
    readonly to: Date
    readonly seed: string
    readonly today: string
  },
): Promise<OperatorPack> {
  const sampled = await sampleRuns(trx, place.workspaceId, {
    workflowId: workflow.id,
    from,
    to,
    seed,
    size: SAMPLE_SIZE,
  })
  const now = measure(daysWithin(days, windowDays, to), 'edit-share')
  const before = measure(daysWithin(days, windowDays, from), 'edit-share')
  const policies = await policyChangesOf(trx, place.workspaceId, { workflowId: workflow.id })
  return {
    sample: sampled.runs.map((run) => ({ ...run, at: run.at.toISOString() })),
    drawnFrom: sampled.drawnFrom,
    edits: { now, before, sentence: editsSentence(now, before) },
    escalated: (await escalatedUnits(trx, place, from, to)).map((unit) => ({ ...unit, at: unit.at.toISOString() })),
    policyChanges: policies
      .filter(({ answer }) => answer === null)
      .map(({ id, words, source, touches, holdsFrom }) => ({
        id,
        words,
        source,
        touches,
        holdsFrom,
        behind: isBehind({ holdsFrom, answered: false }, workflow.activatedAt, today),
      })),
  }
}

/** What is kept is JSON: texts, numbers, lists and plain objects alone. */
function asJson(pack: ReviewPack): Json {
  return JSON.parse(JSON.stringify(pack)) as Json // just written by JSON.stringify
}
