import { expect, test } from 'vitest'
import { incompleteBeta, logGamma } from './incomplete-beta.ts'

test('the gamma function has its known values', () => {
  expect(logGamma(0.5)).toBeCloseTo(0.5723649429247, 12)
  expect(logGamma(10)).toBeCloseTo(12.8018274800815, 12)
  expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12)
})

test('the incomplete beta function is the tail of the binomial distribution', () => {
  expect(incompleteBeta(0.5, 3, 3)).toBeCloseTo(0.5, 12)
  expect(incompleteBeta(0.5, 8, 3)).toBeCloseTo(56 / 1024, 12)
  for (const [n, p] of [
    [12, 0.3],
    [40, 0.91],
    [60, 0.02],
  ] as const) {
    let atLeast = 0
    for (let k = n; k >= 1; k--) {
      atLeast += Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)) * p ** k * (1 - p) ** (n - k)
      expect(incompleteBeta(p, k, n - k + 1)).toBeCloseTo(atLeast, 10)
    }
  }
})
