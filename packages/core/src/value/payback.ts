import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { studentQuantile } from '../spend/student-quantile.ts'
import { counted } from '../workflows/in-words.ts'
import { type MoneyRange, moneyFigure } from './worth.ts'

export interface PaybackFacts {
  readonly currency: string
  /** What building it and handing it over cost; null where nobody told. */
  readonly invested: MoneyRange | null
  /** Days of the window that cost and influence are of. */
  readonly days: number
  /** What running it cost in the window; null where too little is known. */
  readonly cost: MoneyRange | null
  readonly influence: Proportion | null
  /** What one influenced decision is worth; null where nobody said. */
  readonly perDecision: MoneyRange | null
}

export interface Payback {
  /** Whether what was invested comes back in time: at the low end too, not even at the high end, or between. */
  readonly verdict: 'met' | 'unmet' | 'unknown'
  /** Months of operation after which it is paid back, at best and at worst; null where it never is. */
  readonly earliest: number | null
  readonly latest: number | null
  readonly invested: MoneyRange | null
  readonly sentence: string
}

/** Within so many months it should pay back: the three years over which a budget is judged. */
export const PAYBACK_MONTHS = 36
const MONTH_DAYS = 365 / 12
/** Weeks from which on the spread of the cost is taken from the weeks themselves. */
export const LEAST_WEEKS = 4

/**
 * After how many months of operation what was invested is paid back, as a range.
 *
 * Of a month, from the window of d days: value = decisions × influence × worth, cost = running cost. At best the high
 * ends of the influence (95 %, Wilson) and of the worth against the low end of the cost, at worst the other way round:
 *
 *     earliest = invested.low  / ((n·hi(p)·w.high − cost.low)  · 30.42 / d)
 *     latest   = invested.high / ((n·lo(p)·w.low  − cost.high) · 30.42 / d)
 *
 * null where the value of a month does not exceed its cost. Simple payback: no interest, and months as they are now.
 */
export function paybackOf(facts: PaybackFacts): Payback {
  const { currency, invested, days, cost, influence, perDecision } = facts
  const unknown = (why: string): Payback => ({
    verdict: 'unknown',
    earliest: null,
    latest: null,
    invested,
    sentence: `When it pays back can’t be told: ${why}.`,
  })
  if (invested === null) return unknown('what building it cost is not told')
  if (cost === null) return unknown(`what running it costs is not known of ${LEAST_WEEKS} whole weeks`)
  if (influence === null) return unknown('how many decisions it influences is not measured')
  const { n, interval } = influence
  if (interval === null || n < MINIMUM_SAMPLE) {
    return unknown(`not enough decisions yet, ${n} of ${MINIMUM_SAMPLE}`)
  }
  if (perDecision === null) return unknown('what one decision is worth nobody has said')
  const monthly = (amount: number) => (amount * MONTH_DAYS) / days
  const earliest = monthsOf(invested.low, monthly(perDecision.high * interval.high * n - cost.low))
  const latest = monthsOf(invested.high, monthly(perDecision.low * interval.low * n - cost.high))
  const isIn = (months: number | null) => months !== null && months <= PAYBACK_MONTHS
  return {
    verdict: isIn(latest) ? 'met' : isIn(earliest) ? 'unknown' : 'unmet',
    earliest,
    latest,
    invested,
    sentence: wordsOf(earliest, latest, `the ${rangeOf(invested)} ${currency} that building it cost`),
  }
}

function monthsOf(invested: number, net: number): number | null {
  if (invested === 0) return 0
  return net > 0 ? invested / net : null
}

function wordsOf(earliest: number | null, latest: number | null, what: string): string {
  const within = `within ${counted(PAYBACK_MONTHS, 'month')}`
  if (earliest === null)
    return `It never pays back ${what}: not even at the high end is a month worth more than it costs.`
  if (earliest > PAYBACK_MONTHS) return `It does not pay back ${what} ${within}, not even at the high end.`
  const first = Math.max(1, Math.ceil(earliest))
  if (latest === null || latest > PAYBACK_MONTHS) {
    return `It pays back ${what} after ${counted(first, 'month')} of operation at the earliest; at the low end it does not pay back ${within}.`
  }
  const last = Math.max(1, Math.ceil(latest))
  const after = first === last ? counted(first, 'month') : `${first} to ${counted(last, 'month')}`
  return `It pays back ${what} after ${after} of operation.`
}

function rangeOf({ low, high }: MoneyRange): string {
  return low === high ? moneyFigure(low) : `${moneyFigure(low)} to ${moneyFigure(high)}`
}

/**
 * What running it costs in a window, from the cost of its whole weeks and from what is certain besides: the mean of a week
 * with the 95 % interval of Student's t, times the weeks of the window. Null of fewer than four whole weeks.
 */
export function costRange({
  weeks,
  days,
  certain,
}: {
  readonly weeks: readonly number[]
  readonly days: number
  readonly certain: number
}): MoneyRange | null {
  const n = weeks.length
  if (n < LEAST_WEEKS) return null
  const mean = weeks.reduce((sum, week) => sum + week, 0) / n
  const variance = weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0) / (n - 1)
  const margin = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n)
  const inWindow = (week: number) => certain + (week * days) / 7
  return { low: inWindow(Math.max(0, mean - margin)), high: inWindow(mean + margin) }
}
