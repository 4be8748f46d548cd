/**
 * Jensen–Shannon distance of two samples of categories, 0 (equal shares) to 1 (nothing in common): the root of
 * H((P + Q)/2) − (H(P) + H(Q))/2 with entropies in bits. Unlike Cramér's V it does not shrink where one sample is much larger than the
 * other.
 *
 * Source: Endres & Schindelin, "A new metric for probability distributions", IEEE Transactions on Information Theory 49
 * (2003). Checked against SciPy's documentation (`spatial.distance.jensenshannon`, base 2): (1, 0, 0) and (0, 1, 0) give
 * 1, (1, 0) and (½, ½) give .5579230452841438.
 *
 * @param a counts of the categories in the one sample; their sum is above 0
 * @param b counts of the same categories, in the same order, in the other
 */
export function jensenShannon(a: readonly number[], b: readonly number[]): number {
  const nA = a.reduce((sum, count) => sum + count, 0)
  const nB = b.reduce((sum, count) => sum + count, 0)
  let divergence = 0
  for (const [place, count] of a.entries()) {
    const p = count / nA
    const q = (b[place] ?? 0) / nB
    const middle = (p + q) / 2
    divergence += (p > 0 ? p * Math.log2(p / middle) : 0) + (q > 0 ? q * Math.log2(q / middle) : 0)
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence / 2)))
}
