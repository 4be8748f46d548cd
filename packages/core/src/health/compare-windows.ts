import { chiSquared } from '../detection/offline/chi-squared.ts'
import { jensenShannon } from '../detection/offline/jensen-shannon.ts'
import { ksPValue } from '../detection/offline/kolmogorov-smirnov.ts'
import { wilson } from '../runs/wilson.ts'
import type { WindowStatistics } from './baseline.ts'
import { SHARE_SIGNALS, TAIL_SIGNALS } from './signals.ts'
import { type Counted, countOf, type Tally } from './tally.ts'
import { sizeOf, sketchQuantile } from './value-buckets.ts'

/** How far apart two windows are in one thing. */
export interface Difference {
  /** `share:failure-share`, `missing:/customer/name`, `values:/amount`, `value:latency`. */
  readonly id: string
  readonly name: string
  readonly group: 'inputs' | 'quality' | 'people' | 'cost' | 'silence'
  readonly unit: '%' | 'ms' | 'money' | 'tokens' | 'distance'
  readonly reference: Measurement
  readonly current: Measurement
  /** 0..1 for distributions; null for shares. */
  readonly distance: number | null
  readonly verdict: 'same' | 'moved' | 'unknown'
  /** What is said about it, in plain words. */
  readonly sentence: string
}

export interface Measurement {
  /** Percent for shares; null where there is nothing, or too little. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

/** The same rules as for files (`DRIFT_RULES`), with a stricter test where one looks again and again. */
export interface CompareRules {
  readonly leastValues: number
  readonly effect: number
  readonly pValue: number
}
export const ONE_LOOK: CompareRules = { leastValues: 30, effect: 0.1, pValue: 0.001 }
/** One look a day at each field for years. */
export const MANY_LOOKS: CompareRules = { leastValues: 50, effect: 0.1, pValue: 1e-6 }

/** How far one distribution is from another. */
export interface Distance {
  readonly method: 'kolmogorov-smirnov' | 'jensen-shannon'
  readonly distance: number
  readonly pValue: number
}

/**
 * The distance of two sketches of numbers: the largest distance of their distribution functions over the buckets
 * (Kolmogorov–Smirnov, see kolmogorov-smirnov.ts; a bucket is 2 % wide). Null where either is empty.
 */
export function numberDistance(reference: Counted, current: Counted): Distance | null {
  const [n, m] = [sizeOf(reference), sizeOf(current)]
  if (n === 0 || m === 0) return null
  const buckets = [...new Set([...Object.keys(reference), ...Object.keys(current)])]
    .map(Number)
    .toSorted((a, b) => a - b)
  let [a, b, distance] = [0, 0, 0]
  for (const bucket of buckets) {
    a += reference[String(bucket)] ?? 0
    b += current[String(bucket)] ?? 0
    distance = Math.max(distance, Math.abs(a / n - b / m))
  }
  return { method: 'kolmogorov-smirnov', distance, pValue: ksPValue(distance, n, m) }
}

/** The distance of two counts of categories (Jensen–Shannon, see jensen-shannon.ts). Null where either is empty. */
export function categoryDistance(reference: Counted, current: Counted): Distance | null {
  const [n, m] = [sizeOf(reference), sizeOf(current)]
  if (n === 0 || m === 0) return null
  const kinds = [...new Set([...Object.keys(reference), ...Object.keys(current)])].toSorted()
  const [a, b] = [kinds.map((kind) => reference[kind] ?? 0), kinds.map((kind) => current[kind] ?? 0)]
  if (kinds.length < 2) return { method: 'jensen-shannon', distance: 0, pValue: 1 }
  return { method: 'jensen-shannon', distance: jensenShannon(a, b), pValue: chiSquared(a, b)?.pValue ?? 1 }
}

export function judgeDistance(
  of: Distance | null,
  n: { readonly reference: number; readonly current: number },
  rules: CompareRules,
): 'same' | 'moved' | 'unknown' {
  if (of === null || Math.min(n.reference, n.current) < rules.leastValues) return 'unknown'
  if (of.distance < rules.effect) return 'same'
  return of.pValue < rules.pValue ? 'moved' : 'unknown'
}

/** Sketches of input fields in a tally, by what they hold. */
export const FIELD_SKETCHES = [
  { prefix: 'num:', what: 'values', numbers: true },
  { prefix: 'len:', what: 'lengths', numbers: true },
  { prefix: 'cat:', what: 'categories', numbers: false },
] as const

/**
 * Two windows side by side (S133): every field of the inputs, every share, every value. What one of them lacks is
 * `unknown`, never the same.
 */
export function compareWindows(
  reference: Pick<WindowStatistics, 'tally' | 'decided'>,
  current: Pick<WindowStatistics, 'tally' | 'decided'>,
): readonly Difference[] {
  const differences: Difference[] = []
  const shares = (id: string, name: string, group: Difference['group'], is: Of, was: Of) =>
    differences.push(shareDifference(id, name, group, was, is))
  for (const prefix of ['missing:', 'type:', 'unknown:'] as const) {
    for (const pointer of pointersOf(reference.tally, current.tally, prefix)) {
      const of = (tally: Tally): Of => ({ hits: countOf(tally, prefix + pointer), n: countOf(tally, `in:${pointer}`) })
      shares(
        prefix + pointer,
        `${fieldName(pointer)}: ${FAULT_WORDS[prefix]}`,
        'inputs',
        of(current.tally),
        of(reference.tally),
      )
    }
  }
  for (const { prefix, what, numbers } of FIELD_SKETCHES) {
    for (const name of sketchesOf(reference.tally, current.tally, prefix)) {
      const [was, is] = [reference.tally.sketches[name] ?? {}, current.tally.sketches[name] ?? {}]
      const of = numbers ? numberDistance(was, is) : categoryDistance(was, is)
      differences.push(
        distributionDifference(
          `values:${name}`,
          `${fieldName(name.slice(prefix.length))}: ${what}`,
          'inputs',
          was,
          is,
          {
            of,
            unit: 'distance',
            quantile: numbers ? 0.5 : null,
          },
        ),
      )
    }
  }
  for (const signal of SHARE_SIGNALS) {
    shares(
      `share:${signal.id}`,
      signal.name,
      signal.group,
      signal.of(current.tally, current.decided),
      signal.of(reference.tally, reference.decided),
    )
  }
  for (const signal of TAIL_SIGNALS) {
    for (const name of sketchesOf(reference.tally, current.tally, signal.sketch)) {
      const [was, is] = [reference.tally.sketches[name] ?? {}, current.tally.sketches[name] ?? {}]
      const currency = name.slice(signal.sketch.length)
      differences.push(
        distributionDifference(
          `value:${name}`,
          currency === '' ? signal.name : `${signal.name}, ${currency}`,
          signal.group,
          was,
          is,
          {
            of: numberDistance(was, is),
            unit: signal.unit === 'runs' ? 'distance' : signal.unit,
            quantile: signal.shown,
          },
        ),
      )
    }
  }
  return differences
}

const FAULT_WORDS = { 'missing:': 'missing', 'type:': 'of another type', 'unknown:': 'not in its list' } as const

interface Of {
  readonly hits: number
  readonly n: number
}

function shareDifference(id: string, name: string, group: Difference['group'], was: Of, is: Of): Difference {
  const [before, after] = [measured(was), measured(is)]
  const base = { id, name, group, unit: '%', reference: before, current: after, distance: null } as const
  if (before.low === null || before.high === null || after.low === null || after.high === null) {
    return { ...base, verdict: 'unknown', sentence: tooFew(was.n, is.n) }
  }
  if (after.low > before.high || after.high < before.low) {
    return {
      ...base,
      verdict: 'moved',
      sentence: `${percent(after.value)} now, ${percent(before.value)} in the reference; the intervals lie apart.`,
    }
  }
  return { ...base, verdict: 'same', sentence: 'The intervals overlap.' }
}

function distributionDifference(
  id: string,
  name: string,
  group: Difference['group'],
  was: Counted,
  is: Counted,
  how: { readonly of: Distance | null; readonly unit: Difference['unit']; readonly quantile: number | null },
): Difference {
  const n = { reference: sizeOf(was), current: sizeOf(is) }
  const verdict = judgeDistance(how.of, n, ONE_LOOK)
  const side = (sketch: Counted): Measurement => ({
    value: how.quantile === null ? null : sketchQuantile(sketch, how.quantile),
    low: null,
    high: null,
    n: sizeOf(sketch),
  })
  const distance = how.of?.distance ?? null
  return {
    id,
    name,
    group,
    unit: how.unit,
    reference: side(was),
    current: side(is),
    distance,
    verdict,
    sentence:
      Math.min(n.reference, n.current) < ONE_LOOK.leastValues || distance === null
        ? tooFew(n.reference, n.current)
        : verdict === 'moved'
          ? `The distribution is ${distance.toFixed(2)} away; ${String(ONE_LOOK.effect)} or more is a move.`
          : verdict === 'same'
            ? `The distribution is ${distance.toFixed(2)} away.`
            : `The distribution is ${distance.toFixed(2)} away, which may be chance with so few values.`,
  }
}

function measured({ hits, n }: Of): Measurement {
  if (n < ONE_LOOK.leastValues) return { value: null, low: null, high: null, n }
  const { low, high } = wilson(hits, n)
  return { value: (100 * hits) / n, low: 100 * low, high: 100 * high, n }
}

function tooFew(reference: number, current: number): string {
  const least = ONE_LOOK.leastValues
  if (reference === 0 && current === 0) return 'Neither window tells it.'
  if (reference === 0) return 'The reference does not tell it.'
  if (current === 0) return 'The current window does not tell it.'
  return reference < least
    ? `Not enough yet in the reference: ${String(reference)} of ${String(least)}.`
    : `Not enough yet: ${String(current)} of ${String(least)}.`
}

export function pointersOf(a: Tally, b: Tally, prefix: string): readonly string[] {
  const names = [...Object.keys(a.counts), ...Object.keys(b.counts)].filter((name) => name.startsWith(prefix))
  return [...new Set(names.map((name) => name.slice(prefix.length)))].toSorted()
}

export function sketchesOf(a: Tally, b: Tally, prefix: string): readonly string[] {
  const names = [...Object.keys(a.sketches), ...Object.keys(b.sketches)].filter((name) =>
    // A sketch of a field or a currency begins with its prefix, one of the record has the whole name.
    prefix.endsWith(':') ? name.startsWith(prefix) : name === prefix,
  )
  return [...new Set(names)].toSorted()
}

/** `/customer/name` as people say it. */
export function fieldName(pointer: string): string {
  return pointer.slice(1).replaceAll('/', ' › ').replaceAll('~1', '/').replaceAll('~0', '~')
}

function percent(value: number | null): string {
  return `${value === null ? '–' : String(Number(value.toPrecision(3)))} %`
}
