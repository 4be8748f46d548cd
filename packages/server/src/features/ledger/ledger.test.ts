import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LedgerVerdict, verifyLedgerText } from '@dayshift/core'
import { bootServer, type TestPerson, type TestServer } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { CHECKPOINTS_FILE, recordAct, startCheckpointKeeper } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer
let workspaceId: string
let admin: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
})
afterAll(() => server.close())
/** A workspace of its own for each test: what one breaks must not break another. */
beforeEach(async () => {
  const made = await server.addWorkspace(`Ledger ${randomUUID()}`)
  workspaceId = made.workspaceId
  admin = made.admin
})

async function record(sentence = 'did something.', details = {}): Promise<number> {
  const actor = { kind: 'person', id: 'p1', name: 'Ada', role: 'admin' } as const
  return inWorkspace(server.world.db, workspaceId, (trx) =>
    recordAct(trx, server.world, { workspaceId, actor, act: 'something-done', subject: 'thing:1', sentence, details }),
  )
}

async function exported(): Promise<string> {
  const answer = await server.request('GET', '/api/v1/ledger/export', { as: admin })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toContain('application/x-ndjson')
  return answer.body
}

async function verified(publicKey?: string): Promise<LedgerVerdict> {
  return verifyLedgerText((await exported()).split('\n'), { publicKey })
}

/** As somebody who owns the database and stops at nothing. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await asSystem(server.world.db, async (trx) => {
    await sql`alter table ledger_entries disable trigger append_only`.execute(trx)
    await statement.execute(trx)
    await sql`alter table ledger_entries enable trigger append_only`.execute(trx)
  })
}

describe('recording', () => {
  test('fifty acts at once make one chain without a gap', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, (_, n) => record(`did number ${n}.`, { n })))
    expect(new Set(numbers).size).toBe(50)
    const verdict = await verified()
    expect(verdict).toMatchObject({ valid: true, firstBad: null })
    // The workspace's own beginning comes before.
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => verdict.entries - 49 + n))
  })

  test('an act that is rolled back leaves no entry and no gap', async () => {
    const before = (await verified()).entries
    await expect(
      inWorkspace(server.world.db, workspaceId, async (trx) => {
        const actor = { kind: 'rule', id: 'r', name: 'Rule' } as const
        await recordAct(trx, server.world, { workspaceId, actor, act: 'x', subject: 'x', sentence: 'x' })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await record()).toBe(before + 1)
    expect(await verified()).toMatchObject({ valid: true, entries: before + 1 })
  })

  test('any text and any JSON keep their hash through the database', async () => {
    await record('has "quotes", \u0000, \ud800, 漢字, 😀\n', {
      __proto__: null,
      numbers: [1e21, -0, 0.1, 1e-7, 1.234e100],
      deep: { b: null, a: [true, { '': '\u0000' }] },
      undefined: undefined,
    })
    expect(await verified()).toMatchObject({ valid: true })
  })

  test('nobody changes or removes an entry through the server: the table refuses', async () => {
    await record()
    const update = asSystem(server.world.db, (trx) => sql`update ledger_entries set sentence = 'x'`.execute(trx))
    await expect(update).rejects.toThrow('append-only')
    const remove = asSystem(server.world.db, (trx) => sql`delete from ledger_entries`.execute(trx))
    await expect(remove).rejects.toThrow('append-only')
  })
})

describe('reading', () => {
  test('is paged, newest first, by subject where asked, and shows one workspace alone', async () => {
    for (let n = 0; n < 7; n++) await record(`did number ${n}.`)
    const first = await server.request('GET', '/api/v1/ledger?limit=5&subject=thing:1', { as: admin })
    expect(first.body.items.map(({ sentence }: { sentence: string }) => sentence)[0]).toBe('did number 6.')
    const second = await server.request('GET', `/api/v1/ledger?limit=5&subject=thing:1&cursor=${first.body.next}`, {
      as: admin,
    })
    expect(second.body).toMatchObject({
      items: [{ sentence: 'did number 1.' }, { sentence: 'did number 0.' }],
      next: null,
    })
    const elsewhere = await server.request('GET', '/api/v1/ledger?subject=thing:1', { as: server.admin })
    expect(elsewhere.body.items).toEqual([])
    const bad = await server.request('GET', '/api/v1/ledger?cursor=abc', { as: admin })
    expect(bad).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
  })

  test('a key without the scope reads nothing', async () => {
    const key = await server.addKey(['runs:write'])
    for (const path of ['', '/export', '/checkpoint']) {
      expect((await server.request('GET', `/api/v1/ledger${path}`, { as: key })).status).toBe(403)
    }
  })
})

describe('tampering in the database is found by verifying an export without the server', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 6; n++) await record(`did number ${n}.`)
  })

  test('an edited entry', async () => {
    await tamper(
      sql`update ledger_entries set sentence = 'did nothing.' where workspace_id = ${workspaceId} and seq = 4`,
    )
    expect(await verified()).toMatchObject({ valid: false, firstBad: 4 })
  })

  test('a removed entry', async () => {
    await tamper(sql`delete from ledger_entries where workspace_id = ${workspaceId} and seq = 4`)
    expect(await verified()).toMatchObject({ valid: false, firstBad: 4 })
  })

  test('two entries that changed places', async () => {
    await tamper(sql`update ledger_entries set seq = 1000 where workspace_id = ${workspaceId} and seq = 4`)
    await tamper(sql`update ledger_entries set seq = 4 where workspace_id = ${workspaceId} and seq = 5`)
    await tamper(sql`update ledger_entries set seq = 5 where workspace_id = ${workspaceId} and seq = 1000`)
    expect(await verified()).toMatchObject({ valid: false, firstBad: 4 })
  })

  test('the end cut off, the head left as it was', async () => {
    await tamper(sql`delete from ledger_entries where workspace_id = ${workspaceId} and seq > 4`)
    expect(await verified()).toMatchObject({ valid: false, firstBad: 5 })
  })
})

describe('checkpoints outside the database', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dayshift-ledger-'))
  })

  async function keptLines(): Promise<unknown[]> {
    const text = await readFile(join(directory, CHECKPOINTS_FILE), 'utf8')
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]))
  }

  test('are kept in the data directory, one an hour where something happened, and the last at the end', async () => {
    const keeper = await startCheckpointKeeper(server.world, directory)
    const mine = () => keeper.kept(workspaceId).map(({ seq }) => seq)
    const first = await record()
    await keeper.keep()
    await record()
    await keeper.keep()
    expect(mine()).toEqual([first])
    clock.advance(3_600_000)
    await keeper.keep()
    await keeper.keep()
    expect(mine()).toEqual([first, first + 1])
    await record()
    await keeper.stop()
    expect(mine()).toEqual([first, first + 1, first + 2])
    // A crash tore the last line; what is before it still counts, and so does what follows.
    await appendFile(join(directory, CHECKPOINTS_FILE), '{"line":"checkpo')
    const again = await startCheckpointKeeper(server.world, directory)
    expect(again.kept(workspaceId).map(({ seq }) => seq)).toEqual([first, first + 1, first + 2])
    await record()
    await again.stop()
    expect(again.kept(workspaceId)).toHaveLength(4)
    await rm(directory, { recursive: true })
  })

  test('find a chain that was written anew, or an older one put back, and nothing of it is signed', async () => {
    const keeper = await startCheckpointKeeper(server.world, directory)
    for (let n = 1; n <= 4; n++) await record(`did number ${n}.`)
    await keeper.keep(true)
    const { seq } = keeper.kept(workspaceId).at(-1) ?? { seq: 0 }
    // The head is set back and other acts are recorded: a chain that is whole in itself.
    await tamper(sql`delete from ledger_entries where workspace_id = ${workspaceId} and seq > ${seq - 2}`)
    await asSystem(server.world.db, (trx) =>
      sql`update ledger_heads set seq = ${seq - 2}, hash = (select hash from ledger_entries
          where workspace_id = ${workspaceId} and seq = ${seq - 2}) where workspace_id = ${workspaceId}`.execute(trx),
    )
    const checkpoints = await keptLines()
    const text = (await exported()).split('\n')
    expect(await verifyLedgerText(text)).toMatchObject({ valid: true })
    expect(await verifyLedgerText(text, { checkpoints })).toMatchObject({ valid: false, firstBad: seq - 1 })
    expect(await keeper.sign(workspaceId)).toMatchObject({ kind: 'broken', firstBad: seq - 1 })

    for (let n = 1; n <= 3; n++) await record(`did something else ${n}.`)
    const anew = (await exported()).split('\n')
    expect(await verifyLedgerText(anew)).toMatchObject({ valid: true, entries: seq + 1 })
    expect(await verifyLedgerText(anew, { checkpoints })).toMatchObject({ valid: false, firstBad: seq })
    expect(await keeper.sign(workspaceId)).toMatchObject({ kind: 'broken', firstBad: seq })
    await keeper.keep(true)
    expect(keeper.kept(workspaceId).at(-1)?.seq).toBe(seq)
    await keeper.stop()
    await rm(directory, { recursive: true })
  })

  test('a fresh one can be had at any time, and carries the key that signs every export', async () => {
    await record()
    const answer = await server.request('GET', '/api/v1/ledger/checkpoint', { as: admin })
    expect(answer).toMatchObject({ status: 200, body: { workspaceId, exportOf: null } })
    expect(await verified(answer.body.publicKey)).toMatchObject({ valid: true, entries: answer.body.seq })
    await rm(directory, { recursive: true })
  })
})
