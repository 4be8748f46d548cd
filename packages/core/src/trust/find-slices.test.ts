import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../drills/seeded-random.ts'
import { difference, findWrongSlices, type SlicedAnswer } from './find-slices.ts'
import { fisherTail } from './fisher.ts'

const random = seededRandom('slices')
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
/** Answers with topic and language, each wrong with the chance that `wrong` says. */
const answers = (n: number, wrong: (labels: { topic: string; language: string }) => number): SlicedAnswer[] =>
  Array.from({ length: n }, (_, i) => {
    const labels = { topic: pick(['refund', 'invoice', 'address', 'other']), language: pick(['en', 'de', 'fr']) }
    return { unitKey: `u${i}-${random()}`, labels, right: random() >= wrong(labels) }
  })

test('Fisher’s tea taster: 1/70 and 17/70', () => {
  expect(fisherTail(4, 4, 4, 8)).toBeCloseTo(1 / 70, 12)
  expect(fisherTail(3, 4, 4, 8)).toBeCloseTo(17 / 70, 12)
  expect(fisherTail(0, 4, 4, 8)).toBeCloseTo(1, 12)
})

test('Newcombe’s example: 56 of 70 less 48 of 80', () => {
  const { value, low, high } = difference({ k: 56, n: 70 }, { k: 48, n: 80 })
  expect(value).toBeCloseTo(0.2, 12)
  expect(low).toBeCloseTo(0.0524, 4)
  expect(high).toBeCloseTo(0.3339, 4)
})

describe('where more answers are wrong', () => {
  test('a topic that is wrong three times as often is found, with its effect; others are not', () => {
    const found = findWrongSlices(answers(3000, ({ topic }) => (topic === 'refund' ? 0.3 : 0.1)))
    expect(found[0]?.where).toEqual([{ slice: 'topic', label: 'refund' }])
    expect(found.every(({ where }) => where.some(({ label }) => label === 'refund'))).toBe(true)
    const { value, low, high } = found[0]?.effect ?? { value: 0, low: 0, high: 0 }
    expect(low).toBeLessThan(0.2)
    expect(high).toBeGreaterThan(0.2)
    expect(value).toBeCloseTo(0.2, 0)
  })

  test('a pair that alone is wrong is found as a pair, before its halves', () => {
    const found = findWrongSlices(
      answers(4000, ({ topic, language }) => (topic === 'invoice' && language === 'fr' ? 0.6 : 0.08)),
    )
    expect(found[0]?.where).toEqual([
      { slice: 'language', label: 'fr' },
      { slice: 'topic', label: 'invoice' },
    ])
  })

  test('where nothing is different almost never anything is found', () => {
    let false_ = 0
    for (let round = 0; round < 100; round += 1) false_ += findWrongSlices(answers(600, () => 0.15)).length
    // Both halves must say so: at most .1 × .05 of the rounds are expected.
    expect(false_).toBeLessThanOrEqual(2)
  })

  test('the order of the answers plays no part, and too few are nothing', () => {
    const all = answers(800, ({ topic }) => (topic === 'other' ? 0.5 : 0.1))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(findWrongSlices(shuffled)).toEqual(findWrongSlices(all))
      }),
      { numRuns: 10 },
    )
    expect(findWrongSlices(all.slice(0, 40))).toEqual([])
    expect(findWrongSlices([])).toEqual([])
  })
})
