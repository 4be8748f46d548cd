import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Manifest } from '@dayshift/core'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../fixtures/billing.ts'
import { createHosts, handClock, until, type HandClock } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import { createFaults, readFaults } from './control/faults.ts'
import type { Call } from './index.ts'

const DRILL = '0192f5a0-7c3e-7abc-8def-0123456789ab'
const MINUTE = 60_000
const START = Date.UTC(2026, 10, 20, 9)

const hosts = createHosts()
const servers: StandInServer[] = []

afterEach(async () => {
  await hosts.end()
  for (const server of servers.splice(0)) await server.stop()
})

type Fault = Readonly<Record<string, unknown>>

function fault(kind: string, more: Fault = {}): Fault {
  return {
    id: DRILL,
    kind,
    percent: 100,
    unitKeys: [],
    from: new Date(START).toISOString(),
    until: new Date(START + 10 * MINUTE).toISOString(),
    slowMs: 30,
    factor: 10,
    output: null,
    ...more,
  }
}

interface Drilled {
  readonly faults?: readonly Fault[]
  readonly manifest?: Partial<Manifest>
  readonly leaseMs?: number
  readonly invoke?: (input: Ticket, call: Call) => Reply | string | null | Promise<Reply | string | null>
}

async function drilled({ faults = [], manifest = {}, leaseMs = MINUTE, invoke }: Drilled) {
  const server = await startStandIn({ ...gateStateOf(billingManifest(manifest)), leaseMs, faults })
  servers.push(server)
  const clock = handClock(START)
  const folder = hosts.folder()
  const dayshift = hosts.host({ server: server.url, directory: folder, clock, random: () => 0.99 })
  let calls = 0
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, (input, call) => {
    calls++
    return invoke?.(input, call) ?? { reply: 'It takes 3 days.' }
  })
  expect(await dayshift.ready()).toBe(true)
  return { server, clock, folder, dayshift, replies, calls: () => calls }
}

async function recordOf(server: StandInServer, dayshift: { flush(): Promise<boolean> }, runId: string) {
  expect(await dayshift.flush()).toBe(true)
  return server.runs.get(runId)
}

test('S330 an error is forced without calling the model; the unit reaches its person and its run is marked', async () => {
  const { server, dayshift, replies, calls } = await drilled({ faults: [fault('error')] })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  expect(result).toMatchObject({ route: 'human', reason: { code: 'call-failed' }, failure: { failureClass: 'error' } })
  expect(result.wrongOnPurpose).toBe(false)
  // The sentence that people read gives nothing away.
  expect(result.reason.message).not.toMatch(/drill|purpose/i)
  expect(calls()).toBe(0)
  expect(await recordOf(server, dayshift, result.runId)).toMatchObject({ drill: DRILL, status: 'failed' })
})

test('S330 no answer in time, and a malformed answer, end as they would in life', async () => {
  const call = { timeoutMs: 20, attempts: 2, backoffMs: 1, breaker: { failures: 5, coolDownMs: 30_000 } }
  const late = await drilled({ faults: [fault('timeout')], manifest: { call } })
  expect(await late.replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({
    route: 'human',
    failure: { failureClass: 'timeout' },
  })
  expect(late.calls()).toBe(0)
  const off = await drilled({ faults: [fault('malformed')] })
  expect(await off.replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({
    route: 'human',
    failure: { failureClass: 'not-json' },
  })
})

test('S330 a wrong answer fits the contract, never goes through by itself, and looks like a quality sample', async () => {
  const { server, dayshift, replies, calls } = await drilled({
    faults: [fault('wrong')],
    manifest: { data: { capture: 'full', retentionDays: 30, subject: null, redact: [] } },
  })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  expect(result).toMatchObject({
    route: 'review',
    wrongOnPurpose: true,
    reason: { code: 'qa-sample', message: 'Drawn at random for a quality check.' },
    draft: { reply: expect.stringMatching(/^It takes \d+ days\.$/) },
  })
  expect(result).not.toMatchObject({ draft: { reply: 'It takes 3 days.' } })
  expect(calls()).toBe(1)
  expect(await recordOf(server, dayshift, result.runId)).toMatchObject({ drill: DRILL, route: 'review' })
})

test('S330 a supplied wrong answer needs no call; rules of the gate still hold it', async () => {
  const { replies, calls } = await drilled({ faults: [fault('wrong', { output: { reply: 'You get 900 EUR.' } })] })
  expect(await replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({
    route: 'review',
    reason: { rule: 'money' },
    draft: { reply: 'You get 900 EUR.' },
  })
  expect(calls()).toBe(0)
})

test('an answer in which nothing can be made wrong stays as it is, and its run is an ordinary one', async () => {
  const { server, dayshift, replies } = await drilled({
    faults: [fault('wrong')],
    invoke: () => ({ reply: 'Hello.' }),
  })
  const result = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  expect(result).toMatchObject({ route: 'automatic', output: { reply: 'Hello.' }, wrongOnPurpose: false })
  expect(await recordOf(server, dayshift, result.runId)).not.toHaveProperty('drill')
})

test('a wrong answer is given to nobody a second time: a duplicate of the unit goes to a person without it', async () => {
  const { replies } = await drilled({
    faults: [fault('wrong')],
    manifest: { dedupe: { key: 'input.text', windowMs: MINUTE } },
  })
  expect((await replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('review')
  const again = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  expect(again).toMatchObject({ route: 'human', reason: { code: 'duplicate' } })
})

test('S330 a late answer is the real one; a cost spike is told, while the budget counts what was really spent', async () => {
  const slow = await drilled({ faults: [fault('slow')] })
  const began = performance.now()
  expect(await slow.replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({ route: 'automatic' })
  expect(performance.now() - began).toBeGreaterThanOrEqual(29)

  const limits = { perRun: null, perDay: { amount: '0.05', currency: 'EUR' }, perMonth: null, latencyMs: null }
  const dear = await drilled({
    faults: [fault('cost-spike')],
    manifest: { limits },
    invoke: (_input, call) => {
      call.record({ inputTokens: 7, costAmount: '0.01', costCurrency: 'EUR' })
      return { reply: 'Hello.' }
    },
  })
  const results = []
  for (let n = 0; n < 4; n++) results.push(await dear.replies.run({ text: 'a' }, { unitKey: `u${n}` }))
  expect(results.map(({ route }) => route)).toEqual(['automatic', 'automatic', 'automatic', 'automatic'])
  expect(await recordOf(dear.server, dear.dayshift, results[0]?.runId ?? '')).toMatchObject({
    costAmount: '0.1',
    inputTokens: 70,
    drill: DRILL,
  })
})

test('S330 a share is of units that stay chosen; named units are hit and no others', async () => {
  const share = await drilled({ faults: [fault('error', { percent: 30 })] })
  const routes = new Map<string, string>()
  for (let n = 0; n < 200; n++)
    routes.set(`u${n}`, (await share.replies.run({ text: 'a' }, { unitKey: `u${n}` })).route)
  const hit = [...routes.values()].filter((route) => route === 'human').length
  expect(hit).toBeGreaterThan(35)
  expect(hit).toBeLessThan(85)
  for (const [unitKey, route] of [...routes].slice(0, 20)) {
    expect((await share.replies.run({ text: 'a' }, { unitKey })).route).toBe(route)
  }
  const named = await drilled({ faults: [fault('error', { percent: 0, unitKeys: ['u1'] })] })
  expect((await named.replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('human')
  expect((await named.replies.run({ text: 'a' }, { unitKey: 'u2' })).route).toBe('automatic')
})

test('failures on purpose open no breaker for the units beside them', async () => {
  const call = { timeoutMs: 5000, attempts: 1, backoffMs: 1, breaker: { failures: 2, coolDownMs: 30_000 } }
  const { replies, dayshift } = await drilled({
    faults: [fault('error', { percent: 0, unitKeys: ['u1'] })],
    manifest: { call },
  })
  for (let n = 0; n < 5; n++) await replies.run({ text: 'a' }, { unitKey: 'u1' })
  expect(dayshift.health().workflows[0]?.breaker).toBe('closed')
  expect((await replies.run({ text: 'a' }, { unitKey: 'u2' })).route).toBe('automatic')
})

test('S330 a fault ends at its time by the host’s own clock, also where the server is gone', async () => {
  const { server, clock, replies } = await drilled({ faults: [fault('error')], leaseMs: 60 * MINUTE })
  await server.stop()
  clock.advance(10 * MINUTE - 1)
  expect(await replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({ reason: { code: 'call-failed' } })
  clock.advance(1)
  expect(await replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({ route: 'automatic', failure: null })
  // Set back, the wall clock prolongs nothing.
  clock.setWall(START)
  expect(await replies.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({ route: 'automatic', failure: null })
})

test('a fault that was stopped is over with the next word of the server', async () => {
  const { server, replies } = await drilled({ faults: [fault('error')] })
  expect((await replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('human')
  const { faults: _, ...stopped } = server.state
  server.state = stopped
  const pulls = server.pulls
  await until(() => server.pulls >= pulls + 2)
  expect((await replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('automatic')
})

test('a host that starts again in mid-drill forces nothing from disk, and everything again from a living server', async () => {
  const { server, clock, folder, dayshift, replies } = await drilled({ faults: [fault('error')] })
  expect((await replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('human')
  await dayshift.close(0)
  await server.stop()
  const again = hosts.host({ server: server.url, directory: folder, clock })
  const restarted = again.workflow<Ticket, Reply>(SLUG, () => ({ reply: 'Hello.' }))
  await again.ready(50)
  expect(await restarted.run({ text: 'a' }, { unitKey: 'u1' })).toMatchObject({ route: 'automatic' })
  await server.start()
  await until(() => again.health().workflows[0]?.lastPull?.failure === null)
  expect((await restarted.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('human')
})

test('an answer of an older server has no fault, and one that is damaged forces nothing', async () => {
  const { replies } = await drilled({ faults: [{ id: 'x' }, fault('boom'), { ...fault('error'), until: 'soon' }] })
  expect((await replies.run({ text: 'a' }, { unitKey: 'u1' })).route).toBe('automatic')
  expect(readFaults(undefined)).toEqual([])
})

const step = fc.oneof(
  fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 40 * MINUTE }) }),
  fc.record({ kind: fc.constant('set' as const), ms: fc.integer({ min: -3 * 60 * MINUTE, max: 3 * 60 * MINUTE }) }),
  fc.record({ kind: fc.constant('hear' as const), ms: fc.constant(0) }),
)

test('S330 a fault never outlives its time, however the clocks are moved and whatever is heard again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -30 * MINUTE, max: 30 * MINUTE }),
      fc.integer({ min: 1, max: 600 * MINUTE }),
      fc.array(step, { maxLength: 40 }),
      (ahead, lastsMs, steps) => {
        const clock: HandClock = handClock(START)
        const faults = createFaults(clock)
        const told = readFaults([
          fault('error', {
            from: new Date(START + ahead).toISOString(),
            until: new Date(START + ahead + lastsMs).toISOString(),
          }),
        ])
        const lasts = Math.min(lastsMs, 60 * MINUTE)
        faults.hear(told)
        let passed = 0
        for (const { kind, ms } of steps) {
          if (kind === 'hear') faults.hear(told)
          else if (kind === 'set') clock.setWall(START + ms)
          else {
            clock.advance(ms)
            passed += ms
          }
          if (faults.hits('u1') === null) continue
          // Within its time on the wall, and within its length since it was heard of.
          expect(clock.now()).toBeGreaterThanOrEqual(START + ahead)
          expect(clock.now()).toBeLessThan(START + ahead + lasts)
          expect(passed).toBeLessThan(Math.max(0, ahead) + lasts)
        }
      },
    ),
    { numRuns: 500 },
  )
})
