import { expect, test } from 'vitest'
import { logGamma } from '../offline/log-gamma.ts'
import { incompleteBeta } from './incomplete-beta.ts'

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
