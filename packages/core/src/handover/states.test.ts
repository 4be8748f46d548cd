import { describe, expect, test } from 'vitest'
import { adoptionOf } from './adoption.ts'
import { deploymentOf } from './deployment.ts'
import { act, daysAgo, factsWith, held, lastDays, live, NOW, PEOPLE, written } from './evaluators/sample-facts.ts'
import type { HandoverFacts } from './facts.ts'
import { limboOf } from './limbo.ts'

const people = PEOPLE
const running: Partial<HandoverFacts> = {
  people,
  workflow: live(240, 100),
  days: lastDays(90, { called: 40, accepted: 8, edited: 2, overridden: 2, ignored: 8 }),
  duties: held({ 'daily-care': 'olaf' }),
}

describe('deployed', () => {
  test('S007 three checks: running, accessible, supported by somebody', () => {
    expect(deploymentOf(factsWith(running), NOW)).toMatchObject({
      verdict: 'met',
      checks: [
        { id: 'running', verdict: 'met' },
        { id: 'accessible', verdict: 'met' },
        { id: 'supported', sentence: 'Olaf keeps it running.' },
      ],
    })
    const without = (change: Partial<HandoverFacts>) => deploymentOf(factsWith({ ...running, ...change }), NOW).verdict
    expect(without({ workflow: live(240, 0) })).toBe('unmet')
    expect(without({ workflow: { ...live(240, 100), paused: true } })).toBe('unmet')
    expect(without({ workflow: factsWith().workflow, days: [] })).toBe('unmet')
    expect(without({ days: [] })).toBe('unknown')
    expect(without({ days: lastDays(7, { called: 40, failed: 40 }) })).toBe('unknown')
    expect(without({ duties: [] })).toBe('unmet')
  })

  test('S175 where infrastructure is a duty of its own, its holder keeps it running', () => {
    const duties = held({ 'daily-care': 'olaf', infrastructure: 'dan' })
    expect(deploymentOf(factsWith({ ...running, duties }), NOW).checks[2]?.sentence).toBe('Dan keeps it running.')
    const left = people.map((person) => (person.id === 'dan' ? { ...person, active: false } : person))
    expect(deploymentOf(factsWith({ ...running, duties, people: left }), NOW).verdict).toBe('unmet')
  })
})

describe('adopted', () => {
  const practised = [act('practised', 30, ['olaf'])]
  const used = lastDays(90, { called: 40, accepted: 20, edited: 5, overridden: 2 })

  test('S001 one in five: evaluated, accurate, delivered, used in 20 % of the decisions: deployed, not adopted, flagged unasked', () => {
    const fixture = factsWith({
      ...running,
      acts: [...practised, act('management-direction', 200, ['mia'], { words: 'Delivered.' })],
      adoption: { influenced: 480, toInform: 2400, windowDays: 90 },
    })
    expect(deploymentOf(fixture, NOW).verdict).toBe('met')
    const adoption = adoptionOf(fixture, NOW)
    expect(adoption.verdict).toBe('unmet')
    expect(adoption.flag).not.toBeNull()
    expect(adoption.sentence).toMatch(
      /^Deployed, not adopted: .*480 of 2,400 decisions that it was to inform \(20 %\) in 90 days\.$/,
    )
  })

  test('S002 going live, a closed ticket and a completion notice make nothing adopted: unknown until it is measured', () => {
    const delivered = factsWith({ ...running, days: used, acts: practised })
    expect(adoptionOf(delivered, NOW)).toMatchObject({ verdict: 'unknown', flag: null })
    expect(adoptionOf(factsWith(), NOW).verdict).not.toBe('met')
  })

  test('S003 S008 adopted: people act on it, it influences decisions, the work has changed, errors come to light', () => {
    const adoption = { influenced: 2000, toInform: 2400, windowDays: 90 }
    const whole = factsWith({ ...running, days: used, acts: practised, adoption })
    expect(adoptionOf(whole, NOW)).toMatchObject({ verdict: 'met', flag: null })
    const lacking = (change: Partial<HandoverFacts>) => adoptionOf({ ...whole, ...change }, NOW).verdict
    expect(lacking({ acts: [] })).toBe('unknown')
    expect(lacking({ days: lastDays(90, { called: 40, accepted: 25 }) })).toBe('unknown')
    expect(lacking({ adoption: { influenced: 12, toInform: 20, windowDays: 90 } })).toBe('unknown')
    expect(lacking({ days: lastDays(90, { called: 40, overridden: 20, accepted: 5 }) })).toBe('unmet')
  })

  test('S009 adopted requires deployed, and the two stand apart', () => {
    const adoption = { influenced: 2000, toInform: 2400, windowDays: 90 }
    const paused = factsWith({
      ...running,
      days: used,
      acts: practised,
      adoption,
      workflow: { ...live(240, 100), paused: true },
    })
    expect(adoptionOf(paused, NOW)).toMatchObject({
      verdict: 'unmet',
      flag: null,
      sentence: 'Not adopted: it is not deployed.',
    })
  })

  test('S004 not used, not trusted and routed around are told apart', () => {
    const flagOf = (days: HandoverFacts['days'], influenced: number) =>
      adoptionOf(factsWith({ ...running, days, adoption: { influenced, toInform: 2400, windowDays: 90 } }), NOW).flag
    expect(flagOf(lastDays(90, { called: 1, accepted: 1 }), 90)).toBe('not-used')
    expect(flagOf(lastDays(90, { called: 40, accepted: 5, ignored: 20 }), 450)).toBe('not-trusted')
    expect(flagOf(lastDays(90, { called: 10, accepted: 8 }), 700)).toBe('routed-around')
  })
})

describe('limbo', () => {
  const budget = (['operation', 'maintenance'] as const).map((line) => ({
    line,
    planned: '40000',
    actual: null,
    why: 'Two people.',
  }))
  const settled = factsWith({
    ...running,
    duties: held({ 'daily-care': 'olaf', 'operational-owner': 'olaf', 'business-owner': 'mia' }),
    money: { currency: 'EUR', lines: budget, committedValue: '90000' },
  })

  test('S077 S081 a pilot without home, owner and budget is in limbo, and each missing one is named', () => {
    const pilot = factsWith({
      people,
      workflow: { ...live(50, 10), stage: 'pilot' },
      duties: held({ 'daily-care': 'bea', 'change-owner': 'bea' }),
      days: lastDays(5),
    })
    expect(limboOf(pilot, NOW)).toMatchObject({
      inLimbo: true,
      missing: ['home', 'owner', 'budget'],
      sentence:
        'In limbo: after 60 days it has nobody who runs it in production, nobody who answers for the outcome and no money beyond the experiment.',
    })
    expect(limboOf(settled, NOW)).toMatchObject({
      inLimbo: false,
      missing: [],
      sentence: 'It has a home, an owner and a budget.',
    })
  })

  test('S080 months without any activity are measured and alarm', () => {
    const pilot = {
      ...factsWith().workflow,
      stage: 'pilot' as const,
      stageSince: daysAgo(120),
      startedAt: daysAgo(150),
    }
    const abandoned = factsWith({
      people,
      workflow: pilot,
      documents: [written('pilot-plan', { hypothesis: 'Well?' }, {}, 100)],
    })
    expect(limboOf(abandoned, NOW)).toMatchObject({ inLimbo: true, idleDays: 100, days: 150 })
    expect(limboOf(abandoned, NOW).sentence).toContain('nothing has happened for 100 days')
    const owned = { ...settled, days: [], workflow: { ...pilot, stage: 'transfer' as const } }
    expect(
      limboOf({ ...owned, duties: owned.duties.map((each) => ({ ...each, since: daysAgo(100) })) }, NOW),
    ).toMatchObject({ inLimbo: true, idleDays: 100 })
  })

  test('a young design is given time, and is told what it lacks', () => {
    const young = factsWith({
      workflow: { ...factsWith().workflow, stage: 'design', stageSince: daysAgo(9), startedAt: daysAgo(9) },
    })
    expect(limboOf(young, NOW)).toMatchObject({ inLimbo: false, missing: ['home', 'owner', 'budget'] })
  })

  test('S014 what serves units and has nobody who cares for it is an error at once', () => {
    const left = people.map((person) => (person.id === 'olaf' ? { ...person, active: false } : person))
    const young = { ...settled.workflow, startedAt: daysAgo(2), stageSince: daysAgo(2) }
    expect(limboOf({ ...settled, people: left, workflow: young }, NOW)).toMatchObject({
      inLimbo: true,
      sentence: 'In limbo: it serves 100 % of the units and nobody by name cares for it.',
    })
  })

  test('a workflow in operation may be quiet for a while', () => {
    const quiet = {
      ...settled,
      days: [],
      workflow: { ...settled.workflow, stage: 'operation' as const, stageSince: daysAgo(100) },
    }
    const old = quiet.duties.map((each) => ({ ...each, since: daysAgo(100) }))
    expect(limboOf({ ...quiet, duties: old }, NOW)).toMatchObject({ inLimbo: false, idleDays: 100 })
  })
})
