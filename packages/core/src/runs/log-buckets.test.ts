import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BucketCount, latencyBucket, latencyOfBucket, latencyQuantile } from './log-buckets.ts'

const latency = fc.double({ min: 0.01, max: 1e10, noNaN: true })

test('the latency that stands for a bucket is within 1 % of every latency in it', () => {
  fc.assert(
    fc.property(latency, (ms) => {
      expect(Math.abs(latencyOfBucket(latencyBucket(ms)) - ms) / ms).toBeLessThanOrEqual(0.01 + 1e-9)
    }),
  )
})

test('a quantile from buckets is within 1 % of the exact one, however the runs were split among batches', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(latency, { maxLength: 40 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(0, 0.5, 0.95, 1),
      (batches, q) => {
        const all = batches.flat().toSorted((a, b) => a - b)
        const merged: BucketCount[] = batches.flat().map((ms) => ({ bucket: latencyBucket(ms), n: 1 }))
        const found = latencyQuantile(merged, q)
        const exact = all[Math.floor(q * (all.length - 1))]
        if (exact === undefined) expect(found).toBeNull()
        else expect(Math.abs((found ?? 0) - exact) / exact).toBeLessThanOrEqual(0.01 + 1e-9)
      },
    ),
  )
})

test('latencies of nothing and of less than a hundredth of a millisecond lie in one bucket', () => {
  expect(latencyBucket(0)).toBe(latencyBucket(0.01))
  expect(latencyBucket(1e10)).toBeGreaterThan(latencyBucket(9.7e9))
})
