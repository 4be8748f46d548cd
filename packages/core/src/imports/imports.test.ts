import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAmount } from '../spend/amount.ts'
import { costReport } from '../spend/cost-report.ts'
import { type PriceList, readPriceList } from '../spend/prices.ts'
import { type ImportedRun, type RejectedRecord, tokensOf } from './imported-run.ts'
import { TableReader } from '../tables/table-reader.ts'
import { asRunRecord } from './as-run-record.ts'
import { createJsonRuns, type RunsEnd } from './json-runs.ts'
import { parseExactJson } from './parse-json.ts'
import { createRunPricing } from './price-runs.ts'
import { proposeWorkflow } from './propose-workflow.ts'
import { spansOfJson } from './spans-of-json.ts'
import { spansOfProtobuf } from './spans-of-protobuf.ts'
import { createTableRuns } from './table-runs.ts'

const DATA = new URL('../../../../../shared/data/', import.meta.url)
const found = existsSync(DATA)
const absent = found ? '' : ' (skipped: ../shared/data is absent)'

function listOf(value: unknown): PriceList {
  const read = readPriceList(value)
  if (read.kind === 'unreadable') throw new Error(read.message)
  return read.list
}
/** By parts of any size, as a file comes. */
function readRuns(text: string, part = 7919) {
  const runs: ImportedRun[] = []
  const rejected: RejectedRecord[] = []
  const sink = {
    run: (run: ImportedRun) => void runs.push(run),
    reject: (each: RejectedRecord) => void rejected.push(each),
  }
  if (/^\s*[[{]/.test(text)) {
    const reader = createJsonRuns(sink)
    for (let at = 0; at < text.length; at += part) reader.push(text.slice(at, at + part))
    const end = ended(reader.end())
    return end.kind === 'refused' ? end : { ...end, runs, rejected }
  }
  const table = createTableRuns(sink)
  const reader = new TableReader(table)
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += part) reader.push(bytes.subarray(at, at + part))
  reader.end()
  const end = ended(table.end())
  return end.kind === 'refused' ? end : { ...end, runs, rejected }
}
function ended(ending: Generator<void, RunsEnd>): RunsEnd {
  let step = ending.next()
  while (step.done !== true) step = ending.next()
  return step.value
}
function read(text: string, part?: number) {
  const runs = readRuns(text, part)
  if (runs.kind === 'refused') throw new Error(runs.why)
  return runs
}
function priceRuns(runs: readonly ImportedRun[], list: PriceList | null, model: string | null = null) {
  const pricing = createRunPricing(list, model)
  const entries = runs.flatMap((run) => pricing.price(run))
  return { entries, unpriced: pricing.unpriced() }
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
    expect([format, runs.length, rejected]).toEqual(['csv', 19_366, []])
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

const span = (more: object) => ({
  traceId: '5B8EFFF798038103D269B633813FC60C',
  spanId: 'eee19b7ec3c1b174',
  name: 'a step',
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000001000000000',
  ...more,
})
const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
})
const otlp = (...spans: readonly object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [attribute('service.name', 'replies'), attribute('service.version', '7')] },
      scopeSpans: [{ scope: { name: 'lib' }, spans }],
    },
  ],
})
const chat = (spanId: string, more: readonly object[], parentSpanId = 'aaaaaaaaaaaaaaaa') =>
  span({ spanId, parentSpanId, name: 'chat', attributes: [attribute('gen_ai.operation.name', 'chat'), ...more] })

describe('traces of OpenTelemetry', () => {
  const root = span({ spanId: 'aaaaaaaaaaaaaaaa', name: 'answer the ticket' })
  const usage = [attribute('gen_ai.usage.input_tokens', 100), attribute('gen_ai.usage.output_tokens', 7)]

  test('one workflow span with its calls, tools and retries is one run, wherever in the file its spans stand', () => {
    const first = otlp(
      chat('1111111111111111', [attribute('gen_ai.request.model', 'gpt-4o'), ...usage]),
      span({ spanId: '2222222222222222', parentSpanId: 'aaaaaaaaaaaaaaaa', name: 'execute_tool lookup' }),
    )
    const second = otlp(
      root,
      { ...chat('3333333333333333', []), status: { code: 2, message: 'timeout' } },
      chat('4444444444444444', usage),
    )
    for (const text of [JSON.stringify([first, second]), lines(first, second), lines(second, first, first)]) {
      const { format, runs } = read(text, 50)
      expect(format).toBe('otlp')
      expect(runs).toMatchObject([
        {
          id: '5b8efff798038103d269b633813fc60c',
          name: 'answer the ticket',
          workflow: 'replies',
          release: '7',
          observations: 5,
          failure: null,
        },
      ])
      expect(runs[0]?.calls).toHaveLength(3)
      expect(runs[0]?.calls.reduce((sum, call) => sum + tokensOf(call), 0)).toBe(214)
    }
  })

  test('a framework’s span around the vendor’s own counts its tokens once', () => {
    const outer = chat('1111111111111111', usage)
    const inner = chat('2222222222222222', usage, '1111111111111111')
    const { runs } = read(JSON.stringify(otlp(root, outer, inner)))
    expect(runs[0]?.calls).toMatchObject([{ inputTokens: 100, outputTokens: 7 }])
  })

  test.each([
    [
      'GenAI, new',
      {
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.input_tokens': 5,
        'gen_ai.usage.output_tokens': 2,
      },
    ],
    [
      'GenAI, old',
      {
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.prompt_tokens': 5,
        'gen_ai.usage.completion_tokens': 2,
      },
    ],
    [
      'OpenInference',
      {
        'openinference.span.kind': 'LLM',
        'llm.provider': 'openai',
        'llm.model_name': 'm',
        'llm.token_count.prompt': 5,
        'llm.token_count.completion': 2,
      },
    ],
    [
      'OpenLLMetry',
      {
        'llm.request.type': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.prompt_tokens': 5,
        'gen_ai.usage.completion_tokens': 2,
        'llm.usage.total_tokens': 7,
      },
    ],
    [
      'the Vercel AI SDK',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'openai',
        'ai.model.id': 'm',
        'ai.usage.promptTokens': 5,
        'ai.usage.completionTokens': 2,
      },
    ],
    [
      'LangSmith over OpenTelemetry',
      {
        'langsmith.span.kind': 'llm',
        'langsmith.metadata.thread_id': 'ticket-1',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.input_tokens': 5,
        'gen_ai.usage.output_tokens': 2,
        'gen_ai.usage.total_tokens': 7,
      },
    ],
  ])('%s names the same call', (_convention, attributes) => {
    const named = Object.entries(attributes).map(([key, value]) => attribute(key, value))
    const { runs } = read(JSON.stringify(otlp(span({ attributes: named }))))
    expect(runs[0]?.calls).toMatchObject([{ provider: 'openai', model: 'm', inputTokens: 5, outputTokens: 2 }])
  })

  test('an evaluator’s result is a score with its label; a key like __proto__ is a key like any other', () => {
    const evaluation = {
      name: 'gen_ai.evaluation.result',
      timeUnixNano: '1700000000500000000',
      attributes: [
        attribute('gen_ai.evaluation.name', 'relevance'),
        attribute('gen_ai.evaluation.score.label', 'pass'),
        attribute('__proto__', 'polluted'),
        attribute('constructor', 'polluted'),
      ],
    }
    const { runs } = read(
      JSON.stringify(otlp(span({ events: [evaluation], attributes: [attribute('__proto__', 'x')] }))),
    )
    expect(runs[0]?.scores).toEqual([
      { name: 'relevance', value: 'pass', source: 'gen_ai.evaluation', comment: null, at: 1_700_000_000_500 },
    ])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('times above 2^53 lose nothing, as text and as number', () => {
    for (const nanos of ['1544712660123456789', '"1544712660123456789"']) {
      const text = JSON.stringify(otlp(span({ startTimeUnixNano: 0 }))).replace(
        '"startTimeUnixNano":0',
        `"startTimeUnixNano":${nanos}`,
      )
      const value: unknown = parseExactJson(text)
      const spans = spansOfJson(value)
      expect(spans).toMatchObject({ kind: 'read', spans: [{ startedAt: 1_544_712_660_123_456_789n }] })
    }
  })

  test('a span without a time or an id is told with its place, and the others are read', () => {
    const { runs, rejected } = read(
      JSON.stringify(otlp(span({}), span({ spanId: 'x' }), span({ spanId: 'bbbbbbbbbbbbbbbb', startTimeUnixNano: 0 }))),
    )
    expect(runs).toHaveLength(1)
    expect(rejected.map(({ why }) => why)).toEqual([
      'span 2: "x" is no span id',
      'span 3: it has no time of its start ("startTimeUnixNano")',
    ])
  })
})

test('a file is read the same in parts of any size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ unitKey: fc.string({ minLength: 1 }), note: fc.jsonValue() }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('list', 'lines', 'pretty'),
      (made, part, form) => {
        const records = made.map((each) => record(each))
        const text =
          form === 'list'
            ? JSON.stringify(records, null, 1)
            : records.map((each) => JSON.stringify(each, null, form === 'pretty' ? 2 : 0)).join('\n')
        expect(read(text, part).runs.map(({ unitKey }) => unitKey)).toEqual(made.map(({ unitKey }) => unitKey))
      },
    ),
  )
})

test('Langfuse’s exports by lines, its API’s list and rows with plain names are read too', () => {
  const observation = (traceId: string, id: string, more: object) => ({
    id,
    traceId,
    type: 'GENERATION',
    startTime: '2026-11-20T09:00:00.000Z',
    parentObservationId: null,
    ...more,
  })
  const observed = read(
    lines(
      observation('t1', 'a', { model: 'gpt-4o', usageDetails: { input: 5, output: 2, total: 7 } }),
      observation('t2', 'b', { type: 'SPAN', name: 'x' }),
      observation('t1', 'c', { usageDetails: { input: 1, output: 1, output_reasoning_tokens: 4, total: 6 } }),
    ),
  )
  expect(observed.format).toBe('langfuse')
  expect(
    observed.runs.map(({ id, observations, calls }) => [
      id,
      observations,
      calls.reduce((sum, each) => sum + tokensOf(each), 0),
    ]),
  ).toEqual([
    ['t1', 2, 13],
    ['t2', 1, 0],
  ])
  const listed = read(
    JSON.stringify({
      data: [{ id: 't', timestamp: '2026-11-20T09:00:00Z', observations: ['a', 'b'], totalCost: 0.5, scores: ['s'] }],
      meta: {},
    }),
  )
  expect(listed).toMatchObject({
    format: 'langfuse',
    runs: [{ id: 't', observations: 2, calls: [{ cost: { amount: 500_000_000_000n } }] }],
  })
  const rows = read(lines({ time: 1_700_000_000, model: 'm', prompt_tokens: 5, completion_tokens: 1 }))
  expect(rows).toMatchObject({ format: 'jsonl', runs: [{ startedAt: 1_700_000_000_000, calls: [{ inputTokens: 5 }] }] })
})

describe('exports of others', () => {
  const called = (text: string) => {
    const { format, runs, rejected } = read(text)
    const tokens = runs.flatMap(({ calls }) => calls).reduce((sum, call) => sum + tokensOf(call), 0)
    return { format, runs, rejected, tokens }
  }

  test('answers of a batch, of which one failed before it had any', () => {
    const answer = (id: string, body: object, status = 200) => ({
      id: `batch_req_${id}`,
      custom_id: `ticket-${id}`,
      response: { status_code: status, request_id: `r${id}`, body },
      error: null,
    })
    const usage = {
      prompt_tokens: 22,
      completion_tokens: 2,
      total_tokens: 24,
      prompt_tokens_details: { cached_tokens: 8 },
    }
    const read = called(
      lines(
        answer('1', { error: { message: 'no such model', code: 'x' } }, 404),
        answer('2', {
          id: 'c',
          object: 'chat.completion',
          created: 1_711_652_795,
          model: 'gpt-4o',
          usage,
          choices: [],
        }),
        { id: 'batch_req_3', custom_id: 'ticket-3', response: null, error: { code: 'expired', message: 'too late' } },
      ),
    )
    expect(read).toMatchObject({ format: 'jsonl', tokens: 24 })
    expect(read.runs).toMatchObject([
      { unitKey: 'ticket-1', failure: 'its status is 404' },
      {
        unitKey: 'ticket-2',
        startedAt: 1_711_652_795_000,
        failure: null,
        calls: [{ model: 'gpt-4o', cacheReadTokens: 8 }],
      },
      { unitKey: 'ticket-3', failure: 'too late' },
    ])
    expect(read.rejected).toEqual([])
  })

  test('runs of LangSmith: one trace is one run, and what a step sums of those within it counts once', () => {
    const step = (id: string, more: object) => ({
      id,
      trace_id: 't1',
      name: id,
      run_type: 'chain',
      start_time: '2026-11-20T09:00:00.123456',
      end_time: '2026-11-20T09:00:03',
      status: 'success',
      error: null,
      ...more,
    })
    const used = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, total_cost: '0.00045' }
    const metadata = { ls_model_name: 'gpt-4o', ls_provider: 'openai', thread_id: 'ticket-9' }
    const steps = [
      step('root', { ...used, feedback_stats: { correctness: { n: 1, avg: 1 } } }),
      step('model', { ...used, run_type: 'llm', parent_run_id: 'root', extra: { metadata } }),
      step('tool', { run_type: 'tool', parent_run_id: 'root', status: 'error', error: 'no policy' }),
      step('other', { trace_id: 't2', status: 'error' }),
    ]
    const expected = [
      {
        id: 't1',
        name: 'root',
        unitKey: 'ticket-9',
        failure: null,
        observations: 3,
        calls: [{ model: 'gpt-4o', provider: 'openai', inputTokens: 100, cost: { amount: 450_000_000n } }],
        scores: [{ name: 'correctness', value: 1, source: 'langsmith' }],
      },
      { id: 't2', failure: 'it failed', calls: [] },
    ]
    const byLines = called(lines(...steps))
    expect(byLines).toMatchObject({ format: 'langsmith', tokens: 120, rejected: [] })
    expect(byLines.runs).toMatchObject(expected)
    const [root, ...others] = steps
    const nested = called(JSON.stringify([{ ...root, child_runs: others.slice(0, 2) }, others[2]]))
    expect(nested.runs).toMatchObject(expected)
    const table = called(
      'id,trace_id,parent_run_id,run_type,start_time,total_tokens,prompt_tokens,completion_tokens,total_cost,error\nroot,t1,,chain,2026-11-20T09:00:00,120,100,20,0.00045,\nmodel,t1,root,llm,2026-11-20T09:00:01,120,100,20,0.00045,\n',
    )
    expect(table).toMatchObject({ format: 'langsmith', tokens: 120, runs: [{ id: 't1', observations: 2 }] })
  })

  test('observations of Langfuse as a table are runs by their traces', () => {
    const table = called(
      'id,traceId,startTime,endTime,type,parentObservationId,name,level,providedModelName,usageDetails,costDetails,totalCost,sessionId\na,t1,2026-11-20T09:00:00Z,2026-11-20T09:00:02Z,SPAN,,answer,DEFAULT,,,,,s1\nb,t1,2026-11-20T09:00:01Z,2026-11-20T09:00:02Z,GENERATION,a,model,DEFAULT,gpt-4o,"{""input"":5,""output"":2,""total"":7}","{""total"":0.5}",0.5,s1\nc,t2,2026-11-20T09:00:01Z,,GENERATION,,model,ERROR,gpt-4o,,,,\n',
    )
    expect(table).toMatchObject({ format: 'langfuse', tokens: 7, rejected: [] })
    expect(table.runs).toMatchObject([
      { id: 't1', name: 'answer', unitKey: 's1', observations: 2, calls: [{ cost: { amount: 500_000_000_000n } }] },
      { id: 't2', failure: 'it failed', observations: 1, calls: [{ cost: null }] },
    ])
  })

  test.each([
    [
      'Azure',
      'TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,100,20\n',
      { startedAt: Date.UTC(2024, 4, 10, 0, 0, 0, 9), failure: null },
    ],
    [
      'Helicone',
      'request_id,request_created_at,response_created_at,response_status,request_model,prompt_tokens,completion_tokens,cost\nr,2026-11-20T09:00:00Z,2026-11-20T09:00:01Z,500,gpt-4o,100,20,0.01\n',
      { id: 'r', failure: 'its status is 500', calls: [{ model: 'gpt-4o', cost: { amount: 10_000_000_000n } }] },
    ],
    [
      'Portkey',
      'id,trace_id,created_at,is_success,ai_org,ai_model,req_units,res_units,total_units,cost,cost_currency,response_status_code\np,t,2026-11-20T09:00:00Z,true,openai,gpt-4o,100,20,120,0.01,USD,200\n',
      { id: 'p', failure: null, calls: [{ provider: 'openai', model: 'gpt-4o', inputTokens: 100 }] },
    ],
    [
      'a gateway',
      'generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,provider_name\ng,2026-11-20T09:00:00Z,0.01,100,20,m,p\n',
      { id: 'g', calls: [{ model: 'm', provider: 'p' }] },
    ],
  ])('a table of %s is read by its own names', (_name, text, expected) => {
    const table = called(text)
    expect(table).toMatchObject({ format: 'csv', tokens: 120, rejected: [] })
    expect(table.runs).toMatchObject([expected])
  })

  test('conversations without times and tokens are runs that nobody can price; what a cache gave beside the input is input', () => {
    const talks = called(lines({ conversation_id: 'c1', model: 'vicuna', conversation: [{ role: 'user' }], turn: 1 }))
    expect(talks).toMatchObject({ format: 'jsonl', tokens: 0, runs: [{ unitKey: 'c1', calls: [{ model: 'vicuna' }] }] })
    const battle = called(
      lines({ question_id: 'q', model_a: 'a', model_b: 'b', winner: 'tie', tstamp: 1_682_351_591.1 }),
    )
    expect(battle.runs).toMatchObject([{ id: 'q', startedAt: 1_682_351_591_100 }])
    const usage = { input_tokens: 5, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 20 }
    const message = called(lines({ id: 'm', type: 'message', model: 'c', usage }))
    expect(message).toMatchObject({ tokens: 120, runs: [{ calls: [{ inputTokens: 100, cacheReadTokens: 90 }] }] })
  })
})

test('a document that is too long for memory is given in parts, as if it were read whole', () => {
  const span = (n: number) => ({
    traceId: ((n % 4000) + 1).toString(16).padStart(32, '0'),
    spanId: n === 9001 ? 'none' : (n + 1).toString(16).padStart(16, '0'),
    name: `a [step] {with} "signs", ${String(n)}`,
    startTimeUnixNano: '1760000000000000001',
    attributes: [{ key: 'data', value: { stringValue: 'x, y'.repeat(200) } }],
  })
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] }
  const scopes = [
    { scope: { name: 'a' }, spans: Array.from({ length: 9000 }, (_, n) => span(n)) },
    { scope: { name: 'b' }, spans: Array.from({ length: 1000 }, (_, n) => span(9000 + n)) },
  ]
  const text = JSON.stringify({
    resourceSpans: [
      { resource, scopeSpans: scopes },
      { resource, scopeSpans: [] },
    ],
  })
  const { format, runs, rejected } = read(text, 65_537)
  expect([format, runs.length, runs.reduce((sum, run) => sum + run.observations, 0)]).toEqual(['otlp', 4000, 9999])
  expect(rejected).toEqual([{ place: 1, why: 'span 9002: "none" is no span id' }])
  expect(new Set(runs.map(({ workflow }) => workflow))).toEqual(new Set(['shop']))
  const rows = Array.from({ length: 6000 }, (_, n) => ({
    id: `r${String(n)}`,
    text: 'y'.repeat(1000),
    model: 'm',
    cost: n === 5000 ? 'x' : 1,
  }))
  const page = read(JSON.stringify({ meta: { page: 1, list: [1, 2] }, data: rows, next: null }), 65_537)
  expect([page.format, page.runs.length]).toEqual(['jsonl', 5999])
  expect(page.rejected).toEqual([{ place: 5001, why: '"x" is no amount' }])
})

test('bytes that are no OTLP, or a part of one, are refused or read, never thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['read', 'refused']).toContain(spansOfProtobuf(bytes).kind)
    }),
  )
  const field = (number: number, content: Uint8Array) => [number * 8 + 2, content.length, ...content]
  const spanBytes = Uint8Array.from([
    ...field(1, new Uint8Array(16).fill(7)),
    ...field(2, new Uint8Array(8).fill(9)),
    ...field(5, new TextEncoder().encode('naïve ✓')),
    // 2^63 + 1 nanoseconds, little-endian.
    7 * 8 + 1,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0x80,
  ])
  const whole = Uint8Array.from(field(1, Uint8Array.from(field(2, Uint8Array.from(field(2, spanBytes))))))
  expect(spansOfProtobuf(whole)).toMatchObject({
    kind: 'read',
    spans: [{ traceId: '07'.repeat(16), spanId: '09'.repeat(8), name: 'naïve ✓', startedAt: 2n ** 63n + 1n }],
  })
  for (let length = 1; length < whole.length; length++)
    expect(spansOfProtobuf(whole.subarray(0, length)).kind).toBe('refused')
})

test('a run that was recorded elsewhere keeps its id, says that nobody here decided its route, and costs what all its calls tell', () => {
  const [run] = read(
    JSON.stringify({ trace: { id: 't', timestamp: '2026-11-20T09:00:00Z', sessionId: 's' }, observations: [] }),
  ).runs
  if (run === undefined) throw new Error('no run')
  const call = {
    model: 'm',
    provider: null,
    startedAt: null,
    inputTokens: 5,
    outputTokens: 1,
    totalTokens: null,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cost: { amount: 5n * 10n ** 11n, currency: 'USD' },
  }
  const into = { workflow: 'replies', source: 'langfuse' }
  const record = asRunRecord({ ...run, calls: [call, call], failedCalls: 1 }, into)
  expect(record).toMatchObject({
    unitKey: 's',
    attempts: 2,
    retries: 1,
    inputTokens: 10,
    costAmount: '1',
    route: 'automatic',
  })
  expect(record).toEqual(asRunRecord({ ...run, calls: [call, call], failedCalls: 1 }, into))
  expect(asRunRecord({ ...run, calls: [call, { ...call, cost: null }] }, into)).not.toHaveProperty('costAmount')
  expect(asRunRecord({ ...run, failure: 'timeout' }, into)).toMatchObject({
    status: 'failed',
    route: 'existing-process',
  })
  expect(asRunRecord({ ...run, id: null }, into)).toBe('it has no id, by which it would be known again')
  expect(asRunRecord({ ...run, startedAt: null }, into)).toBe('it has no time')
})

test.each([
  [{ service: 'x', name: 'Billing Replies' }, 'billing-replies'],
  [{ service: 'billing_replies', name: '' }, 'billing-replies'],
  [{ service: 'triage-service', name: '' }, 'triage'],
  [{ service: 'shop', name: '' }, null],
  [{ service: '', name: '' }, null],
])('the source %j is proposed as %s', (source, slug) => {
  const workflows = [
    { slug: 'billing-replies', name: 'Billing replies' },
    { slug: 'triage', name: 'Sorting of requests' },
  ]
  expect(proposeWorkflow(source, workflows)).toBe(slug)
})
