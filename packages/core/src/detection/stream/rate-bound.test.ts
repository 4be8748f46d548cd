import { expect, test } from 'vitest'
import { highestRate, lowestRate } from './rate-bound.ts'

test.each([
  [81, 263, 0.2527, 0.3676],
  [15, 148, 0.0578, 0.1617],
  [0, 20, 0, 0.1684],
  [1, 29, 0.0009, 0.1776],
])('%i of %i leaves the rates plausible that Newcombe published', (hits, n, low, high) => {
  const baseline = { kind: 'counted', n, hits } as const
  expect(lowestRate(baseline, 0.975)).toBeCloseTo(low, 4)
  expect(highestRate(baseline, 0.975)).toBeCloseTo(high, 4)
})

test('values in [0, 1] are bounded by Hoeffding: nothing else than their mean is used, so the bound is wider', () => {
  const high = highestRate({ kind: 'summed', n: 500, sum: 40 }, 0.95)
  expect(500 * (0.08 * Math.log(0.08 / high) + 0.92 * Math.log(0.92 / (1 - high)))).toBeCloseTo(-Math.log(0.05), 6)
  expect(high).toBeGreaterThan(highestRate({ kind: 'counted', n: 500, hits: 40 }, 0.95))
  expect(lowestRate({ kind: 'summed', n: 500, sum: 460 }, 0.95)).toBeCloseTo(1 - high, 9)
})

test('a baseline of nothing leaves every rate plausible', () => {
  expect(highestRate({ kind: 'counted', n: 0, hits: 0 }, 0.95)).toBe(1)
  expect(lowestRate({ kind: 'summed', n: 0, sum: 0 }, 0.95)).toBe(0)
  expect(highestRate({ kind: 'known', rate: 0.3 }, 0.95)).toBe(0.3)
})
