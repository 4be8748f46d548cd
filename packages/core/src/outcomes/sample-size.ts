const Z2_95 = 1.959963984540054 ** 2

/**
 * How many answers must be judged so that the 95 % interval of the share of right ones reaches no further than `within` to
 * either side, where `units` are all there are.
 *
 * n₀ = z²·p(1−p)/d², n = n₀ / (1 + (n₀ − 1)/N). Source: Cochran, "Sampling Techniques", 3rd ed., section 4.4; the same
 * with p = ½, d = .05 is the table of Krejcie and Morgan, "Determining sample size for research activities", Educational
 * and Psychological Measurement 30 (1970): 10 of 10, 140 of 220, 217 of 500, 291 of 1,200, 368 of 9,000, which the test
 * checks.
 *
 * @param within half the width of the interval, 0..1
 * @param expected the share that is expected, 0..1; a half where nobody knows, which asks for the most
 */
export function sampleSize({
  units,
  within,
  expected,
}: {
  readonly units: number
  readonly within: number
  readonly expected: number
}): number {
  if (units <= 0) return 0
  const unlimited = (Z2_95 * expected * (1 - expected)) / within ** 2
  return Math.min(units, Math.ceil(unlimited / (1 + (unlimited - 1) / units) - 1e-9))
}
