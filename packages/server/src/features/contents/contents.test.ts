import { createManualClock } from '@dayshift/server'
import { addSampleWorkflow, bootServer, sampleRun, type TestServer } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '@dayshift/core'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { openBeside, sealBeside } from './beside.ts'
import { expireContents } from './expire-contents.ts'
import { open, SealBroken, seal } from './sealing.ts'

const clock = createManualClock(new Date('2026-11-20T08:00:00Z'))
let server: TestServer

beforeAll(async () => {
  server = await bootServer({ clock })
  await addSampleWorkflow(server.world, server.workspaceId)
  await addSampleWorkflow(server.world, server.workspaceId, 'keeps-nothing', { capture: 'none', retentionDays: 30 })
})
afterAll(() => server.close())

const INPUT = { text: 'My name is Mrs Berg', amount: 12.5 }
const OUTPUT = { reply: 'Dear Mrs Berg' }

async function sent(fields: object, at = clock.now()): Promise<string> {
  const run = sampleRun(at, { input: INPUT, output: OUTPUT, ...fields })
  const body = { sentAt: clock.now().toISOString(), records: [run] }
  const answer = await server.request('POST', '/api/v1/runs', { as: server.key, body })
  expect(answer.body.accepted).toBe(1)
  return run.id
}

async function contents(id: string): Promise<unknown> {
  return (await server.request('GET', `/api/v1/runs/${id}`, { as: server.viewer })).body.contents
}

function erase(subject: string) {
  return server.request('POST', '/api/v1/erasures', { as: server.admin, body: { subject } })
}

test('contents are read back as they came, and lie in the database as nobody can read them', async () => {
  const id = await sent({ subject: 'berg@example.com' })
  expect(await contents(id)).toEqual({ state: 'kept', input: INPUT, output: OUTPUT })
  const part = await sent({ subject: null, output: undefined })
  expect(await contents(part)).toEqual({ state: 'kept', input: INPUT })
  const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    sql<{ all: string }>`select coalesce(encode(c.sealed, 'escape'), '') || k.subject_digest || r::text as all
      from run_contents c join subject_keys k on k.id = c.subject_key_id join runs r on r.id = c.run_id`.execute(trx),
  )
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row.all).not.toMatch(/Berg|berg/)
})

test('a workflow whose manifest captures nothing keeps nothing, even where a host sends it', async () => {
  const id = await sent({ workflow: 'keeps-nothing', subject: 'x' })
  expect(await contents(id)).toEqual({ state: 'not-captured' })
})

test('an erasure takes all contents of one subject and no others; runs and figures stay, the ledger names nobody', async () => {
  const mine = [await sent({ subject: 'lind@example.com' }), await sent({ subject: 'lind@example.com' })]
  const others = await sent({ subject: 'kurz@example.com' })
  const beside = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    sealBeside(trx, server.world, server.workspaceId, mine[0] ?? '', { draft: 'Dear Ms Lind' }),
  )
  expect((await erase('lind@example.com')).body).toEqual({ erased: 2 })
  for (const id of mine) expect(await contents(id)).toEqual({ state: 'erased' })
  expect(await contents(others)).toMatchObject({ state: 'kept' })
  const [draft] = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    openBeside(trx, server.world, [beside]),
  )
  expect(draft).toBeUndefined()
  const ledger = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    sql<{
      act: string
      text: string
    }>`select act, e::text as text from ledger_entries e where act = 'subject-erased'`.execute(trx),
  )
  expect(ledger.rows).toHaveLength(1)
  expect(ledger.rows[0]?.text).not.toContain('lind')
  expect((await erase('lind@example.com')).body).toEqual({ erased: 0 })
})

test('what is delivered late about an erased subject is not kept, what happens afterwards is', async () => {
  const before = clock.now()
  await erase('late@example.com')
  clock.advance(3_600_000)
  const late = await sent({ subject: 'late@example.com' }, before)
  const later = await sent({ subject: 'late@example.com' })
  expect(await contents(late)).toEqual({ state: 'erased' })
  expect(await contents(later)).toMatchObject({ state: 'kept' })
})

test('an erasure takes the records in quarantine that name the subject', async () => {
  const run = sampleRun(clock.now(), { subject: 'bad@example.com', input: INPUT, latencyMs: 'soon' })
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  const listed = async () =>
    JSON.stringify((await server.request('GET', '/api/v1/quarantine', { as: server.viewer })).body)
  expect(await listed()).toContain('bad@example.com')
  await erase('bad@example.com')
  expect(await listed()).not.toContain('bad@example.com')
})

test('an erasure in one workspace touches no other', async () => {
  const id = await sent({ subject: 'shared@example.com' })
  const other = await server.addWorkspace('Elsewhere')
  const answer = await server.request('POST', '/api/v1/erasures', {
    as: other.admin,
    body: { subject: 'shared@example.com' },
  })
  expect(answer.body).toEqual({ erased: 0 })
  expect(await contents(id)).toMatchObject({ state: 'kept' })
  expect((await server.request('POST', '/api/v1/erasures', { as: server.member, body: { subject: 'a' } })).status).toBe(
    403,
  )
})

test('contents end with their retention, runs stay, and a subject that comes back is kept anew', async () => {
  const id = await sent({ subject: 'regular@example.com' })
  const alone = await sent({ subject: null })
  clock.advance(30 * DAY_MS - 1)
  expect(await contents(id)).toMatchObject({ state: 'kept' })
  clock.advance(1)
  expect(await contents(id)).toEqual({ state: 'expired' })
  await asSystem(server.world.db, (trx) => expireContents(trx, server.world))
  expect(await contents(id)).toEqual({ state: 'expired' })
  expect(await contents(alone)).toEqual({ state: 'expired' })
  const left = await asSystem(server.world.db, async (trx) => ({
    sealed: await trx.selectFrom('run_contents').select('run_id').where('sealed', 'is not', null).execute(),
    ownKeys: await trx
      .selectFrom('subject_keys')
      .select('id')
      .where('run_id', 'is not', null)
      .where('wrapped_key', 'is not', null)
      .execute(),
    runs: await trx.selectFrom('runs').select('id').execute(),
  }))
  expect(left.sealed).toEqual([])
  expect(left.ownKeys).toEqual([])
  expect(left.runs.length).toBeGreaterThan(5)
  expect(await contents(await sent({ subject: 'regular@example.com' }))).toMatchObject({ state: 'kept' })
  const old = await sent({ subject: 'regular@example.com' }, new Date(clock.now().getTime() - 31 * DAY_MS))
  expect(await contents(old)).toEqual({ state: 'expired' })
})

test('a content that was changed, or moved to another row, is not opened', () => {
  const key = Buffer.alloc(32, 7)
  const sealed = seal(key, 'run-1', 'text')
  expect(open(key, 'run-1', sealed)).toBe('text')
  expect(() => open(key, 'run-2', sealed)).toThrow(SealBroken)
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => open(key, 'run-1', changed)).toThrow('Cannot open the sealed content of "run-1"')
})
