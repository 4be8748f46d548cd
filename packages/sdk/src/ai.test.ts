import { generateText, streamText, wrapLanguageModel } from 'ai'
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test'
import { afterEach, expect, test } from 'vitest'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../fixtures/billing.ts'
import { createHosts } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import { dayshiftMiddleware } from './ai.ts'

const hosts = createHosts()
let server: StandInServer | null = null

afterEach(async () => {
  await hosts.end()
  await server?.stop()
})

const USAGE = {
  inputTokens: { total: 11, noCache: 11, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 4, text: 4, reasoning: 0 },
}
const FINISH = { unified: 'stop' as const, raw: 'stop' }
const TEXT = '{"reply":"Hello."}'

const model = wrapLanguageModel({
  middleware: dayshiftMiddleware(),
  model: new MockLanguageModelV4({
    provider: 'example.chat',
    modelId: 'small',
    doGenerate: async () => ({
      content: [{ type: 'text', text: TEXT }],
      finishReason: FINISH,
      usage: USAGE,
      warnings: [],
      response: { modelId: 'small-2026-11-01' },
    }),
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: 'stream-start', warnings: [] },
          { type: 'response-metadata', modelId: 'small-2026-11-02' },
          { type: 'text-start', id: '1' },
          { type: 'text-delta', id: '1', delta: TEXT },
          { type: 'text-end', id: '1' },
          { type: 'finish', usage: USAGE, finishReason: FINISH },
        ],
      }),
    }),
  }),
})

async function recordOf(invoke: (input: Ticket) => Promise<string>) {
  server = await startStandIn(gateStateOf(billingManifest()))
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, invoke)
  await dayshift.ready()
  const result = await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'automatic', output: { reply: 'Hello.' } })
  await dayshift.flush()
  return server.runs.get(result.runId)
}

test('a generated answer tells its run the models, tokens and finish reason', async () => {
  const record = await recordOf(async ({ text }) => (await generateText({ model, prompt: text })).text)
  expect(record).toMatchObject({
    requestedModel: 'small',
    resolvedModel: 'small-2026-11-01',
    inputTokens: 11,
    outputTokens: 4,
    finishReason: 'stop',
  })
})

test('a streamed answer tells the same', async () => {
  const record = await recordOf(({ text }) => Promise.resolve(streamText({ model, prompt: text }).text))
  expect(record).toMatchObject({
    resolvedModel: 'small-2026-11-02',
    inputTokens: 11,
    outputTokens: 4,
    finishReason: 'stop',
  })
})

test('several calls in one run are summed', async () => {
  const record = await recordOf(async ({ text }) => {
    await Promise.all([generateText({ model, prompt: text }), generateText({ model, prompt: text })])
    return (await generateText({ model, prompt: text })).text
  })
  expect(record).toMatchObject({ inputTokens: 33, outputTokens: 12 })
})

test('outside of a run the model works as ever', async () => {
  expect((await generateText({ model, prompt: 'a' })).text).toBe(TEXT)
})
