import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestKey,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
const MINUTE = 60_000
let server: TestServer
let release = ''
let host: TestKey

const manifest = sampleManifest({
  output: {
    type: 'object',
    properties: {
      reply: { type: 'string' },
      category: { enum: ['refund', 'chargeback', 'invoice'] },
      deadline: { type: 'string' },
    },
    required: ['reply'],
  },
  data: { capture: 'full', retentionDays: 30, subject: null, redact: [] },
})

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, manifest)
  host = await server.addKey(['gate:read', 'runs:write'])
})
afterAll(() => server.close())

const board = async () => {
  const answer = await server.request('GET', '/api/v1/workflows/billing-replies/feedback', { as: server.member })
  expect(answer.status).toBe(200)
  return answer.body
}

async function addRun(output: unknown, more: Record<string, unknown> = {}): Promise<{ id: string; unitKey: string }> {
  const contents = output === undefined ? {} : { input: { text: 'Where is it?' }, output }
  const run = sampleRun(clock.now(), { release, ...contents, ...more })
  const sent = await server.request('POST', '/api/v1/runs', { as: host, body: { records: [run] } })
  expect(sent.body).toMatchObject({ accepted: 1 })
  return { id: run.id, unitKey: String(run['unitKey']) }
}

/** A correction made in the host's own screens. */
async function correctAtHost(output: unknown, finalOutput: unknown, minutes: number | null): Promise<void> {
  const { id, unitKey } = await addRun(output)
  const decidedAt = clock.now()
  const decision = {
    id: server.world.newId(),
    runId: id,
    workflow: 'billing-replies',
    unitKey,
    kind: 'edited',
    by: 'Olu',
    decidedAt: decidedAt.toISOString(),
    finalOutput,
    ...(minutes === null ? {} : { shownAt: new Date(decidedAt.getTime() - minutes * MINUTE).toISOString() }),
  }
  const told = await server.request('POST', '/api/v1/decisions', { as: host, body: { decisions: [decision] } })
  expect(told.body).toEqual({ accepted: 1, duplicates: 0 })
  const again = await server.request('POST', '/api/v1/decisions', { as: host, body: { decisions: [decision] } })
  expect(again.body).toEqual({ accepted: 0, duplicates: 1 })
}

/** A correction made in the inbox. */
async function correctInInbox(output: unknown, finalOutput: unknown, minutes: number): Promise<void> {
  const { id: runId } = await addRun(output, { route: 'review', reasonCode: 'output-rule', reasonRule: 'money' })
  const { items } = (await server.request('GET', '/api/v1/cases', { as: server.member })).body
  const { id } = items.find((each: { runId: string }) => each.runId === runId)
  const { token } = (await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })).body
  const shownAt = clock.now().toISOString()
  clock.advance(minutes * MINUTE)
  const decided = await server.request('POST', `/api/v1/cases/${id}/decide`, {
    as: server.member,
    body: { kind: 'edited', token, shownAt, finalOutput },
  })
  expect(decided.status).toBe(200)
}

test('S247 an error that is put right again and again is one group, counted with people’s time and what is unknown', async () => {
  // One odd classification, three times, in two places, once without its time.
  await correctInInbox({ reply: 'Hello Ann', category: 'refund' }, { reply: 'Hello Ann', category: 'chargeback' }, 3)
  await correctAtHost({ reply: 'Hello Bo', category: 'refund' }, { reply: 'Hello Bo', category: 'chargeback' }, 2)
  await correctAtHost({ reply: 'Hi Cy', category: 'refund' }, { reply: 'Hi Cy', category: 'chargeback' }, null)
  // One skipped field, twice; one left open for the night.
  await correctAtHost({ reply: 'Hello' }, { reply: 'Hello', deadline: '1 May' }, 1)
  await correctAtHost({ reply: 'Good day' }, { reply: 'Good day', deadline: '3 June' }, 600)
  // Seen once; written anew; not comparable, because nothing is kept.
  await correctAtHost({ reply: 'Hello', category: 'refund' }, { reply: 'Hello', category: 'invoice' }, 1)
  await correctAtHost(
    { reply: 'It takes fourteen days until the money is there, as always.' },
    { reply: 'We are sorry; the invoice was wrong and comes once more today.' },
    5,
  )
  await correctAtHost(undefined, { reply: 'By hand' }, 1)
  const { repeated, compared } = await board()
  expect(repeated).toMatchObject([
    {
      n: 3,
      fields: [{ path: '/category', kind: 'changed', from: 'refund', to: 'chargeback' }],
      rework: { n: 3, minutes: 5, known: 2, unknown: 1 },
      weeks: [0, 0, 0, 0, 0, 0, 0, 3],
    },
    {
      n: 2,
      fields: [{ path: '/deadline', kind: 'skipped', from: null, to: null }],
      rework: { n: 2, minutes: 1, known: 1, unknown: 1 },
    },
  ])
  expect(compared).toEqual({ n: 7, unknown: 1 })
})

test('S247 named, it is a failure case with its examples, and corrections to come join it; the trend goes on', async () => {
  const [{ digest }] = (await board()).repeated
  const made = await server.request('POST', '/api/v1/workflows/billing-replies/failure-cases', {
    as: server.member,
    body: { name: 'Chargeback taken for a refund', guidance: 'Look for the bank’s letter.', corrections: [digest] },
  })
  expect([made.status, made.body.failureCase]).toMatchObject([
    201,
    { state: 'open', corrections: 3, flags: 0, rework: { minutes: 5, known: 2 }, owner: null },
  ])
  expect(made.body.examples).toHaveLength(3)
  expect(made.body.examples[0]).toMatchObject({
    kind: 'correction',
    output: { category: 'refund' },
    final: { category: 'chargeback' },
  })
  clock.advance(8 * 24 * 60 * MINUTE)
  await correctAtHost({ reply: 'x', category: 'refund' }, { reply: 'x', category: 'chargeback' }, 1)
  // The same run flagged as well is seen once in the week.
  const after = await board()
  expect(after.repeated.map((each: { digest: string }) => each.digest)).not.toContain(digest)
  expect(after.failureCases).toMatchObject([
    { corrections: 4, weeks: [0, 0, 0, 0, 0, 0, 3, 1], firstSeen: '2026-11-20T09:03:00.000Z' },
  ])
})

test('S349 the release that mends it is named; a later run that shows it again says so', async () => {
  const [{ id }] = (await board()).failureCases
  const change = (body: unknown) => server.request('PATCH', `/api/v1/failure-cases/${id}`, { as: server.member, body })
  const unknown = await change({ fixedIn: 'ab'.repeat(32) })
  expect([unknown.status, unknown.body.code]).toEqual([422, 'no-such-release'])
  clock.advance(MINUTE)
  const mended = 'cd'.repeat(32)
  await asSystem(server.world.db, async (trx) => {
    const { workflow_id } = await trx.selectFrom('releases').select('workflow_id').executeTakeFirstOrThrow()
    await trx
      .insertInto('releases')
      .values({
        id: server.world.newId(),
        workspace_id: server.workspaceId,
        workflow_id,
        name: '2026-12',
        content_hash: mended,
        manifest: JSON.stringify({ ...manifest, release: '2026-12' }),
        source: '',
        created_at: clock.now(),
        created_by: 'test',
        created_by_name: 'Test',
      })
      .execute()
  })
  const fixed = await change({ fixedIn: mended })
  expect(fixed.body.failureCase).toMatchObject({ state: 'fixed', fixedIn: { name: '2026-12' } })
  // A run of the old release that comes late says nothing about the new one.
  await correctAtHost({ reply: 'late', category: 'refund' }, { reply: 'late', category: 'chargeback' }, 1)
  expect((await board()).failureCases[0].state).toBe('fixed')
  release = mended
  await correctAtHost({ reply: 'new', category: 'refund' }, { reply: 'new', category: 'chargeback' }, 1)
  expect((await board()).failureCases[0].state).toBe('seen-again')
  const { body } = await server.request('GET', `/api/v1/failure-cases/${id}`, { as: server.member })
  expect(body.examples.filter(({ afterFix }: { afterFix: boolean }) => afterFix)).toHaveLength(1)
  expect((await change({ fixedIn: null })).body.failureCase).toMatchObject({ state: 'open', fixedIn: null })
})

test('an erasure takes what was said and what was corrected; the counts stay', async () => {
  const run = sampleRun(clock.now(), {
    release,
    subject: 'customer-9',
    input: { text: 'x' },
    output: { reply: 'Hello', category: 'refund' },
  })
  await server.request('POST', '/api/v1/runs', { as: host, body: { records: [run] } })
  await server.request('POST', `/api/v1/runs/${run.id}/flags`, {
    as: server.member,
    body: { note: 'Wrong name: it is Ann Smith.', right: 'Ann' },
  })
  const flagOf = async () => {
    const { body } = await server.request('GET', `/api/v1/runs/${run.id}`, { as: server.member })
    return body.flags[0]
  }
  expect(await flagOf()).toMatchObject({ note: 'Wrong name: it is Ann Smith.', right: 'Ann' })
  const before = (await board()).counts.waiting
  const erased = await server.request('POST', '/api/v1/erasures', { as: server.admin, body: { subject: 'customer-9' } })
  expect(erased.status).toBe(200)
  expect(await flagOf()).toMatchObject({ note: '', right: null, state: 'waiting' })
  expect((await board()).counts.waiting).toBe(before)
})

test('S031 overrides and decisions made without the output stand by week beside the reports', async () => {
  const decide = async (kind: string) => {
    const run = kind === 'bypass' ? null : await addRun({ reply: 'x' })
    const decision = {
      id: server.world.newId(),
      ...(run === null ? {} : { runId: run.id }),
      workflow: 'billing-replies',
      unitKey: run?.unitKey ?? 'by-hand',
      kind,
      by: 'Olu',
      reason: 'r',
      decidedAt: clock.now().toISOString(),
    }
    await server.request('POST', '/api/v1/decisions', { as: host, body: { decisions: [decision] } })
  }
  clock.advance(21 * 24 * 60 * MINUTE)
  for (const kind of ['accepted', 'overridden', 'bypass', 'bypass']) await decide(kind)
  const { trust } = await board()
  expect(trust.at(-1)).toMatchObject({ decisions: 4, overridden: 1, bypassed: 2 })
  expect(trust).toHaveLength(8)
})
