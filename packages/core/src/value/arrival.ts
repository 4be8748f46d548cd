import { deploymentOf } from '../handover/deployment.ts'
import { holderOf } from '../handover/evaluators/people.ts'
import { dayOf, daysBetween, figure } from '../handover/evaluators/say.ts'
import { type HandoverFacts, MONEY_LINES, type MoneyLine } from '../handover/facts.ts'
import { allOf, type CriterionVerdict } from '../handover/verdict.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { DAY_MS } from '../time.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { counted, listInWords } from '../workflows/in-words.ts'
import type { PhaseMoney } from './lifecycle-money.ts'
import { moneyFigure, type MoneyRange, type Worth, type WorthFacts } from './worth.ts'

export interface ArrivalFacts {
  readonly handover: HandoverFacts
  /** When units first met it; null where none did. */
  readonly liveSince: Date | null
  /** Weeks from the handover's start within which the playbook has the transfer done; null where it says none. */
  readonly dueWeeks: number | null
  readonly phases: readonly PhaseMoney[]
  /** Right answers, of those of which it is known without anybody having looked for errors. */
  readonly accuracy: Proportion
  /** Share of right answers that is enough, 0..1. */
  readonly enough: number
  /** Whether most decisions are made with it. */
  readonly adopted: CriterionVerdict
  readonly influence: Proportion | null
  readonly worth: Worth
}

export const MILESTONES = {
  deployed: 'Deployed',
  'on-time': 'On time',
  budget: 'Within budget',
  accuracy: 'Accurate',
} as const
export const ARRIVALS = { adoption: 'Adopted', impact: 'Business impact' } as const

/** One line of what was delivered, or of what came of it. */
export interface ArrivalLine<Id extends string> {
  readonly id: Id
  readonly verdict: CriterionVerdict
  readonly sentence: string
}

export interface Arrival {
  /** What counts as success at deployment; beside what came of it and never in its place (S012). */
  readonly delivered: readonly ArrivalLine<keyof typeof MILESTONES>[]
  readonly arrived: readonly ArrivalLine<keyof typeof ARRIVALS>[]
}

/** What was delivered, and what came of it. */
export function arrivalOf(facts: ArrivalFacts, now: Date): Arrival {
  const { verdict, sentence } = deploymentOf(facts.handover, now)
  return {
    delivered: [
      // Its verdict stands beside it already.
      { id: 'deployed', verdict, sentence: capital(sentence.slice(sentence.indexOf(': ') + 2)) },
      { id: 'on-time', ...onTime(facts, now) },
      { id: 'budget', ...inBudget(facts) },
      { id: 'accuracy', ...accurate(facts) },
    ],
    arrived: [
      { id: 'adoption', verdict: facts.adopted, sentence: influenceSentence(facts.influence) },
      { id: 'impact', verdict: impactOf(facts), sentence: capital(facts.worth.judged) },
    ],
  }
}

/** Whether there is a measurable effect: none where no decision was influenced, or what came does not cover the cost. */
function impactOf({ influence, worth }: Pick<ArrivalFacts, 'influence' | 'worth'>): CriterionVerdict {
  if (influence !== null && influence.n >= MINIMUM_SAMPLE && influence.k === 0) return 'unmet'
  return worth.covers
}

type Judged = Omit<ArrivalLine<never>, 'id'>

function onTime({ handover: { transfer, workflow }, liveSince, dueWeeks }: ArrivalFacts, now: Date): Judged {
  const live =
    liveSince === null
      ? 'No unit has met it yet.'
      : `Units first met it on ${dayOf(liveSince)}, ${counted(Math.max(0, daysBetween(workflow.startedAt, liveSince)), 'day')} after the start.`
  if (dueWeeks === null) return { verdict: 'unknown', sentence: `${live} No date was planned.` }
  const due = new Date(workflow.startedAt.getTime() + dueWeeks * 7 * DAY_MS)
  const done = transfer?.doneAt ?? null
  if (done !== null) {
    const late = daysBetween(due, done)
    return late <= 0
      ? { verdict: 'met', sentence: `${live} Transferred on ${dayOf(done)}, planned by ${dayOf(due)}.` }
      : { verdict: 'unmet', sentence: `${live} Transferred on ${dayOf(done)}, ${counted(late, 'day')} after the plan.` }
  }
  return now > due
    ? { verdict: 'unmet', sentence: `${live} The transfer was planned by ${dayOf(due)}, and is not done.` }
    : { verdict: 'unknown', sentence: `${live} The transfer is planned by ${dayOf(due)}.` }
}

function inBudget({ phases }: ArrivalFacts): Judged {
  const building = phases.filter(({ phase }) => phase === 'prototype' || phase === 'transition')
  const verdict = allOf(building.map(({ withinPlan }) => withinPlan))
  const sentence = building
    .map(({ phase, planned, actual }) =>
      capital(
        `${phase}: ${actual === null ? 'what it cost is not told' : `${money(actual)} spent`}${planned === null ? ', nothing planned' : ` of ${money(planned)} planned`}.`,
      ),
    )
    .join(' ')
  return { verdict, sentence }
}

function accurate({ accuracy, enough }: ArrivalFacts): Judged {
  const { k, n, interval } = accuracy
  if (interval === null || n < MINIMUM_SAMPLE) {
    return { verdict: 'unknown', sentence: `How often it is right is not known: ${n} of ${MINIMUM_SAMPLE} answers.` }
  }
  const { low, high } = interval
  const verdict = low >= enough ? 'met' : high < enough ? 'unmet' : 'unknown'
  return {
    verdict,
    sentence: `Right in ${wholePercent(k / n)} (n ${figure(n)}, 95 % ${wholePercent(low)} to ${wholePercent(high)}); ${wholePercent(enough)} are enough.`,
  }
}

function influenceSentence(influence: Proportion | null): string {
  if (influence === null) return 'What share of the decisions it influences is not measured.'
  const { k, n, interval } = influence
  if (interval === null || n < MINIMUM_SAMPLE) return `Not enough yet: ${n} of ${MINIMUM_SAMPLE} decisions.`
  return `It influenced ${wholePercent(k / n)} of the decisions it was to inform (n ${figure(n)}, 95 % ${wholePercent(interval.low)} to ${wholePercent(interval.high)}).`
}

/** The handoff phase itself: what is invested, planned and owned of it (S010). */
export interface HandoffPhase {
  readonly planned: string | null
  readonly actual: string | null
  readonly hours: number
  /** Share of all that is planned, 0..1; null where that can't be told. */
  readonly share: number | null
  readonly owner: string | null
  /** When it is, or was, to be handed over; null where no date is written. */
  readonly at: Date | null
  readonly missing: readonly ('effort' | 'plan' | 'owner')[]
  /** Whether less is planned for it than for each other phase of the life. */
  readonly isLeast: boolean
  readonly sentence: string
}

export function handoffPhase({ handover, phases }: Pick<ArrivalFacts, 'handover' | 'phases'>): HandoffPhase {
  const of = (phase: MoneyLine) => phases.find((each) => each.phase === phase)
  const { planned = null, actual = null, hours = 0 } = of('transition') ?? {}
  const owner = holderOf(handover, 'operational-owner')?.name ?? null
  const at = handover.transfer?.doneAt ?? handover.transfer?.at ?? null
  const plans = MONEY_LINES.map((phase) => Number(of(phase)?.planned ?? 'NaN'))
  const all = plans.reduce((sum, each) => sum + each, 0)
  const own = Number(planned ?? 'NaN')
  const share = all > 0 ? own / all : null
  const isLeast = plans.every((each, place) => MONEY_LINES[place] === 'transition' || own < each)
  const missing = [
    ...(actual === null ? (['effort'] as const) : []),
    ...(planned === null || at === null ? (['plan'] as const) : []),
    ...(owner === null ? (['owner'] as const) : []),
  ]
  const lacks = missing.map((each) => LACKS[each])
  const least =
    isLeast && share !== null ? ` It has the least of all phases: ${wholePercent(share)} of what is planned.` : ''
  return {
    planned,
    actual,
    hours,
    share,
    owner,
    at,
    missing,
    isLeast,
    sentence:
      missing.length === 0
        ? `The handoff itself has effort, a plan and an owner.${least}`
        : `The handoff itself has ${listInWords(lacks)}.${least}`,
  }
}

const LACKS = {
  effort: 'no effort on record',
  plan: 'no plan with money and a date',
  owner: 'no owner',
} as const

export const VALUE_SIGNS = [
  'no-impact',
  'flat-impact',
  'below-promise',
  'upkeep-without-value',
  'handoff-least',
] as const
export type ValueSign = (typeof VALUE_SIGNS)[number]

/** One quarter: how much was delivered, and how much came of it. */
export interface Quarter {
  readonly from: Date
  /** Changes that went live. */
  readonly delivered: number
  /** Influence in it; null where it isn't measured. */
  readonly influence: Proportion | null
}

/** What the lead must be told unasked, in words with figures; the gravest first. */
export function valueSigns(
  facts: ArrivalFacts,
  {
    worthFacts,
    quarters,
    slower,
  }: {
    readonly worthFacts: WorthFacts
    /** Whole quarters, the oldest first. */
    readonly quarters: readonly Quarter[]
    /** How later deployments in the same unit fared, where they were slower; null where they weren't, or nobody knows. */
    readonly slower: string | null
  },
  now: Date,
): readonly { readonly sign: ValueSign; readonly sentence: string }[] {
  const { delivered } = arrivalOf(facts, now)
  const impact = impactOf(facts)
  const sentences: readonly (readonly [ValueSign, string | null])[] = [
    ['no-impact', noImpact(delivered, impact)],
    ['flat-impact', flatImpact(quarters, facts.adopted)],
    ['below-promise', belowPromise(facts.worth, worthFacts, slower)],
    ['upkeep-without-value', upkeep(impact, worthFacts)],
    ['handoff-least', facts.handover.workflow.rolloutPercent > 0 ? handoffLeast(handoffPhase(facts)) : null],
  ]
  return sentences.flatMap(([sign, sentence]) => (sentence === null ? [] : [{ sign, sentence }]))
}

/** Every milestone that can be told is hit, three at least, and no effect can be measured (S013). */
function noImpact(delivered: Arrival['delivered'], impact: CriterionVerdict): string | null {
  const hit = delivered.filter(({ verdict }) => verdict === 'met')
  const isDeployed = hit.some(({ id }) => id === 'deployed')
  if (impact === 'met' || !isDeployed || hit.length < 3 || delivered.some(({ verdict }) => verdict === 'unmet'))
    return null
  const names = listInWords(hit.map(({ id }) => MILESTONES[id].toLowerCase()))
  return impact === 'unmet'
    ? `Every milestone is hit (${names}), and there is no measurable business impact.`
    : `Every milestone is hit (${names}), and whether it has any business impact is not known.`
}

/** Delivered in two quarters in a row at least, and influence is no higher than at their beginning (S053). */
function flatImpact(quarters: readonly Quarter[], adopted: CriterionVerdict): string | null {
  const streak: Quarter[] = []
  for (const quarter of quarters.toReversed()) {
    if (quarter.delivered === 0) break
    streak.unshift(quarter)
  }
  const [first, last] = [streak[0]?.influence ?? null, streak.at(-1)?.influence ?? null]
  if (streak.length < 2 || adopted === 'met' || first?.interval == null || last?.interval == null) return null
  if (first.n < MINIMUM_SAMPLE || last.n < MINIMUM_SAMPLE || last.interval.low > first.interval.high) return null
  const changes = streak.reduce((sum, { delivered }) => sum + delivered, 0)
  return `Delivery was strong for ${counted(streak.length, 'quarter')}, ${counted(changes, 'change')} went live, and the impact is flat: ${wholePercent(first.k / first.n)} of the decisions then, ${wholePercent(last.k / last.n)} now.`
}

/** What was promised and did not come; what the handoff lost of it counts twice (S050). */
function belowPromise(
  { shortfall, lostAtHandoff }: Worth,
  { currency, days }: WorthFacts,
  slower: string | null,
): string | null {
  if (shortfall === null || shortfall.missing.low <= 0) return null
  const range = ({ low, high }: MoneyRange) =>
    low === high ? `${moneyFigure(low)} ${currency}` : `${moneyFigure(low)} to ${moneyFigure(high)} ${currency}`
  const lost =
    lostAtHandoff === null || lostAtHandoff.high === 0
      ? ''
      : ` In ${counted(days, 'day')} decisions worth ${range(lostAtHandoff)} were lost at the handoff, and count twice: no return now, and a slower start for the next one${slower === null ? '' : ` (${slower})`}.`
  return `${moneyFigure(shortfall.projected)} ${currency} were promised for the last ${counted(shortfall.days, 'day')}; ${range(shortfall.missing)} of it did not come.${lost}`
}

/** Kept running at a cost while nothing comes of it (S048). */
function upkeep(impact: CriterionVerdict, { cost, maintenance, currency, days }: WorthFacts): string | null {
  if (impact !== 'unmet' || cost === null || cost === 0) return null
  const of = maintenance > 0 ? `, ${moneyFigure(maintenance)} ${currency} of it maintenance` : ''
  return `Keeping it up cost ${moneyFigure(cost)} ${currency} in ${counted(days, 'day')}${of}: overhead of a system whose value doesn’t cover it.`
}

function handoffLeast({ missing, isLeast, sentence }: HandoffPhase): string | null {
  return missing.length === 0 && !isLeast ? null : sentence
}

function money(amount: string): string {
  return moneyFigure(Number(amount))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
