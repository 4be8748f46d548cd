import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RateBaseline } from './rate-bound.ts'
import { type Direction, evidenceOfRate, observeRate, type RateState, startRate } from './rate-detector.ts'
import { seededRandom } from '../../drills/seeded-random.ts'

const KNOWN: RateBaseline = { kind: 'known', rate: 0.08 }

test('the evidence after three observations is the one computed by hand', () => {
  // From 8 % known, with the six alternatives' odds: M ← (M + 1)·L for 1, 1, 0.
  const shifts = [0.1, 0.25, 0.5, 0.9, 1.6, 2.8]
  const weights = [0.05, 0.15, 0.25, 0.3, 0.2, 0.05]
  const expected = shifts.reduce((sum, shift, i) => {
    const odds = (0.08 / 0.92) * Math.exp(shift)
    const q = odds / (1 + odds)
    const hit = q / 0.08
    const miss = (1 - q) / 0.92
    return sum + (weights[i] ?? 0) * ((hit + 1) * hit + 1) * miss
  }, 0)
  expect(expected).toBeCloseTo(8.3553, 4)
  let state = startRate(KNOWN, { direction: 'up', arl: 1e4 })
  for (const hits of [1, 1, 0]) state = observeRate(state, { n: 1, hits })
  expect(evidenceOfRate(state)).toEqual({ e: expect.closeTo(expected, 9), arl: 1e4, alarmed: false, n: 3 })
})

test('S029 a rate that stays at its baseline alarms no sooner than the bound says on average', () => {
  // 300 streams of at most 3 bounds each; the mean of the runs cut there is below the true one, and still above the bound.
  for (const direction of ['up', 'down', 'both'] as const) {
    const random = seededRandom('rate 11')
    const runs = Array.from({ length: 300 }, () => runLength(KNOWN, direction, 0.08, 500, 1500, random, 1))
    expect(mean(runs)).toBeGreaterThan(500)
  }
})

test('S029 batches of counts keep the bound in observations, and in days where a tick is a day', () => {
  const random = seededRandom('rate 12')
  const inObservations = Array.from({ length: 300 }, () => runLength(KNOWN, 'up', 0.08, 2000, 8000, random, 40))
  expect(mean(inObservations)).toBeGreaterThan(2000)
  const inDays = Array.from({ length: 300 }, () => runLength(KNOWN, 'up', 0.08, 100, 400, random, 200, 1) / 200)
  expect(mean(inDays)).toBeGreaterThan(100)
})

test('S029 a share of correct answers that falls from 92 % to 82 % is found within 200 observations on average', () => {
  const random = seededRandom('rate 13')
  const delays: number[] = []
  for (let i = 0; i < 200; i++) {
    let state = startRate({ kind: 'known', rate: 0.92 }, { direction: 'down', arl: 1e4 })
    for (let t = 0; t < 1000 && state.alarmedAt === null; t++)
      state = observeRate(state, { n: 1, hits: bit(random, 0.92) })
    if (state.alarmedAt !== null) continue
    while (state.alarmedAt === null) state = observeRate(state, { n: 1, hits: bit(random, 0.82) })
    delays.push(state.alarmedAt - 1000)
  }
  expect(delays.length).toBeGreaterThan(150)
  expect(mean(delays)).toBeLessThan(120)
})

test('S029 a move in the good direction never alarms', () => {
  const random = seededRandom('rate 14')
  let state = startRate(KNOWN, { direction: 'up', arl: 1e3 })
  for (let day = 0; day < 300; day++) state = observeRate(state, { n: 100, hits: count(random, 100, 0.02) })
  expect(evidenceOfRate(state).alarmed).toBe(false)
  expect(evidenceOfRate(state).e).toBeLessThan(1e3)
  let both = startRate(KNOWN, { direction: 'both', arl: 1e3 })
  for (let day = 0; day < 30; day++) both = observeRate(both, { n: 100, hits: count(random, 100, 0.01) })
  expect(evidenceOfRate(both).alarmed).toBe(true)
})

test('S029 a baseline of 500 observations taken as certain alarms early in many streams, its 95 % bound in few', () => {
  const early = (asBaseline: (hits: number) => RateBaseline): number => {
    const random = seededRandom('rate 15')
    let alarms = 0
    for (let i = 0; i < 400; i++) {
      const baseline = asBaseline(count(random, 500, 0.08))
      if (runLength(baseline, 'up', 0.08, 1e4, 2000, random, 1) < 2000) alarms++
    }
    return alarms / 400
  }
  expect(early((hits) => ({ kind: 'known', rate: hits / 500 }))).toBeGreaterThan(0.2)
  expect(early((hits) => ({ kind: 'counted', n: 500, hits }))).toBeLessThan(0.05)
})

test('S029 values in [0, 1] are watched by their mean, and their bets are never above what the values allow', () => {
  const bound = 0.3
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.31, max: 0.99, noNaN: true }),
      (x, q) => {
        const asHits = (q / bound) ** x * ((1 - q) / (1 - bound)) ** (1 - x)
        expect(asHits).toBeLessThanOrEqual(1 + ((q - bound) / (bound * (1 - bound))) * (x - bound) + 1e-9)
      },
    ),
  )
  const random = seededRandom('rate 16')
  let state = startRate({ kind: 'summed', n: 1000, sum: 300 }, { direction: 'up', arl: 1e4 })
  for (let i = 0; i < 3000; i++) state = observeRate(state, { n: 1, hits: 0.2 + 0.2 * random() })
  expect(evidenceOfRate(state).alarmed).toBe(false)
  for (let i = 0; i < 1000; i++) state = observeRate(state, { n: 1, hits: 0.5 + 0.2 * random() })
  expect(evidenceOfRate(state).alarmed).toBe(true)
})

const batches = fc.array(
  fc.nat(50).chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat(n) })),
  { maxLength: 30 },
)

test('the state survives a round trip through JSON at any moment', () => {
  fc.assert(
    fc.property(batches, fc.constantFrom<Direction>('up', 'down', 'both'), (all, direction) => {
      let kept = startRate({ kind: 'counted', n: 100, hits: 7 }, { direction, arl: 200 })
      let stored: RateState = kept
      for (const batch of all) {
        kept = observeRate(kept, batch)
        stored = observeRate(JSON.parse(JSON.stringify(stored)) as RateState, batch)
      }
      expect(stored).toEqual(kept)
      expect(JSON.parse(JSON.stringify(kept))).toEqual(kept)
    }),
  )
})

test('however observations are split into batches, without a change the evidence expects no more than the time that passed', () => {
  // Exactly: over all 2^8 outcomes of 8 observations, weighted by their probability.
  const split = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 8, maxLength: 8 }).map((sizes) => {
    const fitting: number[] = []
    for (let left = 8; left > 0; left -= fitting.at(-1) ?? left) fitting.push(Math.min(left, sizes[left - 1] ?? 1))
    return fitting
  })
  const rates = fc.double({ min: 0.01, max: 1, noNaN: true })
  fc.assert(
    fc.property(split, rates, rates, (sizes, rate, below) => {
      const expected = (truth: number): number => {
        let sum = 0
        for (let outcome = 0; outcome < 256; outcome++) {
          let state = startRate({ kind: 'known', rate }, { direction: 'up', arl: 1e9 })
          let [seen, chance] = [0, 1]
          for (const n of sizes) {
            let hits = 0
            for (let i = 0; i < n; i++, seen++) {
              const hit = (outcome >> seen) & 1
              hits += hit
              chance *= hit === 1 ? truth : 1 - truth
            }
            state = observeRate(state, { n, hits })
          }
          sum += chance * evidenceOfRate(state).e
        }
        return sum
      }
      expect(expected(Math.min(rate, 0.99))).toBeLessThanOrEqual(8 + 1e-6)
      expect(expected(rate * below)).toBeLessThanOrEqual(8 + 1e-6)
    }),
    { numRuns: 40 },
  )
})

test('nothing overflows, however far and however long a rate is off', () => {
  let state = startRate({ kind: 'known', rate: 0 }, { direction: 'both', arl: 1e6 })
  for (let i = 0; i < 50; i++) state = observeRate(state, { n: 1e6, hits: 1e6 })
  expect(Number.isFinite(evidenceOfRate(state).e)).toBe(true)
  for (let i = 0; i < 50; i++) state = observeRate(state, { n: 1e6, hits: 0 })
  expect(Number.isFinite(evidenceOfRate(state).e)).toBe(true)
  expect(state.alarmedAt).toBe(1e6)
})

test('what cannot be is refused with what would be right', () => {
  const state = startRate(KNOWN, { direction: 'up', arl: 10 })
  expect(() => observeRate(state, { n: 3, hits: 4 })).toThrow('Cannot take in 4 hits of 3')
  expect(() => startRate({ kind: 'counted', n: 3, hits: 4 }, { direction: 'up', arl: 10 })).toThrow('4 of 3')
  expect(() => startRate(KNOWN, { direction: 'up', arl: 0 })).toThrow('it must be 1 or more')
  expect(() => startRate(KNOWN, { direction: 'up', arl: 10, confidence: 1 })).toThrow('from .5 to below 1')
})

function runLength(
  baseline: RateBaseline,
  direction: Direction,
  rate: number,
  arl: number,
  most: number,
  random: () => number,
  batch: number,
  ticks = batch,
): number {
  let state = startRate(baseline, { direction, arl })
  const limit = most * (batch / ticks)
  while (state.n < limit && state.alarmedAt === null) {
    state = observeRate(state, { n: batch, hits: count(random, batch, rate), ticks })
  }
  return state.alarmedAt ?? limit
}

function bit(random: () => number, rate: number): number {
  return random() < rate ? 1 : 0
}

function count(random: () => number, n: number, rate: number): number {
  let hits = 0
  for (let i = 0; i < n; i++) hits += bit(random, rate)
  return hits
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
