import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquared } from './chi-squared.ts'
import { columnDrift } from './drift.ts'
import { jensenShannon } from './jensen-shannon.ts'
import { kolmogorovTail, ksDistance } from './kolmogorov-smirnov.ts'
import { logGamma } from './log-gamma.ts'
import { gammaTail } from './gamma-tail.ts'
import { normalTail } from './normal-tail.ts'

describe('statistics have the values that are published', () => {
  test.each([
    [1, 0.27],
    [0.5, 0.963945],
    [2, 0.000671],
    [0, 1],
  ])("Smirnov's table at %f", (lambda, tail) => expect(kolmogorovTail(lambda)).toBeCloseTo(tail, 6))

  test('the chi-squared test of party by gender (Agresti 2007, table 2.5)', () => {
    const test = chiSquared([762, 327, 468], [484, 239, 477])
    expect(test?.statistic).toBeCloseTo(30.0701, 4)
    expect(test?.degreesOfFreedom).toBe(2)
    expect(test?.pValue).toBeCloseTo(2.9536e-7, 11)
    expect(test?.cramersV).toBeCloseTo(Math.sqrt(30.0701 / 2757), 6)
  })

  test('quantiles of chi-squared and of the normal distribution', () => {
    expect(gammaTail(1 / 2, 3.841458820694124 / 2)).toBeCloseTo(0.05, 12)
    expect(gammaTail(5 / 2, 11.0704976935 / 2)).toBeCloseTo(0.05, 10)
    expect(gammaTail(50, 100) / 1.17845007e-8).toBeCloseTo(1, 7)
    expect(normalTail(1)).toBeCloseTo(0.158655254, 9)
    expect(normalTail(-3)).toBeCloseTo(1 - 0.00134989803, 11)
    expect(normalTail(6) / 9.86587645e-10).toBeCloseTo(1, 8)
    expect(normalTail(8) / 6.22096057e-16).toBeCloseTo(1, 8)
  })

  test('the gamma function', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
    expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 5)
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12)
  })

  test('the Jensen–Shannon distance in bits', () => {
    expect(jensenShannon([1, 0, 0], [0, 1, 0])).toBe(1)
    expect(jensenShannon([10, 0], [1, 1])).toBeCloseTo(0.5579230452841438, 14)
    expect(jensenShannon([30, 10], [3, 1])).toBe(0)
  })
})

const numbers = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => String(of(i)))
/** 0..1, in the same order each time, evenly spread. */
const spread = (i: number) => (i * 0.6180339887498949) % 1

describe('S173 S029 a column against its reference', () => {
  test('with the same distribution it is the same, however many rows there are', () => {
    const drift = columnDrift(
      'amount',
      numbers(200_000, spread),
      numbers(200_000, (i) => spread(i) + 0.02),
    )
    // Certainly another distribution, and not one that anybody would act on.
    expect(drift.pValue).toBeLessThan(1e-12)
    expect(drift).toMatchObject({ type: 'number', method: 'kolmogorov-smirnov', verdict: 'same', reasons: [] })
    expect(drift.effect).toBeCloseTo(0.02, 3)
  })

  test('moved by a fifth of its range it has moved', () => {
    const drift = columnDrift(
      'amount',
      numbers(1000, spread),
      numbers(1000, (i) => spread(i) + 0.2),
    )
    expect(drift).toMatchObject({
      verdict: 'moved',
      reasons: ['the distribution is 0.201 away, 0.1 or more is a move'],
    })
  })

  test('few values, or a distance that may be chance, are unknown and never the same', () => {
    expect(columnDrift('amount', numbers(500, spread), numbers(29, spread))).toMatchObject({
      verdict: 'unknown',
      reasons: ['29 values are too few, 30 are needed on either side'],
    })
    expect(
      columnDrift(
        'amount',
        numbers(40, spread),
        numbers(40, (i) => spread(i) + 0.15),
      ).verdict,
    ).toBe('unknown')
    expect(columnDrift('amount', numbers(40, spread), [])).toMatchObject({ verdict: 'unknown', effect: null })
  })

  test('S162 missing values, another type and new categories are told apart', () => {
    const full = numbers(400, spread)
    const holes = full.map((cell, i) => (i % 5 === 0 ? ['', 'NULL', 'n/a', '?'][i % 4]! : cell))
    expect(columnDrift('amount', full, holes)).toMatchObject({
      verdict: 'moved',
      missingRate: { reference: 0, current: 0.2 },
      reasons: ['20.0 % are missing, 0.0 % were'],
    })
    const words = full.map((cell, i) => (i % 3 === 0 ? 'unknown' : cell))
    expect(columnDrift('amount', full, words)).toMatchObject({ verdict: 'moved', type: 'number', method: null })
    const topics = full.map((_, i) => ['invoice', 'refund'][i % 2]!)
    const more = topics.map((topic, i) => (i % 50 === 0 ? 'warranty' : topic))
    expect(columnDrift('topic', topics, more)).toMatchObject({
      type: 'category',
      verdict: 'moved',
      newCategories: [{ category: 'warranty', n: 8 }],
      reasons: ['2.0 % are in categories that the reference does not know'],
    })
  })

  test('categories whose shares move are seen also where one side is small', () => {
    const reference = numbers(100_000, (i) => i % 2).map((cell) => `kind ${cell}`)
    const current = numbers(300, (i) => (i % 4 === 0 ? 1 : 0)).map((cell) => `kind ${cell}`)
    expect(columnDrift('kind', reference, current)).toMatchObject({ method: 'chi-squared', verdict: 'moved' })
    const again = reference.slice(0, 300)
    expect(columnDrift('kind', reference, again)).toMatchObject({ verdict: 'same', effect: 0 })
  })

  test('free text has no distribution to compare, and an empty column says so', () => {
    const ids = numbers(300, (i) => i).map((cell) => `ticket ${cell}`)
    expect(columnDrift('id', ids, ids)).toMatchObject({ type: 'text', verdict: 'unknown', effect: null })
    expect(columnDrift('id', ['', ''], ['a', 'b'])).toMatchObject({ type: 'empty', verdict: 'unknown' })
    expect(
      columnDrift(
        'id',
        ids,
        ids.map(() => ''),
      ),
    ).toMatchObject({ verdict: 'moved' })
  })

  test('the order of rows says nothing, nor do scale and shift of both', () => {
    const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: 1, max: 9 }), fc.integer(), (a, b, scale, shift) => {
        const distance = ksDistance(a, b)
        const moved = (sample: readonly number[]) => sample.map((x) => x * scale + shift)
        expect(ksDistance(moved(a), moved(b))).toBe(distance)
        expect(ksDistance(a.toReversed(), b)).toBe(distance)
        expect(ksDistance(b, a)).toBe(distance)
        expect(distance).toBeGreaterThanOrEqual(0)
        expect(distance).toBeLessThanOrEqual(1)
      }),
    )
  })
})
