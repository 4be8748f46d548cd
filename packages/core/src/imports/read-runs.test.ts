import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { formatAmount } from '../spend/amount.ts'
import { costReport } from '../spend/cost-report.ts'
import { type PriceList, readPriceList } from '../spend/prices.ts'
import type { ImportedRun } from './imported-run.ts'
import { priceRuns } from './price-runs.ts'
import { readRuns } from './read-runs.ts'

const DATA = new URL('../../../../../shared/data/', import.meta.url)
const found = existsSync(DATA)
const absent = found ? '' : ' (skipped: ../shared/data is absent)'

function listOf(value: unknown): PriceList {
  const read = readPriceList(value)
  if (read.kind === 'unreadable') throw new Error(read.message)
  return read.list
}
function read(text: string) {
  const runs = readRuns(text)
  if (runs.kind === 'refused') throw new Error(runs.why)
  return runs
}
const LIST = listOf({ 'gpt-4o': { input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 } })
const reportOf = (runs: readonly ImportedRun[], list: PriceList | null = LIST, model: string | null = null) =>
  costReport(priceRuns(runs, list, model).entries)

const record = (more: object) => ({
  id: '01',
  workflow: 'replies',
  release: 'aa',
  unitKey: 'u1',
  startedAt: '2026-11-20T23:30:00-02:00',
  status: 'ok',
  requestedModel: 'gpt-4o',
  inputTokens: 1000,
  outputTokens: 100,
  ...more,
})
const lines = (...records: object[]) => records.map((each) => JSON.stringify(each)).join('\n')

describe.skipIf(!found)(`real files${absent}`, () => {
  test('S254 the real traces of nine frameworks give the observations, tokens and costs of the study’s README', () => {
    const folder = new URL('langfuse_traces/', DATA)
    const figures = Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith('.trace.json'))
        .map((name) => {
          const { format, runs, rejected } = read(readFileSync(new URL(name, folder), 'utf8'))
          expect([format, runs.length, rejected]).toEqual(['langfuse', 1, []])
          const { tokens, costs, unpriced } = reportOf(runs, null)
          expect(unpriced).toBe(0)
          const observations = runs[0]?.observations
          return [name.split('-20')[0], [observations, tokens, costs[0]?.amount, runs[0]?.scores.length]]
        }),
    )
    expect(figures).toMatchObject({
      agno: [6, 3839, '0.000982199999', 0],
      'openai-agents': [5, 184, '0.000632', 2],
      'vercel-aisdk': [3, 204, '0.001374999999', 2],
      crewai: [6, 354, '0.0001269', 2],
    })
    expect(Object.keys(figures)).toHaveLength(9)
  })

  test('S254 S324 an hour of 19,366 real requests costs $96.791325, to the last digit', () => {
    const packed = readFileSync(new URL('azure_llm_trace_2023/AzureLLMInferenceTrace_conv.csv.gz', DATA))
    const { format, runs, rejected } = read(gunzipSync(packed).toString('utf8'))
    const prices = listOf(
      JSON.parse(readFileSync(new URL('model_prices/model_prices_and_context_window.json', DATA), 'utf8')),
    )
    const report = reportOf(runs, prices, 'gpt-4o')
    expect([format, runs.length, rejected]).toEqual(['table', 19_366, []])
    expect(report).toMatchObject({
      calls: 19_366,
      unpriced: 0,
      inputTokens: 22_361_870,
      outputTokens: 4_088_665,
      costs: [{ amount: '96.791325', currency: 'USD' }],
      by: { day: [{ name: '2023-11-16' }] },
    })
    // Without the name of its model nobody knows what it cost.
    const nameless = priceRuns(runs, prices)
    expect(nameless.unpriced).toEqual([{ model: null, why: 'no-model', n: 19_366 }])
    expect(costReport(nameless.entries).costs).toEqual([])
  })
})

test('run records are read by lines, as a batch, and as the server’s page; days are those of UTC', () => {
  const told = record({ costAmount: '0.5', costCurrency: 'EUR', resolvedModel: 'gpt-4o-2024' })
  const listed = record({ release: { hash: 'aa', name: '2026-11-20' }, status: 'not-called' })
  for (const text of [
    lines(told, listed, record({})),
    JSON.stringify({ records: [told, listed, record({})] }),
    JSON.stringify({ items: [told, listed, record({})], next: null }),
  ]) {
    const { format, runs } = read(text)
    expect(format).toBe('run-records')
    expect(reportOf(runs)).toMatchObject({
      calls: 2,
      costs: [
        { amount: '0.5', currency: 'EUR' },
        { amount: '0.0035', currency: 'USD' },
      ],
      by: {
        day: [{ name: '2026-11-21', calls: 2 }],
        workflow: [{ name: 'replies' }],
        model: [{ name: 'gpt-4o-2024' }, { name: 'gpt-4o' }],
        release: [{ name: 'aa' }],
      },
    })
  }
})

test('S254 an unknown model is unpriced and says why, never 0', () => {
  const { runs } = read(lines(record({ requestedModel: 'nobody-knows-it' }), record({ inputTokens: null })))
  const { entries, unpriced } = priceRuns(runs, LIST)
  expect(unpriced).toEqual([
    { model: 'nobody-knows-it', why: 'unknown-model', n: 1 },
    { model: 'gpt-4o', why: 'no-tokens', n: 1 },
  ])
  expect(costReport(entries)).toMatchObject({ calls: 2, unpriced: 2, costs: [] })
  const trace = {
    trace: { id: 't' },
    observations: [
      {
        type: 'GENERATION',
        model: 'x',
        usageDetails: { input: 5, output: 1, total: 6 },
        totalCost: 0,
        costDetails: {},
      },
    ],
  }
  expect(reportOf(read(JSON.stringify(trace)).runs)).toMatchObject({ tokens: 6, unpriced: 1, costs: [] })
})

test('tokens that a cache gave are parts of the input, however the vendor counts them', () => {
  const generation = (usageDetails: object) => ({ type: 'GENERATION', model: 'gpt-4o', usageDetails })
  const trace = (usage: object) => JSON.stringify([{ trace: { id: 't' }, observations: [generation(usage)] }])
  const within = { input: 100, output: 10, total: 110, 'prompt_details.cache_read': 80 }
  const beside = { input: 20, output: 10, total: 110, input_cached_tokens: 80 }
  for (const usage of [within, beside]) {
    expect(read(trace(usage)).runs[0]?.calls).toMatchObject([
      { inputTokens: 100, outputTokens: 10, cacheReadTokens: 80 },
    ])
  }
})

test('a row that can’t be used is rejected with its line, and the rest is read', () => {
  const text =
    'time,model,prompt_tokens,completion_tokens\n2026-11-20,gpt-4o,10,1\n2026-11-20,gpt-4o,many,1\n2026,gpt-4o,1,1\nshort\n'
  expect(read(text)).toMatchObject({
    runs: [{ calls: [{ inputTokens: 10, outputTokens: 1 }] }],
    rejected: [
      { place: 3, why: '"many" is no number of tokens' },
      { place: 4, why: '"2026" is no time' },
      { place: 5, why: 'it has 1 cells, and the first line names 4 columns' },
    ],
  })
  expect(read(`${lines(record({}))}\n{"broken`).rejected).toEqual([{ place: 2, why: 'it is no JSON' }])
  expect(read(lines(record({}), record({ costAmount: 'much', costCurrency: 'EUR' }))).rejected).toEqual([
    { place: 2, why: '"costAmount" is "much", which is no amount' },
  ])
})

test.each([
  ['', 'it is empty'],
  [
    'a,b\n1,2\n',
    'its columns "a", "b" name neither tokens (like "inputTokens" and "outputTokens") nor a cost (like "cost")',
  ],
  ['{"a":1}', 'record 1: it is neither a run record nor a trace with its observations'],
  ['[]', 'it names no run'],
  ['{"__proto__":{"observations":[]}}', 'record 1: it is neither a run record nor a trace with its observations'],
])('%j is refused: %s', (text, why) => {
  expect(readRuns(text)).toEqual({ kind: 'refused', why })
})

test('the sum of each grouping is the whole', () => {
  const { runs } = read(
    lines(
      ...Array.from({ length: 40 }, (_, n) =>
        record({
          workflow: `w${n % 3}`,
          release: `r${n % 5}`,
          requestedModel: n % 4 === 0 ? 'unknown' : 'gpt-4o',
          startedAt: `2026-11-${String(1 + (n % 7)).padStart(2, '0')}T09:00:00Z`,
        }),
      ),
    ),
  )
  const { entries } = priceRuns(runs, LIST)
  const report = costReport(entries)
  for (const rows of Object.values(report.by)) {
    expect(rows.reduce((sum, row) => sum + row.calls, 0)).toBe(40)
    expect(rows.reduce((sum, row) => sum + row.unpriced, 0)).toBe(10)
    expect(rows.reduce((sum, row) => sum + Number(row.costs[0]?.amount ?? 0), 0)).toBeCloseTo(30 * 0.0035, 12)
  }
  expect(report.costs).toEqual([{ amount: formatAmount(30n * 3_500_000_000n), currency: 'USD' }])
})
