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
  /** What the case committed to; null where it did to nothing, or no whole week of it is due. */
  readonly promise: {
    /** Value a year. */
    readonly yearly: number
    /** Days for which it is due, and decisions that were influenced in them. */
    readonly days: number
    readonly influenced: number
  } | null
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
  /** What was promised for the days for which it is due, less what came of it (S050); below zero where more came. */
  readonly shortfall: { readonly days: number; readonly projected: number; readonly missing: MoneyRange } | null
  /** What the decisions lost at the handoff would have been worth. */
  readonly lostAtHandoff: MoneyRange | null
  readonly sentence: string
  /** Of it: whether it pays. */
  readonly judged: string
}

const YEAR_DAYS = 365

/** What a workflow costs and brings in a window: cost and value side by side, and the share from which on it pays. */
export function worthOf(facts: WorthFacts): Worth {
  const { cost, influence, lostAtHandoff, perDecision, promise } = facts
  const isKnown = influence !== null && influence.interval !== null && influence.n >= MINIMUM_SAMPLE
  const value = isKnown && perDecision !== null ? times(perDecision, influence.k) : null
  const breakEven =
    cost === null || perDecision === null || !isKnown ? null : breakEvenOf(cost, perDecision, influence.n)
  const told: Figures = {
    perInfluenced: cost === null || !isKnown || influence.k === 0 ? null : perInfluencedOf(cost, influence),
    value,
    breakEven,
    covers: breakEven === null ? 'unknown' : coversOf(breakEven, influence),
    shortfall: promise === null || perDecision === null || !isKnown ? null : shortfallOf(promise, perDecision),
    lostAtHandoff: perDecision === null || !isKnown ? null : times(perDecision, lostAtHandoff),
  }
  return { ...told, ...wordsOf(facts, told) }
}

type Figures = Omit<Worth, 'sentence' | 'judged'>

function shortfallOf(
  { yearly, days, influenced }: NonNullable<WorthFacts['promise']>,
  perDecision: MoneyRange,
): NonNullable<Worth['shortfall']> {
  const projected = (yearly * days) / YEAR_DAYS
  const came = times(perDecision, influenced)
  return { days, projected, missing: { low: projected - came.high, high: projected - came.low } }
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

function wordsOf(facts: WorthFacts, figures: Figures): Pick<Worth, 'sentence' | 'judged'> {
  const { currency, days, cost, influence } = facts
  const { perInfluenced, value, breakEven, covers } = figures
  const within = `in ${counted(days, 'day')}`
  const money = (amount: number) => `${moneyFigure(amount)} ${currency}`
  const costs = cost === null ? `has no known cost ${within}` : `cost ${money(cost)} ${within}, used or not`
  const end = (start: string, judged: string, joint = '; ') => ({ sentence: `${start}${joint}${judged}`, judged })
  if (influence === null) return end(costs, 'how many decisions it influenced is not measured.')
  if (influence.n < MINIMUM_SAMPLE || influence.interval === null) {
    return end(
      costs,
      `how many decisions it influenced can’t be told, not enough yet: ${influence.n} of ${MINIMUM_SAMPLE}.`,
    )
  }
  if (influence.k === 0) {
    return end(costs, `it influenced none of ${figure(influence.n)} decisions: spend without return.`)
  }
  const each = perInfluenced === null ? '' : `, ${money(perInfluenced.value)} each`
  const came = `${costs}, and influenced ${figure(influence.k)} ${influence.k === 1 ? 'decision' : 'decisions'}${each}`
  if (value === null) return end(came, 'what one is worth nobody has said.')
  const range =
    value.low === value.high ? money(value.low) : `${moneyFigure(value.low)} to ${moneyFigure(value.high)} ${currency}`
  const worth = `${came}. They were worth ${range}`
  const has = wholePercent(influence.k / influence.n)
  if (breakEven === null) return end(worth, 'whether it pays can’t be told.')
  if (breakEven.low > 1) return end(worth, `not even all of its decisions would pay for it, and it has ${has}.`)
  const from = shareRange(breakEven)
  const pays = {
    met: `it pays for itself from ${from} of its decisions on, and has ${has}.`,
    unmet: `it would pay for itself from ${from} of its decisions on, and has ${has}: it does not.`,
    unknown: `it would pay for itself from ${from} of its decisions on, and has ${has}: whether it does can’t be told.`,
  }
  return end(worth, pays[covers])
}

/** As people read it: whole from 100 on, two decimals from 1 on, below that the first two digits. */
export function moneyFigure(amount: number): string {
  const size = Math.abs(amount)
  if (size >= 100 || Number.isInteger(amount)) return figure(Math.round(amount))
  if (size >= 0.095) return amount.toFixed(2)
  return amount.toFixed(Math.min(6, 1 - Math.floor(Math.log10(size))))
}

/** `18 % to 35 %`; `18 % or more` where the high end is more than all, or no share at all. */
export function shareRange({ low, high }: NonNullable<Worth['breakEven']>): string {
  return `${wholePercent(low)}${high === null || high > 1 ? ' or more' : ` to ${wholePercent(high)}`}`
}
