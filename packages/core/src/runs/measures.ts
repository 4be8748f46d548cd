import { createDecimalSum } from './decimal-sum.ts'
import { latencyQuantile } from './log-buckets.ts'
import { wilson, type Interval } from './wilson.ts'
import { DAY_MS } from '../time.ts'

/** One calendar day (UTC) of a workflow's runs, drills left out. */
export interface RunDay {
  /** ISO date. */
  readonly day: string
  readonly n: number
  readonly automatic: number
  readonly review: number
  readonly human: number
  readonly existingProcess: number
  /** Runs whose input broke its contract. */
  readonly faultyInputs: number
  /** Runs in which a model was called; those that failed are among them. */
  readonly called: number
  readonly failed: number
  readonly retries: number
  /** Called runs that told a cost, and their sum in decimal text; null where currencies were mixed. */
  readonly priced: number
  readonly cost: { readonly amount: string; readonly currency: string } | null
  /** Latency in log buckets (see log-buckets.ts): bucket to count. */
  readonly latency: readonly { readonly bucket: number; readonly n: number }[]
  /** What people decided that day on outputs. */
  readonly accepted: number
  readonly edited: number
  readonly overridden: number
  readonly ignored: number
  readonly escalated: number
  readonly flags: number
}

/** A day on which nothing happened. */
export function emptyRunDay(day: string): RunDay {
  return {
    day,
    n: 0,
    automatic: 0,
    review: 0,
    human: 0,
    existingProcess: 0,
    faultyInputs: 0,
    called: 0,
    failed: 0,
    retries: 0,
    priced: 0,
    cost: null,
    latency: [],
    accepted: 0,
    edited: 0,
    overridden: 0,
    ignored: 0,
    escalated: 0,
    flags: 0,
  }
}

/** What can be measured from a workflow's runs and decisions. Shares are percent. */
export const MEASURES = {
  'failure-share': { name: 'AI calls that fail', unit: '%', better: 'lower' },
  'automatic-share': { name: 'Units handled without a person', unit: '%', better: 'higher' },
  'human-share': { name: 'Units that go to a person', unit: '%', better: 'lower' },
  'override-share': { name: 'Drafts that people override', unit: '%', better: 'lower' },
  'edit-share': { name: 'Drafts that people edit', unit: '%', better: 'lower' },
  'kept-share': { name: 'Drafts kept as they are', unit: '%', better: 'higher' },
  'flag-share': { name: 'Outputs flagged as wrong', unit: '%', better: 'lower' },
  'input-quality': { name: 'Inputs that keep their contract', unit: '%', better: 'higher' },
  'latency-p95': { name: 'Time to an answer, 95 % within', unit: 'ms', better: 'lower' },
  'cost-per-run': { name: 'Cost of an AI call', unit: 'money', better: 'lower' },
} as const satisfies Record<
  string,
  { readonly name: string; readonly unit: '%' | 'ms' | 'money'; readonly better: 'lower' | 'higher' }
>
export type Measure = keyof typeof MEASURES

/** A written bound on one measure, set by a person before it counts. */
export interface Target {
  readonly measure: Measure
  readonly bound: 'at-least' | 'at-most'
  /** In the measure's unit. */
  readonly value: number
  readonly setBy: string
  readonly setAt: Date
}

/** A figure with its n, window and interval; `insufficient` below the minimum sample, and then without a number. */
export type Measured =
  | { readonly kind: 'figure'; readonly value: number; readonly interval: Interval | null; readonly n: number }
  | { readonly kind: 'insufficient'; readonly n: number; readonly needed: number }

/** Below this a figure says nothing. */
export const MINIMUM_SAMPLE = 30

/** The days of the `windowDays` days that end now, today's included. */
export function daysWithin(days: readonly RunDay[], windowDays: number, now: Date): readonly RunDay[] {
  const first = new Date(now.getTime() - (windowDays - 1) * DAY_MS).toISOString().slice(0, 10)
  const last = now.toISOString().slice(0, 10)
  return days.filter(({ day }) => day >= first && day <= last)
}

/** Measures the days handed in as one window. Shares carry a Wilson interval of 95 %, in percent. */
export function measure(days: readonly RunDay[], which: Measure, minimum: number = MINIMUM_SAMPLE): Measured {
  const sum = (of: (day: RunDay) => number) => days.reduce((total, day) => total + of(day), 0)
  const decided = sum((day) => day.accepted + day.edited + day.overridden + day.ignored)
  switch (which) {
    case 'failure-share':
      return share(
        sum((day) => day.failed),
        sum((day) => day.called),
        minimum,
      )
    case 'automatic-share':
      return share(
        sum((day) => day.automatic),
        sum((day) => day.n),
        minimum,
      )
    case 'human-share':
      return share(
        sum((day) => day.human + day.review),
        sum((day) => day.n),
        minimum,
      )
    case 'override-share':
      return share(
        sum((day) => day.overridden),
        decided,
        minimum,
      )
    case 'edit-share':
      return share(
        sum((day) => day.edited),
        decided,
        minimum,
      )
    case 'kept-share':
      return share(
        sum((day) => day.accepted),
        decided,
        minimum,
      )
    case 'flag-share':
      return share(
        sum((day) => Math.min(day.flags, day.called - day.failed)),
        sum((day) => day.called - day.failed),
        minimum,
      )
    case 'input-quality':
      return share(
        sum((day) => day.n - day.faultyInputs),
        sum((day) => day.n),
        minimum,
      )
    case 'latency-p95':
      return latencyP95(days, minimum)
    case 'cost-per-run':
      return costPerRun(days, minimum)
    default:
      return which satisfies never
  }
}

/**
 * Whether a target is met: only where the whole interval lies on the good side of the bound, `unmet` where the whole
 * interval lies on the other, `unknown` between and below the minimum sample. A figure without interval speaks for itself.
 */
export function judgeTarget(target: Target, measured: Measured): 'met' | 'unmet' | 'unknown' {
  if (measured.kind === 'insufficient') return 'unknown'
  const { low, high } = measured.interval ?? { low: measured.value, high: measured.value }
  if (target.bound === 'at-least') return low >= target.value ? 'met' : high < target.value ? 'unmet' : 'unknown'
  return high <= target.value ? 'met' : low > target.value ? 'unmet' : 'unknown'
}

function share(k: number, n: number, minimum: number): Measured {
  if (n < Math.max(1, minimum)) return { kind: 'insufficient', n, needed: Math.max(1, minimum) }
  const { low, high } = wilson(k, n)
  return { kind: 'figure', value: (100 * k) / n, interval: { low: 100 * low, high: 100 * high }, n }
}

function latencyP95(days: readonly RunDay[], minimum: number): Measured {
  const buckets = days.flatMap((day) => day.latency)
  const merged = new Map<number, number>()
  for (const { bucket, n } of buckets) merged.set(bucket, (merged.get(bucket) ?? 0) + n)
  const n = [...merged.values()].reduce((total, each) => total + each, 0)
  const value = latencyQuantile(
    [...merged].map(([bucket, each]) => ({ bucket, n: each })),
    0.95,
  )
  if (value === null || n < minimum) return { kind: 'insufficient', n, needed: Math.max(1, minimum) }
  return { kind: 'figure', value, interval: null, n }
}

/** Of one currency alone: a day of mixed currencies, or two days of different ones, gives no figure. */
function costPerRun(days: readonly RunDay[], minimum: number): Measured {
  const told = days.filter(({ priced }) => priced > 0)
  const n = told.reduce((total, { priced }) => total + priced, 0)
  const currencies = new Set(told.map(({ cost }) => cost?.currency ?? null))
  if (n < Math.max(1, minimum) || currencies.size !== 1 || currencies.has(null)) {
    return { kind: 'insufficient', n: currencies.size > 1 ? 0 : n, needed: Math.max(1, minimum) }
  }
  const total = createDecimalSum()
  for (const { cost } of told) total.add(cost?.amount ?? '0')
  return { kind: 'figure', value: Number(total.total()) / n, interval: null, n }
}
