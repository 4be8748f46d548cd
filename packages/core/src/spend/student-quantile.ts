/**
 * Quantile of Student's t with `df` degrees of freedom, for p above one half, by the
 * Cornish–Fisher expansion about the normal quantile (Abramowitz & Stegun 26.7.5, 26.2.23).
 * Within 1 % from 6 degrees on; t(0.95; 6) = 1.943, t(0.95; 27) = 1.703.
 */
export function studentQuantile(p: number, df: number): number {
  const z = normalQuantile(p)
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + g1 / df + g2 / df ** 2 + g3 / df ** 3
}

/** Abramowitz & Stegun 26.2.23: |error| < 4.5e-4. */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p))
  return t - (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3)
}
