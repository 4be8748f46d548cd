import { figure } from '../handover/evaluators/say.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { counted } from '../workflows/in-words.ts'

/** Money from so much to so much, in the currency at hand. */
export interface MoneyRange {
  readonly low: number
  readonly high: number
}

export interface WorthFacts {
  readonly currency: string
  /** Days of the window that all figures are of. */
  readonly days: number
  /** What running it cost in the window; null where nothing was told. */
  readonly cost: number | null
  /** Of it for maintenance. */
  readonly maintenance: number
  /** Decisions that it influenced, of all that it was to inform; null until that is measured. */
  readonly influence: Proportion | null
  /** Decisions that were lost at the handoff, in the window. */
  readonly lostAtHandoff: number
  /** What one influenced decision is worth, as the business owner says; null where nobody did. */
  readonly perDecision: MoneyRange | null
  /** Value a year that the case committed to; null where it did to none. */
  readonly committedYearly: number | null
}

export interface Worth {
  /** Cost of each influenced decision, with the interval of influence (S047); null where none was influenced or nothing is known. */
  readonly perInfluenced: { readonly value: number; readonly low: number; readonly high: number } | null
  /** What the influenced decisions were worth. */
  readonly value: MoneyRange | null
  /** Share of decisions at which the value covers the cost, 0..1 or above: more than all; high is null where no share does. */
  readonly breakEven: { readonly low: number; readonly high: number | null } | null
  /** Whether its influence covers the cost: the whole interval of both counts. */
  readonly covers: 'met' | 'unmet' | 'unknown'
  /** What was promised for the window less what came of it (S050); below zero where more came. */
  readonly shortfall: { readonly projected: number; readonly missing: MoneyRange } | null
  /** What the decisions lost at the handoff would have been worth. */
  readonly lostAtHandoff: MoneyRange | null
  readonly sentence: string
}

const YEAR_DAYS = 365

/** What a workflow costs and brings in a window: cost and value side by side, and the share from which on it pays. */
export function worthOf(facts: WorthFacts): Worth {
  const { days, cost, influence, lostAtHandoff, perDecision, committedYearly } = facts
  const isKnown = influence !== null && influence.interval !== null && influence.n >= MINIMUM_SAMPLE
  const value = isKnown && perDecision !== null ? times(perDecision, influence.k) : null
  const breakEven =
    cost === null || perDecision === null || !isKnown ? null : breakEvenOf(cost, perDecision, influence.n)
  const projected = committedYearly === null ? null : (committedYearly * days) / YEAR_DAYS
  const told: Omit<Worth, 'sentence'> = {
    perInfluenced: cost === null || !isKnown || influence.k === 0 ? null : perInfluencedOf(cost, influence),
    value,
    breakEven,
    covers: breakEven === null ? 'unknown' : coversOf(breakEven, influence),
    shortfall:
      projected === null || value === null
        ? null
        : { projected, missing: { low: projected - value.high, high: projected - value.low } },
    lostAtHandoff: perDecision === null || !isKnown ? null : times(perDecision, lostAtHandoff),
  }
  return { ...told, sentence: sentenceOf(facts, told) }
}

function perInfluencedOf(cost: number, { k, n, interval }: Proportion): Worth['perInfluenced'] {
  const { low, high } = interval ?? { low: k / n, high: k / n }
  return { value: cost / k, low: cost / (high * n), high: cost / (low * n) }
}

function breakEvenOf(
  cost: number,
  { low, high }: MoneyRange,
  decisions: number,
): NonNullable<Worth['breakEven']> | null {
  if (high === 0) return null
  return { low: cost / (high * decisions), high: low === 0 ? null : cost / (low * decisions) }
}

function coversOf(breakEven: NonNullable<Worth['breakEven']>, influence: Proportion | null): Worth['covers'] {
  if (influence?.interval == null) return 'unknown'
  if (breakEven.high !== null && influence.interval.low >= breakEven.high) return 'met'
  return influence.interval.high < breakEven.low ? 'unmet' : 'unknown'
}

function times({ low, high }: MoneyRange, count: number): MoneyRange {
  return { low: low * count, high: high * count }
}

function sentenceOf(facts: WorthFacts, { perInfluenced, value, breakEven, covers }: Omit<Worth, 'sentence'>): string {
  const { currency, days, cost, influence } = facts
  const within = `in ${counted(days, 'day')}`
  const money = (amount: number) => `${moneyFigure(amount)} ${currency}`
  const range = ({ low, high }: MoneyRange) =>
    low === high ? money(low) : `${moneyFigure(low)} to ${moneyFigure(high)} ${currency}`
  const costs = cost === null ? `has no known cost ${within}` : `cost ${money(cost)} ${within}, used or not`
  if (influence === null) return `${costs}; how many decisions it influenced is not measured.`
  if (influence.n < MINIMUM_SAMPLE || influence.interval === null) {
    return `${costs}; how many decisions it influenced can’t be told, not enough yet: ${influence.n} of ${MINIMUM_SAMPLE}.`
  }
  if (influence.k === 0)
    return `${costs}, and influenced none of ${figure(influence.n)} decisions: spend without return.`
  const each = perInfluenced === null ? '' : `, ${money(perInfluenced.value)} each`
  const came = `${costs}, and influenced ${counted(influence.k, 'decision')}${each}`
  if (value === null) return `${came}. What one is worth nobody has said.`
  const worth = `${came}. They were worth ${range(value)}`
  if (breakEven === null) return `${worth}.`
  const has = wholePercent(influence.k / influence.n)
  if (breakEven.low > 1) return `${worth}; not even all of its decisions would pay for it, and it has ${has}.`
  const from = shareRange(breakEven)
  const judged = {
    met: `it pays for itself from ${from} of its decisions on, and has ${has}`,
    unmet: `it would pay for itself from ${from} of its decisions on, and has ${has}: it does not`,
    unknown: `it would pay for itself from ${from} of its decisions on, and has ${has}: whether it does can’t be told`,
  }[covers]
  return `${worth}; ${judged}.`
}

/** As people read it: without cents from 100 on. */
export function moneyFigure(amount: number): string {
  const rounded =
    Math.abs(amount) >= 100 ? Math.round(amount) : Number(amount.toPrecision(Math.abs(amount) >= 1 ? 3 : 2))
  return rounded !== 0 && Math.abs(rounded) < 0.01 ? String(rounded) : figure(rounded)
}

/** `18 % to 35 %`; `18 % or more` where the high end is more than all, or no share at all. */
export function shareRange({ low, high }: NonNullable<Worth['breakEven']>): string {
  return `${wholePercent(low)}${high === null || high > 1 ? ' or more' : ` to ${wholePercent(high)}`}`
}
