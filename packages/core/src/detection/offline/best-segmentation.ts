/**
 * The segmentation of 0..n with the least Σ cost + penalty · (number of segments), as the starts of all segments but the first;
 * exact, by dynamic programming in O(n²).
 *
 * Source: Jackson et al., "An algorithm for optimal partitioning of data on an interval", IEEE Signal Processing Letters 12
 * (2005).
 *
 * @param cost of the stretch from `from` up to, not including, `to`
 * @param shortest length that a segment may have
 */
export function bestSegmentation(
  n: number,
  cost: (from: number, to: number) => number,
  penalty: number,
  shortest: number,
): number[] {
  const least = new Float64Array(n + 1).fill(Infinity)
  const before = new Int32Array(n + 1)
  least[0] = 0
  for (let to = shortest; to <= n; to += 1) {
    for (let from = 0; from <= to - shortest; from += from === 0 ? shortest : 1) {
      const total = (least[from] ?? Infinity) + cost(from, to) + penalty
      if (total < (least[to] ?? Infinity)) {
        least[to] = total
        before[to] = from
      }
    }
  }
  const starts: number[] = []
  for (let at = before[n] ?? 0; at > 0; at = before[at] ?? 0) starts.push(at)
  return starts.toReversed()
}
