import type { CriterionVerdict } from '../handover/verdict.ts'
import { counted } from '../workflows/in-words.ts'
import type { PortfolioStage } from './stages.ts'

/** What warns early that an initiative will not arrive, or has not. */
export const EARLY_SIGNS = [
  'not-adopted',
  'in-limbo',
  'nobody-cares',
  'pilot-overruns',
  'only-prototype',
  'cost-not-approved',
  'counted-on',
  'builders-carry-both',
  'no-second-look',
  'question-open',
  'unwatched',
  'alerts-unanswered',
] as const
export type EarlySign = (typeof EARLY_SIGNS)[number]

/** What an initiative's early signs are read from. */
export interface SignFacts {
  readonly stage: PortfolioStage
  readonly deployed: CriterionVerdict
  readonly adopted: CriterionVerdict
  /** Days since it was deployed; null where it isn't, or nobody knows since when. */
  readonly liveDays: number | null
  /** As the handover says it; null where it isn't in limbo. */
  readonly limbo: string | null
  /** Whose it is; null for what only stands in a list. */
  readonly care: {
    readonly with: 'builders' | 'operators' | 'nobody'
    /** What its builders have to answer, and haven't. */
    readonly question: string | null
  } | null
  /** Share of units that it serves, percent. */
  readonly rolloutPercent: number
  /** Last day of the pilot, as it was written, and whether it is over. */
  readonly pilotOver: { readonly until: string; readonly days: number } | null
  /** The case has money for the prototype and for nothing after it (S094). */
  readonly onlyPrototype: boolean
  /** What finance has not approved of its running cost (S079), in words; null where it has. */
  readonly cost: string | null
  /** Signs that people count on it, as they were told (S264–S267). */
  readonly countedOn: readonly string[]
  /** Where those who build it also run others in production: in words. */
  readonly stretched: string | null
  /** Days since anybody held a review of it; null where nobody ever did. */
  readonly lastReviewDays: number | null
  readonly unanswered: number
  /** Whether a baseline stands and the watch has looked within a day; null where nothing runs. */
  readonly watched: boolean | null
}

/** Months in which initiatives are given up most (S158), in days. */
const RISK_FROM_DAYS = 183
const RISK_TO_DAYS = 548
/** A cadence is alive while no review is further back than a quarter. */
const CADENCE_DAYS = 92

/** The signs of one initiative, the gravest first, each in words with its figures. */
export function earlySigns(facts: SignFacts): readonly { readonly sign: EarlySign; readonly sentence: string }[] {
  const signs: { sign: EarlySign; sentence: string }[] = []
  const add = (sign: EarlySign, sentence: string | null) => {
    if (sentence !== null) signs.push({ sign, sentence })
  }
  if (facts.stage === 'retired') return signs
  const { liveDays, care } = facts
  if (facts.deployed === 'met' && facts.adopted !== 'met') {
    const since = liveDays === null ? '' : ` for ${counted(liveDays, 'day')}`
    add(
      'not-adopted',
      facts.adopted === 'unmet'
        ? `Deployed${since} and not adopted: it counts as a success that did not arrive.`
        : `Deployed${since}, and nobody knows whether it is adopted.`,
    )
  }
  add('in-limbo', facts.limbo)
  if (facts.limbo === null && care?.with === 'nobody' && facts.rolloutPercent > 0) {
    add('nobody-cares', `It serves ${facts.rolloutPercent} % of the units, and nobody by name cares for it.`)
  }
  if (facts.pilotOver !== null) {
    const { until, days } = facts.pilotOver
    add('pilot-overruns', `The pilot was to end on ${until}, ${counted(days, 'day')} ago.`)
  }
  if (facts.onlyPrototype) add('only-prototype', 'The case funds the prototype and nothing after it.')
  add('cost-not-approved', facts.cost)
  if (facts.countedOn.length > 0 && (facts.stage === 'design' || facts.stage === 'pilot')) {
    add('counted-on', `It is called an experiment, and ${facts.countedOn.join('; ')}.`)
  }
  add('builders-carry-both', facts.stretched)
  if (liveDays !== null && liveDays >= RISK_FROM_DAYS && liveDays <= RISK_TO_DAYS) {
    const last = facts.lastReviewDays
    if (last === null) add('no-second-look', `Live for ${counted(liveDays, 'day')}, and nobody has reviewed it.`)
    else if (last > CADENCE_DAYS) add('no-second-look', `The last review was ${counted(last, 'day')} ago.`)
  }
  add('question-open', care?.question ?? null)
  if (facts.watched === false && facts.rolloutPercent > 0) {
    add('unwatched', 'It serves units and is not watched: a demonstration with live traffic.')
  }
  if (facts.unanswered > 0) {
    add('alerts-unanswered', `${counted(facts.unanswered, 'alert')} without an answer.`)
  }
  return signs
}
