import { measure } from '@dayshift/core'
import { addSampleWorkflow, bootServer, sampleRun, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { readRunDays } from './index.ts'
import { foldRunDeltas } from './rollups/fold-run-deltas.ts'

const clock = createManualClock(new Date('2026-11-20T12:00:00.000Z'))
let server: TestServer
let workflowId: string
beforeAll(async () => {
  server = await bootServer({ clock })
  workflowId = await addSampleWorkflow(server.world, server.workspaceId)
})
afterAll(() => server.close())

const read = () =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    readRunDays(trx, server.workspaceId, workflowId, clock.now()),
  )

test('a day without runs is not there, and a workflow without runs has none', async () => {
  expect(await read()).toEqual([])
})

test('runs, costs, latencies, decisions and flags stand by the day in UTC, folded or not', async () => {
  const at = (instant: string, overrides: Record<string, unknown> = {}) =>
    sampleRun(new Date(instant), { latencyMs: 100, costAmount: '0.1', ...overrides })
  const review = at('2026-11-19T23:59:59Z', { route: 'review', reasonCode: 'output-rule' })
  const records = [
    review,
    at('2026-11-19T00:00:00Z'),
    at('2026-11-20T00:00:00Z', {
      status: 'failed',
      failureClass: 'timeout',
      route: 'human',
      reasonCode: 'call-failed',
      costAmount: null,
      costCurrency: null,
    }),
    at('2026-11-20T01:00:00Z', { costCurrency: 'EUR' }),
    at('2026-11-20T01:00:00Z'),
  ]
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(sent.body).toMatchObject({ accepted: records.length })
  const decisions = ['overridden', 'edited'].map((kind, i) => ({
    id: server.world.newId(),
    runId: review.id,
    workflow: 'billing-replies',
    unitKey: review['unitKey'],
    kind,
    reason: 'Wrong days.',
    by: 'Olu Operator',
    decidedAt: `2026-11-20T0${i + 1}:00:00.000Z`,
    finalOutput: { reply: 'Ten days.' },
  }))
  const told = await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })
  expect(told).toMatchObject({ status: 200 })
  for (const person of [server.member, server.admin]) {
    await server.request('POST', `/api/v1/runs/${review.id}/flags`, { as: person, body: { note: 'Looks wrong.' } })
  }

  const expected = [
    { day: '2026-11-19', n: 2, automatic: 1, review: 1, called: 2, cost: { amount: '0.2', currency: 'USD' }, flags: 0 },
    // Two currencies on one day give no sum; of two decisions on one run the last one counts; two flags are one output.
    { day: '2026-11-20', n: 3, failed: 1, human: 1, cost: null, priced: 2, edited: 1, overridden: 0, flags: 1 },
  ]
  expect(await read()).toMatchObject(expected)
  await asSystem(server.world.db, (trx) => foldRunDeltas(trx))
  const days = await read()
  expect(days).toMatchObject(expected)
  expect(measure(days, 'failure-share', 1)).toMatchObject({ value: 20, n: 5 })
  expect(measure(days, 'latency-p95', 1)).toMatchObject({ n: 5, value: expect.closeTo(100, -0.5) })
})
