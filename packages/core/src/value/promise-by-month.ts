import { DAY_MS } from '../time.ts'
import { monthInWords } from '../workflows/in-words.ts'
import { type MoneyRange, moneyFigure } from './worth.ts'

/** What the case committed to for a month, and what came of it (S159). */
export interface PromisedMonth {
  /** `2026-11`. */
  readonly month: string
  /** Days of it that are measured and for which the value is due. */
  readonly days: number
  readonly promised: number
  /** Null where nobody said what a decision is worth, or nothing was measured. */
  readonly came: MoneyRange | null
  readonly verdict: 'met' | 'unmet' | 'unknown'
  readonly sentence: string
}

export interface PromiseFacts {
  readonly currency: string
  /** Value a year. */
  readonly yearly: number
  /** From when on it is due. */
  readonly due: Date
  readonly perDecision: MoneyRange | null
  /** The weeks, each with the decisions that were influenced in it; null where it wasn't measured. */
  readonly weeks: readonly { readonly from: Date; readonly to: Date; readonly influenced: number | null }[]
}

const YEAR_DAYS = 365

/** Month by month what was promised and what came, the latest first. A week belongs to the month in which its middle lies. */
export function promiseByMonth(
  { currency, yearly, due, perDecision, weeks }: PromiseFacts,
  now: Date,
): PromisedMonth[] {
  const ownWeeks = Map.groupBy(
    weeks.filter(({ from }) => from >= due),
    ({ from, to }) => new Date((from.getTime() + to.getTime()) / 2).toISOString().slice(0, 7),
  )
  return [...ownWeeks]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, own]): PromisedMonth => {
      const measured = own.filter(({ influenced }) => influenced !== null)
      const days = daysOf(measured.length === 0 ? own : measured, now)
      const promised = (yearly * days) / YEAR_DAYS
      const influenced = measured.reduce((sum, week) => sum + (week.influenced ?? 0), 0)
      const came =
        perDecision === null || measured.length === 0
          ? null
          : { low: perDecision.low * influenced, high: perDecision.high * influenced }
      const verdict =
        came === null ? 'unknown' : came.low >= promised ? 'met' : came.high < promised ? 'unmet' : 'unknown'
      return { month, days, promised, came, verdict, sentence: wordsOf({ month, promised, came, verdict }, currency) }
    })
}

function wordsOf(
  { month, promised, came, verdict }: Pick<PromisedMonth, 'month' | 'promised' | 'came' | 'verdict'>,
  currency: string,
): string {
  const start = `${monthInWords(month)}: ${moneyFigure(promised)} ${currency} were committed to`
  if (came === null) return `${start}; what came is not known.`
  const range = came.low === came.high ? moneyFigure(came.low) : `${moneyFigure(came.low)} to ${moneyFigure(came.high)}`
  const judged = {
    met: 'the value came',
    unmet: `at least ${moneyFigure(promised - came.high)} ${currency} of it did not come`,
    unknown: 'whether it came can’t be told',
  }[verdict]
  return `${start}, ${range} ${currency} came: ${judged}.`
}

function daysOf(weeks: PromiseFacts['weeks'], now: Date): number {
  const ms = weeks.reduce((sum, { from, to }) => sum + Math.min(to.getTime(), now.getTime()) - from.getTime(), 0)
  return Math.max(1, Math.round(ms / DAY_MS))
}
