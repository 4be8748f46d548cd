import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { addSampleRelease, bootServer, sampleManifest, type TestKey, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date())
let server: TestServer
let key: TestKey

beforeAll(async () => {
  server = await bootServer({ clock })
  for (const workflow of ['billing-replies', 'triage'])
    await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({ workflow, name: workflow, unitKey: null, rules: [] }),
    )
  key = await server.addKey(['runs:write'])
})
afterAll(() => server.close())

let traces = 0
const nextTrace = () => (++traces).toString(16).padStart(32, 'a')
const nanos = (offsetMs = 0) => `${String(clock.now().getTime() + offsetMs)}000001`
const attribute = (name: string, value: string | number) => ({
  key: name,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
})
const named = (attributes: Readonly<Record<string, string | number>>) =>
  Object.entries(attributes).map(([name, value]) => attribute(name, value))
const span = (traceId: string, spanId: string, more: object = {}) => ({
  traceId,
  spanId: spanId.padStart(16, '0'),
  name: 'a step',
  startTimeUnixNano: nanos(-1000),
  endTimeUnixNano: nanos(),
  ...more,
})
const chat = (traceId: string, spanId: string, more: object = {}) =>
  span(traceId, spanId, {
    parentSpanId: '1'.padStart(16, '0'),
    name: 'chat',
    attributes: named({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'm',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
    }),
    ...more,
  })
const request = (service: string, ...spans: readonly object[]) => ({
  resourceSpans: [{ resource: { attributes: named({ 'service.name': service }) }, scopeSpans: [{ spans }] }],
})
const send = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.request('POST', '/v1/traces', { as: key, body, headers })
async function settled(): Promise<void> {
  clock.advance(61_000)
  await server.doWhatIsDue()
}
const runsOf = async (workflow: string) =>
  (await server.mustBe(200, 'GET', `/runs?workflow=${workflow}&limit=100`)).items as readonly Record<string, unknown>[]
const sourceOf = async (service: string) =>
  (await server.mustBe(200, 'GET', '/traces/sources')).items.find(
    (each: { service: string }) => each.service === service,
  )

/** Runs the instrumented application to its end, with where traces go in its environment. */
function runApplication(environment: Readonly<Record<string, string>>): Promise<{ code: number | null; err: string }> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('sdk-node.test-program.ts', import.meta.url))
    const child = spawn(process.execPath, [program], { env: { PATH: process.env['PATH'], ...environment } })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, err }))
  })
}

describe('the real SDK of OpenTelemetry', () => {
  test.each(['http/protobuf', 'http/json'])(
    'S291 S292 S294 an application that knows nothing of Dayshift: one run with its calls, retries, tokens and verdict, over %s',
    async (protocol) => {
      const service = `billing ${protocol}`
      const { code, err } = await runApplication({
        OTEL_SERVICE_NAME: service,
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_EXPORTER_OTLP_ENDPOINT: server.address,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${key.secret}`,
      })
      expect([code, err]).toEqual([0, ''])
      await settled()
      // Nobody has said yet which workflow it is.
      expect(await sourceOf(service)).toMatchObject({ state: 'unmapped', waiting: 1, runs: 0, workflow: null })
      await server.mustBe(200, 'POST', '/traces/sources', {
        as: server.member,
        body: { service, name: '', workflow: 'billing-replies' },
      })
      await settled()
      const run = (await runsOf('billing-replies'))[0]
      expect(run).toMatchObject({
        unitKey: 'ticket-1',
        status: 'ok',
        route: 'automatic',
        attempts: 2,
        retries: 1,
        resolvedModel: 'small-model-2026-10-01',
        inputTokens: 812,
        outputTokens: 120,
        costAmount: null,
      })
      expect(await sourceOf(service)).toMatchObject({ state: 'mapped', waiting: 0, runs: 1 })
      const detail = await server.mustBe(200, 'GET', `/runs/${String(run?.['id'])}`)
      expect(detail.scores).toMatchObject([
        { name: 'grounded', value: 0.25, label: 'fail', source: 'gen_ai.evaluation' },
      ])
    },
  )
})

test('a source that bears a workflow’s own name is that workflow; others are proposed, and may be said to be none', async () => {
  const [own, alike, other] = [nextTrace(), nextTrace(), nextTrace()]
  await send(request('triage', span(own, '1'), chat(own, '2')))
  await send(request('triage-service', span(alike, '1'), chat(alike, '2')))
  await send(request('web-shop', span(other, '1', { name: 'GET /' })))
  await settled()
  expect(await runsOf('triage')).toMatchObject([{ unitKey: own, inputTokens: 10 }])
  expect(await sourceOf('triage-service')).toMatchObject({
    state: 'unmapped',
    proposal: { slug: 'triage' },
    waiting: 1,
  })
  // No call of a model: none of ours.
  expect(await sourceOf('web-shop')).toBeUndefined()
  const body = { service: 'triage-service', name: '', workflow: null }
  await server.mustBe(200, 'POST', '/traces/sources', { as: server.member, body })
  await settled()
  expect(await sourceOf('triage-service')).toMatchObject({ state: 'ignored', waiting: 0 })
  expect(await runsOf('triage')).toHaveLength(1)
  const acts = await server.mustBe(200, 'GET', '/ledger')
  expect(JSON.stringify(acts)).toContain('said that traces of “triage-service” are of no workflow.')
})

test('spans of a trace that come apart, twice and late are one run; a late evaluation still counts', async () => {
  const id = nextTrace()
  const before = (await runsOf('triage')).length
  await send(request('triage', chat(id, '2')))
  clock.advance(30_000)
  await server.doWhatIsDue()
  expect(await runsOf('triage')).toHaveLength(before)
  await send(request('triage', chat(id, '3'), chat(id, '2')))
  await send(request('triage', span(id, '1')))
  await settled()
  const runs = await runsOf('triage')
  expect(runs).toHaveLength(before + 1)
  expect(runs.find(({ unitKey }) => unitKey === id)).toMatchObject({ attempts: 2, inputTokens: 20 })
  const verdict = {
    name: 'gen_ai.evaluation.result',
    timeUnixNano: nanos(),
    attributes: named({ 'gen_ai.evaluation.name': 'policy', 'gen_ai.evaluation.score.label': 'pass' }),
  }
  await send(request('triage', span(id, '9', { events: [verdict] })))
  await settled()
  expect(await runsOf('triage')).toHaveLength(before + 1)
  expect(await sourceOf('triage')).toMatchObject({ late: 0, lateByMs: 0, waitSeconds: 10 })
  const run = (await runsOf('triage')).find(({ unitKey }) => unitKey === id)
  expect((await server.mustBe(200, 'GET', `/runs/${String(run?.['id'])}`)).scores).toMatchObject([
    { name: 'policy', label: 'pass' },
  ])
  const outcomes = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('outcomes').select(['is_right', 'source']).where('unit_key', '=', id).execute(),
  )
  expect(outcomes).toEqual([{ is_right: true, source: 'gen_ai.evaluation: policy' }])
})

test('a source whose spans come in batches far apart is waited for as long as somebody says', async () => {
  const service = 'slow agent'
  const [early, whole] = [nextTrace(), nextTrace()]
  await send(request(service, span(early, '1'), chat(early, '2')))
  await settled()
  const map = (waitSeconds: number | null) =>
    server.mustBe(200, 'POST', '/traces/sources', {
      as: server.member,
      body: { service, name: '', workflow: 'triage', waitSeconds },
    })
  await map(null)
  await settled()
  await send(request(service, chat(early, '3')))
  expect(await sourceOf(service)).toMatchObject({ late: 1, lateByMs: 122_000, waitSeconds: 10 })
  await map(300)
  await send(request(service, span(whole, '1'), chat(whole, '2')))
  clock.advance(200_000)
  await server.doWhatIsDue()
  await send(request(service, chat(whole, '3')))
  clock.advance(301_000)
  await server.doWhatIsDue()
  const runs = await runsOf('triage')
  expect(runs.find(({ unitKey }) => unitKey === whole)).toMatchObject({ attempts: 2, inputTokens: 20 })
  // What was told already stays as it was told.
  expect(runs.find(({ unitKey }) => unitKey === early)).toMatchObject({ attempts: 1, inputTokens: 10 })
  expect(await sourceOf(service)).toMatchObject({ late: 1, waitSeconds: 300, runs: 2 })
})

test('what can’t be used is a partial success as the protocol has it, and the rest is kept', async () => {
  const id = nextTrace()
  const answer = await send(request('triage', span(id, '1'), chat(id, '2'), { ...span(id, '3'), traceId: 'none' }))
  expect([answer.status, answer.body]).toEqual([
    200,
    { partialSuccess: { rejectedSpans: '1', errorMessage: 'span 3: "none" is no trace id' } },
  ])
  expect((await send(request('triage', span(id, '1')))).body).toEqual({})
  await settled()
  expect((await runsOf('triage')).map(({ unitKey }) => unitKey)).toContain(id)
  const protobuf = await send(Buffer.from([0x0a, 0x7f, 1]), { 'content-type': 'application/x-protobuf' })
  expect(protobuf.status).toBe(400)
  expect(protobuf.headers['content-type']).toBe('application/x-protobuf')
  expect(String(protobuf.body)).toContain('longer than the request')
  expect((await send('{"resourceSpans":', { 'content-type': 'application/json' })).status).toBe(400)
  const packed = await send(gzipSync(JSON.stringify(request('triage', span(nextTrace(), '1')))), {
    'content-encoding': 'gzip',
    'content-type': 'application/json',
  })
  expect(packed.status).toBe(200)
})

test('strangers and keys without the scope send nothing; attributes named like a prototype’s members are data', async () => {
  expect((await server.request('POST', '/v1/traces', { body: {} })).status).toBe(401)
  const reader = await server.addKey(['runs:read'])
  expect((await server.request('POST', '/v1/traces', { as: reader, body: {} })).status).toBe(403)
  const id = nextTrace()
  const attributes = [attribute('__proto__', 'x'), attribute('constructor', 'y')]
  expect((await send(request('triage', span(id, '1', { attributes }), chat(id, '2')))).status).toBe(200)
  expect(Reflect.get({}, 'x')).toBeUndefined()
})

test('scores that a file tells are kept once; those of runs that nobody knows are counted', async () => {
  const run = (await runsOf('triage'))[0]
  const score = { runId: run?.['id'], name: 'toxicity', value: 0, source: 'EVAL', at: clock.now().toISOString() }
  const lost = { ...score, runId: '019aa000-0000-7000-8000-000000000000' }
  const body = { scores: [score, lost] }
  expect(await server.mustBe(200, 'POST', '/runs/scores', { as: key, body })).toEqual({
    accepted: 1,
    duplicates: 0,
    unknown: 1,
  })
  expect(await server.mustBe(200, 'POST', '/runs/scores', { as: key, body })).toEqual({
    accepted: 0,
    duplicates: 1,
    unknown: 1,
  })
})
