import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { wilson, type Interval } from '../runs/wilson.ts'

/** What was judged of one part; who can't tell has not judged. */
export interface JudgedStratum {
  /** All answers in it. */
  readonly units: number
  readonly judged: number
  readonly right: number
}

export interface ShareEstimate {
  /** Share of right answers among all, 0..1. */
  readonly share: number
  readonly standardError: number
  /** 95 %, 0..1. */
  readonly interval: Interval
  /** How much wider the draw's form makes it than as many answers drawn from all would: below 1 it is narrower. */
  readonly designEffect: number
  readonly judged: number
  readonly units: number
}

/**
 * The share of right answers among all, from a sample by parts: each judged answer stands for N/n of its part (the inverse
 * of its chance to be drawn), so that parts of which more were drawn weigh no more. Null below the minimum sample, and
 * while a part has fewer than two judged ones.
 *
 * p = Σ (Nₕ/N)·pₕ, variance Σ (Nₕ/N)²·(1 − nₕ/Nₕ)·pₕ(1 − pₕ)/(nₕ − 1). Source: Cochran, "Sampling Techniques", 3rd ed.,
 * section 5.10; Lohr, "Sampling: Design and Analysis", example of the learned societies: p = .2465, standard error .0071,
 * which the test checks. Interval: Wilson on the effective size n / design effect (Korn and Graubard, "Confidence intervals
 * for proportions with small expected number of positive counts estimated from survey data", Survey Methodology 24, 1998);
 * the design effect is told from (right + 1) / (judged + 2) of each part, so that a part in which none was wrong by luck
 * doesn't make it narrow.
 */
export function estimateShare(strata: readonly JudgedStratum[]): ShareEstimate | null {
  const parts = strata.filter(({ units }) => units > 0)
  const units = sum(parts, (part) => part.units)
  const judged = sum(parts, (part) => part.judged)
  const isThin = parts.some((part) => part.judged < Math.min(2, part.units))
  if (judged === 0 || isThin || judged < Math.min(MINIMUM_SAMPLE, units)) return null
  const share = sum(parts, (part) => (part.units / units) * (part.right / part.judged))
  const variance = varianceOf(parts, units, (part) => part.right / part.judged)
  const smoothed = (part: JudgedStratum) => (part.right + 1) / (part.judged + 2)
  const about = sum(parts, (part) => (part.units / units) * smoothed(part))
  const designEffect = varianceOf(parts, units, smoothed) / ((about * (1 - about)) / judged)
  return {
    share,
    standardError: Math.sqrt(variance),
    interval:
      designEffect === 0 ? { low: share, high: share } : wilson((share * judged) / designEffect, judged / designEffect),
    designEffect,
    judged,
    units,
  }
}

function varianceOf(parts: readonly JudgedStratum[], units: number, shareIn: (part: JudgedStratum) => number): number {
  return sum(parts, (part) => {
    if (part.judged >= part.units) return 0
    const p = shareIn(part)
    return (part.units / units) ** 2 * (1 - part.judged / part.units) * ((p * (1 - p)) / (part.judged - 1))
  })
}

/** As so many of the judged ones, with the interval of the whole design: what is compared with other proportions. */
export function asProportion({ share, interval, judged }: ShareEstimate): Proportion {
  return { k: Math.round(share * judged), n: judged, interval }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
