import { MAD_TO_DEVIATION, median } from './median.ts'

/** Points to either side of each, and how many robust standard deviations from their median a point may lie. */
const REACH = 3
const BOUND = 3

/**
 * Hampel's filter: a point that lies more than three robust standard deviations from the running median of seven is drawn in
 * to that bound, so that a lone spike can't be taken for a change while a step passes unchanged. The deviation is that of the
 * whole series around its running median, 1.4826 · median |x − m|; where more than half of the points lie on it nothing
 * is an outlier.
 *
 * Source: Davies & Gather, "The identification of multiple outliers", JASA 88 (1993); Pearson et al., EURASIP Journal on
 * Advances in Signal Processing (2016). The constant is 1/Φ⁻¹(¾) = 1.4826.
 */
export function tameOutliers(values: readonly number[]): number[] {
  const n = values.length
  if (n < 2 * REACH) return [...values]
  const middles = values.map((_, i) => median(values.slice(Math.max(0, i - REACH), Math.min(n, i + REACH + 1))))
  const away = values.map((value, i) => value - (middles[i] ?? 0))
  const bound = BOUND * MAD_TO_DEVIATION * median(away.map(Math.abs))
  if (!(bound > 0)) return [...values]
  return values.map((value, i) => {
    const distance = away[i] ?? 0
    return Math.abs(distance) > bound ? (middles[i] ?? 0) + Math.sign(distance) * bound : value
  })
}
