import type { Forecasts } from './forecasts.ts'
import { isotonic } from './isotonic.ts'

/** A point of the reliability diagram: what was stated, what came true, and the interval of that at 95 %. */
export interface ReliabilityPoint {
  readonly stated: number
  readonly came: number
  readonly low: number
  readonly high: number
}

export interface BandSettings {
  readonly resamples: number
  /** From 0 up to, not including, 1. */
  readonly random: () => number
}

/** Stated probabilities at which the diagram is told. */
const GRID = Array.from({ length: 21 }, (_, i) => i / 20)

/**
 * The reliability diagram: the isotonic curve with pointwise bootstrap intervals (percentiles 2.5 and 97.5 of refits on
 * resampled decisions). Points outside the stated probabilities are left out.
 */
export function reliabilityOf(forecasts: Forecasts, { resamples, random }: BandSettings): readonly ReliabilityPoint[] {
  const { p } = forecasts
  const lowest = p[0] ?? 1
  const highest = p.at(-1) ?? 0
  const grid = GRID.filter((each) => each >= lowest && each <= highest)
  const places = grid.map((each) => lastAtMost(p, each))
  const fitted = isotonic(forecasts)
  const draws = places.map(() => new Float64Array(resamples))
  const owner = ownerOf(forecasts)
  const n = new Float64Array(p.length)
  const k = new Float64Array(p.length)
  for (let round = 0; round < resamples; round += 1) {
    resample(owner, random, n, k)
    const again = isotonic({ n, k })
    for (const [at, place] of places.entries()) {
      const list = draws[at]
      if (list !== undefined) list[round] = again[place] ?? 0
    }
  }
  return grid.map((stated, at) => {
    const sorted = (draws[at] ?? new Float64Array(0)).sort()
    const came = fitted[places[at] ?? 0] ?? 0
    return {
      stated,
      came,
      low: Math.min(came, sorted[Math.floor(0.025 * resamples)] ?? came),
      high: Math.max(came, sorted[Math.ceil(0.975 * resamples) - 1] ?? came),
    }
  })
}

/** Group and outcome of every single decision, as `2 · group + outcome`. */
function ownerOf({ n, k, total }: Forecasts): Int32Array {
  const owner = new Int32Array(total)
  let at = 0
  for (let group = 0; group < n.length; group += 1) {
    const came = k[group] ?? 0
    const all = n[group] ?? 0
    owner.fill(2 * group + 1, at, at + came)
    owner.fill(2 * group, at + came, at + all)
    at += all
  }
  return owner
}

/** As many decisions again, drawn with replacement, counted into `n` and `k`. */
function resample(owner: Int32Array, random: () => number, n: Float64Array, k: Float64Array): void {
  n.fill(0)
  k.fill(0)
  const size = owner.length
  for (let i = 0; i < size; i += 1) {
    const drawn = owner[Math.floor(random() * size)] ?? 0
    const group = drawn >> 1
    n[group] = (n[group] ?? 0) + 1
    k[group] = (k[group] ?? 0) + (drawn & 1)
  }
}

/** Place of the last value that is not above `bound`. */
function lastAtMost(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] ?? Infinity) <= bound) low = middle
    else high = middle - 1
  }
  return low
}
