import type { Severity } from '../alerts/departure.ts'
import type { Money } from '../workflows/manifest.ts'
import { amountInWords } from './amount-in-words.ts'
import { formatAmount, parseAmount } from './amount.ts'
import type { Forecast } from './forecast.ts'

/** Where a period's money stands. */
export interface PeriodState {
  readonly period: 'day' | 'month'
  /** `2026-11-20`, `2026-11`. */
  readonly key: string
  readonly limit: Money
  /** What runs were recorded to cost, and what counts with the shares that hosts hold. */
  readonly recorded: bigint
  readonly counted: bigint
}

/** What somebody is to be told, once for each period and share. */
export interface SpendWarning {
  readonly signal: 'spend-run' | 'spend-day' | 'spend-month' | 'spend-forecast'
  readonly key: string
  /** The share that is reached. */
  readonly percent: number
  readonly severity: Severity
  readonly sentence: string
}

/**
 * The highest share that a period has reached: below the whole by what is recorded, at the whole by what counts, because
 * hosts are refused then. Null below the lowest.
 */
export function dueWarning(state: PeriodState, warnAt: readonly number[]): SpendWarning | null {
  const { period, key, limit, recorded, counted } = state
  const most = parseAmount(limit.amount) ?? 0n
  const reached = warnAt.filter(
    (percent) => (percent < 100 ? recorded : higher(recorded, counted)) * 100n >= most * BigInt(percent),
  )
  const percent = reached.toSorted((a, b) => b - a)[0]
  if (percent === undefined) return null
  const spent = `${amountInWords(formatAmount(recorded))} of ${limit.amount} ${limit.currency}`
  const held =
    counted > recorded ? ` With what hosts hold, ${amountInWords(formatAmount(counted))} ${limit.currency} count.` : ''
  return {
    signal: period === 'day' ? 'spend-day' : 'spend-month',
    key,
    percent,
    severity: percent >= 100 ? 'urgent' : percent >= 80 ? 'today' : 'note',
    sentence: `${percent} % of the limit of a ${period} is reached: ${spent} is spent in ${key} (UTC).${held}`,
  }
}

/**
 * Runs that cost more than one may. A call reserves the limit before it begins, and what it costs is known only when it
 * has ended: such a run took effect, is paid, and is told.
 */
export function dearRunWarning(
  day: string,
  limit: Money,
  dear: { readonly n: number; readonly amount: string },
): SpendWarning {
  const others = dear.n === 1 ? 'A run' : `${dear.n} runs of the last hour`
  return {
    signal: 'spend-run',
    key: day,
    percent: 100,
    severity: 'today',
    sentence: `${others} cost more than the limit of a run, ${limit.amount} ${limit.currency}: ${dear.n === 1 ? 'it' : 'the dearest'} cost ${amountInWords(dear.amount)} ${limit.currency}.`,
  }
}

/** A month that is likely to pass its limit. */
export function forecastWarning({ key, limit, recorded }: PeriodState, forecast: Forecast): SpendWarning | null {
  if (forecast.kind !== 'forecast') return null
  const most = Number(limit.amount)
  if (forecast.amount <= most) return null
  const isSure = forecast.low > most
  const words = (estimate: number) => amountInWords(estimate.toFixed(6))
  return {
    signal: 'spend-forecast',
    key,
    percent: isSure ? 101 : 100,
    severity: isSure ? 'today' : 'note',
    sentence: `At this pace ${key} ends at ${words(forecast.amount)} ${limit.currency} (${words(forecast.low)} to ${words(forecast.high)}, from ${forecast.n} whole days); the limit of a month is ${limit.amount}, and ${amountInWords(formatAmount(recorded))} is spent.`,
  }
}

function higher(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
