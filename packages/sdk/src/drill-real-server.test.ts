import { readFileSync } from 'node:fs'
import { bootServer, putLive, type TestServer } from '@dayshift/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createHosts } from '../fixtures/host.ts'

const SLUG = 'billing-replies'
const MANIFEST = readFileSync(new URL('../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const ANSWER = {
  topic: 'invoice',
  confidence: 0.9,
  policy: 'invoices',
  draft: 'It is attached.',
  changesAccount: false,
}

const hosts = createHosts()
let server: TestServer

beforeAll(async () => {
  server = await bootServer()
  await mustBe(201, 'POST', '/workflows', { manifest: MANIFEST })
  const { releases } = await mustBe(200, 'GET', `/workflows/${SLUG}`)
  await putLive(server.world, server.workspaceId, SLUG, releases[0].hash, 100)
})
afterEach(() => hosts.end())
afterAll(() => server.close())

function mustBe(status: number, method: string, path: string, body?: unknown) {
  return server.mustBe(status, method, path, { body })
}

async function waits(holds: () => Promise<boolean>) {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('S330 S301 the whole way: a wrong answer is forced in a host, let through in the inbox, run again and decided for real', async () => {
  const dayshift = hosts.host({
    server: server.address,
    apiKey: server.key.secret,
    directory: hosts.folder(),
    random: () => 0.99,
  })
  const replies = dayshift.workflow<{ ticketId: string; customer: string; text: string }, typeof ANSWER>(
    SLUG,
    () => ANSWER,
  )
  await dayshift.ready()
  const ticket = { ticketId: 'wrong-1', customer: 'Kim', text: 'Where is my invoice?' }
  const request = { kind: 'forced-failure', fault: 'wrong', unitKeys: ['wrong-1'], minutes: 5 }
  const drill = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, request)
  // The host hears of it with its next question.
  const pulled = dayshift.health().workflows[0]?.lastPull?.at ?? 0
  await waits(async () => (dayshift.health().workflows[0]?.lastPull?.at ?? 0) > pulled + 100)

  const result = await replies.run(ticket)
  expect(result).toMatchObject({ route: 'review', wrongOnPurpose: true })
  const beside = await replies.run({ ...ticket, ticketId: 'right-1' })
  expect(beside).toMatchObject({ route: 'automatic', output: ANSWER })
  expect(await dayshift.flush()).toBe(true)

  const { items } = await mustBe(200, 'GET', '/cases')
  const opened = items.find((item: { runId: string }) => item.runId === result.runId)
  const { token } = await mustBe(200, 'POST', `/cases/${opened.id}/claim`)
  const decision = { kind: 'accepted', token, shownAt: new Date().toISOString() }
  expect((await mustBe(200, 'POST', `/cases/${opened.id}/decide`, decision)).case.state).toBe('rerun')

  await waits(async () => {
    await dayshift.flush()
    return (await mustBe(200, 'GET', `/cases/${opened.id}`)).case.state === 'waiting'
  })
  const real = await mustBe(200, 'GET', `/cases/${opened.id}`)
  expect(real.contents.output).toEqual(ANSWER)
  expect(real.events.map(({ act }: { act: string }) => act)).toEqual([
    'opened',
    'claimed',
    'accepted',
    'drill-told',
    'rerun-arrived',
  ])
  const figures = await mustBe(
    200,
    'GET',
    `/workflows/${SLUG}/figures?from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date().toISOString()}`,
  )
  // The rerun and the unit beside it; the drilled run is in no figure.
  expect(figures.n).toBe(2)

  await mustBe(200, 'POST', `/drills/${drill.id}/stop`, {})
  const closed = await mustBe(200, 'POST', `/drills/${drill.id}/close`, {})
  expect(closed).toMatchObject({ verdict: 'messy', failure: { units: 1, letThrough: 1 } })
})
