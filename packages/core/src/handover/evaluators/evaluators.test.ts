import { describe, expect, test } from 'vitest'
import type { DrillFact, HandoverFacts, TransferFact } from '../facts.ts'
import type { Playbook } from '../playbook.ts'
import { EVALUATORS } from './registry.ts'
import {
  act,
  day,
  daysAgo,
  duty,
  factsWith,
  held,
  judged,
  lastDays,
  live,
  MANIFEST,
  NOW,
  PEOPLE,
  playbookWith,
  written,
} from './sample-facts.ts'

const section = (id: string) => ({ id, name: `About ${id}`, hint: 'Write it.' })
const document = (
  id: string,
  sections: string[],
  signedBy: string[] = [],
  more = {},
): Playbook['documents'][number] => ({
  id,
  name: `The ${id}`,
  purpose: 'For tests.',
  sections: sections.map(section),
  signedBy,
  readBy: [],
  ...more,
})

describe('all evaluators', () => {
  test.each(EVALUATORS.map(({ name }) => name))(
    '%s never passes where nothing is told, and says what to do',
    (name) => {
      const params = {
        kinds: ['training'],
        documents: ['paper'],
        kind: 'practice',
        parts: ['purpose'],
        by: ['operational-owner'],
      }
      const evaluator = EVALUATORS.find((each) => each.name === name)
      const given = Object.fromEntries(Object.entries(params).filter(([key]) => key in (evaluator?.params ?? {})))
      const result = judged(name, {}, given, { documents: [document('paper', ['one'])] })
      expect(result.verdict).not.toBe('met')
      expect(result.sentence).not.toContain('could not be evaluated')
      expect(result.missing.length).toBeGreaterThan(0)
      for (const line of [result.sentence, ...result.missing]) expect(line).not.toMatch(/undefined|NaN|\[object/)
    },
  )

  test('each is documented, and so is each of its parameters', () => {
    for (const { says, params } of EVALUATORS) {
      expect(says).toMatch(/\.$/)
      for (const { means } of Object.values(params)) expect(means.length).toBeGreaterThan(10)
    }
    expect(new Set(EVALUATORS.map(({ name }) => name)).size).toBe(EVALUATORS.length)
  })
})

describe('runs', () => {
  test('S069 ten examples are not enough: thousands of real units are needed', () => {
    const few = judged('run-volume', { days: [day(1, { called: 10 })] }, { atLeast: 2000 })
    expect(few).toMatchObject({ verdict: 'unmet', missing: ['Let the AI answer 1,990 more real units.'] })
    const many = judged('run-volume', { days: lastDays(25, { called: 100 }) }, { atLeast: 2000, onDays: 10 })
    expect(many).toMatchObject({ verdict: 'met', asOf: new Date('2026-11-28T00:00:00.000Z') })
    expect(many.sentence).toBe(
      '2,500 real units were answered by the AI on 25 days within the last 28 days; 2,000 are needed on 10 days.',
    )
  })

  test('S065 S070 what a prototype showed in a controlled environment adds nothing to real units, and one day is not ten', () => {
    const told = [act('requirement-shaped', 3, ['bea'], { what: 'ten documents were right' })]
    const papers = [written('pilot-plan', { hypothesis: '5,000 documents were classified in the lab' })]
    expect(judged('run-volume', { acts: told, documents: papers }).verdict).toBe('unknown')
    expect(judged('run-volume', { days: [day(0, { called: 5000 })] }, { onDays: 10 }).verdict).toBe('unmet')
  })

  test('runs before the window and units that the AI did not see do not count', () => {
    expect(judged('run-volume', { days: [day(40, { called: 5000 })] }).verdict).toBe('unknown')
    expect(judged('run-volume', { days: [day(1, { called: 0, n: 5000 })] }).verdict).toBe('unknown')
  })

  const target = (value: number) =>
    ({ measure: 'failure-share', bound: 'at-most', value, setBy: 'bea', setAt: daysAgo(40) }) as const

  test('S130 S131 live figures are judged against what was written, with n, window and interval; too few are unknown', () => {
    const days = lastDays(14, { called: 100, failed: 2 })
    expect(judged('targets-met', { targets: [target(5)], days })).toMatchObject({ verdict: 'met' })
    expect(judged('targets-met', { targets: [target(1)], days })).toMatchObject({ verdict: 'unmet' })
    const near = judged('targets-met', { targets: [target(2)], days })
    expect(near.verdict).toBe('unknown')
    expect(near.evidence[0]?.text).toMatch(
      /^AI calls that fail: 2 % \(n = 1,400, 1\.\d+ to 2\.\d+\); target at most 2 %$/,
    )
    const few = judged('targets-met', { targets: [target(5)], days: [day(1, { called: 12 })] })
    expect(few).toMatchObject({ verdict: 'unknown', missing: [expect.stringContaining('not enough yet, 12 of 30')] })
    expect(judged('targets-met', { days })).toMatchObject({ verdict: 'unknown', missing: ['Write a target.'] })
  })

  test.each([
    [
      'cost',
      'cost-per-run',
      { cost: { amount: '1', currency: 'EUR' } },
      { cost: { amount: '90', currency: 'EUR' } },
      0.1,
    ],
    ['quality', 'override-share', { accepted: 80, overridden: 2 }, { accepted: 40, overridden: 40 }, 10],
    ['uptime', 'failure-share', { failed: 0 }, { failed: 30 }, 5],
  ] as const)(
    'S254 %s is tracked against what was written, and unknown without runs',
    (_what, which, good, bad, value) => {
      const targets = [{ ...target(value), measure: which }]
      const verdictOf = (days: HandoverFacts['days']) => judged('targets-met', { targets, days }).verdict
      expect(verdictOf(lastDays(14, good))).toBe('met')
      expect(verdictOf(lastDays(14, bad))).toBe('unmet')
      expect(verdictOf([])).toBe('unknown')
    },
  )

  test('S130 "good enough" is written before the transfer, not after it', () => {
    const done: TransferFact = {
      id: 't',
      at: daysAgo(5),
      state: 'done',
      from: 'bea',
      to: 'olaf',
      acceptedAt: daysAgo(9),
      doneAt: daysAgo(5),
      parallelSince: daysAgo(40),
      support: null,
    }
    const params = { before: 'transfer' }
    expect(judged('targets-set', { targets: [target(5)], transfer: done }, params).verdict).toBe('met')
    const late = { ...target(5), setAt: daysAgo(2) }
    expect(judged('targets-set', { targets: [late], transfer: done }, params)).toMatchObject({ verdict: 'unmet' })
    expect(judged('targets-set', { targets: [late] }, params).verdict).toBe('met')
    expect(judged('targets-set', { targets: [] }, params).verdict).toBe('unmet')
  })

  test('S145 the rollout starts with 10 to 20 % while what was there before stays available', () => {
    const with_ = (percent: number, steps: number[] = []) => ({ ...MANIFEST, rollout: { percent, steps } })
    expect(judged('rollout-start', { manifest: with_(10) }).verdict).toBe('met')
    expect(judged('rollout-start', { manifest: with_(0, [15, 100]) }).verdict).toBe('met')
    expect(judged('rollout-start', { manifest: with_(100) })).toMatchObject({
      verdict: 'unmet',
      missing: ['Start the rollout with 10 to 20 % of the units, not 100 %.'],
    })
    expect(judged('rollout-start', { manifest: with_(5) }).verdict).toBe('unmet')
    const noWay = { ...with_(10), fallback: { route: 'human' as const, sentence: ' ' } }
    expect(judged('rollout-start', { manifest: noWay }).verdict).toBe('unmet')
  })

  test('S153 full scope is reached by a release that runs, unpaused', () => {
    expect(judged('rollout-reached', { workflow: live(8, 100) }, { forDays: 7 }).verdict).toBe('met')
    expect(judged('rollout-reached', { workflow: live(8, 50) }).verdict).toBe('unmet')
    expect(judged('rollout-reached', { workflow: live(3, 100) }, { forDays: 7 }).verdict).toBe('unmet')
    expect(judged('rollout-reached', { workflow: { ...live(8, 100), paused: true } }).verdict).toBe('unmet')
  })

  test('S194 stable for 90 days: runs all along, no rollback, the targets met over the whole time', () => {
    const params = { days: 90, runDays: 45 }
    const days = lastDays(90, { called: 100, failed: 1 })
    const good = { targets: [target(5)], days }
    expect(judged('stable-days', good, params).verdict).toBe('met')
    expect(judged('stable-days', { ...good, days: days.slice(30) }, params).verdict).toBe('unmet')
    expect(judged('stable-days', { ...good, targets: [] }, params).verdict).toBe('unknown')
    expect(judged('stable-days', { ...good, targets: [target(0.5)] }, params).verdict).toBe('unmet')
    const back: HandoverFacts['changes'][number] = {
      id: 'c',
      state: 'rolled-back',
      touches: ['model'],
      proposedBy: 'bea',
      proposedAt: daysAgo(30),
      liveAt: daysAgo(29),
      endedAt: daysAgo(28),
    }
    expect(judged('stable-days', { ...good, changes: [back] }, params).verdict).toBe('unmet')
  })

  test('S145 S330 the fallback counts when it carried units, for real or in a forced failure, and grows old', () => {
    const used = act('fallback-used', 10, ['olaf'], { what: 'the vendor was down for an hour' })
    expect(judged('fallback-used', { acts: [used] }).verdict).toBe('met')
    expect(judged('fallback-used', { acts: [used] }, { maxAgeDays: 9 }).verdict).toBe('unmet')
    const forced = { id: 'd', kind: 'forced-failure', at: daysAgo(2), people: ['olaf'], findings: [] } as const
    expect(judged('fallback-used', { drills: [{ ...forced, verdict: 'passed' }] }).verdict).toBe('met')
    expect(judged('fallback-used', { drills: [{ ...forced, verdict: 'messy' }] }).verdict).toBe('unknown')
  })
})

describe('stability', () => {
  const change = (days: number, touches: string[], more = {}): HandoverFacts['changes'][number] => ({
    id: `change-${days}`,
    state: 'live',
    touches,
    proposedBy: 'bea',
    proposedAt: daysAgo(days + 1),
    liveAt: daysAgo(days),
    endedAt: null,
    ...more,
  })

  test('S282 S340 a moving target holds: changes every few days are listed, with the day until which nothing may change', () => {
    const changes = [change(12, ['prompt']), change(8, ['rules']), change(3, ['model', 'prompt'])]
    const result = judged('settled', { changes, workflow: live(3) })
    expect(result.verdict).toBe('unmet')
    expect(result.sentence).toBe(
      '3 changes within the last 14 days, the last 3 days ago. That is one every 4 days: the target still moves.',
    )
    expect(result.evidence.map(({ text, ref }) => [text, ref])).toEqual([
      ['Changed model and prompt', 'change:change-3'],
      ['Changed rules', 'change:change-8'],
      ['Changed prompt', 'change:change-12'],
    ])
    expect(result.missing).toEqual(['Change nothing until 9 Dec 2026.'])
  })

  test('S282 wording that people read moves nothing, and after the settle period it holds still', () => {
    expect(judged('settled', { changes: [change(3, ['wording', 'runbook'])], workflow: live(30) }).verdict).toBe('met')
    expect(judged('settled', { changes: [change(15, ['prompt'])], workflow: live(15) }).verdict).toBe('met')
    expect(judged('settled', { changes: [change(15, ['prompt'])], workflow: live(15) }, { days: 20 }).verdict).toBe(
      'unmet',
    )
  })

  test('S282 a rollback moves the target a second time; a change that never went live moves nothing', () => {
    const back = change(20, ['model'], { state: 'rolled-back', endedAt: daysAgo(2) })
    expect(judged('settled', { changes: [back], workflow: live(60) })).toMatchObject({
      verdict: 'unmet',
      evidence: [{ text: 'Took back the change of model' }],
    })
    const proposed = change(2, ['model'], { state: 'proposed', liveAt: null })
    expect(judged('settled', { changes: [proposed], workflow: live(60) }).verdict).toBe('met')
  })

  test('S282 a release that went live lately is a moving target, also where no change is recorded for it', () => {
    expect(judged('settled', { workflow: live(5) })).toMatchObject({
      verdict: 'unmet',
      sentence: '1 change within the last 14 days, the last 5 days ago.',
      missing: ['Change nothing until 7 Dec 2026.'],
    })
  })

  test('S282 a new release of wording alone moves nothing; one of the model moves until it has reached all units', () => {
    const first = change(60, ['prompt', 'model'])
    expect(judged('settled', { changes: [first, change(3, ['wording', 'release'])], workflow: live(2) }).verdict).toBe(
      'met',
    )
    const slow = change(20, ['model'])
    expect(judged('settled', { changes: [first, slow], workflow: live(4) })).toMatchObject({
      verdict: 'unmet',
      evidence: [{ text: 'Changed model', at: daysAgo(4), ref: 'change:change-20' }],
    })
    const under = change(20, ['model'], { state: 'rolling-out' })
    expect(judged('settled', { changes: [first, under], workflow: live(60) })).toMatchObject({
      verdict: 'unmet',
      evidence: [{ text: 'Is changing model' }],
    })
  })

  test('S282 a playbook may name the parts that must hold still', () => {
    const changes = [change(60, ['prompt']), change(3, ['limits'])]
    expect(judged('settled', { changes, workflow: live(60) }, { parts: ['prompt', 'model'] }).verdict).toBe('met')
    expect(judged('settled', { changes, workflow: live(60) }).verdict).toBe('unmet')
    expect(judged('settled', { changes: [change(3, [])], workflow: live(60) }).verdict).toBe('unmet')
  })
})

describe('watched', () => {
  const target = { measure: 'failure-share', bound: 'at-most', value: 5, setBy: 'mia', setAt: daysAgo(40) } as const
  const days = [day(3, { called: 40, failed: 1 })]
  const baseline = { name: 'First runs of v1', at: daysAgo(20), runs: 200 }
  const watch = { baseline, lookedAt: daysAgo(0) }

  test('S146 S164 met once every agreed figure is measured, held against a baseline and looked at today', () => {
    const result = judged('watched', { watch, targets: [target], days })
    expect(result).toMatchObject({ verdict: 'met', missing: [] })
    expect(result.sentence).toBe(
      '1 of 1 target measured over the last 28 days, held against “First runs of v1” (200 runs), last looked at today.',
    )
  })

  test.each([
    ['no target is written', { watch, targets: [], days }, 'Write the targets'],
    ['a target has no figure yet', { watch, targets: [target], days: [] }, 'Have runs that measure “'],
    ['no baseline stands', { watch: { ...watch, baseline: null }, targets: [target], days }, 'Take a baseline'],
    ['nobody has looked yet', { watch: { baseline, lookedAt: null }, targets: [target], days }, 'Have the server look'],
    [
      'the last look is old',
      { watch: { baseline, lookedAt: daysAgo(2) }, targets: [target], days },
      'Have the server look',
    ],
  ])('S146 S164 the launch waits while %s', (_what, facts, needed) => {
    const result = judged('watched', facts)
    expect(result.verdict).toBe('unmet')
    expect(result.missing).toEqual([expect.stringContaining(needed)])
  })
})

describe('duties', () => {
  const all = { duties: ['change-owner', 'daily-care'] }
  const people = PEOPLE

  test('S281 S033 one name per duty: nobody, two names and a name that has left are unmet, and are named', () => {
    const good = held({ 'change-owner': 'bea', 'daily-care': 'olaf' })
    expect(judged('duties-filled', { people, duties: good }, all)).toMatchObject({ verdict: 'met', asOf: daysAgo(30) })
    expect(judged('duties-filled', { people, duties: good.slice(1) }, all)).toMatchObject({
      verdict: 'unmet',
      missing: ['Name one person for "change-owner": nobody holds it.'],
    })
    const doubled = [...good, ...held({ 'daily-care': 'pim' })]
    expect(judged('duties-filled', { people, duties: doubled }, all)).toMatchObject({
      verdict: 'unmet',
      missing: ['Leave one name for "daily-care": Olaf and Pim hold it.'],
    })
    const left = people.map((person) => (person.id === 'olaf' ? { ...person, active: false } : person))
    expect(judged('duties-filled', { people: left, duties: good }, all)).toMatchObject({
      verdict: 'unmet',
      missing: ['Name another person for "daily-care": Olaf is no longer active.'],
    })
    expect(judged('duties-filled', { people: [], duties: good }, all).verdict).toBe('unmet')
  })

  test('S281 without a list it asks for all duties that the playbook requires by this stage, later ones not', () => {
    const duties = [
      duty('change-owner'),
      duty('leadership', { requiredFrom: 'launch' }),
      duty('sponsor', { requiredFrom: null }),
    ]
    expect(judged('duties-filled', { people, duties: held({ 'change-owner': 'bea' }) }, {}, { duties }).verdict).toBe(
      'met',
    )
  })

  test('S165 a sponsor who leaves changes nothing about who answers', () => {
    const duties = [duty('business-owner'), duty('sponsor', { requiredFrom: null })]
    const before = judged(
      'duties-filled',
      { people, duties: held({ 'business-owner': 'mia', sponsor: 'dan' }) },
      {},
      { duties },
    )
    const gone = people.map((person) => (person.id === 'dan' ? { ...person, active: false } : person))
    const after = judged(
      'duties-filled',
      { people: gone, duties: held({ 'business-owner': 'mia', sponsor: 'dan' }) },
      {},
      { duties },
    )
    expect([before.verdict, after.verdict]).toEqual(['met', 'met'])
  })

  test('S166 infrastructure and performance in one person warn, and block nothing', () => {
    const duties = [duty('care', { layer: 'performance' }), duty('servers', { layer: 'infrastructure' })]
    const both = judged('duties-filled', { people, duties: held({ care: 'olaf', servers: 'olaf' }) }, {}, { duties })
    expect(both.verdict).toBe('met')
    expect(both.warnings).toEqual([
      expect.stringMatching(/^Olaf holds "servers" \(infrastructure\) and "care" \(performance\)/),
    ])
    const apart = judged('duties-filled', { people, duties: held({ care: 'olaf', servers: 'dan' }) }, {}, { duties })
    expect(apart.warnings).toEqual([])
  })

  test('S168 performance can not be given to a vendor, infrastructure can', () => {
    const duties = [
      duty('care', { layer: 'performance' }),
      duty('servers', { layer: 'infrastructure', vendorMayHold: true }),
    ]
    const vendor = judged('duties-filled', { people, duties: held({ care: 'vera', servers: 'vera' }) }, {}, { duties })
    expect(vendor).toMatchObject({
      verdict: 'unmet',
      missing: [`Name one of your own people for "care": Vera is a vendor's.`],
    })
    expect(
      judged('duties-filled', { people, duties: held({ care: 'olaf', servers: 'vera' }) }, {}, { duties }).verdict,
    ).toBe('met')
  })

  test('S141 at least four distinct people for four roles', () => {
    const roles = ['business-owner', 'product', 'data', 'ops']
    const playbook = { duties: roles.map((id) => duty(id)) }
    const params = { duties: roles, distinctPeople: 4 }
    const four = held({ 'business-owner': 'mia', product: 'dan', data: 'pim', ops: 'olaf' })
    expect(judged('duties-filled', { people, duties: four }, params, playbook).verdict).toBe('met')
    const three = held({ 'business-owner': 'mia', product: 'dan', data: 'olaf', ops: 'olaf' })
    expect(judged('duties-filled', { people, duties: three }, params, playbook)).toMatchObject({
      verdict: 'unmet',
      missing: ['Spread them over 4 people: 3 people hold them all.'],
    })
  })

  test('duties that must have two holders are unmet in one hand', () => {
    const duties = [duty('care'), duty('backup', { notWith: ['care'] })]
    expect(
      judged('duties-filled', { people, duties: held({ care: 'olaf', backup: 'olaf' }) }, {}, { duties }),
    ).toMatchObject({
      verdict: 'unmet',
      missing: ['Give "backup" and "care" to two people: Olaf holds both.'],
    })
  })

  test('S113 S117 the team of the next pilot can not run production as well', () => {
    const duties = held({ 'daily-care': 'bea' })
    const elsewhere = [{ person: 'bea', workflow: 'next-pilot', stage: 'pilot', duty: 'change-owner' }] as const
    expect(judged('not-overloaded', { people, duties, elsewhere })).toMatchObject({
      verdict: 'unmet',
      missing: ['Free Bea from the pilot "next-pilot", or name somebody else for "daily-care".'],
    })
    const running = [{ ...elsewhere[0], stage: 'operation' }] as const
    expect(judged('not-overloaded', { people, duties, elsewhere: running }).verdict).toBe('met')
    const six = Array.from({ length: 6 }, (_, n) => ({ ...running[0], workflow: `other-${n}` }))
    expect(judged('not-overloaded', { people, duties, elsewhere: six }).verdict).toBe('unmet')
    expect(judged('not-overloaded', { people, elsewhere }).verdict).toBe('unknown')
  })
})

describe('acts', () => {
  const people = PEOPLE

  test('S102 S143 working together is counted in sessions and incidents in which both took part; documents do not replace it', () => {
    const transfer: TransferFact = {
      id: 't',
      at: daysAgo(-2),
      state: 'accepted',
      from: 'bea',
      to: 'olaf',
      acceptedAt: daysAgo(20),
      doneAt: null,
      parallelSince: daysAgo(30),
      support: null,
    }
    const acts = [
      act('joint-session', 25, ['bea', 'olaf'], { covers: 'why' }),
      act('joint-incident', 12, ['bea', 'olaf'], { what: 'timeouts' }),
      act('joint-review', 5, ['bea', 'olaf']),
      act('joint-session', 4, ['bea', 'dan'], { covers: 'why' }),
      act('joint-session', 50, ['bea', 'olaf'], { covers: 'why' }),
    ]
    const params = { together: 3, incidents: 1, reviews: 1 }
    expect(judged('parallel-operation', { people, transfer, acts }, params).verdict).toBe('met')
    const written_ = [written('handoff-package', { all: 'Everything is written down here.' })]
    expect(judged('parallel-operation', { people, transfer, documents: written_ }, params).verdict).toBe('unmet')
    expect(judged('parallel-operation', { people, transfer, acts }, { together: 4 })).toMatchObject({
      verdict: 'unmet',
      sentence: 'Run together for 30 of 28 days, 3 of 4 times together.',
    })
    const young = { ...transfer, parallelSince: daysAgo(14) }
    expect(judged('parallel-operation', { people, transfer: young, acts }, { together: 2 })).toMatchObject({
      verdict: 'unmet',
      missing: ['Run it together for 14 more days.'],
    })
  })

  test('S103 S187 what is only in heads must cover what it does, why, the edge cases, and what happens when it goes wrong', () => {
    const params = {
      kinds: ['retrospective', 'joint-session'],
      detail: 'covers',
      each: ['what it does', 'why', 'edge cases', 'when it goes wrong'],
    }
    const first = act('retrospective', 9, ['bea', 'olaf'], { covers: 'What it does, why' })
    expect(judged('acts', { people, acts: [first] }, params)).toMatchObject({
      verdict: 'unmet',
      missing: ['One that covers "edge cases".', 'One that covers "when it goes wrong".'],
    })
    const second = act('joint-session', 3, ['bea', 'olaf'], { covers: 'edge-cases; when it goes wrong' })
    expect(judged('acts', { people, acts: [first, second] }, params).verdict).toBe('met')
  })

  test('S183 S184 S185 S186 training has three phases; only at the launch is not enough', () => {
    const params = {
      kinds: ['training'],
      count: 3,
      detail: 'phase',
      each: ['orientation', 'launch week', 'thirty days'],
    }
    const launch = [1, 2, 3].map((days) => act('training', days, ['dan'], { phase: 'launch week' }))
    expect(judged('acts', { people, acts: launch }, params)).toMatchObject({
      verdict: 'unmet',
      missing: ['One that covers "orientation".', 'One that covers "thirty days".'],
    })
    const all = ['orientation', 'launch-week', 'Thirty days'].map((phase, n) =>
      act('training', 40 - n * 15, ['dan'], { phase }),
    )
    expect(judged('acts', { people, acts: all }, params).verdict).toBe('met')
  })

  test('S042 a single demo of thirty minutes is no training: it is practised again, days apart, and not overdue', () => {
    const params = { by: ['operational-owner'] }
    const duties = held({ 'operational-owner': 'olaf' })
    const practised = (days: number, verdict: 'passed' | 'messy' = 'passed') => ({
      id: `practice-${days}`,
      kind: 'practice' as const,
      at: daysAgo(days),
      verdict,
      people: ['olaf'],
      findings: [],
      quiz: true,
    })
    const demo = act('training', 3, ['dan', 'olaf'], { phase: 'launch week' })
    expect(judged('reinforced', { people, duties, acts: [demo] }, params)).toMatchObject({
      verdict: 'unknown',
      missing: ['Have Olaf practise on past cases.'],
    })
    expect(judged('reinforced', { people, duties, drills: [practised(3)] }, params)).toMatchObject({
      verdict: 'unmet',
      missing: [expect.stringMatching(/^Have Olaf practise again from .* on: 1 of 2 times so far\.$/)],
    })
    const apart = [practised(10), practised(3)]
    expect(judged('reinforced', { people, duties, drills: apart }, params).verdict).toBe('met')
    expect(judged('reinforced', { people, duties, drills: [practised(40), practised(33)] }, params)).toMatchObject({
      verdict: 'unmet',
      missing: [expect.stringMatching(/^Have Olaf practise again: it was due on /)],
    })
    expect(judged('reinforced', { people, duties, drills: [...apart, practised(1, 'messy')] }, params).verdict).toBe(
      'unmet',
    )
    const others = judged(
      'reinforced',
      { people, duties, drills: apart.map((one) => ({ ...one, people: ['dan'] })) },
      params,
    )
    expect(others.verdict).toBe('unknown')
  })

  test('S147 six weekly reviews in six different weeks, each with those who must attend', () => {
    const params = {
      kinds: ['weekly-review'],
      count: 6,
      inDifferent: 'weeks',
      attendedBy: ['business-owner', 'daily-care'],
    }
    const duties = held({ 'business-owner': 'mia', 'daily-care': 'olaf' })
    const weekly = (people_: string[], weeks = [0, 1, 2, 3, 4, 5]) =>
      weeks.map((week) => act('weekly-review', week * 7 + 1, people_))
    expect(judged('acts', { people, duties, acts: weekly(['mia', 'olaf', 'dan']) }, params).verdict).toBe('met')
    const alone = judged('acts', { people, duties, acts: weekly(['olaf', 'dan']) }, params)
    expect(alone).toMatchObject({ verdict: 'unmet', sentence: '"Weekly review": 0 of 6 (one a week counts).' })
    expect(alone.missing).toContain('Have "business-owner" and "daily-care" take part.')
    const inOne = [1, 1.1, 1.2, 1.3, 1.4, 1.5].map((days) => act('weekly-review', days, ['mia', 'olaf']))
    expect(judged('acts', { people, duties, acts: inOne }, params).sentence).toBe(
      '"Weekly review": 1 of 6 (one a week counts).',
    )
    expect(judged('acts', { people, duties: [], acts: weekly(['mia', 'olaf']) }, params).missing).toContain(
      'Name one person for "business-owner", who must take part.',
    )
  })

  test('S022 S046 management direction is an act of the business owner, recent enough where that is asked', () => {
    const direction = act('management-direction', 100, ['mia'], {
      words: 'From Monday on, every reply starts from the draft.',
    })
    const duties = held({ 'business-owner': 'mia' })
    const params = { kinds: ['management-direction'], attendedBy: ['business-owner'] }
    expect(judged('acts', { people, duties, acts: [direction] }, params).verdict).toBe('met')
    expect(judged('acts', { people, duties, acts: [direction] }, { ...params, withinDays: 90 }).verdict).toBe('unmet')
    expect(
      judged('acts', { people, duties: held({ 'business-owner': 'dan' }), acts: [direction] }, params).verdict,
    ).toBe('unmet')
  })

  test('S082 operations joined before the build began; unknown while nobody told when that was', () => {
    const params = { kinds: ['operations-joined'], before: 'build-started' }
    const joined = act('operations-joined', 50, ['olaf'])
    expect(judged('acts', { people, acts: [joined, act('build-started', 40, [])] }, params).verdict).toBe('met')
    expect(judged('acts', { people, acts: [joined, act('build-started', 55, [])] }, params).verdict).toBe('unmet')
    expect(judged('acts', { people, acts: [joined], manifest: MANIFEST }, params)).toMatchObject({
      verdict: 'unknown',
      missing: ['Tell when the build began.'],
    })
  })

  test('S075 an act counts with whoever must take part in it, and only so many people as it needs', () => {
    const alone = act('call-tested', 3, ['pim'], { what: 'at 2 a.m.' })
    const params = { kinds: ['call-tested'], attendedBy: ['backup'] }
    const duties = held({ backup: 'pim' })
    expect(judged('acts', { people, duties, acts: [alone] }, params).verdict).toBe('unmet')
    expect(judged('acts', { people, duties, acts: [{ ...alone, people: ['pim', 'pim'] }] }, params).verdict).toBe(
      'unmet',
    )
    expect(judged('acts', { people, duties, acts: [{ ...alone, people: ['pim', 'bea'] }] }, params).verdict).toBe('met')
  })

  test('acts that lie in the future count nothing', () => {
    expect(judged('acts', { acts: [act('practised', -1, ['olaf'])] }, { kinds: ['practised'] }).verdict).toBe('unknown')
  })

  test('S025 the receiving team was told, and somebody of it answered', () => {
    const sent = act('notice-sent', 9, ['bea'], { words: 'Your work is redesigned.' })
    expect(judged('notice-answered', { people, acts: [sent] })).toMatchObject({ verdict: 'unmet' })
    const own = act('notice-answered', 8, ['bea'], { words: 'Fine.' })
    expect(judged('notice-answered', { people, acts: [sent, own] }).verdict).toBe('unmet')
    const early = act('notice-answered', 10, ['olaf'], { words: 'Fine.' })
    expect(judged('notice-answered', { people, acts: [sent, early] }).verdict).toBe('unmet')
    const answered = act('notice-answered', 8, ['olaf'], { words: 'Understood.' })
    expect(judged('notice-answered', { people, acts: [sent, answered] }).verdict).toBe('met')
  })

  test('S078 every concern of IT is closed; none raised is not the same as none had', () => {
    const raised = [
      act('concern-raised', 9, ['dan'], { what: 'Tokens in logs' }),
      act('concern-raised', 8, ['dan'], { what: 'Old TLS' }),
    ]
    const closed = act('concern-closed', 5, ['dan'], { what: 'tokens in logs ' })
    expect(judged('concerns-closed', { people, acts: [...raised, closed] })).toMatchObject({
      verdict: 'unmet',
      sentence: '1 of 2 concerns closed.',
      missing: ['Close "Old TLS".'],
    })
    expect(
      judged('concerns-closed', {
        people,
        acts: [...raised, closed, act('concern-closed', 1, ['dan'], { what: 'Old TLS' })],
      }).verdict,
    ).toBe('met')
    const again = act('concern-raised', 2, ['dan'], { what: 'Tokens in logs' })
    expect(judged('concerns-closed', { people, acts: [raised[0] ?? again, closed, again] }).verdict).toBe('unmet')
    expect(judged('concerns-closed', { people }).verdict).toBe('unknown')
  })

  test('S148 what is noise in the second week and comes back in the sixth is a pattern that must be closed', () => {
    const reviews = [0, 1, 2, 3, 4, 5].map((week) => act('weekly-review', week * 7 + 1, ['mia']))
    const once = act('deviation-noted', 36, ['olaf'], { what: 'Refund days wrong' })
    expect(judged('deviations-followed', { people, acts: [...reviews, once] }).verdict).toBe('met')
    const again = act('deviation-noted', 8, ['olaf'], { what: 'refund days wrong' })
    expect(judged('deviations-followed', { people, acts: [...reviews, once, again] })).toMatchObject({
      verdict: 'unmet',
      missing: ['Close "refund days wrong": it came in 2 different weeks.'],
    })
    const closed = act('concern-closed', 2, ['bea'], { what: 'Refund days wrong' })
    expect(judged('deviations-followed', { people, acts: [...reviews, once, again, closed] }).verdict).toBe('met')
    expect(judged('deviations-followed', { people, acts: [once] }).verdict).toBe('unknown')
  })
})

describe('documents', () => {
  const people = PEOPLE
  const duties = held({ 'business-owner': 'mia', 'daily-care': 'olaf' })
  const playbook = { documents: [document('paper', ['one', 'two'], ['business-owner'])] }
  const params = { documents: ['paper'] }
  const whole = written('paper', { one: 'First.', two: 'Second.' }, { 'business-owner': 'mia' })

  test('S177 complete and signed by the holder of the duty over what stands there now', () => {
    expect(judged('documents', { people, duties, documents: [whole] }, params, playbook)).toMatchObject({
      verdict: 'met',
      sentence: '"The paper" is complete and signed by Mia.',
    })
    const unsigned = { ...whole, signatures: [] }
    expect(judged('documents', { people, duties, documents: [unsigned] }, params, playbook)).toMatchObject({
      verdict: 'unmet',
      missing: ['Have Mia sign "The paper".'],
    })
    const part = written('paper', { one: 'First.', two: '  ' }, { 'business-owner': 'mia' })
    expect(judged('documents', { people, duties, documents: [part] }, params, playbook)).toMatchObject({
      verdict: 'unmet',
      missing: ['Write "About two" in "The paper".'],
    })
  })

  test('a later edit voids the signature, and says so', () => {
    const edited = { ...whole, hash: 'another', changedAt: daysAgo(1) }
    expect(judged('documents', { people, duties, documents: [edited] }, params, playbook)).toMatchObject({
      verdict: 'unmet',
      missing: ['Have Mia sign "The paper" again: it was edited after the signature of 9 Nov 2026.'],
    })
  })

  test('the signature of somebody else, or of nobody, does not count', () => {
    const other = { ...whole, signatures: whole.signatures.map((signature) => ({ ...signature, person: 'olaf' })) }
    expect(judged('documents', { people, duties, documents: [other] }, params, playbook).verdict).toBe('unmet')
    expect(judged('documents', { people, documents: [whole] }, params, playbook).missing).toEqual([
      'Name one person for "business-owner", who signs "The paper".',
    ])
  })

  test('whoever must read it confirms so over the present words', () => {
    const read = { documents: [document('paper', ['one', 'two'], [], { readBy: ['daily-care'] })] }
    expect(judged('documents', { people, duties, documents: [whole] }, params, read).missing).toEqual([
      'Have Olaf confirm that she or he has read "The paper".',
    ])
    const confirmed = { ...whole, reads: [{ person: 'olaf', hash: whole.hash, at: daysAgo(2) }] }
    expect(judged('documents', { people, duties, documents: [confirmed] }, params, read).verdict).toBe('met')
  })

  test('S086 S093 production standards stand before the build; after it they come too late', () => {
    const before = { ...params, before: 'build-started', signed: false }
    const built = (days: number) => ({ people, duties, documents: [whole], acts: [act('build-started', days, [])] })
    expect(judged('documents', built(10), before, playbook).verdict).toBe('met')
    expect(judged('documents', built(25), before, playbook)).toMatchObject({
      verdict: 'unmet',
      sentence: '"The paper" was last changed on 8 Nov 2026, after the build began (3 Nov 2026).',
    })
    expect(
      judged('documents', { people, duties, documents: [whole], manifest: MANIFEST }, before, playbook).verdict,
    ).toBe('unknown')
  })

  test('S182 each missing one of several is named with what is exposed', () => {
    const two = {
      documents: [
        document('paper', ['one', 'two']),
        document('matrix', ['all'], [], { exposure: 'a chain of phone calls.' }),
      ],
    }
    expect(
      judged('documents', { people, duties, documents: [whole] }, { documents: ['paper', 'matrix'] }, two),
    ).toMatchObject({
      verdict: 'unmet',
      sentence: '1 of 2 documents are complete.',
      missing: ['Write "The matrix". Without it: a chain of phone calls.'],
    })
  })

  const parts = ['trust', 'enters', 'flagging', 'expected', 'wrong']
  const package_ = { documents: [document('handoff-package', parts)] }
  const good = {
    trust: 'Trust it for plain refunds; override it where tax or a chargeback is named.',
    enters: 'The draft opens in the reply box of the ticket, nowhere else, and replaces the template.',
    flagging: 'Press F in the ticket: it reaches the people who watch quality, who answer within a day.',
    expected: 'From 1 December on every reply starts from the draft, says the head of support.',
    wrong: 'Do not send it. Press F, write the reply by hand, and tell the one on watch if it comes again.',
  }

  test('S019 S020 S021 S022 S023 the handoff package has five parts in words', () => {
    const all = { people, documents: [written('handoff-package', good)] }
    expect(judged('handoff-package', all, {}, package_).verdict).toBe('met')
    for (const part of parts) {
      const lacking = { people, documents: [written('handoff-package', { ...good, [part]: '' })] }
      expect(judged('handoff-package', lacking, {}, package_)).toMatchObject({
        verdict: 'unmet',
        sentence: 'The handoff package has 4 of 5 parts.',
        missing: [expect.stringContaining(`"About ${part}"`)],
      })
    }
  })

  test('S015 S016 S017 S018 S045 credentials, a demo, technical documents and a channel for questions count nothing', () => {
    const empty = {
      trust: 'https://wiki.example/model-card and https://demo.example/recording',
      enters: 'login: support, see /vault/keys',
      flagging: '#ai-questions or ai-team@example.com',
      expected: '@everybody see https://example.com/slides',
      wrong: 'Contact us if there is a problem: #ai-questions',
    }
    const surplus = { credentials: 'user and password', demo: 'was held', 'technical-docs': 'in the repository' }
    const result = judged(
      'handoff-package',
      { people, documents: [written('handoff-package', { ...empty, ...surplus })] },
      {},
      package_,
    )
    expect(result).toMatchObject({ verdict: 'unmet', sentence: 'The handoff package has 0 of 5 parts.' })
    expect(result.warnings).toEqual(['3 sections of it count nothing: "credentials", "demo", "technical-docs".'])
  })

  test('S337 an open disagreement blocks whatever is signed; none open is no agreement yet', () => {
    const args = { people, duties, documents: [whole] }
    expect(judged('agreed', args, params, playbook).verdict).toBe('met')
    const open = {
      id: 'd',
      about: 'failure',
      text: 'Is a late reply a failure?',
      openedAt: daysAgo(3),
      settledAt: null,
    } as const
    expect(judged('agreed', { ...args, disagreements: [open] }, params, playbook)).toMatchObject({
      verdict: 'unmet',
      sentence: '1 disagreement is open: while people argue, it is an experiment.',
      missing: ['Settle what counts as a failure: Is a late reply a failure?'],
    })
    const settled = { ...open, settledAt: daysAgo(1) }
    expect(judged('agreed', { ...args, disagreements: [settled] }, params, playbook).verdict).toBe('met')
    expect(judged('agreed', { people, duties }, params, playbook).verdict).toBe('unknown')
  })

  test('S268 S334 S110 the manifest says what people must know; four numbers and an over-run time box do not pass', () => {
    const all = ['purpose', 'fallback', 'human-path', 'one-to-three-numbers', 'time-box', 'cost-limit', 'daily-checks']
    expect(judged('manifest-says', { manifest: MANIFEST }, { parts: all }).verdict).toBe('met')
    const metric = MANIFEST.metrics[0] ?? { name: '', means: '', threshold: '' }
    const four = { ...MANIFEST, metrics: [metric, metric, metric, metric] }
    expect(judged('manifest-says', { manifest: four }, { parts: all }).missing).toEqual([
      'Keep one to three numbers that match the purpose; there are 4.',
    ])
    const late = { ...MANIFEST, pilot: { hypothesis: 'Well?', until: '2026-11-27' } }
    expect(judged('manifest-says', { manifest: late }, { parts: all }).missing).toEqual([
      'The pilot was to end on 27 Nov 2026: decide, or give it a new date in writing.',
    ])
    const takesAll = { ...MANIFEST, rules: [], confidence: null }
    expect(judged('manifest-says', { manifest: takesAll }, { parts: all }).verdict).toBe('unmet')
  })
})

describe('money', () => {
  const line = (name: 'prototype' | 'transition' | 'operation' | 'maintenance', planned: string) => ({
    line: name,
    planned,
    actual: null,
    why: 'Two people for two months.',
  })
  const four = [
    line('prototype', '50000'),
    line('transition', '150000'),
    line('operation', '40000'),
    line('maintenance', '20000'),
  ]
  const money = (committedValue: string | null, lines = four) => ({ money: { currency: 'EUR', lines, committedValue } })

  test('S094 a business case that pays for the prototype alone is flagged', () => {
    const result = judged('budget', money('500000', [line('prototype', '50000')]))
    expect(result.verdict).toBe('unmet')
    expect(result.sentence).toBe(
      'The case pays for the prototype only (50000 EUR): nothing for transition into production, a year of operation and a year of maintenance.',
    )
    expect(result.warnings).toHaveLength(1)
  })

  test('S095 four lines, none empty, each with a reason', () => {
    expect(judged('budget', money('200000')).verdict).toBe('met')
    for (const { line: name } of four) {
      expect(
        judged(
          'budget',
          money(
            '200000',
            four.filter((each) => each.line !== name),
          ),
        ).verdict,
      ).toBe('unmet')
      const zero = four.map((each) => (each.line === name ? { ...each, planned: '0.00' } : each))
      expect(judged('budget', money('200000', zero)).verdict).toBe('unmet')
      const silent = four.map((each) => (each.line === name ? { ...each, why: ' ' } : each))
      expect(judged('budget', money('200000', silent)).verdict).toBe('unmet')
    }
  })

  test('S096 the committed value must carry the whole life, to the cent', () => {
    // 50,000 + 150,000 + 3 × 60,000 = 380,000
    expect(judged('budget', money('126666.66')).verdict).toBe('unmet')
    expect(judged('budget', money('126666.67'))).toMatchObject({
      verdict: 'met',
      sentence: 'Over 3 years it costs 380000 EUR and commits to 380000.01 EUR.',
    })
    expect(judged('budget', money('126666.66')).missing).toEqual([
      'The case does not carry the whole life: 0.02 EUR are missing over 3 years.',
    ])
    expect(judged('budget', money(null)).verdict).toBe('unknown')
    expect(judged('budget', money('300000'), { years: 1 }).verdict).toBe('met')
  })

  test('S076 S097 the transition is a line of its own that is planned, however large', () => {
    const rebuilt = four.map((each) => (each.line === 'transition' ? { ...each, planned: '900000' } : each))
    expect(judged('budget', money('400000', rebuilt)).verdict).toBe('met')
    expect(judged('budget', money('400000', rebuilt)).evidence.map(({ text }) => text)).toContain(
      'transition into production: 900000 EUR (Two people for two months.)',
    )
  })
})

describe('drills', () => {
  const people = PEOPLE
  const drill = (days: number, overrides: Partial<DrillFact> = {}): DrillFact => ({
    id: `drill-${days}`,
    kind: 'operator-day',
    at: daysAgo(days),
    verdict: 'passed',
    people: ['olaf'],
    findings: [],
    ...overrides,
  })
  const duties = held({ 'operational-owner': 'olaf' })
  const playbook = { duties: [duty('operational-owner')] }
  const params = { kind: 'operator-day', by: ['operational-owner'], maxAgeDays: 60 }
  const judge = (drills: DrillFact[], more = {}) =>
    judged('drill', { people, duties, drills }, { ...params, ...more }, playbook)

  test('S327 a day without a builder counts for whoever will run it, and not for ever', () => {
    expect(judge([drill(5)]).verdict).toBe('met')
    expect(judge([drill(61)]).verdict).toBe('unmet')
    expect(judge([drill(5, { people: ['dan'] })])).toMatchObject({
      verdict: 'unknown',
      sentence: 'No operator day was held with Olaf, 1 with others.',
    })
  })

  test('S331 after a messy drill it stays with the builders, whatever went well before, with the list of what to cut or write', () => {
    const messy = drill(1, { verdict: 'messy', findings: ['Refunds above 500 are fixed by hand.'] })
    expect(judge([drill(5), messy])).toMatchObject({
      verdict: 'unmet',
      sentence: 'The last operator day (1 day ago) was messy: it stays with the builders.',
      missing: ['Cut or write first: Refunds above 500 are fixed by hand.', expect.stringContaining('Then repeat it.')],
    })
    expect(judge([messy, drill(0)]).verdict).toBe('met')
    expect(judge([drill(5), drill(1, { verdict: 'inconclusive' })]).verdict).toBe('unknown')
  })

  test('S297 S301 each topic of a practice must have been asked and passed', () => {
    const topics = { rerun: { right: 4, asked: 5 }, escalate: { right: 1, asked: 2 } }
    const practice = drill(3, { kind: 'practice', topics })
    const wanted = { kind: 'practice', topics: ['rerun', 'escalate', 'reassign'] }
    expect(judge([practice], wanted)).toMatchObject({
      verdict: 'unmet',
      missing: ['Practise "escalate" again: 1 of 2 right, 80 % needed.', 'Practise "reassign": it was not asked.'],
    })
    expect(judge([practice], { kind: 'practice', topics: ['rerun'] }).verdict).toBe('met')
  })
})

describe('transfer, runbook', () => {
  const people = PEOPLE
  const plan = (more: Partial<TransferFact> = {}): TransferFact => ({
    id: 't',
    at: daysAgo(-3),
    state: 'planned',
    from: 'bea',
    to: 'olaf',
    acceptedAt: null,
    doneAt: null,
    parallelSince: daysAgo(30),
    support: null,
    ...more,
  })

  test('S306 S307 one written date, a receiver who accepts, one instant', () => {
    const accepted = plan({ state: 'accepted', acceptedAt: daysAgo(1) })
    const done = plan({ state: 'done', acceptedAt: daysAgo(9), doneAt: daysAgo(2) })
    expect(judged('transfer', { people, transfer: plan() }, { state: 'planned' }).verdict).toBe('met')
    expect(judged('transfer', { people, transfer: plan() }, { state: 'accepted' }).missing).toEqual([
      'Have Olaf accept.',
    ])
    expect(judged('transfer', { people, transfer: accepted }, { state: 'accepted' }).verdict).toBe('met')
    expect(judged('transfer', { people, transfer: accepted }).missing).toEqual(['It happens by itself on 1 Dec 2026.'])
    expect(judged('transfer', { people, transfer: done })).toMatchObject({ verdict: 'met', asOf: daysAgo(2) })
    expect(judged('transfer', { people, transfer: plan({ state: 'cancelled', doneAt: daysAgo(2) }) }).verdict).toBe(
      'unmet',
    )
  })

  test('S308 the first week is checked daily and closed as settled; one more pass holds', () => {
    const done = (daysChecked: number, verdict: 'settled' | 'one-more-pass' | null) =>
      plan({ state: 'done', doneAt: daysAgo(8), support: { until: daysAgo(1), daysChecked, verdict } })
    expect(judged('support-settled', { transfer: done(7, 'settled') }).verdict).toBe('met')
    expect(judged('support-settled', { transfer: done(6, 'settled') }).verdict).toBe('unmet')
    expect(judged('support-settled', { transfer: done(7, null) }).verdict).toBe('unmet')
    expect(judged('support-settled', { transfer: done(7, 'one-more-pass') })).toMatchObject({
      verdict: 'unmet',
      sentence: '7 of 7 days of early support checked; one more pass.',
    })
  })

  test('S341 S342 a runbook counts while it is confirmed for what runs, has no open problem, and is not due for review', () => {
    const page = {
      release: 'a'.repeat(64),
      confirmedBy: 'olaf',
      confirmedAt: daysAgo(5),
      reviewBy: daysAgo(-60),
      problems: [],
    }
    const workflow = live(10)
    expect(judged('runbook', { people, workflow, runbook: page }).verdict).toBe('met')
    expect(judged('runbook', { people, workflow, runbook: { ...page, release: 'b' } }).missing).toEqual([
      'Confirm the runbook again: the release has moved to 2026-10-01.',
    ])
    expect(judged('runbook', { people, workflow, runbook: { ...page, reviewBy: NOW } }).verdict).toBe('unmet')
    expect(
      judged('runbook', { people, workflow, runbook: { ...page, problems: ['It names no owner.'] } }).missing,
    ).toEqual(['Mend the runbook: It names no owner.'])
  })
})

describe('what an evaluator can not say is unknown', () => {
  test('one that is not there, one that is asked wrongly', () => {
    expect(judged('magic', {})).toMatchObject({ verdict: 'unknown', sentence: 'Nothing can evaluate "magic".' })
    expect(judged('run-volume', {}, { atLeast: 'many' })).toMatchObject({
      verdict: 'unknown',
      sentence: expect.stringContaining('could not be evaluated: The parameter "atLeast" must be a whole number'),
    })
  })

  test('one that fails on facts that can not be', () => {
    const broken = factsWith({
      targets: [{ measure: 'nothing', bound: 'at-most', value: 1, setBy: 'bea', setAt: NOW }] as never,
    })
    const result = judged('targets-met', { ...broken, days: lastDays(3) })
    expect(result.verdict).toBe('unknown')
    expect(playbookWith().id).toBe('tried')
  })
})
