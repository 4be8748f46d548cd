import { wilson } from '../runs/wilson.ts'
import { dayOf } from '../spend/period.ts'
import { type Baseline, type HealthHour } from './baseline.ts'
import { categoryDistance, MANY_LOOKS, numberDistance } from './compare-windows.ts'
import { expectedBetween, isAskedModel, normalSpend, normalVolume } from './judge-states.ts'
import {
  distributionSignals,
  fieldSignals,
  type HealthFacts,
  type Look,
  lookKey,
  oddHourShares,
  tailShares,
} from './look-at-health.ts'
import { takenShare, usedShare } from './judge-people.ts'
import { type Share, SHARE_SIGNALS, type ShareSignal } from './signals.ts'
import { type Counted, mergeTallies, type Tally } from './tally.ts'
import { quantileBucket, sizeOf, valueOfBucket } from './value-buckets.ts'
import { ODD_HOUR } from './volume.ts'
import type { SharePoint } from './watch-share.ts'
import { addDecided, NOTHING_DECIDED } from './decided.ts'
import { modelsOf } from './tally-run.ts'
import { DAY_MS } from '../time.ts'

/** One calendar day (UTC) of a signal, in the signal's unit. */
export interface ChartPoint {
  readonly day: string
  readonly n: number
  /** Null where nothing was there, or too little to say anything. */
  readonly value: number | null
  /** 95 % interval of the value. */
  readonly low: number | null
  readonly high: number | null
  /** What is normal that day; null without a baseline. */
  readonly normalLow: number | null
  readonly normalHigh: number | null
}

export interface Chart {
  readonly points: readonly ChartPoint[]
  readonly baseline: {
    readonly value: number | null
    readonly low: number | null
    readonly high: number | null
    readonly n: number
  } | null
  readonly currency: string | null
}

/** Runs of a day below this give no figure. */
const LEAST_OF_DAY = 5

interface Day {
  readonly day: string
  readonly hours: readonly HealthHour[]
  readonly tally: Tally
  readonly decided: HealthHour['decided']
}

/** The picture of each signal over the last days, by the key of its look. */
export function chartsOf(facts: HealthFacts, looks: readonly Look[], days: number): ReadonlyMap<string, Chart> {
  const { baseline, now } = facts
  const calendar = Array.from({ length: days }, (_, i) => dayOf(new Date(now.getTime() - (days - 1 - i) * DAY_MS)))
  const whole = byDay(facts.hours, calendar)
  const charts = new Map<string, Chart>()
  const put = (id: string, slice: Look['slice'], chart: Chart) => charts.set(lookKey(id, slice), chart)
  const shares: readonly ShareSignal[] = [...SHARE_SIGNALS, ...facts.fields.flatMap(fieldSignals)]
  for (const signal of shares) put(signal.id, null, shareChart(signal, whole, baseline?.statistics ?? null))
  for (const slice of facts.slices) {
    const place = { name: slice.name, label: slice.label }
    const of = byDay(slice.hours, calendar)
    const was = baseline?.statistics.slices.find(({ name, label }) => name === slice.name && label === slice.label)
    for (const signal of SHARE_SIGNALS) {
      if (signal.sliced) put(signal.id, place, shareChart(signal, of, was ?? null))
    }
  }
  for (const { signal, of, sketch } of tailShares(facts)) {
    const scale = signal.unit === '%' ? 100 : 1
    put(signal.id, null, {
      ...quantileChart(sketch, of.shown, scale, whole, baseline),
      currency: of.sketch.endsWith(':') ? sketch.slice(of.sketch.length) : null,
    })
  }
  for (const { signal, sketch } of distributionSignals(facts))
    put(signal.id, null, distanceChart(sketch, whole, baseline))
  put('volume', null, volumeChart(whole, baseline))
  for (const { signal, points } of oddHourShares(facts)) put(signal.id, null, hoursChart(points, calendar))
  put('cost-day', null, spendChart(facts, calendar))
  put('no-runs', null, silenceChart(whole, baseline, now))
  put('model-moved', null, modelChart(whole, baseline))
  put('model-not-asked', null, dailyShares(whole, askedShare))
  put('use-declining', null, dailyShares(whole, usedShare, baseline?.statistics ?? null))
  put('influence-none', null, dailyShares(whole, takenShare))
  const today = (value: number | null, n: number): Chart => ({
    points: calendar.map((day) => ({ ...NOTHING, day, ...(day === dayOf(now) ? { n, value } : {}) })),
    baseline: null,
    currency: null,
  })
  put('feedback-unread', null, today(facts.unread.n, facts.unread.n))
  const { due, ignored } = facts.alertAnswers
  put('alerts-unanswered', null, today(due === 0 ? null : (100 * ignored) / due, due))
  const counted = (instants: readonly Date[]): Chart => ({
    points: calendar.map((day) => {
      const n = instants.filter((at) => dayOf(at) === day).length
      return { ...NOTHING, day, n, value: n }
    }),
    baseline: null,
    currency: null,
  })
  put('less-reliable-reports', null, counted(facts.reports.map(({ at }) => at)))
  put('seeds-passed', null, {
    points: calendar.map((day) => {
      const of = facts.seeds.filter(({ decidedAt }) => dayOf(decidedAt) === day)
      const passed = of.filter((seed) => seed.passed).length
      return { ...NOTHING, day, n: of.length, value: of.length === 0 ? null : (100 * passed) / of.length }
    }),
    baseline: null,
    currency: null,
  })
  // Only what was looked at is shown.
  const keys = new Set(looks.map(({ signal, slice }) => lookKey(signal.id, slice)))
  return new Map([...charts].filter(([key]) => keys.has(key)))
}

const NOTHING = { n: 0, value: null, low: null, high: null, normalLow: null, normalHigh: null } as const

function byDay(hours: readonly HealthHour[], calendar: readonly string[]): readonly Day[] {
  const of = new Map<string, HealthHour[]>(calendar.map((day) => [day, []]))
  for (const hour of hours) of.get(dayOf(hour.hour))?.push(hour)
  return Array.from(of, ([day, each]) => ({
    day,
    hours: each,
    tally: mergeTallies(each.map(({ tally }) => tally)),
    decided: each.reduce((sum, { decided }) => addDecided(sum, decided), NOTHING_DECIDED),
  }))
}

function shareChart(
  signal: ShareSignal,
  days: readonly Day[],
  was: { readonly tally: Tally; readonly decided: HealthHour['decided'] } | null,
): Chart {
  const before = was === null ? null : intervalOf(signal.of(was.tally, was.decided))
  return {
    points: days.map(({ day, tally, decided }) => {
      const { value, low, high, n } = intervalOf(signal.of(tally, decided))
      return { day, n, value, low, high, normalLow: before?.low ?? null, normalHigh: before?.high ?? null }
    }),
    baseline: before,
    currency: null,
  }
}

function intervalOf({ hits, n }: Share) {
  const k = Math.max(0, Math.min(hits, n))
  if (n < LEAST_OF_DAY) return { value: null, low: null, high: null, n: Math.max(0, n) }
  const { low, high } = wilson(k, n)
  return { value: (100 * k) / n, low: 100 * low, high: 100 * high, n }
}

function quantileChart(sketch: string, q: number, scale: number, days: readonly Day[], baseline: Baseline | null) {
  const was = baseline === null ? null : quantileInterval(baseline.statistics.tally.sketches[sketch] ?? {}, q, scale)
  return {
    points: days.map(({ day, tally }) => ({
      day,
      ...quantileInterval(tally.sketches[sketch] ?? {}, q, scale),
      normalLow: was?.low ?? null,
      normalHigh: was?.high ?? null,
    })),
    baseline: was,
  }
}

/**
 * A quantile with its distribution-free interval of 95 %: the values at the ranks n·q ± 1.96·√(n·q·(1−q)), by the normal
 * approximation of the binomial (Conover, "Practical Nonparametric Statistics" (1999), section 3.2).
 */
function quantileInterval(sketch: Counted, q: number, scale: number) {
  const n = sizeOf(sketch)
  if (n < LEAST_OF_DAY) return { value: null, low: null, high: null, n }
  const half = (1.959963984540054 * Math.sqrt(q * (1 - q))) / Math.sqrt(n)
  const at = (share: number) => valueOfBucket(quantileBucket(sketch, Math.min(1, Math.max(0, share))) ?? 0) * scale
  return { value: at(q), low: at(q - half), high: at(q + half), n }
}

function distanceChart(sketch: string, days: readonly Day[], baseline: Baseline | null): Chart {
  const was = baseline?.statistics.tally.sketches[sketch] ?? {}
  return {
    points: days.map(({ day, tally }) => {
      const is = tally.sketches[sketch] ?? {}
      const n = sizeOf(is)
      const of = sketch.startsWith('cat:') ? categoryDistance(was, is) : numberDistance(was, is)
      const enough = n >= LEAST_OF_DAY && of !== null
      return {
        ...NOTHING,
        day,
        n,
        value: enough ? of.distance : null,
        // A day of few values lies away from the baseline by chance: what is normal depends on its n (5 % of λ = 1.358).
        normalLow: baseline === null ? null : 0,
        normalHigh:
          baseline === null || n === 0
            ? null
            : Math.min(1, MANY_LOOKS.effect + 1.358 * Math.sqrt(1 / n + 1 / Math.max(1, sizeOf(was)))),
      }
    }),
    baseline: baseline === null ? null : { value: 0, low: 0, high: MANY_LOOKS.effect, n: sizeOf(was) },
    currency: null,
  }
}

function volumeChart(days: readonly Day[], baseline: Baseline | null): Chart {
  return {
    points: days.map(({ day, tally }) => {
      const n = tally.counts['runs'] ?? 0
      const normal = baseline === null ? null : normalVolume(baseline.statistics, day)
      return { ...NOTHING, day, n, value: n, normalLow: normal?.low ?? null, normalHigh: normal?.high ?? null }
    }),
    baseline: null,
    currency: null,
  }
}

/** Percent of the hours of each day that were odd; as many as chance makes so are normal. */
function hoursChart(points: readonly SharePoint[], calendar: readonly string[]): Chart {
  return {
    points: calendar.map((day) => {
      const of = points.filter(({ at }) => dayOf(at) === day)
      const share = { hits: of.reduce((sum, { hits }) => sum + hits, 0), n: of.length }
      return { day, ...intervalOf(share), normalLow: 0, normalHigh: 100 * ODD_HOUR }
    }),
    baseline: null,
    currency: null,
  }
}

function spendChart({ spent, baseline }: HealthFacts, calendar: readonly string[]): Chart {
  const currency = baseline?.statistics.spend?.currency ?? spent.at(-1)?.currency ?? null
  return {
    points: calendar.map((day) => {
      const amount = spent.find((each) => each.day === day && each.currency === currency)?.amount ?? null
      const normal = baseline === null ? null : normalSpend(baseline.statistics, day)
      return {
        ...NOTHING,
        day,
        n: amount === null ? 0 : 1,
        value: amount,
        normalLow: normal?.low ?? null,
        normalHigh: normal?.high ?? null,
      }
    }),
    baseline: null,
    currency,
  }
}

/** Runs that would have come in the longest quiet time of each day; 12 and more is silence. */
function silenceChart(days: readonly Day[], baseline: Baseline | null, now: Date): Chart {
  return {
    points: days.map(({ day, hours, tally }) => {
      const n = tally.counts['runs'] ?? 0
      if (baseline === null) return { ...NOTHING, day, n }
      const busy = hours.filter((each) => (each.tally.counts['runs'] ?? 0) > 0).map(({ hour }) => hour.getTime())
      const start = Date.parse(`${day}T00:00:00Z`)
      const edges = [start, ...busy.flatMap((at) => [at, at + 3_600_000]), Math.min(start + DAY_MS, now.getTime())]
      let missed = 0
      for (let i = 0; i + 1 < edges.length; i += 2) {
        const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0]
        if (to > from)
          missed = Math.max(missed, expectedBetween(baseline.statistics.week, new Date(from), new Date(to)))
      }
      return { ...NOTHING, day, n, value: missed, normalLow: 0, normalHigh: 12 }
    }),
    baseline: null,
    currency: null,
  }
}

type OfDay = (tally: Tally, decided: HealthHour['decided']) => Share

/** A share of each day by itself, beside what it was in the baseline. */
function dailyShares(
  days: readonly Day[],
  of: OfDay,
  was: { readonly tally: Tally; readonly decided: HealthHour['decided'] } | null = null,
): Chart {
  const before = was === null ? null : intervalOf(of(was.tally, was.decided))
  return {
    points: days.map(({ day, tally, decided }) => ({
      day,
      ...intervalOf(of(tally, decided)),
      normalLow: before?.low ?? null,
      normalHigh: before?.high ?? null,
    })),
    baseline: before,
    currency: null,
  }
}

function askedShare(tally: Tally): Share {
  const pairs = Object.entries(tally.sketches['model'] ?? {}).map(([key, n]) => ({ ...modelsOf(key), n }))
  const told = pairs.filter(({ requested }) => requested !== null)
  const others = told.filter(({ requested, resolved }) => !isAskedModel(requested ?? '', resolved))
  const total = (of: readonly { readonly n: number }[]) => of.reduce((sum, { n }) => sum + n, 0)
  return { hits: total(others), n: total(told) }
}

/** Percent of the calls of each day that a model answered which the baseline doesn't know. */
function modelChart(days: readonly Day[], baseline: Baseline | null): Chart {
  const known = new Set(
    Object.keys(baseline?.statistics.tally.sketches['model'] ?? {}).map((key) => modelsOf(key).resolved),
  )
  return {
    points: days.map(({ day, tally }) => {
      const models = tally.sketches['model'] ?? {}
      const n = sizeOf(models)
      const other = Object.entries(models).reduce(
        (sum, [key, each]) => sum + (known.has(modelsOf(key).resolved) ? 0 : each),
        0,
      )
      return { ...NOTHING, day, n, value: known.size === 0 || n === 0 ? null : other }
    }),
    baseline: null,
    currency: null,
  }
}
