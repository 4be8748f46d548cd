import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import {
  addValues,
  mergeSketches,
  type QuantileSketch,
  quantileOf,
  RANK_ERROR,
  rankOf,
  startSketch,
  weightedValues,
} from './sketch.ts'

type Series = (random: () => number, i: number) => number

const SERIES: Readonly<Record<string, Series>> = {
  'drawn evenly': (random) => random(),
  'heavy tailed': (random) => 1 / (1 - random()) ** 2,
  rising: (_, i) => i,
  falling: (_, i) => -i,
  'from the middle outwards': (_, i) => (i % 2 === 0 ? i : -i),
  'in saw teeth': (_, i) => i % 1000,
  'of seven values': (random) => Math.floor(random() * 7),
  'in blocks that come again': (random, i) => (Math.floor(i / 500) % 13) + random() * 1e-6,
  'of one value and a rare other': (random) => (random() < 0.02 ? 1 : 0),
  'of both signs and all sizes': (random) => (random() - 0.5) * 10 ** (300 * random()),
}

test.each(Object.entries(SERIES))('the rank error stays within 1 %% in values %s', (name, series) => {
  const random = seededRandom(name)
  const all: number[] = []
  let merged = startSketch()
  let added = startSketch()
  for (let part = 0; part < 60; part++) {
    const values = Array.from({ length: 1 + Math.floor(random() * 1500) }, (_, i) => series(random, all.length + i))
    all.push(...values)
    merged = mergeSketches(merged, addValues(startSketch(), values))
    added = addValues(added, values)
  }
  expect(worstRankError(merged, all)).toBeLessThanOrEqual(RANK_ERROR)
  expect(worstRankError(added, all)).toBeLessThanOrEqual(RANK_ERROR)
})

test('the rank error stays within 1 % after 5,000 merges, in a row and as a tree, and so does the size', () => {
  const random = seededRandom('many merges')
  const all: number[] = []
  const parts: QuantileSketch[] = []
  for (let i = 0; i < 5000; i++) {
    // The level rises over time, so that each part sees its own corner of the whole.
    const values = Array.from({ length: 40 }, () => i / 1000 + random())
    all.push(...values)
    parts.push(addValues(startSketch(), values))
  }
  const inARow = parts.reduce(mergeSketches, startSketch())
  let tree = parts
  while (tree.length > 1) tree = pairs(tree)
  for (const sketch of [inARow, tree[0] ?? startSketch()]) {
    expect(sketch.n).toBe(200_000)
    expect(worstRankError(sketch, all)).toBeLessThanOrEqual(RANK_ERROR)
    expect(weightedValues(sketch).reduce((sum, { weight }) => sum + weight, 0)).toBe(200_000)
    expect(weightedValues(sketch).length).toBeLessThanOrEqual(1200)
    expect(JSON.parse(JSON.stringify(sketch))).toEqual(sketch)
  }
})

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 100 })

test('up to a few hundred values all is exact: ranks, quantiles, ends', () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 3 }), fc.double({ min: 0, max: 1, noNaN: true }), (parts, q) => {
      const sketch = parts.map((part) => addValues(startSketch(), part)).reduce(mergeSketches, startSketch())
      const all = parts.flat().map((value) => value + 0)
      const ordered = all.toSorted((a, b) => a - b)
      expect(quantileOf(sketch, q)).toBe(ordered[Math.max(0, Math.ceil(q * all.length) - 1)] ?? null)
      expect([sketch.min, sketch.max]).toEqual([ordered[0] ?? null, ordered.at(-1) ?? null])
      for (const value of all) {
        expect(rankOf(sketch, value)).toBe(all.filter((each) => each <= value).length / all.length)
      }
      expect(JSON.parse(JSON.stringify(sketch))).toEqual(sketch)
    }),
  )
})

test('the same values give the same sketch, and the one that came in is left as it was', () => {
  const random = seededRandom('same')
  const some = Array.from({ length: 5000 }, () => random())
  const first = addValues(startSketch(), some)
  const before = JSON.stringify(first)
  expect(JSON.stringify(addValues(startSketch(), some))).toBe(before)
  addValues(first, some)
  mergeSketches(first, first)
  expect(JSON.stringify(first)).toBe(before)
})

test('what is no finite number is refused', () => {
  expect(() => addValues(startSketch(), [1, Number.NaN])).toThrow('Cannot sketch the value NaN')
  expect(() => addValues(startSketch(), [Number.POSITIVE_INFINITY])).toThrow('not a finite number')
})

/** The greatest distance between the shares up to a value, by the sketch and in truth, over all values. */
function worstRankError(sketch: QuantileSketch, all: readonly number[]): number {
  const ordered = Float64Array.from(all).sort()
  const kept = weightedValues(sketch)
  let [worst, seen, told, k] = [0, 0, 0, 0]
  while (seen < ordered.length) {
    const value = ordered[seen] ?? 0
    for (; kept[k] !== undefined && (kept[k]?.value ?? 0) < value; k++) told += kept[k]?.weight ?? 0
    worst = Math.max(worst, Math.abs(told - seen))
    while ((ordered[seen] ?? Number.POSITIVE_INFINITY) === value) seen++
    for (; kept[k] !== undefined && (kept[k]?.value ?? 0) === value; k++) told += kept[k]?.weight ?? 0
    worst = Math.max(worst, Math.abs(told - seen))
  }
  return worst / all.length
}

function pairs(sketches: readonly QuantileSketch[]): QuantileSketch[] {
  const next: QuantileSketch[] = []
  for (let i = 0; i < sketches.length; i += 2) {
    next.push(mergeSketches(sketches[i] ?? startSketch(), sketches[i + 1] ?? startSketch()))
  }
  return next
}
