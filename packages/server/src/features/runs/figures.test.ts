import { randomInt } from 'node:crypto'
import { DAY_MS, REASON_CODES, ROUTES } from '@dayshift/core'
import { addSampleWorkflow, bootServer, sampleRun, type SampleRun, type TestServer } from '@dayshift/testkit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem, inWorkspace, type OpenDatabase, openDatabase } from '../../platform/database/index.ts'
import { createRunIntake, last24hCounts, lastRunTimes, type RunIntake } from './index.ts'
import { foldRunDeltas } from './rollups/fold-run-deltas.ts'

let server: TestServer
let second: OpenDatabase
let intakes: readonly RunIntake[]

beforeAll(async () => {
  server = await bootServer()
  second = await openDatabase({
    databaseUrl: server.database.connectionString,
    dataDirectory: '',
    log: { info: () => {}, warn: () => {}, error: () => {} },
    migrate: false,
  })
  // As two server processes on one database.
  intakes = [createRunIntake(server.world), createRunIntake({ ...server.world, db: second.db })]
})
afterAll(async () => {
  for (const intake of intakes) intake.close()
  await second.close()
  await server.close()
})

const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS
const FROM = TODAY - 3 * DAY_MS

const run = fc.record({
  minutesAgo: fc.nat(2 * 24 * 60),
  latencyMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
  status: fc.constantFrom('ok', 'failed', 'not-called'),
  route: fc.constantFrom(...ROUTES),
  reasonCode: fc.constantFrom(...REASON_CODES),
  reasonRule: fc.constantFrom(null, 'money', 'a rule | with, "signs"'),
  retries: fc.nat(3),
  costAmount: fc.constantFrom(null, '0.1', '0.000000000001', '12.5', '999999999999999999'),
  costCurrency: fc.constantFrom('USD', 'EUR'),
  release: fc.constantFrom(null, 'e'.repeat(64), sampleRun(new Date())['release']),
})

test('the figures equal a recount by plain SQL, whatever is sent twice, by whom, and while they are folded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(run, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }),
      async (batches) => {
        const slug = `w${randomInt(2 ** 40).toString(36)}x`
        const workflowId = await addSampleWorkflow(server.world, server.workspaceId, slug)
        const sent = batches.map((batch) => batch.map((each) => recordOf(slug, each)))
        // Each batch twice, by two processes, and once more shuffled among the others, all at the same time.
        const shuffled = [sent.flat().toReversed()]
        const deliveries = [...sent, ...sent, ...shuffled].map(
          (records, i) => () =>
            intakes[i % intakes.length]?.takeIn(server.workspaceId, { sentAt: new Date(), records }),
        )
        const folding = Array.from({ length: 4 }, () => () => fold())
        const results = await Promise.all([...deliveries, ...folding].map((act) => act()))
        const accepted = results.reduce((n, result) => n + (result?.accepted ?? 0), 0)
        expect(accepted).toBe(sent.flat().length)

        await expectExact(slug, workflowId)
        await fold()
        await expectExact(slug, workflowId)
      },
    ),
    { numRuns: 15 },
  )
})

test('eight writers with overlapping ids keep each run once and never wait for one another for ever', async () => {
  await addSampleWorkflow(server.world, server.workspaceId, 'crowded')
  const runs = Array.from({ length: 400 }, () => sampleRun(new Date(), { workflow: 'crowded', route: 'review' }))
  const deliveries = Array.from({ length: 8 }, (_, writer) =>
    Array.from({ length: 10 }, () => {
      const records = shuffled(runs).slice(0, 120)
      return () => intakes[writer % intakes.length]?.takeIn(server.workspaceId, { sentAt: new Date(), records })
    }),
  )
  const results = await Promise.all(
    deliveries.map(async (writer) => {
      let accepted = 0
      for (const deliver of writer) accepted += (await deliver())?.accepted ?? 0
      return accepted
    }),
  )
  const kept = await inWorkspace(server.world.db, server.workspaceId, async (trx) => ({
    runs: await trx
      .selectFrom('runs')
      .innerJoin('workflows', 'workflows.id', 'runs.workflow_id')
      .select('runs.id')
      .where('slug', '=', 'crowded')
      .execute(),
    cases: await trx
      .selectFrom('cases')
      .innerJoin('workflows', 'workflows.id', 'cases.workflow_id')
      .select('first_run_id')
      .where('slug', '=', 'crowded')
      .execute(),
  }))
  expect(results.reduce((sum, n) => sum + n, 0)).toBe(kept.runs.length)
  expect(new Set(kept.cases.map((row) => row.first_run_id)).size).toBe(kept.runs.length)
})

test('S247 the same error all day is one line with its count and its retries', async () => {
  const at = new Date()
  await addSampleWorkflow(server.world, server.workspaceId, 'failing')
  const failed = (failureMessage: string, retries: number) =>
    sampleRun(at, { workflow: 'failing', status: 'failed', failureClass: 'error', failureMessage, retries })
  await intakes[0]?.takeIn(server.workspaceId, {
    sentAt: at,
    records: [
      failed('Field "iban" of ticket 17 skipped', 2),
      failed('Field "vat" of ticket 4 skipped', 1),
      failed('No', 0),
    ],
  })
  const { body } = await figures('failing')
  expect(body).toMatchObject({
    failed: 3,
    retries: 3,
    failures: [
      { failureClass: 'error', message: 'Field "…" of ticket … skipped', n: 2, retries: 3 },
      { message: 'No', n: 1, retries: 0 },
    ],
  })
})

test('the counts of the last 24 hours and the time of the last run are there at once', async () => {
  const workflowId = await addSampleWorkflow(server.world, server.workspaceId, 'recent')
  const old = new Date(Date.now() - 30 * 3_600_000)
  const records = [
    sampleRun(old, { workflow: 'recent' }),
    sampleRun(new Date(), { workflow: 'recent', route: 'existing-process', reasonCode: 'outside-rollout' }),
    sampleRun(new Date(), { workflow: 'recent' }),
  ]
  await intakes[0]?.takeIn(server.workspaceId, { sentAt: new Date(), records })
  const { counts, times } = await inWorkspace(server.world.db, server.workspaceId, async (trx) => ({
    counts: await last24hCounts(trx, server.world, server.workspaceId),
    times: await lastRunTimes(trx, server.workspaceId),
  }))
  expect(counts.get(workflowId)).toEqual({ automatic: 1, review: 0, human: 0, existingProcess: 1 })
  expect(times.get(workflowId)?.toISOString()).toBe(records[2]?.['startedAt'])
})

test('the job folds what waits, and the figures stay the same', async () => {
  const working = await bootServer({ jobs: 1 })
  try {
    await addSampleWorkflow(working.world, working.workspaceId)
    const records = Array.from({ length: 20 }, () => sampleRun(new Date()))
    await working.request('POST', '/api/v1/runs', { as: working.key, body: { records } })
    await expect
      .poll(() => asSystem(working.world.db, (trx) => trx.selectFrom('run_deltas').select('id').execute()), {
        timeout: 30_000,
      })
      .toEqual([])
    const path = `/api/v1/workflows/billing-replies/figures?from=${new Date(FROM).toISOString()}&to=${new Date(TODAY + DAY_MS).toISOString()}`
    expect((await working.request('GET', path, { as: working.viewer })).body.n).toBe(20)
  } finally {
    await working.close()
  }
})

test('a window that ends before it begins, or has too many steps, is refused with what would be right', async () => {
  const backwards = await figures('billing-replies', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')
  await addSampleWorkflow(server.world, server.workspaceId)
  expect(backwards.status).toBe(404)
  const again = await figures('billing-replies', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')
  expect(again).toMatchObject({ status: 400, body: { mend: '"to" must be later than "from".' } })
  const long = await figures('billing-replies', '2020-01-02T00:00:00Z', '2026-01-01T00:00:00Z')
  expect(long).toMatchObject({ status: 400, body: { mend: 'Ask for a shorter window, or for step=day.' } })
})

function recordOf(workflow: string, { minutesAgo, costAmount, costCurrency, ...fields }: RunFields): SampleRun {
  const cost = costAmount === null ? { costAmount, costCurrency: null } : { costAmount, costCurrency }
  return sampleRun(new Date(TODAY - minutesAgo * 60_000), { workflow, ...fields, ...cost })
}

type RunFields = typeof run extends fc.Arbitrary<infer Fields> ? Fields : never

async function fold(): Promise<undefined> {
  for (let more = true; more;) more = (await asSystem(second.db, foldRunDeltas)).more
}

function figures(slug: string, from = new Date(FROM).toISOString(), to = new Date(TODAY + DAY_MS).toISOString()) {
  return server.request('GET', `/api/v1/workflows/${slug}/figures?from=${from}&to=${to}`, { as: server.viewer })
}

async function expectExact(slug: string, workflowId: string): Promise<void> {
  const { body } = await figures(slug)
  const recount = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const one = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(trx)).rows
    return {
      all: await one(sql<{ n: number; failed: number; retries: number; unpriced: number }>`
        select count(*) as n, count(*) filter (where status = 'failed') as failed, sum(retries) as retries,
          count(*) filter (where status <> 'not-called' and cost_amount is null) as unpriced
        from runs where workflow_id = ${workflowId}`),
      series: await one(sql<{ hour: Date; route: string; n: number }>`
        select date_trunc('hour', started_at) as hour, route, count(*) as n from runs where workflow_id = ${workflowId}
        group by 1, 2`),
      reasons: await one(sql<{ route: string; code: string; rule: string | null; n: number }>`
        select route, reason_code as code, reason_rule as rule, count(*) as n from runs where workflow_id = ${workflowId}
        group by 1, 2, 3`),
      cost: await one(sql<{ currency: string; amount: string; priced: number }>`
        select cost_currency as currency, trim_scale(sum(cost_amount))::text as amount, count(*) as priced from runs
        where workflow_id = ${workflowId} and cost_amount is not null group by 1 order by 1`),
      latency: await one(sql<{ ms: number }>`
        select latency_ms as ms from runs where workflow_id = ${workflowId} order by 1`),
    }
  })
  const [all] = recount.all
  expect([body.n, body.failed, body.retries, body.unpriced]).toEqual([all?.n, all?.failed, all?.retries, all?.unpriced])
  const counted = new Map<string, number>()
  for (const { hour, route, n } of recount.series) counted.set(`${hour.toISOString()} ${route}`, n)
  const shown = new Map<string, number>()
  for (const point of body.series) {
    for (const route of ROUTES) {
      const n = point[route === 'existing-process' ? 'existingProcess' : route]
      if (n > 0) shown.set(`${point.at} ${route}`, n)
    }
  }
  expect(shown).toEqual(counted)
  const byKey = (rows: { route: string; code: string; rule: string | null; n: number }[]) =>
    rows.map(({ route, code, rule, n }) => `${route} ${code} ${String(rule)} ${String(n)}`).toSorted()
  expect(byKey(body.reasons)).toEqual(byKey(recount.reasons))
  expect(body.cost.map(({ currency, amount, priced }: Cost) => ({ currency, amount, priced }))).toEqual(recount.cost)
  expect(body.latencyMs.n).toBe(all?.n)
  for (const [name, q] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const exact = recount.latency[Math.floor(q * (recount.latency.length - 1))]?.ms ?? 0
    // Half a bucket and the rounding to three digits; everything up to a hundredth of a millisecond is one bucket.
    expect(Math.abs(body.latencyMs[name] - exact)).toBeLessThanOrEqual(Math.max(0.011, exact * 0.016))
  }
}

interface Cost {
  readonly currency: string
  readonly amount: string
  readonly priced: number
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => [randomInt(2 ** 40), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item)
}
