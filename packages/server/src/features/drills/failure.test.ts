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
  await give('change-owner', builder)
  await give('daily-care', operator)
})
afterAll(() => server.close())

let n = 0
beforeEach(() => {
  clock.advance(2 * 60 * MINUTE)
})

async function give(duty: string, to: TestPerson): Promise<void> {
  await mustBe(200, 'POST', `/workflows/${SLUG}/duties`, { duties: [{ duty, person: to.id }], reason: 'a test' })
}

async function mustBe(
  status: number,
  method: string,
  path: string,
  body: unknown,
  as: TestPerson = server.admin,
): Promise<TestAnswer['body']> {
  const answer = await server.request(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
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

async function decide(caseId: string, decision: Record<string, unknown>, as = operator): Promise<TestAnswer['body']> {
  const { token } = await mustBe(200, 'POST', `/cases/${caseId}/claim`, undefined, as)
  return await mustBe(
    200,
    'POST',
    `/cases/${caseId}/decide`,
    { token, shownAt: clock.now().toISOString(), ...decision },
    as,
  )
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
