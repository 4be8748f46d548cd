import {
  cadenceSign,
  dateInWords,
  dayIn,
  type DutyFact,
  instantInZone,
  listInWords,
  nextOfEachKind,
  type Occurrence,
  occurrenceName,
  occurrencesBetween,
  type PlaybookReview,
  reviewState,
  DAY_MS,
} from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert, zoneOf } from '../alerts/index.ts'
import { notify } from '../channels/index.ts'
import { dutiesOf } from '../duties/index.ts'
import { placeOf } from '../handover/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { findWorkflowById, type StoredWorkflow } from '../workflows/index.ts'
import { fillPack } from './fill-pack.ts'
import {
  findReviews,
  insertPlan,
  insertReview,
  insertStart,
  isKept,
  launchOf,
  lockPlan,
  type Place,
  savePlan,
  saveReviewState,
  startsOf,
  type StoredReview,
  type StoredStart,
} from './store.ts'

/** Those who attend are told so long before. */
const REMIND_MS = 2 * DAY_MS
/** When reviews are held unless somebody says otherwise. */
const DEFAULT_TIME = '09:00'
const OVERDUE = 'review-overdue'
const NO_CADENCE = 'review-cadence'
const MOST_LOOKED_BACK = 200

/** Begins to count the reviews of a workflow that was launched, from the day of the launch, and follows them. */
export async function countFromLaunch(trx: Trx, world: World, place: Place): Promise<void> {
  const launchedAt = await launchOf(trx, place)
  if (launchedAt === null) return
  const now = world.clock.now()
  await insertPlan(trx, place, now)
  if ((await lockPlan(trx, place)) === null || (await startsOf(trx, place)).length > 0) return
  const zone = await zoneOf(trx, place.workspaceId)
  await insertStart(trx, place, {
    day: dayIn(zone, launchedAt),
    time: DEFAULT_TIME,
    zone,
    setAt: now,
    intendedUsers: null,
    reason: 'The day on which daily care passed over or the launch began.',
    by: null,
  })
  await followCalendar(trx, world, place)
}

/**
 * Does what the calendar of a workflow asks for at this instant: fills the packs of what has come due, reminds who
 * attends, and says aloud what was not held in time. Doing it twice is as once.
 */
export async function followCalendar(trx: Trx, world: World, place: Place): Promise<void> {
  const plan = await lockPlan(trx, place)
  const workflow = await findWorkflowById(trx, place.workspaceId, place.workflowId)
  if (plan === null || workflow === null) return
  const now = world.clock.now()
  const starts = await startsOf(trx, place)
  const { reviews } = await playbookOf(trx, place.workspaceId, place.workflowId)
  const { state } = await placeOf(trx, place.workspaceId, workflow)
  const isOver = state === 'retired'
  const instant = new Date(now.getTime() + 1)
  const come = isOver ? [] : occurrencesBetween(starts, reviews, plan.lookedAt, instant)
  const on: On = { trx, world, place, workflow, duties: await dutiesOf(trx, place.workspaceId, place.workflowId) }
  for (const occurrence of come) await comeDue(on, starts, reviews, occurrence)
  const late = await noteLate(on, now)
  const next = isOver ? [] : nextOfEachKind(starts, reviews, instant)
  for (const occurrence of next) {
    if (occurrence.at.getTime() - now.getTime() <= REMIND_MS) await remind(on, reviews, occurrence)
  }
  await watchCadence(on, starts, isOver, now)
  await savePlan(trx, place, { lookedAt: instant, nextAt: nextInstant(next, late, now) })
}

interface On {
  readonly trx: Trx
  readonly world: World
  readonly place: Place
  readonly workflow: StoredWorkflow
  readonly duties: readonly DutyFact[]
}

async function comeDue(
  { trx, world, place, workflow, duties }: On,
  starts: readonly StoredStart[],
  reviews: readonly PlaybookReview[],
  occurrence: Occurrence,
): Promise<void> {
  const review = reviews.find(({ id }) => id === occurrence.kind)
  const start = starts.findLast(({ setAt }) => setAt <= occurrence.at)
  if (review === undefined || start === undefined || (await isKept(trx, place, occurrence))) return
  const { duties: named } = await playbookOf(trx, place.workspaceId, place.workflowId)
  const id = world.newId()
  const filled = await fillPack(trx, world, place.workspaceId, { workflow, start, review, occurrence, id })
  const stored = {
    ...occurrence,
    id,
    name: occurrenceName(review, occurrence.number),
    attendedBy: review.attendedBy.map((duty) => ({
      duty,
      name: named.find((each) => each.id === duty)?.name ?? duty,
    })),
    asks: review.asks,
    countsAs: review.countsAs,
    state: 'due' as const,
  }
  await insertReview(trx, place, stored, filled)
  await tellAttending({ trx, world, place, workflow, duties }, review, {
    key: `review-due:${id}`,
    subject: `${workflow.name}: “${stored.name}” of ${dateInWords(occurrence.day)} is due`,
    lines: [
      filled.pack.sentence,
      `Its pack is filled. Hold it and sign it by ${instantInZone(occurrence.holdBy, start.zone)}.`,
    ],
    link: `/workflows/${workflow.slug}/reviews/${id}`,
  })
  await publish(trx, place.workspaceId, { topic: 'reviews', workflow: workflow.slug, id })
}

async function remind(on: On, reviews: readonly PlaybookReview[], occurrence: Occurrence): Promise<void> {
  const review = reviews.find(({ id }) => id === occurrence.kind)
  if (review === undefined) return
  await tellAttending(on, review, {
    key: `review-comes:${on.workflow.id}:${occurrence.kind}:${occurrence.day}`,
    subject: `${on.workflow.name}: “${occurrenceName(review, occurrence.number)}” on ${dateInWords(occurrence.day)}`,
    lines: [review.question, 'Its pack is filled when it is due.'],
    link: `/workflows/${on.workflow.slug}/reviews`,
  })
}

async function tellAttending(
  { trx, world, place, workflow, duties }: On,
  { attendedBy }: PlaybookReview,
  message: { readonly key: string; readonly subject: string; readonly lines: readonly string[]; readonly link: string },
): Promise<void> {
  const people = new Set(duties.filter(({ duty }) => attendedBy.includes(duty)).map(({ person }) => person))
  for (const person of [...people].toSorted()) {
    await notify(trx, world, place.workspaceId, person, {
      severity: 'today',
      workflow: { slug: workflow.slug, name: workflow.name },
      alert: null,
      ...message,
    })
  }
}

/** Notes what is overdue or missed by now and tells it once each; gives those that are still open. */
async function noteLate(
  { trx, world, place, workflow }: On,
  now: Date,
): Promise<readonly (Pick<StoredReview, 'holdBy' | 'missedAt'> & { readonly state: StoredReview['state'] })[]> {
  const open = await findReviews(trx, place.workspaceId, {
    workflowId: place.workflowId,
    open: true,
    most: MOST_LOOKED_BACK,
  })
  const judged = open.map((review) => ({ ...review, before: review.state, state: reviewState(review, null, now) }))
  const moved = judged.filter(({ before, state }) => before !== state)
  for (const { id, state } of moved) {
    await saveReviewState(trx, id, state)
    await publish(trx, place.workspaceId, { topic: 'reviews', workflow: workflow.slug, id })
  }
  const late = moved.filter(({ state }) => state === 'overdue' || state === 'missed')
  if (late.length > 0) {
    const [first] = late.toSorted((a, b) => a.at.getTime() - b.at.getTime())
    const said = late.map(
      ({ name, day, state }) => `“${name}” of ${dateInWords(day)} ${state === 'missed' ? 'was missed' : 'is overdue'}`,
    )
    await raiseAlert(trx, world, place.workspaceId, {
      on: { kind: 'workflow', id: place.workflowId },
      signal: OVERDUE,
      slice: null,
      class: 'unattended',
      severity: 'today',
      sentence: `${listInWords(said)}: nobody has signed ${late.length === 1 ? 'it' : 'them'}.`,
      next: late.some(({ state }) => state === 'overdue')
        ? 'Hold it now and sign it; or say to those who attend why it can’t be.'
        : 'Hold the next one in time: a missed review is never dated anew.',
      runbookSection: null,
      since: first?.holdBy ?? null,
      candidates: [],
      evidence: { reviews: late.map(({ id, day, state }) => ({ id, day, state })) },
      link: `/workflows/${workflow.slug}/reviews`,
      causedBy: null,
    })
  }
  return judged.filter(({ state }) => state === 'due' || state === 'overdue')
}

/** Once a review was held and none is overdue, the alarm is over. */
export async function calmOverdue(trx: Trx, world: World, place: Place): Promise<void> {
  const open = await findReviews(trx, place.workspaceId, {
    workflowId: place.workflowId,
    open: true,
    most: MOST_LOOKED_BACK,
  })
  if (open.some(({ state }) => state === 'overdue')) return
  await calmAlert(trx, world, place.workspaceId, {
    on: { kind: 'workflow', id: place.workflowId },
    signal: OVERDUE,
    slice: null,
  })
}

async function watchCadence(
  { trx, world, place, workflow }: On,
  starts: readonly StoredStart[],
  isOver: boolean,
  now: Date,
): Promise<void> {
  const signal = { on: { kind: 'workflow' as const, id: place.workflowId }, signal: NO_CADENCE, slice: null }
  const sign = isOver ? null : await cadenceOf(trx, place, starts, now)
  if (sign === null) return await calmAlert(trx, world, place.workspaceId, signal)
  await raiseAlert(trx, world, place.workspaceId, {
    ...signal,
    class: 'unattended',
    severity: 'today',
    sentence: sign,
    next: 'Hold a review, or retire the workflow.',
    runbookSection: null,
    since: null,
    candidates: [],
    evidence: {},
    link: `/workflows/${workflow.slug}/reviews`,
    causedBy: null,
  })
}

/** The sign that nobody looks at a workflow any more (S158); null where somebody does. */
export async function cadenceOf(
  trx: Trx,
  place: Place,
  starts: readonly StoredStart[],
  now: Date,
): Promise<string | null> {
  const [first] = starts
  const deployedAt =
    (await launchOf(trx, place)) ?? (first === undefined ? null : new Date(`${first.day}T00:00:00.000Z`))
  const held = await findReviews(trx, place.workspaceId, { workflowId: place.workflowId, most: MOST_LOOKED_BACK })
  return cadenceSign({ deployedAt, heldAt: held.flatMap((review) => review.held?.at ?? []) }, now)
}

/** At the latest a day later: playbooks change, and what was retired is taken up again. */
function nextInstant(
  next: readonly Occurrence[],
  open: readonly Pick<StoredReview, 'holdBy' | 'missedAt'>[],
  now: Date,
): Date {
  const instants = [
    ...next.flatMap(({ at }) => [at.getTime(), at.getTime() - REMIND_MS]),
    ...open.flatMap(({ holdBy, missedAt }) => [holdBy.getTime(), missedAt.getTime()]),
  ].filter((ms) => ms > now.getTime())
  return new Date(Math.min(now.getTime() + DAY_MS, ...instants))
}
