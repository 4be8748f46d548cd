import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { type Since, sinceRate, sinceValue } from './since.ts'

test('S029 ten steps of 1 in 10, then ten of 9 in 10: the change is at the eleventh step and nowhere else', () => {
  const history = Array.from({ length: 20 }, (_, day) => ({ n: 10, hits: day < 10 ? 1 : 9 }))
  expect(sinceRate(history)).toEqual({
    kind: 'since',
    index: 10,
    low: 10,
    high: 10,
    before: 0.1,
    after: 0.9,
    changes: [10],
  })
  // By hand: what one step later costs in likelihood, 19 of 110 and 81 of 90 against 10 of 100 and 90 of 100.
  const l = (hits: number, n: number): number => hits * Math.log(hits / n) + (n - hits) * Math.log((n - hits) / n)
  const cost = l(10, 100) + l(90, 100) - l(19, 110) - l(81, 90)
  expect(cost).toBeCloseTo(14.86, 2)
})

test('S029 the true position lies within the interval in at least nine of ten histories, and found within a day or two', () => {
  const random = seededRandom('since')
  let [within, found, off] = [0, 0, 0]
  for (let i = 0; i < 150; i++) {
    const at = 20 + Math.floor(random() * 30)
    const since = sinceRate(
      Array.from({ length: 60 }, (_, day) => ({ n: 40, hits: count(random, 40, day < at ? 0.08 : 0.2) })),
    )
    if (since.kind !== 'since') continue
    found++
    off += Math.abs(since.index - at)
    if (since.low <= at && at <= since.high) within++
  }
  expect(found).toBeGreaterThan(140)
  expect(within / found).toBeGreaterThan(0.9)
  expect(off / found).toBeLessThan(1.5)
})

test('S029 of histories that never changed hardly any is cut, also where days differ more than chance', () => {
  const random = seededRandom('since null')
  let cut = 0
  for (let i = 0; i < 200; i++) {
    const spread = i % 2 === 0 ? 0 : 0.03
    const history = Array.from({ length: 60 }, () => ({
      n: 200,
      hits: count(random, 200, Math.max(0, 0.1 + spread * normal(random))),
    }))
    if (sinceRate(history).kind === 'since') cut++
  }
  expect(cut).toBeLessThanOrEqual(8)
})

test('S029 of several changes the latest is told, with the level between the two', () => {
  const history = [
    ...Array.from({ length: 30 }, () => ({ n: 100, hits: 30 })),
    ...Array.from({ length: 20 }, () => ({ n: 100, hits: 8 })),
    ...Array.from({ length: 10 }, () => ({ n: 100, hits: 18 })),
  ]
  expect(sinceRate(history)).toMatchObject({ index: 50, before: 0.08, after: 0.18, changes: [30, 50] })
})

test('S253 counts and values per day are looked back at likewise', () => {
  const random = seededRandom('since values')
  // Far from 0, where sums of squares would have lost their digits.
  const values = Array.from({ length: 60 }, (_, day) => 1e9 + (day < 25 ? 0 : 3) + normal(random))
  const of = at(sinceValue(values))
  expect(of.low <= 25 && 25 <= of.high).toBe(true)
  expect(of.after - of.before).toBeCloseTo(3, 0)
  expect(sinceValue([5, 5, 5, 5, 5, 5, 5, 8, 8, 8, 8])).toMatchObject({ index: 7, before: 5, after: 8 })
})

test('what is too short, constant or of nothing is unclear, and a day of nothing moves no change', () => {
  expect(sinceRate([])).toEqual({ kind: 'unclear' })
  expect(sinceValue([3, 3, 3, 3, 3, 3, 3])).toEqual({ kind: 'unclear' })
  expect(sinceRate(Array.from({ length: 9 }, () => ({ n: 0, hits: 0 })))).toEqual({ kind: 'unclear' })
  const gap = [...Array.from({ length: 10 }, () => ({ n: 20, hits: 1 })), { n: 0, hits: 0 }, { n: 0, hits: 0 }]
  const since = at(sinceRate([...gap, ...Array.from({ length: 10 }, () => ({ n: 20, hits: 15 }))]))
  expect([since.low, since.high]).toEqual([10, 12])
})

test('whatever the history, the answer lies within it and in order', () => {
  const step = fc.nat(30).chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat(n) }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (history) => {
      const since = sinceRate(history)
      if (since.kind === 'unclear') return
      expect(since.low).toBeGreaterThan(0)
      expect(since.low).toBeLessThanOrEqual(since.index)
      expect(since.high).toBeGreaterThanOrEqual(since.index)
      expect(since.high).toBeLessThan(history.length)
      expect(since.changes.at(-1)).toBe(since.index)
    }),
  )
})

test('what cannot be looked back at is refused', () => {
  expect(() => sinceRate([{ n: 1, hits: 2 }])).toThrow('Cannot look back at 2 hits of 1')
  expect(() => sinceValue([Number.NaN])).toThrow('the value NaN')
})

function at(since: Since): Since & { kind: 'since' } {
  if (since.kind !== 'since') throw new Error('no change was found')
  return since
}

function count(random: () => number, n: number, rate: number): number {
  let hits = 0
  for (let i = 0; i < n; i++) hits += random() < rate ? 1 : 0
  return hits
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
