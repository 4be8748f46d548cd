import { bestSegmentation } from './best-segmentation.ts'
import { lineFit, type LineFit } from './line-fit.ts'
import { longRunVariance } from './long-run-variance.ts'
import { withoutSeason } from './season.ts'
import { tameOutliers } from './tame-outliers.ts'

/** One configuration for all series. */
const SHORTEST = 5
/** A candidate explains at least ln n of n parts of what one line leaves over. */
const CANDIDATE_PENALTY = 1
/** A change is kept where the deviance falls by more than 3.5 ln n: it costs a place, a level and a slope. */
const KEEP_PENALTY = 3.5
/** Longer series are averaged in blocks first; the places are then found to the step. */
const MOST_BLOCKS = 3000
/** What is left around one line, of a series scaled to variance 1, that is rounding. */
const ROUNDING = 1e-12

/**
 * Where a series changes its level or its trend: the indices, in ascending order, of the first value of each new segment. None
 * where it has too few values or where one line describes it.
 *
 * 1. Season and lone spikes are taken out, each dimension is scaled to variance 1.
 * 2. Candidates: the exact segmentation into lines of least squares with penalty ln n, in units of what one line through
 *    everything leaves over.
 * 3. The weakest candidate is struck out until each lessens the squared residuals by more than 3.5 ln n times the long-run variance
 *    of what remains, which is estimated anew each time. So a series that wanders is not taken for one that changes.
 *
 * Sources: Jackson et al. (2005) for the segmentation; Zhang & Siegmund, "A modified Bayes information criterion", Biometrics
 * 63 (2007), for a penalty of 3 ln n and more per change; Romano et al., JASA 117 (2022), for why autocorrelation must be in it.
 * Checked on the Turing Change Point Dataset (`npm run bench -- detection`).
 *
 * @param dimensions one list of finite numbers for each, of equal length
 */
export function changePoints(dimensions: readonly (readonly number[])[]): number[] {
  const n = dimensions[0]?.length ?? 0
  const width = Math.ceil(n / MOST_BLOCKS)
  if (width <= 1) return changePointsOf(dimensions.map(prepared))
  const blocks = dimensions.map((values) => prepared(averaged(values, width)))
  const coarse = changePointsOf(blocks).map((block) => block * width)
  return placed(dimensions.map(scaled), coarse, width)
}

function prepared(values: readonly number[]): number[] {
  // Scaled first, so that a huge offset costs no digits in what follows.
  return scaled(tameOutliers(withoutSeason(scaled(values))))
}

/** Mean 0, variance 1; all 0 where nothing varies. */
function scaled(values: readonly number[]): number[] {
  const first = values[0] ?? 0
  const n = values.length
  const mean = values.reduce((sum, value) => sum + (value - first), 0) / n
  const centred = values.map((value) => value - first - mean)
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / n)
  return centred.map((value) => (deviation > 0 && Number.isFinite(deviation) ? value / deviation : 0))
}

function changePointsOf(dimensions: readonly (readonly number[])[]): number[] {
  const n = dimensions[0]?.length ?? 0
  if (n < 2 * SHORTEST) return []
  const varying = dimensions.map((values) => ({ values, fit: lineFit(values) }))
  const fits = varying.filter(({ fit }) => fit.residual(0, n) / n > ROUNDING)
  if (fits.length === 0) return []
  const overall = fits.map(({ fit }) => fit.residual(0, n) / n)
  const cost = (from: number, to: number) => {
    let sum = 0
    for (let d = 0; d < fits.length; d += 1) sum += (fits[d]?.fit.residual(from, to) ?? 0) / (overall[d] ?? 1)
    return sum
  }
  const candidates = bestSegmentation(n, cost, CANDIDATE_PENALTY * Math.log(n) * fits.length, SHORTEST)
  return kept(fits, candidates, KEEP_PENALTY * Math.log(n) * fits.length)
}

interface Fitted {
  readonly values: readonly number[]
  readonly fit: LineFit
}

function kept(fits: readonly Fitted[], candidates: readonly number[], penalty: number): number[] {
  let points = [...candidates]
  while (points.length > 0) {
    const weakest = weakestOf(fits, points)
    if (weakest.gain > penalty) break
    points = points.filter((point) => point !== weakest.point)
  }
  return points
}

function weakestOf(
  fits: readonly Fitted[],
  points: readonly number[],
): { readonly point: number; readonly gain: number } {
  const n = fits[0]?.values.length ?? 0
  const bounds = [0, ...points, n]
  const noises = fits.map(({ values }) =>
    Math.max(ROUNDING, longRunVariance(residualsOf(values, bounds), bounds.length - 1)),
  )
  let weakest = { point: points[0] ?? 0, gain: Infinity }
  for (const [k, point] of points.entries()) {
    const from = bounds[k] ?? 0
    const to = bounds[k + 2] ?? n
    const gain = fits.reduce((sum, { fit }, d) => {
      const lessened = fit.residual(from, to) - fit.residual(from, point) - fit.residual(point, to)
      return sum + lessened / (noises[d] ?? 1)
    }, 0)
    if (gain < weakest.gain) weakest = { point, gain }
  }
  return weakest
}

/** Residuals around the line of each segment. */
function residualsOf(values: readonly number[], bounds: readonly number[]): number[] {
  return bounds.slice(0, -1).flatMap((from, k) => {
    const segment = values.slice(from, bounds[k + 1])
    const m = segment.length
    const mean = segment.reduce((sum, value) => sum + value, 0) / m
    const middle = (m - 1) / 2
    const slope = segment.reduce((sum, value, i) => sum + (i - middle) * value, 0) / ((m * (m * m - 1)) / 12)
    return segment.map((value, i) => value - mean - (m > 1 ? slope : 0) * (i - middle))
  })
}

function averaged(values: readonly number[], width: number): number[] {
  return Array.from({ length: Math.ceil(values.length / width) }, (_, block) => {
    const part = values.slice(block * width, (block + 1) * width)
    const first = part[0] ?? 0
    return first + part.reduce((sum, value) => sum + (value - first), 0) / part.length
  })
}

/** Moves each place that is known to a block to the step at which the lines to its left and right fit best. */
function placed(dimensions: readonly (readonly number[])[], coarse: readonly number[], width: number): number[] {
  const fits = dimensions.map(lineFit)
  const n = dimensions[0]?.length ?? 0
  const bounds = [0, ...coarse, n]
  for (let k = 1; k + 1 < bounds.length; k += 1) {
    const from = bounds[k - 1] ?? 0
    const to = bounds[k + 1] ?? n
    const about = bounds[k] ?? 0
    let best = { at: about, residual: Infinity }
    for (let at = Math.max(from + 3, about - width); at <= Math.min(to - 3, about + width); at += 1) {
      const residual = fits.reduce((sum, fit) => sum + fit.residual(from, at) + fit.residual(at, to), 0)
      if (residual < best.residual) best = { at, residual }
    }
    bounds[k] = best.at
  }
  return bounds.slice(1, -1)
}
