import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsWith, held, live, NOW } from '../handover/evaluators/sample-facts.ts'
import { shareOf } from '../runs/proportion.ts'
import { DAY_MS } from '../time.ts'
import { givenUpOf } from './given-up.ts'
import { lifecycleMoney, overPhases } from './lifecycle-money.ts'
import { costRange, paybackOf, type PaybackFacts } from './payback.ts'
import { promiseByMonth } from './promise-by-month.ts'

const FACTS: PaybackFacts = {
  currency: 'EUR',
  invested: { low: 12_000, high: 15_000 },
  days: 365 / 12,
  cost: { low: 900, high: 1_100 },
  influence: shareOf({ k: 600, n: 1000 }),
  perDecision: { low: 4, high: 6 },
}

describe('payback', () => {
  test('as a range: the best ends of influence, worth and cost against the worst', () => {
    const { earliest, latest, verdict, sentence } = paybackOf(FACTS)
    const { low, high } = FACTS.influence?.interval ?? { low: 0, high: 0 }
    expect(earliest).toBeCloseTo(12_000 / (6 * high * 1000 - 900), 10)
    expect(latest).toBeCloseTo(15_000 / (4 * low * 1000 - 1_100), 10)
    expect(verdict).toBe('met')
    // 0.569 to 0.630 by Wilson: a month brings 1,177 to 2,880 EUR more than it costs.
    expect([low, high].map((share) => Number(share.toFixed(3)))).toEqual([0.569, 0.63])
    expect(sentence).toBe(
      'It pays back the 12,000 to 15,000 EUR that building it cost after 5 to 13 months of operation.',
    )
  })

  test('where the low end never does, it says so with the months; where the high end does not, too', () => {
    expect(paybackOf({ ...FACTS, perDecision: { low: 1.5, high: 6 } })).toMatchObject({
      verdict: 'unknown',
      latest: null,
      sentence:
        'It pays back the 12,000 to 15,000 EUR that building it cost after 5 months of operation at the earliest; at the low end it does not pay back within 36 months.',
    })
    expect(paybackOf({ ...FACTS, perDecision: { low: 1, high: 1.8 } })).toMatchObject({
      verdict: 'unmet',
      sentence:
        'It does not pay back the 12,000 to 15,000 EUR that building it cost within 36 months, not even at the high end.',
    })
    expect(paybackOf({ ...FACTS, perDecision: { low: 1, high: 1 } })).toMatchObject({
      verdict: 'unmet',
      earliest: null,
    })
  })

  test.each([
    ['what it cost to build', { invested: null }, 'what building it cost is not told'],
    ['the cost of four weeks', { cost: null }, 'what running it costs is not known of 4 whole weeks'],
    ['influence', { influence: null }, 'not measured'],
    ['enough decisions', { influence: shareOf({ k: 3, n: 12 }) }, 'not enough decisions yet, 12 of 30'],
    ['what a decision is worth', { perDecision: null }, 'nobody has said'],
  ])('without %s it can’t be told', (_, facts, why) => {
    const { verdict, earliest, sentence } = paybackOf({ ...FACTS, ...facts })
    expect([verdict, earliest]).toEqual(['unknown', null])
    expect(sentence).toContain(why)
  })

  test('it is never earlier at worst than at best, and more worth never makes it later', () => {
    const amount = fc.double({ min: 0, max: 10_000, noNaN: true })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 500 }), amount, amount, (a, b, k, w, more) => {
        const facts = {
          ...FACTS,
          invested: { low: Math.min(a, b), high: Math.max(a, b) },
          influence: shareOf({ k, n: 500 }),
          perDecision: { low: w, high: w + 1 },
        }
        const { earliest, latest } = paybackOf(facts)
        if (latest !== null) expect(earliest ?? Infinity).toBeLessThanOrEqual(latest)
        const richer = paybackOf({ ...facts, perDecision: { low: w + more, high: w + more + 1 } })
        if (earliest !== null) expect(richer.earliest ?? Infinity).toBeLessThanOrEqual(earliest)
      }),
    )
  })

  test('the cost of a window is the mean week with its interval by Student’s t, and what is certain', () => {
    // Mean 100, s 10, n 5: t(0.975; 4) = 2.776, margin 2.776 · 10 / √5 = 12.41.
    const range = costRange({ weeks: [90, 100, 110, 110, 90], days: 35, certain: 50 })
    expect(range?.low).toBeCloseTo(50 + 5 * (100 - 12.41), -1)
    expect(range?.high).toBeCloseTo(50 + 5 * (100 + 12.41), -1)
    expect(costRange({ weeks: [1, 2, 3], days: 21, certain: 0 })).toBeNull()
    expect(costRange({ weeks: [7, 7, 7, 7], days: 28, certain: 0 })).toEqual({ low: 28, high: 28 })
  })
})

describe('what was committed to', () => {
  const week = (from: string, influenced: number | null) => {
    const start = new Date(`${from}T00:00:00Z`)
    return { from: start, to: new Date(start.getTime() + 7 * DAY_MS), influenced }
  }
  const facts = {
    currency: 'EUR',
    yearly: 36_500,
    due: new Date('2026-09-30T00:00:00Z'),
    perDecision: { low: 10, high: 20 },
    weeks: [
      week('2026-09-21', 500),
      week('2026-10-05', 20),
      week('2026-10-12', 30),
      week('2026-10-19', null),
      week('2026-11-02', 100),
    ],
  }

  test('S159 month by month what was committed to stands beside what came, in words', () => {
    const months = promiseByMonth(facts, new Date('2026-11-09T00:00:00Z'))
    expect(months.map(({ month, days, verdict }) => [month, days, verdict])).toEqual([
      ['2026-11', 7, 'met'],
      ['2026-10', 14, 'unmet'],
    ])
    expect(months.map(({ sentence }) => sentence)).toEqual([
      'Nov 2026: 700 EUR were committed to, 1,000 to 2,000 EUR came: the value came.',
      'Oct 2026: 1,400 EUR were committed to, 500 to 1,000 EUR came: at least 400 EUR of it did not come.',
    ])
  })

  test('S159 what came is unknown where nobody said what a decision is worth, or nothing was measured', () => {
    const [now] = promiseByMonth({ ...facts, perDecision: null }, NOW)
    expect(now).toMatchObject({ came: null, verdict: 'unknown' })
    expect(now?.sentence).toBe('Nov 2026: 700 EUR were committed to; what came is not known.')
    const unmeasured = { ...facts, weeks: facts.weeks.map((each) => ({ ...each, influenced: null })) }
    expect(promiseByMonth(unmeasured, NOW).every(({ verdict }) => verdict === 'unknown')).toBe(true)
    expect(promiseByMonth({ ...facts, due: new Date('2027-01-01T00:00:00Z') }, NOW)).toEqual([])
  })
})

describe('sunk cost', () => {
  const pilot = { ...factsWith().workflow, stage: 'pilot' } as const

  test('what was retired before it was handed over, is on hold or lies in limbo is given up; what ended after operation is not', () => {
    expect(givenUpOf(factsWith({ workflow: pilot }), 'retired', NOW)).toMatchObject({ why: 'retired' })
    expect(givenUpOf(factsWith({ workflow: pilot }), 'on-hold', NOW)).toMatchObject({ why: 'on-hold' })
    expect(givenUpOf(factsWith({ workflow: { ...live(400), stage: 'operation' } }), 'retired', NOW)).toBeNull()
    const since = (days: number) => ({
      ...live(400),
      stage: 'pilot' as const,
      stageSince: new Date(NOW.getTime() - days * DAY_MS),
    })
    const lost = givenUpOf(factsWith({ workflow: since(30) }), 'going', NOW)
    expect(givenUpOf(factsWith({ workflow: since(29) }), 'going', NOW)).toBeNull()
    expect(lost).toMatchObject({ why: 'never-transferred' })
    expect(lost?.sentence).toMatch('in limbo, never handed over')
    const cared = { workflow: { ...live(400), stage: 'operation' as const }, duties: held({ 'daily-care': 'olaf' }) }
    expect(givenUpOf(factsWith(cared), 'going', NOW)).toBeNull()
  })
})

describe('the money of the whole life', () => {
  const entry = { phase: 'transition', currency: 'EUR', hours: null, from: '2026-11-01', to: '2026-11-30' } as const
  const plan = {
    currency: 'EUR',
    lines: [{ line: 'prototype' as const, planned: '50000', actual: null, why: 'Three months.' }],
    committedValue: null,
  }

  test('S097 a request for transition money is planned cost: spending it keeps within the plan', () => {
    const of = (entries: Parameters<typeof lifecycleMoney>[0]['entries']) =>
      lifecycleMoney({ plan, currency: 'EUR', entries, calls: null, liveDays: null })
    const asked = { ...entry, kind: 'requested', amount: '150000' } as const
    const spent = { ...entry, kind: 'actual', amount: '120000' } as const
    expect(of([spent])[1]).toMatchObject({ planned: null, requested: null, withinPlan: 'unknown' })
    expect(of([asked, spent])[1]).toMatchObject({
      planned: '150000',
      requested: '150000',
      actual: '120000',
      withinPlan: 'met',
    })
    expect(overPhases(of([asked, spent]), 'planned')).toBe('200000')
    expect(overPhases(of([]), 'actual')).toBeNull()
  })

  test('people’s time counts in operation: its hours always, its cost where an hour has a price', () => {
    const of = (cost: string | null) =>
      lifecycleMoney({ plan, currency: 'EUR', entries: [], calls: '10', time: { hours: 3, cost }, liveDays: 30 })[2]
    expect(of('102')).toMatchObject({ actual: '112', hours: 3 })
    expect(of(null)).toMatchObject({ actual: '10', hours: 3 })
  })
})
