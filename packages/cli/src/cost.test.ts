import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import {
  addSampleRelease,
  bootServer,
  runDayshift,
  sampleManifest,
  sampleRun,
  TEST_PASSWORD,
  type TestServer,
} from '@dayshift/testkit'
import { createManualClock } from '@dayshift/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dayshift-cost-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const cost = (...args: readonly string[]) => runDayshift(['cost', ...args])

const PRICES = file(
  'prices.json',
  JSON.stringify({ 'gpt-4o': { input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 } }),
)
const record = (more: object) =>
  JSON.stringify({
    workflow: 'replies',
    release: 'aa',
    unitKey: 'u1',
    startedAt: '2026-11-20T09:00:00Z',
    status: 'ok',
    resolvedModel: 'gpt-4o',
    inputTokens: 1000,
    outputTokens: 100,
    ...more,
  })

describe('of a file', () => {
  test('S254 S324 what its runs cost by workflow, day, model and release; an unknown model is unpriced and says so', async () => {
    const runs = file('runs.jsonl', `${record({})}\n${record({ resolvedModel: 'mystery' })}\n`)
    const { code, out } = await cost(runs, '--prices', PRICES)
    expect(code).toBe(0)
    expect(out).toBe(`2 runs with 2 calls, 2,200 tokens: 0.0035 USD, 1 unpriced (0.0035 USD).

By workflow
  replies  2 calls  2,200 tokens  0.0035 USD, 1 unpriced

By day
  2026-11-20  2 calls  2,200 tokens  0.0035 USD, 1 unpriced

By model
  gpt-4o   1 call  1,100 tokens  0.0035 USD
  mystery  1 call  1,100 tokens  unpriced

By release
  aa  2 calls  2,200 tokens  0.0035 USD, 1 unpriced
Unpriced, 1 call: "mystery" is not in the price list, and the file told no cost.
`)
    const json = JSON.parse((await cost(runs, '--json')).out)
    expect(json).toMatchObject({
      format: 'run-records',
      calls: 2,
      unpriced: 2,
      costs: [],
      unpricedBy: [{ why: 'no-prices' }, { why: 'no-prices' }],
    })
  })

  test('rows that can’t be used are listed with their line; a file that holds no runs is refused', async () => {
    const table = file('calls.csv.gz', gzipSync('model,input_tokens,output_tokens\ngpt-4o,10,1\ngpt-4o,x,1\n'))
    const { out } = await cost(table, '--prices', PRICES)
    expect(out).toContain(`1 record can't be used and is left out:\n  3: "x" is no number of tokens\n`)
    const refused = await cost(file('other.csv', 'a,b\n1,2\n'))
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('name neither tokens')])
    expect((await cost(file('bad.gz', Buffer.from([0x1f, 0x8b, 1, 2])))).err).toContain('it is gzipped and broken')
    expect((await cost()).err).toContain('a FILE of runs, or the --server')
    expect((await cost(table, '--prices', file('none.json', '{}'))).err).toContain('Cannot use the price file')
  })

  test.skipIf(!existsSync(DATA))(
    'S254 the hour of real requests costs $96.791325 (skipped where ../shared/data is absent)',
    async () => {
      const trace = join(DATA, 'azure_llm_trace_2023/AzureLLMInferenceTrace_conv.csv.gz')
      const list = join(DATA, 'model_prices/model_prices_and_context_window.json')
      const { out } = await cost(trace, '--model', 'gpt-4o', '--prices', list)
      expect(out.split('\n')[0]).toBe('19,366 runs with 19,366 calls, 26,450,535 tokens: 96.79 USD (96.791325 USD).')
      expect((await cost(trace)).out).toContain('19,366 calls, 26,450,535 tokens: unpriced.')
    },
  )
})

describe('of a server', () => {
  const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
  let server: TestServer
  let key: string

  beforeAll(async () => {
    server = await bootServer({ clock, prices: PRICES })
    for (const [workflow, release] of [
      ['replies', '2026-11-20'],
      ['invoices', 'first'],
    ] as const) {
      const hash = await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow, release }))
      const run = (more: object) =>
        sampleRun(clock.now(), { workflow, release: hash, resolvedModel: 'gpt-4o', costCurrency: 'USD', ...more })
      const records = [
        run({ costAmount: '0.25', inputTokens: 900, outputTokens: 100 }),
        run({ costAmount: '0.5', inputTokens: 10, outputTokens: 1 }),
        run({ costAmount: null, costCurrency: null, resolvedModel: 'mystery', inputTokens: 5, outputTokens: 5 }),
      ]
      const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
      expect(sent.body).toMatchObject({ accepted: 3 })
    }
    await server.giveDuties('replies', { spend: server.member })
    key = (await server.addKey(['runs:read'])).secret
  })
  afterAll(() => server.close())

  const ask = (...args: readonly string[]) =>
    runDayshift(['cost', ...args, '--server', server.address], {
      DAYSHIFT_KEY: key,
      DAYSHIFT_PASSWORD: TEST_PASSWORD,
    })

  test('S254 S324 what runs cost by workflow, day, model and release, as the server knows it', async () => {
    const { out } = await ask()
    expect(out).toContain('From 2026-11-01 to 2026-11-20 (UTC): 6 runs, 2,042 tokens: 1.50 USD, 2 unpriced (1.5 USD).')
    expect(out).toContain('  mystery  2 runs     20 tokens  unpriced\n')
    const json = JSON.parse((await ask('--workflow', 'replies', '--json')).out)
    expect(json).toMatchObject({
      calls: 3,
      unpriced: 1,
      tokens: 1021,
      costs: [{ amount: '0.75', currency: 'USD' }],
      by: {
        workflow: [{ name: 'replies' }],
        day: [{ name: '2026-11-20' }],
        release: [{ name: '2026-11-20', calls: 3 }],
      },
      shadows: { calls: 0, costs: [] },
    })
    expect((await ask('--from', '2026-10-01', '--to', '2026-10-31')).out).toContain(
      '0 runs, 0 tokens: nothing was called.',
    )
    expect((await ask('--from', '2026-01-01')).err).toContain('these are 324 days, and 92 are the most')
    expect((await ask('--from', '2026-11-02', '--to', '2026-11-01')).err).toContain('the last day is before the first')
    expect((await ask('--workflow', 'nobodys')).err).toContain('nobodys')
  })

  test('S254 a month in the shape of FOCUS goes to a file or is printed; what nobody priced is said beside it', async () => {
    const file = join(folder, 'november.csv')
    const written = await ask('--focus', file, '--month', '2026-11')
    expect(written.err).toContain(
      '2 runs have no known cost and are in no row; --unpriced lists them with empty costs.',
    )
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n')
    expect(written.err).toContain(`${String(lines.length - 1)} charges in ${file}`)
    expect(lines[0]).toMatch(/^BilledCost,BillingAccountId,/)
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[0]), 0)).toBe(1.5)
    const printed = await ask('--focus', '--month', '2026-11', '--workflow', 'replies', '--unpriced')
    expect(printed.out.split('\r\n').filter((line) => line.startsWith(','))).toHaveLength(1)
    expect((await ask('--focus', '--month', 'November')).err).toContain('write it like 2026-11')
  })

  test('S324 S325 whoever holds the spend sets from the command line at which shares she is told', async () => {
    const warn = (...args: readonly string[]) => ask('warn', 'replies', ...args, '--reason', 'Half is too early')
    expect(await warn('100', '75%', '--email', server.member.email)).toMatchObject({
      code: 0,
      out: 'Mara Member is told at 75 %, 100 % of a limit of replies.\n',
    })
    const json = await warn('60', '--email', server.member.email, '--json')
    expect(JSON.parse(json.out)).toEqual({ workflow: 'replies', warnAt: [60] })
    expect((await warn('50', '--email', server.admin.email)).err).toContain('Mara Member holds the spend')
    expect((await warn('half', '--email', server.member.email)).err).toContain('write whole percents')
  })
})
