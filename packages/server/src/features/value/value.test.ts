import { randomUUID } from 'node:crypto'
import { DAY_MS } from '@dayshift/core'
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
let nadia: TestPerson
let fay: TestPerson
beforeAll(async () => {
  server = await bootServer({ clock })
  nadia = await server.addPerson('Nadia Owner', 'member')
  fay = await server.addPerson('Fay Finance', 'member')
})
afterAll(() => server.close())

/** A workflow with 100 priced runs three days ago, of which so many were decided with the answer. */
async function begin(slug: string, accepted: number) {
  const release = await addSampleRelease(
    server.world,
    server.workspaceId,
    sampleManifest({ workflow: slug, name: slug }),
  )
  const at = new Date(clock.now().getTime() - 3 * DAY_MS)
  const records = Array.from({ length: 100 }, (_, i) =>
    sampleRun(at, {
      workflow: slug,
      release,
      unitKey: `u-${String(i)}`,
      route: 'review',
      reasonCode: 'output-rule',
      reasonRule: 'money',
      costAmount: '0.25',
      costCurrency: 'EUR',
      costSource: 'caller',
    }),
  )
  expect((await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })).body.accepted).toBe(100)
  const decisions = records.slice(0, accepted).map(({ unitKey }) => ({
    id: randomUUID(),
    workflow: slug,
    unitKey,
    kind: 'accepted',
    by: 'host:ina',
    shownAt: new Date(at.getTime() + HOUR_MS).toISOString(),
    decidedAt: new Date(at.getTime() + 2 * HOUR_MS).toISOString(),
  }))
  if (decisions.length > 0) {
    expect((await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })).status).toBe(
      200,
    )
  }
  const path = `/api/v1/workflows/${slug}`
  const post = async (below: string, body: unknown, as: TestPerson = nadia) =>
    await server.request('POST', `${path}${below}`, { as, body })
  expect((await post('/duties', { duties: [{ duty: 'business-owner', person: nadia.id }] }, server.admin)).status).toBe(
    200,
  )
  expect((await post('/adoption/denominator', { kind: 'gate' })).status).toBe(200)
  const page = async (as: TestPerson = server.viewer) => (await server.request('GET', `${path}/value`, { as })).body
  return { slug, release, post, page }
}

/** Rows of a table without quotes but in the last cells of tags and words. */
function cellsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((cell) => cell[1] ?? cell[2] ?? ''))
}

const worth = { currency: 'EUR', low: '0.5', high: '2', basis: 'Four minutes of an agent.' }
const entry = {
  phase: 'maintenance',
  kind: 'actual',
  currency: 'EUR',
  hours: '2',
  rate: '60',
  from: '2026-11-17',
  to: '2026-11-20',
  what: 'New policies',
}

describe('what a workflow costs and brings', () => {
  test('S047 what its calls cost is told used or not; per influenced decision it equals a recount by plain SQL', async () => {
    const { page } = await begin('recounted', 60)
    const value = await page()
    expect(value).toMatchObject({ currency: 'EUR', cost: '25', influence: { k: 60, n: 100 }, verdict: 'unknown' })
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ each: number }>`
        select sum(r.cost_amount)::float / (select count(*) from decisions d where d.workflow_id = r.workflow_id and d.kind = 'accepted') as each
        from runs r join workflows w on w.id = r.workflow_id where w.slug = 'recounted' group by r.workflow_id`.execute(
        trx,
      ),
    )
    expect(value.perInfluenced.value).toBeCloseTo(rows[0]?.each ?? 0, 10)
    expect(value.sentence).toMatch(
      'used or not, and influenced 60 decisions, 0.42 EUR each; what one is worth nobody has said.',
    )
    const unused = await (await begin('unused', 0)).page()
    expect(unused).toMatchObject({ cost: '25', perInfluenced: null })
    expect(unused.sentence).toMatch('spend without return')
  })

  test('the business owner alone says what a decision is worth; from that the break-even share is computed', async () => {
    const { post, page } = await begin('worth-said', 80)
    const refused = await post('/value/worth', worth, server.member)
    expect([refused.status, refused.body.code]).toEqual([403, 'business-owner-only'])
    expect((await post('/value/worth', { ...worth, high: '0.1' })).status).toBe(400)
    const said = (await post('/value/worth', worth)).body
    expect(said.perDecision).toMatchObject({ low: 0.5, high: 2, by: { name: 'Nadia Owner' } })
    // 25 EUR over 100 decisions at 0.50 to 2: from 12.5 % to 50 % on.
    expect(said.breakEven).toEqual({ low: 0.125, high: 0.5 })
    expect(said.verdict).toBe('met')
    expect(said.value).toEqual({ low: 40, high: 160 })
    const acts = (await server.request('GET', '/api/v1/ledger?limit=1', { as: server.admin })).body.items
    expect(acts[0]).toMatchObject({ act: 'decision-worth-said', subject: 'workflow:worth-said' })
    await post('/value/worth', worth)
    expect((await server.request('GET', '/api/v1/ledger?limit=1', { as: server.admin })).body.items[0].seq).toBe(
      acts[0].seq,
    )
    expect((await page()).arrived.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict])).toEqual([
      ['adoption', 'met'],
      ['impact', 'met'],
    ])
  })

  test('S048 maintenance hours at their rate join the cost; struck out they stay readable and count no more', async () => {
    const { post, page } = await begin('maintained', 10)
    await post('/value/worth', worth)
    const before = await page(fay)
    expect(before).toMatchObject({ cost: '25', maintenance: '0', mayBook: false })
    const refused = await post('/value/entries', entry, fay)
    expect([refused.status, refused.body.code]).toEqual([403, 'not-your-duty'])
    for (const wrong of [
      { ...entry, amount: '5' },
      { ...entry, hours: null },
      { ...entry, to: '2026-11-01' },
    ]) {
      expect((await post('/value/entries', wrong)).status).toBe(400)
    }
    const booked = await post('/value/entries', entry)
    expect(booked.status).toBe(201)
    expect(booked.body).toMatchObject({ cost: '145', maintenance: '120', verdict: 'unmet' })
    expect(booked.body.phases.find(({ phase }: { phase: string }) => phase === 'maintenance')).toMatchObject({
      actual: '120',
      hours: 2,
    })
    expect(booked.body.signs).toContainEqual({
      sign: 'upkeep-without-value',
      sentence:
        'Keeping it up cost 145 EUR in 3 days, 120 EUR of it maintenance: overhead of a system whose value doesn’t cover it.',
    })
    const [kept] = booked.body.entries
    const struck = await post('/value/strike', { entry: kept.id, reason: 'Booked twice.' })
    expect(struck.body).toMatchObject({
      cost: '25',
      entries: [{ id: kept.id, amount: '120', struck: { reason: 'Booked twice.', by: { name: 'Nadia Owner' } } }],
    })
    expect((await post('/value/strike', { entry: randomUUID(), reason: 'r' })).body.code).toBe('no-such-entry')
  })

  test('S050 S159 what the case committed to and did not come is a shortfall, from the day on which the transfer was due', async () => {
    const { post, page } = await begin('promised', 20)
    await post('/money', {
      currency: 'EUR',
      lines: [{ line: 'prototype', planned: '100', actual: null, why: 'w' }],
      committedValue: '36500',
      basedOn: 0,
    })
    expect((await post('/value/worth', worth)).body.shortfall).toBeNull()
    // Begun twelve weeks ago, the transfer was due two weeks later: nine whole weeks since and the present one in part.
    await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql`update workflows set created_at = created_at - interval '84 days' where slug = 'promised'`.execute(trx),
    )
    const { shortfall, signs, phases } = await page()
    const { days, projected, missing } = shortfall
    expect(days).toBe(67)
    expect(projected).toBe(100 * days)
    // 20 decisions at 0.50 to 2 came.
    expect(missing).toEqual({ low: projected - 40, high: projected - 10 })
    expect(signs.map(({ sign }: { sign: string }) => sign)).toContain('below-promise')
    expect(phases[0]).toMatchObject({ phase: 'prototype', planned: '100', actual: null, withinPlan: 'unknown' })
  })

  test('S049 adoption of a later deployment in the same unit is held against the one before it', async () => {
    const first = await begin('first-there', 90)
    const second = await begin('second-there', 5)
    const days = (n: number) => new Date(clock.now().getTime() - n * DAY_MS)
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      await sql`update workflows set activated_at = ${days(200)} where slug = 'first-there'`.execute(trx)
      await sql`update workflows set activated_at = ${days(100)} where slug = 'second-there'`.execute(trx)
    })
    expect((await second.page()).speed).toBeNull()
    for (const { slug } of [first, second]) {
      const told = await server.request('POST', `/api/v1/portfolio/workflows/${slug}/unit`, {
        as: server.member,
        body: { unit: 'Billing' },
      })
      expect(told.status).toBe(200)
    }
    // The hourly look sees that the first is adopted; a later one does not move the day.
    await server.doWhatIsDue()
    clock.advance(2 * HOUR_MS)
    await server.doWhatIsDue()
    const { speed } = await second.page()
    expect(speed).toMatchObject({ unit: 'Billing', verdict: 'unknown' })
    expect(speed.sentence).toMatch('first-there, the one before it in Billing, was adopted after 200')
    expect((await first.page()).speed).toMatchObject({ verdict: 'first' })
  })

  test('people’s time over its outputs counts in what it costs, as soon as somebody says what an hour costs', async () => {
    const { post, page } = await begin('takes-time', 40)
    await post('/value/worth', worth)
    // Each decision took an hour.
    expect(await page()).toMatchObject({
      cost: '25',
      time: { hours: 40, known: 40, unknown: 0, cost: null, rate: null },
    })
    const refused = await post('/value/hour-rate', { rate: '30', currency: 'EUR', basis: 'b' }, fay)
    expect([refused.status, refused.body.code]).toEqual([403, 'not-your-duty'])
    const said = await post('/value/hour-rate', { rate: '30.5', currency: 'EUR', basis: 'With all on top.' })
    expect(said.body).toMatchObject({ cost: '1245', time: { cost: '1220', rate: { rate: '30.5' } }, verdict: 'unmet' })
    const operation = said.body.phases.find(({ phase }: { phase: string }) => phase === 'operation')
    expect(operation).toMatchObject({ actual: '1245', hours: 40 })
    // In another currency it is in no figure, and says so.
    const other = await post('/value/hour-rate', { rate: '33', currency: 'USD', basis: 'With all on top.' })
    expect(other.body).toMatchObject({ cost: '25', time: { hours: 40, cost: null, rate: { currency: 'USD' } } })
  })

  test('S097 transition money that is asked for is planned cost; a year’s money is asked for in the budget', async () => {
    const { post } = await begin('asks-more', 10)
    const asked = { ...entry, phase: 'transition', kind: 'requested', hours: null, rate: null, amount: '150000' }
    const booked = await post('/value/entries', asked)
    expect(booked.body.phases[1]).toMatchObject({ planned: '150000', requested: '150000', actual: null })
    expect((await post('/value/entries', { ...asked, phase: 'operation' })).status).toBe(400)
  })

  test('S079 the running cost is asked, answered by whoever holds that duty, and an alert when it outgrows that', async () => {
    const { slug, post, page } = await begin('approved', 10)
    const ask = { amount: '20', currency: 'EUR', why: 'The calls of a month.' }
    const until = new Date(clock.now().getTime() + 100 * DAY_MS).toISOString().slice(0, 10)
    const alerts = async () =>
      (await server.request('GET', `/api/v1/alerts?workflow=${slug}`, { as: server.viewer })).body.items.map(
        ({ signal, owner }: { signal: string; owner: { name: string } | null }) => [signal, owner?.name],
      )
    await server.giveDuties(slug, { spend: fay })
    expect((await page()).approval).toMatchObject({ state: 'not-asked', verdict: 'unknown', duty: 'spend' })
    const asked = (await post('/value/approval', ask)).body.approval
    expect(asked).toMatchObject({ state: 'asked', approver: { name: 'Fay Finance' }, mayAnswer: false })
    expect(await alerts()).toEqual([['running-cost-asked', 'Fay Finance']])
    const request = asked.requests[0].id
    const yes = { verdict: 'approved', request, until, reason: 'Within the plan.' }
    const refused = await post('/value/approval/answer', yes)
    expect([refused.status, refused.body.code]).toEqual([403, 'not-your-duty'])
    expect((await post('/value/approval/answer', { ...yes, until: '2026-01-01' }, fay)).body.code).toBe('until-refused')
    const approved = (await post('/value/approval/answer', yes, fay)).body.approval
    // 100 calls at 0.25 in the last 30 days.
    expect(approved).toMatchObject({ state: 'outgrown', verdict: 'unmet', month: '25' })
    expect((await post('/value/approval/answer', yes, fay)).body.code).toBe('cost-moved')
    await server.doWhatIsDue()
    expect(await alerts()).toContainEqual(['running-cost-outgrown', 'Fay Finance'])
    const more = (await post('/value/approval', { ...ask, amount: '40' })).body.approval.requests[0].id
    const no = await post('/value/approval/answer', { verdict: 'refused', request: more, reason: 'Too dear.' }, fay)
    expect(no.body.approval).toMatchObject({ state: 'refused', sentence: expect.stringContaining('Too dear.') })
    const last = (await post('/value/approval', { ...ask, amount: '40' })).body.approval.requests[0].id
    expect((await post('/value/approval/answer', { ...yes, request: last }, fay)).body.approval).toMatchObject({
      state: 'approved',
      verdict: 'met',
    })
    const acts = (await server.request('GET', '/api/v1/ledger?limit=1', { as: server.admin })).body.items
    expect(acts[0]).toMatchObject({ act: 'running-cost-approved', subject: `workflow:${slug}` })
    const row = (await server.request('GET', `/api/v1/portfolio/workflows/${slug}`, { as: server.viewer })).body
    expect(row.signs.map(({ sign }: { sign: string }) => sign)).not.toContain('cost-not-approved')
  })

  test('payback and sunk cost are told of what is on record: on hold, what was spent on it is sunk', async () => {
    const { slug, post, page } = await begin('given-up', 60)
    await post('/value/worth', worth)
    expect((await page()).payback.sentence).toBe('When it pays back can’t be told: what building it cost is not told.')
    for (const [phase, amount] of [
      ['prototype', '50000'],
      ['transition', '1500.5'],
    ]) {
      await post('/value/entries', { ...entry, phase, hours: null, rate: null, amount })
    }
    const { payback } = await page()
    expect(payback).toMatchObject({ verdict: 'unknown', invested: { low: 51500.5, high: 51500.5 } })
    expect(payback.sentence).toMatch('not known of 4 whole weeks')
    await server.request('POST', `/api/v1/workflows/${slug}/handover/hold`, {
      as: nadia,
      body: { reason: 'The vendor changes its terms' },
    })
    const { items, totals } = (await server.request('GET', '/api/v1/portfolio', { as: server.viewer })).body
    const item = items.find((each: { slug: string }) => each.slug === slug)
    // And 25 EUR of calls.
    expect(item.givenUp).toMatchObject({
      why: 'on-hold',
      spent: { amount: '51525.5', currency: 'EUR', atLeast: false },
    })
    const spent: { currency: string; amount: string }[] = items.flatMap(
      (each: { givenUp: { spent: object | null } | null }) => (each.givenUp?.spent == null ? [] : [each.givenUp.spent]),
    )
    expect(totals.sunk.n).toBe(items.filter((each: { givenUp: object | null }) => each.givenUp !== null).length)
    expect(
      Number(totals.sunk.spent.find(({ currency }: { currency: string }) => currency === 'EUR').amount),
    ).toBeCloseTo(
      spent.filter(({ currency }) => currency === 'EUR').reduce((sum, { amount }) => sum + Number(amount), 0),
      6,
    )
  })

  test('S047 a month in the shape of FOCUS sums to a recount by plain SQL; what nobody priced is in no row, or has no cost', async () => {
    const { slug, release, post } = await begin('exported', 10)
    const unpriced = Array.from({ length: 3 }, (_, i) =>
      sampleRun(new Date(clock.now().getTime() - 2 * DAY_MS), {
        workflow: slug,
        release,
        unitKey: `n-${String(i)}`,
        costAmount: null,
        costCurrency: null,
        costSource: null,
      }),
    )
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: unpriced } })
    expect(sent.body).toMatchObject({ accepted: 3 })
    await post('/value/entries', entry)
    const read = async (path: string) => {
      const answer = await server.request('GET', `/api/v1${path}`, { as: server.viewer })
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
      const [head = [], ...rows] = cellsOf(String(answer.body))
      return {
        unpriced: answer.headers['x-dayshift-unpriced-runs'],
        rows: rows.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i] ?? '']))),
      }
    }
    const own = await read(`/workflows/${slug}/costs.csv?month=2026-11`)
    expect(own.unpriced).toBe('3')
    expect(own.rows.map((row) => [row['x_Phase'], row['BilledCost'], row['x_CostSource'], row['x_Calls']])).toEqual([
      ['operation', '25', 'caller', '100'],
      ['maintenance', '120', 'booked', ''],
    ])
    expect(own.rows[0]).toMatchObject({
      ChargePeriodStart: '2026-11-17T00:00:00Z',
      ChargePeriodEnd: '2026-11-18T00:00:00Z',
      BillingCurrency: 'EUR',
      SubAccountId: slug,
    })
    const all = await read(`/workflows/${slug}/costs.csv?month=2026-11&unpriced=rows`)
    expect(all.rows.filter((row) => row['BilledCost'] === '').map((row) => row['x_Calls'])).toEqual(['3'])
    expect((await read(`/workflows/${slug}/costs.csv?month=2026-10`)).rows).toEqual([])
    const everything = await read('/costs.csv?month=2026-11')
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ total: number }>`select sum(cost_amount)::float as total from runs
        where started_at >= '2026-11-01T00:00:00Z' and started_at < '2026-12-01T00:00:00Z'`.execute(trx),
    )
    const sum = everything.rows
      .filter((row) => row['x_CostSource'] !== 'booked')
      .reduce((total, row) => total + Number(row['EffectiveCost']), 0)
    expect(sum).toBeCloseTo(rows[0]?.total ?? 0, 6)
    expect((await server.request('GET', '/api/v1/costs.csv?month=2026-13', { as: server.viewer })).status).toBe(400)
    expect((await server.request('GET', '/api/v1/workflows/nowhere/costs.csv', { as: server.viewer })).status).toBe(404)
  })

  test('S010 S012 the handoff phase and what was delivered stand beside what arrived', async () => {
    const { page } = await begin('beside', 10)
    const { handoff, delivered, arrived } = await page()
    expect(handoff.missing).toEqual(['effort', 'plan', 'owner'])
    expect(delivered.map(({ id }: { id: string }) => id)).toEqual(['deployed', 'on-time', 'budget', 'accuracy'])
    expect(arrived[0]).toMatchObject({ id: 'adoption', verdict: 'unmet' })
  })
})
