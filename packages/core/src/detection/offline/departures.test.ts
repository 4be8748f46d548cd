import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowScores, seriesAlerts } from './departures.ts'
import { novelty } from './novelty.ts'
import { RunningRange } from './record.ts'

describe('the range of what was', () => {
  test('says how far outside a value lies', () => {
    const range = new RunningRange(100)
    const outside = [1, 5, 3, 9, 1, -1].map((value) => {
      const away = range.outside(value)
      range.add(value)
      return away
    })
    expect(outside).toEqual([0, 1, 0, 1, 0, -0.25])
  })

  test('forgets, and agrees with the least and the greatest of the last values', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 200 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 30 }), (all, memory) => {
        const range = new RunningRange(memory)
        for (const [i, value] of all.entries()) {
          const last = all.slice(Math.max(0, i - memory), i)
          if (last.length > 0) {
            const [low, high] = [Math.min(...last), Math.max(...last)]
            expect(range.outside(value) > 0).toBe(value > high)
            expect(range.outside(value) < 0).toBe(value < low)
            expect(range.width).toBe(high - low)
          }
          range.add(value)
        }
      }),
    )
  })
})

describe('novelty', () => {
  test('is the distance to the nearest stretch before', () => {
    const next = novelty(2, 100)
    expect([0, 1, 5, 0, 1, 9].map(next)).toEqual([null, null, null, Math.sqrt(26), 0, 4])
  })

  test('agrees with looking at every stretch before', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 5 }), (all, length) => {
        const next = novelty(length, 1000)
        for (const [now, value] of all.entries()) {
          const distances = Array.from({ length: Math.max(0, now - 2 * length + 2) }, (_, from) =>
            Array.from({ length }, (_each, i) => ((all[now - i] ?? 0) - (all[from + length - 1 - i] ?? 0)) ** 2).reduce(
              (sum, square) => sum + square,
              0,
            ),
          )
          expect(next(value)).toBe(distances.length === 0 ? null : Math.sqrt(Math.min(...distances)))
        }
      }),
    )
  })
})

/** Evenly spread over 0..1, in the same order each time. */
const spread = (i: number) => (i * 0.6180339887498949) % 1

/** Random values of 0..1, the same each time. */
function uniformFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
}

const day = (i: number) => 10 * Math.sin((i / 48) * 2 * Math.PI) + spread(i)

describe('S323 departures of a series', () => {
  test('a value, a level and a course unlike all before are told, each once', () => {
    const calm = Array.from({ length: 1000 }, (_, i) => day(i))
    expect(seriesAlerts(calm)).toEqual([])
    expect(seriesAlerts(calm.with(800, 30))).toEqual([
      { index: 800, kind: 'value', statistic: expect.closeTo(18.77, 2), since: 800 },
    ])
    const uniform = uniformFrom(9)
    const noise = Array.from({ length: 1000 }, uniform)
    const shifted = noise.map((x, i) => (i >= 600 ? 0.9 + x / 10 : x))
    expect(seriesAlerts(noise).filter(({ index }) => index > 500)).toEqual([])
    const [level, ...more] = seriesAlerts(shifted).filter(({ index }) => index > 500)
    expect(more).toEqual([])
    expect(level?.kind).toBe('level')
    expect((level?.index ?? 0) - 600).toBeLessThan(20)
    expect(Math.abs((level?.since ?? 0) - 600)).toBeLessThanOrEqual(3)
    const still = calm.map((x, i) => (i >= 800 && i < 810 ? calm[800]! : x))
    expect(seriesAlerts(still)).toEqual([expect.objectContaining({ kind: 'shape' })])
  })

  test('a constant never alarms, and its first other value does', () => {
    const constant = Array.from({ length: 500 }, () => 7)
    expect(seriesAlerts(constant)).toEqual([])
    expect(seriesAlerts([...constant, 7.001])).toMatchObject([{ index: 500, since: 500 }])
  })

  test('a course that repeats to the last digit or nearly so is none', () => {
    expect(seriesAlerts(Array.from({ length: 2000 }, (_, i) => (i % 48 < 24 ? 20 : 80)))).toEqual([])
    expect(seriesAlerts(Array.from({ length: 2000 }, (_, i) => 1e6 + Math.sin((i / 48) * 2 * Math.PI)))).toEqual([])
  })

  test('without a change it alarms a few times in 5,000 rows, also where tails are heavy', () => {
    const uniform = uniformFrom(1)
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    for (const of of [normal, () => Math.exp(normal())]) {
      const alerts = Array.from({ length: 6 }, () => seriesAlerts(Array.from({ length: 5000 }, of)).length)
      expect(alerts.reduce((sum, n) => sum + n, 0) / 6).toBeLessThan(8)
    }
  })

  test('a row is scored by itself and the rows before it alone', () => {
    const series = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -5, max: 5 })), {
      minLength: 300,
      maxLength: 900,
      size: 'max',
    })
    fc.assert(
      fc.property(series, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const until = Math.floor(share * values.length)
        expect(rowScores(values.slice(0, until))).toEqual(rowScores(values).slice(0, until))
      }),
      { numRuns: 30 },
    )
  })

  test('shift, scale and mirroring change no alert, and scores lie in 0 to 1', () => {
    const series = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 450, maxLength: 700, size: 'max' })
    const scales = fc.constantFrom(-8, -1, 0.25, 64)
    fc.assert(
      fc.property(series, scales, fc.integer({ min: -1000, max: 1000 }), (values, scale, shift) => {
        const places = (of: readonly number[]) =>
          seriesAlerts(of).map(({ index, kind, since }) => ({ index, kind, since }))
        expect(places(values.map((x) => x * scale + shift * 64))).toEqual(places(values))
        for (const { score } of rowScores(values)) expect(score >= 0 && score <= 1).toBe(true)
      }),
      // Always the same series: a value right on a threshold falls to either side by rounding.
      { numRuns: 30, seed: 1 },
    )
  })

  test('what is no number is passed over', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? Number.NaN : day(i)))
    const without = values.filter((x) => !Number.isNaN(x))
    expect(rowScores([...values, 99]).at(-1)).toEqual(rowScores([...without, 99]).at(-1))
    expect(rowScores([Number.NaN, Infinity]).map(({ score }) => score)).toEqual([0, 0])
  })
})
