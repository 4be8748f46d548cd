import { highestRate, lowestRate, type RateBaseline } from './rate-bound.ts'

export type Direction = 'up' | 'down' | 'both'

export interface RateSettings {
  /** Which way is bad. */
  readonly direction: Direction
  /** Bound of the average run length: without a change the first alarm comes after at least so many ticks on average. */
  readonly arl: number
  /** How sure the bound of the baseline's rate is, in 0..1; .95 unless said. */
  readonly confidence?: number
}

/** Plain JSON, so that it can be stored between observations. */
export interface RateState {
  readonly kind: 'rate'
  readonly arl: number
  readonly sides: readonly RateSide[]
  readonly n: number
  readonly hits: number
  readonly ticks: number
  /** How many observations were there at the first alarm; null before. */
  readonly alarmedAt: number | null
}

export interface RateSide {
  readonly direction: 'up' | 'down'
  /** The rate up to which (down: from which) nothing has changed. */
  readonly bound: number
  /** One Shiryaev–Roberts sum per alternative. */
  readonly sums: readonly number[]
}

export interface RateBatch {
  readonly n: number
  /** How many of them were so; for values in [0, 1] their sum. */
  readonly hits: number
  /**
   * How much time passed with the batch, in the unit of the ARL; `n` unless said, so that the ARL counts observations. For
   * an ARL in days give 1 with the first batch of each day and 0 with the others. Must not depend on the hits.
   */
  readonly ticks?: number
}

/** What a detector says at present. */
export interface StreamEvidence {
  /** The e-detector: without a change its expectation is at most the ticks that passed. */
  readonly e: number
  /** The alarm is at this value. */
  readonly arl: number
  /** Whether `e` has ever reached it. A new baseline or the end of the alarm is a new start. */
  readonly alarmed: boolean
  readonly n: number
}

/**
 * The alternatives that are betted on: shifts of the rate's log odds away from the bound, with their weights. From 92 % to
 * 91.2 % (hardly worth a page) up to 92 % to 41 %; most weight where a person would want to know within a day.
 */
const ALTERNATIVES: readonly { readonly shift: number; readonly weight: number }[] = [
  { shift: 0.1, weight: 0.05 },
  { shift: 0.25, weight: 0.15 },
  { shift: 0.5, weight: 0.25 },
  { shift: 0.9, weight: 0.3 },
  { shift: 1.6, weight: 0.2 },
  { shift: 2.8, weight: 0.05 },
]

/** Odds of nothing at all can't be betted against. */
const LEAST_RATE = 1e-9
/** Where a sum would leave the range of a double it stays; a lower sum only alarms later. */
const MOST = 1e300

/**
 * Watches whether a rate, or the mean of values in [0, 1], leaves its baseline: a mixture Shiryaev–Roberts e-detector.
 *
 * For the null hypothesis "given the past, each mean is at most m" and an alternative q > m, the increment of a value x is
 * L = (q/m)^x·((1−q)/(1−m))^(1−x), whose expectation is at most 1 (for x strictly between 0 and 1 it is less than the bet
 * 1 + λ(x − m), λ = (q − m)/(m(1 − m)), by concavity of the logarithm). Each alternative has its sum
 * M ← (M + ticks)·L, from M = 0; e = Σ weight·M. Then E[e at T] ≤ E[ticks at T] for each stopping time T, therefore the
 * first time with e ≥ `arl` has an expectation of at least `arl` ticks, whatever the dependence between observations.
 * Source: Shin, Ramdas, Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", arXiv
 * 2203.03532. With one alternative it is the procedure of Shiryaev and Roberts, ((L₁ + 1)·L₂ + 1)·L₃ after three values;
 * with those below, e is 8.3553 from 8 % known after 1, 1, 0, which the test computes by hand.
 *
 * m is not the baseline's rate but the highest (down: lowest) one that the baseline leaves plausible: with the rate of 500
 * observations taken as certain, a good part of all streams alarm early (docs/detection-streams.md).
 *
 * A batch of n with k hits, order unknown, is taken as one step with the product of its increments, which doesn't depend
 * on the order. The guarantee holds for any split that isn't chosen after looking at the hits.
 */
export function startRate(baseline: RateBaseline, settings: RateSettings): RateState {
  const { direction, arl, confidence = 0.95 } = settings
  if (!(arl >= 1)) throw new RangeError(`Cannot watch a rate with an ARL of ${arl}: it must be 1 or more`)
  if (!(confidence >= 0.5 && confidence < 1)) {
    throw new RangeError(`Cannot bound a baseline with a confidence of ${confidence}: it must be from .5 to below 1`)
  }
  checkBaseline(baseline)
  // Watched on both sides, the baseline may be misjudged on both.
  const sure = direction === 'both' ? (1 + confidence) / 2 : confidence
  const sides: RateSide[] = []
  const sums = ALTERNATIVES.map(() => 0)
  if (direction !== 'down') sides.push({ direction: 'up', bound: highestRate(baseline, sure), sums })
  if (direction !== 'up') sides.push({ direction: 'down', bound: lowestRate(baseline, sure), sums })
  return { kind: 'rate', arl, sides, n: 0, hits: 0, ticks: 0, alarmedAt: null }
}

/** Takes in observations; a single one is `{ n: 1, hits: 0 or 1 }`. */
export function observeRate(state: RateState, batch: RateBatch): RateState {
  const { n, hits, ticks = n } = batch
  if (!(n >= 0 && hits >= 0 && hits <= n && ticks >= 0 && Number.isFinite(n + ticks))) {
    throw new RangeError(`Cannot take in ${hits} hits of ${n} in ${ticks} ticks: hits lie in 0..n, ticks from 0 on`)
  }
  const sides = state.sides.map((side) => observeSide(side, n, hits, ticks))
  const next = { ...state, sides, n: state.n + n, hits: state.hits + hits, ticks: state.ticks + ticks }
  return next.alarmedAt === null && evidenceSum(sides) >= state.arl ? { ...next, alarmedAt: next.n } : next
}

export function evidenceOfRate(state: RateState): StreamEvidence {
  return { e: evidenceSum(state.sides), arl: state.arl, alarmed: state.alarmedAt !== null, n: state.n }
}

function observeSide(side: RateSide, n: number, hits: number, ticks: number): RateSide {
  const rising = side.direction === 'up'
  const m = Math.min(1 - LEAST_RATE, Math.max(LEAST_RATE, rising ? side.bound : 1 - side.bound))
  const towards = rising ? hits : n - hits
  const sums = side.sums.map((sum, i) => {
    const shift = ALTERNATIVES[i]?.shift ?? 0
    // (1−q)/(1−m) = 1/(1 + m(e^shift − 1)) and (q/m) = e^shift·(1−q)/(1−m), for q with odds e^shift·m/(1−m).
    const otherwise = -Math.log1p(m * Math.expm1(shift))
    return Math.min(MOST, step(sum + ticks, towards * shift + n * otherwise))
  })
  return { ...side, sums }
}

function step(mass: number, logIncrement: number): number {
  return mass === 0 ? 0 : mass * Math.exp(logIncrement)
}

function evidenceSum(sides: readonly RateSide[]): number {
  let e = 0
  for (const { sums } of sides) {
    for (const [i, sum] of sums.entries()) e += ((ALTERNATIVES[i]?.weight ?? 0) * sum) / sides.length
  }
  return e
}

function checkBaseline(baseline: RateBaseline): void {
  const [part, whole] =
    baseline.kind === 'known'
      ? [baseline.rate, 1]
      : [baseline.kind === 'counted' ? baseline.hits : baseline.sum, baseline.n]
  if (!(whole >= 0 && part >= 0 && part <= whole)) {
    throw new RangeError(`Cannot watch a rate from a baseline of ${part} of ${whole}: the part lies in 0..whole`)
  }
}
