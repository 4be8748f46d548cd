import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDayshift } from '@dayshift/sdk'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modelFromEnvironment } from './model.ts'

/** A server that speaks the chat completions of OpenAI-compatible vendors; what it answers is set by each test. */
let vendor: Server
let answer = ''
let asked = ''

beforeAll(async () => {
  vendor = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      asked = body
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          id: 'c-1',
          object: 'chat.completion',
          created: 1,
          model: 'small-model-2026-10',
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: answer } }],
          usage: { prompt_tokens: 120, completion_tokens: 40, total_tokens: 160 },
        }),
      )
    })
  })
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => vendor.close(resolve)))

const MANIFEST = readFileSync(new URL('../dayshift.yaml', import.meta.url), 'utf8')
  .replace('percent: 90', 'percent: 100')
  .replace('qaSample: 10', 'qaSample: 0')
  .replace('steps: [95, 100]', 'steps: []')
const TICKET = { ticketId: 'T-1', customer: 'Harbour Bikes', text: 'Where can I find my invoices?' }

async function runWith(content: string) {
  answer = content
  const { port } = vendor.address() as AddressInfo // it listens on TCP
  const ask = modelFromEnvironment({ DAYSHIFT_MODEL_URL: `http://127.0.0.1:${port}/v1`, DAYSHIFT_MODEL: 'small-model' })
  const dayshift = createDayshift({ manifest: MANIFEST })
  const replies = dayshift.workflow<typeof TICKET>('billing-replies', (ticket, call) => ask?.(ticket, call.signal))
  const result = await replies.run(TICKET)
  await dayshift.close()
  return result
}

const REPLY = {
  topic: 'invoice-copy',
  confidence: 0.9,
  policy: 'invoice-copy',
  draft: 'Under Settings, Billing.',
  changesAccount: false,
}

test('with DAYSHIFT_MODEL_URL a language model drafts from the policy, and the gate judges its answer', async () => {
  const result = await runWith(`\`\`\`json\n${JSON.stringify(REPLY)}\n\`\`\``)
  expect(result).toMatchObject({ route: 'automatic', output: REPLY })
  expect(JSON.parse(asked)).toMatchObject({ model: 'small-model' })
  expect(asked).toContain('Refunds leave us the same day')
})

test('S315 what the model promises in money goes to an agent; what is no JSON goes to a person', async () => {
  expect(await runWith(JSON.stringify({ ...REPLY, draft: 'You get 20 EUR back.' }))).toMatchObject({
    route: 'review',
    reason: { rule: 'names-money' },
  })
  expect(await runWith('Dear customer, all is well.')).toMatchObject({
    route: 'human',
    failure: { failureClass: 'not-json' },
  })
})

test('without DAYSHIFT_MODEL_URL there is no model', () => {
  expect(modelFromEnvironment({})).toBeNull()
})
