import type {
  PlannedReview,
  PolicyChange as PolicyWire,
  ReviewAction,
  ReviewBoard,
  ReviewCalendar,
  ReviewDetail,
  ReviewSummary,
} from '@dayshift/contract'
import {
  type Actor,
  attendanceGap,
  counted,
  dateInWords,
  DAY_MS,
  dayIn,
  type DutyFact,
  isBehind,
  launchCommunication,
  nextOfEachKind,
  type Occurrence,
  occurrenceName,
  occurrencesBetween,
  permits,
  PLAN_TEMPLATES,
  type Playbook,
  type PlaybookReview,
  reviewState,
} from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { actsOf, nameBy, peopleOf, placeOf } from '../handover/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { allWorkflows, findWorkflowById, knownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { cadenceOf } from './follow-calendar.ts'
import {
  findActions,
  findReviews,
  packOf,
  policyChangesOf,
  startsOf,
  type StoredAction,
  type StoredPolicyChange,
  type StoredReview,
  type StoredStart,
} from './store.ts'

type World_ = Pick<World, 'clock'>
type Summary = z.output<typeof ReviewSummary>
type ActionWire = z.output<typeof ReviewAction>

const YEAR_MS = 366 * DAY_MS
const MOST_PAST = 60
const MOST_ON_BOARD = 100

/** The reviews of one workflow. Read it in one snapshot. */
export async function readCalendar(
  trx: Trx,
  world: World_,
  workspaceId: string,
  actor: Actor,
  slug: string,
): Promise<ReviewCalendar> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const starts = await startsOf(trx, place)
  const start = starts.at(-1) ?? null
  const playbook = await playbookOf(trx, workspaceId, workflow.id)
  const { state } = await placeOf(trx, workspaceId, workflow)
  const duties = await dutiesOf(trx, workspaceId, workflow.id)
  const instant = new Date(now.getTime() + 1)
  const isOver = state === 'retired' || start === null
  const next = isOver ? [] : nextOfEachKind(starts, playbook.reviews, instant)
  const coming = isOver ? [] : occurrencesBetween(starts, playbook.reviews, instant, new Date(now.getTime() + YEAR_MS))
  const past = await findReviews(trx, workspaceId, { workflowId: workflow.id, most: MOST_PAST })
  const actions = await findActions(trx, workspaceId, { workflowId: workflow.id })
  const today = dayIn(start?.zone ?? 'UTC', now)
  const acts = (await actsOf(trx, workspaceId, workflow.id)).filter(({ struck }) => struck === null)
  const launch = start === null ? null : launchCommunication(start.day, acts, today)
  const cadence = await cadenceOf(trx, place, starts, now)
  const summaries = past.map((review) => summaryOf(review, workflow, duties, actor, now))
  return {
    workflow: { slug, name: workflow.name },
    sentence: sentenceOf(workflow.name, { start, retired: state === 'retired', past: summaries, next, playbook }),
    start: start === null ? null : startWire(start),
    startsBefore: starts.slice(0, -1).toReversed().map(startWire),
    intendedUsers: start?.intendedUsers ?? null,
    kinds: playbook.reviews.map(({ id: kind, name }) => ({ kind, name })),
    next: next.map((each) => plannedWire(each, playbook)),
    coming: coming.map((each) => plannedWire(each, playbook)),
    past: summaries,
    actions: actions.map((action) => actionWire(action, actor, today)),
    policyChanges: (await policyChangesOf(trx, workspaceId, { workflowId: workflow.id })).map((change) =>
      policyWire(change, workflow, today),
    ),
    launch: launch && {
      sentence: launch.sentence,
      launchOnly: launch.launchOnly,
      phases: launch.phases.map((phase) => ({ ...phase, doneAt: phase.doneAt?.toISOString() ?? null })),
    },
    cadenceSign: cadence,
    plans: PLAN_TEMPLATES.map(({ id, name, purpose, steps }) => ({
      id,
      name,
      purpose,
      steps: steps.length,
      laidIn: actions.some(({ plan }) => plan === name),
    })),
    mayAct: actor.kind === 'person' && permits(actor, 'handover:write'),
  }
}

/** One review with its pack. */
export async function describeReview(
  trx: Trx,
  world: World_,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<z.output<typeof ReviewDetail>> {
  const [review] = await findReviews(trx, workspaceId, { id, most: 1 })
  const workflow = review === undefined ? null : await findWorkflowById(trx, workspaceId, review.workflowId)
  if (review === undefined || workflow === null) throw notFound('review', id)
  const now = world.clock.now()
  const duties = await dutiesOf(trx, workspaceId, workflow.id)
  const name = nameBy(await peopleOf(trx, world, workspaceId))
  const [start] = (await startsOf(trx, { workspaceId, workflowId: workflow.id })).toReversed()
  const attendedBy = review.attendedBy.map(({ duty, name: dutyName }) => {
    const person = duties.find((each) => each.duty === duty)?.person
    return { duty, name: dutyName, person: person === undefined ? null : name(person) }
  })
  const summary = summaryOf(review, workflow, duties, actor, now)
  const isOpen = summary.state === 'due' || summary.state === 'overdue'
  const people = attendedBy.flatMap(({ person }) => (person === null ? [] : [person]))
  const pack = await packOf(trx, id)
  const actions = await findActions(trx, workspaceId, { reviewId: id })
  return {
    review: summary,
    // Kept as JSON of this very form.
    pack: pack as unknown as z.output<typeof ReviewDetail>['pack'],
    packHash: review.pack.hash,
    attendedBy:
      review.held === null
        ? attendedBy
        : review.held.attendance.map(({ duty, name: its, person }) => ({ duty, name: its, person })),
    asks: review.asks.map((ask) => ({ ...ask })),
    countsAs: review.countsAs,
    held: review.held && {
      at: review.held.at.toISOString(),
      by: review.held.by,
      late: review.held.at > review.holdBy,
      verdict: review.held.verdict,
      words: review.held.words,
      attendance: review.held.attendance.map((each) => ({ ...each })),
      answers: review.held.answers.map((each) => ({ ...each })),
      deviations: [...review.held.deviations],
      closed: [...review.held.closed],
      signedHash: review.held.signedHash,
    },
    actions: actions.map((action) => actionWire(action, actor, dayIn(start?.zone ?? 'UTC', now))),
    mayHold: isOpen && (summary.mine || isAdmin(actor)),
    whoMayHold: isOpen
      ? people.filter(({ id: one }, index) => people.findIndex((each) => each.id === one) === index)
      : [],
  }
}

/** What comes and what waits over all workflows. */
export async function readBoard(trx: Trx, world: World_, workspaceId: string, actor: Actor): Promise<ReviewBoard> {
  const now = world.clock.now()
  const instant = new Date(now.getTime() + 1)
  const workflows = await allWorkflows(trx, workspaceId)
  const byId = new Map(workflows.map((workflow) => [workflow.id, workflow]))
  const next: ReviewBoard['next'] = []
  const without: ReviewBoard['without'] = []
  const dutiesBy = new Map<string, readonly DutyFact[]>()
  for (const workflow of workflows) {
    const place = { workspaceId, workflowId: workflow.id }
    const [starts, { state }] = [await startsOf(trx, place), await placeOf(trx, workspaceId, workflow)]
    if (state === 'retired') continue
    const ref = { slug: workflow.slug, name: workflow.name }
    const playbook = await playbookOf(trx, workspaceId, workflow.id)
    dutiesBy.set(workflow.id, await dutiesOf(trx, workspaceId, workflow.id))
    const [first] = nextOfEachKind(starts, playbook.reviews, instant)
    if (first !== undefined) next.push({ workflow: ref, review: plannedWire(first, playbook) })
    const sign = await cadenceOf(trx, place, starts, now)
    if (sign !== null) without.push({ workflow: ref, why: sign })
    else if (starts.length === 0 && workflow.activeReleaseId !== null) {
      without.push({ workflow: ref, why: 'It runs, and no date is set from which its reviews are counted.' })
    }
  }
  const found = await findReviews(trx, workspaceId, { most: MOST_ON_BOARD })
  const reviews = found.flatMap((review) => {
    const workflow = byId.get(review.workflowId)
    return workflow === undefined ? [] : [summaryOf(review, workflow, dutiesBy.get(workflow.id) ?? [], actor, now)]
  })
  const actions = actor.kind === 'person' ? await findActions(trx, workspaceId, { personId: actor.id, open: true }) : []
  const today = now.toISOString().slice(0, 10)
  return {
    sentence: boardSentence(reviews, next),
    reviews: reviews.toSorted((a, b) => RANK[a.state] - RANK[b.state] || compare(a, b)),
    next: next.toSorted((a, b) => (a.review.at < b.review.at ? -1 : 1)),
    without,
    actions: actions.map((action) => actionWire(action, actor, today)),
  }
}

const RANK: { readonly [S in Summary['state']]: number } = { overdue: 0, due: 1, held: 2, missed: 2 }

function compare(a: Summary, b: Summary): number {
  const isOpen = a.state === 'due' || a.state === 'overdue'
  return isOpen === a.at < b.at ? -1 : 1
}

function summaryOf(
  review: StoredReview,
  { slug, name }: StoredWorkflow,
  duties: readonly DutyFact[],
  actor: Actor,
  now: Date,
): Summary {
  const { held } = review
  return {
    id: review.id,
    workflow: { slug, name },
    kind: review.kind,
    name: review.name,
    number: review.number,
    day: review.day,
    at: review.at.toISOString(),
    holdBy: review.holdBy.toISOString(),
    state: reviewState(review, held?.at ?? null, now),
    verdict: held?.verdict ?? null,
    heldAt: held?.at.toISOString() ?? null,
    by: held?.by ?? null,
    gap:
      held === null
        ? null
        : attendanceGap(held.attendance.map((each) => ({ ...each, person: each.person?.id ?? null }))),
    sentence: review.pack.sentence,
    mine: review.attendedBy.some(({ duty }) =>
      duties.some((each) => each.duty === duty && each.person === actor.id && actor.kind === 'person'),
    ),
  }
}

export function actionWire(action: StoredAction, actor: Actor, today: string): ActionWire {
  const { closed } = action
  return {
    id: action.id,
    workflow: { slug: action.workflow.slug, name: action.workflow.name },
    what: action.what,
    person: action.person,
    due: action.due,
    state: closed?.outcome ?? (action.due < today ? 'overdue' : 'open'),
    review: action.review,
    plan: action.plan,
    closedAt: closed?.at.toISOString() ?? null,
    closedBy: closed?.by ?? null,
    words: closed?.words ?? '',
    mayClose: closed === null && actor.kind === 'person' && (action.person.id === actor.id || isAdmin(actor)),
  }
}

function policyWire(
  { id, holdsFrom, words, source, touches, toldAt, by, answer }: StoredPolicyChange,
  { activatedAt }: StoredWorkflow,
  today: string,
): z.output<typeof PolicyWire> {
  return {
    id,
    holdsFrom,
    words,
    source,
    touches,
    by,
    toldAt: toldAt.toISOString(),
    behind: isBehind({ holdsFrom, answered: answer !== null }, activatedAt, today),
    answer: answer === null ? null : { ...answer, at: answer.at.toISOString() },
  }
}

function plannedWire(
  { kind, number, day, at, holdBy }: Occurrence,
  playbook: Playbook,
): z.output<typeof PlannedReview> {
  const review: PlaybookReview | undefined = playbook.reviews.find(({ id }) => id === kind)
  return {
    kind,
    name: review === undefined ? kind : occurrenceName(review, number),
    question: review?.question ?? '',
    number,
    day,
    at: at.toISOString(),
    holdBy: holdBy.toISOString(),
    attendedBy: (review?.attendedBy ?? []).map((duty) => playbook.duties.find(({ id }) => id === duty)?.name ?? duty),
  }
}

function startWire({ day, time, zone, setAt, by, reason }: StoredStart) {
  return { day, time, zone, setAt: setAt.toISOString(), by, reason }
}

/** What waits, then what comes. */
function sentenceOf(
  name: string,
  {
    start,
    retired,
    past,
    next,
    playbook,
  }: {
    readonly start: StoredStart | null
    readonly retired: boolean
    readonly past: readonly Summary[]
    readonly next: readonly Occurrence[]
    readonly playbook: Playbook
  },
): string {
  if (retired) return `${name} is retired: no review comes any more.`
  if (start === null) {
    return `No review of ${name} is planned: they are counted from one date, which its launch sets, or a person.`
  }
  const overdue = past.filter(({ state }) => state === 'overdue')
  const due = past.filter(({ state }) => state === 'due')
  const [first] = next
  const comes =
    first === undefined
      ? 'Nothing else comes.'
      : `Next comes “${plannedWire(first, playbook).name}” on ${dateInWords(first.day)}.`
  const [late] = overdue.toReversed()
  if (late !== undefined) {
    return `“${late.name}” of ${dateInWords(late.day)} is overdue${overdue.length > 1 ? `, and ${counted(overdue.length - 1, 'other')}` : ''}. ${comes}`
  }
  const [waits] = due.toReversed()
  if (waits !== undefined) return `“${waits.name}” of ${dateInWords(waits.day)} waits to be held. ${comes}`
  const held = past.filter(({ state }) => state === 'held').length
  const missed = past.filter(({ state }) => state === 'missed').length
  const so =
    past.length === 0
      ? 'Nothing has come due yet.'
      : `${held} of ${counted(past.length, 'review')} ${held === 1 ? 'was' : 'were'} held${missed === 0 ? '' : `, ${missed} missed`}.`
  return `${comes} ${so}`
}

function boardSentence(reviews: readonly Summary[], next: ReviewBoard['next']): string {
  const overdue = reviews.filter(({ state }) => state === 'overdue').length
  const due = reviews.filter(({ state }) => state === 'due').length
  const [first] = next.toSorted((a, b) => (a.review.at < b.review.at ? -1 : 1))
  const comes =
    first === undefined
      ? 'No other review is planned.'
      : `Next comes “${first.review.name}” of ${first.workflow.name} on ${dateInWords(first.review.day)}.`
  if (overdue + due === 0) return `No review waits. ${comes}`
  return `${counted(overdue + due, 'review')} ${overdue + due === 1 ? 'waits' : 'wait'} to be held${overdue === 0 ? '' : `, ${overdue} of them overdue`}. ${comes}`
}

function isAdmin(actor: Actor): boolean {
  return actor.kind === 'person' && actor.role === 'admin'
}
