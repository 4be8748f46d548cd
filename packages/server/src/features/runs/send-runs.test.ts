import { gzipSync } from 'node:zlib'
import { addSampleWorkflow, bootServer, SAMPLE_RELEASE, sampleRun, type TestServer } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'

let server: TestServer
let now: Date

beforeAll(async () => {
  server = await bootServer()
  await addSampleWorkflow(server.world, server.workspaceId)
  now = new Date()
})
afterAll(() => server.close())

function send(records: readonly unknown[], more: object = {}) {
  return server.request('POST', '/api/v1/runs', {
    as: server.key,
    body: { sentAt: new Date().toISOString(), records, ...more },
  })
}

function read(id: string) {
  return server.request('GET', `/api/v1/runs/${id}`, { as: server.viewer })
}

test('S291 S292 S293 S294 every run shows its start, its end, why it failed and how often it was tried again', async () => {
  const run = sampleRun(now, {
    status: 'failed',
    failureClass: 'timeout',
    failureMessage: 'No answer within 20 s',
    attempts: 3,
    retries: 2,
    route: 'human',
    reasonCode: 'call-failed',
    reasonMessage: 'The model did not answer.',
  })
  const sent = await send([run])
  expect(sent).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, rejected: [], clockOffsetMs: 0 } })
  const { release, ...fields } = run
  expect((await read(run.id)).body.run).toMatchObject({
    ...fields,
    release: { hash: release, name: '2026-11-20' },
    clockOffsetMs: 0,
  })
})

test('S295 whether a person had to step in is false until one decides, and true from then on', async () => {
  const run = sampleRun(now, { route: 'review', reasonCode: 'output-rule', reasonRule: 'money' })
  await send([run])
  const before = (await read(run.id)).body.run
  expect(before.personSteppedIn).toBe(false)
  expect(before.caseId).not.toBeNull()
  const decision = {
    id: server.world.newId(),
    runId: run.id,
    workflow: 'billing-replies',
    unitKey: run['unitKey'],
    kind: 'overridden',
    by: 'Ana Lind',
    reason: 'The amount is wrong',
    shownAt: now.toISOString(),
    decidedAt: now.toISOString(),
    finalOutput: { reply: 'Another one' },
  }
  const first = await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions: [decision] } })
  expect(first.body).toEqual({ accepted: 1, duplicates: 0 })
  const again = await server.request('POST', '/api/v1/decisions', {
    as: server.key,
    body: { decisions: [decision, { ...decision, kind: 'ignored' }] },
  })
  expect(again.body).toEqual({ accepted: 0, duplicates: 2 })
  const after = (await read(run.id)).body
  expect(after.run.personSteppedIn).toBe(true)
  expect(after.decisions).toMatchObject([
    { runId: run.id, kind: 'overridden', by: { name: 'Ana Lind' }, reason: 'The amount is wrong' },
  ])
})

test('a run that is delivered again changes nothing, in the same batch, in a later one, and with other content', async () => {
  const run = sampleRun(now)
  const other = { ...run, unitKey: 'another unit', route: 'human' }
  expect((await send([run, other])).body).toMatchObject({ accepted: 1, duplicates: 1 })
  expect((await send([other])).body).toMatchObject({ accepted: 0, duplicates: 1 })
  expect((await read(run.id)).body.run).toMatchObject({ unitKey: run['unitKey'], route: 'automatic' })
  const figures = await server.request('GET', figuresPath(now), { as: server.viewer })
  expect(figures.body.n).toBe(await countRuns())
})

test('one bad record among good ones goes into quarantine with what was wrong, once, and the good ones stay', async () => {
  const good = [sampleRun(now), sampleRun(now)]
  const bad = { ...sampleRun(now), startedAt: 'yesterday', latencyMs: -1 }
  const sent = await send([good[0], bad, good[1]])
  expect(sent.body).toMatchObject({
    accepted: 2,
    rejected: [{ index: 1, id: bad.id, errors: [{ path: '/startedAt' }, { path: '/latencyMs' }] }],
  })
  const again = await send([bad])
  expect(again.body.rejected[0].quarantineId).toBe(sent.body.rejected[0].quarantineId)
  const kept = await server.request('GET', '/api/v1/quarantine', { as: server.viewer })
  const found = kept.body.items.filter((item: { id: string }) => item.id === sent.body.rejected[0].quarantineId)
  expect(found).toHaveLength(1)
  expect(JSON.parse(found[0].record)).toEqual(bad)
  for (const { id } of good) expect((await read(id)).status).toBe(200)
})

test('a record of an unknown workflow says what to do, and a record that is no object at all is kept too', async () => {
  const sent = await send([sampleRun(now, { workflow: 'not-here' }), 7, null, ['a'], 'text'])
  expect(sent.body.rejected).toHaveLength(5)
  expect(sent.body.rejected[0].errors[0]).toEqual({
    path: '/workflow',
    message:
      'There is no workflow "not-here" here. Take its manifest in first (POST /api/v1/workflows), then send again',
  })
})

test('a release that is not registered here is kept by its hash, and the run is not lost', async () => {
  const hash = 'f'.repeat(64)
  const run = sampleRun(now, { release: hash })
  expect((await send([run])).body.accepted).toBe(1)
  expect((await read(run.id)).body.run.release).toEqual({ hash, name: 'not registered' })
  const listed = await server.request('GET', `/api/v1/runs?release=${hash}`, { as: server.viewer })
  expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([run.id])
})

test('a clock that is 45 days off, either way, is corrected by the time of sending, and nothing is lost', async () => {
  const days = 86_400_000
  for (const off of [-45 * days, 45 * days]) {
    const theirs = new Date(Date.now() + off)
    const run = sampleRun(theirs)
    const sent = await send([run], { sentAt: theirs.toISOString() })
    expect(sent.body.accepted).toBe(1)
    expect(Math.abs(sent.body.clockOffsetMs + off)).toBeLessThan(60_000)
    const kept = (await read(run.id)).body.run
    expect(Math.abs(Date.parse(kept.startedAt) - Date.now())).toBeLessThan(60_000)
    expect(Date.parse(kept.endedAt) - Date.parse(kept.startedAt)).toBe(840)
    expect(kept.clockOffsetMs).toBe(sent.body.clockOffsetMs)
  }
})

test('a run from 45 days ahead whose sender corrected its clock before sending ends now', async () => {
  const run = sampleRun(new Date(Date.now() + 45 * 86_400_000), { route: 'human', reasonCode: 'input-rule' })
  expect((await send([run])).body).toMatchObject({ accepted: 1, clockOffsetMs: 0 })
  const kept = (await read(run.id)).body.run
  expect(Math.abs(Date.parse(kept.endedAt) - Date.now())).toBeLessThan(60_000)
  expect(kept.clockOffsetMs).toBeLessThan(-44 * 86_400_000)
})

test('without a time of sending a run from the future goes into quarantine and says why', async () => {
  const sent = await send([sampleRun(new Date(Date.now() + 45 * 86_400_000))], { sentAt: undefined })
  expect(sent.body.rejected[0].errors[0].message).toContain('Send "sentAt" with the batch')
  const old = await send([sampleRun(new Date(Date.now() - 45 * 86_400_000))], { sentAt: undefined })
  expect(old.body.accepted).toBe(1)
})

test('NDJSON is taken in line by line, gzipped or not, and a line that is no JSON is one bad record', async () => {
  const runs = [sampleRun(now), sampleRun(now)]
  const lines = `${JSON.stringify(runs[0])}\n\n{"id": broken\n${JSON.stringify(runs[1])}\r\n`
  const headers = { 'content-type': 'application/x-ndjson', 'x-sent-at': now.toISOString() }
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: lines, headers })
  expect(sent.body).toMatchObject({ accepted: 2, rejected: [{ index: 1, id: null }] })
  expect(sent.body.rejected[0].errors[0].message).toContain('The line is not JSON')
  const zipped = await server.request('POST', '/api/v1/runs', {
    as: server.key,
    body: gzipSync(lines),
    headers: { ...headers, 'content-encoding': 'gzip' },
  })
  expect(zipped.body).toMatchObject({ accepted: 0, duplicates: 2 })
  const off = await server.request('POST', '/api/v1/runs', {
    as: server.key,
    body: lines,
    headers: { ...headers, 'x-sent-at': 'now' },
  })
  expect(off).toMatchObject({ status: 400, body: { detail: expect.stringContaining('x-sent-at') } })
})

test('a record that nests nine thousand levels goes into quarantine whole, and its neighbours stay', async () => {
  const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`
  const good = sampleRun(now)
  const bad = sampleRun(now)
  const body = `{"records":[${JSON.stringify(bad).slice(0, -1)},"input":${deep}},${JSON.stringify(good)}]}`
  const headers = { 'content-type': 'application/json' }
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body, headers })
  expect(sent.body).toMatchObject({ accepted: 1, rejected: [{ index: 0, id: bad.id, errors: [{ path: '/input' }] }] })
  const kept = await server.request('GET', '/api/v1/quarantine?limit=1', { as: server.viewer })
  expect(kept.body.items[0].record).toContain(deep)
})

test('an input of 10 MB is kept whole beside the record, and a body beyond the limit gets a clear answer', async () => {
  const input = { text: 'x'.repeat(10 * 1024 * 1024) }
  const run = sampleRun(now, { input })
  expect((await send([run])).body.accepted).toBe(1)
  expect((await read(run.id)).body.contents).toEqual({ state: 'kept', input })
  const beyond = await send([sampleRun(now, { input: { text: 'x'.repeat(13 * 1024 * 1024) } })])
  expect(beyond).toMatchObject({ status: 413, body: { code: 'too-large' } })
})

test('keys like __proto__, text that PostgreSQL cannot hold and huge amounts harm nothing', async () => {
  const run = sampleRun(now, {
    unitKey: 'a\u0000b\ud800c',
    reasonMessage: 'nul \u0000 here',
    reasonRule: 'rule \udfff',
    costAmount: '999999999999999999.999999999999',
    costCurrency: 'EUR',
  })
  const text = JSON.stringify(run).replace(
    '{',
    '{"__proto__":{"route":"human","polluted":true},"constructor":{"prototype":{}},',
  )
  const body = `{"records":[${text.slice(0, -1)},"input":{"__proto__":{"polluted":true},"a":"\\u0000"}}]}`
  const headers = { 'content-type': 'application/json' }
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body, headers })
  expect(sent.body).toMatchObject({ accepted: 1, rejected: [] })
  const kept = (await read(run.id)).body
  expect(kept.run).toMatchObject({ route: 'automatic', unitKey: 'a\uFFFDb\uFFFDc', reasonRule: 'rule \uFFFD' })
  expect(kept.run.costAmount).toBe('999999999999999999.999999999999')
  expect(JSON.stringify(kept.contents)).toContain('"__proto__":{"polluted":true}')
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('a key without the scope is refused, and a key of another workspace neither sees nor touches a run', async () => {
  const run = sampleRun(now, { input: { secret: 'ours' } })
  await send([run])
  const reader = await server.addKey(['runs:read'])
  const refused = await server.request('POST', '/api/v1/runs', { as: reader, body: { records: [sampleRun(now)] } })
  expect(refused.status).toBe(403)

  const other = await server.addWorkspace('Elsewhere')
  await addSampleWorkflow(server.world, other.workspaceId)
  const made = await server.request('POST', '/api/v1/keys', {
    as: other.admin,
    body: { name: 'theirs', scopes: ['runs:write', 'runs:read', 'cases:write'], expiresInDays: null },
  })
  const theirs = { id: made.body.key.id, secret: made.body.secret }
  expect((await server.request('GET', `/api/v1/runs/${run.id}`, { as: theirs })).status).toBe(404)
  expect((await server.request('GET', '/api/v1/runs', { as: theirs })).body.items).toEqual([])
  expect((await server.request('GET', '/api/v1/quarantine', { as: theirs })).body.items).toEqual([])
  expect((await server.request('POST', `/api/v1/runs/${run.id}/flags`, { as: theirs, body: {} })).status).toBe(404)
  const taken = await server.request('POST', '/api/v1/runs', {
    as: theirs,
    body: { records: [{ ...run, unitKey: 'overwritten', input: { secret: 'theirs' } }, sampleRun(now)] },
  })
  expect(taken.body).toMatchObject({ accepted: 1, duplicates: 1 })
  expect((await read(run.id)).body).toMatchObject({
    run: { unitKey: run['unitKey'] },
    contents: { input: { secret: 'ours' } },
  })
  const figures = await server.request('GET', figuresPath(now), { as: theirs })
  expect(figures.body.n).toBe(1)
})

test('runs lie in the partition of their month, and those of foreign clocks in the default one', async () => {
  const run = sampleRun(new Date())
  const ancient = sampleRun(new Date('2001-02-03T04:05:06Z'))
  await send([run, ancient], { sentAt: undefined })
  const { rows } = await asSystem(server.world.db, (trx) =>
    sql<{ id: string; place: string }>`select id, tableoid::regclass::text as place from runs
      where id = any(${[run.id, ancient.id]}::uuid[])`.execute(trx),
  )
  const month = new Date().toISOString().slice(0, 7).replace('-', '_')
  expect(new Map(rows.map((row) => [row.id, row.place]))).toEqual(
    new Map([
      [run.id, `runs_${month}`],
      [ancient.id, 'runs_default'],
    ]),
  )
})

test('the list is paged by a cursor, filtered, and refuses a cursor that it did not give out', async () => {
  const at = new Date(now.getTime() - 3_600_000)
  const unitKey = 'ticket-paged'
  const runs = Array.from({ length: 5 }, (_, i) => sampleRun(new Date(at.getTime() + i), { unitKey, bucket: i }))
  await send(runs)
  const pages: number[][] = []
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`
    const path = `/api/v1/runs?unitKey=${unitKey}&route=automatic&release=${SAMPLE_RELEASE}&limit=2${cursor}`
    const { body } = await server.request('GET', path, { as: server.viewer })
    pages.push(body.items.map((item: { bucket: number }) => item.bucket))
    next = body.next
  }
  expect(pages).toEqual([[4, 3], [2, 1], [0]])
  const to = new Date(at.getTime() + 2).toISOString()
  const part = await server.request('GET', `/api/v1/runs?unitKey=${unitKey}&from=${at.toISOString()}&to=${to}`, {
    as: server.viewer,
  })
  expect(part.body.items).toHaveLength(2)
  const bad = await server.request('GET', '/api/v1/runs?cursor=abc', { as: server.viewer })
  expect(bad).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
})

test('a flag is kept with its receipt, shown on the run, and written into the ledger without its note', async () => {
  const run = sampleRun(now)
  await send([run])
  const flag = await server.request('POST', `/api/v1/runs/${run.id}/flags`, {
    as: server.member,
    body: { note: 'Mrs Berg says the amount is wrong' },
  })
  expect(flag).toMatchObject({ status: 201, body: { runId: run.id, by: { id: server.member.id } } })
  const { receipt, ...kept } = flag.body
  expect(receipt).toMatch(/^Thank you; .+ will answer by \d/)
  expect((await read(run.id)).body.flags).toEqual([kept])
  const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    sql<{ act: string; text: string }>`select act, e::text as text from ledger_entries e
      where subject = ${`run:${run.id}`}`.execute(trx),
  )
  expect(rows.map((row) => row.act)).toEqual(['run-flagged'])
  expect(rows[0]?.text).not.toContain('Berg')
})

test('live screens hear of new runs', async () => {
  const ending = new AbortController()
  const stream = await fetch(`${server.address}/api/v1/events`, {
    headers: { cookie: server.viewer.cookie },
    signal: ending.signal,
  })
  expect(stream.status).toBe(200)
  const reader = stream.body?.getReader()
  await send([sampleRun(now)])
  let heard = ''
  while (!/event: ?runs/.test(heard)) heard += Buffer.from((await reader?.read())?.value ?? []).toString()
  ending.abort()
  expect(heard).toContain('"workflow":"billing-replies"')
})

function figuresPath(at: Date): string {
  const from = new Date(at.getTime() - 100 * 365 * 86_400_000)
  const days = 86_400_000
  return `/api/v1/workflows/billing-replies/figures?step=day&from=${new Date(
    Math.max(from.getTime(), at.getTime() - 2_000 * days),
  ).toISOString()}&to=${new Date(at.getTime() + 2 * days).toISOString()}`
}

async function countRuns(): Promise<number> {
  const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    sql<{ n: number }>`select count(*) as n from runs where started_at > now() - interval '2000 days'`.execute(trx),
  )
  return rows[0]?.n ?? -1
}
