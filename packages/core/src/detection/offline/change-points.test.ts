import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestSegmentation } from './best-segmentation.ts'
import { changePoints } from './change-points.ts'
import { lineFit } from './line-fit.ts'
import { longRunVariance } from './long-run-variance.ts'
import { median } from './median.ts'
import { periodOf, withoutSeason } from './season.ts'
import { tameOutliers } from './tame-outliers.ts'

/** Standard normal values, the same each time. */
function noise(n: number, seed: number): number[] {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
  return Array.from({ length: n }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()))
}

describe('the parts', () => {
  test('a line through 0, 1, 4, 9 leaves 4', () => {
    expect(lineFit([7, 0, 1, 4, 9, 2]).residual(1, 5)).toBeCloseTo(4, 10)
    expect(lineFit([1, 3, 5, 7]).residual(0, 4)).toBeCloseTo(0, 10)
  })

  test('the segmentation is the best of all', () => {
    const values = noise(14, 3).map((x, i) => x + (i > 8 ? 4 : 0))
    const fit = lineFit(values)
    const total = (starts: readonly number[]) => {
      const bounds = [0, ...starts, values.length]
      return bounds.slice(1).reduce((sum, to, k) => sum + fit.residual(bounds[k] ?? 0, to) + 3, 0)
    }
    const all = Array.from({ length: 2 ** 13 }, (_, bits) =>
      Array.from({ length: 13 }, (_each, i) => i + 1).filter((i) => (bits >> (i - 1)) & 1),
    ).filter((starts) => [...starts, 14].every((at, k) => at - (starts[k - 1] ?? 0) >= 3))
    const best = Math.min(...all.map(total))
    expect(total(bestSegmentation(14, fit.residual, 3, 3))).toBeCloseTo(best, 10)
  })

  test('the long-run variance is that of an autoregression', () => {
    const white = noise(20_000, 5)
    expect(longRunVariance(white, 1)).toBeCloseTo(1, 1)
    let last = 0
    const half = white.map((x) => (last = 0.5 * last + x))
    // Variance 1/(1 − ¼), times (1 + ½)/(1 − ½).
    expect(longRunVariance(half, 1) / 4).toBeCloseTo(1, 1)
    expect(longRunVariance([0, 0, 0], 1)).toBe(0)
  })

  test('a lone spike is drawn in, a step is left as it is', () => {
    const step = Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 50) + (i % 3))
    expect(tameOutliers(step)).toEqual(step)
    const tamed = tameOutliers(step.with(10, 1000))
    expect(tamed[10]).toBeLessThan(10)
    expect(tamed.with(10, 0)).toEqual(step.with(10, 0))
  })

  test('a period is found and taken out, noise has none', () => {
    const year = Array.from({ length: 120 }, (_, i) => 5 * Math.sin((i / 12) * 2 * Math.PI) + i / 10)
    expect(periodOf(year)).toBe(12)
    expect(Math.max(...withoutSeason(year).map((x, i) => Math.abs(x - i / 10)))).toBeLessThan(0.3)
    expect(periodOf(noise(200, 1))).toBeNull()
    expect(periodOf(noise(200, 1).map(() => 1))).toBeNull()
  })

  test('the median of none, one and two', () => {
    expect([median([]), median([3]), median([4, 1])]).toEqual([Number.NaN, 3, 2.5])
  })
})

describe('S029 change points', () => {
  const step = (n: number, seed: number, by: number) => noise(n, seed).map((x, i) => x + (i >= n / 2 ? by : 0))

  test('a step, a kink and a step in one of two dimensions are found where they are', () => {
    expect(changePoints([step(200, 1, 4)])).toEqual([100])
    const [kink, ...more] = changePoints([noise(200, 2).map((x, i) => x / 2 + Math.max(0, i - 120) * 0.4)])
    expect(more).toEqual([])
    expect(Math.abs((kink ?? 0) - 120)).toBeLessThanOrEqual(5)
    expect(changePoints([noise(200, 3), step(200, 4, 5)])).toEqual([100])
  })

  test('a step under a season is found, the season is none', () => {
    const season = (values: readonly number[]) => values.map((x, i) => x + 6 * Math.sin((i / 12) * 2 * Math.PI))
    expect(changePoints([season(noise(240, 5))])).toEqual([])
    const [found, ...more] = changePoints([season(step(240, 6, 4))])
    expect(more).toEqual([])
    expect(Math.abs((found ?? 0) - 120)).toBeLessThanOrEqual(3)
  })

  test('in 200 series of noise nearly nothing is found, also where neighbours resemble each other or tails are heavy', () => {
    const alarms = (of: (seed: number) => number[]) =>
      Array.from({ length: 200 }, (_, seed) => changePoints([of(seed * 7919 + 1)])).filter((found) => found.length > 0)
        .length
    expect(alarms((seed) => noise(200, seed))).toBeLessThanOrEqual(12)
    expect(
      alarms((seed) => {
        let last = 0
        return noise(200, seed).map((x) => (last = 0.6 * last + x))
      }),
    ).toBeLessThanOrEqual(20)
    // A spike in twenty, ten times as far.
    expect(alarms((seed) => noise(200, seed).map((x, i) => ((i * 7) % 20 === 0 ? 10 * x : x)))).toBeLessThanOrEqual(12)
  })

  test('a long series is read in blocks and still placed to the step', () => {
    const long = noise(60_000, 8).map((x, i) => x + (i >= 41_234 ? 3 : 0))
    const started = performance.now()
    const found = changePoints([long])
    expect(found.map((at) => Math.abs(at - 41_234) <= 2)).toEqual([true])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('a constant, a straight line and a few values give none', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 300 }), (level, n) => {
        expect(changePoints([Array.from({ length: n }, () => level)])).toEqual([])
      }),
    )
    expect(changePoints([Array.from({ length: 100 }, (_, i) => 3 * i - 7)])).toEqual([])
    expect(changePoints([[1, 9, 1, 9]])).toEqual([])
    expect(changePoints([])).toEqual([])
  })

  test('shift, scale and mirroring move nothing', () => {
    const scales = fc.constantFrom(-1000, -1, 0.001, 0.5, 3, 1e6)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        scales,
        fc.integer({ min: -1e6, max: 1e6 }),
        (seed, scale, shift) => {
          const values = step(90, seed, 3).map((x) => Math.round(x * 1000))
          expect(changePoints([values.map((x) => x * scale + shift * Math.abs(scale))])).toEqual(changePoints([values]))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('what is found lies within, ascends and is at least five apart', () => {
    const series = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), {
      maxLength: 120,
    })
    fc.assert(
      fc.property(series, (values) => {
        const bounds = [0, ...changePoints([values]), values.length]
        for (const [k, at] of bounds.slice(1).entries()) {
          const isWhole = bounds.length === 2
          expect(isWhole || at - (bounds[k] ?? 0) >= 5).toBe(true)
        }
      }),
    )
  })
})
