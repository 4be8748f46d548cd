import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Manifest } from '../workflows/manifest.ts'
import { compileRelease } from './compile-release.ts'
import { explainVerdict, GATE_STEPS } from './explain.ts'
import { noReleaseVerdict, type AdmitFacts, type CallResult, type Gate } from './gate.ts'
import { REASON_CODES, ROUTES } from './verdict.ts'

const MANIFEST: Manifest = {
  dayshift: 1,
  workflow: 'billing-replies',
  name: 'Billing replies',
  release: '2026-11-20',
  purpose: 'Drafts replies to billing questions',
  doesNot: [],
  trigger: 'A ticket arrives',
  reads: ['the ticket'],
  produces: 'a draft',
  usedBy: 'the billing desk',
  pilot: null,
  input: {
    type: 'object',
    required: ['ticketId', 'text'],
    properties: { ticketId: { type: 'string' }, text: { type: 'string', minLength: 1 }, amount: { type: 'number' } },
    additionalProperties: false,
  },
  output: {
    type: 'object',
    required: ['topic', 'draft', 'confidence'],
    properties: {
      topic: { type: 'string' },
      draft: { type: 'string' },
      confidence: { type: 'number' },
      policy: { type: 'string' },
      changesAccount: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  unitKey: 'input.ticketId',
  dedupe: { key: 'input.ticketId', windowMs: 86_400_000 },
  confidence: { value: 'output.confidence', atLeast: 0.6 },
  model: { provider: 'example', name: 'small', version: null, parameters: {} },
  prompts: [],
  rules: [
    {
      name: 'names-money',
      on: 'output',
      when: "like(output.draft, '[$€]|(?i)usd|eur')",
      to: 'review',
      because: 'The draft names money.',
    },
    {
      name: 'names-a-date',
      on: 'output',
      when: "like(output.draft, '(?i)[0-9]+ (business )?days')",
      to: 'review',
      because: 'The draft names a date.',
    },
    {
      name: 'changes-account',
      on: 'output',
      when: 'has(output.changesAccount) && output.changesAccount',
      to: 'review',
      because: 'It changes the account.',
    },
    {
      name: 'no-policy',
      on: 'output',
      when: "!has(output.policy) || output.policy == ''",
      to: 'human',
      because: 'No billing policy covers this.',
    },
    {
      name: 'chargeback',
      on: 'input',
      when: "like(input.text, '(?i)charge-?back')",
      to: 'human',
      because: 'Chargebacks go to a person.',
    },
    {
      name: 'tax',
      on: 'input',
      when: "like(input.text, r'(?i)\\b(tax|vat)\\b')",
      to: 'human',
      because: 'Tax questions go to a person.',
    },
    {
      name: 'fraud',
      on: 'input',
      when: "like(input.text, '(?i)fraud')",
      to: 'human',
      because: 'Fraud goes to a person.',
    },
    {
      name: 'legal',
      on: 'input',
      when: "like(input.text, '(?i)lawyer|sue')",
      to: 'human',
      because: 'Legal threats go to a person.',
    },
    {
      name: 'large-amount',
      on: 'input',
      when: 'input.amount > 1000',
      to: 'human',
      because: 'Large amounts go to a person.',
    },
  ],
  rollout: { percent: 100, steps: [10, 25, 50, 100] },
  qaSample: 5,
  call: { timeoutMs: 20_000, attempts: 3, backoffMs: 500, breaker: { failures: 5, coolDownMs: 30_000 } },
  fallback: { route: 'human', sentence: 'The billing desk answers by hand.' },
  limits: { perRun: null, perDay: null, perMonth: null, latencyMs: null },
  metrics: [{ name: 'Edit rate', means: 'share of drafts that are edited', threshold: 'at most 20 %' }],
  slices: [],
  data: { capture: 'redacted', retentionDays: 90, subject: null, redact: [] },
  cases: { dueMs: 14_400_000, backupAfterMs: 28_800_000, expireMs: 86_400_000 },
  runbook: { correctLooksLike: '', dailyChecks: [], breaksFirst: [], stopWhen: [], callBuilderWhen: [] },
}

function compiled(change: Partial<Manifest> = {}): Gate {
  const release = compileRelease({ ...MANIFEST, ...change })
  if (release.kind === 'invalid') throw new Error(JSON.stringify(release.faults))
  return release.gate
}

const gate = compiled()
const OPEN: AdmitFacts = {
  unitKey: 'T-1',
  leaseExpired: false,
  paused: null,
  rolloutPercent: 100,
  duplicate: null,
  reserve: () => null,
}
const TICKET = { ticketId: 'T-1', text: 'Where is my invoice?', amount: 10 }
const ANSWER = {
  topic: 'invoice-copy',
  draft: 'It is under Settings.',
  confidence: 0.9,
  policy: 'invoice-copy',
  changesAccount: false,
}

function admitted(input: unknown, facts: Partial<AdmitFacts> = {}) {
  const admission = gate.admit(input, { ...OPEN, ...facts })
  if (admission.kind === 'call') throw new Error('the AI would be called')
  return admission.verdict
}

function settled(output: unknown, draw = 0.99) {
  return gate.settle(TICKET, { kind: 'answered', output }, { bucket: 7, draw }).verdict
}

describe('before the call', () => {
  test('a clean unit inside the rollout is let through to the AI', () => {
    expect(gate.admit(TICKET, OPEN)).toMatchObject({ kind: 'call', inputQuality: 1 })
  })

  test('S286 S326 an input with missing data goes to a person, with the faults listed', () => {
    const verdict = admitted({ ticketId: 'T-1' })
    expect(verdict).toMatchObject({ route: 'human', reason: { code: 'input-contract' } })
    expect(verdict.reason.message).toContain('text')
  })

  test('S287 a duplicate gets the first result’s route and never a second call', () => {
    const verdict = admitted(TICKET, { duplicate: { runId: 'run-1', route: 'review' } })
    expect(verdict).toMatchObject({ route: 'review', reason: { code: 'duplicate' } })
  })

  test.each([
    ['chargeback', 'I start a charge-back now'],
    ['tax', 'Is VAT included?'],
    ['fraud', 'This is fraud'],
    ['legal', 'My lawyer will write to you'],
  ])('S313 %s goes straight to a person, the AI is not called', (rule, text) => {
    expect(admitted({ ...TICKET, text })).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule } })
  })

  test('S290 S350 a rule that fails at run time sends the unit to a person and says which rule', () => {
    const verdict = admitted({ ticketId: 'T-1', text: 'Where is my invoice?' })
    expect(verdict).toMatchObject({ route: 'human', reason: { code: 'input-rule-error', rule: 'large-amount' } })
  })

  test('a unit outside the rollout stays in the existing process', () => {
    expect(admitted(TICKET, { rolloutPercent: 0 })).toMatchObject({
      route: 'existing-process',
      reason: { code: 'outside-rollout' },
    })
  })

  test('an exhausted budget sends the unit to the fallback with the sentence', () => {
    expect(admitted(TICKET, { reserve: () => 'The day’s 20 USD are used up.' })).toMatchObject({
      route: 'human',
      reason: { code: 'budget', message: 'The day’s 20 USD are used up.' },
    })
  })

  test('the budget is reserved for admitted units alone', () => {
    let asked = 0
    const reserve = () => ((asked += 1), null)
    gate.admit(TICKET, { ...OPEN, rolloutPercent: 0, reserve })
    gate.admit({ ...TICKET, text: 'fraud' }, { ...OPEN, reserve })
    gate.admit({}, { ...OPEN, reserve })
    expect(asked).toBe(0)
    gate.admit(TICKET, { ...OPEN, reserve })
    expect(asked).toBe(1)
  })

  test('a pause and an ended lease send every unit to the fallback', () => {
    expect(admitted(TICKET, { paused: 'odd answers' })).toMatchObject({ route: 'human', reason: { code: 'paused' } })
    expect(admitted(TICKET, { leaseExpired: true })).toMatchObject({
      route: 'human',
      reason: { code: 'lease-expired' },
    })
    const elsewhere = compiled({ fallback: { route: 'existing-process', sentence: '' } })
    expect(elsewhere.admit(TICKET, { ...OPEN, paused: 'x' })).toMatchObject({ verdict: { route: 'existing-process' } })
  })

  test('the order holds: an earlier question decides before a later one', () => {
    const all = {
      leaseExpired: true,
      paused: 'p',
      duplicate: { runId: 'r', route: 'automatic' as const },
      rolloutPercent: 0,
      reserve: () => 'no',
    }
    expect(admitted({}, all).reason.code).toBe('lease-expired')
    expect(admitted({}, { ...all, leaseExpired: false }).reason.code).toBe('paused')
    expect(admitted({}, { ...all, leaseExpired: false, paused: null }).reason.code).toBe('duplicate')
    expect(admitted({}, { rolloutPercent: 0, reserve: () => 'no' }).reason.code).toBe('input-contract')
    expect(admitted({ ...TICKET, text: 'fraud' }, { rolloutPercent: 0, reserve: () => 'no' }).reason.code).toBe(
      'input-rule',
    )
    expect(admitted(TICKET, { rolloutPercent: 0, reserve: () => 'no' }).reason.code).toBe('outside-rollout')
  })
})

describe('after the call', () => {
  test('a clear answer goes through automatically', () => {
    expect(settled(ANSWER)).toEqual({
      route: 'automatic',
      reason: expect.objectContaining({ code: 'clear' }),
      bucket: 7,
    })
  })

  test('S289 a failed call takes the fallback and says why', () => {
    const call: CallResult = { kind: 'failed', failure: { failureClass: 'timeout', message: 'no answer within 20 s' } }
    const settlement = gate.settle(TICKET, call, { bucket: 7, draw: 0 })
    expect(settlement.verdict).toMatchObject({ route: 'human', reason: { code: 'call-failed' } })
    expect(settlement.verdict.reason.message).toContain('no answer within 20 s')
  })

  test('an answer off its contract goes to a person', () => {
    expect(settled({ ...ANSWER, draft: 3 })).toMatchObject({ route: 'human', reason: { code: 'output-contract' } })
    expect(gate.settle(TICKET, { kind: 'none' }, { bucket: 7, draw: 0 }).verdict).toMatchObject({
      route: 'human',
      reason: { code: 'no-output' },
    })
  })

  test('S314 an answer that no billing policy covers goes to a person', () => {
    expect(settled({ ...ANSWER, policy: '' })).toMatchObject({ route: 'human', reason: { rule: 'no-policy' } })
  })

  test.each([
    ['names-money', { draft: 'You get 20 EUR back.' }],
    ['names-a-date', { draft: 'It takes up to 10 business days.' }],
    ['changes-account', { changesAccount: true }],
  ])('S315 an answer that %s goes to review', (rule, change) => {
    expect(settled({ ...ANSWER, ...change })).toMatchObject({ route: 'review', reason: { code: 'output-rule', rule } })
  })

  test('S288 low confidence goes to a person', () => {
    expect(settled({ ...ANSWER, confidence: 0.59 })).toMatchObject({
      route: 'human',
      reason: { code: 'low-confidence' },
    })
    expect(settled({ ...ANSWER, confidence: 7 })).toMatchObject({ route: 'human', reason: { code: 'low-confidence' } })
  })

  test('the stricter route wins whatever the order of the rules', () => {
    expect(settled({ ...ANSWER, draft: '20 EUR', policy: '' })).toMatchObject({
      route: 'human',
      reason: { rule: 'no-policy' },
    })
    expect(settled({ ...ANSWER, draft: '20 EUR', confidence: 0.1 })).toMatchObject({
      route: 'human',
      reason: { code: 'low-confidence' },
    })
  })

  test('the quality sample takes its share of what would be automatic', () => {
    expect(settled(ANSWER, 0.049)).toMatchObject({ route: 'review', reason: { code: 'qa-sample' } })
    expect(settled(ANSWER, 0.05)).toMatchObject({ route: 'automatic' })
  })
})

describe('for any input', () => {
  test('S326 every unit gets exactly one route with a reason, and nothing is thrown', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ ticketId: fc.anything(), text: fc.anything(), amount: fc.anything() }),
    )
    fc.assert(
      fc.property(
        anything,
        fc.anything(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        (input, output, draw, percent) => {
          const admission = gate.admit(input, { ...OPEN, rolloutPercent: percent })
          const verdict =
            admission.kind === 'settled'
              ? admission.verdict
              : gate.settle(input, { kind: 'answered', output }, { bucket: admission.bucket, draw }).verdict
          expect(ROUTES).toContain(verdict.route)
          expect(REASON_CODES).toContain(verdict.reason.code)
          expect(verdict.reason.message.length).toBeGreaterThan(0)
          if (verdict.route === 'automatic') expect(verdict.reason.code).toBe('clear')
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('raising the rollout never moves a unit out', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (unitKey, a, b) => {
          const [low, high] = a < b ? [a / 100, b / 100] : [b / 100, a / 100]
          const at = (rolloutPercent: number) => gate.admit(TICKET, { ...OPEN, unitKey, rolloutPercent }).kind
          if (at(low) === 'call') expect(at(high)).toBe('call')
        },
      ),
    )
  })
})

test('each reason code belongs to exactly one of the gate’s questions', () => {
  const codes = GATE_STEPS.flatMap((step) => step.codes)
  expect(codes.toSorted()).toEqual([...REASON_CODES].toSorted())
})

test('a verdict is explained by the questions passed, the one that decided and those never asked', () => {
  const steps = explainVerdict({ reason: { code: 'outside-rollout', rule: null, message: '' } })
  expect(steps.find((step) => step.state === 'decided')?.id).toBe('rollout')
  expect(steps.filter((step) => step.state === 'passed').map((step) => step.id)).toEqual([
    'release',
    'paused',
    'dedupe',
    'input-contract',
    'input-rules',
  ])
  expect(steps.filter((step) => step.state === 'not-reached')).toHaveLength(6)
})

test('S217 a release without a path to a person is invalid', () => {
  const release = compileRelease({ ...MANIFEST, rules: [] })
  expect(release).toMatchObject({ kind: 'invalid', faults: [{ code: 'no-path-to-a-person' }] })
  const dead = compileRelease({
    ...MANIFEST,
    rules: [{ name: 'never', on: 'input', when: ' false ', to: 'human', because: '' }],
  })
  expect(dead).toMatchObject({ kind: 'invalid', faults: [{ code: 'no-path-to-a-person' }] })
})

test('without a release a person does the unit', () => {
  expect(noReleaseVerdict('billing-replies', 'T-1')).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
})
