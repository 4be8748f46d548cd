import { AsyncLocalStorage } from 'node:async_hooks'
import { context, ROOT_CONTEXT, SpanStatusCode, trace, type Context, type ContextManager } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../../fixtures/billing.ts'
import { createHosts } from '../../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../../fixtures/stand-in-server.ts'
import type { Call } from '../index.ts'

const hosts = createHosts()
const exporter = new InMemorySpanExporter()
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
let server: StandInServer | null = null

beforeAll(() => {
  const storage = new AsyncLocalStorage<Context>()
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (inside, work, self, ...args) => storage.run(inside, () => work.call(self, ...args)),
    bind: (_inside, target) => target,
    enable: () => manager,
    disable: () => manager,
  }
  context.setGlobalContextManager(manager)
  trace.setGlobalTracerProvider(provider)
})

afterEach(async () => {
  exporter.reset()
  await hosts.end()
  await server?.stop()
})

afterAll(() => {
  trace.disable()
  context.disable()
})

async function spansOf(input: Ticket, invoke: (input: Ticket, call: Call) => Promise<Reply>) {
  server = await startStandIn(gateStateOf(billingManifest()))
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, invoke)
  await dayshift.ready()
  const result = await replies.run(input, { unitKey: 'u' })
  return { result, spans: exporter.getFinishedSpans() }
}

test('a run is a span with the conventions of generative AI and the verdict; the model client’s spans lie below it', async () => {
  const { result, spans } = await spansOf({ text: 'a' }, async (_input, call) => {
    trace.getTracer('client').startSpan('chat small').end()
    call.record({
      model: 'small',
      resolvedModel: 'small-1',
      provider: 'example',
      inputTokens: 3,
      outputTokens: 2,
      finishReason: 'stop',
    })
    return { reply: 'Hello.' }
  })
  const [client, run] = spans
  expect(run?.name).toBe(`invoke_workflow ${SLUG}`)
  expect(run?.attributes).toMatchObject({
    'gen_ai.operation.name': 'invoke_workflow',
    'gen_ai.workflow.name': SLUG,
    'gen_ai.provider.name': 'example',
    'gen_ai.request.model': 'small',
    'gen_ai.response.model': 'small-1',
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 2,
    'gen_ai.response.finish_reasons': ['stop'],
    'dayshift.run_id': result.runId,
    'dayshift.route': 'automatic',
    'dayshift.reason': 'clear',
  })
  expect(client?.parentSpanContext?.spanId).toBe(run?.spanContext().spanId)
})

test('a failed call marks its span', async () => {
  const { spans } = await spansOf({ text: 'a' }, async () => {
    throw new Error('vendor says 503')
  })
  expect(spans[0]?.status).toMatchObject({ code: SpanStatusCode.ERROR, message: 'vendor says 503' })
  expect(spans[0]?.attributes).toMatchObject({
    'error.type': 'error',
    'dayshift.route': 'human',
    'dayshift.reason': 'call-failed',
  })
})

test('a unit that a rule sends to a person is no error', async () => {
  const { spans } = await spansOf({ text: 'fraud' }, async () => ({ reply: '' }))
  expect(spans[0]?.status.code).toBe(SpanStatusCode.UNSET)
  expect(spans[0]?.attributes).toMatchObject({ 'dayshift.route': 'human', 'dayshift.rule': 'fraud' })
})
