import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { asSystem } from '../../platform/database/index.ts'
import { foldRunDeltas } from '../runs/rollups/fold-run-deltas.ts'
import { spendWatch } from './watch-spend.ts'

const foldAll = () => asSystem(server.world.db, foldRunDeltas)
const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const MINUTE = 60_000
let server: TestServer
let olu: TestPerson

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dayshift-prices-'))
  const prices = join(folder, 'prices.json')
  writeFileSync(prices, JSON.stringify({ 'gpt-4o': { input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 } }))
  server = await bootServer({ clock, prices })
  olu = await server.addPerson('Olu Spend', 'member')
})
afterAll(() => server.close())

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const LIMITS = { perRun: euro('0.10'), perDay: euro('1'), perMonth: euro('5'), latencyMs: null }

let count = 0
/** A live workflow of its own for each test, whose spend is Olu's. */
async function workflow(limits: object = LIMITS): Promise<string> {
  const slug = `spender-${++count}`
  const manifest = sampleManifest({ workflow: slug, name: `Spender ${count}`, limits: { ...LIMITS, ...limits } })
  const hash = await addSampleRelease(server.world, server.workspaceId, manifest)
  await putLive(server.world, server.workspaceId, slug, hash, 100)
  await server.request('POST', `/api/v1/workflows/${slug}/duties/spend`, { as: server.admin, body: { person: olu.id } })
  return slug
}

interface Ask {
  readonly lease: string
  readonly seq: number
  readonly spent?: string
  readonly held?: string
  readonly floor?: string
  readonly need?: string
  readonly want?: string
  readonly least?: string
  readonly ends?: boolean
  readonly currency?: string
  readonly day?: string
}

const ask = (slug: string, wish: Ask) =>
  server.request('POST', `/api/v1/workflows/${slug}/spend/lease`, {
    as: server.key,
    body: {
      day: today(),
      currency: 'EUR',
      spent: '0',
      held: '0',
      floor: '0',
      need: '0.1',
      want: '0.1',
      least: '0.1',
      ends: false,
      holder: 'host-1 (4711)',
      ...wish,
    },
  })
const today = () => clock.now().toISOString().slice(0, 10)
const spend = async (slug: string, as = server.viewer) =>
  (await server.request('GET', `/api/v1/workflows/${slug}/spend`, { as })).body
const setLimit = (slug: string, body: object, as = olu) =>
  server.request('POST', `/api/v1/workflows/${slug}/spend/limits`, { as, body })
const send = (records: object[]) => server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })

describe('leases', () => {
  test('S324 a hundred hosts that ask at once are given the budget of the day and not a cent more', async () => {
    const slug = await workflow()
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(slug, { lease: randomUUID(), seq: 1 })))
    const granted = answers.filter(({ body }) => body.upTo === '0.1')
    expect(granted).toHaveLength(10)
    const refused = answers.filter(({ body }) => body.upTo === '0')
    expect(refused).toHaveLength(90)
    expect(refused[0]?.body.refused).toEqual({
      period: 'day',
      sentence: 'The budget of 1 EUR a day is used up: 1 EUR is spent or leased to hosts, and a run may cost 0.1 EUR.',
    })
    expect(await spend(slug)).toMatchObject({ day: { recorded: '0', counted: '1' } })
  })

  test('S324 what a host gives back others may have; its last word counts what it spent', async () => {
    const slug = await workflow()
    const [first, second] = [randomUUID(), randomUUID()]
    expect((await ask(slug, { lease: first, seq: 1, need: '1', want: '1' })).body.upTo).toBe('1')
    expect((await ask(slug, { lease: second, seq: 1 })).body.upTo).toBe('0')
    await ask(slug, { lease: first, seq: 2, spent: '0.3', ends: true })
    expect((await ask(slug, { lease: second, seq: 2, need: '1', want: '1' })).body.upTo).toBe('0.7')
    expect((await ask(slug, { lease: first, seq: 3 })).body.upTo).toBeNull()
  })

  test('an ask that comes after a later one changes nothing', async () => {
    const slug = await workflow()
    const lease = randomUUID()
    await ask(slug, { lease, seq: 2, need: '0.5' })
    expect((await ask(slug, { lease, seq: 1 })).body.upTo).toBeNull()
    expect((await spend(slug)).day.counted).toBe('0.5')
  })

  test('S324 a host that fell silent keeps its whole share counted until its runs reconcile it', async () => {
    const slug = await workflow()
    const lease = randomUUID()
    await ask(slug, { lease, seq: 1, need: '1', want: '1' })
    clock.advance(2 * MINUTE)
    const silent = await spend(slug)
    expect(silent.leases).toMatchObject([{ state: 'lapsed', amount: euro('1') }])
    expect(silent.day.counted).toBe('1')
    expect((await ask(slug, { lease: randomUUID(), seq: 1 })).body.upTo).toBe('0')
    await send([
      sampleRun(clock.now(), {
        workflow: slug,
        release: null,
        costAmount: '0.25',
        costCurrency: 'EUR',
        spendLease: lease,
      }),
    ])
    expect(await spend(slug)).toMatchObject({
      day: { recorded: '0.25', counted: '1' },
      leases: [{ recorded: '0.25', runs: 1 }],
    })
    clock.advance(2 * 24 * 60 * MINUTE)
    const later = await spend(slug)
    expect(later.leases).toEqual([])
    expect(later.monthSoFar).toEqual({ recorded: '0.25', counted: '0.25' })
  })

  test('S324 whoever holds the spend gives back by hand what a silent host had leased; what comes late counts still', async () => {
    const slug = await workflow()
    const lease = randomUUID()
    await ask(slug, { lease, seq: 1, need: '1', want: '1' })
    await ask(slug, { lease, seq: 2, spent: '0.2', held: '0.1', floor: '1', need: '0', want: '0' })
    const giveBack = (as: TestPerson, of = lease) =>
      server.request('POST', `/api/v1/workflows/${slug}/spend/leases/${of}/give-back`, {
        as,
        body: { reason: 'The machine is gone' },
      })
    expect(await giveBack(olu)).toMatchObject({
      status: 409,
      body: { code: 'lease-open', detail: expect.stringContaining('host-1 (4711)') },
    })
    expect((await spend(slug)).leases).toMatchObject([{ state: 'open', free: null }])
    clock.advance(2 * MINUTE)
    expect((await spend(slug)).leases).toMatchObject([
      {
        state: 'lapsed',
        holder: 'host-1 (4711)',
        free: '0.7',
        reconciledAt: new Date(Date.parse(today()) + 2 * 24 * 60 * MINUTE).toISOString(),
      },
    ])
    expect(await giveBack(server.admin)).toMatchObject({ status: 403, body: { code: 'spend-not-yours' } })
    expect((await giveBack(olu, randomUUID())).status).toBe(404)
    expect(await giveBack(olu)).toMatchObject({ status: 200, body: { leases: [], day: { counted: '0.3' } } })
    expect(await giveBack(olu)).toMatchObject({ status: 409, body: { code: 'lease-over' } })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({
      act: 'spend-lease-given-back',
      sentence: expect.stringContaining('gave back 0.7 EUR'),
    })
    // It was not dead after all: it is given nothing more under this lease, and what it spent since counts.
    expect((await ask(slug, { lease, seq: 3, spent: '0.5' })).body.upTo).toBeNull()
    expect((await spend(slug)).day.counted).toBe('0.5')
    expect((await ask(slug, { lease: randomUUID(), seq: 1, need: '1', want: '1' })).body.upTo).toBe('0.5')
  })

  test('runs that came without a lease take their part of the budget', async () => {
    const slug = await workflow()
    await send([sampleRun(clock.now(), { workflow: slug, release: null, costAmount: '0.95', costCurrency: 'EUR' })])
    expect((await ask(slug, { lease: randomUUID(), seq: 1 })).body).toMatchObject({
      upTo: '0',
      refused: { sentence: expect.stringContaining('0.95 EUR is spent or leased') },
    })
  })

  test('S324 a lease says whether there is money to spare for calls that no unit waits for', async () => {
    const slug = await workflow()
    const [first, second] = [randomUUID(), randomUUID()]
    expect((await ask(slug, { lease: first, seq: 1, need: '0.8', want: '0.8' })).body).toMatchObject({ spare: true })
    expect((await ask(slug, { lease: second, seq: 1 })).body).toMatchObject({ upTo: '0.1', spare: false })
    await ask(slug, { lease: first, seq: 2, spent: '0.5', ends: true })
    expect((await ask(slug, { lease: second, seq: 2, floor: '0.1' })).body).toMatchObject({ upTo: '0.2', spare: true })
  })

  test('currencies are never mixed', async () => {
    const slug = await workflow()
    expect(await ask(slug, { lease: randomUUID(), seq: 1, currency: 'USD' })).toMatchObject({
      status: 409,
      body: { code: 'spend-currency', mend: 'Ask in EUR.' },
    })
    await send([sampleRun(clock.now(), { workflow: slug, release: null, costAmount: '3', costCurrency: 'USD' })])
    expect(await spend(slug)).toMatchObject({
      monthSoFar: { recorded: '0', counted: '0' },
      otherCurrencies: [{ amount: '3', currency: 'USD' }],
    })
  })

  test('a clock that is off by days spends from no other budget', async () => {
    const slug = await workflow()
    expect(await ask(slug, { lease: randomUUID(), seq: 1, day: '2026-12-24' })).toMatchObject({
      status: 409,
      body: { code: 'spend-day' },
    })
  })
})

describe('limits that people set', () => {
  test('S324 S325 only whoever holds the spend sets a limit, with a reason, in the ledger, and hosts hear of it', async () => {
    const slug = await workflow()
    const limit = { period: 'day', limit: euro('0.50'), reason: 'Costs jumped' }
    expect(await setLimit(slug, limit, server.admin)).toMatchObject({
      status: 403,
      body: { code: 'spend-not-yours', mend: 'Ask Olu Spend.' },
    })
    const gate = () => server.request('GET', `/api/v1/workflows/${slug}/gate`, { as: server.key })
    const before = await gate()
    expect(before.body.spend).toMatchObject({ perDay: euro('1') })
    expect(await setLimit(slug, { ...limit, reason: ' ' })).toMatchObject({
      status: 422,
      body: { code: 'reason-missing' },
    })
    expect((await setLimit(slug, limit)).status).toBe(200)
    const after = await gate()
    expect(after.headers['etag']).not.toBe(before.headers['etag'])
    expect(after.body.spend).toMatchObject({ perDay: euro('0.5') })
    expect(after.body.spend.version).not.toBe(before.body.spend.version)
    expect((await spend(slug, olu)).limits[1]).toMatchObject({
      limit: euro('0.5'),
      from: 'person',
      manifest: euro('1'),
      set: { by: { name: 'Olu Spend' }, reason: 'Costs jumped' },
    })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({
      act: 'spend-limit-set',
      sentence: expect.stringContaining('to 0.5 EUR; it was 1 EUR. Costs jumped.'),
    })
    expect((await ask(slug, { lease: randomUUID(), seq: 1, need: '1', want: '1' })).body.upTo).toBe('0.5')
    expect((await setLimit(slug, { period: 'day', limit: null, reason: 'Mended' })).body.limits[1]).toMatchObject({
      limit: euro('1'),
      from: 'manifest',
      set: null,
    })
  })

  test('a limit of another currency, or one that contradicts another, is refused', async () => {
    const slug = await workflow()
    expect(await setLimit(slug, { period: 'day', limit: { amount: '1', currency: 'USD' }, reason: 'x' })).toMatchObject(
      { status: 422, body: { code: 'spend-currency' } },
    )
    expect(await setLimit(slug, { period: 'day', limit: euro('9'), reason: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'spend-order', detail: expect.stringContaining('a month is limited to 5 EUR') },
    })
  })

  test('where nobody holds the spend nobody may', async () => {
    const slug = await workflow()
    await server.request('POST', `/api/v1/workflows/${slug}/duties/spend`, { as: server.admin, body: { person: null } })
    expect(await setLimit(slug, { period: 'day', limit: euro('1'), reason: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'spend-nobodys', mend: expect.stringContaining('Harbour admin') },
    })
    expect(await spend(slug, olu)).toMatchObject({ holder: null, mayChange: false })
  })
})

describe('what is told', () => {
  const alerts = async (slug: string) =>
    (await server.request('GET', `/api/v1/alerts?workflow=${slug}`, { as: server.viewer })).body.items
  const watch = () => spendWatch.runUnread(server.world, {}, { attempt: 1, signal: new AbortController().signal })

  test('S324 S325 S338 the holder of the spend is told at half, at four fifths and at the whole of a limit, once each', async () => {
    const slug = await workflow({ perRun: null })
    const cost = (amount: string) =>
      send([sampleRun(clock.now(), { workflow: slug, release: null, costAmount: amount, costCurrency: 'EUR' })])
    await cost('0.4')
    await foldAll()
    await watch()
    expect(await alerts(slug)).toEqual([])
    await cost('0.15')
    await foldAll()
    await watch()
    const [half] = await alerts(slug)
    expect(half).toMatchObject({
      signal: 'spend-day',
      severity: 'note',
      sentence: expect.stringContaining('0.55 of 1 EUR'),
    })
    expect(JSON.stringify(half)).toContain('Olu Spend')
    await cost('0.5')
    await foldAll()
    await watch()
    await watch()
    expect(await alerts(slug)).toMatchObject([
      { signal: 'spend-day', severity: 'urgent', sentence: expect.stringContaining('100 %') },
    ])
  })
})

describe('what a run may cost', () => {
  test('S323 S324 a run that cost more than a run may is told once a day to whoever holds the spend, with the dearest one', async () => {
    const slug = await workflow({ perDay: euro('100'), perMonth: euro('1000') })
    const run = (costAmount: string, drill: object = {}) =>
      sampleRun(clock.now(), { workflow: slug, release: null, costAmount, costCurrency: 'EUR', ...drill })
    const watch = () => spendWatch.runUnread(server.world, {}, { attempt: 1, signal: new AbortController().signal })
    const told = async () =>
      (await server.request('GET', `/api/v1/alerts?workflow=${slug}&state=all`, { as: server.viewer })).body.items
    await send([run('0.1'), run('0.09')])
    await foldAll()
    await watch()
    expect(await told()).toEqual([])
    const dearest = run('0.75')
    await send([run('0.2'), dearest])
    await foldAll()
    await watch()
    await watch()
    expect(await told()).toMatchObject([
      {
        signal: 'spend-run',
        severity: 'today',
        sentence: '2 runs of the last hour cost more than the limit of a run, 0.10 EUR: the dearest cost 0.75 EUR.',
        link: `/runs/${dearest.id}`,
      },
    ])
  })
})

describe('what is told at the limit', () => {
  test.each([
    ['Beyond the limit the holder of the spend is told, and units go on.', { kind: 'alert' }],
    [
      'Beyond the limit units go to the cheaper model tiny-model from example.',
      {
        kind: 'cheaper-model',
        model: { provider: 'example', name: 'tiny-model', version: null, parameters: {} },
      },
    ],
    ['Beyond the limit units go to a person.', { kind: 'human' }],
  ])('S324 S335 at the limit the alert says what happens to units: “%s”', async (words, atLimit) => {
    const slug = await workflow({ perRun: null, atLimit })
    await send([sampleRun(clock.now(), { workflow: slug, release: null, costAmount: '1.5', costCurrency: 'EUR' })])
    await foldAll()
    await spendWatch.runUnread(server.world, {}, { attempt: 1, signal: new AbortController().signal })
    const { body } = await server.request('GET', `/api/v1/alerts?workflow=${slug}`, { as: server.viewer })
    expect(body.items).toMatchObject([
      { signal: 'spend-day', severity: 'urgent', next: expect.stringContaining(words) },
    ])
  })
})

describe('prices', () => {
  test('limits in another currency than the prices, and a model without a price, are said when a release is taken in', async () => {
    const file = new URL('../../../../../examples/billing-replies/dayshift.yaml', import.meta.url)
    const manifest = readFileSync(file, 'utf8')
      .replaceAll(/(\d) USD/g, '$1 EUR')
      .replace(/^workflow: .*$/m, 'workflow: in-euro')
    const { status, body } = await server.request('POST', '/api/v1/workflows', { as: server.admin, body: { manifest } })
    expect(status).toBe(201)
    expect(body.warnings).toContainEqual(
      expect.objectContaining({
        code: 'price-currency',
        path: '/limits/perRun',
        message: expect.stringContaining('in EUR, the prices in USD'),
      }),
    )
    expect(body.warnings).toContainEqual(expect.objectContaining({ code: 'model-unpriced', path: '/model/name' }))
  })

  test('S254 a run that told tokens is priced when it comes in; an unknown model is unpriced and named', async () => {
    const slug = await workflow({ perRun: null, perDay: null, perMonth: null })
    const run = (resolvedModel: string, more: object = {}) =>
      sampleRun(clock.now(), {
        workflow: slug,
        release: null,
        resolvedModel,
        inputTokens: 1000,
        outputTokens: 100,
        costAmount: null,
        costCurrency: null,
        costSource: null,
        ...more,
      })
    await send([run('gpt-4o'), run('gpt-4o', { costAmount: '1', costCurrency: 'USD' }), run('nobody-knows-it')])
    const { body } = await server.request('GET', `/api/v1/runs?workflow=${slug}`, { as: server.viewer })
    const costs = body.items.map(
      ({ costAmount, costSource }: Record<string, string | null>) => `${costAmount} ${costSource}`,
    )
    expect(costs.toSorted()).toEqual(['0.0035 priced', '1 caller', 'null unpriced'])
    expect(await spend(slug)).toMatchObject({
      currency: 'USD',
      monthSoFar: { recorded: '1.0035' },
      runs: { called: 3, priced: 2, unpriced: 1, costPerRun: '0.50175' },
      unpriced: [{ model: 'nobody-knows-it', why: 'unknown-model', n: 1 }],
      prices: { models: 1, source: expect.stringContaining('prices.json') },
    })
  })
})

test('a workspace sees what all its workflows cost, by currency', async () => {
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'quiet', name: 'Quiet' }))
  const { body } = await server.request('GET', '/api/v1/spend', { as: server.viewer })
  expect(body.items.find((each: { workflow: { slug: string } }) => each.workflow.slug === 'quiet')).toMatchObject({
    recorded: '0',
    limit: null,
    currency: null,
    forecast: { kind: 'not-enough-yet' },
  })
  expect(body.totals).toContainEqual({ amount: '4.0035', currency: 'USD' })
})
