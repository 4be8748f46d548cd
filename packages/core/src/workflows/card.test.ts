import { describe, expect, test } from 'vitest'
import { cardOf } from './card.ts'
import type { Manifest, Rule } from './manifest.ts'

const rule = (name: string, on: Rule['on'], to: Rule['to']): Rule => ({ name, on, to, when: 'true', because: 'Said.' })

const manifest: Manifest = {
  dayshift: 1,
  workflow: 'billing-replies',
  name: 'Billing replies',
  release: '2026-11-20',
  purpose: 'drafts replies',
  doesNot: ['it does not send', 'It does not promise.'],
  trigger: 'A ticket arrives',
  reads: ['the ticket'],
  produces: 'A draft',
  usedBy: 'The desk',
  pilot: null,
  input: true,
  output: true,
  unitKey: null,
  dedupe: null,
  confidence: null,
  model: { provider: 'local', name: 'm', version: null, parameters: {} },
  prompts: [],
  rules: [rule('fraud', 'input', 'human')],
  rollout: { percent: 5, steps: [50, 100] },
  qaSample: 10,
  call: { timeoutMs: 90_000, attempts: 1, backoffMs: 500, breaker: { failures: 5, coolDownMs: 60_000 } },
  fallback: { route: 'human', sentence: 'The desk answers by hand' },
  limits: { perRun: null, perDay: null, perMonth: null, latencyMs: null },
  metrics: [{ name: 'Edit rate', means: 'Edited drafts', threshold: 'At most 20 %' }],
  slices: [],
  data: { capture: 'redacted', retentionDays: 1, subject: null, redact: [] },
  cases: { dueMs: 5_400_000, backupAfterMs: 86_400_000, expireMs: 172_800_000 },
  runbook: { correctLooksLike: '', dailyChecks: [], breaksFirst: [], stopWhen: [], callBuilderWhen: [] },
}

function line(label: string, change: Partial<Manifest> = {}): string | undefined {
  return cardOf({ ...manifest, ...change }).lines.find((entry) => entry.label === label)?.text
}

describe('S268 the plain-language card', () => {
  test('says what the workflow does in whole sentences', () => {
    expect(line('What it does')).toBe('Drafts replies.')
    expect(line('What it does not do')).toBe('It does not send. It does not promise.')
  })

  test('computes who checks it from the rules: before the AI, instead of it, after it, at random', () => {
    expect(line('Who checks it')).toBe(
      'A person does it, and the AI is not asked, where the rule "fraud" applies. Of all other answers a person checks 10 %, drawn at random; the rest takes effect unchecked.',
    )
    const rules = [
      rule('no policy', 'output', 'human'),
      rule('money', 'output', 'review'),
      rule('date', 'output', 'review'),
    ]
    const confidence = { value: 'output.confidence', atLeast: 0.55 }
    expect(line('Who checks it', { rules, confidence, qaSample: 0 })).toBe(
      'A person does it without the answer where the rule "no policy" applies. A person does it, too, where the AI is less than 55 % sure. A person checks the answer before it takes effect where one of the rules "money" and "date" applies. All other answers take effect unchecked.',
    )
  })

  test('says what happens if it breaks, and where its units go then', () => {
    expect(line('What happens if it breaks')).toMatch(
      /^The desk answers by hand\. If the AI gives no answer in one attempt of 90 seconds, .* a person does the unit\./,
    )
    const fallback = { route: 'existing-process', sentence: 'As before.' } as const
    expect(line('What happens if it breaks', { fallback })).toContain('the unit takes the existing process')
  })

  test('never says that something is free, kept for no time, or served to everybody when it is not known', () => {
    expect(line('What it may cost')).toBe('No limit is set on its cost.')
    const limits = {
      ...manifest.limits,
      perRun: { amount: '0.05', currency: 'USD' },
      perMonth: { amount: '400', currency: 'USD' },
    }
    expect(line('What it may cost', { limits })).toBe(
      'At most 0.05 USD a run and 400 USD a month; beyond that units go to a person.',
    )
    expect(line('What is kept, and how long')).toContain('kept for 1 day, without e-mail addresses')
    expect(line('What is kept, and how long', { data: { ...manifest.data, capture: 'none' } })).toMatch(/^No inputs/)
    expect(line('How it starts')).toContain('5 % of the units, then 50 % and 100 %')
    expect(line('How it starts', { rollout: { percent: 0, steps: [] } })).toContain('serves no units')
  })

  test('a pilot says until when, and what it is to find out', () => {
    expect(line('How it starts', { pilot: { hypothesis: 'people keep the drafts', until: '2026-12-08' } })).toContain(
      'It is a pilot until 8 Dec 2026, to find out: People keep the drafts.',
    )
  })
})
