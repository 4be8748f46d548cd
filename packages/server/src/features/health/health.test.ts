import { randomUUID } from 'node:crypto'
import type { Manifest } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type SampleRun,
  type TestServer,
} from '@dayshift/testkit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock, type ManualClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { raiseAlert } from '../alerts/index.ts'
import { evaluateDue, evaluateWorkflow } from './evaluate.ts'
import { foldTallies } from './fold-tallies.ts'
import type { HealthNeeds } from './needs.ts'
import { readHours } from './read-hours.ts'

const START = new Date('2026-11-02T00:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const NEEDS: HealthNeeds = {
  targetsOf: async () => [],
  supportOf: async () => null,
  changesOf: async () => [],
  reportsOf: async () => [],
  unreadOf: async () => ({ n: 0, since: null }),
}

let server: TestServer
let clock: ManualClock
beforeAll(async () => {
  clock = createManualClock(START)
  server = await bootServer({ clock })
})
afterAll(() => server.close())

const INPUT = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    topic: { enum: ['refund', 'invoice', 'other'] },
    amount: { type: 'number' },
    email: { type: 'string' },
  },
  required: ['text', 'topic'],
} as const

/** A workflow of its own for each test, with slices by topic. */
async function workflow(
  slug: string,
  overrides: Partial<Manifest> = {},
): Promise<{ slug: string; id: string; hash: string }> {
  const manifest = sampleManifest({
    workflow: slug,
    name: slug,
    input: INPUT,
    unitKey: null,
    rules: [],
    slices: [{ name: 'topic', by: 'input.topic' }],
    data: { capture: 'redacted', retentionDays: 30, subject: null, redact: ['/input/email'] },
    ...overrides,
  })
  const hash = await addSampleRelease(server.world, server.workspaceId, manifest)
  const { id } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
  )
  return { slug, id, hash }
}

interface Of {
  readonly slug: string
  readonly hash: string
}

function run({ slug, hash }: Of, at: Date, overrides: Readonly<Record<string, unknown>> = {}): SampleRun {
  return sampleRun(at, {
    workflow: slug,
    release: hash,
    input: { text: 'Where is my money?', topic: 'refund', amount: 12.5, email: 'anna@example.com' },
    output: { reply: 'Soon.' },
    ...overrides,
  })
}

/** Sends runs, the clock standing at the last of them or later. */
async function send(runs: readonly SampleRun[]) {
  until(new Date(String(runs.at(-1)?.['startedAt'])))
  for (let at = 0; at < runs.length; at += 500) {
    const answer = await server.request('POST', '/api/v1/runs', {
      as: server.key,
      body: { records: runs.slice(at, at + 500) },
    })
    expect([answer.status, answer.body.rejected?.[0]?.errors ?? null]).toEqual([200, null])
  }
}

/** `n` runs spread evenly over a window that begins at `from`. */
function spread(
  of: Of,
  from: Date,
  ms: number,
  n: number,
  make: (i: number) => Readonly<Record<string, unknown>> = () => ({}),
) {
  return Array.from({ length: n }, (_, i) => run(of, new Date(from.getTime() + Math.floor((i * ms) / n)), make(i)))
}

async function fold() {
  for (let more = true; more;) more = (await asSystem(server.world.db, foldTallies)).more
}

async function evaluate(needs: HealthNeeds = NEEDS) {
  await fold()
  await evaluateDue(server.world, needs)
}

async function health(slug: string) {
  const answer = await server.request('GET', `/api/v1/workflows/${slug}/health`, { as: server.viewer })
  expect(answer.status).toBe(200)
  return answer.body
}

const signalOf = (
  page: { signals: { signal: string; slice: unknown; state?: string }[] },
  id: string,
  slice: unknown = null,
) => page.signals.find((each) => each.signal === id && JSON.stringify(each.slice) === JSON.stringify(slice))

describe('what is counted of runs', () => {
  test('S190 inputs are measured by field when they come in; what the manifest keeps out is said to be unmeasured', async () => {
    const of = await workflow('measured')
    await send([
      ...spread(of, START, DAY, 40),
      run(of, START, { input: { text: '', topic: 'fraud', amount: 'twelve' } }),
    ])
    const hours = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      readHours(trx, {
        workspaceId: server.workspaceId,
        workflowId: of.id,
        from: START,
        to: new Date(START.getTime() + DAY),
      }),
    )
    const whole = hours.filter(({ slice }) => slice === null)
    const sum = (name: string) => whole.reduce((n, { tally }) => n + (tally.counts[name] ?? 0), 0)
    expect([sum('runs'), sum('inputs'), sum('missing:/text'), sum('type:/amount'), sum('unknown:/topic')]).toEqual([
      41, 41, 1, 1, 1,
    ])
    expect(JSON.stringify(hours)).not.toContain('anna@example.com')
    expect(JSON.stringify(hours)).not.toContain('/email')
    expect(
      hours
        .filter(({ slice }) => slice?.label === 'refund')
        .reduce((n, { tally }) => n + (tally.counts['runs'] ?? 0), 0),
    ).toBe(40)
    const page = await health(of.slug)
    expect(page.unmeasured).toEqual([{ pointer: '/email', why: expect.stringContaining('data.redact') }])
  })
})

/** The clock of the server stands at this instant, or later already. */
function until(at: Date) {
  clock.advance(Math.max(0, at.getTime() - clock.now().getTime()))
}

describe('baselines', () => {
  test('S188 S189 S191 S192 the first 200 runs of a release become the baseline by themselves, once, and say so', async () => {
    const of = await workflow('first-runs')
    const start = clock.now()
    await send(spread(of, start, DAY, 150))
    until(new Date(start.getTime() + DAY))
    await evaluate()
    expect(await health(of.slug)).toMatchObject({
      state: 'unknown',
      baseline: null,
      noBaseline: expect.stringContaining('150 are there'),
      sentence: expect.stringContaining('is not watched yet'),
    })
    await send(spread(of, new Date(start.getTime() + DAY), DAY, 90))
    until(new Date(start.getTime() + 2 * DAY))
    await evaluate()
    await evaluate()
    const page = await health(of.slug)
    expect(page.baselines).toHaveLength(1)
    expect(page.baseline).toMatchObject({ name: 'First 200 runs of 2026-11-20', source: 'first-runs', counts: true })
    expect(page.baseline.runs).toBeGreaterThanOrEqual(200)
    expect(page.firstDays.map(({ id, n }: { id: string; n: number }) => [id, n])).toEqual([
      ['completion', 240],
      ['exceptions', 240],
      ['data-quality', 240],
      ['active-users', 0],
      ['decision-latency', 240],
    ])
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${of.slug}`, { as: server.admin })
    expect(ledger.body.items.filter(({ act }: { act: string }) => act === 'baseline-set')).toHaveLength(1)
  })

  test('the days of early support become the baseline once it is settled', async () => {
    const of = await workflow('supported')
    const since = clock.now()
    await send(spread(of, since, 2 * DAY, 300))
    until(new Date(since.getTime() + 3 * DAY))
    const support = { id: 'transfer-1', since, settledAt: new Date(since.getTime() + 2 * DAY) }
    await evaluate({ ...NEEDS, supportOf: async () => ({ ...support, settledAt: null }) })
    expect((await health(of.slug)).baseline).toMatchObject({ source: 'first-runs' })
    const needs = { ...NEEDS, supportOf: async () => support }
    until(new Date(clock.now().getTime() + HOUR))
    await evaluate(needs)
    await evaluateWorkflow(server.world, needs, server.workspaceId, of.id)
    const page = await health(of.slug)
    expect(page.baselines.map(({ source }: { source: string }) => source)).toEqual(['early-support', 'first-runs'])
    expect(page.baseline).toMatchObject({ runs: 300, from: since.toISOString() })
  })

  test('S133 S134 pilot data stands beside production data, kind by kind, and what one lacks is not called the same', async () => {
    const of = await workflow('pilot')
    const pilot = clock.now()
    await send(
      spread(of, pilot, 4 * DAY, 200, (i) => ({
        input: { text: 'x'.repeat(20 + (i % 7)), topic: 'refund', amount: 10 + (i % 5) },
      })),
    )
    const live = new Date(pilot.getTime() + 4 * DAY)
    await send(
      spread(of, live, 4 * DAY, 200, (i) => ({
        input: {
          text: 'x'.repeat(20 + (i % 7)),
          topic: i % 2 === 0 ? 'refund' : 'invoice',
          ...(i % 3 === 0 ? {} : { amount: 80 + (i % 5) }),
        },
      })),
    )
    const now = new Date(live.getTime() + 4 * DAY)
    until(now)
    const made = await server.request('POST', `/api/v1/workflows/${of.slug}/health/baselines`, {
      as: server.member,
      body: {
        name: 'The pilot',
        source: 'pilot',
        dataKind: 'curated',
        release: of.hash,
        from: pilot.toISOString(),
        to: live.toISOString(),
      },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'The pilot', source: 'pilot', dataKind: 'curated', runs: 200, counts: true },
    })
    const compared = await server.request(
      'GET',
      `/api/v1/workflows/${of.slug}/health/compare?baseline=${made.body.id}&currentFrom=${live.toISOString()}&currentTo=${now.toISOString()}`,
      { as: server.viewer },
    )
    expect(compared.status).toBe(200)
    const verdict = (id: string) => compared.body.differences.find((each: { id: string }) => each.id === id)
    expect(compared.body).toMatchObject({
      reference: { name: 'The pilot', dataKind: 'curated', runs: 200 },
      current: { runs: 200 },
    })
    expect(verdict('values:num:/amount')).toMatchObject({ verdict: 'moved', distance: 1 })
    expect(verdict('values:cat:/topic')).toMatchObject({ verdict: 'moved' })
    expect(verdict('values:len:/text')).toMatchObject({ verdict: 'same' })
    expect(verdict('missing:/amount')).toMatchObject({ verdict: 'moved', reference: { value: 0 } })
    expect(verdict('share:override-share')).toMatchObject({ verdict: 'unknown', sentence: 'Neither window tells it.' })
    expect(compared.body.sentence).toMatch(/moved/)
  })

  test('a window of too few runs, of no time or of a release that is not there is refused with what to do', async () => {
    const of = await workflow('few')
    await send(spread(of, clock.now(), HOUR, 12))
    const ask = (body: object, as = server.member) =>
      server.request('POST', `/api/v1/workflows/${of.slug}/health/baselines`, {
        as,
        body: { name: 'b', source: 'hand', ...body },
      })
    const [from, to] = [clock.now().toISOString(), new Date(clock.now().getTime() + HOUR).toISOString()]
    expect(await ask({ from, to })).toMatchObject({
      status: 422,
      body: { code: 'no-baseline', detail: expect.stringContaining('12 of 30') },
    })
    expect(await ask({ from: to, to: from })).toMatchObject({ status: 422 })
    expect(await ask({ from, to, release: 'a'.repeat(64) })).toMatchObject({ status: 404 })
    expect(await ask({ from, to }, server.viewer)).toMatchObject({ status: 403 })
    await expect(
      inWorkspace(server.world.db, server.workspaceId, (trx) => trx.deleteFrom('baselines').execute()),
    ).rejects.toThrow(/append-only/)
  })
})

/** A workflow with a baseline of `n` runs over four days of which one in fifty fails; its clock stands at the end. */
async function watched(slug: string, n = 400): Promise<{ of: Of & { id: string }; at: Date }> {
  const of = await workflow(slug)
  const start = clock.now()
  await send(spread(of, start, 4 * DAY, n, failing(50)))
  const at = new Date(start.getTime() + 4 * DAY)
  until(at)
  await take(of, start, at)
  return { of, at }
}

/** A baseline of the window that a person takes. */
async function take({ slug }: Of, from: Date, to: Date) {
  const made = await server.request('POST', `/api/v1/workflows/${slug}/health/baselines`, {
    as: server.admin,
    body: { name: 'Taken', source: 'hand', from: from.toISOString(), to: to.toISOString() },
  })
  expect(made.status).toBe(201)
}

function failing(every: number) {
  return (i: number) =>
    i % every === 0
      ? {
          status: 'failed',
          failureClass: 'timeout',
          failureMessage: 'No answer',
          route: 'human',
          reasonCode: 'call-failed',
        }
      : {}
}

async function alertsOf(slug: string) {
  return await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('alerts')
      .innerJoin('workflows', 'workflows.id', 'alerts.workflow_id')
      .select([
        'alerts.signal',
        'alerts.slice_name',
        'alerts.state',
        'alerts.severity',
        'alerts.sentence',
        'alerts.since',
        'alerts.candidates',
        'alerts.owner_id',
      ])
      .where('workflows.slug', '=', slug)
      .orderBy('alerts.signal')
      .execute(),
  )
}

/** The day of an instant. */
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

describe('a look at a workflow', () => {
  test('S164 S246 S253 S254 a share that leaves its baseline is told once, with since when and what stood there, and calmed when it is well', async () => {
    const { of, at } = await watched('departs')
    const change = {
      kind: 'release',
      id: null,
      label: 'Release 2026-12 went live',
      at: new Date(at.getTime() + 2 * DAY),
    } as const
    const needs: HealthNeeds = { ...NEEDS, changesOf: async () => [change] }
    await send(spread(of, at, 2 * DAY, 200, failing(50)))
    until(new Date(at.getTime() + 2 * DAY))
    await evaluate(needs)
    expect(signalOf(await health(of.slug), 'failure-share')).toMatchObject({ state: 'well', since: null })
    expect(await alertsOf(of.slug)).toEqual([])

    // From here every fifth call fails.
    await send(spread(of, new Date(at.getTime() + 2 * DAY), DAY, 100, failing(5)))
    until(new Date(at.getTime() + 3 * DAY))
    await evaluate(needs)
    await evaluate(needs)
    const told = (await alertsOf(of.slug)).filter(
      ({ signal, slice_name }) => signal === 'failure-share' && slice_name === null,
    )
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      state: 'open',
      candidates: expect.arrayContaining([expect.objectContaining({ kind: 'release', label: change.label })]),
    })
    expect(told[0]?.sentence).toMatch(
      /AI calls that fail: (19|20) % of 10\d since .* 2 % in the baseline \(n 400\)\. What stands there: Release 2026-12 went live/,
    )
    // To the hour, or the one before in which a call failed as well.
    const began = told[0]?.since ?? new Date(0)
    expect(Math.abs(began.getTime() - change.at.getTime())).toBeLessThanOrEqual(2 * HOUR)
    const page = await health(of.slug)
    expect(signalOf(page, 'failure-share')).toMatchObject({
      state: 'departed',
      since: began.toISOString(),
      alertId: expect.any(String),
      behind: { status: 'failed' },
    })
    expect(page).toMatchObject({ state: 'departed', sentence: expect.stringContaining('is not as it was since') })

    // Well again for three days.
    await send(spread(of, new Date(at.getTime() + 3 * DAY), 4 * DAY, 400, failing(50)))
    until(new Date(at.getTime() + 7 * DAY))
    await evaluate(needs)
    expect(signalOf(await health(of.slug), 'failure-share')).toMatchObject({ state: 'well', alertId: null })
    const after = (await alertsOf(of.slug)).filter(
      ({ signal, slice_name }) => signal === 'failure-share' && slice_name === null,
    )
    expect(after.map(({ state }) => state)).not.toContain('open')
  })

  test('S255 S323 longer contexts, dearer calls and retries are told each by itself, with the change that stood there', async () => {
    const { of, at } = await watched('dearer')
    const change = { kind: 'change', id: null, label: 'The prompt of 2026-12 went live', at } as const
    const heavy = () => ({ inputTokens: 5_000, costAmount: '0.004', retries: 1, attempts: 2 })
    await send(spread(of, at, DAY, 100, heavy))
    until(new Date(at.getTime() + DAY))
    await evaluate({ ...NEEDS, changesOf: async () => [change] })
    expect((await alertsOf(of.slug)).find(({ signal }) => signal === 'cost-per-run:USD')).toMatchObject({
      sentence: expect.stringContaining('What stands there: The prompt of 2026-12 went live'),
      // A month may begin there as well.
      candidates: expect.arrayContaining([expect.objectContaining({ kind: 'change', label: change.label })]),
    })
    const page = await health(of.slug)
    for (const id of ['input-tokens', 'cost-per-run:USD', 'retry-share']) {
      expect([id, signalOf(page, id)?.state]).toEqual([id, 'departed'])
    }
    expect(signalOf(page, 'latency')).toMatchObject({ state: 'well' })
    const cost = signalOf(page, 'cost-per-run:USD') as unknown as {
      points: { day: string; value: number | null }[]
      currency: string
    }
    expect(cost.currency).toBe('USD')
    expect(cost.points.find(({ day }) => day === dayOf(at))?.value).toBeCloseTo(0.004, 4)
  })

  test('S162 S173 inputs that are far from the baseline’s are told to somebody; a small shift stands on the screen, however many there are', async () => {
    const { of, at } = await watched('other-inputs', 400)
    const amount = (value: number) => ({
      input: { text: 'Where is my money?', topic: 'refund', amount: value, email: 'anna@example.com' },
    })
    // The baseline has one amount; of these every sixth is another one: .17 away, and no chance.
    await send(spread(of, at, DAY, 1_200, (i) => (i % 6 === 0 ? amount(9_000) : {})))
    until(new Date(at.getTime() + DAY))
    await evaluate()
    const signal = 'field-values:num:/amount'
    const shifts = async () => (await alertsOf(of.slug)).filter((alert) => alert.signal === signal)
    expect(signalOf(await health(of.slug), signal)).toMatchObject({
      state: 'departed',
      sentence: expect.stringMatching(/^The values are 0\.17 away .* a move from 0\.1 on, told from 0\.25 on/),
    })
    expect(await shifts()).toMatchObject([{ severity: 'note' }])
    await send(spread(of, new Date(at.getTime() + DAY), DAY, 1_200, (i) => ({ ...failing(4)(i), ...amount(9_000) })))
    until(new Date(at.getTime() + 2 * DAY))
    await evaluate()
    expect(await shifts()).toMatchObject([{ severity: 'today', state: 'open' }])
    // What fails since then has it as a candidate: it stands upstream.
    expect((await alertsOf(of.slug)).find((alert) => alert.signal === 'failure-share')).toMatchObject({
      candidates: expect.arrayContaining([
        expect.objectContaining({ kind: 'upstream', label: 'What comes in changed: “amount: values”' }),
      ]),
    })
  })

  test('S253 a difference that hardly is one is no move, with however many values', async () => {
    const { of, at } = await watched('many-inputs', 400)
    await send(
      spread(of, at, DAY, 3_000, (i) =>
        i % 14 === 0
          ? { input: { text: 'Where is my money?', topic: 'refund', amount: 9_000, email: 'anna@example.com' } }
          : {},
      ),
    )
    until(new Date(at.getTime() + DAY))
    await evaluate()
    expect(signalOf(await health(of.slug), 'field-values:num:/amount')).toMatchObject({ state: 'well' })
  })

  test('another model than before is told within the day, with what was asked for', async () => {
    const { of, at } = await watched('model')
    await send(spread(of, at, DAY, 50))
    until(new Date(at.getTime() + DAY))
    await evaluate()
    expect(signalOf(await health(of.slug), 'model-moved')).toMatchObject({ state: 'well' })
    await send(spread(of, new Date(at.getTime() + DAY), HOUR, 5, () => ({ resolvedModel: 'small-model-2026-12-01' })))
    until(new Date(at.getTime() + DAY + HOUR))
    await evaluate()
    expect(signalOf(await health(of.slug), 'model-moved')).toMatchObject({
      state: 'departed',
      sentence: expect.stringMatching(
        /“small-model-2026-12-01” answers .* before it was “small-model-2026-10-01”\. “small-model” is what was asked for/,
      ),
    })
  })

  test('what can not be read is unknown, never well: nothing captured, nothing decided, too small a baseline', async () => {
    const of = await workflow('blind', { data: { capture: 'none', retentionDays: 30, subject: null, redact: [] } })
    const start = clock.now()
    const blind = (i: number) => ({ input: undefined, output: undefined, ...failing(50)(i) })
    await send(spread(of, start, DAY, 250, blind))
    until(new Date(start.getTime() + DAY))
    await evaluate()
    await send(spread(of, new Date(start.getTime() + DAY), DAY, 250, blind))
    until(new Date(start.getTime() + 2 * DAY))
    await evaluate()
    const page = await health(of.slug)
    expect(page.unmeasured).toEqual([{ pointer: '', why: expect.stringContaining('capture: none') }])
    expect(signalOf(page, 'failure-share')).toMatchObject({ state: 'well' })
    for (const id of ['override-share', 'sample-wrong-share', 'quick-share', 'seeds-passed', 'volume', 'cost-day']) {
      expect([id, signalOf(page, id)?.state]).toEqual([id, 'unknown'])
    }
    expect(page.signals.filter(({ signal }: { signal: string }) => signal.startsWith('field-'))).toEqual([])
  })

  test('S043 silence is told by the clock alone: as many runs are missed as never fail to come', async () => {
    const { of, at } = await watched('silent')
    until(new Date(at.getTime() + 30 * 60_000))
    await evaluate()
    expect(signalOf(await health(of.slug), 'no-runs')).toMatchObject({ state: 'well' })
    until(new Date(at.getTime() + 6 * HOUR))
    await evaluate()
    expect(signalOf(await health(of.slug), 'no-runs')).toMatchObject({
      state: 'departed',
      sentence: expect.stringMatching(/No run for 6 hours; about 2\d come/),
    })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'no-runs')).toHaveLength(1)
    await send([run(of, clock.now())])
    await evaluate()
    expect(signalOf(await health(of.slug), 'no-runs')).toMatchObject({ state: 'well' })
  })

  test('S030 S031 two people who say it is less reliable than it used to be are a signal of its own', async () => {
    const { of, at } = await watched('distrusted')
    const reports = [
      { at, by: 'anna' },
      { at: new Date(at.getTime() + HOUR), by: 'anna' },
    ]
    until(new Date(at.getTime() + 2 * HOUR))
    await evaluate({ ...NEEDS, reportsOf: async () => reports })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'less-reliable-reports')).toEqual([])
    until(new Date(at.getTime() + 3 * HOUR))
    await send([run(of, clock.now())])
    await evaluate({ ...NEEDS, reportsOf: async () => [...reports, { at: clock.now(), by: 'ben' }] })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'less-reliable-reports')).toMatchObject([
      { sentence: expect.stringContaining('2 people said in the last 14 days') },
    ])
  })
})

/** What people decided on the outputs of runs, in the host's own screens. */
async function decide(
  { slug }: Of,
  runs: readonly SampleRun[],
  make: (i: number) => Readonly<Record<string, unknown>>,
) {
  const records = runs.map((of, i) => ({
    id: randomUUID(),
    workflow: slug,
    unitKey: of['unitKey'],
    runId: of['id'],
    by: 'anna@example.com',
    decidedAt: new Date(Date.parse(String(of['startedAt'])) + 60_000).toISOString(),
    ...make(i),
  }))
  for (let at = 0; at < records.length; at += 200) {
    const answer = await server.request('POST', '/api/v1/decisions', {
      as: server.key,
      body: { decisions: records.slice(at, at + 200) },
    })
    expect([answer.status, answer.body.rejected?.[0]?.errors ?? null]).toEqual([200, null])
  }
}

const review = () => ({ route: 'review', reasonCode: 'output-rule' })
const DRAFT = { reply: 'one two three four five six seven eight nine ten' }

describe('what is normal at this hour of the week', () => {
  /** Runs by the hour: some on working days from 8 to 18 h, none else. */
  const office = (of: Of, from: Date, days: number, n: (at: Date) => number) =>
    Array.from({ length: days * 24 }, (_, i) => new Date(from.getTime() + i * HOUR)).flatMap((hour) =>
      hour.getUTCDay() === 0 || hour.getUTCDay() === 6 || hour.getUTCHours() < 8 || hour.getUTCHours() >= 18
        ? []
        : spread(of, hour, HOUR, n(hour)),
    )
  /** The next Monday, 0 h. */
  const monday = (at: Date) => new Date((Math.floor((at.getTime() / DAY - 4) / 7) * 7 + 4 + 7) * DAY)

  test('S029 S253 S324 a Monday of half the runs departs by its hours, with since when and what stood there; a weekend does not', async () => {
    const of = await workflow('office')
    const start = monday(clock.now())
    const usual = (hour: Date) => 12 + (hour.getUTCHours() % 3)
    await send(office(of, start, 5 * 7, usual))
    const end = new Date(start.getTime() + 5 * 7 * DAY)
    until(end)
    await take(of, start, new Date(start.getTime() + 4 * 7 * DAY))
    await evaluate()
    // It is Monday 0 h, after a weekend without a single run.
    let page = await health(of.slug)
    for (const id of ['volume-hour-low', 'volume-hour-high', 'volume', 'cost-day', 'no-runs']) {
      expect([id, signalOf(page, id)?.state]).toEqual([id, 'well'])
    }
    expect(signalOf(page, 'volume-hour-low')).toMatchObject({
      sentence: expect.stringMatching(
        /The last hour had 0; 0 to 1 are usual, foretold to within .* runs an hour \(“the same as last week”/,
      ),
    })
    const change = { kind: 'release', id: null, label: 'Release 2026-12 went live', at: end } as const
    const needs: HealthNeeds = { ...NEEDS, changesOf: async () => [change] }
    await send(office(of, end, 2, () => 4))
    until(new Date(end.getTime() + 2 * DAY))
    await evaluate(needs)
    page = await health(of.slug)
    for (const id of ['volume-hour-low', 'volume', 'volume-hour-high']) {
      expect([id, signalOf(page, id)?.state]).toEqual([id, id === 'volume-hour-high' ? 'well' : 'departed'])
    }
    const [told] = (await alertsOf(of.slug)).filter(({ signal }) => signal === 'volume-hour-low')
    const began = told?.since ?? new Date(0)
    expect(Math.abs(began.getTime() - end.getTime())).toBeLessThanOrEqual(10 * HOUR)
    expect(told?.candidates).toContainEqual(expect.objectContaining({ kind: 'release', label: change.label }))
    expect(signalOf(page, 'volume-hour-low')).toMatchObject({
      between: { from: expect.any(String), to: expect.any(String) },
    })
  })
})

describe('what people make of the outputs', () => {
  test('S318 how much people change of an output is watched by words, and nothing of what they wrote is kept', async () => {
    const of = await workflow('edited')
    const start = clock.now()
    const runs = spread(of, start, 2 * DAY, 120, () => ({ ...review(), output: DRAFT }))
    await send(runs)
    until(new Date(start.getTime() + 2 * DAY))
    const wrote = (words: number) => ({
      kind: 'edited',
      finalOutput: {
        reply: DRAFT.reply
          .split(' ')
          .map((word, i) => (i < words ? `secretly-${word}` : word))
          .join(' '),
      },
    })
    // One word of ten, of every second draft; the others stand as they were.
    await decide(of, runs, (i) => (i % 2 === 0 ? wrote(1) : { kind: 'accepted' }))
    await take(of, start, new Date(start.getTime() + 2 * DAY))
    await evaluate()
    const at = new Date(start.getTime() + 2 * DAY)
    const later = spread(of, at, DAY, 60, () => ({ ...review(), output: DRAFT }))
    await send(later)
    until(new Date(at.getTime() + DAY))
    await decide(of, later, (i) => (i % 2 === 0 ? wrote(8) : { kind: 'accepted' }))
    await evaluate()
    const page = await health(of.slug)
    expect(signalOf(page, 'edit-share')).toMatchObject({ state: 'well' })
    expect(signalOf(page, 'edit-distance')).toMatchObject({
      state: 'departed',
      sentence: expect.stringMatching(/^80 % of 30 since .*; 10 % in the baseline \(n 60\)\.$/),
    })
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql`select * from corrections where workflow_id = ${of.id}`.execute(trx),
    )
    expect(rows).toHaveLength(90)
    expect(JSON.stringify(rows)).not.toContain('secretly')
  })

  test('S318 a draft that is kept nowhere can not be compared: unknown, and no figure', async () => {
    const of = await workflow('unkept', { data: { capture: 'none', retentionDays: 30, subject: null, redact: [] } })
    const start = clock.now()
    const runs = spread(of, start, DAY, 60, () => ({ ...review(), input: undefined, output: undefined }))
    await send(runs)
    until(new Date(start.getTime() + DAY))
    await decide(of, runs, () => ({ kind: 'edited', finalOutput: DRAFT }))
    await take(of, start, new Date(start.getTime() + DAY))
    await evaluate()
    expect(signalOf(await health(of.slug), 'edit-distance')).toMatchObject({
      state: 'unknown',
      sentence: 'The baseline says nothing about it: 0 of 30 are needed.',
    })
  })

  test('S026 S027 S028 outputs that people get and decide without are told, however many runs there are', async () => {
    const { of, at } = await watched('worked-around')
    const runs = spread(of, at, DAY, 60, () => ({ ...review(), output: DRAFT }))
    await send(runs)
    until(new Date(at.getTime() + DAY))
    await decide(of, runs, (i) => ({ kind: i % 2 === 0 ? 'bypass' : 'ignored' }))
    await evaluate()
    expect(signalOf(await health(of.slug), 'influence-none')).toMatchObject({
      state: 'departed',
      sentence: '0 % of 60 decisions took the output, as it was or edited (last 28 days).',
    })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'influence-none')).toMatchObject([
      { severity: 'today', state: 'open' },
    ])
  })

  test('S029 S031 S033 S318 people who stop deciding on outputs are told to whoever has the daily care, though no share of decisions can depart any more', async () => {
    const of = await workflow('declining')
    const bea = await server.addPerson('Bea Lind', 'member')
    const duty = await server.request('POST', `/api/v1/workflows/${of.slug}/duties/daily-care`, {
      as: server.admin,
      body: { person: bea.id },
    })
    expect(duty.status).toBe(200)
    const start = clock.now()
    const runs = spread(of, start, 4 * DAY, 200, () => ({ ...review(), output: DRAFT }))
    await send(runs)
    until(new Date(start.getTime() + 4 * DAY))
    await decide(of, runs, (i) => ({ kind: i % 5 === 0 ? 'overridden' : 'accepted' }))
    await take(of, start, new Date(start.getTime() + 4 * DAY))
    const at = new Date(start.getTime() + 4 * DAY)
    await send(spread(of, at, 10 * DAY, 200, () => ({ ...review(), output: DRAFT })))
    until(new Date(at.getTime() + 10 * DAY))
    await evaluate()
    const page = await health(of.slug)
    expect(signalOf(page, 'use-declining')).toMatchObject({
      state: 'departed',
      sentence: '0 % of 140 outputs of the last week were decided on; 100 % in the baseline (n 200).',
    })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'use-declining')).toMatchObject([
      { owner_id: bea.id, severity: 'today' },
    ])
    // Nothing decided is no drift that was looked for and not found.
    for (const id of ['override-share', 'quick-share', 'ignored-share']) {
      expect([id, signalOf(page, id)?.state]).toEqual([id, 'unknown'])
    }
  })
})

describe('what fails, and which model answers', () => {
  test('S293 each class of failure has its own rate', async () => {
    const { of, at } = await watched('classes')
    const offContract = (i: number) =>
      i % 5 === 0
        ? {
            status: 'failed',
            failureClass: 'not-json',
            failureMessage: 'No JSON',
            route: 'human',
            reasonCode: 'call-failed',
          }
        : {}
    await send(spread(of, at, DAY, 100, offContract))
    until(new Date(at.getTime() + DAY))
    await evaluate()
    const page = await health(of.slug)
    expect(signalOf(page, 'failure-not-json')).toMatchObject({ state: 'departed', name: 'Answers that are no JSON' })
    expect(signalOf(page, 'failure-timeout')).toMatchObject({ state: 'well' })
    expect(signalOf(page, 'failure-error')).toMatchObject({ state: 'well' })
    const told = (await alertsOf(of.slug)).map(({ signal }) => signal)
    expect(told).toContain('failure-not-json')
    expect(told).not.toContain('failure-timeout')
  })

  test('S246 another model than was asked for is told, a dated version of it is not', async () => {
    const { of, at } = await watched('aliased')
    await send(spread(of, at, HOUR, 5))
    until(new Date(at.getTime() + HOUR))
    await evaluate()
    expect(signalOf(await health(of.slug), 'model-not-asked')).toMatchObject({ state: 'well' })
    await send(spread(of, new Date(at.getTime() + HOUR), HOUR, 5, () => ({ resolvedModel: 'tiny-model' })))
    until(new Date(at.getTime() + 2 * HOUR))
    await evaluate()
    expect(signalOf(await health(of.slug), 'model-not-asked')).toMatchObject({
      state: 'departed',
      sentence: expect.stringContaining('“tiny-model” answered where “small-model” was asked for: 5 of '),
    })
    expect((await alertsOf(of.slug)).map(({ signal }) => signal)).toEqual(
      expect.arrayContaining(['model-moved', 'model-not-asked']),
    )
  })
})

describe('the silence of people', () => {
  test('S043 reports that nobody reads stand on Health, and are told by their own alarm alone', async () => {
    const { of, at } = await watched('unread')
    const needs: HealthNeeds = { ...NEEDS, unreadOf: async () => ({ n: 3, since: at }) }
    await evaluate(needs)
    const rows = await standing(of.id, 'feedback-unread')
    expect(rows).toMatchObject([
      { state: 'departed', sentence: '3 reports past the promised time without an answer.', alert_id: null },
    ])
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'feedback-unread')).toEqual([])
  })

  test('S296 alerts that nobody answers are a signal of their own; below five it says how many there are', async () => {
    const { of } = await watched('unanswered')
    const unanswered = async (n: number) => {
      for (let i = 0; i < n; i += 1) {
        await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
          const { id } = await raiseAlert(trx, server.world, server.workspaceId, {
            on: { kind: 'workflow', id: of.id },
            signal: `made-${String(clock.now().getTime())}-${String(i)}`,
            slice: null,
            class: 'bad-output',
            severity: 'today',
            sentence: 'It is not as it was.',
            next: 'Look.',
            runbookSection: null,
            since: null,
            candidates: [],
            evidence: {},
            link: '/',
            causedBy: null,
          })
          await sql`insert into alert_events (id, workspace_id, alert_id, at, act, details)
            values (${randomUUID()}, ${server.workspaceId}, ${id}, ${clock.now()}, 'told', '{}')`.execute(trx)
        })
      }
    }
    await unanswered(3)
    clock.advance(DAY)
    await evaluate()
    expect(signalOf(await health(of.slug), 'alerts-unanswered')).toMatchObject({
      state: 'unknown',
      sentence: 'Not enough yet: 3 of 5.',
    })
    await unanswered(3)
    clock.advance(DAY)
    await evaluate()
    expect(signalOf(await health(of.slug), 'alerts-unanswered')).toMatchObject({
      state: 'departed',
      sentence: expect.stringMatching(/^(\d) of \1 alerts had no answer within a day/),
    })
    expect((await alertsOf(of.slug)).filter(({ signal }) => signal === 'alerts-unanswered')).toHaveLength(1)
  })
})

async function standing(workflowId: string, signal: string) {
  return await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('health_signals')
      .select([
        'state',
        'sentence',
        'alert_id',
        // How many runs its detector has taken in.
        sql<number>`(detector -> 'state' ->> 'n')::int`.as('observed'),
      ])
      .where('workflow_id', '=', workflowId)
      .where('signal', '=', signal)
      .where('slice', '=', '')
      .execute(),
  )
}

describe('after a person’s answer', () => {
  async function departed(slug: string) {
    const { of, at } = await watched(slug)
    await send(spread(of, at, DAY, 100, failing(4)))
    until(new Date(at.getTime() + DAY))
    await evaluate()
    const { id } = await alertOf(of)
    return { of, at: new Date(at.getTime() + DAY), alertId: id }
  }
  const alertOf = async ({ id }: { readonly id: string }) =>
    await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('alerts')
        .select(['id', 'state', 'severity'])
        .where('workflow_id', '=', id)
        .where('signal', '=', 'failure-share')
        .where('slice_name', 'is', null)
        .orderBy('opened_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    )
  const answer = async (alertId: string, verdict: 'useful' | 'noise') => {
    const answered = await server.request('POST', `/api/v1/alerts/${alertId}/resolve`, {
      as: server.admin,
      body: { verdict, note: '' },
    })
    expect(answered.status).toBe(200)
  }
  const failures = async (slug: string) =>
    (await alertsOf(slug)).filter(({ signal, slice_name }) => signal === 'failure-share' && slice_name === null)

  test('S296 “useful”: the evidence of before never alarms again; what gets worse does', async () => {
    const { of, at, alertId } = await departed('answered-useful')
    await answer(alertId, 'useful')
    for (const minutes of [1, 1, 30]) {
      clock.advance(minutes * 60_000)
      await evaluateWorkflow(server.world, NEEDS, server.workspaceId, of.id)
    }
    expect(await failures(of.slug)).toHaveLength(1)
    expect(signalOf(await health(of.slug), 'failure-share')).toMatchObject({
      state: 'departed',
      answeredAt: expect.any(String),
    })
    const from = new Date(at.getTime() + 2 * HOUR)
    await send(spread(of, from, DAY, 100, failing(4)))
    until(new Date(from.getTime() + DAY))
    await evaluate()
    expect(await failures(of.slug)).toHaveLength(1)
    await send(spread(of, new Date(from.getTime() + DAY), DAY, 100, failing(1)))
    until(new Date(from.getTime() + 2 * DAY))
    await evaluate()
    const told = await failures(of.slug)
    expect(told.map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
  })

  test('S296 “noise”: what it was since then is normal from here on, and says by which answer', async () => {
    const { of, at, alertId } = await departed('answered-noise')
    await answer(alertId, 'noise')
    const from = new Date(at.getTime() + HOUR)
    await send(spread(of, from, 3 * DAY, 300, failing(4)))
    until(new Date(from.getTime() + 3 * DAY))
    await evaluate()
    expect(signalOf(await health(of.slug), 'failure-share')).toMatchObject({
      state: 'well',
      alertId: null,
      sentence: expect.stringMatching(/is normal by an answer \(n \d+\)\.$/),
    })
    expect(await failures(of.slug)).toHaveLength(1)
  })

  test('S296 a new baseline begins a new detector: the old departure is calmed, and its evidence gone', async () => {
    const { of, at } = await departed('new-baseline')
    await take(of, new Date(at.getTime() - DAY), at)
    await send(spread(of, at, 2 * HOUR, 10, failing(4)))
    until(new Date(at.getTime() + 2 * HOUR))
    await evaluate()
    expect(signalOf(await health(of.slug), 'failure-share')).toMatchObject({
      state: 'well',
      sentence: expect.stringMatching(/2[45] % in the baseline \(n 10\d\)/),
    })
    expect((await failures(of.slug)).map(({ state }) => state)).not.toContain('open')
    const [row] = await standing(of.id, 'failure-share')
    expect(row?.observed).toBeLessThanOrEqual(10)
  })
})

describe('faults', () => {
  test('a process that dies in mid-look has done nothing; the next one tells once', async () => {
    const { of, at } = await watched('killed')
    await send(spread(of, at, DAY, 100, failing(4)))
    until(new Date(at.getTime() + DAY))
    await fold()
    const dies: HealthNeeds = {
      ...NEEDS,
      changesOf: async (trx) => {
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
        return []
      },
    }
    await expect(evaluateWorkflow(server.world, dies, server.workspaceId, of.id)).rejects.toThrow(
      /terminat|connection|ECONNRESET/i,
    )
    expect(await alertsOf(of.slug)).toEqual([])
    // A sweep goes on past it.
    await evaluateDue(server.world, dies)
    await evaluateDue(server.world, NEEDS)
    expect(
      (await alertsOf(of.slug)).filter(({ signal, slice_name }) => signal === 'failure-share' && slice_name === null),
    ).toHaveLength(1)
  })

  test('several processes look at a workflow at once: each alert is raised once', async () => {
    const { of, at } = await watched('several')
    await send(spread(of, at, DAY, 100, failing(4)))
    until(new Date(at.getTime() + DAY))
    await Promise.all([fold(), fold()])
    await Promise.all(Array.from({ length: 5 }, () => evaluateWorkflow(server.world, NEEDS, server.workspaceId, of.id)))
    const alerts = await alertsOf(of.slug)
    expect(alerts.filter(({ signal, slice_name }) => signal === 'failure-share' && slice_name === null)).toHaveLength(1)
    const keys = alerts.map(({ signal, slice_name }) => `${signal} ${String(slice_name)}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('S253 S254 late and repeated records show with their acknowledgement and count once: whatever the order, the figures equal a recount', async () => {
    let made = 0
    // What is delivered: parts of 60 runs in any order, overlapping; and whether it is folded after each.
    const delivery = fc.record({
      parts: fc.array(fc.array(fc.nat(59), { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      folds: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(delivery, async ({ parts, folds }) => {
        made += 1
        const of = await workflow(`recount-${String(made)}`)
        const start = new Date(clock.now().getTime() - 2 * DAY)
        const runs = spread(of, start, 2 * DAY, 60, failing(7))
        for (const [i, part] of parts.entries()) {
          // oxlint-disable-next-line no-await-in-loop -- one delivery after the other
          await send(part.flatMap((at) => runs.slice(at, at + 1)))
          // oxlint-disable-next-line no-await-in-loop -- and folded between some of them
          if (folds[i] === true) await fold()
        }
        const expected = await recount(of.id)
        expect(Object.values(expected).reduce((n, [each = 0]) => n + each, 0)).toBe(new Set(parts.flat()).size)
        expect(await counted(of.id)).toEqual(expected)
        expect(await shown(of.slug)).toEqual(byDay(expected))
        await Promise.all([fold(), fold(), fold()])
        await fold()
        expect(await counted(of.id)).toEqual(expected)
        expect(await shown(of.slug)).toEqual(byDay(expected))
      }),
      { numRuns: 12 },
    )
  })

  /** Runs, failures and measured inputs by the hour, as health has them. */
  async function counted(workflowId: string) {
    const hours = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      readHours(trx, { workspaceId: server.workspaceId, workflowId, from: START, to: clock.now() }),
    )
    const whole = hours.filter(({ slice }) => slice === null)
    return Object.fromEntries(
      whole.map(({ hour, tally: { counts } }) => [
        hour.toISOString(),
        [counts['runs'] ?? 0, counts['failed'] ?? 0, counts['inputs'] ?? 0],
      ]),
    )
  }

  /** The same from the records themselves. */
  async function recount(workflowId: string): Promise<Record<string, number[]>> {
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ hour: Date; runs: number; failed: number }>`
        select date_trunc('hour', started_at) as hour, count(*) as runs, count(*) filter (where status = 'failed') as failed
        from runs where workflow_id = ${workflowId} group by 1 order by 1`.execute(trx),
    )
    return Object.fromEntries(rows.map(({ hour, runs, failed }) => [hour.toISOString(), [runs, failed, runs]]))
  }

  function byDay(hours: Record<string, number[]>): Record<string, number> {
    const days: Record<string, number> = {}
    for (const [hour, [runs = 0]] of Object.entries(hours))
      days[hour.slice(0, 10)] = (days[hour.slice(0, 10)] ?? 0) + runs
    return days
  }

  /** Runs by the day, as the page shows them. */
  async function shown(slug: string): Promise<Record<string, number>> {
    const volume = signalOf(await health(slug), 'volume') as unknown as { points: { day: string; n: number }[] }
    return Object.fromEntries(volume.points.filter(({ n }) => n > 0).map(({ day, n }) => [day, n]))
  }

  test('a clock that jumps forward and back counts nothing twice, and what was told stays told', async () => {
    const { of, at } = await watched('jumps')
    await send(spread(of, at, DAY, 100, failing(4)))
    until(new Date(at.getTime() + DAY))
    await evaluate()
    const before = await signals(of.id)
    const jump = (ms: number) => ({
      ...server.world,
      clock: { now: () => new Date(clock.now().getTime() + ms), monotonicMs: () => 0 },
    })
    await evaluateDue(jump(2 * HOUR), NEEDS)
    await evaluateDue(jump(-2 * DAY), NEEDS)
    await evaluateDue(jump(0), NEEDS)
    expect(await signals(of.id)).toEqual(before)
    const alerts = (await alertsOf(of.slug)).filter(
      ({ signal, slice_name }) => signal === 'failure-share' && slice_name === null,
    )
    expect(alerts).toHaveLength(1)
    expect(alerts[0]?.state).toBe('open')
  })
})

/** Where each share stands, and what its detector has taken in. */
async function signals(workflowId: string) {
  const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('health_signals')
      .select(['signal', 'slice', 'label', 'state', 'since', 'sentence', 'detector'])
      .where('workflow_id', '=', workflowId)
      .where('signal', 'in', ['failure-share', 'person-share', 'retry-share'])
      .orderBy('signal')
      .orderBy('label')
      .execute(),
  )
  return rows.map(({ detector, ...row }) => ({ ...row, n: (detector as { state: { n: number } }).state.n }))
}
