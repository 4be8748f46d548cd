import type { PurposeNumber } from '../health/purpose.ts'
import type { DeviationSeen } from '../handover/deviations.ts'
import { daysWithin, measure, type Measure, type Measured, type RunDay } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { DAY_MS } from '../time.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { counted, listInWords } from '../workflows/in-words.ts'

/** Version of the pack's form; its hash is over all of it. */
export const PACK_VERSION = 1

/** What a review looks at, filled at its time and never changed after it. Instants are ISO texts: it is kept as JSON. */
export interface ReviewPack {
  readonly pack: typeof PACK_VERSION
  readonly review: {
    readonly kind: string
    readonly name: string
    readonly question: string
    readonly number: number
    readonly day: string
  }
  readonly filledAt: string
  readonly from: string
  readonly to: string
  readonly sentence: string
  /** Units in the window. */
  readonly units: number
  readonly purpose: readonly Omit<PurposeNumber, 'bound' | 'means'>[]
  readonly metrics: readonly PackMetric[]
  readonly adoption: { readonly verdict: 'met' | 'unmet' | 'unknown'; readonly sentence: string }
  readonly alerts: PackAlerts
  /** Written down more than once, or since the last review. */
  readonly deviations: readonly PackDeviation[]
  readonly changes: readonly { readonly label: string; readonly at: string; readonly effect: string | null }[]
  readonly feedback: PackFeedback
  readonly openActions: readonly {
    readonly id: string
    readonly what: string
    readonly person: PackPerson
    readonly due: string
    readonly overdue: boolean
  }[]
  readonly operator: OperatorPack | null
  readonly scope: { readonly refusals: readonly string[]; readonly warnings: readonly string[] } | null
}

export interface PackPerson {
  readonly id: string
  readonly name: string
}

export interface PackAlerts {
  readonly raised: number
  readonly useful: Proportion
  readonly ignored: Proportion
}

export interface PackDeviation {
  readonly what: string
  readonly times: number
  readonly weeks: number
  readonly first: string
  readonly last: string
  readonly closed: boolean
}

export interface PackFeedback {
  readonly came: number
  readonly answered: number
  readonly inTime: number
  readonly waiting: number
}

/** What an operator looks at every week (S317 to S320). */
export interface OperatorPack {
  /** Drawn at random, the same again from the same runs. */
  readonly sample: readonly {
    readonly runId: string
    readonly unitKey: string
    readonly at: string
    readonly route: string
  }[]
  /** Of how many it was drawn. */
  readonly drawnFrom: number
  readonly edits: { readonly now: Measured; readonly before: Measured; readonly sentence: string }
  readonly escalated: readonly {
    readonly runId: string | null
    readonly caseId: string | null
    readonly unitKey: string
    readonly reason: string | null
    readonly by: string
    readonly at: string
  }[]
  readonly policyChanges: readonly {
    readonly id: string
    readonly words: string
    readonly source: string
    readonly touches: string
    readonly holdsFrom: string
    /** What runs is older than it. */
    readonly behind: boolean
  }[]
}

/** A figure beside that of the window of equal length before it. */
export interface PackMetric {
  readonly id: 'completion' | 'exceptions' | 'input-quality' | 'active-users' | 'latency'
  readonly name: string
  readonly means: string
  readonly unit: '%' | 'ms'
  readonly now: Measured | null
  readonly before: Measured | null
  /** Why there is no figure; null where there is one. */
  readonly missing: string | null
}

const COMPUTED = [
  ['completion', 'automatic-share', 'Done without a person', 'Units that the AI handled alone, of all.', '%'],
  ['exceptions', 'human-share', 'Passed to a person', 'Units that a person checked or took over, of all.', '%'],
  ['input-quality', 'input-quality', 'Inputs as agreed', 'Units whose input kept its contract, of all.', '%'],
  ['latency', 'latency-p95', 'From input to output', 'Time within which 95 % of the answers came.', 'ms'],
] as const satisfies readonly (readonly [PackMetric['id'], Measure, string, string, '%' | 'ms'])[]

/** What the first 90 days of a workflow are judged by (S188 to S192), over a window and the one before it. */
export function packMetrics({
  days,
  windowDays,
  until,
  users,
}: {
  readonly days: readonly RunDay[]
  readonly windowDays: number
  readonly until: Date
  /** People who decided on outputs in both windows; `intended` null where nobody said how many are to use it. */
  readonly users: { readonly now: number; readonly before: number; readonly intended: number | null }
}): readonly PackMetric[] {
  const now = daysWithin(days, windowDays, until)
  const before = daysWithin(days, windowDays, new Date(until.getTime() - windowDays * DAY_MS))
  const computed = COMPUTED.map(([id, which, name, means, unit]): PackMetric => {
    const measured = measure(now, which)
    const missing = measured.kind === 'insufficient' ? `Not enough yet: ${measured.n} of ${measured.needed}.` : null
    return { id, name, means, unit, now: measured, before: measure(before, which), missing }
  })
  const { intended } = users
  const active: PackMetric = {
    id: 'active-users',
    name: 'People who use it',
    means: 'People who decided on an output, of those who are to use it.',
    unit: '%',
    now: headCount(users.now, intended),
    before: headCount(users.before, intended),
    missing: intended === null ? 'Nobody has said how many people are to use it.' : null,
  }
  return [...computed.slice(0, 3), active, ...computed.slice(3)]
}

/** Everybody is counted, so there is no interval. */
function headCount(active: number, intended: number | null): Measured | null {
  if (intended === null) return null
  return { kind: 'figure', value: (100 * Math.min(active, intended)) / intended, interval: null, n: intended }
}

/** How often people edited the drafts, against the window before (S318). */
export function editsSentence(now: Measured, before: Measured): string {
  if (now.kind === 'insufficient') {
    return `How often drafts are edited can’t be told yet: ${now.n} of ${now.needed} decisions.`
  }
  const share = `${wholePercent(now.value / 100)} of ${counted(now.n, 'draft')} were edited`
  if (before.kind === 'insufficient') return `${share}; the week before had too few to compare.`
  const moved = areApart(now, before) ? (now.value > before.value ? 'more than' : 'less than') : 'much as in'
  return `${share}, ${moved} the week before (${wholePercent(before.value / 100)} of ${before.n}).`
}

function areApart(one: Measured, other: Measured): boolean {
  if (one.kind !== 'figure' || other.kind !== 'figure' || one.interval === null || other.interval === null) return false
  return one.interval.low > other.interval.high || one.interval.high < other.interval.low
}

/** What belongs into a pack of all departures that were written down: those that came back, and the new ones. */
export function packDeviations(seen: readonly DeviationSeen[], from: Date): readonly PackDeviation[] {
  return seen
    .filter(({ times, last, closed }) => last >= from || (times > 1 && !closed))
    .toSorted((a, b) => b.weeks - a.weeks || b.times - a.times || b.last.getTime() - a.last.getTime())
    .map(({ first, last, ...each }) => ({ ...each, first: first.toISOString(), last: last.toISOString() }))
}

/** The pack in one sentence: the numbers first, then what needs somebody. */
export function packSentence(
  workflow: string,
  {
    units,
    purpose,
    alerts,
    deviations,
    openActions,
  }: Pick<ReviewPack, 'units' | 'purpose' | 'alerts' | 'deviations' | 'openActions'>,
): string {
  const of = (verdict: PurposeNumber['verdict']) => purpose.filter((each) => each.verdict === verdict).length
  const [met, unmet, unknown] = [of('met'), of('unmet'), of('unknown')]
  const numbers =
    purpose.length === 0
      ? 'no purpose number is written down'
      : listInWords([
          `${met} of ${counted(purpose.length, 'purpose number')} ${met === 1 ? 'is' : 'are'} met`,
          ...(unmet > 0 ? [`${unmet} ${unmet === 1 ? 'is' : 'are'} missed`] : []),
          ...(unknown > 0 ? [`${unknown} can’t be told yet`] : []),
        ])
  const patterns = deviations.filter(({ weeks, closed }) => weeks > 1 && !closed).length
  const overdue = openActions.filter(({ overdue: is }) => is).length
  const rest = [
    counted(alerts.raised, 'alert'),
    ...(patterns > 0 ? [`${counted(patterns, 'departure')} that ${patterns === 1 ? 'comes' : 'come'} back`] : []),
    ...(overdue > 0 ? [counted(overdue, 'overdue action')] : []),
  ]
  return `${workflow}: ${numbers}. ${counted(units, 'unit')}, ${listInWords(rest)}.`
}
