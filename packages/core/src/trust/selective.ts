import { highestRate } from '../detection/stream/rate-bound.ts'

/** One unit as it would be handled automatically: how sure the answer is, and whether it is right. */
export interface Routable {
  readonly confidence: number
  readonly right: boolean
}

/** What is handled automatically from a threshold on: everything at least that sure. */
export interface RoutingPoint {
  readonly threshold: number
  readonly automatic: number
  readonly right: number
}

/**
 * The selective-accuracy curve: for each confidence that occurs, highest first, how many units are at least that sure and
 * how many of them are right. Equal confidences are one point, so the order of the units plays no part.
 *
 * Source: El-Yaniv, Wiener, "On the foundations of noise-free selective classification", JMLR 11 (2010): coverage is
 * `automatic / n`, selective risk `1 − right / automatic`.
 */
export function selectiveCurve(units: readonly Routable[]): readonly RoutingPoint[] {
  const sorted = units.toSorted((a, b) => b.confidence - a.confidence)
  const points: RoutingPoint[] = []
  let right = 0
  for (const [place, unit] of sorted.entries()) {
    if (unit.right) right += 1
    if (sorted[place + 1]?.confidence === unit.confidence) continue
    points.push({ threshold: unit.confidence, automatic: place + 1, right })
  }
  return points
}

/** The strictest threshold at which at least that share of all units is handled automatically; null where there are none. */
export function atCoverage(curve: readonly RoutingPoint[], share: number): RoutingPoint | null {
  const all = curve.at(-1)?.automatic ?? 0
  return curve.find(({ automatic }) => automatic >= share * all) ?? null
}

/** What a threshold lets through. */
export function atThreshold(curve: readonly RoutingPoint[], threshold: number): RoutingPoint {
  const within = curve.findLast((point) => point.threshold >= threshold)
  return { threshold, automatic: within?.automatic ?? 0, right: within?.right ?? 0 }
}

export interface ErrorBudget {
  /** Highest share of wrong answers among those handled automatically, 0..1. */
  readonly errors: number
  /** How sure that must be, 0..1. */
  readonly confidence: number
}

export interface GuaranteedThreshold extends RoutingPoint {
  /** The share of wrong answers stays below this, as sure as was asked for. */
  readonly errorsAtMost: number
}

/** Shares of the units at which a threshold is looked for: what is looked at must not hang on what came true. */
const LOOKS = Array.from({ length: 20 }, (_, step) => (step + 1) / 20)

/**
 * The lowest threshold whose error stays within a budget on units yet to come, by units whose truth is known and that
 * chose nothing else. Thresholds at 5, 10 … 100 % coverage are looked at; each of the m different ones is bounded at
 * (1 − confidence) / m, so that all looks together are as sure as was asked for.
 *
 * Source: Angelopoulos, Bates, Candès, Jordan, Lei, "Learn then test", arXiv 2110.01052 (2021), with Bonferroni's
 * correction; the bound is Clopper's and Pearson's. By hand: of 100 units, all right at one confidence, the error at 95 %
 * stays below 1 − .05^(1/100) = .0295.
 *
 * @returns null where no threshold that is looked at keeps the budget
 */
export function thresholdWithin(
  curve: readonly RoutingPoint[],
  { errors, confidence }: ErrorBudget,
): GuaranteedThreshold | null {
  const looked = [...new Set(LOOKS.map((share) => atCoverage(curve, share)))].filter((point) => point !== null)
  const each = 1 - (1 - confidence) / looked.length
  return (
    looked
      .map((point) => {
        const { automatic: n, right } = point
        return { ...point, errorsAtMost: highestRate({ kind: 'counted', n, hits: n - right }, each) }
      })
      .findLast(({ errorsAtMost }) => errorsAtMost <= errors) ?? null
  )
}
