import { logGamma } from '../offline/log-gamma.ts'

const TINY = 1e-300

/**
 * Regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b), by its continued fraction
 * (Abramowitz and Stegun 26.5.8, evaluated as Lentz does). P(Bin(n, p) ≥ k) = I_p(k, n − k + 1):
 * I_.5(3, 3) = .5, I_.5(8, 3) = P(Bin(10, ½) ≥ 8) = 56/1024.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  )
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return Math.min(1, front * fraction)
}

function away(x: number): number {
  return Math.abs(x) < TINY ? TINY : x
}
