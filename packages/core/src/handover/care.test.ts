import { describe, expect, test } from 'vitest'
import { careOf } from './care.ts'
import { act, daysAgo, factsWith, held, live, NOW, PEOPLE } from './evaluators/sample-facts.ts'
import type { ChangeFact, HandoverFacts, TransferFact } from './facts.ts'
import { refuseAct } from './told-act.ts'

const changed = (
  days: number,
  touches: readonly string[] = ['prompts'],
  over: Partial<ChangeFact> = {},
): ChangeFact => ({
  id: `change-${String(days)}`,
  state: 'live',
  touches,
  proposedBy: 'bea',
  proposedAt: daysAgo(days + 1),
  liveAt: daysAgo(days),
  endedAt: null,
  ...over,
})
const transfer = (state: TransferFact['state'], days: number): TransferFact => ({
  id: 't',
  at: daysAgo(days),
  state,
  from: 'bea',
  to: 'olaf',
  acceptedAt: null,
  doneAt: state === 'done' ? daysAgo(days) : null,
  parallelSince: daysAgo(60),
  support: null,
})
const care = (over: Partial<HandoverFacts> = {}) =>
  careOf(factsWith({ people: PEOPLE, workflow: live(240, 100), duties: held({ 'daily-care': 'bea' }), ...over }), NOW)

describe('sorting', () => {
  test('S339 S340 what runs changed lately, or twice within a month: still changing; else stable enough for routine care', () => {
    expect(care()).toMatchObject({ pile: 'stable' })
    expect(care({ changes: [changed(13)] })).toMatchObject({ pile: 'changing' })
    expect(care({ changes: [changed(15)] })).toMatchObject({ pile: 'stable' })
    expect(care({ changes: [changed(15), changed(29)] }).sentence).toBe(
      'With its builders (Bea); still changing: 2 changes of what runs in 30 days, the last on 13 Nov 2026.',
    )
    expect(care({ changes: [changed(31), changed(40)] })).toMatchObject({ pile: 'stable' })
    // Words alone move nothing; what was taken back moves twice.
    expect(care({ changes: [changed(2, ['wording'])] })).toMatchObject({ pile: 'stable' })
    expect(care({ changes: [changed(20, ['model'], { state: 'rolled-back', endedAt: daysAgo(18) })] })).toMatchObject({
      pile: 'changing',
    })
  })

  test('S339 what serves nobody yet is still changing', () => {
    expect(care({ workflow: live(240, 0) }).sentence).toBe('With its builders (Bea); not live yet.')
  })

  test('S344 S351 some with builders, some with operators and a runbook, and what nobody holds is said', () => {
    expect(care({ duties: [] })).toMatchObject({ with: 'nobody', sentence: expect.stringMatching(/^Nobody by name/) })
    const left = PEOPLE.map((person) => (person.id === 'bea' ? { ...person, active: false } : person))
    expect(care({ people: left })).toMatchObject({ with: 'nobody' })
    const done = { transfer: transfer('done', 20), duties: held({ 'daily-care': 'olaf' }) }
    expect(care(done)).toMatchObject({
      with: 'operators',
      lookAgain: null,
      sentence: expect.stringMatching(/^With Olaf; .*; its runbook was never confirmed\.$/),
    })
    const runbook = { release: 'h', confirmedBy: 'olaf', confirmedAt: daysAgo(3), reviewBy: daysAgo(-60), problems: [] }
    expect(care({ ...done, runbook })).toMatchObject({ lookAgain: '2027-01-27' })
  })

  test('S343 what its builders keep stays visible with a date, or with the question', () => {
    expect(care()).toMatchObject({
      lookAgain: null,
      question: 'Is it active design work, or is somebody avoiding the pager?',
    })
    const kept = (days: number, until: string) =>
      act('kept-with-builders', days, ['bea'], { keptFor: 'active-design', until })
    expect(care({ acts: [kept(5, '2026-12-15')] })).toMatchObject({
      lookAgain: '2026-12-15',
      question: null,
      sentence: expect.stringContaining('until 15 Dec 2026 for active design work'),
    })
    // The date has come: the question is asked again. The last word counts.
    expect(care({ acts: [kept(30, '2026-11-28')] }).question).not.toBeNull()
    expect(care({ acts: [kept(5, '2026-12-15'), kept(2, '2026-12-01')] })).toMatchObject({ lookAgain: '2026-12-01' })
    expect(care({ transfer: transfer('planned', -9) })).toMatchObject({ lookAgain: '2026-12-07', question: null })
    expect(care({ transfer: transfer('cancelled', -9) }).question).not.toBeNull()
  })
})

test('S343 the date until which its builders keep it is a day that lies ahead, and not so far that nobody looks again', () => {
  const told = (until: string) =>
    refuseAct(
      { kind: 'kept-with-builders', at: NOW, people: ['bea'], details: { keptFor: 'no-receiver', until } },
      PEOPLE,
      NOW,
    )
  expect(told('2026-12-15')).toBeNull()
  for (const [until, says] of [
    ['soon', 'no date'],
    ['2026-13-40', 'no date'],
    ['2026-11-28', 'not ahead'],
    ['2027-06-01', 'too far ahead'],
  ] as const) {
    expect(told(until)).toMatchObject({ code: 'act-date', message: expect.stringContaining(says) })
  }
})
