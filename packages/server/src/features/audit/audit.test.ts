import { randomUUID } from 'node:crypto'
import type { AuditReport, PortfolioAudit } from '@dayshift/contract'
import { DAY_MS } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestRequest,
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
beforeAll(async () => {
  server = await bootServer({ clock })
  nadia = await server.addPerson('Nadia Owner', 'member')
})
afterAll(() => server.close())

const send = async (path: string, body: unknown, as: TestRequest['as'] = server.key) => {
  const { status, body: answer } = await server.request('POST', `/api/v1${path}`, { as, body })
  expect([status, answer]).toEqual([expect.toSatisfy((code: number) => code < 300), answer])
  return answer
}
const audit = async (slug: string, query = '') =>
  (await server.request('GET', `/api/v1/workflows/${slug}/audit${query}`, { as: server.viewer })).body
const rowsOf = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> =>
  (await inWorkspace(server.world.db, server.workspaceId, (trx) => query.execute(trx))).rows

/** 90 units three days ago: 60 went to a person, 30 were automatic, and 10 calls of these failed. */
async function begin(slug: string, { daysAgo = 3, cost = '0.25' } = {}) {
  const { world, workspaceId } = server
  const release = await addSampleRelease(world, workspaceId, sampleManifest({ workflow: slug, name: slug }))
  const at = new Date(clock.now().getTime() - daysAgo * DAY_MS)
  const records = Array.from({ length: 90 }, (_, i) =>
    sampleRun(new Date(at.getTime() + i * 1000), {
      workflow: slug,
      release,
      unitKey: `u-${String(i)}`,
      ...(i < 60 ? { route: 'review', reasonCode: 'output-rule', reasonRule: 'money' } : {}),
      ...(i >= 80
        ? {
            status: 'failed',
            failureClass: 'timeout',
            failureMessage: 'no answer',
            route: 'human',
            reasonCode: 'call-failed',
          }
        : {}),
      costAmount: i % 2 === 0 ? cost : null,
      costCurrency: i % 2 === 0 ? 'EUR' : null,
      costSource: i % 2 === 0 ? 'caller' : null,
    }),
  )
  expect((await send('/runs', { records })).accepted).toBe(90)
  const decide = (place: number, kind: string, after = 2 * HOUR_MS) => ({
    id: randomUUID(),
    workflow: slug,
    unitKey: `u-${String(place)}`,
    kind,
    by: 'host:ina',
    shownAt: new Date(at.getTime() + HOUR_MS).toISOString(),
    decidedAt: new Date(at.getTime() + after).toISOString(),
  })
  return { at, decide }
}

describe('the audit of a workflow', () => {
  test('S054 every figure equals a recount by plain SQL, with the window and the date of the look', async () => {
    const slug = 'counted-again'
    const { at, decide } = await begin(slug)
    await send('/decisions', {
      decisions: [
        ...Array.from({ length: 40 }, (_, i) => decide(i, i < 25 ? 'accepted' : i < 32 ? 'edited' : 'overridden')),
        // The last one on a unit counts.
        decide(0, 'overridden', 3 * HOUR_MS),
      ],
    })
    await send('/outcomes', {
      workflow: slug,
      outcomes: Array.from({ length: 36 }, (_, i) => ({
        unitKey: `u-${String(40 + i)}`,
        verdict: i % 3 !== 0 ? 'right' : 'wrong',
        at: at.toISOString(),
        source: 'ledger of the bank',
      })),
    })
    const { report, from, to, lookedAt } = await audit(slug)
    expect([from, to, lookedAt]).toEqual(['2026-10-19T00:00:00.000Z', '2026-11-20T09:00:00.000Z', to])
    const [counted] = await rowsOf(sql<Record<string, number>>`
      with own as (select r.* from runs r join workflows w on w.id = r.workflow_id where w.slug = ${slug}),
      last as (
        select distinct on (d.unit_key) d.unit_key, d.kind from decisions d join workflows w on w.id = d.workflow_id
        where w.slug = ${slug} order by d.unit_key, d.decided_at desc
      ),
      known as (
        select o.is_right, own.route in ('review', 'human') as to_person
        from outcomes o join own on own.unit_key = o.unit_key and own.status = 'ok'
      )
      select (select count(*) from own) as runs, (select count(distinct unit_key) from own) as units,
        (select count(*) from own where status = 'failed') as failed,
        (select count(*) from own where cost_amount is null) as unpriced,
        (select sum(input_tokens + output_tokens)::bigint from own) as tokens,
        (select count(*) from last where kind = 'accepted') as accepted,
        (select count(*) from last where kind = 'edited') as edited,
        (select count(*) from last where kind = 'overridden') as overridden,
        (select count(*) from known) as judged, (select count(*) from known where is_right) as "right",
        (select count(*) from own where route in ('review', 'human')) as made,
        (select count(*) from known where to_person and not is_right) as hit,
        (select count(*) from known where not to_person and not is_right) as missed,
        (select count(*) from known where to_person and is_right) as extra`)
    if (counted === undefined) throw new Error('nothing was counted')
    const { runs, units, failed, unpriced, tokens, accepted, edited, overridden, judged, right } = counted
    expect(report).toMatchObject({
      runs,
      units,
      proven: {
        from: '2026-11-17',
        to: '2026-11-17',
        failed: { k: failed, n: runs },
        right: { k: right, n: judged },
        decisions: { accepted, edited, overridden, ignored: 0, escalated: 0, bypass: 0 },
        unpriced,
        tokens,
        costs: [{ currency: 'EUR', amount: '11.25' }],
      },
      handovers: {
        made: counted['made'],
        due: (counted['hit'] ?? 0) + (counted['missed'] ?? 0),
        hit: counted['hit'],
        missed: counted['missed'],
        extra: counted['extra'],
      },
    })
    expect([runs, units, failed, accepted, judged]).toEqual([90, 90, 10, 24, 36])
  })

  test('S054 without decisions adoption is unknown and never 0, and the three fields to send are named', async () => {
    await begin('undecided')
    const { report } = await audit('undecided')
    expect(report.proven.decisions).toBeNull()
    expect(report.proven.influenced).toBeNull()
    expect(report.sentence).toContain('no decisions in these records: adoption unknown')
    expect(report.answers[0]).toMatchObject({ verdict: 'unknown' })
    expect(report.unknowable[0]).toEqual({
      question: 'Is it adopted?',
      sentence: 'No decisions in these records: adoption unknown. Send these three fields to know it.',
      log: ['unitKey', 'decision', 'decidedAt'],
    })
  })

  test('S054 where it is known from which decisions it was to inform, the answer is that of Adoption', async () => {
    const slug = 'measured'
    const { decide } = await begin(slug)
    await server.giveDuties(slug, { 'business-owner': nadia })
    await send(`/workflows/${slug}/adoption/denominator`, { kind: 'gate' }, nadia)
    await send('/decisions', { decisions: Array.from({ length: 10 }, (_, i) => decide(i, 'accepted')) })
    const { report } = await audit(slug)
    const adoption = (await server.request('GET', `/api/v1/workflows/${slug}/adoption`, { as: server.viewer })).body
    expect(report.proven.influenced).toEqual(adoption.figures.influence)
    expect(report.answers[0]).toMatchObject({ verdict: 'unmet', sentence: `It ${adoption.sentence}` })
    expect(report.definition.parts[1]).toMatchObject({ part: 'Decisions are made with it', verdict: 'unmet' })
    expect(report.unknowable.map(({ question }: AuditReport['unknowable'][number]) => question)).not.toContain(
      'Which decisions were made without it?',
    )
  })

  test('S055 S058 parts and owners that are not on record are told by name, and those that are count', async () => {
    const slug = 'has-nothing'
    await begin(slug)
    const before = (await audit(slug)).report as AuditReport
    expect(before.answers[1]?.verdict).toBe('unmet')
    expect(before.answers[1]?.findings).toEqual(
      expect.arrayContaining([
        'A keeper (left to whoever notices): nobody by name has the daily care',
        'A runbook: no runbook was ever confirmed',
        'Money for the handoff: no budget of its life is written',
      ]),
    )
    expect(before.answers[4]).toMatchObject({ verdict: 'unmet' })
    expect(before.definition.parts[2]).toEqual({
      part: 'A named person answers for it',
      verdict: 'unmet',
      because: 'Nobody by name has the daily care.',
    })
    await server.giveDuties(slug, { 'daily-care': nadia })
    await send(
      `/workflows/${slug}/money`,
      {
        currency: 'EUR',
        lines: [
          { line: 'prototype', planned: '900', actual: null, why: 'as agreed' },
          { line: 'transition', planned: '100', actual: null, why: 'as agreed' },
          { line: 'operation', planned: '400', actual: null, why: 'as agreed' },
          { line: 'maintenance', planned: '300', actual: null, why: 'as agreed' },
        ],
        committedValue: null,
        basedOn: 0,
      },
      server.admin,
    )
    const after = (await audit(slug)).report as AuditReport
    expect(after.answers[1]?.findings).not.toContain(
      'A keeper (left to whoever notices): nobody by name has the daily care',
    )
    expect(after.answers[1]?.findings).toContain(
      'Money for the handoff (underfunded): the least of all phases, 6 % of what is planned',
    )
    expect(after.definition.parts[2]).toMatchObject({ verdict: 'met', because: 'Nadia Owner has the daily care.' })
  })

  test('S057 a report that waits past its due time says that nobody reads the channel', async () => {
    const slug = 'unread'
    await begin(slug)
    expect((await audit(slug)).report.answers[3]).toMatchObject({ verdict: 'unmet' })
    const [run] = await rowsOf(
      sql<{
        id: string
      }>`select r.id from runs r join workflows w on w.id = r.workflow_id where w.slug = ${slug} limit 1`,
    )
    await send(`/runs/${run?.id ?? ''}/flags`, { note: 'The amount is wrong' }, nadia)
    expect((await audit(slug)).report.answers[3]).toMatchObject({
      verdict: 'unknown',
      sentence: 'Of 1 report 0 are answered so far; none is overdue.',
    })
    await rowsOf(
      sql`update flags set due_at = at - interval '1 hour' where run_id = ${run?.id ?? ''}::uuid returning id`,
    )
    const later = await audit(slug)
    expect(later.report.answers[3]).toMatchObject({
      verdict: 'unmet',
      sentence: '1 report waits past the due time: nobody reads this channel.',
    })
  })

  test('of a workflow that rests the window ends with its last run, and what never ran proves nothing', async () => {
    await begin('rests', { daysAgo: 200 })
    const { report, from, to } = await audit('rests', '?weeks=2')
    expect([from.slice(0, 10), to.slice(0, 10), report.runs]).toEqual(['2026-04-27', '2026-05-04', 90])
    await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({ workflow: 'never-ran', name: 'Never ran' }),
    )
    const { report: nothing } = await audit('never-ran')
    expect(nothing).toMatchObject({ runs: 0, units: 0, proven: { failed: null, right: null, influenced: null } })
    expect(nothing.answers[0].verdict).toBe('unknown')
  })
})

describe('the audit of the portfolio', () => {
  const portfolio = async (): Promise<PortfolioAudit> =>
    (await server.request('GET', '/api/v1/portfolio/audit', { as: server.viewer })).body
  const ADOPTED = 'all-adopted'
  const DEAR = 'all-dear'
  const UNTOLD = 'all-untold'
  beforeAll(async () => {
    for (const [slug, cost] of [
      [ADOPTED, '0.1'],
      [DEAR, '9'],
      [UNTOLD, '2'],
    ] as const) {
      const { decide } = await begin(slug, { cost })
      if (slug === UNTOLD) continue
      await server.giveDuties(slug, { 'business-owner': nadia })
      await send(`/workflows/${slug}/adoption/denominator`, { kind: 'gate' }, nadia)
      const n = slug === ADOPTED ? 60 : 12
      await send('/decisions', { decisions: Array.from({ length: n }, (_, i) => decide(i, 'accepted')) })
    }
  })

  test('S054 its sums equal a recount by plain SQL, and each answer says how many of how many', async () => {
    const all = await portfolio()
    const [counted] = await rowsOf(sql<{ runs: number; failed: number; workflows: number }>`
      select count(r.id) as runs, count(*) filter (where r.status = 'failed') as failed,
        (select count(*) from workflows) as workflows
      from runs r`)
    expect(all.proven).toMatchObject({ runs: counted?.runs, failed: { k: counted?.failed } })
    expect(all.workflows + all.waiting).toBe(counted?.workflows)
    expect(all.answers).toHaveLength(5)
    for (const [place, { met, unmet, unknown }] of all.answers.entries()) {
      expect(met + unmet + unknown).toBe(all.workflows)
      expect(all.rows.filter(({ verdicts }) => verdicts[place] === 'unmet')).toHaveLength(unmet)
    }
  })

  test('the share over all is a sum of decisions, of those workflows alone of which it is known', async () => {
    const { proven, rows } = await portfolio()
    const measured = await Promise.all(
      rows.map(
        async ({ slug }) =>
          (await server.request('GET', `/api/v1/workflows/${slug}/adoption`, { as: server.viewer })).body.figures,
      ),
    )
    const known = measured.filter((figures) => figures !== null).map(({ influence }) => influence)
    const sum = (which: 'k' | 'n') => known.reduce((total: number, share) => total + share[which], 0)
    expect(proven.influence).toMatchObject({ k: sum('k'), n: sum('n'), workflows: known.length })
    expect(known.length).toBeLessThan(rows.length)
  })

  test('S054 what falls short stands before what isn’t known, each by what it costs', async () => {
    const [gap] = (await portfolio()).answers
    const own = gap?.short.filter(({ slug }) => slug.startsWith('all-')) ?? []
    expect(own.map(({ slug, verdict, cost }) => [slug, verdict, cost?.amount])).toEqual([
      [DEAR, 'unmet', '405'],
      [UNTOLD, 'unknown', '90'],
    ])
    expect(gap?.verdict).toBe('unmet')
  })

  test('S059 an admin writes what delivery means here; every audit says it with the name, the ledger keeps each wording', async () => {
    const own = 'Delivered is what the billing team would miss on Monday.'
    const write = (text: unknown, as: TestPerson) =>
      server.request('POST', '/api/v1/portfolio/audit/definition', { as, body: { text } })
    expect((await write(own, server.member)).status).toBe(403)
    expect((await write('too short', server.admin)).status).toBe(400)
    expect(await write(`  ${own}  `, server.admin)).toMatchObject({
      status: 200,
      body: { text: own, written: { by: { name: server.admin.name } } },
    })
    expect((await portfolio()).definition).toMatchObject({ text: own, written: { by: { name: server.admin.name } } })
    const one = await server.request('GET', `/api/v1/workflows/${DEAR}/audit`, { as: server.viewer })
    expect(one.body.report.definition).toMatchObject({ text: own, written: { by: { name: server.admin.name } } })
    const kept = await server.request('GET', '/api/v1/ledger?subject=workspace&limit=1', { as: server.admin })
    expect(kept.body.items[0]).toMatchObject({
      act: 'delivery-defined',
      sentence: `wrote what delivery means here: “${own}”`,
    })
    expect((await write(null, server.admin)).body.written).toBeNull()
    expect((await portfolio()).definition.text).toContain('is not delivery')
  })

  test('S059 the definition of delivery stands there with how many workflows have each part of it', async () => {
    const { definition, rows, unknowable } = await portfolio()
    expect(definition.text).toContain('is not delivery')
    expect(definition.parts.map(({ met, unmet, unknown }) => met + unmet + unknown)).toEqual(
      definition.parts.map(() => rows.length),
    )
    expect(definition.delivered).toBe(
      rows.filter(({ delivered }) => delivered.every((verdict) => verdict === 'met')).length,
    )
    expect(unknowable[0]?.workflows).toBeGreaterThan(0)
  })
})
