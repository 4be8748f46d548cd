import { MONEY_LINES, type MoneyFacts, type MoneyLine } from '../handover/facts.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import { formatAmount, parseAmount } from '../spend/amount.ts'
import { DAY_MS } from '../time.ts'

export const MONEY_KINDS = ['committed', 'actual'] as const
export type MoneyKind = (typeof MONEY_KINDS)[number]

/** What was bound or paid for some days. */
export interface MoneyEntry {
  readonly phase: MoneyLine
  readonly kind: MoneyKind
  /** Decimal text. */
  readonly amount: string
  readonly currency: string
  /** Of people's time, where it is that; the amount is hours times rate. */
  readonly hours: string | null
  /** ISO dates, both within. */
  readonly from: string
  readonly to: string
}

/** What one phase of the life costs; decimal texts in the currency of the budget. */
export interface PhaseMoney {
  readonly phase: MoneyLine
  /** As the case plans it: prototype and transition once, operation and maintenance a year; null where it says nothing. */
  readonly planned: string | null
  /** The part of the plan that is due by now: operation and maintenance since it went live. */
  readonly plannedByNow: string | null
  readonly committed: string | null
  /** Booked, the calls among operation; else as the budget tells it. Null where nobody told anything. */
  readonly actual: string | null
  /** People's time in it. */
  readonly hours: number
  /** Whether it keeps within what was planned by now. */
  readonly withinPlan: CriterionVerdict
}

const YEAR_DAYS = 365

/** The money of the whole life, phase by phase. Entries in another currency are not in it. */
export function lifecycleMoney({
  plan,
  currency,
  entries,
  calls,
  liveDays,
}: {
  readonly plan: MoneyFacts
  readonly currency: string
  readonly entries: readonly MoneyEntry[]
  /** What its calls cost since ever, decimal text; null where no run told a cost. */
  readonly calls: string | null
  /** Days since units first met it; null where none did. */
  readonly liveDays: number | null
}): readonly PhaseMoney[] {
  return MONEY_LINES.map((phase) => {
    const own = entries.filter((entry) => entry.phase === phase && entry.currency === currency)
    const line = plan.currency === currency ? plan.lines.find((each) => each.line === phase) : undefined
    const planned = line?.planned ?? null
    const isYearly = phase === 'operation' || phase === 'maintenance'
    const plannedByNow =
      planned === null ? null : isYearly ? partOf(planned, Math.max(0, liveDays ?? 0), YEAR_DAYS) : planned
    const booked = sumOf(own, 'actual', phase === 'operation' ? calls : null)
    const actual = booked ?? line?.actual ?? null
    return {
      phase,
      planned,
      plannedByNow,
      committed: sumOf(own, 'committed', null),
      actual,
      hours: own.reduce((sum, { kind, hours }) => sum + (kind === 'actual' && hours !== null ? Number(hours) : 0), 0),
      withinPlan:
        plannedByNow === null || actual === null ? 'unknown' : scaled(actual) <= scaled(plannedByNow) ? 'met' : 'unmet',
    }
  })
}

/** Hours times rate, decimal text. */
export function timesRate(hours: string, rate: string): string {
  return formatAmount((scaled(hours) * scaled(rate)) / 10n ** 12n)
}

/** What running it cost in these days: the calls, and what was booked of operation and maintenance by the days that fall in them. */
export function runningCost(
  { entries, currency, calls }: Pick<Parameters<typeof lifecycleMoney>[0], 'entries' | 'currency' | 'calls'>,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly total: string | null; readonly maintenance: string } {
  let [others, maintenance, told] = [0n, 0n, calls !== null]
  for (const entry of entries) {
    const isRunning = entry.phase === 'operation' || entry.phase === 'maintenance'
    if (!isRunning || entry.kind !== 'actual' || entry.currency !== currency) continue
    const within = daysOf(entry.from > from ? entry.from : from, entry.to < to ? entry.to : to)
    if (within <= 0) continue
    told = true
    const part = scaled(partOf(entry.amount, within, daysOf(entry.from, entry.to)))
    others += part
    if (entry.phase === 'maintenance') maintenance += part
  }
  return {
    total: told ? formatAmount(others + scaled(calls ?? '0')) : null,
    maintenance: formatAmount(maintenance),
  }
}

/** Days from one ISO date to another, both within; not above zero where the second comes first. */
function daysOf(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1
}

function sumOf(entries: readonly MoneyEntry[], kind: MoneyKind, besides: string | null): string | null {
  const amounts = entries.filter((entry) => entry.kind === kind).map(({ amount }) => amount)
  if (besides !== null) amounts.push(besides)
  return amounts.length === 0 ? null : formatAmount(amounts.reduce((sum, amount) => sum + scaled(amount), 0n))
}

function partOf(amount: string, part: number, whole: number): string {
  return formatAmount((scaled(amount) * BigInt(Math.round(part))) / BigInt(whole))
}

/** Amounts come through the wire's own form or the database's numeric; what is none counts as nothing. */
function scaled(amount: string): bigint {
  return parseAmount(amount) ?? 0n
}
