import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptionAlarm, adoptionSigns, adoptionState } from './adoption-state.ts'
import { OUTCOMES, type Outcome } from './attribution.ts'
import { testClaim, type HandoffRecord } from './claimed-cause.ts'
import { declarationFault, declaredSpans, weeksUntil } from './denominator.ts'
import { ACTS, OFFERS, STEPS } from './journey.ts'
import { measureAdoption, type AdoptionFacts, type CountedUnits } from './measure-adoption.ts'
import { shareOf } from '../runs/proportion.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const USED: CountedUnits = {
  offer: 'made',
  act: 'kept',
  seen: true,
  automatic: false,
  unchecked: false,
  right: null,
  n: 1,
  span: 0,
  release: 'one',
  team: 'billing',
}
const units = (n: number, over: Partial<CountedUnits> = {}): CountedUnits => ({ ...USED, ...over, n })
const measure = (counts: readonly CountedUnits[], over: Partial<AdoptionFacts> = {}) =>
  measureAdoption({
    spans: weeksUntil(NOW, 2),
    wholeFrom: 0,
    counts,
    slices: [],
    deciders: new Map([['billing', 9]]),
    leastGroup: 5,
    ...over,
  })

const anyCounts: fc.Arbitrary<CountedUnits[]> = fc.array(
  fc
    .record({
      offer: fc.constantFrom(...OFFERS),
      act: fc.constantFrom(...ACTS),
      seen: fc.boolean(),
      automatic: fc.boolean(),
      unchecked: fc.boolean(),
      right: fc.constantFrom(true, false, null),
      n: fc.integer({ min: 1, max: 500 }),
      span: fc.integer({ min: 0, max: 1 }),
      release: fc.constantFrom('one', 'two', null),
      team: fc.constantFrom('billing', 'refunds', null),
    })
    // Only what a person kept can be kept unchecked.
    .map((count) => ({ ...count, unchecked: count.unchecked && count.act === 'kept' && count.seen })),
)

describe('what came of the units', () => {
  test('for any units the causes are exclusive and sum to the whole, and each step is a part of the one before', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { funnel, attribution, influence, unchecked } = measure(counts)
        const all = counts.reduce((sum, { n }) => sum + n, 0)
        const sum = (of: object) => Object.values(of).reduce((total: number, each: number) => total + each, 0)
        expect([sum(attribution.outcomes), sum(attribution.gaps), funnel.toInform]).toEqual([all, all, all])
        for (const [place, step] of STEPS.entries()) {
          const before = STEPS[place - 1]
          if (before !== undefined) expect(funnel[step]).toBeLessThanOrEqual(funnel[before])
        }
        expect(influence.k + unchecked).toBe(funnel.actedOn)
      }),
    )
  })

  test('for any units a late outcome moves only what was not yet known', () => {
    fc.assert(
      fc.property(anyCounts, fc.boolean(), (counts, late) => {
        const before = measure(counts).attribution.outcomes
        const after = measure(counts.map((count) => ({ ...count, right: count.right ?? late }))).attribution.outcomes
        for (const [outcome, { gap }] of Object.entries(OUTCOMES)) {
          const of = outcome as Outcome // its own keys
          if (of !== 'unknown-outcome') expect(after[of]).toBeGreaterThanOrEqual(before[of])
          if (gap === 'unknown' && of !== 'unknown-outcome') expect(after[of]).toBe(before[of])
        }
        expect(after['unknown-outcome']).toBe(0)
      }),
    )
  })

  test('for any units nothing changes when they are counted in another order', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        expect(measure(counts.toReversed())).toEqual(measure(counts))
      }),
    )
  })

  test('what was kept sooner than it can be read is acted on, and no influence', () => {
    const { funnel, influence, unchecked } = measure([units(60), units(40, { unchecked: true })])
    expect([funnel.actedOn, influence.k, unchecked]).toEqual([100, 60, 40])
  })

  test('weeks before the window are told one by one, and are in no other figure', () => {
    const { influence, spans } = measure([units(10, { span: 0, offer: 'none' }), units(30, { span: 1 })], {
      wholeFrom: 1,
    })
    expect(influence).toMatchObject({ k: 30, n: 30 })
    expect(spans.map(({ measured }) => measured?.influence.n)).toEqual([10, 30])
  })

  test('a team in which single people could be told is not shown, nor the one that would tell it, and both are counted in the whole', () => {
    const counts = [units(40), units(30, { team: 'refunds' }), units(20, { team: 'claims' }), units(5, { team: null })]
    const { teams, hiddenTeams, funnel } = measure(counts, {
      deciders: new Map([
        ['billing', 6],
        ['refunds', 4],
        ['claims', 5],
      ]),
    })
    expect(teams.map(({ name }) => name)).toEqual(['billing'])
    expect([hiddenTeams, funnel.toInform]).toEqual([2, 95])
  })
})

describe('a declared denominator', () => {
  const figure = { from: '2026-11-01', to: '2026-11-10', n: 400, confirmed: true }

  test('only what is confirmed and over counts; blank is unknown, neither nothing nor all', () => {
    const since = new Date('2026-10-01T00:00:00Z')
    expect(declaredSpans([{ ...figure, confirmed: false }], since, NOW)).toEqual([])
    expect(declaredSpans([{ ...figure, to: '2026-11-20' }], since, NOW)).toEqual([])
    expect(declaredSpans([figure], since, NOW)).toMatchObject([{ declared: 400, to: new Date('2026-11-11T00:00:00Z') }])
    const { influence } = measure([], { spans: [] })
    expect(influence).toEqual({ k: 0, n: 0, interval: null })
  })

  test('what nobody saw of the declared units was not offered; less declared than seen says nothing', () => {
    const spans = declaredSpans([figure], new Date('2026-10-01T00:00:00Z'), NOW)
    const { influence, attribution } = measure([units(100)], { spans })
    expect([influence.k, influence.n, attribution.outcomes['not-offered']]).toEqual([100, 400, 300])
    const wrong = measure([units(500)], { spans })
    expect(wrong.influence.n).toBe(0)
    expect(wrong.spans).toMatchObject([{ measured: null, seenUnits: 500 }])
  })

  test('periods don’t overlap; the same one again takes the place of its figure', () => {
    expect(declarationFault({ from: '2026-11-05', to: '2026-11-20' }, [figure])).toMatch('overlaps')
    expect(declarationFault(figure, [figure])).toBeNull()
    expect(declarationFault({ from: '2026-11-11', to: '2026-11-20' }, [figure])).toBeNull()
    expect(declarationFault({ from: '2026-11-21', to: '2026-11-20' }, [])).toMatch('before it begins')
  })

  test('weeks begin on Monday, UTC', () => {
    expect(weeksUntil(NOW, 2).map(({ from }) => from.toISOString())).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-16T00:00:00.000Z',
    ])
  })
})

describe('what the figures say', () => {
  const said = (counts: readonly CountedUnits[], isLive = true) => adoptionState(measure(counts), isLive)

  test('S001 S004 one in five is said to be deployed and not adopted, with where most is lost', () => {
    const state = said([units(905), units(2600, { act: 'bypassed', seen: false }), units(805, { offer: 'none' })])
    expect(state).toMatchObject({ verdict: 'unmet', loss: 'routed-around', workaroundTrap: false })
    expect(state.sentence).toBe(
      'informs 21 % of the decisions it was built for (n 4,310, 95 % 20–22): deployed, not adopted, most decisions are made without it. Most is lost between produced and seen.',
    )
    expect(said([units(5), units(95, { offer: 'none' })]).loss).toBe('not-used')
    expect(said([units(30), units(70, { act: 'set-aside' })]).loss).toBe('not-trusted')
  })

  test('S026 S028 looked at by most and acted on by next to nobody is the workaround trap', () => {
    const state = said([units(10), units(290, { act: 'set-aside' })])
    expect(state.workaroundTrap).toBe(true)
    expect(state.sentence).toMatch('people look at the output and work around it')
    expect(said([units(100), units(200, { act: 'set-aside' })]).workaroundTrap).toBe(false)
  })

  test('S006 S028 what nobody else would say is told unasked: the trap always, low influence once all units are in', () => {
    const alarm = (counts: readonly CountedUnits[], percent: number) => adoptionAlarm(measure(counts), percent)
    const ignored = [units(10), units(290, { act: 'set-aside' })]
    const around = [units(60), units(240, { act: 'bypassed', seen: false })]
    expect(alarm(ignored, 20)).toMatchObject({ signal: 'workaround-trap' })
    expect(alarm(around, 20)).toBeNull()
    expect(alarm(around, 100)).toMatchObject({ signal: 'not-adopted' })
    expect(alarm([units(290), units(10, { act: 'set-aside' })], 100)).toBeNull()
    expect(alarm([units(5, { act: 'set-aside' })], 100)).toBeNull()
  })

  test('below the minimum sample there is no share', () => {
    expect(said([units(12)])).toMatchObject({ verdict: 'unknown', loss: null, mostLost: null })
    expect(said([units(12)]).sentence).toMatch('not enough yet: 12 of 30')
    expect(said([units(50), units(50, { offer: 'none' })]).sentence).toMatch('can’t be told yet')
  })
})

describe('signs that delivery is taken for success', () => {
  const liveSince = new Date('2026-03-01T00:00:00Z')

  test('S051 live for half a year and not adopted, or not known to be: adoption trails delivery', () => {
    const [sign] = adoptionSigns({ liveSince, verdict: 'unmet', inversions: 0 }, NOW)
    expect(sign?.sentence).toBe('Adoption trails delivery: live since 1 Mar 2026, 264 days ago, it is not adopted.')
    expect(adoptionSigns({ liveSince, verdict: 'unknown', inversions: 0 }, NOW)).toMatchObject([
      { sign: 'trails-delivery' },
    ])
    expect(adoptionSigns({ liveSince, verdict: 'met', inversions: 0 }, NOW)).toEqual([])
    const lately = new Date('2026-06-01T00:00:00Z')
    expect(adoptionSigns({ liveSince: lately, verdict: 'unmet', inversions: 0 }, NOW)).toEqual([])
    expect(adoptionSigns({ liveSince: null, verdict: 'unmet', inversions: 0 }, NOW)).toEqual([])
  })

  test('S052 use far below expectation, and explained by the model where the handoff lost more', () => {
    const signs = adoptionSigns({ liveSince: NOW, verdict: 'unmet', inversions: 2 }, NOW)
    expect(signs).toMatchObject([{ sign: 'blamed-on-model' }])
    expect(signs[0]?.sentence).toMatch('2 claims explain it by the model')
    expect(adoptionSigns({ liveSince: NOW, verdict: 'unknown', inversions: 2 }, NOW)).toEqual([])
  })
})

describe('claimed causes', () => {
  const record: HandoffRecord = {
    liveSince: new Date('2026-06-01T00:00:00Z'),
    redesignWritten: new Date('2026-05-01T00:00:00Z'),
    redesignSigned: new Date('2026-05-02T00:00:00Z'),
    practised: new Date('2026-05-20T00:00:00Z'),
    scopeApproved: { by: 'Nadia', at: new Date('2026-05-03T00:00:00Z') },
  }
  const gaps = { handoff: shareOf({ k: 600, n: 1000 }), model: shareOf({ k: 50, n: 1000 }) }
  const figures = { accuracy: shareOf({ k: 470, n: 500 }), gaps, record }

  test('S034 S035 "not accurate enough" is held against measured accuracy: blame inversion is told with the figures', () => {
    const against = testClaim({ cause: 'accuracy', needed: 0.9 }, figures)
    expect(against).toMatchObject({ verdict: 'against', inversion: true })
    expect(against.sentence).toBe(
      'Measured: right in 94 % (n 500, 95 % 92–96); 90 % would be enough. The claim blames the model; the figures say that the handoff lost 60 % (n 1,000, 95 % 57–63) and the model 5 % (n 1,000, 95 % 4–7).',
    )
    expect(testClaim({ cause: 'accuracy', needed: 0.98 }, figures)).toMatchObject({ verdict: 'for', inversion: false })
    expect(testClaim({ cause: 'accuracy', needed: 0.94 }, figures).verdict).toBe('unknown')
    const few = { ...figures, accuracy: shareOf({ k: 9, n: 10 }) }
    expect(testClaim({ cause: 'accuracy', needed: 0.9 }, few).verdict).toBe('unknown')
  })

  test('S036 S039 "not formatted for our workflow" is held against the redesign: written, signed and practised before it went live', () => {
    expect(testClaim({ cause: 'format', needed: null }, figures).verdict).toBe('against')
    const late = { ...record, practised: new Date('2026-07-01T00:00:00Z'), redesignSigned: null }
    const claim = testClaim({ cause: 'format', needed: null }, { ...figures, record: late })
    expect(claim.verdict).toBe('for')
    expect(claim.sentence).toMatch('signed never, practised only on 1 Jul 2026, after it went live')
  })

  test('S037 "the wrong version of the problem" is held against who approved purpose and scope', () => {
    expect(testClaim({ cause: 'wrong-problem', needed: null }, figures)).toMatchObject({
      verdict: 'against',
      inversion: true,
    })
    const nobody = { ...figures, record: { ...record, scopeApproved: null } }
    expect(testClaim({ cause: 'wrong-problem', needed: null }, nobody).verdict).toBe('for')
    expect(testClaim({ cause: 'other', needed: null }, figures)).toMatchObject({ verdict: 'unknown', inversion: false })
  })
})
