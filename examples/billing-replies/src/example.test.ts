import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseManifest } from '@dayshift/contract'
import { compileRelease, type Gate, type Verdict } from '@dayshift/core'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerFromPolicy } from './answer.ts'
import { trainTopics } from './classifier.ts'
import { BILLING_POLICY } from './policy.ts'
import { routeOffline } from './route-offline.ts'
import { exampleTicket } from './tickets.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const BANKING77 = join(ROOT, '../shared/data/banking77/train.csv')
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

const gate = exampleGate()
const classifier = trainTopics()

function exampleGate(): Gate {
  const { manifest, errors } = parseManifest(readFileSync(new URL('../dayshift.yaml', import.meta.url), 'utf8'))
  expect(errors).toEqual([])
  const release = compileRelease(manifest!) // no errors, so there is one
  if (release.kind === 'invalid') throw new Error(JSON.stringify(release.faults))
  return release.gate
}

function verdictOf(text: string): Verdict {
  return routeOffline(gate, classifier, { unitKey: inRolloutKey(), text }, 0.99).verdict
}

/** A key whose place lies inside the example's 90 %. */
function inRolloutKey(): string {
  for (let index = 0; ; index += 1) {
    const admission = gate.admit(
      { ticketId: 'x', customer: 'Harbour Bikes', text: 'Where are my invoices?' },
      {
        unitKey: `t-${index}`,
        leaseExpired: false,
        paused: null,
        rolloutPercent: 90,
        duplicate: null,
        reserve: () => null,
      },
    )
    if (admission.kind === 'call') return `t-${index}`
  }
}

function settleDraft(draft: string): Verdict {
  const output = { topic: 'refund-timing', confidence: 0.95, policy: 'refund-timing', draft, changesAccount: false }
  return gate.settle(
    { ticketId: 't', customer: 'Harbour Bikes', text: 'Where is my refund?' },
    { kind: 'answered', output },
    { bucket: 0, draw: 0.99 },
  ).verdict
}

test('S310 refund timing, failed charges, duplicate invoices and plan changes are drafted from the billing policy', () => {
  const asked = {
    'refund-timing': 'When will I get my refund? It is not on my statement.',
    'failed-card-charge': 'My card was declined, the payment failed.',
    'duplicate-invoice': 'We have two invoices for the same month, I was charged twice.',
    'plan-change': 'How do I upgrade to the business plan?',
  }
  for (const [topic, text] of Object.entries(asked)) {
    const answer = answerFromPolicy(classifier, { text })
    expect(answer).toMatchObject({ topic, policy: topic })
    expect(answer.draft).toContain(BILLING_POLICY.find((entry) => entry.id === topic)?.reply)
  }
})

test('S311 a draft that promises a refund in 3 days is checked before it is sent', () => {
  expect(settleDraft('Your refund arrives within 3 days.')).toMatchObject({
    route: 'review',
    reason: { rule: 'names-a-date' },
  })
})

test.each([
  'Is VAT included in your price?',
  'Which sales tax do you charge?',
  'Do we need the reverse charge on this?',
])('S312 a tax question is never answered: %s', (text) => {
  expect(verdictOf(text)).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule: 'tax' } })
})

test.each([
  ['chargeback', 'I am starting a chargeback with my bank.'],
  ['chargeback', 'I will dispute this.'],
  ['fraud', 'There is a payment that I do not recognise.'],
  ['fraud', 'My card was stolen.'],
  ['legal', 'You will hear from my lawyer.'],
])('S313 %s goes straight to a person: %s', (rule, text) => {
  expect(verdictOf(text)).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule } })
})

test('S219 a person under stress is answered by a person', () => {
  expect(verdictOf('Because of your double charge I cannot pay my rent.')).toMatchObject({
    route: 'human',
    reason: { rule: 'person-under-stress' },
  })
})

test('S314 without a matching policy there is no draft, and a person answers', () => {
  const text = 'How do I invite a colleague to the workspace?'
  expect(answerFromPolicy(classifier, { text })).toMatchObject({ policy: '', draft: '' })
  expect(verdictOf(text).route).toBe('human')
})

test('S315 drafts that name money or dates, or change the account, are checked by an agent', () => {
  expect(settleDraft('You get 20 EUR back.')).toMatchObject({ route: 'review', reason: { rule: 'names-money' } })
  expect(settleDraft('It takes up to 10 business days.')).toMatchObject({
    route: 'review',
    reason: { rule: 'names-a-date' },
  })
  expect(verdictOf('How do I upgrade my plan to business?')).toMatchObject({
    route: 'review',
    reason: { rule: 'changes-account' },
  })
})

test('every policy reply that could go out by itself names neither money nor dates', () => {
  const unchecked = BILLING_POLICY.filter((entry) => settleDraft(entry.reply).route === 'automatic')
  expect(unchecked.length).toBeGreaterThan(0)
  expect(unchecked.filter((entry) => /\d|[$€£]/.test(entry.reply))).toEqual([])
})

test('the example’s own tickets show all four routes, and no ticket comes twice', () => {
  const tickets = Array.from({ length: 300 }, (_, index) => exampleTicket(index))
  expect(new Set(tickets.map((ticket) => ticket.ticketId)).size).toBe(300)
  const routes = new Set(
    tickets.map(
      (ticket) => routeOffline(gate, classifier, { unitKey: ticket.ticketId, text: ticket.text }, 0.99).verdict.route,
    ),
  )
  expect(routes).toEqual(new Set(['automatic', 'review', 'human', 'existing-process']))
})

describe('npm run example -- --tickets', () => {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'dayshift-example-'))
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  function run(...args: string[]) {
    return spawnSync(process.execPath, [MAIN, ...args], {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
  }

  test('prints one line of JSON a unit and leaves nothing behind', () => {
    const file = join(directory, 'tickets.csv')
    writeFileSync(file, 'id,message\n1,"Where are my invoices?\nI need all of them, please"\n2,\n3,This is fraud\n')
    const { stdout, status } = run('--tickets', file, '--text-column', 'message', '--ndjson')
    expect(status).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): { route: string; reason: { code: string } } => JSON.parse(line))
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatchObject({ route: 'human', reason: { code: 'input-contract' } })
    expect(lines[2]).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule: 'fraud' } })
    expect(Object.keys(lines[0] ?? {})).toEqual(['unitKey', 'route', 'reason', 'topic', 'confidence', 'text'])
    expect(readdirSync(directory)).toEqual(['tickets.csv'])
  })

  test('a missing file and an unknown column are said plainly', () => {
    expect(run('--tickets', join(directory, 'nowhere.csv'))).toMatchObject({ status: 2, stdout: '' })
    const wrong = run('--tickets', join(directory, 'tickets.csv'), '--text-column', 'body')
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toContain('it has id, message')
  })

  test.skipIf(!existsSync(BANKING77))(
    '10,003 real banking queries (needs ../shared/data/banking77): each ends in exactly one route with a reason, none lost, nothing sensitive is automatic',
    () => {
      const rows: { text: string; category: string }[] = parse(readFileSync(BANKING77, 'utf8'), { columns: true })
      const { stdout, status } = run('--tickets', BANKING77, '--text-column', 'text', '--ndjson')
      expect(status).toBe(0)
      const lines = stdout
        .trim()
        .split('\n')
        .map((line): { unitKey: string; route: string; reason: { code: string; message: string }; text: string } =>
          JSON.parse(line),
        )
      expect(lines).toHaveLength(rows.length)
      expect(new Set(lines.map((line) => line.unitKey)).size).toBe(rows.length)
      const sensitive = /fraud|stol|tax|vat\b|legal|lawyer|compromis|scam|unauthori|recogni|chargeback/i
      const sensitiveLabels = new Set([
        'compromised_card',
        'lost_or_stolen_card',
        'lost_or_stolen_phone',
        'card_payment_not_recognised',
        'cash_withdrawal_not_recognised',
        'direct_debit_payment_not_recognised',
      ])
      const automatic: string[] = []
      for (const [index, line] of lines.entries()) {
        expect(line.text).toBe(rows[index]?.text)
        expect(['automatic', 'review', 'human', 'existing-process']).toContain(line.route)
        expect(line.reason.code.length * line.reason.message.length).toBeGreaterThan(0)
        if (line.route !== 'automatic') continue
        automatic.push(line.text)
        expect(sensitiveLabels, line.text).not.toContain(rows[index]?.category)
      }
      expect(automatic.filter((text) => sensitive.test(text))).toEqual([])
      expect(automatic.length).toBeGreaterThan(0)
    },
  )
})
