import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareOf } from '../runs/proportion.ts'
import { lifecycleMoney, runningCost, timesRate, type MoneyEntry } from './lifecycle-money.ts'
import { worthOf, type WorthFacts } from './worth.ts'

const facts = (over: Partial<WorthFacts> = {}): WorthFacts => ({
  currency: 'EUR',
  days: 35,
  cost: 700,
  maintenance: 200,
  influence: shareOf({ k: 600, n: 1000 }),
  lostAtHandoff: 300,
  perDecision: { low: 2, high: 4 },
  promise: { yearly: 36_500, days: 35, influenced: 600 },
  ...over,
})

describe('cost and value', () => {
  test('S047 what it cost is told used or not, and by influenced decision with the interval of influence', () => {
    const { perInfluenced, sentence } = worthOf(facts())
    expect(perInfluenced?.value).toBeCloseTo(700 / 600, 10)
    expect(perInfluenced?.low).toBeLessThan(700 / 600)
    expect(perInfluenced?.high).toBeGreaterThan(700 / 600)
    expect(sentence).toBe(
      'cost 700 EUR in 35 days, used or not, and influenced 600 decisions, 1.17 EUR each. They were worth 1,200 to 2,400 EUR; it pays for itself from 18 % to 35 % of its decisions on, and has 60 %.',
    )
    const unused = worthOf(facts({ influence: shareOf({ k: 0, n: 1000 }) }))
    expect(unused.perInfluenced).toBeNull()
    expect(unused.sentence).toBe(
      'cost 700 EUR in 35 days, used or not; it influenced none of 1,000 decisions: spend without return.',
    )
  })

  test('break-even: the whole interval of influence must lie beyond the whole range of the share', () => {
    const at = (k: number) => worthOf(facts({ influence: shareOf({ k, n: 1000 }) })).covers
    expect([at(100), at(250), at(400)]).toEqual(['unmet', 'unknown', 'met'])
    const free = worthOf(facts({ perDecision: { low: 0, high: 4 } }))
    expect(free.breakEven).toEqual({ low: 0.175, high: null })
    expect(free.covers).toBe('unknown')
    const dear = worthOf(facts({ cost: 9000 }))
    expect(dear.covers).toBe('unmet')
    expect(dear.sentence).toMatch('not even all of its decisions would pay for it, and it has 60 %.')
  })

  test('nothing counts as nothing that is not known: below the sample, without a cost, without a worth', () => {
    expect(worthOf(facts({ influence: shareOf({ k: 5, n: 12 }) }))).toMatchObject({
      perInfluenced: null,
      value: null,
      covers: 'unknown',
      sentence: expect.stringMatching('not enough yet: 12 of 30'),
    })
    expect(worthOf(facts({ influence: null })).sentence).toMatch('is not measured')
    expect(worthOf(facts({ cost: null })).covers).toBe('unknown')
    expect(worthOf(facts({ perDecision: null })).sentence).toMatch('what one is worth nobody has said.')
  })

  test('S050 what was promised less what came, and what was lost at the handoff for itself', () => {
    const { shortfall, lostAtHandoff } = worthOf(facts())
    // 36,500 a year are 3,500 in 35 days; 1,200 to 2,400 came.
    expect(shortfall).toEqual({ days: 35, projected: 3500, missing: { low: 1100, high: 2300 } })
    expect(lostAtHandoff).toEqual({ low: 600, high: 1200 })
    expect(worthOf(facts({ promise: null })).shortfall).toBeNull()
  })

  test('more influence never costs more each, and never moves the break-even share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 5000 }), fc.double({ min: 1, max: 1e6, noNaN: true }), (n, cost) => {
        const half = worthOf(facts({ cost, influence: shareOf({ k: Math.ceil(n / 2), n }) }))
        const all = worthOf(facts({ cost, influence: shareOf({ k: n, n }) }))
        expect(all.perInfluenced?.value).toBeLessThanOrEqual(half.perInfluenced?.value ?? 0)
        expect(all.breakEven).toEqual(half.breakEven)
      }),
    )
  })
})

describe('the money of the whole life', () => {
  const entry = (over: Partial<MoneyEntry>): MoneyEntry => ({
    phase: 'maintenance',
    kind: 'actual',
    amount: '310',
    currency: 'EUR',
    hours: null,
    from: '2026-10-01',
    to: '2026-10-31',
    ...over,
  })
  const plan = {
    currency: 'EUR',
    committedValue: '36500',
    lines: [
      { line: 'prototype', planned: '18000', actual: '21000', why: 'w' },
      { line: 'transition', planned: '4000', actual: null, why: 'w' },
      { line: 'operation', planned: '3650', actual: null, why: 'w' },
      { line: 'maintenance', planned: '7300', actual: null, why: 'w' },
    ],
  } as const

  test('planned, committed and actual by phase; people’s time is hours times rate; calls are operation', () => {
    expect(timesRate('12.5', '84.2')).toBe('1052.5')
    const phases = lifecycleMoney({
      plan,
      currency: 'EUR',
      calls: '120.25',
      liveDays: 73,
      entries: [
        entry({ phase: 'transition', kind: 'committed', amount: '5000' }),
        entry({ phase: 'transition', amount: timesRate('40', '90'), hours: '40' }),
        entry({ phase: 'maintenance', amount: '1700' }),
        entry({ phase: 'maintenance', amount: '99999', currency: 'USD' }),
      ],
    })
    expect(phases).toEqual([
      expect.objectContaining({ phase: 'prototype', planned: '18000', actual: '21000', withinPlan: 'unmet' }),
      expect.objectContaining({ phase: 'transition', committed: '5000', actual: '3600', hours: 40, withinPlan: 'met' }),
      expect.objectContaining({ phase: 'operation', plannedByNow: '730', actual: '120.25', withinPlan: 'met' }),
      expect.objectContaining({ phase: 'maintenance', plannedByNow: '1460', actual: '1700', withinPlan: 'unmet' }),
    ])
  })

  test('a phase that nobody told anything of is unknown, not free', () => {
    const [prototype] = lifecycleMoney({
      plan: { currency: null, lines: [], committedValue: null },
      currency: 'EUR',
      calls: null,
      liveDays: null,
      entries: [],
    })
    expect(prototype).toEqual({
      phase: 'prototype',
      planned: null,
      requested: null,
      plannedByNow: null,
      committed: null,
      actual: null,
      hours: 0,
      withinPlan: 'unknown',
    })
  })

  test('of a window counts what was booked of operation and maintenance by its days, and the calls', () => {
    const entries = [
      entry({}),
      entry({ phase: 'operation', amount: '62', from: '2026-10-31', to: '2026-11-01' }),
      entry({ phase: 'prototype', amount: '9000' }),
      entry({ kind: 'committed', amount: '9000' }),
    ]
    expect(runningCost({ entries, currency: 'EUR', calls: '10' }, { from: '2026-10-22', to: '2026-10-31' })).toEqual({
      total: '141',
      maintenance: '100',
    })
    expect(
      runningCost({ entries: [], currency: 'EUR', calls: null }, { from: '2026-10-22', to: '2026-10-31' }),
    ).toEqual({
      total: null,
      maintenance: '0',
    })
  })
})
