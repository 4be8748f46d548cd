import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { evidenceOfMean, type MeanState, observeMean, startMean } from './mean-detector.ts'
import { addValues, type QuantileSketch, startSketch } from './sketch.ts'

test('the mark of the upper fifth of 1, 2, … 100 is 80, and its bound the one of Clopper and Pearson', () => {
  const state = startMean(sketchOf(Array.from({ length: 100 }, (_, i) => i + 1)), { direction: 'both', arl: 100 })
  expect(state.marks.map(({ side, value, normal }) => [side, value, normal])).toEqual([
    ['above', 50, 0.5],
    ['above', 80, 0.2],
    ['above', 95, 0.05],
    ['above', 99, 0.01],
    ['below', 51, 0.5],
    ['below', 21, 0.2],
    ['below', 6, 0.05],
    ['below', 2, 0.01],
  ])
  const up = startMean(sketchOf(Array.from({ length: 100 }, (_, i) => i + 1)), { direction: 'up', arl: 100 })
  expect(up.marks[1]?.rate.sides[0]?.bound).toBeCloseTo(0.3052, 4)
})

test('S323 costs that keep their distribution alarm no sooner than the bound says, whatever the tail', () => {
  const random = seededRandom('mean null')
  const costs = (): number => (1 - random()) ** -1.2
  const runs = Array.from({ length: 150 }, () => {
    let state = startMean(sketchOf(Array.from({ length: 400 }, costs)), { direction: 'both', arl: 500 })
    while (state.alarmedAt === null && state.n < 1500) state = observeMean(state, { values: [costs()] })
    return state.alarmedAt ?? 1500
  })
  expect(runs.reduce((sum, n) => sum + n, 0) / runs.length).toBeGreaterThan(500)
})

test('S275 a cost that rises by a half after a prompt change is found within the day, and it says by which mark', () => {
  const random = seededRandom('mean up')
  const cost = (): number => 0.01 * Math.exp(0.5 * normal(random))
  let state = startMean(sketchOf(Array.from({ length: 1000 }, cost)), { direction: 'up', arl: 1e4 })
  state = observeMean(state, { values: Array.from({ length: 1000 }, cost) })
  expect(evidenceOfMean(state).alarmed).toBe(false)
  while (state.alarmedAt === null) state = observeMean(state, { values: [1.5 * cost()] })
  expect(state.alarmedAt).toBeLessThan(1100)
  const { strongest } = evidenceOfMean(state)
  expect(strongest?.side).toBe('above')
  expect((strongest?.rate.hits ?? 0) / (strongest?.rate.n ?? 1)).toBeGreaterThan(strongest?.normal ?? 1)
})

test('S323 a few runs that take very long are found though the median stays', () => {
  const random = seededRandom('mean tail')
  const latency = (slow: number): number => (random() < slow ? 30_000 : 800 + 200 * random())
  let state = startMean(sketchOf(Array.from({ length: 2000 }, () => latency(0.002))), { direction: 'up', arl: 1e4 })
  while (state.alarmedAt === null && state.n < 2000) state = observeMean(state, { values: [latency(0.12)] })
  expect(state.alarmedAt).toBeLessThan(400)
})

test('S323 cheaper and faster is no alarm where only dearer is bad', () => {
  const random = seededRandom('mean down')
  const baseline = sketchOf(Array.from({ length: 1000 }, () => random()))
  let up = startMean(baseline, { direction: 'up', arl: 1000 })
  let both = startMean(baseline, { direction: 'both', arl: 1000 })
  for (let day = 0; day < 20; day++) {
    const values = Array.from({ length: 100 }, () => random() / 2)
    up = observeMean(up, { values })
    both = observeMean(both, { values })
  }
  expect(up.alarmedAt).toBeNull()
  expect(evidenceOfMean(up).e).toBeLessThan(20)
  expect(both.alarmedAt).not.toBeNull()
})

const value = fc.double({ noNaN: true, noDefaultInfinity: true })

test('a batch of values and its sketch say the same, and the state survives a round trip through JSON', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 50 }),
      fc.array(fc.array(value, { maxLength: 20 }), { maxLength: 10 }),
      fc.constantFrom('up' as const, 'down' as const, 'both' as const),
      (baseline, batches, direction) => {
        let kept = startMean(sketchOf(baseline), { direction, arl: 100 })
        let stored = kept
        for (const values of batches) {
          kept = observeMean(kept, { values, ticks: 1 })
          stored = observeMean(JSON.parse(JSON.stringify(stored)) as MeanState, { values: sketchOf(values), ticks: 1 })
        }
        expect(stored).toEqual(kept)
      },
    ),
  )
})

test('a sketch that is not exact counts no value beyond a mark that may not be', () => {
  const random = seededRandom('mean sketch')
  const baseline = sketchOf(Array.from({ length: 20_000 }, () => random()))
  let state = startMean(baseline, { direction: 'both', arl: 100 })
  for (let day = 0; day < 50; day++) {
    state = observeMean(state, { values: sketchOf(Array.from({ length: 2000 }, () => random())), ticks: 1 })
  }
  expect(evidenceOfMean(state).alarmed).toBe(false)
})

test('a baseline of nothing and values that are none are refused', () => {
  expect(() => startMean(startSketch(), { direction: 'up', arl: 10 })).toThrow('from a baseline of no values')
  const state = startMean(sketchOf([1]), { direction: 'up', arl: 10 })
  expect(() => observeMean(state, { values: [Number.NaN] })).toThrow('Cannot take in the value NaN')
})

function sketchOf(values: readonly number[]): QuantileSketch {
  return addValues(startSketch(), values)
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
