import type { Forecasts } from './forecasts.ts'
import { createIsotonic, isotonic } from './isotonic.ts'

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
  const refit = createIsotonic(p.length)
  const draws = places.map(() => new Float64Array(resamples))
  const n = new Float64Array(p.length)
  const k = new Float64Array(p.length)
  for (let round = 0; round < resamples; round += 1) {
    resample(forecasts, random, n, k)
    const again = refit({ n, k })
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

/** By 16 random bits: how often a decision is drawn, a Poisson variable of mean 1 to within 1 in 65,536. */
const POISSON = poissonByBits()

function poissonByBits(): Uint8Array {
  const table = new Uint8Array(65_536)
  let chance = Math.exp(-1)
  let at = 0
  for (let often = 0, sum = chance; at < table.length; often += 1, chance /= often, sum += chance) {
    const end = chance < 1 / table.length ? table.length : Math.round(sum * table.length)
    table.fill(often, at, end)
    at = end
  }
  return table
}

/**
 * Counts each decision into `n` and `k` as often as a Poisson variable of mean 1 says: the bootstrap without drawing
 * places, so that memory is read in order.
 *
 * Source: Hanley, MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Comput. Methods
 * Programs Biomed. 83 (2006).
 */
function resample(forecasts: Forecasts, random: () => number, n: Float64Array, k: Float64Array): void {
  let bits = 0
  let isHalfLeft = false
  const often = (decisions: number): number => {
    let sum = 0
    for (let i = 0; i < decisions; i += 1) {
      // One number serves two decisions.
      bits = isHalfLeft ? bits >>> 16 : Math.floor(random() * 2 ** 32)
      isHalfLeft = !isHalfLeft
      sum += POISSON[bits & 0xff_ff] ?? 0
    }
    return sum
  }
  for (let group = 0; group < n.length; group += 1) {
    const all = forecasts.n[group] ?? 0
    const came = forecasts.k[group] ?? 0
    const right = often(came)
    k[group] = right
    n[group] = right + often(all - came)
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
