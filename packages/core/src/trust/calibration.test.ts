import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../drills/seeded-random.ts'
import { calibrationOf, confidenceFault } from './calibration.ts'
import { groupForecasts } from './forecasts.ts'
import { isotonic } from './isotonic.ts'
import { reliabilityOf } from './reliability.ts'

const forecasts = (pairs: readonly (readonly [number, 0 | 1])[]) =>
  groupForecasts(
    Float64Array.from(pairs, ([p]) => p),
    Uint8Array.from(pairs, ([, y]) => y),
  )
const anyPairs = fc.array(
  fc.tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 20 }).map((x) => x / 20),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    fc.constantFrom<0 | 1>(0, 1),
  ),
  { minLength: 1, maxLength: 60 },
)

describe('isotonic regression', () => {
  test('pools neighbours that fall', () => {
    expect([
      ...isotonic(
        forecasts([
          [0.1, 1],
          [0.2, 0],
          [0.3, 1],
        ]),
      ),
    ]).toEqual([0.5, 0.5, 1])
    expect([
      ...isotonic(
        forecasts([
          [0.1, 1],
          [0.2, 1],
          [0.3, 0],
        ]),
      ),
    ]).toEqual([2 / 3, 2 / 3, 2 / 3])
  })

  test('ascends, keeps the sum, and no other ascending step is nearer', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const groups = forecasts(pairs)
        const fitted = isotonic(groups)
        const error = (values: Float64Array) =>
          groups.p.reduce((sum, _, i) => {
            const [n, k, v] = [groups.n[i] ?? 0, groups.k[i] ?? 0, values[i] ?? 0]
            return sum + k * (1 - v) ** 2 + (n - k) * v ** 2
          }, 0)
        for (let i = 1; i < fitted.length; i += 1) expect(fitted[i]).toBeGreaterThanOrEqual(fitted[i - 1] ?? 0)
        const total = fitted.reduce((sum, value, i) => sum + value * (groups.n[i] ?? 0), 0)
        expect(total).toBeCloseTo(
          groups.k.reduce((sum, each) => sum + each, 0),
          9,
        )
        // Against steps at every place with the best two levels that ascend.
        for (let cut = 0; cut <= groups.p.length; cut += 1) {
          const [below, above] = [levelOf(groups, 0, cut), levelOf(groups, cut, groups.p.length)]
          if (below > above) continue
          expect(error(fitted)).toBeLessThanOrEqual(error(groups.p.map((_, i) => (i < cut ? below : above))) + 1e-9)
        }
      }),
    )
  })
})

function levelOf({ n, k }: { readonly n: Float64Array; readonly k: Float64Array }, from: number, to: number): number {
  const sum = (of: Float64Array) => of.slice(from, to).reduce((total, each) => total + each, 0)
  return sum(n) === 0 ? 0 : sum(k) / sum(n)
}

describe('calibration', () => {
  test('by hand: two of ten at 30 % and eight of ten at 70 %', () => {
    const pairs = Array.from({ length: 20 }, (_, i): [number, 0 | 1] => [
      i < 10 ? 0.3 : 0.7,
      i % 10 < (i < 10 ? 2 : 8) ? 1 : 0,
    ])
    const told = calibrationOf(forecasts(pairs))
    expect(told.n).toBe(20)
    expect(told.ece).toBeCloseTo(0.1, 12)
    // Of each ten, two are .7 off and eight .3.
    expect(told.brier).toBeCloseTo(0.2 * 0.49 + 0.8 * 0.09, 12)
    expect(told.uncertainty).toBe(0.25)
    expect(told.miscalibration).toBeCloseTo(0.01, 12)
    expect(told.discrimination).toBeCloseTo(0.09, 12)
  })

  test('the parts of the Brier score sum to it, and order plays no part', () => {
    fc.assert(
      fc.property(anyPairs, fc.nat(), (pairs, seed) => {
        const told = calibrationOf(forecasts(pairs))
        expect(told.miscalibration - told.discrimination + told.uncertainty).toBeCloseTo(told.brier, 12)
        expect(told.miscalibration).toBeGreaterThanOrEqual(-1e-12)
        expect(told.discrimination).toBeGreaterThanOrEqual(-1e-12)
        const random = seededRandom(String(seed))
        const shuffled = pairs.map((pair) => [random(), pair] as const).toSorted(([a], [b]) => a - b)
        expect(calibrationOf(forecasts(shuffled.map(([, pair]) => pair)))).toEqual(told)
      }),
    )
  })

  test('confidence that is missing or always the same is said, not drawn', () => {
    expect(confidenceFault(forecasts([]))).toBe('No confidence was told.')
    expect(
      confidenceFault(
        forecasts([
          [0.9, 1],
          [0.9, 0],
        ]),
      ),
    ).toBe('Every answer told the same confidence, 0.9: it tells nothing apart.')
    expect(
      confidenceFault(
        forecasts([
          [0.9, 1],
          [0.8, 0],
        ]),
      ),
    ).toBeNull()
    expect(() => calibrationOf(forecasts([]))).toThrow(RangeError)
    expect(() => forecasts([[1.2, 1]])).toThrow('within 0 and 1')
  })

  test('the diagram holds the curve within its interval, ascends, and widens where there are few', () => {
    const random = seededRandom('diagram')
    const pairs = Array.from({ length: 3000 }, (): [number, 0 | 1] => {
      const p = random() ** 3
      return [p, random() < p ? 1 : 0]
    })
    const points = reliabilityOf(forecasts(pairs), { resamples: 200, random })
    expect(points.length).toBeGreaterThan(15)
    for (const [i, { came, low, high, stated }] of points.entries()) {
      expect(low).toBeLessThanOrEqual(came)
      expect(high).toBeGreaterThanOrEqual(came)
      expect(came).toBeGreaterThanOrEqual(points[i - 1]?.came ?? 0)
      // What is calibrated is not called otherwise: the diagonal is near.
      expect(Math.abs(came - stated)).toBeLessThan(0.2)
    }
    const width = (at: number) => {
      const point = points.find(({ stated }) => stated === at)
      return (point?.high ?? 0) - (point?.low ?? 0)
    }
    expect(width(0.8)).toBeGreaterThan(width(0.1))
  })

  test('of one confidence the interval is that of a share: 200 of 400 come true, ± 1.96 · √(½ · ½ / 400)', () => {
    const pairs = Array.from({ length: 400 }, (_, i): [number, 0 | 1] => [0.5, i % 2 === 0 ? 1 : 0])
    const [point] = reliabilityOf(forecasts(pairs), { resamples: 4000, random: seededRandom('one confidence') })
    expect(point?.came).toBe(0.5)
    expect(Math.abs((point?.low ?? 0) - 0.451)).toBeLessThan(0.004)
    expect(Math.abs((point?.high ?? 0) - 0.549)).toBeLessThan(0.004)
  })
})

/** Debian's own Python has what Debian installs; another may stand before it on the path. */
const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import sklearn']).status === 0)
describe.skipIf(python === undefined)('scikit-learn (skipped where it is absent)', () => {
  test('agrees on isotonic regression, Brier score and calibration error to 1e-9', () => {
    const random = seededRandom('scikit-learn')
    const pairs = Array.from({ length: 4000 }, (_, i): [number, 0 | 1] => {
      // Off the edges of the bins, which scikit-learn closes on the other side.
      const p = i % 3 === 0 ? (Math.floor(random() * 20) + 0.5) / 20 : random()
      return [p, random() < p ** 1.5 ? 1 : 0]
    })
    const script = `
import json, sys, numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss
from sklearn.calibration import calibration_curve
pairs = np.array(json.load(sys.stdin)); p, y = pairs[:, 0], pairs[:, 1]
fit = IsotonicRegression(y_min=0, y_max=1).fit(p, y).predict(np.unique(p))
came, stated = calibration_curve(y, p, n_bins=10, strategy='uniform')
n = np.histogram(p, bins=np.linspace(0, 1, 11))[0]
print(json.dumps({'fit': fit.tolist(), 'brier': brier_score_loss(y, p), 'recalibrated': brier_score_loss(y, IsotonicRegression(y_min=0, y_max=1).fit(p, y).predict(p)), 'ece': float(np.sum(n[n > 0] * np.abs(came - stated)) / len(p))}))`
    const { stdout, status } = spawnSync(python ?? '', ['-c', script], {
      input: JSON.stringify(pairs),
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    const told = JSON.parse(stdout) as { fit: number[]; brier: number; recalibrated: number; ece: number }
    const groups = forecasts(pairs)
    const fitted = isotonic(groups)
    expect(fitted).toHaveLength(told.fit.length)
    for (const [i, value] of told.fit.entries()) expect(Math.abs((fitted[i] ?? 2) - value)).toBeLessThan(1e-9)
    const calibration = calibrationOf(groups)
    expect(Math.abs(calibration.brier - told.brier)).toBeLessThan(1e-9)
    expect(Math.abs(calibration.brier - calibration.miscalibration - told.recalibrated)).toBeLessThan(1e-9)
    expect(Math.abs(calibration.ece - told.ece)).toBeLessThan(1e-9)
  })
})
