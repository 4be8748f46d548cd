const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const LN_SQRT_2_PI = 0.9189385332046727
const TINY = 1e-300

/**
 * Natural logarithm of the gamma function for `x > 0`: Lanczos' series (SIAM J. Numer. Anal. B 1, 1964; g = 7, 9 terms),
 * within 1e-13 relative. ln Γ(½) = ln √π = .5723649429247, ln Γ(10) = ln 9! = 12.8018274800815.
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const sum = LANCZOS.reduce((total, c, i) => total + c / (z + i + 1), 0.99999999999980993)
  const t = z + LANCZOS.length - 0.5
  return LN_SQRT_2_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

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
