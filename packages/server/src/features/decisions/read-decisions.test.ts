import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
let server: TestServer
let release = ''

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
})
afterAll(() => server.close())

test('a run and its case tell the same decisions and flags in the same order, also those of one instant', async () => {
  const run = sampleRun(clock.now(), {
    release,
    route: 'review',
    reasonCode: 'output-rule',
    reasonRule: 'money',
    reasonMessage: 'The answer names money.',
  })
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  expect(sent.body.accepted).toBe(1)
  const flag = async (as: TestPerson | TestKey, note: string) =>
    (await server.request('POST', `/api/v1/runs/${run.id}/flags`, { as, body: { note } })).status
  const notes = ['first', 'second', 'third', 'fourth']
  const reporters = [server.member, server.admin, server.key, await server.addPerson('Rita Reporter', 'member')]
  for (const [i, note] of notes.entries()) expect(await flag(reporters[i] ?? server.member, note)).toBe(201)
  const cases = await server.request('GET', '/api/v1/cases', { as: server.member })
  const { id } = cases.body.items[0]
  const { token } = (await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })).body
  const decided = await server.request('POST', `/api/v1/cases/${id}/decide`, {
    as: server.member,
    body: { kind: 'overridden', reason: 'Wrong amount.', token, shownAt: clock.now().toISOString() },
  })
  expect(decided.status).toBe(200)
  const ofRun = (await server.request('GET', `/api/v1/runs/${run.id}`, { as: server.viewer })).body
  const ofCase = (await server.request('GET', `/api/v1/cases/${id}`, { as: server.viewer })).body
  expect(ofRun.decisions).toMatchObject([{ kind: 'overridden', reason: 'Wrong amount.', caseId: id, runId: run.id }])
  expect(ofCase.decisions).toEqual(ofRun.decisions)
  expect(ofRun.flags.map(({ note }: { note: string }) => note)).toEqual(notes)
  expect(ofCase.flags).toEqual(ofRun.flags)
})
