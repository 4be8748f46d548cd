import { MONEY_LINES, type MoneyFacts, type MoneyLine } from '../handover/facts.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import { formatAmount, parseAmount } from '../spend/amount.ts'
import { DAY_MS } from '../time.ts'

/** `requested` is asked for and not granted: planned cost all the same (S097). */
export const MONEY_KINDS = ['requested', 'committed', 'actual'] as const
export type MoneyKind = (typeof MONEY_KINDS)[number]

/** What was asked for, bound or paid for some days. */
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
  /**
   * As the case plans it, and what was asked for since: prototype and transition once, operation and maintenance a year;
   * null where neither says anything.
   */
  readonly planned: string | null
  /** Of it: asked for since. */
  readonly requested: string | null
  /** The part of the plan that is due by now: operation and maintenance since it went live. */
  readonly plannedByNow: string | null
  readonly committed: string | null
  /** Booked, the calls and people's time among operation; else as the budget tells it. Null where nobody told anything. */
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
  time = null,
  liveDays,
}: {
  readonly plan: MoneyFacts
  readonly currency: string
  readonly entries: readonly MoneyEntry[]
  /** What its calls cost since ever, decimal text; null where no run told a cost. */
  readonly calls: string | null
  /** People's time over its outputs since ever; the cost is null where nobody said what an hour costs. */
  readonly time?: { readonly hours: number; readonly cost: string | null } | null
  /** Days since units first met it; null where none did. */
  readonly liveDays: number | null
}): readonly PhaseMoney[] {
  return MONEY_LINES.map((phase) => {
    const own = entries.filter((entry) => entry.phase === phase && entry.currency === currency)
    const line = plan.currency === currency ? plan.lines.find((each) => each.line === phase) : undefined
    const requested = sumOf(own, 'requested', [])
    const planned = requested === null ? (line?.planned ?? null) : sumOf(own, 'requested', [line?.planned ?? null])
    const isYearly = phase === 'operation' || phase === 'maintenance'
    const plannedByNow =
      planned === null ? null : isYearly ? partOf(planned, Math.max(0, liveDays ?? 0), YEAR_DAYS) : planned
    const isOperation = phase === 'operation'
    const booked = sumOf(own, 'actual', isOperation ? [calls, time?.cost ?? null] : [])
    const actual = booked ?? line?.actual ?? null
    return {
      phase,
      planned,
      requested,
      plannedByNow,
      committed: sumOf(own, 'committed', []),
      actual,
      hours: own.reduce(
        (sum, { kind, hours }) => sum + (kind === 'actual' && hours !== null ? Number(hours) : 0),
        isOperation ? (time?.hours ?? 0) : 0,
      ),
      withinPlan:
        plannedByNow === null || actual === null ? 'unknown' : scaled(actual) <= scaled(plannedByNow) ? 'met' : 'unmet',
    }
  })
}

/** One figure of all phases together, decimal text; null where no phase tells it. */
export function overPhases(
  phases: readonly PhaseMoney[],
  of: 'planned' | 'requested' | 'committed' | 'actual',
): string | null {
  const told = phases.map((phase) => phase[of]).filter((amount) => amount !== null)
  return told.length === 0 ? null : formatAmount(told.reduce((sum, amount) => sum + scaled(amount), 0n))
}

/** Phases that have a plan by now and of which nobody told what was paid: what is told of the whole is then the least. */
export function untoldPhases(phases: readonly PhaseMoney[]): MoneyLine[] {
  return phases
    .filter(({ plannedByNow, actual }) => plannedByNow !== null && scaled(plannedByNow) > 0n && actual === null)
    .map(({ phase }) => phase)
}

/** Hours times rate, decimal text. */
export function timesRate(hours: string, rate: string): string {
  return formatAmount((scaled(hours) * scaled(rate)) / 10n ** 12n)
}

/** What running it cost in these days: the calls, people's time, and what was booked of operation and maintenance by the days that fall in them. */
export function runningCost(
  {
    entries,
    currency,
    calls,
    time = null,
  }: Pick<Parameters<typeof lifecycleMoney>[0], 'entries' | 'currency' | 'calls' | 'time'>,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly total: string | null; readonly maintenance: string } {
  const known = [calls, time?.cost ?? null].filter((cost) => cost !== null)
  let [others, maintenance, told] = [0n, 0n, known.length > 0]
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
    total: told ? formatAmount(known.reduce((sum, cost) => sum + scaled(cost), others)) : null,
    maintenance: formatAmount(maintenance),
  }
}

/** Days from one ISO date to another, both within; not above zero where the second comes first. */
function daysOf(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1
}

function sumOf(entries: readonly MoneyEntry[], kind: MoneyKind, besides: readonly (string | null)[]): string | null {
  const booked = entries.filter((entry) => entry.kind === kind).map(({ amount }) => amount)
  const amounts = [...booked, ...besides.filter((amount) => amount !== null)]
  return amounts.length === 0 ? null : formatAmount(amounts.reduce((sum, amount) => sum + scaled(amount), 0n))
}

function partOf(amount: string, part: number, whole: number): string {
  return formatAmount((scaled(amount) * BigInt(Math.round(part))) / BigInt(whole))
}

/** Amounts come through the wire's own form or the database's numeric; what is none counts as nothing. */
function scaled(amount: string): bigint {
  return parseAmount(amount) ?? 0n
}
