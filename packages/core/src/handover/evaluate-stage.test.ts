import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateCriterion } from './evaluate-criterion.ts'
import { evaluateStage } from './evaluate-stage.ts'
import {
  act,
  criterionOf,
  daysAgo,
  factsWith,
  held,
  lastDays,
  live,
  NOW,
  PEOPLE,
  playbookWith,
  written,
} from './evaluators/sample-facts.ts'
import type { HandoverFacts, WaiverFact } from './facts.ts'
import { CORE_DUTIES, type StageId } from './playbook.ts'
import { refuseAct } from './told-act.ts'

const waiver = (overrides: Partial<WaiverFact> = {}): WaiverFact => ({
  id: 'w',
  criterion: 'volume',
  reason: 'Seasonal work',
  by: 'mia',
  at: daysAgo(3),
  expiresAt: daysAgo(-3),
  endedAt: null,
  ...overrides,
})
const volume = criterionOf('run-volume', { atLeast: 10 }, 'volume')
const direction = criterionOf('acts', { kinds: ['management-direction'] }, 'direction')

describe('a stage', () => {
  const playbook = playbookWith([volume, { ...direction, who: ['business-owner', 'backup'] }])
  const judge = (facts: Partial<HandoverFacts>) =>
    evaluateStage(playbook, 'transfer', factsWith({ people: PEOPLE, ...facts }), NOW)
  const told = [act('management-direction', 3, ['mia'], { words: 'Use it.' })]

  test('S122 may be left only where all of its criteria are met', () => {
    expect(judge({ days: lastDays(3), acts: told })).toMatchObject({ kind: 'may-leave', open: [] })
    expect(judge({ days: lastDays(3) })).toMatchObject({
      kind: 'held',
      open: [{ id: 'direction', verdict: 'unknown' }],
    })
    expect(judge({}).open.map(({ id }) => id)).toEqual(['volume', 'direction'])
  })

  test('nothing is no pass: a stage without criteria is held', () => {
    expect(evaluateStage(playbook, 'operation', factsWith(), NOW)).toMatchObject({
      kind: 'held',
      results: [],
      open: [],
    })
  })

  test('says who can make it true, and a duty of nobody is a hole', () => {
    const { results } = judge({ duties: held({ 'business-owner': 'mia' }) })
    expect(results[1]?.who).toEqual([
      { duty: 'business-owner', person: 'mia' },
      { duty: 'backup', person: null },
    ])
  })

  test('a waiver lets a criterion by while it runs, and is shown; the verdict stays what it is', () => {
    const result = judge({ acts: told, waivers: [waiver()] })
    expect(result.kind).toBe('may-leave')
    expect(result.results[0]).toMatchObject({
      verdict: 'unknown',
      waiver: { by: 'Mia', reason: 'Seasonal work', expiresAt: daysAgo(-3) },
    })
  })

  test.each([
    ['has expired', waiver({ expiresAt: NOW })],
    ['was ended', waiver({ endedAt: daysAgo(1) })],
    ['begins later', waiver({ at: daysAgo(-1) })],
    ['is for another criterion', waiver({ criterion: 'direction' })],
  ])('a waiver that %s counts nothing', (_what, given) => {
    expect(judge({ acts: told, waivers: [given] }).kind).toBe('held')
    expect(judge({ acts: told, waivers: [given] }).results[0]?.waiver).toBeNull()
  })

  test('S135 S172 a stage that is left long before its window warns, and so does one that stays too long', () => {
    const planned = playbookWith([volume])
    const stages = planned.stages.map((stage) =>
      stage.id === 'transfer' ? { ...stage, weeks: { from: 3, to: 8 } } : stage,
    )
    const inWeek = (days: number) =>
      evaluateStage(
        { ...planned, stages },
        'transfer',
        factsWith({ workflow: { ...factsWith().workflow, startedAt: daysAgo(days) } }),
        NOW,
      ).warnings
    expect(inWeek(3)).toEqual([
      '"transfer" is planned for weeks 3 to 8; this is week 1. What is compressed here usually fails later.',
    ])
    expect(inWeek(30)).toEqual([])
    expect(inWeek(70)).toEqual(['"transfer" was to be left by week 8; this is week 11.'])
  })
})

test('S260 S264 S266 S269 what people use every week and rely on, and is still called a pilot, is flagged for handover', () => {
  const facts = (stage: StageId, days: HandoverFacts['days']) =>
    factsWith({ workflow: { ...live(40), stage, startedAt: daysAgo(40) }, days })
  const warnings = (stage: StageId, days: HandoverFacts['days']) =>
    evaluateStage(playbookWith([volume]), stage, facts(stage, days), NOW).warnings
  const relied = lastDays(30, { called: 20, accepted: 8, edited: 1, overridden: 1 })
  expect(warnings('pilot', relied)).toEqual([
    'It is still in "pilot", and people count on it already: it was used in each of the last 4 weeks, it was used on 14 of the last 14 days and people relied on 126 of 140 outputs. Hand it over, or say in writing why not yet.',
  ])
  expect(warnings('operation', relied)).toEqual([])
  expect(warnings('pilot', lastDays(10, { called: 20, accepted: 8 }))).toEqual([])
  expect(warnings('pilot', lastDays(30, { called: 20, overridden: 9, accepted: 1 }))).toEqual([])
  expect(
    warnings(
      'pilot',
      relied.filter((_, n) => n % 3 === 0),
    ),
  ).toEqual([])
})

describe('signs that people tell', () => {
  const warningsWith = (acts: HandoverFacts['acts'], stage: StageId = 'pilot') =>
    evaluateStage(
      playbookWith([volume]),
      stage,
      factsWith({ workflow: { ...live(10), stage, startedAt: daysAgo(10) }, acts }),
      NOW,
    ).warnings

  test.each([
    [
      'S250 a failure stops work',
      'stops-work',
      'when it fails, work stops, customers wait or somebody steps in by hand',
    ],
    ['S259 expected on time', 'on-time', 'they expect it to work on time, every time'],
    ['S261 customers and money', 'customers-or-money', 'its output touches customers, money or both'],
    ['S263 staff depend on it', 'needed', 'staff need it to finish their tasks'],
    [
      'S265 a failure slows the business',
      'slows-the-business',
      'a failure would slow billing, support, sales or delivery',
    ],
    ['S267 the same steps each time', 'same-steps', 'they can tell its steps the same from start to finish each time'],
  ])('%s one alone flags what is still a pilot: %s', (_title, sign, words) => {
    const told = act('counted-on', 3, ['mia'], { sign, what: 'Invoices.' })
    expect(warningsWith([told])).toEqual([
      `It is still in "pilot", and people count on it already: ${words}. Hand it over, or say in writing why not yet.`,
    ])
    expect(warningsWith([told, { ...told, id: 'again' }])).toEqual(warningsWith([told]))
    expect(warningsWith([told], 'operation')).toEqual([])
    expect(warningsWith([])).toEqual([])
  })

  test.each([
    ['delay', 'a delay'],
    ['refund', 'a refund'],
    ['lost-sale', 'a lost sale'],
    ['tickets', 'a pile of extra support tickets'],
    ['rework', 'rework for several people'],
  ])('S262 what a failure meant is told by class, and flags a pilot (%s)', (impact, words) => {
    const told = act('failure-felt', 3, ['mia'], { impact, what: 'On Monday.' })
    expect(refuseAct(told, PEOPLE, NOW)).toBeNull()
    expect(refuseAct({ ...told, details: { impact: 'bad luck', what: 'On Monday.' } }, PEOPLE, NOW)).toMatchObject({
      code: 'act-detail-unknown',
      mend: 'Say one of: delay, refund, lost-sale, tickets, rework.',
    })
    expect(warningsWith([told])).toEqual([expect.stringContaining(`a failure of it meant ${words}.`)])
  })
})

/** Facts of any kind, told at random. */
const anyFacts: fc.Arbitrary<Partial<HandoverFacts>> = fc.record({
  acts: fc
    .array(
      fc.record({
        kind: fc.constantFrom('management-direction' as const, 'training' as const, 'practised' as const),
        days: fc.integer({ min: -3, max: 60 }),
      }),
      { maxLength: 5 },
    )
    .map((list) => list.map(({ kind, days }, n) => ({ ...act(kind, days, ['mia', 'olaf']), id: `a${n}` }))),
  days: fc.integer({ min: 0, max: 20 }).map((n) => lastDays(n, { called: 3 })),
  duties: fc.subarray([...CORE_DUTIES]).map((duties) => held(Object.fromEntries(duties.map((duty) => [duty, 'olaf'])))),
  workflow: fc.integer({ min: 0, max: 40 }).map((days) => live(days)),
  waivers: fc
    .array(
      fc.record({
        criterion: fc.constantFrom('volume', 'direction', 'settled', 'duties'),
        expires: fc.integer({ min: -5, max: 5 }),
      }),
      { maxLength: 3 },
    )
    .map((list) =>
      list.map(({ criterion, expires }, n) => waiver({ id: `w${n}`, criterion, expiresAt: daysAgo(-expires) })),
    ),
  disagreements: fc
    .array(fc.constantFrom('ownership' as const, 'success' as const), { maxLength: 2 })
    .map((list) =>
      list.map((about, n) => ({ id: `d${n}`, about, text: 'Whose?', openedAt: daysAgo(n + 1), settledAt: null })),
    ),
  documents: fc.boolean().map((is) => (is ? [written('paper', { one: 'One.' }, { 'daily-care': 'olaf' })] : [])),
})

const paper = {
  id: 'paper',
  name: 'Paper',
  purpose: 'For tests.',
  sections: [{ id: 'one', name: 'One', hint: 'One.' }],
  signedBy: ['daily-care'],
  readBy: [],
}
const criteria = [
  volume,
  direction,
  criterionOf('settled', { days: 5 }, 'settled'),
  criterionOf('duties-filled', {}, 'duties'),
  criterionOf('agreed', { documents: ['paper'] }, 'agreed'),
]
const playbook = playbookWith(criteria, { documents: [paper] })
const judge = (facts: Partial<HandoverFacts>) =>
  evaluateStage(playbook, 'transfer', factsWith({ people: PEOPLE, ...facts }), NOW)

describe('over random facts', () => {
  test('a stage is never left with a criterion that is not met and has no waiver that runs', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { kind, results, open } = judge(facts)
        const holding = results.filter(({ id, verdict }) => {
          const runs = (facts.waivers ?? []).some(({ criterion, expiresAt }) => criterion === id && expiresAt > NOW)
          return verdict !== 'met' && !runs
        })
        expect(open.map(({ id }) => id)).toEqual(holding.map(({ id }) => id))
        expect(kind).toBe(holding.length === 0 ? 'may-leave' : 'held')
        for (const { verdict, missing } of results) expect(missing.length > 0).toBe(verdict !== 'met')
      }),
      { numRuns: 300 },
    )
  })

  test('the order of the facts changes nothing', () => {
    fc.assert(
      fc.property(anyFacts, fc.infiniteStream(fc.nat()), (facts, keys) => {
        const shuffled = Object.fromEntries(
          Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? shuffle(value, keys) : value]),
        ) as Partial<HandoverFacts>
        expect(judge(shuffled)).toEqual(judge(facts))
      }),
      { numRuns: 200 },
    )
  })

  test('a fact of another kind changes nothing about a criterion', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (facts, other) => {
        const volumeOf = (given: Partial<HandoverFacts>) =>
          evaluateCriterion(volume, playbook, factsWith({ people: PEOPLE, ...given }), NOW)
        const { days, waivers } = facts
        const told = { ...(days === undefined ? {} : { days }), ...(waivers === undefined ? {} : { waivers }) }
        expect(volumeOf({ ...other, ...told })).toEqual(volumeOf(facts))
        const acts = [...(facts.acts ?? []), { ...act('deviation-noted', 1, ['olaf'], { what: 'late' }), id: 'x' }]
        expect(evaluateCriterion(direction, playbook, factsWith({ ...facts, acts }), NOW)).toEqual(
          evaluateCriterion(direction, playbook, factsWith(facts), NOW),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('no fact is changed by looking at it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const before = JSON.stringify(facts)
        judge(facts)
        expect(JSON.stringify(facts)).toBe(before)
      }),
      { numRuns: 50 },
    )
  })
})

function shuffle<T>(list: readonly T[], keys: Iterator<number>): T[] {
  return list
    .map((item) => ({ item, key: Number(keys.next().value) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
