import { readFileSync } from 'node:fs'
import { bootServer, putInStage, putLive, type TestServer } from '@dayshift/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createHosts, until } from '../fixtures/host.ts'
import type { Dayshift } from './index.ts'

const SLUG = 'billing-replies'
const MANIFEST = readFileSync(new URL('../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const DRAFT = { topic: 'invoice', confidence: 0.9, policy: 'invoices', draft: 'It is attached.', changesAccount: false }

const hosts = createHosts()
let server: TestServer

beforeAll(async () => {
  server = await bootServer()
  await mustBe(201, 'POST', '/workflows', { manifest: MANIFEST })
  const { body } = await server.request('GET', `/api/v1/workflows/${SLUG}`, { as: server.admin })
  await putLive(server.world, server.workspaceId, SLUG, body.releases[0].hash, 100)
})
afterEach(() => hosts.end())
afterAll(() => server.close())

function mustBe(status: number, method: string, path: string, body?: unknown) {
  return server.mustBe(status, method, path, { body })
}

interface Ticket {
  readonly ticketId: string
  readonly customer: string
  readonly text: string
}

function ticket(ticketId: string, text = 'Where is my invoice?'): Ticket {
  return { ticketId, customer: 'Kim', text }
}

function host(random = () => 0.99) {
  const dayshift = hosts.host({ server: server.address, apiKey: server.key.secret, directory: hosts.folder(), random })
  const replies = dayshift.workflow<Ticket, typeof DRAFT>(SLUG, (input, call) => {
    call.record({ model: 'small', resolvedModel: 'small-1', inputTokens: 5, costAmount: '0.001', costCurrency: 'USD' })
    return { ...DRAFT, draft: input.text.includes('refund') ? 'You get 10 EUR.' : DRAFT.draft }
  })
  return { dayshift, replies }
}

async function waits(dayshift: Dayshift, holds: () => Promise<boolean>) {
  await dayshift.flush()
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('runs arrive at the real server with route, reason, model and cost; what needs a person is a case', async () => {
  const { dayshift, replies } = host()
  expect(await dayshift.ready()).toBe(true)
  const results = [
    await replies.run(ticket('real-1')),
    await replies.run(ticket('real-2', 'I want a refund')),
    await replies.run(ticket('real-3', 'This is fraud')),
    await replies.run(ticket('real-1')),
  ]
  expect(results.map(({ route, reason }) => `${route} ${reason.code}`)).toEqual([
    'automatic clear',
    'review output-rule',
    'human input-rule',
    'automatic duplicate',
  ])
  expect(await dayshift.flush()).toBe(true)
  expect(dayshift.health().spool).toMatchObject({ quarantined: 0, refused: 0, lost: 0, shipped: 4 })

  for (const { runId, route, reason } of results) {
    const { body } = await server.request('GET', `/api/v1/runs/${runId}`, { as: server.admin })
    expect(body.run).toMatchObject({ id: runId, route, reasonCode: reason.code, workflow: SLUG })
  }
  const { body } = await server.request('GET', '/api/v1/cases', { as: server.admin })
  const waiting = body.items.map((item: { runId: string }) => item.runId)
  expect(new Set(waiting)).toEqual(new Set([results[1]?.runId, results[2]?.runId]))
})

test('a release that rolls out on the real server reaches its share of units, and its rollback all of them within 5 s', async () => {
  const { dayshift, replies } = host()
  await dayshift.ready()
  await putInStage(server.world, server.workspaceId, SLUG, 'launch')
  for (const [duty, person] of [
    ['change-owner', server.admin],
    ['daily-care', server.member],
  ] as const) {
    await mustBe(200, 'POST', `/workflows/${SLUG}/duties/${duty}`, { person: person.id })
  }
  const { change } = await mustBe(201, 'POST', `/workflows/${SLUG}/changes`, {
    manifest: MANIFEST.replace('2026-11-20', '2026-11-21').replace('strictly from', 'only from'),
  })
  const { contentHash } = change
  const approved = await server.request('POST', `/api/v1/workflows/${SLUG}/changes/${change.id}/approve`, {
    as: server.member,
    body: { contentHash },
  })
  expect(approved.body.state).toBe('approved')
  await mustBe(200, 'POST', `/workflows/${SLUG}/changes/${change.id}/start`, { contentHash })
  const releasesOf = async (prefix: string) => {
    for (let index = 0; index < 40; index++) await replies.run(ticket(`${prefix}-${index}`))
    await dayshift.flush()
    const { body } = await server.request('GET', '/api/v1/runs?limit=40', { as: server.admin })
    return body.items.map((run: { release: { name: string } | null }) => run.release?.name)
  }
  let tries = 0
  while (!(await releasesOf(`before-${tries++}`)).includes('2026-11-21')) expect(tries).toBeLessThan(50)
  await mustBe(200, 'POST', `/workflows/${SLUG}/changes/${change.id}/rollback`, { reason: 'Wrong promises' })
  const since = Date.now()
  tries = 0
  while ((await releasesOf(`after-${tries++}`)).includes('2026-11-21')) expect(Date.now() - since).toBeLessThan(5000)
  expect(new Set(await releasesOf('then'))).toEqual(new Set(['2026-11-20']))
})

test('a pause on the real server reaches the host, and so does its end', async () => {
  const { dayshift, replies } = host()
  await dayshift.ready()
  await mustBe(200, 'POST', `/workflows/${SLUG}/pause`, { reason: 'wrong amounts' })
  await until(() => dayshift.health().workflows[0]?.paused === 'wrong amounts')
  expect(await replies.run(ticket('paused-1'))).toMatchObject({ route: 'human', reason: { code: 'paused' } })
  await mustBe(200, 'POST', `/workflows/${SLUG}/resume`, {})
  await until(() => dayshift.health().workflows[0]?.paused === null)
})

test('S302 S298 a rerun that a person asks for in the inbox is run by the host, and its answer is there', async () => {
  const { dayshift, replies } = host()
  await dayshift.ready()
  const first = await replies.run(ticket('rerun-1', 'I want a refund'))
  await dayshift.flush()
  const cases = await server.request('GET', '/api/v1/cases', { as: server.admin })
  const opened = cases.body.items.find((item: { runId: string }) => item.runId === first.runId)
  const claim = await mustBe(200, 'POST', `/cases/${opened.id}/claim`, undefined)
  await mustBe(200, 'POST', `/cases/${opened.id}/rerun`, { token: claim.token })
  await waits(dayshift, async () => {
    const { body } = await server.request('GET', `/api/v1/runs/${first.runId}`, { as: server.admin })
    return body.reruns.length === 1
  })
  const { body } = await server.request('GET', `/api/v1/runs?unitKey=rerun-1`, { as: server.admin })
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({ rerunOf: first.runId, caseId: opened.id, route: 'review' })
})

test('a decision made in the host’s own screen is on the run', async () => {
  const { dayshift, replies } = host()
  await dayshift.ready()
  const result = await replies.run(ticket('decided-1', 'I want a refund'))
  await replies.decided(result, {
    kind: 'edited',
    by: 'Kim',
    shownAt: new Date(),
    finalOutput: { ...DRAFT, draft: 'Soon.' },
  })
  expect(await dayshift.flush()).toBe(true)
  const { body } = await server.request('GET', `/api/v1/runs/${result.runId}`, { as: server.admin })
  expect(body.decisions).toMatchObject([{ kind: 'edited', by: { name: 'Kim' } }])
})

test('a record that was delivered twice changes nothing', async () => {
  const { dayshift, replies } = host()
  await dayshift.ready()
  await replies.run(ticket('twice-1'))
  await dayshift.flush()
  const before = await server.request('GET', '/api/v1/runs?unitKey=twice-1', { as: server.admin })
  const record = {
    id: before.body.items[0].id,
    workflow: SLUG,
    unitKey: 'twice-1',
    startedAt: before.body.items[0].startedAt,
    endedAt: before.body.items[0].endedAt,
    latencyMs: 1,
    status: 'ok',
    route: 'automatic',
    reasonCode: 'clear',
    reasonMessage: 'again',
    bucket: 1,
  }
  const again = await server.request('POST', '/api/v1/runs', { as: server.key, body: { lost: 3, records: [record] } })
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 })
})

test('a host asks the same units first as the inbox does, and tells the own answer with the decision', async () => {
  await server.giveDuties(SLUG, { 'daily-care': server.member })
  const set = await server.request('POST', `/api/v1/workflows/${SLUG}/trust/human-first`, {
    as: server.member,
    body: { percent: 100, field: 'topic', reason: 'To see how we rely on it.' },
  })
  expect(set.status).toBe(200)
  const { dayshift, replies } = host()
  await dayshift.ready()
  expect((await replies.run(ticket('first-0'))).answerFirst).toBeNull()
  const result = await replies.run(ticket('first-1', 'I want a refund'))
  expect([result.route, result.answerFirst]).toEqual(['review', 'topic'])
  await replies.decided(result, {
    kind: 'accepted',
    by: 'host:ina',
    ownAnswer: { answer: 'refund', answeredAt: new Date(Date.now() - 1000) },
  })
  await dayshift.flush()
  const reliance = async () =>
    (await server.request('GET', `/api/v1/workflows/${SLUG}/trust`, { as: server.admin })).body.reliance
  await waits(dayshift, async () => (await reliance()).people === 1)
  const own = await server.request('GET', `/api/v1/workflows/${SLUG}/trust`, { as: server.admin })
  // One person alone: the figures are hers.
  expect(own.body.reliance).toMatchObject({ share: { percent: 100, field: 'topic' }, people: 1, figures: null })
})
