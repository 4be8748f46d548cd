import { chiSquared } from '../offline/chi-squared.ts'
import { DRIFT_RULES, type DriftVerdict } from '../offline/drift.ts'
import { jensenShannon } from '../offline/jensen-shannon.ts'
import { ksPValue } from '../offline/kolmogorov-smirnov.ts'
import type { CategoryCounts, KindCount } from './categories.ts'
import { quantileOf, type QuantileSketch, rankErrorOf, weightedValues } from './sketch.ts'

/** How a window stands against its baseline: `moved` is both large enough to matter and no chance. */
export interface Shift {
  readonly verdict: DriftVerdict
  /** Size of the difference, 0..1; null where there is nothing to compare. */
  readonly effect: number | null
  /** How probable so large a difference is by chance, at most. */
  readonly pValue: number | null
  readonly n: { readonly baseline: number; readonly current: number }
  /** Why, in plain words; empty where nothing has moved. */
  readonly reasons: readonly string[]
}

export interface NumericShift extends Shift {
  /** How far the values went on average, in spreads of the baseline (the middle half is 1.35 of them). */
  readonly distance: number | null
  readonly median: { readonly baseline: number | null; readonly current: number | null }
}

export interface CategoryShift extends Shift {
  /** Cramér's V of the table of both windows; null where there is nothing to compare. */
  readonly cramersV: number | null
  /** Kinds that the baseline doesn't know and that are no chance, the most frequent first. */
  readonly newKinds: readonly KindCount[]
}

/** How many values are there and how many are missing. */
export interface Presence {
  readonly present: number
  readonly missing: number
}

/**
 * Compares the numbers of two windows by their sketches. Effect is the Kolmogorov–Smirnov distance sup|F − G|; it moves
 * from a tenth on, where it isn't chance even if both sketches err as far as they may (Smirnov 1948, as in
 * `offline/kolmogorov-smirnov.ts`). The distance is Wasserstein's, ∫|F − G|dx, over the baseline's interquartile range
 * divided by 1.349: a normal distribution moved by half its standard deviation is .5 away, with an effect of
 * 2Φ(.25) − 1 = .1974, which the test checks.
 */
export function numericShift(baseline: QuantileSketch, current: QuantileSketch): NumericShift {
  const n = { baseline: baseline.n, current: current.n }
  const median = { baseline: quantileOf(baseline, 0.5), current: quantileOf(current, 0.5) }
  if (n.baseline === 0 || n.current === 0) {
    return { ...nothing(n), distance: null, median }
  }
  const { ks, area } = distances(baseline, current)
  const sure = Math.max(0, ks - rankErrorOf(baseline) - rankErrorOf(current))
  const pValue = ksPValue(sure, n.baseline, n.current)
  const spread = spreadOf(baseline)
  return { ...judge(n, ks, pValue, []), distance: spread === 0 ? null : area / spread, median }
}

/**
 * Compares the kinds of two windows. Effect is the Jensen–Shannon distance, tested by Pearson's χ² (both in `offline/`);
 * kinds that the baseline doesn't know count where a hundredth of the values has them and each of them is no chance: with
 * m of them, all among the n of now, at most (n/(n + N))^m (hypergeometric; N of the baseline).
 */
export function categoryShift(baseline: CategoryCounts, current: CategoryCounts): CategoryShift {
  const n = { baseline: baseline.n, current: current.n }
  if (n.baseline === 0 || n.current === 0) return { ...nothing(n), cramersV: null, newKinds: [] }
  const [was, is] = [byKind(baseline), byKind(current)]
  const kinds = [...new Set([...was.keys(), ...is.keys()])]
  const a = [...kinds.map((kind) => was.get(kind) ?? 0), baseline.others]
  const b = [...kinds.map((kind) => is.get(kind) ?? 0), current.others]
  const test = chiSquared(a, b)

  const byChance = n.current / (n.current + n.baseline)
  const newKinds = current.kinds
    // With more kinds than are kept by name, the baseline may have known it all the same.
    .filter(({ kind, n: m }) => !was.has(kind) && byChance ** m < DRIFT_RULES.pValue && fewer(baseline, m / n.current))
    .toSorted((x, y) => y.n - x.n)
  const inNew = newKinds.reduce((sum, each) => sum + each.n, 0) / n.current
  const reasons =
    enough(n) && inNew >= DRIFT_RULES.newCategories
      ? [`${percent(inNew)} are of kinds that the baseline does not know`]
      : []
  return {
    ...judge(n, jensenShannon(a, b), test?.pValue ?? 1, reasons),
    cramersV: test?.cramersV ?? 0,
    newKinds,
  }
}

/** Compares how many values are missing. Effect is the difference of the shares, tested by Pearson's χ². */
export function missingShift(baseline: Presence, current: Presence): Shift {
  const n = { baseline: baseline.present + baseline.missing, current: current.present + current.missing }
  if (n.baseline === 0 || n.current === 0) return nothing(n)
  const [was, is] = [baseline.missing / n.baseline, current.missing / n.current]
  const test = chiSquared([baseline.present, baseline.missing], [current.present, current.missing])
  const told = `${percent(is)} are missing, ${percent(was)} were`
  return judge(n, Math.abs(is - was), test?.pValue ?? 1, [], DRIFT_RULES.missing, told)
}

/**
 * Compares the types of the values (`number`, `string`, …, counted as kinds). Effect is the share of values of types that
 * hardly occurred in the baseline.
 */
export function typeShift(baseline: CategoryCounts, current: CategoryCounts): Shift {
  const n = { baseline: baseline.n, current: current.n }
  if (n.baseline === 0 || n.current === 0) return nothing(n)
  const was = byKind(baseline)
  const rare = (kind: string): boolean => (was.get(kind) ?? 0) / n.baseline < DRIFT_RULES.newCategories
  const strange = current.kinds.filter(({ kind }) => rare(kind)).toSorted((x, y) => y.n - x.n)
  const inStrange = strange.reduce((sum, each) => sum + each.n, 0)
  const wasStrange = baseline.kinds.filter(({ kind }) => rare(kind)).reduce((sum, each) => sum + each.n, 0)
  const test = chiSquared([n.baseline - wasStrange, wasStrange], [n.current - inStrange, inStrange])
  const told = `${percent(inStrange / n.current)} are now of type ${strange[0]?.kind ?? ''}`
  return judge(n, inStrange / n.current, test?.pValue ?? 1, [], DRIFT_RULES.type, told)
}

function judge(
  n: Shift['n'],
  effect: number,
  pValue: number,
  reasons: readonly string[],
  least: number = DRIFT_RULES.effect,
  told = `the distribution is ${effect.toFixed(3)} away, ${DRIFT_RULES.effect} or more is a move`,
): Shift {
  const shift = { effect, pValue, n }
  if (!enough(n)) {
    const why = `${Math.min(n.baseline, n.current)} values are too few, ${DRIFT_RULES.leastValues} are needed on either side`
    return { ...shift, verdict: 'unknown', reasons: [why] }
  }
  const isLarge = effect >= least
  if (isLarge && pValue < DRIFT_RULES.pValue) return { ...shift, verdict: 'moved', reasons: [...reasons, told] }
  if (reasons.length > 0) return { ...shift, verdict: 'moved', reasons }
  if (isLarge) return { ...shift, verdict: 'unknown', reasons: [`${told}, which may be chance with so few values`] }
  return { ...shift, verdict: 'same', reasons: [] }
}

function nothing(n: Shift['n']): Shift {
  const reasons = [n.baseline === 0 ? 'the baseline holds no value' : 'no value could be read']
  return { verdict: 'unknown', effect: null, pValue: null, n, reasons }
}

function enough(n: Shift['n']): boolean {
  return Math.min(n.baseline, n.current) >= DRIFT_RULES.leastValues
}

/** Walks both distribution functions from value to value: their greatest distance, and the area between them. */
function distances(a: QuantileSketch, b: QuantileSketch): { readonly ks: number; readonly area: number } {
  const steps = [
    ...weightedValues(a).map(({ value, weight }) => ({ value, step: weight / a.n })),
    ...weightedValues(b).map(({ value, weight }) => ({ value, step: -weight / b.n })),
  ].sort((x, y) => x.value - y.value)
  let [apart, ks, area] = [0, 0, 0]
  for (const [i, { value, step }] of steps.entries()) {
    apart += step
    const next = steps[i + 1]?.value ?? value
    if (next === value && i + 1 < steps.length) continue
    ks = Math.max(ks, Math.abs(apart))
    area += Math.abs(apart) * (next - value)
  }
  return { ks, area }
}

function spreadOf(sketch: QuantileSketch): number {
  const quartiles = ((quantileOf(sketch, 0.75) ?? 0) - (quantileOf(sketch, 0.25) ?? 0)) / 1.349
  // Where half of the values are equal, the range stands in.
  return quartiles > 0 ? quartiles : (sketch.max ?? 0) - (sketch.min ?? 0)
}

function byKind(counts: CategoryCounts): ReadonlyMap<string, number> {
  return new Map(counts.kinds.map(({ kind, n }) => [kind, n]))
}

function fewer(baseline: CategoryCounts, share: number): boolean {
  return baseline.lost / baseline.n < share
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
