import { logGamma } from '../detection/offline/log-gamma.ts'

/**
 * One-sided exact test: how likely it is that at least `k` of a group of `n` are hits where `hits` of all `total` are, if
 * belonging to the group made no difference.
 *
 * Source: Fisher, "The design of experiments" (1935), the tail of the hypergeometric distribution. His tea taster: 4 of 4
 * cups right of 8, 4 of which were hits, has p = 1/70; 3 of 4 has 17/70.
 */
export function fisherTail(k: number, n: number, hits: number, total: number): number {
  const most = Math.min(n, hits)
  const all = logChoose(total, n)
  let sum = 0
  for (let i = Math.max(k, n + hits - total, 0); i <= most; i += 1) {
    const term = Math.exp(logChoose(hits, i) + logChoose(total - hits, n - i) - all)
    sum += term
    // The rest falls away faster than geometrically beyond the mode.
    if (term < sum * 1e-16 && i > (n * hits) / total) break
  }
  return Math.min(1, sum)
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
