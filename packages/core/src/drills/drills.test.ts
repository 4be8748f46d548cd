import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../people/roles.ts'
import type { Json, JsonSchema } from '../json/json.ts'
import { emptyRunDay, type RunDay, type Target } from '../runs/measures.ts'
import { compileContract } from '../routing/contracts/compile-contract.ts'
import { calendarDay } from './calendar-day.ts'
import { mayBeginDrill, mayEndDrill, maySeeUnderway } from './drill-rights.ts'
import { judgeFailure, type FailureFacts } from './forced-failure.ts'
import { faultFor, heldForPerson, isInForce, type ForcedFault } from './forced-fault.ts'
import { judgeOperatorDay, type OperatorDayFacts } from './operator-day.ts'
import {
  drawPractice,
  isRightAnswer,
  practiceSettings,
  practiceView,
  scorePractice,
  type PastCase,
  type PracticeMaterial,
} from './practice.ts'
import { seededRandom, shuffled } from './seeded-random.ts'
import { checkTargets } from './target-check.ts'
import { buildersOf, namedBuilders, operatorsOf } from './who-builds.ts'
import { makeWrong, valueAt } from './wrong-output.ts'

const AT = new Date('2026-11-20T09:00:00Z')
const after = (ms: number) => new Date(AT.getTime() + ms)
const MINUTE = 60_000

describe('wrong answers', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      topic: { enum: ['invoice', 'refund', 'plan'] },
      days: { type: 'integer', minimum: 1, maximum: 30 },
      confidence: { type: 'number', minimum: 0, maximum: 1 },
      urgent: { type: 'boolean' },
      reply: { type: 'string', maxLength: 200 },
    },
    required: ['topic'],
    additionalProperties: false,
  }
  const contract = compileContract(schema)
  const check = contract.kind === 'compiled' ? contract.check : () => ['the schema of the test does not compile']

  test('S330 what is made wrong differs in one place, fits its contract, and leaves the confidence alone', () => {
    const outputs = fc.record(
      {
        topic: fc.constantFrom('invoice', 'refund', 'plan'),
        days: fc.integer({ min: 1, max: 30 }),
        confidence: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        urgent: fc.boolean(),
        reply: fc.constantFrom('It takes 3 days.', 'You can pay after the 5th.', 'Hello.', ''),
      },
      { requiredKeys: ['topic'] },
    )
    fc.assert(
      fc.property(outputs, fc.string(), (output, seed) => {
        const wrong = makeWrong(output, schema, check, seededRandom(seed))
        // The topic always has another value.
        expect(wrong).not.toBeNull()
        if (wrong === null) return
        expect(check(wrong.output)).toEqual([])
        expect(wrong.path).not.toBe('/confidence')
        expect(valueAt(wrong.output, wrong.path)).toEqual(wrong.to)
        expect(wrong.to).not.toEqual(wrong.from)
        const name = wrong.path.slice(1)
        expect({ ...(wrong.output as object), [name]: wrong.from }).toEqual(output)
      }),
    )
  })

  test('nothing is made wrong where the contract knows one answer, and prose goes before figures', () => {
    const only: JsonSchema = { type: 'object', properties: { topic: { const: 'invoice' } } }
    const compiled = compileContract(only)
    const strict = compiled.kind === 'compiled' ? compiled.check : () => ['no']
    expect(makeWrong({ topic: 'invoice' }, only, strict, seededRandom('a'))).toBeNull()
    const wrong = makeWrong({ topic: 'plan', days: 3, reply: 'It takes 3 days.' }, schema, check, seededRandom('a'))
    expect(wrong?.path).toBe('/reply')
  })
})

describe('forced faults', () => {
  const fault: ForcedFault = {
    id: '0192f5a0-7c3e-7abc-8def-0123456789ab',
    kind: 'error',
    percent: 25,
    unitKeys: [],
    from: AT.getTime(),
    until: AT.getTime() + 10 * MINUTE,
    slowMs: 0,
    factor: 1,
    output: null,
  }

  test('S330 a share hits about its share of units, the same ones each time, and none outside its time', () => {
    const units = Array.from({ length: 4000 }, (_, n) => `unit-${n}`)
    const hit = units.filter((unit) => faultFor([fault], unit, AT.getTime()) !== null)
    expect(hit.length / units.length).toBeGreaterThan(0.22)
    expect(hit.length / units.length).toBeLessThan(0.28)
    expect(hit.every((unit) => faultFor([fault], unit, fault.until - 1) !== null)).toBe(true)
    expect(units.some((unit) => faultFor([fault], unit, fault.until) !== null)).toBe(false)
    expect(units.some((unit) => faultFor([fault], unit, fault.from - 1) !== null)).toBe(false)
  })

  test('S330 no fault is in force for longer than an hour, whatever its end says', () => {
    const long = { from: AT.getTime(), until: AT.getTime() + 600 * MINUTE }
    expect(isInForce(long, AT.getTime() + 60 * MINUTE - 1)).toBe(true)
    expect(isInForce(long, AT.getTime() + 60 * MINUTE)).toBe(false)
  })

  test('what would have gone through waits for a person, and every other route stays', () => {
    const reason = { code: 'clear', rule: null, message: 'Nothing held it.' } as const
    expect(heldForPerson({ route: 'automatic', reason, bucket: 1 })).toMatchObject({
      route: 'review',
      reason: { code: 'qa-sample' },
    })
    const human = { route: 'human', reason, bucket: 1 } as const
    expect(heldForPerson(human)).toBe(human)
  })
})

describe('practice', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: { ticket: { type: 'string' }, text: { type: 'string' } },
    required: ['ticket', 'text'],
  }
  const past = (n: number, decision: PastCase['decision']['kind'], reason = 'money'): PastCase => ({
    caseId: `case-${n}`,
    runId: `run-${n}`,
    unitKey: `unit-${n}`,
    reason,
    reasonMessage: 'The answer names money.',
    input: { ticket: `T-${n}`, text: 'When?' },
    draft: { reply: `It takes ${n + 2} days.` },
    decision: {
      kind: decision,
      by: 'Olga',
      reason: null,
      final: decision === 'edited' ? { reply: `It takes up to ${n + 9} days.` } : null,
    },
  })
  const materialOf = (cases: readonly PastCase[]): PracticeMaterial => ({
    cases,
    inputSchema: schema,
    outputSchema: { type: 'object', properties: { reply: { type: 'string' } } },
    checkOutput: () => [],
    people: [{ id: 'kim', name: 'Kim' }],
    stopWhen: ['Two customers complain on one day.'],
  })
  const cases = [
    ...Array.from({ length: 40 }, (_, n) => past(n, 'accepted')),
    past(100, 'edited'),
    past(101, 'overridden', 'tone'),
  ]

  test('S297–S305 a set covers every topic, follows from its seed alone, and spreads over kinds of cases', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const drawn = drawPractice(materialOf(cases), 12, seed)
        expect(drawn).toEqual(drawPractice(materialOf(cases), 12, seed))
        if (drawn.kind === 'too-few') throw new Error(drawn.why)
        expect(drawn.tasks).toHaveLength(12)
        const topics = new Set(drawn.tasks.map(({ topic }) => topic))
        expect([...topics].toSorted()).toEqual([
          'correct-input',
          'escalate',
          'reassign',
          'rerun',
          'review-output',
          'spot-wrong',
        ])
        // Rare kinds are not crowded out: each that was not used for another task is among the four reviews.
        const used = new Set(drawn.tasks.filter(({ topic }) => topic !== 'review-output').map(({ caseId }) => caseId))
        const reviewed = drawn.tasks.filter(({ topic }) => topic === 'review-output').map(({ caseId }) => caseId)
        for (const rare of ['case-100', 'case-101']) if (!used.has(rare)) expect(reviewed).toContain(rare)
      }),
      { numRuns: 50 },
    )
  })

  test('too small a past is refused with what is there and what is needed', () => {
    expect(drawPractice(materialOf(cases.slice(0, 4)), 10, 'a')).toMatchObject({ kind: 'too-few', cases: 4, needed: 5 })
    const silent = cases.slice(0, 8).map((each) => ({ ...each, draft: null }))
    expect(drawPractice(materialOf(silent), 10, 'a').kind).toBe('too-few')
  })

  test('S301 a planted mistake is seen by changing it, overriding, escalating or stopping, and not by an edit beside it', () => {
    const material = materialOf(cases)
    const one = past(1, 'accepted')
    const view = practiceView(
      { topic: 'spot-wrong', caseId: one.caseId, recipe: { kind: 'wrong', seed: 's' } },
      one,
      material,
    )
    if (view === null || view.draft === null) throw new Error('there is a draft to make wrong')
    const base = { words: '', input: null, to: null }
    expect(isRightAnswer(view, { ...base, act: 'accept', output: null })).toBe(false)
    expect(isRightAnswer(view, { ...base, act: 'edit', output: view.draft })).toBe(false)
    expect(isRightAnswer(view, { ...base, act: 'edit', output: one.draft })).toBe(true)
    expect(isRightAnswer(view, { ...base, act: 'override', output: null })).toBe(true)
    expect(view.right.output).toEqual(one.draft)
  })

  test('S304 a decision of the past counts by what kind it was', () => {
    const edited = past(5, 'edited')
    const view = practiceView(
      { topic: 'review-output', caseId: 'case-5', recipe: { kind: 'past' } },
      edited,
      materialOf(cases),
    )
    if (view === null) throw new Error('there is a draft')
    const base = { words: '', input: null, to: null }
    expect(isRightAnswer(view, { ...base, act: 'edit', output: { reply: 'other words' } })).toBe(true)
    expect(isRightAnswer(view, { ...base, act: 'accept', output: null })).toBe(false)
  })

  test('the pass mark is a parameter: 8 of 10 by default, and nothing wrong where nothing may be', () => {
    const settings = practiceSettings()
    expect(settings).toEqual({ size: 10, passAt: 8, must: ['spot-wrong', 'escalate'] })
    const answers = (right: number, spotted = true) => [
      ...Array.from({ length: 8 }, (_, n) => ({ topic: 'review-output' as const, isRight: n < right })),
      { topic: 'spot-wrong' as const, isRight: spotted },
      { topic: 'escalate' as const, isRight: true },
    ]
    expect(scorePractice(answers(6), settings).verdict).toBe('passed')
    expect(scorePractice(answers(5), settings).verdict).toBe('messy')
    expect(scorePractice(answers(8, false), settings).verdict).toBe('messy')
    expect(scorePractice(answers(5), { ...settings, passAt: 7 }).verdict).toBe('passed')
    expect(scorePractice(answers(8).slice(1), settings).verdict).toBe('inconclusive')
  })

  test('shuffling loses and doubles nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        const ascending = (a: number, b: number) => a - b
        expect([...shuffled(list, seededRandom(seed))].toSorted(ascending)).toEqual(list.toSorted(ascending))
      }),
    )
  })
})

describe('calendar days', () => {
  test('a day has 24 hours in its zone, 23 or 25 where clocks are changed', () => {
    const hours = (date: string, zone: string) => {
      const day = calendarDay(date, zone)
      return day === null ? null : (day.to.getTime() - day.from.getTime()) / (60 * MINUTE)
    }
    expect(hours('2026-11-20', 'UTC')).toBe(24)
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23)
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25)
    expect(calendarDay('2026-11-20', 'America/New_York')?.from.toISOString()).toBe('2026-11-20T05:00:00.000Z')
    expect(hours('2026-02-30', 'UTC')).toBeNull()
    expect(hours('2026-11-20', 'Mars/Base')).toBeNull()
  })

  test('days follow one another without a gap', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 1500 }), (zone, n) => {
        const date = (days: number) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
        expect(calendarDay(date(n), zone)?.to).toEqual(calendarDay(date(n + 1), zone)?.from)
      }),
    )
  })
})

describe('verdicts', () => {
  const failure: FailureFacts = {
    kind: 'error',
    units: 3,
    firstAt: AT,
    toPeople: 3,
    toExistingProcess: 0,
    automatic: 0,
    decided: 3,
    open: 0,
    letThrough: 0,
    noticed: { at: after(4 * MINUTE), by: 'olga', byName: 'Olga', isBuilder: false, how: 'paused' },
    takenOver: { at: after(5 * MINUTE), by: 'olga', byName: 'Olga', isBuilder: false, how: 'paused' },
  }
  const settings = { noticeWithinMs: 15 * MINUTE }

  test('S330 S331 a forced failure is passed only where an operator noticed in time, took over and nothing waits', () => {
    expect(judgeFailure(failure, settings)).toMatchObject({ verdict: 'passed', findings: [] })
    const messy: readonly Partial<FailureFacts>[] = [
      { noticed: null },
      { takenOver: null },
      { open: 1 },
      { noticed: { ...failure.noticed!, at: after(16 * MINUTE) } },
      { noticed: { ...failure.noticed!, isBuilder: true } },
      { takenOver: { ...failure.takenOver!, isBuilder: true } },
      { kind: 'wrong', letThrough: 1 },
    ]
    for (const change of messy) {
      const outcome = judgeFailure({ ...failure, ...change }, settings)
      expect(outcome.verdict).toBe('messy')
      expect(outcome.findings.length).toBeGreaterThan(0)
    }
    expect(judgeFailure({ ...failure, units: 0, firstAt: null }, settings).verdict).toBe('inconclusive')
    // What the existing process has needs nobody to take it over.
    expect(judgeFailure({ ...failure, toPeople: 0, toExistingProcess: 3, takenOver: null }, settings).verdict).toBe(
      'passed',
    )
  })

  const day: OperatorDayFacts = {
    units: 40,
    builders: [{ id: 'bela', name: 'Bela' }],
    builderActs: [],
    closed: [{ by: 'Olga', isBuilder: false, n: 5 }],
    unregisteredRuns: 0,
    seen: [{ kind: 'manual-step', ref: 'edit', name: 'Edits an answer', n: 2 }],
  }
  const listed = [{ kind: 'manual-step', ref: 'edit', text: 'greeting' }] as const

  test('S327 S348 an operator day is passed only without builders, without hidden work, and with enough to do', () => {
    const judge = (facts: Partial<OperatorDayFacts>, list: Parameters<typeof judgeOperatorDay>[1] = listed) =>
      judgeOperatorDay({ ...day, ...facts }, list, { minimumUnits: 10 }).verdict
    expect(judge({})).toBe('passed')
    expect(judge({ builderActs: [{ at: AT, by: 'Bela', what: 'paused it.' }] })).toBe('messy')
    expect(judge({ closed: [{ by: 'Bela', isBuilder: true, n: 1 }] })).toBe('messy')
    expect(judge({ closed: [{ by: null, isBuilder: false, n: 1 }] })).toBe('messy')
    expect(judge({ unregisteredRuns: 1 })).toBe('messy')
    expect(judge({}, [])).toBe('messy')
    expect(judge({ units: 9 })).toBe('inconclusive')
    expect(judge({ builders: [] })).toBe('inconclusive')
    expect(judge({}, null)).toBe('inconclusive')
    // A builder's help is messy even on a day that is too quiet to pass.
    expect(judge({ units: 1, unregisteredRuns: 1 })).toBe('messy')
  })

  test('S321 builders who never let go are seen: a prompt edited in passing, an exception approved, an answer where a rule is needed', () => {
    const judge = (facts: Partial<OperatorDayFacts>) =>
      judgeOperatorDay({ ...day, ...facts }, listed, { minimumUnits: 10 })
    expect(judge({ unregisteredRuns: 3 })).toMatchObject({
      verdict: 'messy',
      findings: [expect.stringContaining('a release that was never taken in')],
    })
    expect(judge({ closed: [{ by: 'Bela', isBuilder: true, n: 2 }] })).toMatchObject({
      verdict: 'messy',
      findings: ['2 cases were closed by Bela, a builder.'],
    })
    const outside = { kind: 'manual-step', ref: 'bypass', name: 'Decides without the output', n: 4 } as const
    expect(judge({ seen: [...day.seen, outside] })).toMatchObject({
      verdict: 'messy',
      findings: [expect.stringMatching(/“Decides without the output” happened 4 times.*Write it down, or cut it/)],
    })
  })

  test('S240 a day counts where it was busy, others than the builder ran it, and it was looked back on', () => {
    const judge = (facts: Partial<OperatorDayFacts>, list: Parameters<typeof judgeOperatorDay>[1] = listed) =>
      judgeOperatorDay({ ...day, ...facts }, list, { minimumUnits: 10 })
    expect(judge({}).verdict).toBe('passed')
    expect(judge({ units: 9 }).sentence).toBe('Not enough came to say anything: 9 of 10 units.')
    expect(judge({ closed: [{ by: 'Bela', isBuilder: true, n: 5 }] }).verdict).toBe('messy')
    expect(judge({}, null).sentence).toBe('The operator has not listed what is done by hand.')
  })

  const runDay = (more: Partial<RunDay> = {}): RunDay => ({
    ...emptyRunDay('2026-11-20'),
    n: 400,
    automatic: 380,
    review: 20,
    called: 400,
    priced: 400,
    cost: { amount: '4', currency: 'EUR' },
    latency: [{ bucket: 20, n: 400 }],
    ...more,
  })
  const failing: Target = { measure: 'failure-share', bound: 'at-most', value: 5, setBy: 'ada', setAt: AT }
  const limits = {
    perRun: { amount: '0.02', currency: 'EUR' },
    perDay: null,
    perMonth: null,
    latencyMs: 600_000,
  }

  test('S329 output, speed and cost are each held against a written bound, three-valued', () => {
    const check = (days: readonly RunDay[], targets: readonly Target[], its: typeof limits | null = limits) =>
      checkTargets(days, targets, its, 7, AT)
    expect(check([runDay()], [failing])).toMatchObject({ verdict: 'passed', findings: [] })
    expect(check([runDay()], [failing], null).verdict).toBe('inconclusive')
    expect(check([runDay()], [])).toMatchObject({ verdict: 'inconclusive' })
    expect(check([runDay({ failed: 100 })], [failing]).verdict).toBe('messy')
    expect(check([runDay({ n: 5, called: 5, priced: 5, latency: [] })], [failing]).verdict).toBe('inconclusive')
    // A limit in one currency says nothing about costs in another.
    const inDollars = { ...limits, perRun: { amount: '0.02', currency: 'USD' } }
    expect(check([runDay()], [failing], inDollars)).toMatchObject({
      verdict: 'inconclusive',
      findings: [expect.stringContaining('in USD and costs are told in EUR')],
    })
    // On the bound nothing can be told yet: the interval lies on both sides.
    expect(check([runDay({ failed: 20 })], [failing]).verdict).toBe('inconclusive')
  })
})

describe('who may', () => {
  const person = (id: string, role: 'admin' | 'member' = 'member'): Actor => ({ kind: 'person', id, name: id, role })
  const duties = [
    { duty: 'change-owner', person: 'bela', since: AT },
    { duty: 'daily-care', person: 'olga', since: AT },
  ]
  const key: Actor = { kind: 'key', id: 'k', name: 'k', scopes: ['workflows:write'] }

  test('a failure is forced by whoever owns changes or the business; while nobody does, by an admin; never by a key', () => {
    expect(mayBeginDrill('forced-failure', person('bela'), duties).kind).toBe('may')
    expect(mayBeginDrill('forced-failure', person('olga'), duties).kind).toBe('may-not')
    expect(mayBeginDrill('forced-failure', person('ada', 'admin'), duties).kind).toBe('may-not')
    expect(mayBeginDrill('forced-failure', person('ada', 'admin'), []).kind).toBe('may')
    expect(mayBeginDrill('forced-failure', person('mia'), []).kind).toBe('may-not')
    for (const kind of ['practice', 'operator-day', 'forced-failure', 'target-check'] as const) {
      expect(mayBeginDrill(kind, key, duties).kind).toBe('may-not')
    }
  })

  test('whoever began a drill may end it, and whoever is to notice does not see it', () => {
    const drill = { kind: 'forced-failure', plannedBy: 'bela', person: null } as const
    expect(mayEndDrill(drill, person('bela'), []).kind).toBe('may')
    expect(mayEndDrill(drill, person('olga'), duties).kind).toBe('may-not')
    expect(maySeeUnderway(drill, person('olga'), duties)).toBe(false)
    expect(maySeeUnderway({ plannedBy: 'ada' }, person('bela'), duties)).toBe(true)
  })

  test('JSON values are found by their pointer', () => {
    const whole: Json = { a: [{ 'b/c': 1 }] }
    expect(valueAt(whole, '/a/0/b~1c')).toBe(1)
    expect(valueAt(whole, '/a/1/x')).toBeUndefined()
  })
})

describe('who builds and who operates', () => {
  const held = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([duty, person]) => ({ duty, person }))

  test('S345 before the transfer the named operator operates, though a builder still has the daily care; after it she has both', () => {
    const before = held(['change-owner', 'bela'], ['daily-care', 'bela'], ['operational-owner', 'olga'])
    expect([...operatorsOf(before)]).toEqual(['olga'])
    expect([...buildersOf(before)]).toEqual(['bela'])
    const afterwards = held(['change-owner', 'bela'], ['daily-care', 'olga'], ['operational-owner', 'olga'])
    expect([...operatorsOf(afterwards)]).toEqual(['olga'])
    expect([...buildersOf(afterwards)]).toEqual(['bela'])
    const both = held(['change-owner', 'olga'], ['daily-care', 'olga'])
    expect([...operatorsOf(both)]).toEqual(['olga'])
    expect([...buildersOf(both)]).toEqual([])
    expect([...namedBuilders(both)]).toEqual(['olga'])
  })
})
