import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { act, day, daysAgo, factsWith, held, live, NOW, PEOPLE } from '../handover/evaluators/sample-facts.ts'
import { VERDICTS } from '../handover/verdict.ts'
import { sortWorkflow } from '../workflows/registration.ts'
import { earlySigns, type SignFacts } from './early-signs.ts'
import { PORTFOLIO_STAGES } from './stages.ts'
import { standingOf } from './standing.ts'
import { portfolioTotals } from './totals.ts'

const QUIET: SignFacts = {
  stage: 'operation',
  deployed: 'met',
  adopted: 'met',
  liveDays: 100,
  limbo: null,
  care: { with: 'operators', question: null },
  rolloutPercent: 100,
  pilotOver: null,
  onlyPrototype: false,
  cost: null,
  countedOn: [],
  stretched: null,
  lastReviewDays: 10,
  unanswered: 0,
  watched: true,
}
const signsOf = (facts: Partial<SignFacts>) => earlySigns({ ...QUIET, ...facts }).map(({ sign }) => sign)
const standing = (facts: Parameters<typeof factsWith>[0]) =>
  standingOf(factsWith(facts), { state: 'going', unanswered: 0 }, NOW)

describe('early signs', () => {
  test('a workflow that is adopted, cared for, watched and looked at has none', () => {
    expect(earlySigns(QUIET)).toEqual([])
  })

  test('S001 deployed for eight months and not adopted is said unasked, with the days', () => {
    const [first] = earlySigns({ ...QUIET, adopted: 'unmet', liveDays: 243 })
    expect(first).toEqual({
      sign: 'not-adopted',
      sentence: 'Deployed for 243 days and not adopted: it counts as a success that did not arrive.',
    })
    expect(earlySigns({ ...QUIET, adopted: 'unknown' })[0]?.sentence).toContain('nobody knows whether it is adopted')
  })

  test('S158 between the sixth and the eighteenth month nobody who looked for a quarter is a sign; before and after it is none', () => {
    expect(signsOf({ liveDays: 183, lastReviewDays: null })).toEqual(['no-second-look'])
    expect(signsOf({ liveDays: 548, lastReviewDays: 93 })).toEqual(['no-second-look'])
    expect(signsOf({ liveDays: 300, lastReviewDays: 92 })).toEqual([])
    expect(signsOf({ liveDays: 182, lastReviewDays: null })).toEqual([])
    expect(signsOf({ liveDays: 549, lastReviewDays: null })).toEqual([])
  })

  test('S338 what serves units and is not watched is a demonstration with live traffic', () => {
    expect(signsOf({ watched: false })).toEqual(['unwatched'])
    expect(signsOf({ watched: false, rolloutPercent: 0 })).toEqual([])
  })

  test('what is retired warns of nothing, whatever its facts', () => {
    const verdict = fc.constantFrom(...VERDICTS)
    fc.assert(
      fc.property(verdict, verdict, fc.option(fc.nat(2000)), fc.nat(5), (deployed, adopted, liveDays, unanswered) => {
        expect(signsOf({ stage: 'retired', deployed, adopted, liveDays, unanswered })).toEqual([])
      }),
    )
  })
})

describe('how a workflow stands', () => {
  test('S269 one that people count on and that is still called an experiment is told, in their words', () => {
    const { signs } = standing({
      workflow: { ...live(40), stage: 'pilot' },
      acts: [act('counted-on', 5, ['mia'], { sign: 'stops-work', what: 'the Monday run' })],
    })
    expect(signs.find(({ sign }) => sign === 'counted-on')?.sentence).toBe(
      'It is called an experiment, and when it fails, work stops, customers wait or somebody steps in by hand.',
    )
  })

  test('S113 S117 the team that builds the next pilot and keeps the last one running is named', () => {
    const pilot = standing({
      workflow: { ...live(10), stage: 'pilot' },
      people: PEOPLE,
      duties: held({ 'change-owner': 'bea' }),
      elsewhere: [{ person: 'bea', workflow: 'Invoice sorting', stage: 'operation', duty: 'daily-care' }],
    })
    expect(pilot.signs.find(({ sign }) => sign === 'builders-carry-both')?.sentence).toBe(
      'Bea builds it and keeps “Invoice sorting” running in production.',
    )
    const both = standing({
      workflow: { ...live(200), stage: 'operation' },
      people: PEOPLE,
      duties: held({ 'change-owner': 'bea', 'daily-care': 'bea' }),
    })
    expect(both.signs.map(({ sign }) => sign)).toContain('builders-carry-both')
  })

  test('S094 a case that funds the prototype and nothing after it is flagged', () => {
    const line = (name: 'prototype' | 'transition', planned: string) =>
      ({ line: name, planned, actual: null, why: '' }) as const
    const money = { currency: 'USD', committedValue: null }
    expect(
      standing({ money: { ...money, lines: [line('prototype', '50000')] } }).signs.map(({ sign }) => sign),
    ).toContain('only-prototype')
    const funded = standing({ money: { ...money, lines: [line('prototype', '50000'), line('transition', '150000')] } })
    expect(funded.signs.map(({ sign }) => sign)).not.toContain('only-prototype')
  })

  test('S343 what its builders keep shows its date, or the question while there is none', () => {
    const kept = {
      workflow: { ...live(40), stage: 'pilot' } as const,
      people: PEOPLE,
      duties: held({ 'daily-care': 'bea' }),
    }
    const open = standing(kept)
    expect(open.care).toMatchObject({ with: 'builders', lookAgain: null })
    expect(open.signs.find(({ sign }) => sign === 'question-open')?.sentence).toBe(
      'Is it active design work, or is somebody avoiding the pager?',
    )
    const dated = standing({
      ...kept,
      acts: [act('kept-with-builders', 1, ['bea'], { keptFor: 'active-design', until: '2026-12-20' })],
    })
    expect(dated.nextDate).toEqual({ day: '2026-12-20', what: 'look again' })
    expect(dated.signs.map(({ sign }) => sign)).not.toContain('question-open')
  })

  test('S077 S080 S081 limbo is the handover’s own word, and the first day ahead is the next date', () => {
    const lost = standing({ workflow: { ...live(90), startedAt: daysAgo(120), stage: 'pilot' } })
    expect(lost.limbo).toMatch(/^In limbo: /)
    expect(lost.signs.map(({ sign }) => sign)).toContain('in-limbo')
    const held_ = standingOf(factsWith({ workflow: live(3) }), { state: 'on-hold', unanswered: 0 }, NOW)
    expect(held_.stage).toBe('paused')
  })
})

describe('the figures over all', () => {
  const each = fc.record({
    stage: fc.constantFrom(...PORTFOLIO_STAGES),
    deployed: fc.constantFrom(...VERDICTS),
    adopted: fc.constantFrom(...VERDICTS),
    inLimbo: fc.boolean(),
    isMeasured: fc.boolean(),
    givenUp: fc.option(
      fc.record({
        spent: fc.option(
          fc.record({
            amount: fc.nat(9999).map(String),
            currency: fc.constantFrom('EUR', 'USD'),
            atLeast: fc.boolean(),
          }),
        ),
      }),
    ),
  })

  test('S011 of those that counted as successes at deployment: adopted, not adopted and unknown sum to the whole, in any order', () => {
    fc.assert(
      fc.property(fc.array(each), (standings) => {
        const totals = portfolioTotals(standings)
        expect(totals.adopted + totals.deployedNotAdopted + totals.deployedUnknown).toBe(totals.deployed)
        expect(Object.values(totals.stages).reduce((sum, n) => sum + n, 0)).toBe(standings.length)
        expect(portfolioTotals(standings.toReversed())).toEqual(totals)
      }),
    )
  })

  test('sunk cost is summed by currency; of what nobody told, and of what a list alone calls retired, it is said apart', () => {
    const of = (amount: string | null, currency = 'EUR') => ({
      stage: 'paused' as const,
      deployed: 'unmet' as const,
      adopted: 'unmet' as const,
      inLimbo: false,
      isMeasured: true,
      givenUp: { spent: amount === null ? null : { amount, currency, atLeast: amount === '0.05' } },
    })
    const listed = { ...of(null), isMeasured: false, stage: 'retired' as const, givenUp: null }
    expect(portfolioTotals([of('100.10'), of('0.05'), of('7', 'USD'), of(null), listed]).sunk).toEqual({
      n: 4,
      spent: [
        { currency: 'EUR', amount: '100.15' },
        { currency: 'USD', amount: '7' },
      ],
      untold: 2,
      listed: 1,
    })
  })

  test('S079 what serves units while finance was not asked, refused or is outgrown is a sign', () => {
    const finance = { workflow: live(30), duties: held({ finance: 'bea' }) }
    const asked = { amount: '400', currency: 'EUR', at: daysAgo(40), by: 'bea' }
    const answer = { verdict: 'approved', reason: 'Planned.', until: '2027-06-30', at: daysAgo(39), by: 'bea' } as const
    const sign = (facts: Parameters<typeof factsWith>[0]) =>
      standing(facts).signs.find((each) => each.sign === 'cost-not-approved')?.sentence
    expect(sign(finance)).toBe('It serves units, and finance was never asked what it may cost to run.')
    expect(sign({ ...finance, runningCost: { asked, answer, month: '400' } })).toBeUndefined()
    expect(sign({ ...finance, runningCost: { asked, answer, month: '512' } })).toMatch(
      'the last 30 days cost 512.00 EUR',
    )
    // Nobody approves it by duty, and nobody asked: it is no sign.
    expect(sign({ workflow: live(30) })).toBeUndefined()
  })

  test('what only stands in a list counts in its stage, and in no figure of deployment or adoption', () => {
    const listed = {
      stage: 'operation',
      deployed: 'met',
      adopted: 'met',
      inLimbo: false,
      isMeasured: false,
      givenUp: null,
    } as const
    expect(portfolioTotals([listed])).toMatchObject({ initiatives: 1, deployed: 0, adopted: 0, listedOnly: 1 })
  })
})

describe('a workflow that runs without the gate', () => {
  const outside = { duties: held({ 'daily-care': 'bea' }), people: PEOPLE, days: [day(1), day(2)] }

  test('S007 counts as running by the runs that come in, and is nobody’s without a name', () => {
    expect(standing(outside).deployed).toBe('met')
    expect(standing({ ...outside, days: [day(20)] }).deployed).toBe('unmet')
    expect(standing({ ...outside, duties: [] }).limbo).toBe(
      'In limbo: it runs outside the gate and nobody by name cares for it.',
    )
  })

  test('S339 S340 what changes often, or is checked by hand, stays with its builders; the rest is stable enough', () => {
    const still = { promptsChange: false, modelsChange: false, handChecked: false }
    expect(sortWorkflow(still).pile).toBe('stable-enough')
    expect(sortWorkflow({ ...still, promptsChange: true, handChecked: true })).toEqual({
      pile: 'still-changing',
      sentence:
        'Still changing, so it stays with its builders: its prompts change every few days and its outputs are checked by hand.',
    })
  })
})
