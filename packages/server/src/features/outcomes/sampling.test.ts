import { createHash, randomUUID } from 'node:crypto'
import { stratify } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
const HOUR_MS = 3_600_000

let server: TestServer
let olga: TestPerson
beforeAll(async () => {
  server = await bootServer({ clock })
  olga = await server.addPerson('Olga Ortiz', 'member')
})
afterAll(() => server.close())

const SLICES = [{ name: 'topic', by: 'input.topic' }]

/** A workflow with 200 answers on invoices, 40 on refunds, surer of invoices; besides a failed one, a drill's and a repeated one. */
async function begin(slug: string) {
  const manifest = sampleManifest({
    workflow: slug,
    name: slug,
    slices: SLICES,
    confidence: { value: 'output.sure', atLeast: 0 },
    input: {
      type: 'object',
      required: ['ticketId', 'text'],
      properties: { ticketId: { type: 'string' }, text: { type: 'string' }, topic: { type: 'string' } },
    },
  })
  const release = await addSampleRelease(server.world, server.workspaceId, manifest)
  const record = (unitKey: string, topic: string, over: Readonly<Record<string, unknown>> = {}) =>
    sampleRun(new Date(clock.now().getTime() - 30 * HOUR_MS), {
      workflow: slug,
      release,
      unitKey,
      route: 'review',
      reasonCode: 'output-rule',
      reasonRule: 'money',
      input: { ticketId: unitKey, text: `About ${topic}`, topic },
      output: { draft: `Answer to ${unitKey}`, sure: 0.9 },
      confidence: topic === 'invoice' ? 0.93 : 0.6,
      ...over,
    })
  const records = [
    ...Array.from({ length: 200 }, (_, i) => record(`i-${String(i)}`, 'invoice')),
    ...Array.from({ length: 40 }, (_, i) => record(`r-${String(i)}`, 'refund')),
    record('failed', 'refund', {
      status: 'failed',
      failureClass: 'timeout',
      failureMessage: 'late',
      output: undefined,
    }),
    record('drilled', 'refund'),
    record('repeated', 'refund'),
  ]
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(sent.body.accepted).toBe(records.length)
  await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    await sql`update runs set drill_id = ${randomUUID()} where unit_key = 'drilled'`.execute(trx)
    await sql`update runs set duplicate_of = ${randomUUID()} where unit_key = 'repeated'`.execute(trx)
  })
  const path = `/api/v1/workflows/${slug}/sampling`
  const get = async (below = '', as = server.viewer) => (await server.request('GET', `${path}${below}`, { as })).body
  const plan = async (over: Readonly<Record<string, unknown>> = {}, as: TestPerson = server.member) =>
    await server.request('POST', `${path}/plan`, {
      as,
      body: {
        slices: ['topic'],
        byConfidence: false,
        byRoute: false,
        within: 0.1,
        expected: 0.9,
        days: 7,
        judge: olga.id,
        ...over,
      },
    })
  const judge = async (verdictOf: (unitKey: string) => string, as: TestPerson = olga) => {
    let next = (await server.request('GET', `${path}/next`, { as })).body
    const order: string[] = []
    while (next.item !== null) {
      order.push(next.item.unitKey)
      const body = { draw: next.draw, unitKey: next.item.unitKey, verdict: verdictOf(next.item.unitKey) }
      const answer = await server.request('POST', `${path}/verdicts`, { as, body })
      expect(answer.status).toBe(200)
      next = answer.body
    }
    return order
  }
  return { slug, path, get, plan, judge }
}

describe('a sampling plan', () => {
  test('the size for a wanted interval is computed before anything is kept, part by part', async () => {
    const { get } = await begin('sized')
    const size = await get('/size?slices=topic&within=0.1&expected=0.9&days=7')
    // Cochran: n₀ = 1.96² · .9 · .1 / .1² = 34.6, of 240: 30.3.
    expect(size).toMatchObject({ units: 240, size: 31, fault: null })
    expect(size.strata).toEqual([
      { name: 'topic: invoice', units: 200, drawn: 26 },
      { name: 'topic: refund', units: 40, drawn: 5 },
    ])
    expect(await get('/size?byConfidence=true&byRoute=true&within=0.1')).toMatchObject({
      strata: [
        { name: '50 to 80 % sure · checked by a person', units: 40 },
        { name: 'from 90 % sure · checked by a person', units: 200 },
      ],
    })
    expect((await get()).plan).toBeNull()
  })

  test('the draw is reproducible from its seed, and drills, repeats and failures are in none', async () => {
    const { slug, get, plan } = await begin('seeded')
    expect((await plan()).status).toBe(201)
    const { draw } = await get()
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ unit_key: string }>`select unit_key from sampled_units where draw_id = ${draw.id} order by place`.execute(
        trx,
      ),
    )
    const hashOf = (key: string) => createHash('sha256').update(`${draw.seed}${key}`).digest('hex')
    const byHash = (keys: string[]) => keys.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1))
    const [invoices, refunds] = stratify(
      [
        { name: 'topic: invoice', units: 200 },
        { name: 'topic: refund', units: 40 },
      ],
      31,
    )
    const again = byHash([
      ...byHash(Array.from({ length: 200 }, (_, i) => `i-${String(i)}`)).slice(0, invoices?.drawn),
      ...byHash(Array.from({ length: 40 }, (_, i) => `r-${String(i)}`)).slice(0, refunds?.drawn),
    ])
    expect(rows.map(({ unit_key }) => unit_key)).toEqual(again)
    const entry = (await server.request('GET', '/api/v1/ledger?limit=1', { as: server.admin })).body.items[0]
    expect(entry).toMatchObject({ act: 'sampling-planned', subject: `workflow:${slug}` })
  })

  test('what was judged is an outcome of its unit, and says of all what it should: each answer stands for its part', async () => {
    const { slug, get, plan, judge } = await begin('judged')
    await plan({ within: 0.05 })
    expect((await server.request('GET', '/api/v1/samples/mine', { as: olga })).body.items).toContainEqual(
      expect.objectContaining({ workflow: { slug, name: slug } }),
    )
    const order = await judge((key) => (key.startsWith('r-') ? 'wrong' : key === 'i-7' ? 'cannot-tell' : 'right'))
    const { draw, sentence } = await get()
    expect(order.length).toBe(draw.drawn)
    // All invoices right, all refunds wrong: 200 of 240, whatever share of each was drawn.
    expect(draw.estimate.share).toBeCloseTo(200 / 240, 10)
    expect(draw.estimate.interval.low).toBeLessThan(200 / 240)
    expect(draw.estimate.interval.high).toBeGreaterThan(200 / 240)
    expect(sentence).toMatch(/^Of 240 answers from 13 Nov 2026 to 20 Nov 2026, 83 % were right \(95 % \d+ % to \d+ %, /)
    const trust = (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as: server.viewer })).body
    expect(trust.right.n).toBe(draw.judged)
    expect((await server.request('GET', '/api/v1/samples/mine', { as: olga })).body.items).not.toContainEqual(
      expect.objectContaining({ workflow: { slug, name: slug } }),
    )
    // Adoption's accuracy is the estimate, not the share of what happened to be judged.
    const adoption = (await server.request('GET', `/api/v1/workflows/${slug}/adoption`, { as: server.viewer })).body
    expect(adoption.accuracy.interval).toEqual(draw.estimate.interval)
  })

  test('a verdict of a judge is no accuracy by itself: refunds judged tenfold do not move what is said of all', async () => {
    const { slug, path, plan } = await begin('unsaid')
    await plan()
    // Nine are judged: too few to say anything.
    for (let i = 0; i < 9; i++) {
      const { body } = await server.request('GET', `${path}/next`, { as: olga })
      await server.request('POST', `${path}/verdicts`, {
        as: olga,
        body: { draw: body.draw, unitKey: body.item.unitKey, verdict: 'wrong' },
      })
    }
    const adoption = (await server.request('GET', `/api/v1/workflows/${slug}/adoption`, { as: server.viewer })).body
    expect(adoption.accuracy).toEqual({ k: 0, n: 0, interval: null })
  })

  test('a verdict that is taken back counts no more, and the answer waits again', async () => {
    const { slug, path, plan } = await begin('taken-back')
    await plan()
    const say = async (draw: string, unitKey: string, verdict: string | null) =>
      (await server.request('POST', `${path}/verdicts`, { as: olga, body: { draw, unitKey, verdict } })).body
    const known = async () =>
      (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as: server.viewer })).body.right.n
    const { draw, item } = (await server.request('GET', `${path}/next`, { as: olga })).body
    expect((await say(draw, item.unitKey, 'right')).judged).toBe(1)
    expect(await known()).toBe(1)
    expect(await say(draw, item.unitKey, null)).toMatchObject({ judged: 0, item: { unitKey: item.unitKey } })
    expect(await known()).toBe(0)
    await say(draw, item.unitKey, 'wrong')
    const trust = (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as: server.viewer })).body
    expect(trust.right).toMatchObject({ k: 0, n: 1 })
    expect(await known()).toBe(1)
    await say(draw, item.unitKey, 'cannot-tell')
    expect(await known()).toBe(0)
  })

  test('only the judge judges, sees the contents and neither confidence nor route; a key and a viewer may not plan', async () => {
    const { path, plan } = await begin('named')
    expect((await plan({ judge: server.viewer.id })).body).toMatchObject({ code: 'no-such-judge' })
    expect((await plan({ judge: 'nobody' })).body).toMatchObject({ code: 'no-such-judge' })
    expect((await plan({ slices: ['colour'] })).body).toMatchObject({ code: 'no-such-slice' })
    expect((await plan({}, server.viewer)).status).toBe(403)
    await plan()
    const refused = await server.request('GET', `${path}/next`, { as: server.member })
    expect([refused.status, refused.body.code]).toEqual([403, 'judge-only'])
    const { item, draw } = (await server.request('GET', `${path}/next`, { as: olga })).body
    expect(item.contents).toMatchObject({ state: 'kept', input: { ticketId: item.unitKey } })
    expect(item.contents.output).toEqual({ draft: `Answer to ${item.unitKey}` })
    expect(Object.keys(item).toSorted()).toEqual(['at', 'contents', 'inputSchema', 'outputSchema', 'runId', 'unitKey'])
    const other = await server.request('POST', `${path}/verdicts`, {
      as: olga,
      body: { draw: randomUUID(), unitKey: item.unitKey, verdict: 'right' },
    })
    expect([other.status, other.body.code]).toEqual([409, 'not-drawn'])
    const stranger = await server.request('POST', `${path}/verdicts`, {
      as: server.member,
      body: { draw, unitKey: item.unitKey, verdict: 'right' },
    })
    expect(stranger.body.code).toBe('judge-only')
  })

  test('the next answers are drawn when the days are over, and never after the plan has ended', async () => {
    const { path, get, plan, slug } = await begin('again')
    await plan({ days: 3 })
    const first = (await get()).draw
    const due = async () => {
      await server.doWhatIsDue()
      return (await get()).draw.id as string
    }
    expect(await due()).toBe(first.id)
    clock.advance(73 * HOUR_MS)
    // No answer came in these days.
    expect(await due()).toBe(first.id)
    const records = [...Array(12).keys()].map((i) =>
      sampleRun(new Date(clock.now().getTime() - HOUR_MS), {
        workflow: slug,
        unitKey: `n-${String(i)}`,
        release: null,
      }),
    )
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    const second = await due()
    expect(second).not.toBe(first.id)
    expect((await get()).earlier.map(({ id }: { id: string }) => id)).toEqual([first.id])
    await server.request('POST', `${path}/end`, { as: server.member })
    clock.advance(200 * HOUR_MS)
    expect(await due()).toBe(second)
    expect((await get()).plan).toBeNull()
  })
})
