import { LATENCY_GAMMA, latencyBucket, latencyOfBucket } from '../runs/log-buckets.ts'
import type { Counted } from './tally.ts'

/** Values are looked at from a millionth up: smaller ones are 0. */
const SCALE = 1e6
/** Signed buckets: 0 is the value 0, and what is below it mirrors what is above. */
const LEAST = latencyBucket(1)

/**
 * The bucket of any finite number: within 1 % of the value (log buckets with γ = 1.02, see log-buckets.ts), with a sign,
 * and 0 for what is nearer to 0 than a millionth.
 */
export function valueBucket(value: number): number {
  const magnitude = Math.abs(value) * SCALE
  if (!(magnitude >= 1)) return 0
  const bucket = latencyBucket(magnitude) - LEAST + 1
  return value < 0 ? -bucket : bucket
}

/** The number that stands for a bucket. */
export function valueOfBucket(bucket: number): number {
  if (bucket === 0) return 0
  const magnitude = latencyOfBucket(Math.abs(bucket) + LEAST - 1) / SCALE
  return bucket < 0 ? -magnitude : magnitude
}

/** Values that a sketch holds. */
export function sizeOf(sketch: Counted): number {
  let n = 0
  for (const each of Object.values(sketch)) n += each
  return n
}

/** The quantile `q` (0..1) of a sketch of numbers: the value at rank `⌊1 + q·(n − 1)⌋`, within 1 %; null of none. */
export function sketchQuantile(sketch: Counted, q: number): number | null {
  const bucket = quantileBucket(sketch, q)
  return bucket === null ? null : valueOfBucket(bucket)
}

/** The bucket in which the quantile lies. */
export function quantileBucket(sketch: Counted, q: number): number | null {
  const ordered = Object.entries(sketch)
    .map(([bucket, n]) => [Number(bucket), n] as const)
    .toSorted(([a], [b]) => a - b)
  const rank = Math.floor(1 + q * (sizeOf(sketch) - 1))
  let seen = 0
  for (const [bucket, n] of ordered) {
    seen += n
    if (n > 0 && seen >= rank) return bucket
  }
  return null
}

/** How many values lie beyond a bucket. */
export function beyond(sketch: Counted, bucket: number, side: 'above' | 'below'): number {
  let n = 0
  for (const [each, count] of Object.entries(sketch)) {
    if (side === 'above' ? Number(each) > bucket : Number(each) < bucket) n += count
  }
  return n
}

/** The mean of a sketch of numbers, within 1 %; null of none. */
export function sketchMean(sketch: Counted): number | null {
  let [n, sum] = [0, 0]
  for (const [bucket, count] of Object.entries(sketch)) {
    n += count
    sum += count * valueOfBucket(Number(bucket))
  }
  return n === 0 ? null : sum / n
}

/** Widest relative error of a value that is read back from its bucket. */
export const VALUE_ERROR = (LATENCY_GAMMA - 1) / (LATENCY_GAMMA + 1)
