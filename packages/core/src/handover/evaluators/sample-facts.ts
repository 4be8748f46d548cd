import { latencyBucket } from '../../runs/log-buckets.ts'
import { emptyRunDay, type RunDay } from '../../runs/measures.ts'
import type { Manifest } from '../../workflows/manifest.ts'
import type { ActKind } from '../acts.ts'
import type { CriterionResult } from '../criterion-result.ts'
import { evaluateCriterion } from '../evaluate-criterion.ts'
import type { ActFact, DocumentFact, HandoverFacts } from '../facts.ts'
import { CORE_DUTIES, type Criterion, type Playbook, type PlaybookDuty, STAGES } from '../playbook.ts'
import { DAY_MS } from '../../time.ts'

/** Facts of tests: a workflow about which nothing is told, and small ways to tell something. */
export const NOW = new Date('2026-11-28T09:00:00.000Z')

/** The instant so many days (of 24 hours) before now. */
export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * DAY_MS)
}

export function factsWith(overrides: Partial<HandoverFacts> = {}): HandoverFacts {
  return {
    workflow: {
      slug: 'billing-replies',
      name: 'Billing replies',
      registeredAt: daysAgo(60),
      stage: 'transfer',
      stageSince: daysAgo(10),
      startedAt: daysAgo(60),
      activeRelease: null,
      rolloutPercent: 0,
      paused: false,
    },
    manifest: null,
    people: [],
    duties: [],
    elsewhere: [],
    acts: [],
    documents: [],
    money: { currency: null, lines: [], committedValue: null },
    runningCost: { asked: null, answer: null, month: null },
    targets: [],
    days: [],
    changes: [],
    drills: [],
    transfer: null,
    disagreements: [],
    waivers: [],
    runbook: null,
    watch: null,
    adoption: null,
    seams: [],
    ...overrides,
  }
}

export const PEOPLE = ['bea', 'olaf', 'mia', 'dan', 'pim', 'vera'].map((id) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  active: true,
  vendor: id === 'vera',
}))

/** `{ 'daily-care': 'olaf' }` as duties that are held. */
export function held(duties: { readonly [duty: string]: string }, since = daysAgo(30)): HandoverFacts['duties'] {
  return Object.entries(duties).map(([duty, person]) => ({ duty, person, since }))
}

export function live(days: number, percent = 20): HandoverFacts['workflow'] {
  const activeRelease = { hash: 'a'.repeat(64), name: '2026-10-01', activatedAt: daysAgo(days) }
  return { ...factsWith().workflow, activeRelease, rolloutPercent: percent }
}

let count = 0
export function act(kind: ActKind, days: number, people: readonly string[], details: ActFact['details'] = {}): ActFact {
  count += 1
  return { id: `act-${count}`, kind, at: daysAgo(days), by: people[0] ?? 'bea', people, details }
}

/** A day of runs, so many days ago. */
export function day(days: number, overrides: Partial<RunDay> = {}): RunDay {
  const called = overrides.called ?? 100
  return {
    ...emptyRunDay(daysAgo(days).toISOString().slice(0, 10)),
    n: called,
    automatic: called,
    called,
    priced: called,
    cost: { amount: String(called / 100), currency: 'EUR' },
    latency: [{ bucket: latencyBucket(900), n: called }],
    ...overrides,
  }
}

export function lastDays(days: number, overrides: Partial<RunDay> = {}): RunDay[] {
  return Array.from({ length: days }, (_, n) => day(days - 1 - n, overrides))
}

/** A document with these sections, signed by these people over what stands there. */
export function written(
  document: string,
  sections: { readonly [id: string]: string },
  signedBy: { readonly [duty: string]: string } = {},
  days = 20,
): DocumentFact {
  const hash = `${document} ${Object.values(sections).join('|')}`
  const at = daysAgo(days)
  return {
    document,
    hash,
    changedAt: at,
    sections: Object.entries(sections).map(([id, text]) => ({ id, text, author: 'bea', at })),
    signatures: Object.entries(signedBy).map(([duty, person]) => ({ person, duty, hash, at: daysAgo(days - 1) })),
    reads: [],
  }
}

export const duty = (id: string, overrides: Partial<PlaybookDuty> = {}): PlaybookDuty => ({
  id,
  name: id,
  does: 'Does it.',
  layer: null,
  vendorMayHold: false,
  movesAtTransfer: false,
  requiredFrom: 'design',
  notWith: [],
  ...overrides,
})

export function playbookWith(criteria: readonly Criterion[] = [], overrides: Partial<Playbook> = {}): Playbook {
  return {
    playbook: 1,
    id: 'tried',
    name: 'Tried',
    purpose: 'For tests.',
    onePersonMayHoldBoth: false,
    transfer: { parallelDays: 28, settleDays: 14, supportDays: 7 },
    stages: STAGES.map((id) => ({
      id,
      name: id,
      question: 'Well?',
      weeks: { from: 1, to: null },
      rolloutAtMost: 100,
      criteria: id === 'transfer' ? criteria : [],
    })),
    duties: CORE_DUTIES.map((id) => duty(id)),
    documents: [],
    reviews: [],
    ...overrides,
  }
}

export function criterionOf(evaluator: string, params: Criterion['params'] = {}, id = 'tried'): Criterion {
  return { id, name: 'Tried', evaluator, params, gate: 'normal', who: [], requirements: [] }
}

/** What one evaluator says of the facts. */
export function judged(
  evaluator: string,
  facts: Partial<HandoverFacts>,
  params: Criterion['params'] = {},
  playbook: Partial<Playbook> = {},
): CriterionResult {
  const criterion = criterionOf(evaluator, params)
  return evaluateCriterion(criterion, playbookWith([criterion], playbook), factsWith(facts), NOW)
}

export const MANIFEST: Manifest = {
  dayshift: 1,
  workflow: 'billing-replies',
  name: 'Billing replies',
  release: '2026-10-01',
  purpose: 'Drafts replies.',
  doesNot: ['It sends nothing.'],
  trigger: 'A ticket comes in.',
  reads: ['The ticket'],
  produces: 'A draft',
  usedBy: 'Billing support',
  pilot: { hypothesis: 'Drafts save time.', until: '2026-12-31' },
  input: true,
  output: true,
  unitKey: null,
  dedupe: null,
  confidence: { value: 'output.confidence', atLeast: 0.6 },
  model: { provider: 'local', name: 'm', version: null, parameters: {} },
  prompts: [],
  rules: [],
  rollout: { percent: 0, steps: [10, 50, 100] },
  qaSample: 5,
  call: { timeoutMs: 1000, attempts: 1, backoffMs: 100, breaker: { failures: 5, coolDownMs: 1000 } },
  fallback: { route: 'human', sentence: 'Support answers by hand.' },
  limits: { perRun: null, perDay: { amount: '20', currency: 'EUR' }, perMonth: null, latencyMs: null },
  metrics: [{ name: 'Edits', means: 'Edited drafts', threshold: 'At most 20 %' }],
  slices: [],
  data: { capture: 'none', retentionDays: 1, subject: null, redact: [] },
  cases: { dueMs: 1, backupAfterMs: 2, expireMs: 3 },
  runbook: {
    correctLooksLike: 'The right number of days.',
    dailyChecks: ['Ten drafts'],
    breaksFirst: ['Refund times'],
    stopWhen: ['Two complaints a day'],
    callBuilderWhen: ['Empty drafts'],
  },
}
