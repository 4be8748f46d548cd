import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { inWorkspace } from '@dayshift/server'
import { addSampleRelease, bootServer, runDayshift, sampleManifest, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const LAUNCHER = fileURLToPath(new URL('../bin/dayshift.cjs', import.meta.url))
const found = existsSync(DATA)
const absent = found ? '' : ' (skipped: ../shared/data is absent)'
const folder = mkdtempSync(join(tmpdir(), 'dayshift-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const preview = async (...args: readonly string[]) => {
  const { code, out, err } = await runDayshift(['import', ...args, '--dry-run', '--json'])
  return code === 0 ? (JSON.parse(out) as Record<string, unknown>) : { code, err }
}

describe.skipIf(!found)(`real files${absent}`, () => {
  test('S254 one trace of Langfuse is one run, with its observations, tokens, cost and scores; also gzipped', async () => {
    const traces = join(DATA, 'langfuse_traces')
    const openai = join(traces, 'openai-agents-2025-09-30.trace.json')
    const expected = {
      format: 'langfuse',
      runs: 1,
      observations: 5,
      tokens: 184,
      cost: { amount: '0.000632', currency: 'USD' },
      scores: 2,
      rejected: 0,
      unpriced: 0,
    }
    expect(await preview(openai)).toMatchObject(expected)
    expect(await preview(file('trace.json.gz', gzipSync(readFileSync(openai))))).toMatchObject(expected)
    const all = readdirSync(traces).filter((name) => name.endsWith('.trace.json'))
    const list = all.map((name): unknown => JSON.parse(readFileSync(join(traces, name), 'utf8')))
    // Two of the nine files hold the same trace.
    expect(await preview(file('all.json', JSON.stringify(list)))).toMatchObject({ runs: 8, repeated: 1, scores: 10 })
  })

  test('S254 an hour of real requests gives its tokens, and with a price list its cost; a trace of OpenTelemetry is a run without a price', async () => {
    const azure = join(DATA, 'azure_llm_trace_2023', 'AzureLLMInferenceTrace_conv.csv.gz')
    const prices = join(DATA, 'model_prices', 'model_prices_and_context_window.json')
    expect(await preview(azure, '--prices', prices, '--model', 'gpt-4o')).toMatchObject({
      format: 'csv',
      runs: 19_366,
      tokens: 26_450_535,
      cost: { amount: '96.791325', currency: 'USD' },
      unpriced: 0,
    })
    expect(await preview(azure)).toMatchObject({ cost: { amount: null }, unpriced: 19_366 })
    expect(await preview(join(DATA, 'otlp_example', 'trace.json'))).toMatchObject({
      format: 'otlp',
      runs: 1,
      observations: 1,
      unpriced: 1,
    })
  })
})

test('columns are proposed, and may be said; rows that can’t be used go to a list with their lines', async () => {
  const table = file('runs.csv', 'asked_at;model;prompt_toks;completion_toks\n2026-11-20;m;10;2\n2026-11-21;m;ten;2\n')
  const refused = await runDayshift(['import', table, '--dry-run'])
  expect(refused.code).toBe(2)
  expect(refused.err).toContain('"prompt_toks"')
  const rejects = join(folder, 'rejects.csv')
  const { code, out } = await runDayshift([
    'import',
    table,
    '--dry-run',
    '--column',
    'startedAt=asked_at',
    'inputTokens=prompt_toks',
    'outputTokens=completion_toks',
    '--rejects',
    rejects,
  ])
  expect(code).toBe(0)
  expect(out).toContain('holds 1 run (a table): 1 observation, 12 tokens')
  expect(out).toContain('inputTokens       prompt_toks')
  expect(readFileSync(rejects, 'utf8')).toBe('place,why\n3,"""ten"" is no number of tokens"\n')
})

test('a packed file that grows beyond measure, one that is cut off and one that is no text are refused in words', async () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, '['.padEnd(1024)))
  expect(await preview(file('bomb.json.gz', bomb))).toMatchObject({
    code: 2,
    err: expect.stringContaining('times its size'),
  })
  const whole = gzipSync('time,model,prompt_tokens,completion_tokens\n2026-11-20,m,1,1\n')
  expect(await preview(file('cut.csv.gz', whole.subarray(0, -9)))).toMatchObject({
    code: 2,
    err: expect.stringContaining('broken'),
  })
  expect(await preview(file('none.bin', Buffer.from([0x50, 0x4b, 0, 0, 0, 9])))).toMatchObject({ code: 2 })
})

describe('to a server', () => {
  let server: TestServer
  let key: string
  beforeAll(async () => {
    server = await bootServer()
    await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    key = (await server.addKey(['runs:write'])).secret
  })
  afterAll(() => server.close())
  const into = () => ['--workflow', 'billing-replies', '--server', server.address]
  const send = (path: string, ...args: readonly string[]) =>
    runDayshift(['import', path, ...into(), '--json', ...args], { DAYSHIFT_KEY: key })
  const countRuns = async () => {
    const { n } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('runs')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    return n
  }

  test('a trace of Langfuse is taken in once, with its scores; what a column says of the verdict is an outcome', async () => {
    const trace = file(
      'one.json',
      JSON.stringify({
        trace: {
          id: 'trace-1',
          timestamp: '2026-11-20T09:00:00Z',
          sessionId: 'ticket-1',
          scores: [{ id: 's', name: 'toxicity', value: 0.2, source: 'EVAL', timestamp: '2026-11-20T09:01:00Z' }],
        },
        observations: [
          {
            type: 'GENERATION',
            model: 'm',
            usageDetails: { input: 5, output: 2, total: 7 },
            costDetails: { total: 0.5 },
            totalCost: 0.5,
          },
        ],
      }),
    )
    const first = await send(trace)
    expect(first.err).toBe('')
    expect(JSON.parse(first.out)).toMatchObject({ accepted: 1, duplicates: 0, rejected: 0, scores: 1 })
    expect(JSON.parse((await send(trace)).out)).toMatchObject({ accepted: 0, duplicates: 1 })
    const [run] = (await server.mustBe(200, 'GET', '/runs?unitKey=ticket-1')).items
    expect(run).toMatchObject({ inputTokens: 5, costAmount: '0.5', route: 'automatic' })
    const { scores } = await server.mustBe(200, 'GET', `/runs/${String(run.id)}`)
    expect(scores).toMatchObject([{ name: 'toxicity', value: 0.2, source: 'EVAL' }])
    const table = file(
      'verdicts.csv',
      'ticket,time,model,prompt_tokens,completion_tokens,verdict\nt-9,2026-11-20T09:00:00Z,m,1,1,right\n',
    )
    expect(JSON.parse((await send(table)).out)).toMatchObject({ accepted: 1, outcomes: 1 })
  })

  test('after a kill -9 in the middle the same file is taken in whole, each row once, equal ones too', async () => {
    const before = await countRuns()
    const rows = Array.from(
      { length: 20_000 },
      (_, n) => `2026-11-${String(1 + (n % 20)).padStart(2, '0')}T09:00:00Z,m,${String(n % 700)},2`,
    )
    const table = file('many.csv', `time,model,prompt_tokens,completion_tokens\n${rows.join('\n')}\n`)
    const child = spawn(process.execPath, [LAUNCHER, 'import', table, ...into()], {
      env: { PATH: process.env['PATH'], DAYSHIFT_KEY: key },
      stdio: 'ignore',
    })
    const ended = new Promise((resolve) => void child.once('close', resolve))
    await expect.poll(countRuns, { timeout: 60_000, interval: 5 }).toBeGreaterThan(before)
    child.kill('SIGKILL')
    await ended
    const again = await send(table)
    expect(again.err).toBe('')
    const { accepted, duplicates } = JSON.parse(again.out) as { accepted: number; duplicates: number }
    expect(accepted + duplicates).toBe(20_000)
    expect(duplicates).toBeGreaterThan(0)
    expect(await countRuns()).toBe(before + 20_000)
  })

  test('a workflow that nobody knows, and none at all, are told in words; what the server refuses is listed', async () => {
    const table = file('few.csv', 'id,time,model,prompt_tokens,completion_tokens\na,2026-11-20,m,1,1\nb,,m,1,1\n')
    const nowhere = await runDayshift(['import', table, '--server', server.address], { DAYSHIFT_KEY: key })
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('Say with --workflow whose runs')])
    const unknown = await runDayshift(['import', table, '--server', server.address, '--workflow', 'nobody', '--json'], {
      DAYSHIFT_KEY: key,
    })
    expect([unknown.code, JSON.parse(unknown.out)]).toEqual([1, expect.objectContaining({ accepted: 0, rejected: 2 })])
    const partly = await runDayshift(['import', table, ...into()], { DAYSHIFT_KEY: key })
    expect([partly.code, partly.out]).toEqual([1, expect.stringContaining('2: it has no time')])
  })
})
