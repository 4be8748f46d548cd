import { describe, expect, test } from 'vitest'
import type { PlaybookDuty } from '../handover/playbook.ts'
import { emptyRunDay, type RunDay } from '../runs/measures.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { lintRunbook } from './lint-runbook.ts'
import { runbookMarkdown } from './runbook-markdown.ts'
import { runbookOf } from './runbook-of.ts'
import type { RunbookEntry, RunbookSectionId, RunbookSource } from './runbook.ts'

const NOW = new Date('2026-11-28T09:00:00Z')
const HOUR = 3_600_000

const manifest: Manifest = {
  dayshift: 1,
  workflow: 'billing-replies',
  name: 'Billing replies',
  release: '2026-11-20',
  purpose: 'drafts replies to billing questions',
  doesNot: ['It does not send anything.'],
  trigger: 'A ticket arrives in the billing queue',
  reads: ["the ticket's text"],
  produces: 'A drafted reply',
  usedBy: 'The billing desk',
  pilot: null,
  input: {
    type: 'object',
    required: ['ticketId', 'text'],
    properties: {
      ticketId: { type: 'string', title: 'Ticket' },
      text: { type: 'string', title: 'Message' },
      plan: { enum: ['starter', 'team'], title: 'Plan' },
    },
  },
  output: { type: 'object', required: ['draft'], properties: { draft: { type: 'string', title: 'Draft' } } },
  unitKey: null,
  dedupe: { key: 'input.ticketId', windowMs: 24 * HOUR },
  confidence: { value: 'output.confidence', atLeast: 0.6 },
  model: { provider: 'local', name: 'm', version: null, parameters: {} },
  prompts: [],
  rules: [
    { name: 'fraud', on: 'input', when: 'true', to: 'human', because: 'Possible fraud goes straight to a person.' },
    { name: 'money', on: 'output', when: 'true', to: 'review', because: 'The draft names money.' },
  ],
  rollout: { percent: 5, steps: [50, 100] },
  qaSample: 10,
  call: { timeoutMs: 20_000, attempts: 3, backoffMs: 500, breaker: { failures: 5, coolDownMs: 30_000 } },
  fallback: { route: 'human', sentence: 'The desk answers by hand' },
  limits: { perRun: null, perDay: { amount: '20', currency: 'USD' }, perMonth: null, latencyMs: 8_000 },
  metrics: [{ name: 'Edit rate', means: 'Edited drafts', threshold: 'At most 20 % in a week' }],
  slices: [],
  data: { capture: 'redacted', retentionDays: 1, subject: null, redact: [] },
  cases: { dueMs: 4 * HOUR, backupAfterMs: 8 * HOUR, expireMs: 24 * HOUR },
  runbook: {
    correctLooksLike: 'The reply follows the policy',
    dailyChecks: ['Read five automatic replies.'],
    breaksFirst: ['New kinds of question'],
    stopWhen: ['A reply promises money that the policy does not'],
    callBuilderWhen: ['The same edit is made three times in a week'],
  },
}

const day = (over: Partial<RunDay>): RunDay => ({ ...emptyRunDay('2026-11-27'), ...over })

const playbookDuty = (id: string, name: string, requiredFrom: PlaybookDuty['requiredFrom'] = null): PlaybookDuty => ({
  id,
  name,
  does: `does ${name.toLowerCase()}`,
  layer: null,
  vendorMayHold: false,
  movesAtTransfer: false,
  requiredFrom,
  notWith: [],
})

const NAMES = [
  ['daily-care', 'Mara Member'],
  ['backup', 'Ben Okafor'],
  ['change-owner', 'Ada Lund'],
  ['informs', 'Zoe Reyes'],
  ['business-owner', 'Kim Sato'],
  ['spend', 'Kim Sato'],
] as const
const source = (over: Partial<RunbookSource> = {}): RunbookSource => ({
  manifest,
  release: { hash: 'ab'.repeat(32), name: '2026-11-20' },
  playbook: { duties: [playbookDuty('prompt', 'Prompt', 'launch'), playbookDuty('retraining', 'Retraining')] },
  duties: [...NAMES.map(([duty, person]) => ({ duty, person })), { duty: 'prompt', person: 'Ada Lund' }],
  failures: [],
  days: [],
  windowDays: 28,
  targets: [],
  drills: [],
  ...over,
})

function entries(id: RunbookSectionId, over: Partial<RunbookSource> = {}): readonly RunbookEntry[] {
  return runbookOf(source(over), NOW).sections.find((section) => section.id === id)?.entries ?? []
}

function said(id: RunbookSectionId, label: string, over: Partial<RunbookSource> = {}): string | undefined {
  const entry = entries(id, over).find((each) => each.kind === 'term' && each.label === label)
  return entry?.kind === 'term' ? entry.text : undefined
}

const withManifest = (change: Partial<Manifest>) => ({ manifest: { ...manifest, ...change } })

describe('the page', () => {
  test('S284 S341 says what it does, who uses it, when it runs, who checks it and what a correct result looks like', () => {
    expect(said('purpose', 'What it does')).toBe('Drafts replies to billing questions.')
    expect(said('purpose', 'Who uses it')).toBe('The billing desk.')
    expect(said('purpose', 'When it runs')).toBe('A ticket arrives in the billing queue.')
    expect(said('purpose', 'Who checks the result')).toBe(
      'A person in the inbox checks what 1 rule on the answer holds and 10 % of the rest, drawn at random, before it takes effect. What waits there is due within 4 hours.',
    )
    expect(said('purpose', 'What a correct result looks like')).toBe('The reply follows the policy.')
  })

  test('S285 says the normal input and output, and how long and how dear is normal', () => {
    expect(said('normal', 'Normal input')).toBe(
      'Ticket (text, needed); Message (text, needed); Plan (one of starter and team).',
    )
    expect(said('normal', 'Normal output')).toBe('Draft (text, needed).')
    expect(said('normal', 'Normal time and cost')).toBe(
      'An answer takes no longer than 8 seconds. A day costs no more than 20 USD.',
    )
  })

  test('S285 the last runs say what is normal, with n and window, and below the sample no number', () => {
    const days = [day({ n: 400, automatic: 300, review: 60, human: 40, called: 380, failed: 4 })]
    const figures = (over: Partial<RunbookSource>) =>
      entries('normal', over).flatMap((entry) =>
        entry.kind === 'term' && entry.label === 'The last 28 days' ? [entry.text] : [],
      )
    expect(figures({ days })).toEqual([
      '400 units, on 1 day: about 400 on such a day.',
      'Units handled without a person: 75 % (95 % interval 71 to 79 %), n 400.',
      'Units that go to a person: 25 % (95 % interval 21 to 29 %), n 400.',
      'AI calls that fail: 1.1 % (95 % interval 0.4 to 2.7 %), n 380.',
      'Time to an answer, 95 % within: not enough yet: 0 of 30.',
    ])
    const few = [day({ n: 12, automatic: 12, called: 12 })]
    expect(figures({ days: few })).toContain('Units handled without a person: not enough yet: 12 of 30.')
    expect(figures({})).toEqual(['No run.'])
    const old = [day({ day: '2026-09-01', n: 400 })]
    expect(figures({ days: old })).toEqual(['No run.'])
  })

  test('S286 missing data: which fields, and where it goes', () => {
    expect(said('off-flow', 'Missing or malformed data')).toMatch(
      /^A unit without Ticket and Message, or with data that is malformed, goes to a person/,
    )
  })

  test('S287 the same request again: within which time it is told, or that it is not told', () => {
    expect(said('off-flow', 'The same request again')).toMatch(
      /^Within 1 day \(the same by input\.ticketId\) the first result/,
    )
    expect(said('off-flow', 'The same request again', withManifest({ dedupe: null }))).toMatch(/^It is not told apart/)
  })

  test('S288 a low-confidence answer: below what, or that nothing measures it', () => {
    expect(said('off-flow', 'A low-confidence answer')).toBe('Below 60 % a person does it without the answer.')
    expect(said('off-flow', 'A low-confidence answer', withManifest({ confidence: null }))).toMatch(
      /measures no confidence/,
    )
  })

  test('S289 a failed AI call: attempts, fallback, and when it is left alone', () => {
    expect(said('off-flow', 'A failed AI call')).toBe(
      '3 attempts of 20 seconds each, then a person does the unit. The desk answers by hand. After 5 failures in a row it is left alone for 30 seconds.',
    )
    const fallback = { route: 'existing-process', sentence: 'The old queue takes it.' } as const
    expect(said('off-flow', 'A failed AI call', withManifest({ fallback }))).toContain(
      'the unit takes the existing process',
    )
  })

  test('S290 S350 everything that goes to a person is listed, each rule with its sentence', () => {
    expect(said('off-flow', 'To a person at once, the AI is not asked')).toBe(
      'Possible fraud goes straight to a person (fraud).',
    )
    const checked = entries('off-flow').flatMap((entry) =>
      entry.kind === 'term' && entry.label === 'Checked by a person before it takes effect' ? [entry.text] : [],
    )
    expect(checked).toEqual(['The draft names money (money).', 'Of all other answers 10 %, drawn at random.'])
    expect(said('off-flow', 'A malformed answer')).toBe('It is not used: a person does the unit.')
  })

  test('S341 says daily and weekly checks, with the targets that somebody set', () => {
    const targets = [{ measure: 'failure-share', bound: 'at-most', value: 2, setBy: 'x', setAt: NOW } as const]
    const checks = entries('checks', { targets }).map((entry) =>
      entry.kind === 'term' ? `${entry.label}: ${entry.text}` : '',
    )
    expect(checks).toEqual([
      'Daily: Read five automatic replies.',
      'Daily: Nothing in the inbox waits longer than 4 hours.',
      'Weekly: Edit rate: at most 20 % in a week.',
      'Weekly: AI calls that fail: at most 2 %.',
      'Weekly: Failures of the week: the same one again and again is one for the builder.',
    ])
  })

  test('S247 S341 says what breaks first, with counts from what really failed', () => {
    const failures = [
      {
        failureClass: 'timeout',
        message: 'no answer in … ms',
        example: '',
        n: 1204,
        retries: 2408,
        firstAt: 0,
        lastAt: 0,
      },
    ]
    expect(entries('breaks-first', { failures })).toMatchObject([
      { kind: 'item', text: 'New kinds of question.', live: false },
      { label: '1,204 × no answer in time', text: 'No answer in … ms. 2,408 retries. Last 28 days.', live: true },
    ])
    expect(entries('breaks-first').at(-1)).toMatchObject({ text: 'No AI call failed in the last 28 days.' })
  })

  test('S336 S349 has three written classes: quick fix, human review, stop', () => {
    expect(entries('escalation').map((entry) => entry.kind === 'term' && entry.label)).toEqual([
      'Quick fix',
      'Human review',
      'Stop',
    ])
    const stop = said('escalation', 'Stop') ?? ''
    for (const step of ['pause it', 'keep the examples', 'how wide', 'call Ada Lund', 'Mend the cause, not one case']) {
      expect(stop).toContain(step)
    }
  })

  test('S346 says when to stop it and when to call the builder, by name', () => {
    expect(entries('stop')[0]).toMatchObject({ text: 'A reply promises money that the policy does not.' })
    expect(entries('call-builder').map((entry) => entry.kind !== 'duty' && entry.text)).toEqual([
      'The same edit is made three times in a week.',
      'Whom to call: Ada Lund.',
    ])
  })

  test('S280 S281 S325 says who answers first, who is the backup, who tells the rest; a hole says nobody', () => {
    const runbook = runbookOf(source(), NOW)
    expect(runbook).toMatchObject({ firstResponder: 'Mara Member', builder: 'Ada Lund', problems: [] })
    expect(entries('duties').map((entry) => entry.kind === 'duty' && [entry.duty, ...entry.people])).toEqual([
      ['daily-care', 'Mara Member'],
      ['backup', 'Ben Okafor'],
      ['change-owner', 'Ada Lund'],
      ['informs', 'Zoe Reyes'],
      ['business-owner', 'Kim Sato'],
      ['spend', 'Kim Sato'],
      ['prompt', 'Ada Lund'],
    ])
    const torn = runbookOf(
      source({
        duties: [
          { duty: 'daily-care', person: 'Mara' },
          { duty: 'daily-care', person: 'Ben' },
        ],
      }),
      NOW,
    )
    expect(torn).toMatchObject({ firstResponder: null, builder: null })
    expect(torn.problems.map(({ text }) => text)).toEqual([
      '"Daily care, first responder" has 2 names, Mara and Ben: one is needed.',
      '"Backup" has nobody.',
      '"Changes it" has nobody.',
      '"Informs the rest" has nobody.',
    ])
    expect(runbookMarkdown(torn)).toContain('**Backup**: nobody.')
  })

  test('S330 the last drills stand there with their age, and those that never were', () => {
    const drills = [
      {
        kind: 'forced-failure',
        at: new Date('2026-11-21T09:00:00Z'),
        verdict: 'messy',
        findings: ['noticed after 3 h'],
      },
      { kind: 'forced-failure', at: new Date('2026-10-01T09:00:00Z'), verdict: 'passed', findings: [] },
    ] as const
    expect(said('drills', 'A failure on purpose', { drills })).toBe('Messy 7 days ago, 21 Nov 2026. Noticed after 3 h.')
    expect(said('drills', 'Never held', { drills })).toBe(
      'Practice on real cases, a day without a builder and a check against the written targets.',
    )
  })

  test('S341 what the manifest leaves out is said, not left blank', () => {
    const empty = { correctLooksLike: '', dailyChecks: [], breaksFirst: [], stopWhen: [], callBuilderWhen: [] }
    expect(runbookOf(source(withManifest({ runbook: empty })), NOW).problems).toHaveLength(5)
  })
})

describe('the page as Markdown', () => {
  test('S341 passes the check that every runbook is held against', () => {
    expect(lintRunbook(runbookMarkdown(runbookOf(source(), NOW)))).toMatchObject({ missing: [], problems: [] })
  })

  test('S280 names the holes in the same words as the check does', () => {
    const { missing, problems } = lintRunbook(runbookMarkdown(runbookOf(source({ duties: [] }), NOW)))
    expect(missing).toEqual(['owner'])
    expect(problems.filter(({ code }) => code === 'nobody-named')).toHaveLength(7)
  })

  test('text of a manifest makes no Markdown of its own', () => {
    const purpose = '# Owner\n\n- <script>alert(1)</script> [x](javascript:alert) *`'
    const text = runbookMarkdown(runbookOf(source(withManifest({ purpose })), NOW))
    expect(lintRunbook(text).sections.map(({ heading }) => heading)).toEqual(
      lintRunbook(runbookMarkdown(runbookOf(source(), NOW))).sections.map(({ heading }) => heading),
    )
    expect(text).not.toMatch(/[^\\]<script/)
  })

  test('what moves by itself is no part of what is confirmed', () => {
    const written = (over: Partial<RunbookSource>) => runbookMarkdown(runbookOf(source(over), NOW), 'written')
    const days = [day({ n: 400, automatic: 400, called: 400, failed: 5 })]
    const drills = [{ kind: 'practice', at: NOW, verdict: 'passed', findings: [] }] as const
    expect(written({ days, drills })).toBe(written({}))
    expect(written({ duties: [] })).not.toBe(written({}))
    expect(written(withManifest({ qaSample: 5 }))).not.toBe(written({}))
  })
})
