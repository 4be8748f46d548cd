import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: TestServer
let release = ''
beforeAll(async () => {
  server = await bootServer()
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
})
afterAll(() => server.close())

/** Delivers one bad record; gives its place in quarantine. */
async function quarantined(record: object): Promise<string> {
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [record] } })
  expect(sent.body).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] })
  return sent.body.rejected[0].quarantineId
}
const again = (id: string, record?: unknown, as: TestPerson = server.member) =>
  server.request('POST', `/api/v1/quarantine/${id}/send`, {
    as,
    body: record === undefined ? {} : { record: typeof record === 'string' ? record : JSON.stringify(record, null, 2) },
  })
const list = async () => (await server.request('GET', '/api/v1/quarantine?limit=1', { as: server.viewer })).body

test('a quarantined record is mended and taken in: it counts, its case opens, and the ledger says who', async () => {
  const run = sampleRun(new Date(), { release, route: 'human', reasonCode: 'input-rule', reasonRule: 'x' })
  const id = await quarantined({ ...run, attempts: 'two' })
  expect(await list()).toMatchObject({ total: 1, next: null })
  const still = await again(id)
  expect(still).toMatchObject({ status: 422, body: { code: 'record-still-bad', errors: [{ path: '/attempts' }] } })
  expect(await again(id, '{"id": ')).toMatchObject({ status: 422, body: { code: 'record-not-json' } })
  expect((await list()).total).toBe(1)
  expect(await again(id, run)).toMatchObject({ status: 200, body: { runId: run.id, duplicate: false } })
  expect((await list()).total).toBe(0)
  expect((await again(id, run)).status).toBe(404)
  expect((await server.request('GET', `/api/v1/runs/${run.id}`, { as: server.viewer })).body.run.unitKey).toBe(
    run['unitKey'],
  )
  const cases = await server.request('GET', '/api/v1/cases', { as: server.member })
  expect(cases.body.items.map(({ runId }: { runId: string }) => runId)).toEqual([run.id])
  const ledger = await server.request('GET', `/api/v1/ledger?subject=run:${run.id}`, { as: server.viewer })
  expect(ledger.body.items).toMatchObject([{ act: 'record-sent-again', actor: { id: server.member.id } }])
})

test('as it came, once the cause is mended elsewhere; ten at once take it in once', async () => {
  const run = sampleRun(new Date(), { workflow: 'invoices', release: null })
  const id = await quarantined(run)
  expect((await again(id)).body.errors[0].path).toBe('/workflow')
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'invoices', name: 'Invoices' }))
  const answers = await Promise.all(Array.from({ length: 10 }, () => again(id)))
  const taken = answers.filter(({ status }) => status === 200)
  expect(taken.filter(({ body }) => body.duplicate === false)).toHaveLength(1)
  expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true)
  const ledger = await server.request('GET', `/api/v1/ledger?subject=run:${run.id}`, { as: server.viewer })
  expect(ledger.body.items).toHaveLength(1)
  expect((await list()).total).toBe(0)
})

test('a run that is there already leaves quarantine and changes nothing; a viewer may not', async () => {
  const run = sampleRun(new Date(), { release })
  const id = await quarantined({ ...run, latencyMs: 'fast' })
  expect((await again(id, run, server.viewer)).status).toBe(403)
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  expect((await again(id, run)).body).toEqual({ runId: run.id, duplicate: true })
  expect((await list()).total).toBe(0)
})
