import { afterEach, expect, test } from 'vitest'
import type { Manifest } from '@dayshift/core'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../fixtures/billing.ts'
import { createHosts, handClock, until } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import type { DayshiftOptions } from './index.ts'

const hosts = createHosts()
const servers: StandInServer[] = []

afterEach(async () => {
  await hosts.end()
  for (const server of servers.splice(0)) await server.stop()
})

async function serverFor(changes: Partial<Manifest> = {}): Promise<StandInServer> {
  const server = await startStandIn(gateStateOf(billingManifest(changes)))
  servers.push(server)
  return server
}

async function workflowFor(
  changes: Partial<Manifest>,
  invoke: (input: Ticket) => Promise<Reply | string | null> | Reply | string | null,
  options: DayshiftOptions = {},
) {
  const server = await serverFor(changes)
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), ...options })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, invoke)
  expect(await dayshift.ready()).toBe(true)
  return { server, dayshift, replies }
}

test('a unit that nothing holds is automatic, and its record arrives at the server', async () => {
  const { server, dayshift, replies } = await workflowFor({}, () => ({ reply: 'Thank you.' }))

  const result = await replies.run({ text: 'Where is my invoice?' }, { unitKey: 'ticket-1' })

  expect(result).toMatchObject({
    route: 'automatic',
    output: { reply: 'Thank you.' },
    reason: { code: 'clear' },
    unitKey: 'ticket-1',
    duplicateOf: null,
    failure: null,
  })
  expect(await dayshift.flush()).toBe(true)
  expect(server.runs.get(result.runId)).toMatchObject({
    workflow: SLUG,
    unitKey: 'ticket-1',
    route: 'automatic',
    reasonCode: 'clear',
    status: 'ok',
    attempts: 1,
    retries: 0,
    requestedModel: 'small-1',
    inputQuality: 1,
    release: server.state.release?.hash,
  })
})

test('S313 an input that a rule keeps from the AI never reaches the function', async () => {
  let calls = 0
  const { replies } = await workflowFor({}, () => {
    calls++
    return { reply: '' }
  })
  const result = await replies.run({ text: 'this is fraud' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule: 'fraud' } })
  expect(result).not.toHaveProperty('output')
  expect(calls).toBe(0)
})

test('S315 an answer that names money is a draft, not an output', async () => {
  const { replies } = await workflowFor({}, () => ({ reply: 'You get 10 EUR.' }))
  const result = await replies.run({ text: 'refund?' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'review', reason: { rule: 'money' }, draft: { reply: 'You get 10 EUR.' } })
  expect(result).not.toHaveProperty('output')
})

test('S286 an input that misses a field goes to a person, with the fault', async () => {
  const { replies } = await workflowFor({}, () => ({ reply: '' }))
  const result = await replies.run({} as Ticket, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'human', reason: { code: 'input-contract' } })
  expect(result.reason.message).toContain('text')
})

test('an answer in JSON text is read; one that is no JSON, none at all, or off the contract goes to a person', async () => {
  const answers = ['{"reply":"Hello."}', 'Sure! Here is the reply:', null, '{"answer":1}']
  const { server, dayshift, replies } = await workflowFor({}, () => answers.shift() ?? null)

  const read = await replies.run({ text: 'a' }, { unitKey: '1' })
  const noJson = await replies.run({ text: 'a' }, { unitKey: '2' })
  const none = await replies.run({ text: 'a' }, { unitKey: '3' })
  const off = await replies.run({ text: 'a' }, { unitKey: '4' })

  expect(read).toMatchObject({ route: 'automatic', output: { reply: 'Hello.' } })
  expect(noJson).toMatchObject({
    route: 'human',
    reason: { code: 'call-failed' },
    failure: { failureClass: 'not-json' },
  })
  expect(none).toMatchObject({ route: 'human', reason: { code: 'no-output' } })
  expect(off).toMatchObject({
    route: 'human',
    reason: { code: 'output-contract' },
    failure: { failureClass: 'output-contract' },
  })
  await dayshift.flush()
  expect(server.runs.get(noJson.runId)).toMatchObject({ status: 'failed', failureClass: 'not-json' })
  expect(server.runs.get(off.runId)).toMatchObject({ status: 'failed', failureClass: 'output-contract' })
})

test('S289 an error of the function becomes a route, and is never thrown', async () => {
  const { replies } = await workflowFor({}, () => {
    throw new Error('vendor says 503')
  })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'human', reason: { code: 'call-failed' }, failure: { failureClass: 'error' } })
  expect(result.reason.message).toContain('vendor says 503')
})

test('a failed call is tried again as often as the manifest says, and the record counts it', async () => {
  const call = { timeoutMs: 5000, attempts: 3, backoffMs: 1, breaker: { failures: 9, coolDownMs: 1000 } }
  let calls = 0
  const { server, dayshift, replies } = await workflowFor({ call }, () => {
    if (++calls < 3) throw new Error('again')
    return { reply: 'Hello.' }
  })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(result.route).toBe('automatic')
  await dayshift.flush()
  expect(server.runs.get(result.runId)).toMatchObject({ attempts: 3, retries: 2, status: 'ok' })
})

test('an error that says it is not to be retried is not', async () => {
  const call = { timeoutMs: 5000, attempts: 3, backoffMs: 1, breaker: { failures: 9, coolDownMs: 1000 } }
  let calls = 0
  const { replies } = await workflowFor({ call }, () => {
    calls++
    throw Object.assign(new Error('bad request'), { isRetryable: false })
  })
  await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(calls).toBe(1)
})

test('a call without end is given up when its time is over, and told so by its signal', async () => {
  const call = { timeoutMs: 20, attempts: 1, backoffMs: 1, breaker: { failures: 9, coolDownMs: 1000 } }
  const server = await serverFor({ call })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  let told: unknown
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, (_input, { signal }) => {
    signal.addEventListener('abort', () => (told = signal.reason))
    return new Promise<Reply>(() => {})
  })
  await dayshift.ready()
  const result = await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'human', failure: { failureClass: 'timeout' } })
  expect(told).toMatchObject({ name: 'TimeoutError' })
})

test('a caller who gives up gets a route at once', async () => {
  const giveUp = new AbortController()
  const { replies } = await workflowFor({}, () => {
    giveUp.abort()
    return new Promise<Reply>(() => {})
  })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u', signal: giveUp.signal })
  expect(result).toMatchObject({ route: 'human', failure: { failureClass: 'aborted' } })
})

test('the breaker opens after failures in a row, lets one probe through after the cool-down, and closes', async () => {
  const call = { timeoutMs: 5000, attempts: 1, backoffMs: 1, breaker: { failures: 2, coolDownMs: 10_000 } }
  const clock = handClock()
  let broken = true
  let calls = 0
  const { dayshift, replies } = await workflowFor(
    { call },
    () => {
      calls++
      if (broken) throw new Error('down')
      return { reply: 'Hello.' }
    },
    { clock },
  )
  const run = (unitKey: string) => replies.run({ text: 'a' }, { unitKey })
  await run('1')
  await run('2')
  expect(await run('3')).toMatchObject({ route: 'human', failure: { failureClass: 'breaker-open' } })
  expect(calls).toBe(2)
  expect(dayshift.health().workflows[0]?.breaker).toBe('open')

  clock.advance(10_000)
  await run('4')
  expect(calls).toBe(3)
  expect(await run('5')).toMatchObject({ failure: { failureClass: 'breaker-open' } })

  broken = false
  clock.advance(10_000)
  const both = await Promise.all([run('6'), run('7')])
  expect(both.map(({ route }) => route).toSorted()).toEqual(['automatic', 'human'])
  expect(await run('8')).toMatchObject({ route: 'automatic' })
  expect(dayshift.health().workflows[0]?.breaker).toBe('closed')
})

test('S287 the same unit inside the window gets the first result, marked as a duplicate', async () => {
  let calls = 0
  const dedupe = { key: 'input.ticket', windowMs: 60_000 }
  const input = {
    type: 'object',
    properties: { ticket: { type: 'string' }, text: { type: 'string' } },
    required: ['ticket', 'text'],
  }
  const clock = handClock()
  const { server, dayshift, replies } = await workflowFor({ dedupe, input }, () => ({ reply: `Hello ${++calls}.` }), {
    clock,
  })
  const ticket = { ticket: 't1', text: 'a' }

  const [first, ...later] = await Promise.all([1, 2, 3].map(() => replies.run(ticket, { unitKey: 'u' })))
  const after = await replies.run(ticket, { unitKey: 'u' })

  expect(first).toMatchObject({ route: 'automatic', duplicateOf: null })
  for (const result of [...later, after]) {
    expect(result).toMatchObject({
      route: 'automatic',
      reason: { code: 'duplicate' },
      duplicateOf: first?.runId,
      output: { reply: 'Hello 1.' },
    })
  }
  expect(calls).toBe(1)
  await dayshift.flush()
  expect(server.runs.get(after.runId)).toMatchObject({ duplicateOf: first?.runId, status: 'not-called' })

  clock.advance(60_001)
  await dayshift.ready()
  await until(() => dayshift.health().workflows[0]?.leaseRemainingMs === 60_000)
  expect(await replies.run(ticket, { unitKey: 'u' })).toMatchObject({
    reason: { code: 'clear' },
    output: { reply: 'Hello 2.' },
  })
})

test('100 calls at the same time spend no more than the day allows', async () => {
  const money = (amount: string) => ({ amount, currency: 'EUR' })
  const limits = { perRun: money('0.10'), perDay: money('1.00'), perMonth: null, latencyMs: null }
  const server = await serverFor({ limits })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, async (_input, call) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    call.record({ costAmount: '0.02', costCurrency: 'EUR' })
    return { reply: 'Hello.' }
  })
  await dayshift.ready()
  const run = (n: number) => replies.run({ text: 'a' }, { unitKey: `u${n}` })

  const results = await Promise.all(Array.from({ length: 100 }, (_, n) => run(n)))
  expect(results.filter(({ route }) => route === 'automatic')).toHaveLength(10)
  expect(results.filter(({ reason }) => reason.code === 'budget')).toHaveLength(90)

  // The ten cost 0.20 in all: what they didn't use is free again.
  let more = 0
  while ((await run(1000 + more)).route === 'automatic') more++
  expect(more).toBe(36)
})

test('a cost that nobody tells stays counted as the whole reservation, and the host hears of it', async () => {
  const money = (amount: string) => ({ amount, currency: 'EUR' })
  const limits = { perRun: money('0.40'), perDay: money('1.00'), perMonth: null, latencyMs: null }
  const { server, dayshift, replies } = await workflowFor({ limits }, () => ({ reply: 'Hello.' }))
  const results = [1, 2, 3].map((n) => replies.run({ text: 'a' }, { unitKey: `u${n}` }))
  expect((await Promise.all(results)).map(({ reason }) => reason.code)).toEqual(['clear', 'clear', 'budget'])
  expect(dayshift.health().workflows[0]?.unknownCosts).toBe(2)
  expect(dayshift.said.join()).toContain('told no cost in EUR')
  await dayshift.flush()
  for (const run of server.runs.values()) expect(run['costAmount']).toBeUndefined()
})

test('several reports of one run are summed, and the last model that answered is kept', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, (_input, call) => {
    const cost = { costAmount: '0.1', costCurrency: 'EUR', costSource: 'vendor' }
    call.record({ model: 'small', resolvedModel: 'small-0925', inputTokens: 10, outputTokens: 1, ...cost })
    call.record({
      model: 'small',
      resolvedModel: 'small-1101',
      inputTokens: 5,
      outputTokens: 2,
      finishReason: 'stop',
      ...cost,
    })
    return { reply: 'Hello.' }
  })
  await dayshift.ready()
  const { runId } = await replies.run({ text: 'a' }, { unitKey: 'u' })
  await dayshift.flush()
  expect(server.runs.get(runId)).toMatchObject({
    requestedModel: 'small',
    resolvedModel: 'small-1101',
    inputTokens: 15,
    outputTokens: 3,
    costAmount: '0.2',
    costCurrency: 'EUR',
    costSource: 'vendor',
    finishReason: 'stop',
  })
})

test('contents are captured as the manifest says: none, redacted or full', async () => {
  const input: Ticket = { text: 'Mail me: anna@example.com', secret: 'pin 1234' }
  for (const capture of ['none', 'redacted', 'full'] as const) {
    const data = { capture, retentionDays: 30, subject: 'input.from', redact: ['/input/secret'] }
    const { server, dayshift, replies } = await workflowFor({ data }, () => ({ reply: 'To anna@example.com.' }))
    const { runId } = await replies.run({ ...input, from: 'customer-7' }, { unitKey: 'u' })
    await dayshift.flush()
    const run = server.runs.get(runId)
    expect(run?.['subject']).toBe('customer-7')
    if (capture === 'none') expect(run).not.toHaveProperty('input')
    if (capture === 'full') expect(run?.['input']).toEqual({ ...input, from: 'customer-7' })
    if (capture === 'redacted') {
      expect(run?.['input']).toEqual({ text: 'Mail me: [e-mail]', secret: '[removed]', from: 'customer-7' })
      expect(run?.['output']).toEqual({ reply: 'To [e-mail].' })
    }
  }
})

test('10 MB of input are routed, and the record says that the content was not kept', async () => {
  const data = { capture: 'full' as const, retentionDays: 30, subject: null, redact: [] }
  const { server, dayshift, replies } = await workflowFor({ data }, () => ({ reply: 'Hello.' }))
  const { runId, route } = await replies.run({ text: 'x'.repeat(10_000_000) }, { unitKey: 'u' })
  expect(route).toBe('automatic')
  await dayshift.flush()
  expect(server.runs.get(runId)?.['input']).toEqual({ dayshift: expect.stringContaining('not kept') })
})

test('1,000 levels of nesting and values that are no JSON end in a route and a record', async () => {
  const data = { capture: 'redacted' as const, retentionDays: 30, subject: null, redact: [] }
  const { server, dayshift, replies } = await workflowFor({ data }, () => ({ reply: 'Hello.' }))
  let deep: unknown = 'a@example.com'
  for (let level = 0; level < 1000; level++) deep = [deep]
  const circle: Record<string, unknown> = { text: 'a' }
  circle['self'] = circle
  const odd = [
    { text: 'a', deep },
    circle,
    { text: 'a', n: 1n },
    { text: 'a', at: new Date(0) },
    'text',
    7,
    null,
    undefined,
  ]
  const results = await Promise.all(
    odd.map((input, n) => replies.run(input as unknown as Ticket, { unitKey: `u${n}` })),
  )
  expect(await dayshift.flush()).toBe(true)
  for (const { runId } of results) expect(server.runs.has(runId)).toBe(true)
})

test("decisions made in the host's own screens arrive after their runs", async () => {
  const data = { capture: 'redacted' as const, retentionDays: 30, subject: null, redact: [] }
  const { server, dayshift, replies } = await workflowFor({ data }, () => ({ reply: '10 EUR' }))
  const result = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  const shownAt = new Date('2026-11-20T10:00:00Z')
  await replies.decided(result, { kind: 'edited', by: 'kim', shownAt, finalOutput: { reply: 'Mail a@example.com' } })
  await replies.decided({ unitKey: 'u2' }, { kind: 'bypass', by: 'kim', reason: 'was quicker' })
  await dayshift.flush()
  expect(server.decisions).toMatchObject([
    {
      runId: result.runId,
      unitKey: 'u1',
      kind: 'edited',
      by: 'kim',
      shownAt: '2026-11-20T10:00:00.000Z',
      finalOutput: { reply: 'Mail [e-mail]' },
    },
    { unitKey: 'u2', kind: 'bypass', reason: 'was quicker' },
  ])
})

test('an answer that is there already takes the same gate, synchronously, with the same record', async () => {
  const { server, dayshift, replies } = await workflowFor({}, () => null)
  const results = [
    replies.route({ text: 'a' }, { reply: 'Hello.' }, { unitKey: '1', usage: { inputTokens: 7 } }),
    replies.route({ text: 'a' }, '{"reply":"1 EUR"}', { unitKey: '2' }),
    replies.route({ text: 'a' }, 'no JSON', { unitKey: '3' }),
    replies.route({ text: 'fraud' }, null, { unitKey: '4' }),
  ]
  expect(results.map(({ route, reason }) => `${route} ${reason.code}`)).toEqual([
    'automatic clear',
    'review output-rule',
    'human call-failed',
    'human input-rule',
  ])
  await dayshift.written()
  await dayshift.flush()
  expect(server.order).toEqual(results.map(({ runId }) => runId))
  expect(server.runs.get(server.order[0] ?? '')).toMatchObject({ inputTokens: 7 })
})

test('1,000 runs at the same time: each gets its own result, and each record arrives once', async () => {
  const { server, dayshift, replies } = await workflowFor({}, async ({ text }) => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    return { reply: text }
  })
  const results = await Promise.all(
    Array.from({ length: 1000 }, (_, n) => replies.run({ text: `t${n}` }, { unitKey: `u${n}` })),
  )
  results.forEach((result, n) => expect(result).toMatchObject({ route: 'automatic', output: { reply: `t${n}` } }))
  expect(await dayshift.flush()).toBe(true)
  expect(server.runs.size).toBe(1000)
  expect(server.duplicates).toBe(0)
  expect(Math.max(...server.batches.map(({ records }) => records))).toBeLessThanOrEqual(500)
})

test('without a server the gate runs from the manifest at hand, and nothing is kept', async () => {
  const dayshift = hosts.host({ manifest: 'dayshift: 1\nworkflow: billing-replies\n' })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, () => ({ reply: 'Hello.' }))
  const result = await replies.run({ text: 'a' }, { unitKey: 'u' })
  expect(result).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
  expect(dayshift.said.join()).toContain('Cannot use the manifest')
  expect(await dayshift.flush()).toBe(true)
})
