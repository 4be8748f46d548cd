import { median } from './median.ts'

/** Steps must resemble those of a period ago at least this much. */
const LEAST_CORRELATION = 0.5
/** A longer period must be better than a shorter one by this much, so that a year is not taken for two. */
const CLEARLY_BETTER = 0.1

/**
 * The period of a series in steps, from 2 to a quarter of its length; null where it has none. It is the lag at which the
 * autocorrelation of the differences has its highest peak, if that is above ½; differences, as a trend would correlate at
 * every lag.
 *
 * Source: Box & Jenkins, "Time series analysis" (1970), chapter 9. Checked: the monthly series `businv` and `jfk_passengers`
 * of the Turing Change Point Dataset have 12.
 */
export function periodOf(values: readonly number[]): number | null {
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0))
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
  const centred = steps.map((step) => step - mean)
  const variance = centred.reduce((sum, step) => sum + step * step, 0) / centred.length
  if (!(variance > 0)) return null
  const longest = Math.floor(values.length / 4)
  const correlations = Array.from({ length: Math.min(longest + 2, centred.length) }, (_, lag) => {
    let sum = 0
    for (let i = lag; i < centred.length; i += 1) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0)
    return sum / (centred.length - lag) / variance
  })
  let best: { readonly period: number; readonly correlation: number } | null = null
  for (let period = 2; period <= longest; period += 1) {
    const correlation = correlations[period] ?? 0
    const isPeak = correlation > (correlations[period - 1] ?? 1) && correlation >= (correlations[period + 1] ?? -1)
    if (!isPeak || correlation <= LEAST_CORRELATION) continue
    if (best === null || correlation > best.correlation + CLEARLY_BETTER) best = { period, correlation }
  }
  return best?.period ?? null
}

/**
 * The series without its season: from each value the median of what its phase differs from the centred moving average of one
 * period (Macaulay's ratio-to-moving-average method, as differences). Unchanged where it has no period.
 */
export function withoutSeason(values: readonly number[]): number[] {
  const period = periodOf(values)
  if (period === null) return [...values]
  const n = values.length
  const half = period >> 1
  const phases = Array.from({ length: period }, (): number[] => [])
  for (let i = half; i < n - half; i += 1) {
    let sum = 0
    for (let j = -half; j <= half; j += 1) {
      const isHalf = period % 2 === 0 && Math.abs(j) === half
      sum += (isHalf ? 0.5 : 1) * (values[i + j] ?? 0)
    }
    phases[i % period]?.push((values[i] ?? 0) - sum / period)
  }
  const shape = phases.map((phase) => (phase.length === 0 ? 0 : median(phase)))
  const level = shape.reduce((sum, each) => sum + each, 0) / period
  return values.map((value, i) => value - ((shape[i % period] ?? 0) - level))
}
