import {
  addSampleRelease,
  bootServer,
  putLive,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer
let bo: TestPerson
let olga: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  bo = await server.addPerson('Bo Brandt', 'member')
  olga = await server.addPerson('Olga Ortiz', 'member')
})
afterAll(() => server.close())

const INPUT = {
  type: 'object',
  properties: { text: { type: 'string' }, topic: { enum: ['refund', 'invoice'] } },
  required: ['text', 'topic'],
} as const

const manifestOf = (slug: string, release = '1') =>
  sampleManifest({
    workflow: slug,
    release,
    name: 'Replies',
    input: INPUT,
    unitKey: null,
    rules: [],
    slices: [{ name: 'topic', by: 'input.topic' }],
  })

async function workflow(slug: string): Promise<string> {
  const hash = await addSampleRelease(server.world, server.workspaceId, manifestOf(slug))
  await server.giveDuties(slug, { 'business-owner': bo, 'operational-owner': olga })
  return hash
}

/** Runs, each with what turned out of it. */
async function send(
  slug: string,
  release: string,
  n: number,
  of: (i: number) => { readonly topic: string; readonly confidence: number | null; readonly right: boolean },
): Promise<readonly string[]> {
  const at = clock.now()
  const runs = Array.from({ length: n }, (_, i) => {
    const { topic, confidence } = of(i)
    return sampleRun(new Date(at.getTime() + i * 1000), {
      workflow: slug,
      release,
      unitKey: `${slug}-${at.getTime()}-${i}`,
      input: { text: 'Where is it?', topic },
      confidence,
    })
  })
  clock.advance(n * 1000 + 60_000)
  for (let from = 0; from < n; from += 500) {
    const sent = await server.request('POST', '/api/v1/runs', {
      as: server.key,
      body: { records: runs.slice(from, from + 500) },
    })
    expect(sent.body).toMatchObject({ accepted: Math.min(500, n - from) })
  }
  const outcomes = runs.map(({ unitKey }, i) => ({
    unitKey,
    verdict: of(i).right ? 'right' : 'wrong',
    at: clock.now().toISOString(),
    source: 'credit notes',
  }))
  const told = await server.request('POST', '/api/v1/outcomes', { as: server.key, body: { workflow: slug, outcomes } })
  expect(told.body).toMatchObject({ accepted: n, rejected: [] })
  return outcomes.map(({ unitKey }) => String(unitKey))
}

const trust = async (slug: string) =>
  (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as: olga })).body
const texts = (page: { guidance: { lines: readonly { kind: string; text: string }[] } }) =>
  page.guidance.lines.map(({ text }) => text)

describe('when to rely on an output', () => {
  test('S019 while nothing is known to be right or wrong, it says so and draws nothing', async () => {
    await workflow('empty')
    const page = await trust('empty')
    expect(page).toMatchObject({
      right: { k: 0, n: 0, interval: null },
      calibration: null,
      noDiagram: 'No confidence was told.',
      diagram: [],
      wrongSlices: [],
    })
    expect(texts(page)[0]).toBe('Check every answer: too little is known yet.')
  })

  test('S019 S023 from known outcomes: the threshold, the slice that is wrong more often, whom to tell; figures equal a recount', async () => {
    const hash = await workflow('replies')
    await send('replies', hash, 900, (i) => {
      const topic = i % 3 === 0 ? 'refund' : 'invoice'
      const isSure = i % 2 === 0
      return {
        topic,
        confidence: isSure ? 0.96 : 0.5,
        right: isSure ? i % 100 !== 0 : topic === 'invoice' ? i % 9 !== 1 : i % 4 === 1,
      }
    })
    const page = await trust('replies')
    expect(page.right).toMatchObject({ n: 900 })
    expect(page.guidance.lines.map(({ kind }: { kind: string }) => kind)).toEqual([
      'act',
      'check',
      'check',
      'seems-wrong',
    ])
    expect(texts(page)).toEqual([
      'Act on it when it is at least 96 % sure.',
      'Check it when it is less than 96 % sure.',
      'Check it where topic is “refund”: it is wrong there more often.',
      'Flag it, decide without it, and say what is right. Olga Ortiz answers you.',
    ])
    expect(page.guidance.lines[2].examples).toHaveLength(3)
    expect(page.calibration.n).toBe(900)
    expect(page.diagram.length).toBeGreaterThan(5)
    expect(
      page.parts.map(({ kind, label, right }: { kind: string; label: string; right: { n: number } }) => [
        kind,
        label,
        right.n,
      ]),
    ).toEqual([
      ['release', '1', 900],
      ['slice', 'invoice', 600],
      ['slice', 'refund', 300],
    ])
  })

  test('an outcome that comes late moves the figures; the newest of a unit counts', async () => {
    const hash = await workflow('late')
    const [unitKey] = await send('late', hash, 40, () => ({ topic: 'refund', confidence: 0.9, right: true }))
    expect((await trust('late')).right).toMatchObject({ k: 40, n: 40 })
    clock.advance(60_000)
    await server.request('POST', '/api/v1/outcomes', {
      as: server.key,
      body: {
        workflow: 'late',
        outcomes: [{ unitKey, verdict: 'wrong', at: clock.now().toISOString(), source: 'a complaint' }],
      },
    })
    expect((await trust('late')).right).toMatchObject({ k: 39, n: 40 })
  })
})

describe('a named person stands by it', () => {
  const confirm = (
    slug: string,
    page: { release: { hash: string } | null; guidance: { contentHash: string } },
    as: TestPerson,
  ) =>
    server.request('POST', `/api/v1/workflows/${slug}/trust/confirm`, {
      as,
      body: { release: page.release?.hash, contentHash: page.guidance.contentHash },
    })

  test('only whoever runs it, only as it stands, and until the release or the words move; beside an output it shows by slice', async () => {
    const hash = await workflow('stood-by')
    await send('stood-by', hash, 60, () => ({ topic: 'refund', confidence: 0.99, right: true }))
    const page = await trust('stood-by')
    expect(await confirm('stood-by', page, bo)).toMatchObject({ status: 403, body: { code: 'keeper-only' } })
    const moved = { ...page, guidance: { contentHash: '0'.repeat(64) } }
    expect(await confirm('stood-by', moved, olga)).toMatchObject({ status: 409, body: { code: 'guidance-moved' } })
    expect((await confirm('stood-by', page, olga)).body.guidance.confirmation).toMatchObject({
      by: { name: 'Olga Ortiz' },
      stale: null,
    })

    await server.request('POST', '/api/v1/runs', {
      as: server.key,
      body: {
        records: [
          sampleRun(clock.now(), {
            workflow: 'stood-by',
            release: hash,
            unitKey: 'waits',
            route: 'review',
            input: { text: 'Where is it?', topic: 'invoice' },
          }),
        ],
      },
    })
    const [waiting] = (await server.request('GET', '/api/v1/cases?workflow=stood-by', { as: olga })).body.items
    const beside = async () => (await server.request('GET', `/api/v1/cases/${waiting.id}/guidance`, { as: olga })).body
    expect(await beside()).toMatchObject({
      confirmedBy: { name: 'Olga Ortiz' },
      lines: [{ kind: 'act' }, { kind: 'seems-wrong' }],
    })

    await send('stood-by', hash, 200, () => ({ topic: 'refund', confidence: 0.5, right: false }))
    expect((await trust('stood-by')).guidance.confirmation.stale).toBe('words')
    expect((await confirm('stood-by', await trust('stood-by'), olga)).body.guidance.confirmation.stale).toBeNull()
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id } = await trx
        .selectFrom('workflows')
        .select('id')
        .where('slug', '=', 'stood-by')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('releases')
        .values({
          id: server.world.newId(),
          workspace_id: server.workspaceId,
          workflow_id: id,
          content_hash: 'f'.repeat(64),
          name: '2',
          manifest: JSON.stringify(manifestOf('stood-by', '2')),
          source: '',
          created_at: clock.now(),
          created_by: 'test',
          created_by_name: 'Test',
        })
        .execute()
    })
    await putLive(server.world, server.workspaceId, 'stood-by', 'f'.repeat(64), 100)
    expect((await trust('stood-by')).guidance.confirmation.stale).toBe('release')
    expect(await beside()).toEqual({ lines: [], confirmedBy: null, confirmedAt: null, failures: [] })
    const ledger = await server.request('GET', '/api/v1/ledger?limit=200', { as: server.admin })
    expect(JSON.stringify(ledger.body)).toContain('stands by when to rely on “Replies”')
  })

  test('how many right answers are enough is the business owner’s to say', async () => {
    await workflow('enough')
    const set = (as: TestPerson) =>
      server.request('POST', '/api/v1/workflows/enough/trust/enough', {
        as,
        body: { share: 0.9, reason: 'A wrong one costs 2 minutes.' },
      })
    expect(await set(olga)).toMatchObject({ status: 403, body: { code: 'business-owner-only' } })
    expect((await set(bo)).body.enough).toMatchObject({ share: 0.9, by: { name: 'Bo Brandt' } })
    expect((await trust('enough')).enough.share).toBe(0.9)
  })
})

test('S040 a kind of units that leave the flow and of which no failure case has an example is listed, until one has', async () => {
  const slug = 'off-flow'
  const release = await workflow(slug)
  const at = clock.now()
  const run = (unitKey: string, reasonCode: string, reasonRule: string | null) =>
    sampleRun(at, {
      workflow: slug,
      release,
      unitKey,
      route: 'review',
      reasonCode,
      reasonRule,
      reasonMessage: `By ${reasonCode}.`,
    })
  const money = [run('m-1', 'output-rule', 'money'), run('m-2', 'output-rule', 'money')]
  const records = [...money, run('l-1', 'low-confidence', null), run('q-1', 'qa-sample', null)]
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(sent.body.accepted).toBe(4)
  const offFlow = async () =>
    (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as: server.viewer })).body.offFlow
  expect(await offFlow()).toMatchObject([
    { reason: 'output-rule', rule: 'money', units: 2, message: 'By output-rule.' },
    { reason: 'low-confidence', rule: null, units: 1, unitKey: 'l-1' },
  ])
  const flag = await server.request('POST', `/api/v1/runs/${money[0]?.id}/flags`, { as: bo, body: { note: 'Wrong.' } })
  const judged = await server.request('POST', `/api/v1/feedback/${flag.body.id}/verdict`, {
    as: olga,
    body: { verdict: 'wrong', answer: 'You are right.', newFailureCase: { name: 'Wrong sum', guidance: 'Add it up.' } },
  })
  expect(judged.status).toBe(200)
  expect(await offFlow()).toMatchObject([{ reason: 'low-confidence' }])
  // The other live case of the same kind leads there.
  const cases = await server.request('GET', `/api/v1/cases?workflow=${slug}`, { as: server.member })
  const failuresOf = async (unitKey: string) => {
    const found = cases.body.items.find((item: { unitKey: string }) => item.unitKey === unitKey)
    return (await server.request('GET', `/api/v1/cases/${found.id}/guidance`, { as: server.member })).body.failures
  }
  expect(await failuresOf('m-2')).toMatchObject([{ name: 'Wrong sum', guidance: 'Add it up.' }])
  expect(await failuresOf('l-1')).toEqual([])
})
