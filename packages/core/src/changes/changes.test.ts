import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyRunDay, type RunDay, type Target } from '../runs/measures.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { candidateBucket, meetsCandidate } from '../routing/choose-release.ts'
import { APPROVAL_LASTS_MS, type ApprovableChange, type ApprovalFacts, approvalsOf, mayApprove } from './approvals.ts'
import { classOfRelease, classOfRollout, dutiesToApprove, typeOfChange } from './change-class.ts'
import { diffLines } from './diff-lines.ts'
import { diffManifests } from './diff-manifests.ts'
import { effectOf } from './effect.ts'
import { mayActOnChange } from './may-act.ts'
import { nextStep, type RollingChange } from './next-step.ts'
import { judgeConditions, rolloutConditions } from './rollout-conditions.ts'
import { pathOfFirst, pathOfNext, pathOfShare } from './rollout-path.ts'
import { scopeGate } from './scope-gate.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const MANIFEST: Manifest = {
  dayshift: 1,
  workflow: 'billing-replies',
  name: 'Billing replies',
  release: '2026-11-20',
  purpose: 'Drafts replies to billing questions.',
  doesNot: ['It does not send anything.'],
  trigger: 'A ticket comes in.',
  reads: ['The ticket'],
  produces: 'A reply',
  usedBy: 'Billing support',
  pilot: null,
  input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  output: { type: 'object', properties: { reply: { type: 'string' } }, required: ['reply'] },
  unitKey: null,
  dedupe: null,
  confidence: null,
  model: { provider: 'example', name: 'small', version: null, parameters: { temperature: 0 } },
  prompts: [{ name: 'draft', text: 'You draft replies.\nBe kind.' }],
  rules: [
    { name: 'fraud', on: 'input', when: 'input.text == "fraud"', to: 'human', because: 'Fraud is for a person.' },
    { name: 'money', on: 'output', when: 'output.reply == "EUR"', to: 'review', because: 'It names money.' },
  ],
  rollout: { percent: 10, steps: [50, 100] },
  qaSample: 5,
  call: { timeoutMs: 10_000, attempts: 2, backoffMs: 100, breaker: { failures: 5, coolDownMs: 30_000 } },
  fallback: { route: 'human', sentence: 'Support answers.' },
  limits: { perRun: null, perDay: { amount: '20', currency: 'USD' }, perMonth: null, latencyMs: null },
  metrics: [],
  slices: [],
  data: { capture: 'redacted', retentionDays: 30, subject: null, redact: [] },
  cases: { dueMs: 4 * HOUR, backupAfterMs: 8 * HOUR, expireMs: DAY },
  runbook: { correctLooksLike: 'Right.', dailyChecks: [], breaksFirst: [], stopWhen: [], callBuilderWhen: [] },
}

const changed = (changes: Partial<Manifest>): Manifest => ({ ...MANIFEST, ...changes })
const classOf = (changes: Partial<Manifest>) => classOfRelease(diffManifests(MANIFEST, changed(changes)), false)

describe('what differs, in the words that people use', () => {
  test('the same manifest differs in nothing, whatever the order of its keys', () => {
    expect(diffManifests(MANIFEST, structuredClone(MANIFEST))).toEqual({ entries: [], touches: [] })
  })

  test('a value reads as people say it, a prompt as its text', () => {
    const next = changed({
      limits: { ...MANIFEST.limits, perDay: { amount: '35', currency: 'USD' } },
      prompts: [{ name: 'draft', text: 'You draft replies.\nBe brief.' }],
      cases: { ...MANIFEST.cases, dueMs: 2 * HOUR },
    })
    expect(diffManifests(MANIFEST, next).entries).toEqual([
      {
        path: '/prompts/draft',
        label: 'Prompt "draft"',
        part: 'prompt',
        form: 'text',
        before: 'You draft replies.\nBe kind.',
        after: 'You draft replies.\nBe brief.',
      },
      {
        path: '/limits/perDay',
        label: 'Cost of a day',
        part: 'limits',
        form: 'value',
        before: 'at most 20 USD',
        after: 'at most 35 USD',
      },
      {
        path: '/cases/due',
        label: 'A case is due within',
        part: 'cases',
        form: 'value',
        before: '4 hours',
        after: '2 hours',
      },
    ])
  })

  test('fields and rules that come, go or change places are told by name', () => {
    const next = changed({
      output: {
        type: 'object',
        properties: { reply: { type: 'string' }, refundDays: { type: 'integer' } },
        required: ['reply', 'refundDays'],
      },
      rules: MANIFEST.rules.toReversed(),
    })
    expect(diffManifests(MANIFEST, next).entries.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Output field "refundDays"', null, 'integer, required'],
      ['Order of the rules', 'fraud, money', 'money, fraud'],
    ])
    const fewer = diffManifests(MANIFEST, changed({ rules: MANIFEST.rules.slice(0, 1) }))
    expect(fewer.entries.map(({ after }) => after)).toEqual([null, null, null, null])
    expect(fewer.touches).toEqual(['wording', 'rules'])
  })

  test('no field of a manifest can change without being told', () => {
    const others: Partial<Manifest>[] = [
      { name: 'Other' },
      { release: 'next' },
      { purpose: 'Other.' },
      { doesNot: [] },
      { trigger: 'Other.' },
      { reads: ['Other'] },
      { produces: 'Other' },
      { usedBy: 'Others' },
      { pilot: { hypothesis: 'It helps.', until: '2026-12-01' } },
      { input: true },
      { output: { type: 'object', additionalProperties: false } },
      { unitKey: 'input.text' },
      { dedupe: { key: 'input.text', windowMs: HOUR } },
      { confidence: { value: '0.5', atLeast: 0.4 } },
      { model: { ...MANIFEST.model, parameters: { temperature: 1 } } },
      { prompts: [] },
      { rules: [] },
      { rollout: { percent: 20, steps: [] } },
      { qaSample: 6 },
      { call: { ...MANIFEST.call, breaker: { failures: 6, coolDownMs: 30_000 } } },
      { fallback: { route: 'existing-process', sentence: 'Support answers.' } },
      { limits: { ...MANIFEST.limits, latencyMs: 8000 } },
      { metrics: [{ name: 'Edits', means: 'Share edited.', threshold: '20 %' }] },
      { slices: [{ name: 'plan', by: 'input.text' }] },
      { data: { ...MANIFEST.data, redact: ['/input/text'] } },
      { cases: { ...MANIFEST.cases, expireMs: 2 * DAY } },
      { runbook: { ...MANIFEST.runbook, stopWhen: ['Two complain.'] } },
    ]
    const told = others.map((other) => diffManifests(MANIFEST, changed(other)).entries.length > 0)
    expect(told).toEqual(others.map(() => true))
    const named = new Set(others.flatMap((other) => Object.keys(other)))
    expect(Object.keys(MANIFEST).filter((key) => !named.has(key))).toEqual(['dayshift', 'workflow'])
  })

  test('two texts line by line: what is kept, gone and come adds up to both', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), fc.array(fc.constantFrom('a', 'b', 'c')), (from, to) => {
        const lines = diffLines(from.join('\n'), to.join('\n'))
        const without = (kind: string) => lines.filter((each) => each.kind !== kind).map(({ line }) => line)
        expect(without('added').join('\n')).toBe(from.join('\n'))
        expect(without('removed').join('\n')).toBe(to.join('\n'))
      }),
    )
    expect(diffLines('a\nb\nc', 'a\nx\nc').map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
  })
})

describe('the class comes from the diff', () => {
  test('S273 a prompt, a sentence, the runbook alone are wording', () => {
    for (const changes of [
      { prompts: [{ name: 'draft', text: 'You draft.' }] },
      { runbook: { ...MANIFEST.runbook, correctLooksLike: 'Right and kind.' } },
      { rules: MANIFEST.rules.map((rule) => ({ ...rule, because: 'Because.' })) },
      { release: 'next' },
    ]) {
      expect(classOf(changes).changeClass).toBe('wording')
    }
    expect(dutiesToApprove('wording')).toEqual(['change-owner', 'daily-care'])
  })

  test('S274 a model, an output field, a rule, a limit make it substantial, also beside a prompt', () => {
    const prompts = [{ name: 'draft', text: 'You draft.' }]
    for (const changes of [
      { model: { ...MANIFEST.model, name: 'bigger' } },
      { output: { type: 'object' } },
      { rules: MANIFEST.rules.slice(1) },
      { limits: { ...MANIFEST.limits, perDay: null } },
      { data: { ...MANIFEST.data, capture: 'full' as const } },
      { rollout: { percent: 20, steps: [] } },
      { prompts: [...MANIFEST.prompts, { name: 'second', text: 'And then.' }] },
    ]) {
      expect(classOf({ prompts, ...changes }).changeClass).toBe('substantial')
    }
    expect(dutiesToApprove('substantial')).toContain('business-owner')
    expect(classOfRollout(20, 50).changeClass).toBe('substantial')
    expect(classOfRollout(50, 20).changeClass).toBe('wording')
  })

  test('S194 what it is for may not grow under another class; a typo and a narrower scope are none', () => {
    expect(classOf({ purpose: 'Drafts and sends replies.' }).changeClass).toBe('expansion')
    expect(classOf({ doesNot: [] }).changeClass).toBe('expansion')
    expect(classOf({ purpose: 'drafts replies to  billing questions' }).changeClass).toBe('wording')
    expect(classOf({ doesNot: [...MANIFEST.doesNot, 'It does not promise.'] }).changeClass).toBe('substantial')
  })

  test('S256 four types', () => {
    expect(typeOfChange(['rules'], false)).toBe('edit')
    expect(typeOfChange(['prompt', 'rules'], false)).toBe('prompt-update')
    expect(typeOfChange(['prompt', 'model'], false)).toBe('model-swap')
    expect(typeOfChange(['model'], true)).toBe('rollback')
  })
})

const CHANGE: ApprovableChange = { changeClass: 'substantial', contentHash: 'h', proposer: 'bea', baseIsLive: true }
const HOLDERS = [
  { duty: 'change-owner', person: 'bea' },
  { duty: 'daily-care', person: 'olu' },
  { duty: 'business-owner', person: 'nia' },
]
const word = (duty: string, person: string, at = NOW, contentHash = 'h') => ({ duty, person, at, contentHash })
function facts(changes: Partial<ApprovalFacts> & { readonly lean?: boolean } = {}): ApprovalFacts {
  const { lean = false, ...rest } = changes
  return {
    duties: HOLDERS,
    playbook: { name: lean ? 'Lean' : 'Enterprise', onePersonMayHoldBoth: lean, duties: [] },
    given: [],
    notYets: [],
    now: NOW,
    ...rest,
  }
}

describe('approvals', () => {
  test('the proposer’s own word is none but for her own changes’ duty, and lean says so where it counts', () => {
    const alone = HOLDERS.map((holder) => ({ ...holder, person: 'bea' }))
    const given = [word('daily-care', 'bea'), word('business-owner', 'bea')]
    const strict = approvalsOf(CHANGE, facts({ duties: alone, given }))
    expect(strict.complete).toBe(false)
    expect(strict.states.map(({ state }) => state)).toEqual(['proposed-it', 'own', 'own'])
    expect(mayApprove('bea', CHANGE, facts({ duties: alone })).duties).toEqual([])
    const lean = approvalsOf(CHANGE, facts({ duties: alone, given, lean: true }))
    expect(lean.complete).toBe(true)
    expect(lean.states[1]).toMatchObject({ state: 'given', isOwn: true, why: expect.stringContaining('"Lean" lets') })
  })

  test('S257 nothing is complete without a word of somebody who is asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            duty: fc.constantFrom('change-owner', 'daily-care', 'business-owner'),
            person: fc.constantFrom('bea', 'olu', 'nia'),
          }),
        ),
        fc.array(
          fc.record({
            duty: fc.constantFrom('change-owner', 'daily-care', 'business-owner'),
            person: fc.constantFrom('bea', 'olu', 'nia'),
            contentHash: fc.constantFrom('h', 'other'),
            age: fc.integer({ min: 0, max: 20 }),
          }),
        ),
        fc.boolean(),
        fc.boolean(),
        (duties, words, lean, baseIsLive) => {
          const given = words.map(({ age, ...each }) => ({ ...each, at: new Date(NOW.getTime() - age * DAY) }))
          const { complete } = approvalsOf({ ...CHANGE, baseIsLive }, facts({ duties, given, lean }))
          if (!complete) return
          expect(baseIsLive).toBe(true)
          for (const duty of dutiesToApprove('substantial')) {
            const holders = duties.filter((each) => each.duty === duty)
            expect(holders).toHaveLength(1)
            const counts = given.some(
              (each) =>
                each.duty === duty &&
                each.person === holders[0]?.person &&
                each.contentHash === 'h' &&
                NOW.getTime() - each.at.getTime() < APPROVAL_LASTS_MS &&
                (lean || each.person !== 'bea'),
            )
            expect(counts || (duty === 'change-owner' && holders[0]?.person === 'bea')).toBe(true)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('S332 "not yet" outweighs every approval', () => {
    const given = [word('daily-care', 'olu'), word('business-owner', 'nia')]
    expect(approvalsOf(CHANGE, facts({ given })).complete).toBe(true)
    const notYets = [{ person: 'olu', name: 'Olu', reason: 'Friday.', at: NOW }]
    expect(approvalsOf(CHANGE, facts({ given, notYets }))).toMatchObject({
      complete: false,
      missing: 'Olu said "not yet": Friday.',
    })
  })

  test('S332 one person owns changes; the daily care and the outcome’s owner stop and undo, a key nothing', () => {
    const may = (act: 'start' | 'roll-back', id: string, role: 'admin' | 'member' = 'member') =>
      mayActOnChange(act, { id, role }, { proposer: 'bea' }, HOLDERS).may
    expect(['bea', 'olu', 'nia', 'kim'].map((id) => may('start', id))).toEqual([true, true, false, false])
    expect(['bea', 'olu', 'nia', 'kim'].map((id) => may('roll-back', id))).toEqual([true, true, true, false])
    expect([may('start', 'kim', 'admin'), may('roll-back', 'kim', 'admin')]).toEqual([false, true])
    expect(mayActOnChange('roll-back', null, { proposer: null }, HOLDERS).may).toBe(false)
  })
})

function runs(changes: Partial<RunDay> = {}): RunDay {
  return { ...emptyRunDay('2026-11-20'), n: 100, automatic: 100, called: 100, ...changes }
}
const judged = (day: RunDay, targets: readonly Target[] = []) =>
  judgeConditions(rolloutConditions(targets, { limits: MANIFEST.limits }), [day])

function rolling(changes: Partial<RollingChange> = {}): RollingChange {
  return {
    path: [20, 50, 100],
    step: 0,
    stepSince: new Date(NOW.getTime() - DAY),
    pace: { minimumHours: 24, minimumRuns: 30 },
    met: 100,
    conditions: judged(runs()),
    heldBy: null,
    paused: null,
    freeze: null,
    volumeAtMost: null,
    ...changes,
  }
}

describe('the next step', () => {
  test('S145 a rollout begins with at most 20 %, and with at least 10 % where another release serves the rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 100 }),
        (percent, steps, atMost) => {
          const [first, next] = [pathOfFirst({ percent, steps }, atMost), pathOfNext({ percent, steps })]
          expect(first[0]).toBeLessThanOrEqual(20)
          expect(next[0]).toBeGreaterThanOrEqual(10)
          expect(next[0]).toBeLessThanOrEqual(20)
          expect(next.at(-1)).toBe(100)
          for (const path of [first, next]) {
            expect(path.length).toBeGreaterThan(0)
            path.forEach((step, index) => expect(step).toBeGreaterThan(path[index - 1] ?? 0))
          }
        },
      ),
    )
    expect(pathOfShare(10, 50)).toEqual([20, 40, 50])
    expect(pathOfShare(0, 100)).toEqual([20, 40, 80, 100])
    expect(pathOfShare(50, 10)).toEqual([10])
  })

  test('a step that holds goes on, and the last one ends it', () => {
    expect(nextStep(rolling(), NOW)).toMatchObject({ kind: 'step', to: 1, percent: 50 })
    expect(nextStep(rolling({ step: 2 }), NOW)).toMatchObject({ kind: 'done' })
  })

  test('S152 where the stage lets the AI see no more units, the step is the last one', () => {
    expect(nextStep(rolling({ volumeAtMost: 20 }), NOW)).toMatchObject({
      kind: 'done',
      reason: expect.stringContaining('at most 20 %'),
    })
  })

  test('S282 a freeze, a pause, a person hold it; a breach is undone all the same', () => {
    const until = new Date(NOW.getTime() + DAY)
    const holds: Partial<RollingChange>[] = [
      { freeze: { until, why: 'The transfer is near.' } },
      { paused: 'wrong amounts' },
      { heldBy: { name: 'Olu', reason: 'Month end' } },
    ]
    expect(holds.map((hold) => nextStep(rolling(hold), NOW))).toMatchObject([
      { kind: 'hold', code: 'freeze', until },
      { kind: 'hold', code: 'paused' },
      { kind: 'hold', code: 'held' },
    ])
    const conditions = judged(runs({ failed: 50 }))
    for (const hold of holds) expect(nextStep(rolling({ ...hold, conditions }), NOW).kind).toBe('roll-back')
  })

  test('it goes on only on what is met: missing, young, small or inconclusive holds, a breach rolls back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 48 }),
        fc.integer({ min: 0, max: 2 }),
        (called, failedOf, hours, step) => {
          const failed = Math.min(called, failedOf)
          const conditions = judged(runs({ n: called, called, failed }))
          const decision = nextStep(
            rolling({ step, met: called, conditions, stepSince: new Date(NOW.getTime() - hours * HOUR) }),
            NOW,
          )
          const verdicts = conditions.map(({ verdict }) => verdict)
          if (decision.kind === 'step' || decision.kind === 'done') {
            expect(verdicts.every((verdict) => verdict === 'met')).toBe(true)
            expect(hours).toBeGreaterThanOrEqual(24)
            expect(called).toBeGreaterThanOrEqual(30)
          }
          expect(decision.kind === 'roll-back').toBe(verdicts.includes('unmet'))
        },
      ),
      { numRuns: 2000 },
    )
    expect(nextStep(rolling({ conditions: [] }), NOW)).toMatchObject({ kind: 'hold', code: 'conditions' })
  })

  test('a written target counts beside the product’s own bound, which a target on failures replaces', () => {
    const target: Target = { measure: 'kept-share', bound: 'at-least', value: 80, setBy: 'nia', setAt: NOW }
    expect(
      judged(runs({ accepted: 10, overridden: 40 }), [target]).map(({ measure, verdict }) => [measure, verdict]),
    ).toEqual([
      ['kept-share', 'unmet'],
      ['failure-share', 'met'],
    ])
    const strict: Target = { ...target, measure: 'failure-share', bound: 'at-most', value: 1 }
    expect(judged(runs(), [strict])).toMatchObject([{ source: 'target', verdict: 'unknown', value: 1 }])
  })
})

describe('which release a unit meets', () => {
  const hash = 'ab12cd34'.repeat(8)
  test('sticky and monotone: a greater share only adds units', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (key, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        if (meetsCandidate('w', key, { hash, percent: low })) {
          expect(meetsCandidate('w', key, { hash, percent: high })).toBe(true)
        }
        expect(meetsCandidate('w', key, { hash, percent: 0 })).toBe(false)
        expect(meetsCandidate('w', key, { hash, percent: 100 })).toBe(true)
      }),
    )
  })

  test('two changes draw apart: nobody is the first one in both more often than by chance', () => {
    const other = 'ff12cd34'.repeat(8)
    const keys = Array.from({ length: 10_000 }, (_, index) => `unit ${index}`)
    const both = keys.filter((key) => candidateBucket('w', key, hash) < 2000 && candidateBucket('w', key, other) < 2000)
    expect(both.length / keys.length).toBeCloseTo(0.04, 2)
  })
})

describe('the scope gate', () => {
  const target: Target = { measure: 'failure-share', bound: 'at-most', value: 5, setBy: 'nia', setAt: NOW }
  const gate = (changes: Partial<Parameters<typeof scopeGate>[0]> = {}) =>
    scopeGate({
      stage: 'operation',
      stageSince: new Date(NOW.getTime() - 100 * DAY),
      lastTouched: null,
      targets: [target],
      days: [runs({ n: 400, called: 400 })],
      now: NOW,
      ...changes,
    })

  test('S194 90 stable days in operation, and every threshold met over them', () => {
    expect(gate().refusals).toEqual([])
    expect(gate({ stageSince: new Date(NOW.getTime() - 89 * DAY) }).refusals).toEqual([
      expect.stringContaining('89 of 90 have passed since operation began'),
    ])
    expect(gate({ lastTouched: new Date(NOW.getTime() - 3 * DAY) }).refusals).toEqual([
      expect.stringContaining('3 of 90 have passed since the last change'),
    ])
    expect(gate({ targets: [] }).refusals).toEqual([expect.stringContaining('No target is written')])
    expect(gate({ days: [] }).refusals).toEqual([expect.stringContaining('Nobody can say yet')])
    expect(gate({ days: [runs({ failed: 60 })] }).refusals).toEqual([expect.stringContaining('missed its target')])
    expect(gate({ stage: 'launch' }).refusals).toEqual([expect.stringContaining('it is in launch')])
    expect(gate({ stage: 'pilot' }).refusals).toEqual([])
  })

  test('S195 earlier than twelve months warns', () => {
    expect(gate().warnings).toEqual([expect.stringContaining('Twelve months')])
    expect(gate({ stageSince: new Date(NOW.getTime() - 400 * DAY) }).warnings).toEqual([])
  })
})

test('S255 an effect is attributed only where the intervals lie apart, and below 30 nothing is said', () => {
  const side = (mean: number, n: number, failed = 0) => ({
    days: [runs({ n, called: n, failed })],
    cost: { n, mean, spread: 0.1 },
    tokens: null,
  })
  const of = (before: ReturnType<typeof side>, after: ReturnType<typeof side>, measure: string) =>
    effectOf(before, after).find((each) => each.measure === measure)?.verdict
  expect(of(side(1, 200), side(1.5, 200), 'cost-per-run')).toBe('worse')
  expect(of(side(1.5, 200), side(1, 200), 'cost-per-run')).toBe('better')
  expect(of(side(1, 200), side(1.01, 200), 'cost-per-run')).toBe('no-clear-difference')
  expect(of(side(1, 200), side(9, 12), 'cost-per-run')).toBe('unknown')
  expect(of(side(1, 200), side(1, 200, 40), 'failure-share')).toBe('worse')
  expect(of(side(1, 200), side(1, 200), 'tokens-per-run')).toBe('unknown')
})
