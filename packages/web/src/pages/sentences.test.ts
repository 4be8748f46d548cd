import { expect, test } from 'vitest'
import type { Case } from '../api/cases.ts'
import type { RunDetail } from '../api/runs.ts'
import type { WorkflowDetail } from '../api/workflows.ts'
import { textOf, type Sentence } from '../words/sentence.ts'
import { caseSentence } from './cases/case-sentence.ts'
import { firstShownAt } from './cases/shown-at.ts'
import { subjectHref, subjectWords } from './ledger/subject.ts'
import { newPassword } from './people/new-password.ts'
import { runSentence } from './runs/run-sentence.ts'
import { runsSentence } from './runs/runs-sentence.ts'
import { todaySentence, type TodayFacts } from './today/today-sentence.ts'

const now = new Date('2026-11-20T12:00:00Z')
const read = (sentence: Sentence): string => textOf(sentence).replaceAll('\u00a0', ' ')
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString()

const workflow: WorkflowDetail = {
  id: '019a0000-0000-7000-8000-000000000001',
  slug: 'billing-replies',
  name: 'Billing replies',
  purpose: 'Drafts replies.',
  activeRelease: { hash: 'a'.repeat(64), name: '2026-11-18', activatedAt: ago(3 * 60) },
  rolloutPercent: 60,
  candidate: null,
  paused: null,
  last24h: { automatic: 120, review: 60, human: 20, existingProcess: 14 },
  waiting: 4,
  overdue: 0,
  lastRunAt: ago(1),
  card: null,
  releases: [],
  people: [],
  manifest: null,
}
const waiting: Case = {
  id: '019a0000-0000-7000-8000-000000000002',
  kind: 'review',
  state: 'waiting',
  priority: 'normal',
  workflow: 'billing-replies',
  workflowName: 'Billing replies',
  unitKey: 'T-1042',
  runId: '019a0000-0000-7000-8000-000000000003',
  route: 'review',
  reason: { code: 'output-rule', rule: 'names-money', message: 'The draft names money.' },
  openedAt: ago(30),
  dueAt: ago(-12),
  expiresAt: ago(-600),
  overdue: false,
  claimedBy: null,
  leaseUntil: null,
  assignedTo: null,
  backupSince: null,
  rerunWaiting: false,
  excerpt: null,
}
const today: TodayFacts = {
  workflows: [workflow],
  counts: { open: 4, mine: 2, overdue: 0 },
  first: waiting,
  firstOfMine: waiting,
  lastAct: null,
  watch: [],
  alerts: null,
  handovers: 0,
  me: 'ada',
  now,
}

test('Today says whether it is well, what waits for me, what changed', () => {
  const lastAct = {
    seq: 7,
    at: ago(3),
    actor: { kind: 'person' as const, id: 'jonas', name: 'Jonas Weber' },
    act: 'rollout-set',
    subject: 'workflow:billing-replies',
    sentence: 'set the rollout of "Billing replies" to 60 %.',
    details: {},
    previousHash: 'b'.repeat(64),
    hash: 'c'.repeat(64),
  }
  expect(read(todaySentence({ ...today, lastAct }))).toBe(
    'All is well: Billing replies ran 214 units in the last 24 h, 56 % of them automatically. 2 cases wait for you, the first due in 12 min. Last change, 3 min ago: Jonas Weber set the rollout of "Billing replies" to 60 %.',
  )
})

test('S309 what is not well comes first, and who has it', () => {
  const late = { ...waiting, overdue: true, dueAt: ago(90), claimedBy: { id: 'olu', name: 'Olu Operator' } }
  const paused = {
    ...workflow,
    paused: { at: ago(120), by: { id: 'olu', name: 'Olu Operator' }, reason: 'Wrong dates' },
  }
  expect(
    read(
      todaySentence({
        ...today,
        workflows: [paused],
        counts: { open: 3, mine: 0, overdue: 2 },
        first: late,
        firstOfMine: null,
      }),
    ),
  ).toBe(
    'Billing replies is paused by Olu Operator for 2 h and 2 cases are overdue, the oldest with Olu Operator. Billing replies ran 214 units in the last 24 h, 56 % of them automatically. Nothing waits for you by name; 3 cases wait for anyone.',
  )
  expect(
    read(
      todaySentence({
        ...today,
        counts: { open: 1, mine: 0, overdue: 1 },
        first: { ...late, claimedBy: null },
        firstOfMine: null,
      }),
    ),
  ).toContain('1 case is overdue, the oldest with nobody.')
  expect(read(todaySentence({ ...today, alerts: { open: 2, mine: 1, unanswered: 1 } }))).toMatch(
    /^2 alerts are open, 1 of them unanswered\. Billing replies ran/,
  )
  expect(read(todaySentence({ ...today, alerts: { open: 1, mine: 0, unanswered: 1 } }))).toMatch(
    /^1 alert is open, unanswered\./,
  )
  expect(read(todaySentence({ ...today, alerts: { open: 2, mine: 2, unanswered: 0 } }))).toMatch(
    /^2 alerts are open, all of them yours\./,
  )
})

test('S281 S309 duties that are not in good hands are trouble on Today too; a new workflow is none', () => {
  const person = { id: 'ada', name: 'Ada' }
  const entry = (kind: 'orphaned' | 'unfilled', rule: 'backup' | 'admin'): TodayFacts['watch'][number] => ({
    workflow: { slug: 'billing-replies', name: 'Billing replies' },
    watch: { at: ago(0), person, rule, orphaned: true, sentence: '' },
    problems: [{ kind, severity: 'error', duties: ['daily-care'], sentence: '' }],
  })
  const quiet = { counts: { open: 0, mine: 0, overdue: 0 }, first: null, firstOfMine: null, handovers: 2 }
  expect(read(todaySentence({ ...today, ...quiet, watch: [entry('orphaned', 'admin')] }))).toBe(
    'Billing replies has 1 duty not in good hands. Billing replies ran 214 units in the last 24 h, 56 % of them automatically. 2 handovers wait for you.',
  )
  expect(read(todaySentence({ ...today, watch: [entry('unfilled', 'admin')] }))).toContain('All is well')
  expect(read(todaySentence({ ...today, watch: [entry('unfilled', 'backup')] }))).not.toContain('All is well')
})

test('a quiet day and an empty workspace have their sentence too', () => {
  const quiet = { ...workflow, last24h: { automatic: 0, review: 0, human: 0, existingProcess: 0 } }
  const nothing = { counts: { open: 0, mine: 0, overdue: 0 }, first: null, firstOfMine: null }
  expect(read(todaySentence({ ...today, ...nothing, workflows: [quiet] }))).toBe(
    'All is well: Billing replies ran no unit in the last 24 h. Nothing waits for a person.',
  )
  expect(read(todaySentence({ ...today, ...nothing, workflows: [] }))).toContain('No workflow runs here yet')
  expect(read(todaySentence({ ...today, ...nothing, workflows: [{ ...workflow, activeRelease: null }] }))).toContain(
    'No release is active',
  )
})

const run: RunDetail['run'] = {
  id: waiting.runId,
  workflow: 'billing-replies',
  workflowName: 'Billing replies',
  unitKey: 'T-1042',
  startedAt: ago(30),
  endedAt: ago(30),
  latencyMs: 1240,
  status: 'ok',
  attempts: 1,
  retries: 0,
  route: 'review',
  reasonCode: 'output-rule',
  reasonRule: 'names-money',
  reasonMessage: 'The draft names money.',
  bucket: 4711,
  release: null,
  personSteppedIn: true,
  receivedAt: ago(30),
  clockOffsetMs: 0,
  caseId: waiting.id,
}

test('S295 a run says where its unit went, what the AI did, what a person did', () => {
  const decision = {
    id: '019a0000-0000-7000-8000-000000000009',
    runId: run.id,
    caseId: waiting.id,
    kind: 'edited' as const,
    by: { id: 'olu', name: 'Olu Operator' },
    reason: null,
    shownAt: ago(10),
    decidedAt: ago(8),
  }
  const detail = { run, contents: { state: 'kept' as const }, decisions: [], flags: [], scores: [], reruns: [] }
  expect(read(runSentence(detail))).toBe(
    'Unit T-1042 went to review: The draft names money. The AI answered in 1.2 s, at the first attempt. Its case is not decided yet.',
  )
  expect(read(runSentence({ ...detail, decisions: [decision] }))).toContain(
    'Olu Operator edited the answer, 2 min after seeing it.',
  )
  expect(read(runSentence({ ...detail, run: { ...run, status: 'failed', attempts: 3, route: 'human' } }))).toContain(
    'The AI call failed after 3 attempts.',
  )
})

test('the list of runs says what it shows and where they went', () => {
  const nameOf = (): string => 'Billing replies'
  expect(read(runsSentence({ workflow: 'billing-replies', status: 'failed' }, nameOf, [], now))).toBe(
    'No runs of Billing replies whose AI call failed.',
  )
  expect(read(runsSentence({}, nameOf, [run, { route: 'automatic', startedAt: ago(90) }], now))).toBe(
    'The newest 2 runs, all begun in the last 2 h: 1 went through automatically and 1 went to review.',
  )
})

test('a case says why it waits', () => {
  const detail = (change: Partial<Case>, output: unknown) =>
    read(
      caseSentence({ case: { ...waiting, ...change }, contents: { state: 'kept', output } } as Parameters<
        typeof caseSentence
      >[0]),
    )
  expect(detail({}, {})).toBe('Check this answer before it takes effect: The draft names money.')
  expect(detail({ route: 'human', kind: 'exception' }, undefined)).toBe(
    'A person does this one without the AI: The draft names money.',
  )
  expect(detail({ route: 'human', kind: 'failure' }, undefined)).toContain('The AI gave nothing usable')
})

test('S316 the time at which an output was first shown outlives page loads', () => {
  const kept = new Map<string, string>()
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const first = firstShownAt(shelf, 'ada', 'case', 'run', now)
  expect(firstShownAt(shelf, 'ada', 'case', 'run', new Date(now.getTime() + 60_000))).toBe(first)
  expect(firstShownAt(shelf, 'olu', 'case', 'run', new Date(now.getTime() + 60_000))).not.toBe(first)
  expect(firstShownAt(shelf, 'ada', 'case', 'rerun', new Date(now.getTime() + 60_000))).not.toBe(first)
  kept.set('dayshift-shown', 'no JSON')
  expect(firstShownAt(shelf, 'ada', 'case', 'run', now)).toBe(now.toISOString())
})

test('the subject of an act leads to its page', () => {
  expect(subjectHref('workflow:billing-replies')).toBe('/workflows/billing-replies')
  expect(subjectHref(`case:${waiting.id}`)).toBe(`/inbox?case=${waiting.id}`)
  expect(subjectHref('workspace:1')).toBeNull()
  expect(subjectWords(`case:${waiting.id}`)).toBe('case …00000002')
})

test('a first password is made of signs that nobody mistakes', () => {
  const password = newPassword((size) => Uint8Array.from({ length: size }, (_, index) => index * 17))
  expect(password).toMatch(/^[a-hjkmnp-z2-9@]{4}(-[a-hjkmnp-z2-9@]{4}){3}$/)
})
