/** How many of n are hits: exact, by the gaps between them, which are geometric. */
export function drawHits(random: () => number, n: number, rate: number): number {
  if (rate > 0.5) return n - drawHits(random, n, 1 - rate)
  const log = Math.log1p(-rate)
  let hits = -1
  for (let at = 0; at <= n; hits++) at += 1 + Math.floor(Math.log(1 - random()) / log)
  return hits
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Half of the 95 % interval of a mean. */
export function marginOf(values: readonly number[]): number {
  const mean = meanOf(values)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return 1.96 * Math.sqrt(variance / values.length)
}
