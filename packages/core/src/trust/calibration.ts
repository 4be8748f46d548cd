import type { Forecasts } from './forecasts.ts'
import { isotonic } from './isotonic.ts'

/** How far stated confidence is from what came true. */
export interface Calibration {
  readonly n: number
  /** Mean distance of confidence and share that came true over ten bins of equal width, weighted by count. */
  readonly ece: number
  /** The same over ten bins of equal count, as far as equal forecasts allow. */
  readonly eceEqualMass: number
  /** Mean squared distance of forecast and outcome; 0 is best. */
  readonly brier: number
  /** `brier = miscalibration − discrimination + uncertainty`. */
  readonly miscalibration: number
  readonly discrimination: number
  readonly uncertainty: number
}

const BINS = 10

/**
 * Expected calibration error with bins of equal width, closed on the left (Guo et al., "On calibration of modern neural
 * networks", ICML 2017), and of equal mass; the Brier score and its CORP decomposition (Dimitriadis, Gneiting, Jordan,
 * "Stable reliability diagrams for probabilistic classifiers", PNAS 118, 2021): miscalibration is what recalibrating by
 * isotonic regression would win, discrimination what that wins over the base rate.
 *
 * @throws RangeError without any forecast
 */
export function calibrationOf(forecasts: Forecasts): Calibration {
  const { p, n, k, total } = forecasts
  if (total === 0) throw new RangeError('Calibration of no forecast at all is nothing')
  const fitted = isotonic(forecasts)
  const came = k.reduce((sum, each) => sum + each, 0)
  const rate = came / total
  let brier = 0
  let recalibrated = 0
  for (let i = 0; i < p.length; i += 1) {
    brier += squaredError(p[i] ?? 0, n[i] ?? 0, k[i] ?? 0)
    recalibrated += squaredError(fitted[i] ?? 0, n[i] ?? 0, k[i] ?? 0)
  }
  const uncertainty = rate * (1 - rate)
  return {
    n: total,
    ece: errorOver(forecasts, (_, value) => Math.min(BINS - 1, Math.floor(value * BINS))),
    eceEqualMass: errorOver(forecasts, (before) => Math.min(BINS - 1, Math.floor((before * BINS) / total))),
    brier: brier / total,
    miscalibration: (brier - recalibrated) / total,
    discrimination: uncertainty - recalibrated / total,
    uncertainty,
  }
}

/** Σ (value − outcome)² over a group of `n`, of which `k` came true. */
function squaredError(value: number, n: number, k: number): number {
  return k * (1 - value) ** 2 + (n - k) * value ** 2
}

/** Weighted distance over bins; a bin is told by the weight before a group and its probability. */
function errorOver({ p, n, k, total }: Forecasts, binOf: (before: number, value: number) => number): number {
  const stated = new Float64Array(BINS)
  const came = new Float64Array(BINS)
  let before = 0
  for (let i = 0; i < p.length; i += 1) {
    const bin = binOf(before, p[i] ?? 0)
    stated[bin] = (stated[bin] ?? 0) + (p[i] ?? 0) * (n[i] ?? 0)
    came[bin] = (came[bin] ?? 0) + (k[i] ?? 0)
    before += n[i] ?? 0
  }
  return stated.reduce((sum, each, bin) => sum + Math.abs(each - (came[bin] ?? 0)), 0) / total
}

/** What can't be drawn as a diagram, and why; null where it can. */
export function confidenceFault({ p, total }: Pick<Forecasts, 'p' | 'total'>): string | null {
  if (total === 0) return 'No confidence was told.'
  if (p.length === 1) return `Every answer told the same confidence, ${p[0]}: it tells nothing apart.`
  return null
}
