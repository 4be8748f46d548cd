import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { normalTail } from '../offline/normal-tail.ts'
import { addCategories, type CategoryCounts, startCategories } from './categories.ts'
import { categoryShift, missingShift, numericShift, typeShift } from './shift.ts'
import { addCounted, addValues, mergeSketches, type QuantileSketch, startSketch } from './sketch.ts'

/** The quantiles of the normal distribution at evenly spaced ranks. */
const NORMAL = Array.from({ length: 300 }, (_, i) => quantileOfNormal((i + 0.5) / 300))

test('S133 a normal distribution moved by half its standard deviation is half a spread away, with its known effect', () => {
  const shift = numericShift(sketchOf(NORMAL), sketchOf(NORMAL.map((x) => x + 0.5)))
  expect(shift.distance).toBeCloseTo(0.5, 2)
  expect(shift.effect).toBeCloseTo(0.1974, 2)
  expect(shift.verdict).toBe('moved')
  expect(shift.reasons).toHaveLength(1)
})

test('S133 a million values that differ by next to nothing do not move, a hundred that differ much may be chance', () => {
  const many = (offset: number): QuantileSketch =>
    addCounted(
      startSketch(),
      NORMAL.map((x) => ({ value: x + offset, n: 3500 })),
    )
  expect(many(0).n).toBe(1_050_000)
  expect(numericShift(many(0), many(0.02))).toMatchObject({ verdict: 'same', reasons: [] })
  expect(numericShift(many(0), many(0.6)).verdict).toBe('moved')

  const every10th = NORMAL.filter((_, i) => i % 10 === 0)
  expect(numericShift(sketchOf(every10th), sketchOf(every10th.map((x) => x + 0.6))).verdict).toBe('unknown')
  const few = numericShift(sketchOf(NORMAL), sketchOf([1, 2, 3]))
  expect(few.verdict).toBe('unknown')
  expect(few.reasons[0]).toContain('3 values are too few, 30 are needed')
})

test('S253 what could not be read is unknown, never the same', () => {
  expect(numericShift(sketchOf(NORMAL), startSketch())).toMatchObject({
    verdict: 'unknown',
    effect: null,
    reasons: ['no value could be read'],
  })
  expect(numericShift(startSketch(), sketchOf(NORMAL)).reasons).toEqual(['the baseline holds no value'])
  expect(categoryShift(kinds({ a: 50 }), startCategories()).verdict).toBe('unknown')
  expect(typeShift(kinds({ number: 50 }), startCategories()).verdict).toBe('unknown')
  expect(missingShift({ present: 50, missing: 0 }, { present: 0, missing: 0 }).verdict).toBe('unknown')
})

test('S133 the distance of sketches is the one of the values themselves within both rank errors', () => {
  const random = seededRandom('shift')
  const a = Array.from({ length: 20_000 }, () => random())
  const b = Array.from({ length: 20_000 }, () => random() ** 1.3)
  const split = (values: readonly number[]): QuantileSketch =>
    Array.from({ length: 40 }, (_, i) => sketchOf(values.slice(i * 500, i * 500 + 500))).reduce(mergeSketches)
  // sup |x − x^(1/1.3)|, by calculus.
  const x = 1.3 ** (-1.3 / 0.3)
  expect(Math.abs((numericShift(split(a), split(b)).effect ?? 0) - (x ** (1 / 1.3) - x))).toBeLessThan(0.02 + 0.015)
})

test('S133 the same distribution, drawn a hundred times, moves no more often than by chance', () => {
  const random = seededRandom('no shift')
  let moved = 0
  for (let i = 0; i < 300; i++) {
    const draw = (n: number): QuantileSketch => sketchOf(Array.from({ length: n }, () => random()))
    if (numericShift(draw(100), draw(100)).verdict === 'moved') moved++
  }
  expect(moved).toBeLessThanOrEqual(3)
})

test('S133 categories move by their shares, new kinds by their share and not by chance', () => {
  expect(categoryShift(kinds({ a: 500, b: 500 }), kinds({ a: 520, b: 480 })).verdict).toBe('same')
  const moved = categoryShift(kinds({ a: 500, b: 500 }), kinds({ a: 800, b: 200 }))
  expect(moved).toMatchObject({ verdict: 'moved', newKinds: [] })
  // χ² = 2·1000·(.5·.8 − .5·.2)²/(4·.5²·.65·.35) by the formula of the fourfold table, V = √(χ²/2000).
  expect(moved.cramersV).toBeCloseTo(Math.sqrt((0.3 * 0.3) / (4 * 0.65 * 0.35)), 6)

  const withNew = categoryShift(kinds({ a: 500, b: 500 }), kinds({ a: 492, b: 493, c: 15 }))
  expect(withNew.newKinds).toEqual([{ kind: 'c', n: 15 }])
  expect(withNew.reasons).toEqual(['1.5 % are of kinds that the baseline does not know'])
  expect(withNew.verdict).toBe('moved')
  // Two of two hundred may be a kind that the fifty of the baseline just missed.
  expect(categoryShift(kinds({ a: 50 }), kinds({ a: 198, c: 2 }))).toMatchObject({ verdict: 'same', newKinds: [] })
})

test('S133 a kind that the baseline may have forgotten is not called new', () => {
  const many = addCategories(
    startCategories(),
    Array.from({ length: 30_000 }, (_, i) => ({ kind: `k${i}`, n: 1 })),
  )
  expect(many.lost).toBeGreaterThan(0)
  expect(categoryShift(many, kinds({ k7: 10, x: 4990 })).newKinds).toEqual([{ kind: 'x', n: 4990 }])
})

test('S162 missing values move from five points on, where it is no chance', () => {
  expect(missingShift({ present: 990, missing: 10 }, { present: 900, missing: 100 })).toMatchObject({
    verdict: 'moved',
    reasons: ['10.0 % are missing, 1.0 % were'],
  })
  expect(missingShift({ present: 99_000, missing: 1000 }, { present: 97_000, missing: 3000 }).verdict).toBe('same')
  expect(missingShift({ present: 39, missing: 1 }, { present: 36, missing: 4 }).verdict).toBe('unknown')
})

test('S162 numbers that come as text now are told', () => {
  expect(typeShift(kinds({ number: 1000, null: 20 }), kinds({ number: 400, string: 600 }))).toMatchObject({
    verdict: 'moved',
    effect: 0.6,
    reasons: ['60.0 % are now of type string'],
  })
  expect(typeShift(kinds({ number: 1000, null: 20 }), kinds({ number: 900, null: 100 })).verdict).toBe('same')
})

test('whatever two windows hold, the effect lies within 0..1 and a window has not moved from itself', () => {
  const value = fc.double({ min: -1e100, max: 1e100, noNaN: true })
  const values = fc.array(value, { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(values, values, (a, b) => {
      const { effect, pValue } = numericShift(sketchOf(a), sketchOf(b))
      expect(effect).toBeGreaterThanOrEqual(0)
      expect(effect).toBeLessThanOrEqual(1 + 1e-9)
      expect(pValue).toBeLessThanOrEqual(1)
      expect(numericShift(sketchOf(a), sketchOf(a)).effect).toBeCloseTo(0, 9)
    }),
  )
})

function sketchOf(values: readonly number[]): QuantileSketch {
  return addValues(startSketch(), values)
}

function kinds(counts: Readonly<Record<string, number>>): CategoryCounts {
  return addCategories(
    startCategories(),
    Object.entries(counts).map(([kind, n]) => ({ kind, n })),
  )
}

function quantileOfNormal(p: number): number {
  let [low, high] = [-9, 9]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (1 - normalTail(middle) < p) low = middle
    else high = middle
  }
  return low
}
