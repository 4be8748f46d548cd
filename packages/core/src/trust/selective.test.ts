import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trainClassifier } from './centroid-classifier.ts'
import { routingReport, type Prediction } from './routing-report.ts'
import { atCoverage, selectiveCurve, thresholdWithin, type Routable } from './selective.ts'

const sure = (n: number, confidence: number, right: number): Routable[] =>
  Array.from({ length: n }, (_, i) => ({ confidence, right: i < right }))
const anyUnits = fc.array(
  fc.record({ confidence: fc.integer({ min: 0, max: 20 }).map((x) => x / 20), right: fc.boolean() }),
  { minLength: 1, maxLength: 80 },
)

describe('the selective-accuracy curve', () => {
  test('counts what is at least that sure; equal confidences are one point', () => {
    const curve = selectiveCurve([...sure(2, 0.9, 2), ...sure(4, 0.5, 1), ...sure(1, 0.1, 1)])
    expect(curve).toEqual([
      { threshold: 0.9, automatic: 2, right: 2 },
      { threshold: 0.5, automatic: 6, right: 3 },
      { threshold: 0.1, automatic: 7, right: 4 },
    ])
    expect(atCoverage(curve, 0.3)?.threshold).toBe(0.5)
    expect(atCoverage([], 0.5)).toBeNull()
  })

  test('ends at all units, rises in coverage, and the order of the units plays no part', () => {
    fc.assert(
      fc.property(anyUnits, fc.infiniteStream(fc.nat()), (units, keys) => {
        const curve = selectiveCurve(units)
        expect(curve.at(-1)).toMatchObject({
          automatic: units.length,
          right: units.filter(({ right }) => right).length,
        })
        for (const [place, point] of curve.entries()) {
          const before = curve[place - 1]
          if (before === undefined) continue
          expect(point.threshold).toBeLessThan(before.threshold)
          expect(point.automatic).toBeGreaterThan(before.automatic)
          expect(point.right - before.right).toBeLessThanOrEqual(point.automatic - before.automatic)
        }
        const shuffled = units
          .map((unit) => ({ unit, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ unit }) => unit)
        expect(selectiveCurve(shuffled)).toEqual(curve)
      }),
    )
  })
})

describe('the threshold within a budget', () => {
  test('of 100 units, all right at one confidence, the error stays below .0295 with 95 %', () => {
    const found = thresholdWithin(selectiveCurve(sure(100, 0.8, 100)), { errors: 0.03, confidence: 0.95 })
    expect(found).toMatchObject({ threshold: 0.8, automatic: 100 })
    expect(found?.errorsAtMost).toBeCloseTo(1 - 0.05 ** (1 / 100), 9)
    expect(thresholdWithin(selectiveCurve(sure(100, 0.8, 100)), { errors: 0.029, confidence: 0.95 })).toBeNull()
  })

  test('holds on units yet to come in all but 5 % of tries', () => {
    // Right with a probability that is the confidence itself, so that the true error above a threshold t is (1 − t) / 2.
    let state = 7
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    let broken = 0
    for (let round = 0; round < 300; round += 1) {
      const units = Array.from({ length: 400 }, () => {
        const confidence = random()
        return { confidence, right: random() < confidence }
      })
      const found = thresholdWithin(selectiveCurve(units), { errors: 0.15, confidence: 0.95 })
      if (found !== null && (1 - found.threshold) / 2 > 0.15) broken += 1
    }
    expect(broken).toBeLessThanOrEqual(15)
  })
})

describe('what routing would do', () => {
  const told = (truth: string, predicted: string | null, confidence: number): Prediction => ({
    truth,
    predicted,
    confidence,
  })
  const validation = Array.from({ length: 400 }, (_, i) => told('a', i < 300 ? 'a' : 'b', i < 300 ? 0.9 : 0.2))

  test('what must go to a person is an error whenever it is answered, and the threshold is chosen on validation alone', () => {
    const test_ = [
      ...Array.from({ length: 80 }, () => told('a', 'a', 0.9)),
      ...Array.from({ length: 10 }, () => told('oos', 'oos', 0.95)),
      ...Array.from({ length: 10 }, () => told('oos', null, 0)),
    ]
    const settings = { validation, outside: new Set(['oos']), budget: { errors: 0.05, confidence: 0.95 } }
    const report = routingReport({ ...settings, test: test_ })
    expect(report.inScope).toMatchObject({ k: 80, n: 80 })
    expect(report.routed).toMatchObject({
      threshold: 0.9,
      automatic: { k: 90, n: 100 },
      review: { k: 10, n: 100 },
      errors: { k: 10, n: 90 },
      inScopeRight: { k: 80, n: 80 },
      outsideToPerson: { k: 10, n: 20 },
    })
    expect(report.notes).toEqual([
      expect.stringContaining('0.0 % of the validation units and 20.0 % of the test units'),
    ])
    const other = routingReport({ ...settings, test: [told('a', 'b', 1)] })
    expect(other.routed?.threshold).toBe(report.routed?.threshold)
  })

  test('where no threshold keeps the budget, all of it goes to people', () => {
    const wrong = Array.from({ length: 50 }, () => told('a', 'b', 0.9))
    const report = routingReport({
      validation: wrong,
      test: wrong,
      outside: new Set(),
      budget: { errors: 0.05, confidence: 0.95 },
    })
    expect(report.routed).toBeNull()
    expect(report.notes).toEqual([expect.stringContaining('all of it goes to people')])
  })
})

describe('the text classifier', () => {
  const classifier = trainClassifier({
    refund: ['where is my refund', 'I want a refund', 'refunds take too long'],
    password: ['I forgot my password', 'reset my password', 'password does not work'],
  })

  test('finds the nearest label, and is surer where more of the text was seen', () => {
    expect(classifier.classify('my refund')?.label).toBe('refund')
    const [near, far] = ['reset password', 'password zzz yyy xxx'].map((text) => classifier.classify(text))
    expect([near?.label, far?.label]).toEqual(['password', 'password'])
    expect(near?.confidence).toBeGreaterThan(far?.confidence ?? 1)
  })

  test('claims nothing where no word was ever seen', () => {
    expect(classifier.classify('weather tomorrow')).toBeNull()
    expect(classifier.classify('')).toBeNull()
  })
})
