import { incompleteBeta } from './incomplete-beta.ts'

/** What is known of a rate before the stream begins. */
export type RateBaseline =
  /** `hits` of `n` observations were so: whole numbers. */
  | { readonly kind: 'counted'; readonly n: number; readonly hits: number }
  /** `n` values in [0, 1] have this sum. */
  | { readonly kind: 'summed'; readonly n: number; readonly sum: number }
  /** The rate is certain: agreed, or by construction. */
  | { readonly kind: 'known'; readonly rate: number }

/**
 * The highest rate that a baseline leaves plausible: P(true rate ≤ bound) ≥ `confidence`, one-sided.
 *
 * Counts: the p at which P(Bin(n, p) ≤ hits) = 1 − confidence (Clopper, Pearson, Biometrika 26, 1934). Newcombe,
 * Statistics in Medicine 17 (1998), table I, method 5, at .975: 81 of 263 has .3676, 15 of 148 .1617, 0 of 20 .1684, 1 of
 * 29 .1776, which the test checks. Values in [0, 1]: the m ≥ mean at which n·kl(mean, m) = −ln(1 − confidence)
 * (Hoeffding, JASA 58, 1963, theorem 1). A baseline of nothing leaves everything plausible: 1.
 */
export function highestRate(baseline: RateBaseline, confidence: number): number {
  switch (baseline.kind) {
    case 'known':
      return baseline.rate
    case 'counted': {
      const { n, hits } = baseline
      if (hits >= n) return 1
      return bisect((p) => 1 - incompleteBeta(p, hits + 1, n - hits) > 1 - confidence)
    }
    case 'summed': {
      const { n, sum } = baseline
      if (n === 0 || sum >= n) return 1
      const mean = Math.max(0, sum / n)
      const most = -Math.log(1 - confidence) / n
      return bisect((m) => m <= mean || divergence(mean, m) < most)
    }
    default: {
      const never: never = baseline
      return never
    }
  }
}

/** The lowest rate that a baseline leaves plausible: what `highestRate` is for the rate of the opposite. */
export function lowestRate(baseline: RateBaseline, confidence: number): number {
  return 1 - highestRate(opposite(baseline), confidence)
}

function opposite(baseline: RateBaseline): RateBaseline {
  switch (baseline.kind) {
    case 'known':
      return { kind: 'known', rate: 1 - baseline.rate }
    case 'counted':
      return { kind: 'counted', n: baseline.n, hits: baseline.n - baseline.hits }
    case 'summed':
      return { kind: 'summed', n: baseline.n, sum: baseline.n - baseline.sum }
    default: {
      const never: never = baseline
      return never
    }
  }
}

/** Kullback–Leibler divergence between Bernoulli(p) and Bernoulli(q), in nats. */
function divergence(p: number, q: number): number {
  return term(p, q) + term(1 - p, 1 - q)
}

function term(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q)
}

/** The greatest rate that holds, given that all below it hold as well. */
function bisect(holds: (rate: number) => boolean): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return high
}
