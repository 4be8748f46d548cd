import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestAnswer,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { sweepDrills } from './drill-timer.ts'

const SLUG = 'billing-replies'
const HOUR = 3_600_000
const ZONE = 'Europe/Berlin'

const clock = createManualClock(new Date('2026-11-20T06:00:00.000Z'))
let server: TestServer
let release: string
let builder: TestPerson
let operator: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  builder = await server.addPerson('Bela Builder', 'member')
  operator = await server.addPerson('Olga Operator', 'member')
  await server.giveDuties(SLUG, { 'change-owner': builder, 'daily-care': operator })
})
afterAll(() => server.close())

// Each test has a day of its own: it begins at 07:00 in Berlin.
beforeEach(() => {
  clock.advance(24 * HOUR - (clock.now().getTime() % (24 * HOUR)) + 6 * HOUR)
})

function mustBe(status: number, method: string, path: string, body?: unknown, as = operator) {
  return server.mustBe(status, method, path, { as, body })
}

async function planDay(more: Record<string, unknown> = {}): Promise<TestAnswer['body']> {
  const date = clock.now().toISOString().slice(0, 10)
  return await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, { kind: 'operator-day', date, zone: ZONE, ...more })
}

let n = 0
async function units(count: number): Promise<void> {
  const records = Array.from({ length: count }, () => sampleRun(clock.now(), { release, unitKey: `unit-${n++}` }))
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
}

async function openCase(overrides: Record<string, unknown> = {}): Promise<string> {
  const run = sampleRun(clock.now(), {
    release,
    unitKey: `case-${n++}`,
    route: 'review',
    reasonCode: 'output-rule',
    reasonRule: 'money',
    reasonMessage: 'The answer names money: check it against the billing policy.',
    input: { ticket: 'T-1', text: 'When does my refund come?' },
    output: { reply: 'Your refund takes 10 days.' },
    ...overrides,
  })
  return await server.openCase(run)
}

async function decide(caseId: string, decision: Record<string, unknown>, as = operator): Promise<void> {
  await server.decideCase(as, caseId, decision)
}

const MONEY = { kind: 'approval-point', ref: 'money', text: 'I check every amount against the policy.' }
const EDITS = { kind: 'manual-step', ref: 'edit', text: 'I put the greeting right.' }

function nextDay(): void {
  clock.advance(24 * HOUR)
}

test('S327 S328 a day without a builder, closed by operators, with every manual step in the list, is passed', async () => {
  const day = await planDay()
  expect(day).toMatchObject({ state: 'running', person: { id: operator.id }, operatorDay: { evidence: null } })
  await units(12)
  await decide(await openCase(), { kind: 'accepted' })
  await decide(await openCase(), { kind: 'edited', finalOutput: { reply: 'Hello, it takes 10 days.' } })
  await mustBe(200, 'POST', `/drills/${day.id}/list`, { lines: [MONEY, EDITS] })
  expect(await mustBe(409, 'POST', `/drills/${day.id}/close`, {})).toMatchObject({ code: 'drill-not-over' })
  nextDay()
  const closed = await mustBe(200, 'POST', `/drills/${day.id}/close`, { notes: 'calm' })
  expect(closed).toMatchObject({
    verdict: 'passed',
    sentence: '14 units came and 2 cases were closed without a builder.',
    findings: [],
    operatorDay: {
      isOver: true,
      evidence: {
        units: 14,
        builderActs: [],
        closed: [{ by: 'Olga Operator', isBuilder: false, n: 2 }],
        seen: expect.arrayContaining([
          { kind: 'manual-step', ref: 'edit', name: 'Edits an answer', n: 1, listed: true },
          expect.objectContaining({ kind: 'approval-point', ref: 'money', n: 2, listed: true }),
        ]),
      },
    },
  })
})

test('S327 S331 one act of a builder on the workflow, in ledger or review log, and the day stays with the builders', async () => {
  const day = await planDay()
  await units(12)
  await decide(await openCase(), { kind: 'accepted' }, builder)
  await mustBe(200, 'POST', `/workflows/${SLUG}/pause`, { reason: 'a quick fix' }, builder)
  await mustBe(200, 'POST', `/workflows/${SLUG}/resume`, undefined, builder)
  await mustBe(200, 'POST', `/drills/${day.id}/list`, {
    lines: [MONEY, { kind: 'manual-step', ref: 'pause', text: 'paused' }],
  })
  nextDay()
  const closed = await mustBe(200, 'POST', `/drills/${day.id}/close`, {})
  expect(closed).toMatchObject({
    verdict: 'messy',
    sentence: 'The day is not passed: Bela Builder acted on the workflow that day.',
  })
  expect(closed.findings.join('\n')).toMatch(/Bela Builder paused "Billing replies": A quick fix/)
  expect(closed.findings.join('\n')).toMatch(/Bela Builder accepted the answer/)
  expect(closed.findings).toContain('One case was closed by Bela Builder, a builder.')
})

test('S322 S348 hidden manual work and hidden fixes mean wait, with the list of what to write or cut first', async () => {
  const day = await planDay()
  await units(10)
  await decide(await openCase(), { kind: 'overridden', reason: 'wrong number of days' })
  // Somebody changed what runs behind the record.
  const hotfix = sampleRun(clock.now(), { release: 'ab'.repeat(32) })
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [hotfix] } })
  await mustBe(200, 'POST', `/drills/${day.id}/list`, { lines: [MONEY] })
  nextDay()
  const closed = await mustBe(200, 'POST', `/drills/${day.id}/close`, {})
  expect(closed).toMatchObject({ verdict: 'messy' })
  expect(closed.findings).toEqual([
    'One run went by a release that was never taken in: a fix that nobody sees. Take it in as a change.',
    'Hidden manual work: “Decides instead of the AI” happened once and is not in the list. Write it down, or cut it.',
  ])
})

test('S327 a case that nobody closed in time is nobody’s day: it ran out of time', async () => {
  const day = await planDay()
  await units(10)
  const id = await openCase()
  await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.updateTable('cases').set({ state: 'handed-over', closed_at: clock.now() }).where('id', '=', id).execute(),
  )
  await mustBe(200, 'POST', `/drills/${day.id}/list`, { lines: [MONEY] })
  nextDay()
  const closed = await mustBe(200, 'POST', `/drills/${day.id}/close`, {})
  expect(closed).toMatchObject({ verdict: 'messy' })
  expect(closed.findings[0]).toBe('One case ran out of time: nobody decided before the existing process took over.')
})

test('a day with too little work, or without the operator’s list, is inconclusive, never passed; the rule closes it', async () => {
  const quiet = await planDay()
  await units(3)
  await mustBe(200, 'POST', `/drills/${quiet.id}/list`, { lines: [] })
  nextDay()
  expect(await mustBe(200, 'POST', `/drills/${quiet.id}/close`, {})).toMatchObject({
    verdict: 'inconclusive',
    sentence: 'Not enough came to say anything: 3 of 10 units.',
  })
  const unlisted = await planDay({ minimumUnits: 2 })
  await units(3)
  clock.advance(24 * HOUR)
  await sweepDrills(server.world)
  expect(await mustBe(200, 'GET', `/drills/${unlisted.id}`)).toMatchObject({ state: 'running' })
  clock.advance(48 * HOUR)
  await sweepDrills(server.world)
  expect(await mustBe(200, 'GET', `/drills/${unlisted.id}`)).toMatchObject({
    state: 'closed',
    verdict: 'inconclusive',
    sentence: 'The operator has not listed what is done by hand.',
  })
})

test('the day is a calendar day of its zone, and an unknown zone or an old day is refused', async () => {
  const day = await planDay({ date: '2027-03-28' })
  // Clocks go forward in Berlin on that day.
  expect(day).toMatchObject({
    state: 'planned',
    startsAt: '2027-03-27T23:00:00.000Z',
    endsAt: '2027-03-28T22:00:00.000Z',
  })
  await mustBe(200, 'POST', `/drills/${day.id}/stop`, { reason: 'another day' })
  expect(await mustBe(200, 'GET', `/drills/${day.id}`)).toMatchObject({ state: 'called-off', verdict: null })
  const path = `/workflows/${SLUG}/drills`
  const request = { kind: 'operator-day', date: '2026-11-01', zone: ZONE }
  expect(await mustBe(422, 'POST', path, request)).toMatchObject({ code: 'drill-invalid' })
  expect(await mustBe(422, 'POST', path, { ...request, date: '2027-01-01', zone: 'Mars/Base' })).toMatchObject({
    errors: [{ path: '/zone' }],
  })
})

test('S329 normal output, speed and cost are held against what is written; what nobody wrote is inconclusive', async () => {
  const check = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, { kind: 'target-check' })
  expect(check).toMatchObject({ state: 'closed', verdict: 'inconclusive' })
  expect(check.findings).toContain('No target is written for speed. Write one.')

  const limits = { perRun: { amount: '0.01', currency: 'USD' }, perDay: null, perMonth: null, latencyMs: 2000 }
  const strict = sampleManifest({ workflow: 'limited', name: 'Limited', limits })
  const hash = await addSampleRelease(server.world, server.workspaceId, strict)
  const records = Array.from({ length: 40 }, () => sampleRun(clock.now(), { workflow: 'limited', release: hash }))
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  const held = await mustBe(201, 'POST', '/workflows/limited/drills', { kind: 'target-check', windowDays: 1 })
  expect(held.targets.lines).toMatchObject([
    { aspect: 'speed', measure: 'latency-p95', source: 'manifest', target: 2000, n: 40, verdict: 'met' },
    { aspect: 'cost', measure: 'cost-per-run', source: 'manifest', target: 0.01, value: 0.000515, verdict: 'met' },
  ])
  expect(held).toMatchObject({
    verdict: 'inconclusive',
    findings: ['No target is written for what comes out. Write one.'],
  })
})

test('S327 before the transfer the builder who still has the daily care is a builder on that day, and the named operator is drilled', async () => {
  for (const [duty, person] of [
    ['operational-owner', operator],
    ['daily-care', builder],
  ] as const) {
    const body = { duties: [{ duty, person: person.id }], reason: 'a test' }
    await mustBe(200, 'POST', `/workflows/${SLUG}/duties`, body, server.admin)
  }
  // The day after, so that nobody changed hands on it.
  clock.advance(24 * HOUR)
  const day = await planDay({ minimumUnits: 1 })
  expect(day.person).toMatchObject({ id: operator.id })
  await decide(await openCase(), { kind: 'accepted' }, builder)
  await mustBe(200, 'POST', `/drills/${day.id}/list`, { lines: [MONEY] })
  nextDay()
  const closed = await mustBe(200, 'POST', `/drills/${day.id}/close`, {})
  expect(closed).toMatchObject({
    verdict: 'messy',
    operatorDay: { evidence: { builders: [{ id: builder.id, name: 'Bela Builder' }] } },
  })
  expect(closed.findings).toContain('One case was closed by Bela Builder, a builder.')
})
