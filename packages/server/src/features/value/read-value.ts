import type { ValuePage } from '@dayshift/contract'
import {
  type Actor,
  type AdoptionMeasured,
  adoptionSpeed,
  approvingDuty,
  arrivalOf,
  type ArrivalFacts,
  costRange,
  costStanding,
  DAY_MS,
  handoffPhase,
  type HandoverFacts,
  isMost,
  dayOf,
  lifecycleMoney,
  may,
  type MoneyRange,
  paybackOf,
  type PhaseMoney,
  promiseByMonth,
  type Quarter,
  runningCost,
  shareOf,
  valueSigns,
  type WorthFacts,
  worthOf,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { businessOwnerOf, figuresOver, firstLive } from '../adoption/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { type CostDay, readCostDays } from '../runs/index.ts'
import { enoughOf } from '../trust/index.ts'
import { nameBy } from '../handover/index.ts'
import { knownWorkflow } from '../workflows/index.ts'
import type { ValueNeeds } from './needs.ts'
import { costRequests, hourRateOf, timeDays } from './approval-store.ts'
import { callsIn, peopleTime } from './running-cost.ts'
import { decisionWorthOf, deployedInUnit, entriesOf, type Place } from './store.ts'

/** A quarter of a year: what all figures but those of the whole life are of. */
const WINDOW_WEEKS = 13
const QUARTER_DAYS = WINDOW_WEEKS * 7
const QUARTERS = 2

/** The page on what a workflow costs and brings, computed now. */
export async function readValue(
  trx: Trx,
  world: World,
  needs: ValueNeeds,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  slug: string,
): Promise<ValuePage> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const place: Place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const handover = await needs.factsOf(trx, workspaceId, workflow)
  const liveSince = firstLive(livedChanges(handover), workflow)
  const measured = await figuresOver(trx, place, now, WINDOW_WEEKS)
  const influence = measured?.figures.influence ?? null
  const today = dayOf(now)
  const costDays = await readCostDays(trx, workspaceId, workflow.id, '2000-01-01', today)
  const quarterAgo = new Date(now.getTime() - QUARTER_DAYS * DAY_MS)
  const from = windowFrom(measured?.from ?? quarterAgo, liveSince, costDays)
  const fromDay = dayOf(from)
  const worth = await decisionWorthOf(trx, place)
  const entries = await entriesOf(trx, place)
  const counted = entries.filter(({ struck }) => struck === null)
  const currency = worth?.currency ?? handover.money.currency ?? mostUsed(costDays) ?? counted[0]?.currency ?? null
  const inWindow = costDays.filter(({ day }) => day >= fromDay)
  const window = { from: fromDay, to: today }
  const rate = await hourRateOf(trx, place)
  const time = await timeDays(trx, place)
  const timeInWindow = peopleTime(
    time.filter(({ day }) => day >= fromDay),
    rate,
    currency,
  )
  const running = runningCost(
    { entries: counted, currency: currency ?? '', calls: callsIn(inWindow, currency), time: timeInWindow },
    window,
  )
  const { money } = handover
  const playbook = await playbookOf(trx, workspaceId, workflow.id)
  const dueWeeks = playbook.stages.find(({ id }) => id === 'transfer')?.weeks.to ?? null
  const worthFacts: WorthFacts = {
    currency: currency ?? '',
    days: Math.max(1, Math.round((now.getTime() - from.getTime()) / DAY_MS)),
    cost: running.total === null ? null : Number(running.total),
    maintenance: Number(running.maintenance),
    influence,
    lostAtHandoff: measured?.figures.attribution.gaps.handoff ?? 0,
    perDecision: worth === null ? null : { low: Number(worth.low), high: Number(worth.high) },
    promise: promiseOf(handover, currency, measured?.figures.spans ?? [], dueFrom(handover, dueWeeks), now),
  }
  const told = worthOf(worthFacts)
  const phases = lifecycleMoney({
    plan: money,
    currency: currency ?? '',
    entries: counted,
    calls: callsIn(costDays, currency),
    time: peopleTime(time, rate, currency),
    liveDays: liveSince === null ? null : Math.floor((now.getTime() - liveSince.getTime()) / DAY_MS),
  })
  const arrival: ArrivalFacts = {
    handover,
    liveSince,
    dueWeeks,
    phases,
    accuracy: measured?.accuracy ?? shareOf({ k: 0, n: 0 }),
    enough: (await enoughOf(trx, place)).share,
    adopted: influence === null ? 'unknown' : isMost(influence.k, influence.n),
    influence,
    worth: told,
  }
  const inUnit = await deployedInUnit(trx, place)
  const unit = inUnit[0]?.unit ?? null
  const speed = unit === null ? null : adoptionSpeed(unit, inUnit, slug, now)
  const quarters = await quartersOf(trx, place, handover, liveSince, now)
  const handoff = handoffPhase(arrival)
  const payback = paybackOf({
    currency: currency ?? '',
    invested: investedIn(phases),
    days: worthFacts.days,
    cost: rangeOfCost(running.total, inWindow, currency, { from, now }),
    influence,
    perDecision: worthFacts.perDecision,
  })
  const due = dueFrom(handover, dueWeeks)
  const promise =
    money.committedValue === null || money.currency !== currency || due === null
      ? []
      : promiseByMonth(
          {
            currency: currency ?? '',
            yearly: Number(money.committedValue),
            due,
            perDecision: worthFacts.perDecision,
            weeks: (measured?.figures.spans ?? []).map((span) => ({
              from: span.from,
              to: span.to,
              influenced: span.measured?.influence.k ?? null,
            })),
          },
          now,
        )
  return {
    workflow: { slug, name: workflow.name, live: workflow.activeReleaseId !== null && workflow.paused === null },
    sentence: told.sentence,
    verdict: told.covers,
    from: from.toISOString(),
    to: now.toISOString(),
    days: worthFacts.days,
    currency,
    committedValue: money.currency === currency ? money.committedValue : null,
    otherCosts: othersIn(inWindow, currency),
    cost: running.total,
    maintenance: running.maintenance,
    time: {
      ...timeInWindow,
      rate: rate === null ? null : { ...rate, at: rate.at.toISOString() },
    },
    influence,
    perInfluenced: told.perInfluenced,
    value: told.value,
    breakEven: told.breakEven,
    shortfall: told.shortfall,
    payback,
    promise: [...promise],
    approval: await readApproval(trx, place, handover, { playbook, actor, now }),
    lostAtHandoff: told.lostAtHandoff,
    perDecision:
      worth === null || worthFacts.perDecision === null
        ? null
        : { ...worthFacts.perDecision, basis: worth.basis, at: worth.at.toISOString(), by: worth.by },
    phases: phases.map((phase) => ({ ...phase })),
    handoff: {
      share: handoff.share,
      owner: handoff.owner,
      at: handoff.at?.toISOString() ?? null,
      missing: [...handoff.missing],
      isLeast: handoff.isLeast,
      sentence: handoff.sentence,
    },
    ...wireArrival(arrival, now),
    signs: [
      ...valueSigns(
        arrival,
        { worthFacts, quarters, slower: speed?.verdict === 'slower' ? speed.sentence : null },
        now,
      ),
    ],
    speed: speed === null || unit === null ? null : { unit, verdict: speed.verdict, sentence: speed.sentence },
    entries: entries.map(({ at, struck, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      struck: struck && { ...struck, at: struck.at.toISOString() },
    })),
    businessOwner: await businessOwnerOf(trx, place, now),
    mayBook: actor.kind === 'person' && may('money', actor, handover.duties),
  }
}

/** How whoever approves the running cost stands to it. */
async function readApproval(
  trx: Trx,
  place: Place,
  { runningCost: fact, people, duties }: HandoverFacts,
  {
    playbook,
    actor,
    now,
  }: { readonly playbook: Parameters<typeof approvingDuty>[0]; readonly actor: Actor; readonly now: Date },
): Promise<ValuePage['approval']> {
  const duty = approvingDuty(playbook)
  const name = nameBy(people)
  const holder = duties.find((held) => held.duty === duty)?.person
  const { state, verdict, sentence } = costStanding(fact, (person) => name(person).name, now)
  const requests = await costRequests(trx, place)
  const [last] = requests
  return {
    state,
    verdict,
    sentence,
    duty,
    approver: holder === undefined ? null : name(holder),
    month: fact.month,
    requests: requests.map(({ at, answer, ...request }) => ({
      ...request,
      at: at.toISOString(),
      answer: answer === null ? null : { ...answer, at: answer.at.toISOString() },
    })),
    mayAnswer:
      actor.kind === 'person' &&
      actor.id === holder &&
      last?.answer === null &&
      (duty === 'spend' || last.by.id !== actor.id),
  }
}

/** What building it and handing it over cost: at least what is on record, at most what was planned where that is more. */
function investedIn(phases: readonly PhaseMoney[]): MoneyRange | null {
  const building = phases.filter(({ phase }) => phase === 'prototype' || phase === 'transition')
  if (building.some(({ actual, planned }) => actual === null && planned === null)) return null
  const sum = (of: (phase: PhaseMoney) => number) => building.reduce((total, phase) => total + of(phase), 0)
  const [spent, planned] = [
    (phase: PhaseMoney) => Number(phase.actual ?? phase.planned),
    (phase: PhaseMoney) => Number(phase.planned ?? phase.actual),
  ]
  return { low: sum(spent), high: sum((phase) => Math.max(spent(phase), planned(phase))) }
}

/** The running cost of the window with its interval: of the calls by whole weeks back from now, the rest is certain. */
function rangeOfCost(
  total: string | null,
  days: readonly CostDay[],
  currency: string | null,
  { from, now }: { readonly from: Date; readonly now: Date },
): MoneyRange | null {
  if (total === null) return null
  const own = days.filter((day) => day.currency === currency)
  const calls = own.reduce((sum, { amount }) => sum + Number(amount), 0)
  const certain = Number(total) - calls
  if (own.length === 0) return { low: certain, high: certain }
  const length = Math.max(1, Math.round((now.getTime() - from.getTime()) / DAY_MS))
  const weeks = Array.from({ length: Math.floor(length / 7) }, () => 0)
  for (const { day, amount } of own) {
    // Today is not over: it counts to no week.
    const week = Math.floor((Date.parse(dayOf(now)) - Date.parse(day) - DAY_MS) / (7 * DAY_MS))
    if (week >= 0 && week < weeks.length) weeks[week] = (weeks[week] ?? 0) + Number(amount)
  }
  return costRange({ weeks, days: length, certain })
}

function wireArrival(facts: ArrivalFacts, now: Date): Pick<ValuePage, 'delivered' | 'arrived'> {
  const { delivered, arrived } = arrivalOf(facts, now)
  return { delivered: delivered.map((line) => ({ ...line })), arrived: arrived.map((line) => ({ ...line })) }
}

/** From when on the promised value is due: the transfer, or the day on which it was planned to be done. */
function dueFrom({ transfer, workflow }: HandoverFacts, dueWeeks: number | null): Date | null {
  const planned = dueWeeks === null ? null : new Date(workflow.startedAt.getTime() + dueWeeks * 7 * DAY_MS)
  const done = transfer?.doneAt ?? null
  if (done === null || planned === null) return done ?? planned
  return done < planned ? done : planned
}

/** What the case promised for the whole spans since it is due, and the decisions that were influenced in them. */
function promiseOf(
  { money: { committedValue, currency: of } }: HandoverFacts,
  currency: string | null,
  spans: AdoptionMeasured['spans'],
  from: Date | null,
  now: Date,
): WorthFacts['promise'] {
  if (committedValue === null || of !== currency || from === null) return null
  const due = spans.filter((span) => span.from >= from && span.measured !== null)
  if (due.length === 0) return null
  const ms = due.reduce((sum, span) => sum + Math.min(span.to.getTime(), now.getTime()) - span.from.getTime(), 0)
  return {
    yearly: Number(committedValue),
    days: Math.max(1, Math.round(ms / DAY_MS)),
    influenced: due.reduce((sum, { measured }) => sum + (measured?.influence.k ?? 0), 0),
  }
}

/** When changes went live, the first first. */
function livedChanges({ changes }: HandoverFacts): readonly { readonly at: Date }[] {
  return changes
    .flatMap(({ liveAt }) => (liveAt === null ? [] : [{ at: liveAt }]))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** What influence is counted of, or less where nothing had happened at its beginning: no unit met it, no call cost anything. */
function windowFrom(counted: Date, liveSince: Date | null, costDays: readonly CostDay[]): Date {
  const first = costDays[0]?.day
  const begun = [
    ...(liveSince === null ? [] : [liveSince]),
    ...(first === undefined ? [] : [new Date(`${first}T00:00:00Z`)]),
  ]
  const earliest = Math.min(...begun.map((at) => at.getTime()))
  return Number.isFinite(earliest) && earliest > counted.getTime() ? new Date(earliest) : counted
}

/** Whole quarters up to now since it went live, each with what went live in it and its influence. */
async function quartersOf(
  trx: Trx,
  place: Place,
  handover: HandoverFacts,
  liveSince: Date | null,
  now: Date,
): Promise<readonly Quarter[]> {
  const start = new Date(now.getTime() - QUARTERS * QUARTER_DAYS * DAY_MS)
  if (liveSince === null || liveSince > start) return []
  const measured = await figuresOver(trx, place, now, QUARTERS * WINDOW_WEEKS)
  const spans = measured?.figures.spans ?? []
  return Array.from({ length: QUARTERS }, (_, i) => {
    const from = new Date(start.getTime() + i * QUARTER_DAYS * DAY_MS)
    const to = new Date(from.getTime() + QUARTER_DAYS * DAY_MS)
    // A week lies in the quarter in which its middle does.
    const own = spans.filter((span) => {
      const middle = (span.from.getTime() + span.to.getTime()) / 2
      return middle >= from.getTime() && middle < to.getTime()
    })
    const known = own.flatMap((span) => (span.measured === null ? [] : [span.measured.influence]))
    const sum = (of: (each: { readonly k: number; readonly n: number }) => number) =>
      known.reduce((total, each) => total + of(each), 0)
    return {
      from,
      delivered: livedChanges(handover).filter(({ at }) => at >= from && at < to).length,
      influence: known.length === 0 ? null : shareOf({ k: sum(({ k }) => k), n: sum(({ n }) => n) }),
    }
  })
}

function othersIn(days: readonly CostDay[], currency: string | null): ValuePage['otherCosts'] {
  const others = new Set(days.map((day) => day.currency).filter((each) => each !== currency))
  return [...others].toSorted().flatMap((other) => {
    const amount = callsIn(days, other)
    return amount === null ? [] : [{ currency: other, amount }]
  })
}

function mostUsed(days: readonly CostDay[]): string | null {
  const runs = new Map<string, number>()
  for (const { currency, n } of days) runs.set(currency, (runs.get(currency) ?? 0) + n)
  return [...runs].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
