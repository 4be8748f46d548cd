export interface Interval {
  readonly low: number
  readonly high: number
}

const Z_95 = 1.959963984540054

/**
 * Wilson score interval of a share, in 0..1, at 95 %.
 *
 * (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Source: Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927). Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263
 * gives .2553 to .3662, 15 of 148 .0624 to .1605, 0 of 20 0 to .1611, 1 of 29 .0061 to .1718, which the test checks.
 *
 * @param k how many of them
 * @param n out of how many; at least 1
 */
export function wilson(k: number, n: number, z: number = Z_95): Interval {
  const p = k / n
  const z2 = z * z
  const middle = p + z2 / (2 * n)
  const half = z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}
