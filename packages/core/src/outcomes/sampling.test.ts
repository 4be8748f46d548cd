import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../drills/seeded-random.ts'
import { asProportion, estimateShare } from './estimate-share.ts'
import { sampleSize } from './sample-size.ts'
import { stratify } from './stratify.ts'

describe('how many answers to judge', () => {
  test.each([
    [10, 10],
    [220, 140],
    [500, 217],
    [1200, 291],
    [1500, 306],
    [9000, 368],
  ])('of %i, %i are judged for ±5 points, as in the table of Krejcie and Morgan', (units, judged) => {
    // The table rounds to the nearest one; here it is never one too few.
    const size = sampleSize({ units, within: 0.05, expected: 0.5 })
    expect(size - judged).toBeGreaterThanOrEqual(0)
    expect(size - judged).toBeLessThanOrEqual(1)
  })

  test('a share that is expected to be high asks for fewer; of nothing, nothing is judged', () => {
    expect(sampleSize({ units: 10_000, within: 0.03, expected: 0.9 })).toBe(370)
    expect(sampleSize({ units: 10_000, within: 0.03, expected: 0.5 })).toBe(965)
    expect(sampleSize({ units: 0, within: 0.03, expected: 0.5 })).toBe(0)
  })
})

describe('from which parts they are drawn', () => {
  test('in proportion, each part at least five, small parts together, never more than there are', () => {
    const planned = stratify(
      [
        { name: 'refund', units: 700 },
        { name: 'invoice', units: 280 },
        { name: 'tax', units: 12 },
        { name: 'fraud', units: 4 },
        { name: 'legal', units: 3 },
        { name: 'empty', units: 0 },
      ],
      100,
    )
    expect(planned.map(({ name, units, drawn }) => ({ name, units, drawn }))).toEqual([
      { name: 'invoice', units: 280, drawn: 28 },
      { name: 'refund', units: 700, drawn: 70 },
      { name: 'tax', units: 12, drawn: 5 },
      { name: 'the rest', units: 7, drawn: 5 },
    ])
    expect(planned.at(-1)?.of).toEqual(['fraud', 'legal'])
  })

  test('the order of the parts plays no part, and the sum is at least the size that was asked for', () => {
    const strata = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), units: fc.nat(400) }), {
      selector: ({ name }) => name,
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(strata, fc.integer({ min: 1, max: 600 }), (parts, size) => {
        const planned = stratify(parts, size)
        const all = parts.reduce((sum, { units }) => sum + units, 0)
        const drawn = planned.reduce((sum, each) => sum + each.drawn, 0)
        expect(drawn).toBeGreaterThanOrEqual(Math.min(size, all))
        for (const part of planned) expect(part.drawn).toBeLessThanOrEqual(part.units)
        expect(planned.reduce((sum, { units }) => sum + units, 0)).toBe(all)
        expect(stratify(parts.toReversed(), size)).toEqual(planned)
      }),
    )
  })
})

describe('what the judged ones say of all', () => {
  test('the published example of a sample by parts: .2465 with standard error .0071', () => {
    const societies = [
      [9100, 636, 0.38],
      [1950, 451, 0.27],
      [5500, 481, 0.18],
      [10_850, 611, 0.19],
      [2100, 493, 0.36],
      [5500, 575, 0.13],
      [9000, 588, 0.26],
    ] as const
    const estimate = estimateShare(
      societies.map(([units, judged, share]) => ({ units, judged, right: share * judged })),
    )
    expect(estimate?.share).toBeCloseTo(0.2465, 4)
    expect(estimate?.standardError).toBeCloseTo(0.0071, 4)
  })

  test('a part that is judged ten times as densely weighs no more than its size', () => {
    const estimate = estimateShare([
      { units: 9000, judged: 90, right: 90 },
      { units: 1000, judged: 100, right: 50 },
    ])
    expect(estimate?.share).toBeCloseTo(0.95, 10)
  })

  test('below the minimum sample, and while a part has not two judged ones, nothing is said; of few all are enough', () => {
    expect(estimateShare([{ units: 1000, judged: 29, right: 29 }])).toBeNull()
    expect(
      estimateShare([
        { units: 1000, judged: 60, right: 55 },
        { units: 50, judged: 1, right: 1 },
      ]),
    ).toBeNull()
    expect(estimateShare([{ units: 12, judged: 12, right: 9 }])).toMatchObject({
      share: 0.75,
      interval: { low: 0.75, high: 0.75 },
      designEffect: 0,
    })
  })

  test('where every judged one is right the interval still leaves room, and narrows by what all there are', () => {
    const [many, few] = [10_000, 120].map((units) => estimateShare([{ units, judged: 100, right: 100 }]))
    expect(many?.interval.high).toBe(1)
    expect(many?.interval.low).toBeCloseTo(0.9633, 3)
    expect(few?.interval.low).toBeGreaterThan(0.99)
  })

  test('over many draws it is right on average, and its interval holds the truth as often as it says', () => {
    const random = seededRandom('draws')
    const population = [
      { units: 2000, wrong: 40 },
      { units: 500, wrong: 100 },
      { units: 60, wrong: 30 },
    ]
    const truth = 1 - 170 / 2560
    // Uneven on purpose: an average of all that were judged would be far off.
    const sizes = [60, 60, 40]
    let [total, covered] = [0, 0]
    const draws = 2000
    for (let draw = 0; draw < draws; draw++) {
      const estimate = estimateShare(
        population.map(({ units, wrong }, place) => {
          const judged = sizes[place] ?? 0
          let [left, wrongLeft, right] = [units, wrong, 0]
          for (let i = 0; i < judged; i++, left--) {
            if (random() < wrongLeft / left) wrongLeft--
            else right++
          }
          return { units, judged, right }
        }),
      )
      if (estimate === null) throw new Error('There is an estimate of every draw')
      total += estimate.share
      if (estimate.interval.low <= truth && truth <= estimate.interval.high) covered++
    }
    expect(Math.abs(total / draws - truth)).toBeLessThan(0.002)
    expect(covered / draws).toBeGreaterThan(0.93)
  })

  test('as a proportion it is of the judged ones, with the interval of the whole design', () => {
    const strata = [
      { units: 9000, judged: 90, right: 90 },
      { units: 1000, judged: 100, right: 50 },
    ]
    const estimate = estimateShare(strata)
    if (estimate === null) throw new Error('There is an estimate')
    // 140 of 190 were right; of all it is 95 %.
    expect(asProportion(estimate)).toEqual({ k: 181, n: 190, interval: estimate.interval })
  })
})
