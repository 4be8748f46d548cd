import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { type PageBudget, type PageStream, settingsWithin, whichPage } from './page-budget.ts'
import { evidenceOfRate, observeRate, type RateState, startRate } from './rate-detector.ts'

const FOUR: PageBudget = { pages: 2, streams: 4, ticks: 10 }
const streams = (...es: number[]): PageStream[] => es.map((e, i) => ({ id: `s${i}`, e }))

test('S296 a stream pages alone at its share of the budget, and two together at half of it', () => {
  expect(whichPage(streams(39, 1, 1, 1), FOUR).page).toEqual([])
  expect(whichPage(streams(1, 40, 1, 1), FOUR).page).toEqual(['s1'])
  expect(whichPage(streams(20, 1, 21, 1), FOUR).page).toEqual(['s2', 's0'])
  expect(whichPage(streams(14, 14, 14, 1), FOUR).page).toEqual(['s0', 's1', 's2'])
  expect(whichPage(streams(50, 1, 1, 19), FOUR).page).toEqual(['s0'])
  expect(whichPage(streams(50, 1), FOUR).standing).toEqual([
    { id: 's0', share: 1.25 },
    { id: 's1', share: 0.025 },
  ])
})

const evidences = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 12 })

test('S296 what pages is what e-Benjamini–Hochberg says, and a page always takes away its whole price', () => {
  fc.assert(
    fc.property(evidences, fc.double({ min: 0.5, max: 5, noNaN: true }), (es, pages) => {
      const budget = { pages, streams: 12, ticks: 5 }
      const price = (2 * 12 * 5) / pages
      const { page } = whichPage(streams(...es), budget)
      const paged = es.filter((_, i) => page.includes(`s${i}`))
      // Each of them holds an equal part of the price, so that together they hold all of it.
      for (const e of paged) expect(e * page.length).toBeGreaterThanOrEqual(price * (1 - 1e-9))
      if (page.length > 0) expect(paged.reduce((sum, e) => sum + e, 0)).toBeGreaterThanOrEqual(price * (1 - 1e-9))
      // And no larger set could page.
      const sorted = es.toSorted((a, b) => b - a)
      for (let r = page.length + 1; r <= es.length; r++) {
        expect((sorted[r - 1] ?? 0) * r).toBeLessThan(price * (1 + 1e-9))
      }
    }),
  )
})

test('S296 an owner of 200 streams that never change is paged within the budget over 20 quarters, though all move together', () => {
  // Half of each day's chance is common to all streams, which independent tests would not survive.
  const budget: PageBudget = { pages: 4, streams: 200, ticks: 91 }
  const { arl, confidence } = settingsWithin(budget)
  const random = seededRandom('page budget')
  const rate = 0.1
  let [pages, changed] = [0, 0]
  for (let quarter = 0; quarter < 20; quarter++) {
    let states = Array.from({ length: 200 }, () => {
      let hits = 0
      for (let i = 0; i < 300; i++) hits += random() < rate ? 1 : 0
      return startRate({ kind: 'counted', n: 300, hits }, { direction: 'up', arl, confidence })
    })
    for (let day = 0; day < 91; day++) {
      const common = random()
      states = states.map((state) => {
        let hits = 0
        for (let i = 0; i < 10; i++) hits += (i < 5 ? (common + i / 5) % 1 : random()) < rate ? 1 : 0
        return observeRate(state, { n: 10, hits, ticks: 1 })
      })
      const { page } = whichPage(asStreams(states), budget)
      if (page.length > 0) pages++
      states = states.map((state, i) =>
        page.includes(String(i)) ? startRate({ kind: 'known', rate }, { direction: 'up', arl, confidence }) : state,
      )
      changed += page.length
    }
  }
  expect(pages / 20).toBeLessThanOrEqual(4)
  expect(changed / 20).toBeLessThanOrEqual(8)
})

test('S029 of 200 streams the one that degrades from 92 % to 82 % pages within two days of 1,000 runs', () => {
  const budget: PageBudget = { pages: 1, streams: 200, ticks: 91 }
  const random = seededRandom('page power')
  const settings = { direction: 'down', ...settingsWithin(budget) } as const
  let states = Array.from({ length: 200 }, () => startRate({ kind: 'counted', n: 500, hits: 460 }, settings))
  const day = (bad: number): readonly string[] => {
    states = states.map((state, i) => {
      let hits = 0
      for (let run = 0; run < 1000; run++) hits += random() < (i === 7 ? bad : 0.92) ? 1 : 0
      return observeRate(state, { n: 1000, hits, ticks: 1 })
    })
    return whichPage(asStreams(states), budget).page
  }
  for (let before = 0; before < 5; before++) expect(day(0.92)).toEqual([])
  expect([...day(0.82), ...day(0.82)]).toContain('7')
})

test('the settings within a budget say how sure the baseline and how long the run must be', () => {
  expect(settingsWithin({ pages: 1, streams: 600, ticks: 91 })).toEqual({
    arl: 109_200,
    confidence: expect.closeTo(1 - 1 / 1200, 12),
  })
  expect(settingsWithin({ pages: 1, streams: 1, ticks: 91 })).toEqual({ arl: 182, confidence: 0.95 })
})

test('S296 a stream that matters more has a larger part of the budget, and the others leave it that', () => {
  const weighted = (es: readonly number[]): PageStream[] =>
    es.map((e, i) => ({ id: `s${i}`, e, weight: i === 0 ? 2.5 : 0.5 }))
  expect(whichPage(weighted([16, 16, 16, 16]), FOUR).page).toEqual(['s0'])
  expect(whichPage(weighted([15, 79, 1, 1]), FOUR).page).toEqual(['s1', 's0'])
  expect(whichPage(weighted([15, 20, 1, 1]), FOUR).page).toEqual([])
  expect(settingsWithin(FOUR, 2.5).arl).toBe(16)
  expect(settingsWithin({ pages: 1, streams: 30, ticks: 91 }, 0.5).confidence).toBeCloseTo(1 - 1 / 120, 12)
  expect(() => whichPage([{ id: 'a', e: 1, weight: 4.1 }], FOUR)).toThrow('of weight 4.1')
  expect(() => settingsWithin(FOUR, 0)).toThrow('it must be above 0')
})

test('more streams than the budget was made for are refused, as is a budget of nothing', () => {
  expect(() => whichPage(streams(1, 2, 3, 4, 5), FOUR)).toThrow('of weight 5: it was made for 4')
  expect(() => settingsWithin({ pages: 0, streams: 4, ticks: 10 })).toThrow('all three must be above 0')
})

function asStreams(states: readonly RateState[]): PageStream[] {
  return states.map((state, i) => ({ id: String(i), e: evidenceOfRate(state).e }))
}
