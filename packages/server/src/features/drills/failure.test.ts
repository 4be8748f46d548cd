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
import type { RunDay } from '@dayshift/core'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { readRunDays } from '../runs/index.ts'
import { sweepDrills } from './drill-timer.ts'

const MINUTE = 60_000
const SLUG = 'billing-replies'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
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

let n = 0
beforeEach(() => {
  clock.advance(2 * 60 * MINUTE)
})

function mustBe(status: number, method: string, path: string, body?: unknown, as = server.admin) {
  return server.mustBe(status, method, path, { as, body })
}

async function begin(fault: string, more: Record<string, unknown> = {}): Promise<TestAnswer['body']> {
  const request = { kind: 'forced-failure', fault, percent: 100, minutes: 10, ...more }
  return await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, request, builder)
}

/** A run as a host with the fault sends it; gives the id of its case. */
async function drilled(
  drill: string,
  overrides: Record<string, unknown> = {},
): Promise<{ id: string; caseId: string }> {
  const run = sampleRun(clock.now(), {
    release,
    unitKey: `drilled-${n++}`,
    route: 'review',
    reasonCode: 'qa-sample',
    reasonMessage: 'Drawn at random for a quality check.',
    input: { ticket: 'T-1', text: 'When does my refund come?' },
    output: { reply: 'Your refund takes 30 days.', refundDays: 30 },
    drill,
    ...overrides,
  })
  const answer = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  expect(answer).toMatchObject({ status: 200, body: { accepted: 1, rejected: [] } })
  const row = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('cases').select('id').where('first_run_id', '=', run.id).executeTakeFirst(),
  )
  return { id: run.id, caseId: row?.id ?? '' }
}

function decide(caseId: string, decision: Record<string, unknown>, as = operator): Promise<TestAnswer['body']> {
  return server.decideCase(as, caseId, decision)
}

async function gate(): Promise<TestAnswer> {
  return await server.request('GET', `/api/v1/workflows/${SLUG}/gate`, { as: server.key })
}

async function figures(): Promise<TestAnswer['body']> {
  return await mustBe(
    200,
    'GET',
    `/workflows/${SLUG}/figures?from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z`,
    undefined,
  )
}

test('S330 who noticed, after how long, who took over, how and how fast are measured; a passed drill is evidence', async () => {
  const before = await figures()
  const { id } = await begin('error')
  clock.advance(MINUTE)
  const first = await drilled(id, {
    route: 'human',
    reasonCode: 'call-failed',
    status: 'failed',
    failureClass: 'error',
    failureMessage: 'the service answered 503',
    output: undefined,
  })
  clock.advance(2 * MINUTE)
  await decide(first.caseId, { kind: 'overridden', reason: 'the AI is down', finalOutput: { reply: 'Ten days.' } })
  clock.advance(30_000)
  await mustBe(200, 'POST', `/workflows/${SLUG}/pause`, { reason: 'nothing but errors' }, operator)
  await mustBe(200, 'POST', `/workflows/${SLUG}/resume`, undefined, operator)

  const running = await mustBe(200, 'GET', `/drills/${id}`, undefined, builder)
  expect(running).toMatchObject({ state: 'running', verdict: null, failure: { units: 1, toPeople: 1, mayStop: true } })
  await mustBe(200, 'POST', `/drills/${id}/stop`, { reason: 'seen enough' }, builder)
  const closed = await mustBe(200, 'POST', `/drills/${id}/close`, { notes: 'as it should be' }, builder)

  expect(closed).toMatchObject({
    state: 'closed',
    verdict: 'passed',
    sentence: 'Olga Operator noticed after 2 min; Olga Operator took over 2 min after the first; one unit touched.',
    findings: [],
    notes: 'as it should be',
    failure: {
      noticed: { how: 'overridden', by: { id: operator.id }, afterMs: 2 * MINUTE, isBuilder: false },
      takenOver: { by: { id: operator.id }, afterMs: 2 * MINUTE, how: expect.stringContaining('overrode') },
      decided: 1,
      open: 0,
    },
  })
  expect({ ...(await figures()), freshAsOf: null }).toEqual({ ...before, freshAsOf: null })
})

test('S330 the gate’s state carries the fault while it lasts, with a new tag, and not after it was stopped', async () => {
  const before = (await gate()).headers['etag']
  const { id } = await begin('timeout', { percent: 20, minutes: 30 })
  const during = await gate()
  expect(during.headers['etag']).not.toBe(before)
  expect(during.body.faults).toEqual([
    {
      id,
      kind: 'timeout',
      percent: 20,
      unitKeys: [],
      from: clock.now().toISOString(),
      until: new Date(clock.now().getTime() + 30 * MINUTE).toISOString(),
      slowMs: 5000,
      factor: 10,
      output: null,
    },
  ])
  await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
  const after = await gate()
  expect(after.headers['etag']).not.toBe(during.headers['etag'])
  expect(after.body).not.toHaveProperty('faults')
})

test('S330 a fault ends by itself at its time and its drill is closed an hour later, by the product’s rule', async () => {
  const { id } = await begin('slow', { minutes: 5 })
  clock.advance(5 * MINUTE)
  expect((await gate()).body).not.toHaveProperty('faults')
  await sweepDrills(server.world)
  await sweepDrills(server.world)
  const ended = await mustBe(200, 'GET', `/drills/${id}`, undefined, builder)
  expect(ended).toMatchObject({ state: 'running', sentence: 'The fault has ended; the drill can be closed.' })
  expect(ended.history.filter(({ act }: { act: string }) => act === 'ended')).toHaveLength(1)
  clock.advance(60 * MINUTE)
  await sweepDrills(server.world)
  const closed = await mustBe(200, 'GET', `/drills/${id}`, undefined, operator)
  expect(closed).toMatchObject({ state: 'closed', verdict: 'inconclusive', closedBy: { id: 'drills' } })
  expect(closed.sentence).toBe('No unit was touched: nothing was proven.')
})

test('S301 S330 S331 a wrong answer that was let through takes no effect: the unit is decided once more, the drill is messy', async () => {
  const { id } = await begin('wrong')
  const { id: runId, caseId } = await drilled(id)
  const before = await mustBe(200, 'GET', `/cases/${caseId}`, undefined, operator)
  // Nothing gives it away before the decision: not the case, not the run, not the list.
  expect(before.case.drill).toBeNull()
  expect(JSON.stringify(before)).not.toMatch(/drill"?:\s*\{|on purpose/)
  expect((await mustBe(200, 'GET', `/runs/${runId}`, undefined, operator)).run.drill).toBeNull()

  const after = await decide(caseId, { kind: 'accepted' })
  expect(after.case).toMatchObject({ state: 'rerun', rerunWaiting: true, drill: { id, wrongOnPurpose: true } })
  expect(after.events.slice(-2)).toMatchObject([
    { act: 'accepted' },
    { act: 'drill-told', note: expect.stringContaining('made wrong on purpose') },
  ])
  expect((await gate()).body.reruns).toMatchObject([{ caseId, runId }])

  // What was made wrong can't be used any more, even where no host answers.
  const { token } = await mustBe(200, 'POST', `/cases/${caseId}/claim`, undefined, operator)
  const again = await server.request('POST', `/api/v1/cases/${caseId}/decide`, {
    as: operator,
    body: { kind: 'accepted', token, shownAt: clock.now().toISOString() },
  })
  expect(again).toMatchObject({ status: 422, body: { code: 'decision-no-output' } })
  await mustBe(200, 'POST', `/cases/${caseId}/rerun`, { token }, operator)

  const real = sampleRun(clock.now(), {
    release,
    route: 'review',
    reasonCode: 'clear',
    unitKey: after.case.unitKey,
    rerunOf: runId,
    caseId,
    input: { ticket: 'T-1', text: 'When does my refund come?' },
    output: { reply: 'Your refund takes 3 days.', refundDays: 3 },
  })
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [real] } })
  const closed = await decide(caseId, { kind: 'accepted' })
  expect(closed.case).toMatchObject({ state: 'completed', runId: real.id })

  clock.advance(MINUTE)
  await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
  const drill = await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
  expect(drill).toMatchObject({ verdict: 'messy', failure: { letThrough: 1, automatic: 0, open: 0, noticed: null } })
  expect(drill.findings.join(' ')).toMatch(/Nobody noticed.*let through/)
  expect((await mustBe(200, 'GET', `/runs/${runId}`, undefined, operator)).run.drill).toBe(id)
})

test('S301 whoever overrides a wrong answer in her own words has decided the unit; escalating brings a real answer', async () => {
  const { id } = await begin('wrong')
  const own = await drilled(id)
  const overridden = await decide(own.caseId, {
    kind: 'overridden',
    reason: 'thirty days is not our policy',
    finalOutput: { reply: 'Your refund takes 3 days.' },
  })
  expect(overridden.case).toMatchObject({ state: 'completed', drill: { id } })
  const passedOn = await drilled(id)
  const escalated = await decide(passedOn.caseId, { kind: 'escalated', reason: 'odd', to: builder.id })
  expect(escalated.case).toMatchObject({ state: 'rerun', assignedTo: { id: builder.id }, drill: { id } })
  await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
  const drill = await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
  expect(drill.failure).toMatchObject({ letThrough: 0, units: 2, noticed: { how: 'overridden' } })
})

test('S330 "something looks wrong" counts as noticing, a flag too; where a builder notices first it stays with the builders', async () => {
  const first = await begin('slow')
  await drilled(first.id, { route: 'automatic', reasonCode: 'clear' })
  clock.advance(4 * MINUTE)
  await mustBe(200, 'POST', `/workflows/${SLUG}/noticed`, { note: 'answers are late' }, operator)
  await mustBe(200, 'POST', `/drills/${first.id}/stop`, {}, builder)
  const passed = await mustBe(200, 'POST', `/drills/${first.id}/close`, {}, builder)
  expect(passed).toMatchObject({
    verdict: 'passed',
    failure: { noticed: { how: 'said-so', afterMs: 4 * MINUTE }, automatic: 1, toPeople: 0 },
  })

  const second = await begin('cost-spike')
  const run = await drilled(second.id, { route: 'automatic', reasonCode: 'clear' })
  await mustBe(201, 'POST', `/runs/${run.id}/flags`, { note: 'dear' }, builder)
  await mustBe(200, 'POST', `/drills/${second.id}/stop`, {}, builder)
  const messy = await mustBe(200, 'POST', `/drills/${second.id}/close`, {}, builder)
  expect(messy).toMatchObject({ verdict: 'messy', failure: { noticed: { how: 'flagged', isBuilder: true } } })
})

test('while it lasts a forced failure is shown to nobody who is to notice it; over, to everybody', async () => {
  const { id } = await begin('error', { minutes: 10 })
  const list = async (as: TestPerson) =>
    (await mustBe(200, 'GET', `/workflows/${SLUG}/drills`, undefined, as)).items.map(
      (drill: { id: string }) => drill.id,
    )
  expect(await list(builder)).toContain(id)
  expect(await list(operator)).not.toContain(id)
  expect(await list(server.viewer)).not.toContain(id)
  await mustBe(404, 'GET', `/drills/${id}`, undefined, operator)
  await mustBe(404, 'POST', `/drills/${id}/stop`, {}, operator)
  // Neither the list of acts nor the gate's state tells a person; the hosts, and the ledger's export, have it all.
  const told = async (as: TestPerson) =>
    JSON.stringify(await mustBe(200, 'GET', `/ledger?limit=20`, undefined, as)).includes(id)
  expect([await told(builder), await told(operator), await told(server.viewer)]).toEqual([true, false, false])
  expect(await mustBe(200, 'GET', `/workflows/${SLUG}/gate`, undefined, operator)).not.toHaveProperty('faults')
  expect((await gate()).body.faults).toHaveLength(1)
  const exported = await server.request('GET', '/api/v1/ledger/export', { as: operator })
  expect(exported.body).toContain(id)
  clock.advance(10 * MINUTE)
  expect(await list(operator)).toContain(id)
  expect(await told(operator)).toBe(true)
  await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
})

test('only the duties of changes or the business force a failure, one at a time, and a key never', async () => {
  const request = { kind: 'forced-failure', fault: 'error', percent: 5, minutes: 5 }
  const refused = await mustBe(403, 'POST', `/workflows/${SLUG}/drills`, request, operator)
  expect(refused).toMatchObject({ code: 'not-your-drill', detail: expect.stringContaining('Bela Builder may') })
  expect(
    await server.request('POST', `/api/v1/workflows/${SLUG}/drills`, { as: server.key, body: request }),
  ).toMatchObject({ status: 403 })
  const { id } = await begin('error')
  const second = await mustBe(409, 'POST', `/workflows/${SLUG}/drills`, request, builder)
  expect(second.code).toBe('failure-underway')
  await mustBe(409, 'POST', `/drills/${id}/close`, {}, builder)
  await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
  await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
  expect(await mustBe(409, 'POST', `/drills/${id}/stop`, {}, builder)).toMatchObject({ code: 'drill-closed' })
  const wrong = { ...request, fault: 'wrong', output: { refundDays: 'many' } }
  expect(await mustBe(422, 'POST', `/workflows/${SLUG}/drills`, wrong, builder)).toMatchObject({
    code: 'drill-invalid',
  })
})

test('S330 drills change no figure: the figures equal a recount of ordinary work, decisions and flags included', async () => {
  const { id } = await begin('error', { minutes: 10 })
  const run = (overrides: Record<string, unknown> = {}) => sampleRun(clock.now(), { release, ...overrides })
  const foreign = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'
  const late = sampleRun(new Date(clock.now().getTime() - 60 * MINUTE), { release, drill: id })
  const records = [
    run(),
    run({ drill: id, status: 'failed', failureClass: 'error', failureMessage: 'drilled failure', retries: 7 }),
    // Nobody takes a run out of the figures by marking it: a drill that isn't, one at another time.
    run({ drill: foreign }),
    late,
  ]
  const before = await figures()
  const days = async () =>
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id: workflowId } = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
      return await readRunDays(trx, server.workspaceId, workflowId, clock.now())
    })
  const daysBefore = await days()
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(sent.body).toMatchObject({ accepted: 4 })
  const again = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 4 })
  const after = await figures()
  expect(after.n - before.n).toBe(3)
  expect(after.failed).toBe(before.failed)
  expect(JSON.stringify(after.failures)).not.toContain('drilled failure')
  expect(after.retries).toBe(before.retries)

  const drill = await drilled(id)
  await decide(drill.caseId, { kind: 'overridden', reason: 'wrong' })
  await mustBe(201, 'POST', `/runs/${drill.id}/flags`, { note: 'off' }, operator)
  const sum = (of: readonly RunDay[], key: 'n' | 'overridden' | 'flags' | 'failed') =>
    of.reduce((total, day) => total + day[key], 0)
  const daysAfter = await days()
  expect(sum(daysAfter, 'n') - sum(daysBefore, 'n')).toBe(3)
  expect(sum(daysAfter, 'overridden')).toBe(sum(daysBefore, 'overridden'))
  expect(sum(daysAfter, 'flags')).toBe(sum(daysBefore, 'flags'))
  expect(sum(daysAfter, 'failed')).toBe(sum(daysBefore, 'failed'))

  const recount = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('runs')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('drill_id', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  expect(recount.n).toBe(after.n)
  await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
  await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
})

test('every step of a drill is in the ledger of its workflow', async () => {
  const { items } = await mustBe(200, 'GET', `/ledger?subject=workflow:${SLUG}&limit=200`, undefined)
  const acts = new Set(items.map(({ act }: { act: string }) => act))
  for (const act of ['drill-begun', 'drill-stopped', 'drill-closed', 'workflow-doubted']) expect(acts).toContain(act)
})
