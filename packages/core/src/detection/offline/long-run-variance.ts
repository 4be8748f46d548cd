/** Nothing is taken for more persistent than this, or a short series could never show anything. */
const MOST_PERSISTENT = 0.98

/**
 * What the variance of a mean of m residuals is times m, where neighbours resemble each other: σ² (1 + ρ)/(1 − ρ) of an
 * autoregression of order 1. With lines fitted to segments ρ comes out too small by about (2 + 4ρ)/m, which is given back.
 *
 * Source: Priestley, "Spectral analysis and time series" (1981), 5.3; the bias is that of Marriott & Pope, Biometrika 41
 * (1954), with a trend. Checked: independent residuals give σ², ρ = ½ gives 3σ².
 *
 * @param residuals of all segments, one after the other
 * @param segments how many lines were fitted
 */
export function longRunVariance(residuals: ArrayLike<number>, segments: number): number {
  const n = residuals.length
  let squares = 0
  let products = 0
  for (let i = 0; i < n; i += 1) {
    const residual = residuals[i] ?? 0
    squares += residual * residual
    if (i > 0) products += residual * (residuals[i - 1] ?? 0)
  }
  if (squares === 0) return 0
  const raw = products / squares
  const rho = Math.min(MOST_PERSISTENT, Math.max(0, raw + ((2 + 4 * raw) * segments) / n))
  return ((squares / Math.max(1, n - 3 * segments)) * (1 + rho)) / (1 - rho)
}
