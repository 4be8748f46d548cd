/** Width of a latency bucket: each reaches 2 % further than the one before, so that a quantile is within 1 %. */
export const LATENCY_GAMMA = 1.02

const LN_GAMMA = Math.log(LATENCY_GAMMA)
/** Everything up to a hundredth of a millisecond lies in one bucket, 0 included. */
const LEAST_MS = 0.01
const LEAST_BUCKET = Math.ceil(Math.log(LEAST_MS) / LN_GAMMA)

/** How many values lie in a bucket. Buckets of different times and places merge by adding their counts. */
export interface BucketCount {
  readonly bucket: number
  readonly n: number
}

/** The bucket of a latency in milliseconds: the least `b` with `γ^b ≥ ms` (DDSketch, Masson et al. 2019, section 2). */
export function latencyBucket(ms: number): number {
  return ms <= LEAST_MS ? LEAST_BUCKET : Math.ceil(Math.log(ms) / LN_GAMMA)
}

/** The latency in milliseconds that stands for a bucket: no value in it is further away than 1 %. */
export function latencyOfBucket(bucket: number): number {
  return (2 * LATENCY_GAMMA ** bucket) / (LATENCY_GAMMA + 1)
}

/**
 * The quantile `q` (0..1) of the latencies in buckets, in milliseconds, within 1 % of the value at rank
 * `⌊1 + q·(n − 1)⌋`; null where there are none.
 */
export function latencyQuantile(buckets: readonly BucketCount[], q: number): number | null {
  const ordered = buckets.toSorted((a, b) => a.bucket - b.bucket)
  const rank = Math.floor(1 + q * (ordered.reduce((sum, { n }) => sum + n, 0) - 1))
  let seen = 0
  for (const { bucket, n } of ordered) {
    seen += n
    if (n > 0 && seen >= rank) return latencyOfBucket(bucket)
  }
  return null
}
