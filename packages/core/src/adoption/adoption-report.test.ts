import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptionReport } from './adoption-report.ts'
import { attribute, journeyOf, OUTCOMES, outcomeOf } from './attribution.ts'
import type { DecisionMap } from './decision-map.ts'
import { CellFault, readDecisions, type ReadDecision } from './read-decisions.ts'
import { relianceOf, switchingInWords } from './reliance.ts'

const MAP: DecisionMap = {
  unit: null,
  person: 'who',
  only: {},
  own: 'own',
  final: 'final',
  truth: 'truth',
  ai: { kind: 'column', column: 'ai' },
  confidence: null,
  shown: null,
  decided: null,
  leastDwellMs: 2000,
}
const decision = (over: Partial<ReadDecision> = {}): ReadDecision => ({
  unit: 'u',
  person: 'p',
  own: 'no',
  ai: 'yes',
  final: 'yes',
  truth: 'yes',
  dwellMs: 10_000,
  confidence: { before: null, after: null, ai: null },
  ...over,
})
const answer = fc.constantFrom('yes', 'no', null)
const anyDecisions = fc.array(
  fc.record({ own: answer, ai: answer, final: answer, truth: answer, dwellMs: fc.constantFrom(null, 10, 60_000) }),
)

describe('reliance', () => {
  test('S301 switching counts as right where the own answer was wrong and the AI right, staying where it was the other way', () => {
    const told = relianceOf([
      decision(),
      decision({ final: 'no' }),
      decision({ truth: 'no' }),
      decision({ truth: 'no', final: 'no' }),
      decision({ own: 'yes' }),
      decision({ truth: null }),
      decision({ ai: null }),
    ])
    expect(told).toMatchObject({ disagreements: 5, switched: 3, rair: { k: 1, n: 2 }, rsr: { k: 1, n: 2 } })
    expect(relianceOf([])).toMatchObject({ rair: { k: 0, n: 0, interval: null }, agreement: null, sentences: [] })
  })

  test('use is up and value is left behind: a team that improves and stays below the AI alone is said so, however often it switches', () => {
    const rows = [
      ...Array.from({ length: 60 }, () => decision()),
      ...Array.from({ length: 20 }, () => decision({ final: 'no' })),
    ]
    expect(relianceOf(rows).sentences).toEqual([
      'Use is up and value is left behind: people improve with the AI and stay below the AI alone.',
    ])
    expect(relianceOf([decision({ truth: 'no' })]).sentences).toEqual(['People don’t improve with it.'])
  })

  test('only what was right tells of the person: that the AI was wrong does not, and would favour it if it counted', () => {
    const told = relianceOf([
      { own: 'no', ai: 'yes', final: 'yes', truth: null, aiRight: true, n: 4 },
      { own: 'no', ai: 'yes', final: 'no', truth: null, aiRight: false, n: 3 },
      { own: 'no', ai: 'yes', final: 'no', truth: 'no', aiRight: false, n: 2 },
    ])
    expect(told).toMatchObject({
      disagreements: 9,
      switched: 4,
      rair: { k: 4, n: 4 },
      rsr: { k: 2, n: 2 },
      accuracy: { before: { k: 2, n: 2 }, after: { k: 2, n: 2 }, ai: { k: 0, n: 2 } },
    })
  })

  test('going over to the AI often is never called good by itself', () => {
    const often = relianceOf([
      { own: 'no', ai: 'yes', final: 'yes', truth: 'yes', n: 9 },
      { own: 'no', ai: 'yes', final: 'yes', truth: 'no', n: 1 },
    ])
    expect(switchingInWords(often)).toBe(
      'Where the two differed, people went over to the AI in 10 of 10. That alone is neither good nor bad: they took it 9 of 9 times when it was right and they were not, and they kept their own 0 of 1 times when they were right and it was not.',
    )
    const unknown = relianceOf([decision({ truth: null })])
    expect(switchingInWords(unknown)).toBe(
      'Where the two differed, people went over to the AI in 1 of 1. Whether that was good isn’t known: nothing tells yet what was right in these.',
    )
    expect(switchingInWords(relianceOf([decision({ own: 'yes' })]))).toMatch(/^Nobody’s own answer differed/)
  })

  test('agreement beyond chance is none where the AI always says the same', () => {
    expect(relianceOf([decision(), decision({ final: 'no' })]).agreement).toBe(0)
    expect(relianceOf([decision(), decision({ ai: 'no', final: 'no' })]).agreement).toBe(1)
  })
})

describe('what became of each decision', () => {
  test('S034 one outcome each: lost at the handoff, at the model, or not yet known', () => {
    const of = (over: Partial<ReadDecision>) => outcomeOf(journeyOf(decision(over), 2000))
    expect(of({ ai: null })).toBe('not-offered')
    expect(of({ final: null })).toBe('not-decided')
    expect(of({ truth: null })).toBe('unknown-outcome')
    expect(of({ final: 'no' })).toBe('overridden-though-right')
    expect(of({ final: 'no', truth: 'no' })).toBe('overridden-because-wrong')
    expect(of({ truth: 'no' })).toBe('accepted-and-wrong')
    expect(of({ truth: 'no', dwellMs: 1999 })).toBe('unchecked-and-wrong')
    expect(of({ truth: 'no', dwellMs: null })).toBe('accepted-and-wrong')
    expect(of({})).toBe('used-and-right')
  })

  test('for any decisions the outcomes are exclusive and sum to the whole, and a late outcome moves only what was not known', () => {
    fc.assert(
      fc.property(anyDecisions, fc.constantFrom('yes', 'no'), (rows, late) => {
        const decisions = rows.map((row) => decision(row))
        const counted = (of: readonly ReadDecision[]) =>
          attribute(of.map((each) => ({ ...journeyOf(each, 2000), n: 1 })))
        const before = counted(decisions)
        const sum = (of: object) => Object.values(of).reduce((total: number, each: number) => total + each, 0)
        expect(sum(before.outcomes)).toBe(rows.length)
        expect(sum(before.gaps)).toBe(rows.length)
        const after = counted(decisions.map((each) => ({ ...each, truth: each.truth ?? late })))
        for (const [outcome, { gap }] of Object.entries(OUTCOMES)) {
          const of = outcome as keyof typeof OUTCOMES // its own keys
          if (gap !== 'unknown') expect(after.outcomes[of]).toBeGreaterThanOrEqual(before.outcomes[of])
        }
        expect(after.outcomes['unknown-outcome']).toBe(0)
        expect(after.outcomes['not-offered']).toBe(before.outcomes['not-offered'])
      }),
    )
  })
})

describe('a table of decisions', () => {
  test('each row counts once by its unit, rows out of bounds not at all, an empty cell says nothing', () => {
    const cells = new Map([
      ['id', ['1', '1', '2', '3']],
      ['who', ['a', 'a', 'b', 'c']],
      ['round', ['1', '1', '1', '-1']],
      ['own', ['x', 'y', '', 'x']],
      ['final', ['x', 'z', 'x', 'x']],
      ['sure', ['90', '10', '50', '0']],
    ])
    const map: DecisionMap = {
      ...MAP,
      unit: ['id'],
      only: { round: { atLeast: 0, atMost: null } },
      truth: null,
      ai: { kind: 'confidence', column: 'sure', over: { value: 50, answer: 'x' }, under: { value: 50, answer: 'y' } },
    }
    expect(readDecisions(cells, 4, map)).toMatchObject([
      { person: 'a', own: 'y', final: 'z', ai: 'y', truth: null },
      { person: 'b', own: null, ai: null },
    ])
    const report = adoptionReport(readDecisions(cells, 4, map), map)
    expect(report).toMatchObject({ units: 2, people: 2, funnel: { toInform: 2, offered: 1, actedOn: 1, kept: 0 } })
    expect(report.notes).toContain('What was right is not told, so that nothing is said about right and wrong.')
  })

  test('a cell that is no number or no time is named with its row', () => {
    const cells = new Map([
      ['who', ['a']],
      ['n', ['many']],
    ])
    const map = { ...MAP, own: null, truth: null, only: { n: { atLeast: 0, atMost: null } } }
    expect(() => readDecisions(cells, 1, map)).toThrow(CellFault)
    expect(() => readDecisions(cells, 1, map)).toThrow('"many" in the column "n", row 1, is no number')
    expect(() => readDecisions(cells, 1, { ...map, only: {}, shown: 'n' })).toThrow('is no time')
  })

  test('nothing changes when rows change places', () => {
    fc.assert(
      fc.property(anyDecisions, (rows) => {
        const decisions = rows.map((row, i) => decision({ ...row, unit: String(i), person: String(i % 3) }))
        expect(adoptionReport(decisions.toReversed(), MAP)).toEqual(adoptionReport(decisions, MAP))
      }),
    )
  })
})
