import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@dayshift/testkit'
import { asSystem, inWorkspace } from './workspace-transaction.ts'

const acme = '01900000-0000-7000-8000-00000000000a'
const globex = '01900000-0000-7000-8000-00000000000b'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  await sql`create table notes (id int primary key, workspace_id uuid not null, body text not null)`.execute(db)
  await sql`create index on notes (workspace_id)`.execute(db)
  await sql`select protect('notes')`.execute(db)
  await inWorkspace(db, acme, (trx) => sql`insert into notes values (1, ${acme}, 'a'), (2, ${acme}, 'b')`.execute(trx))
  await inWorkspace(db, globex, (trx) => sql`insert into notes values (3, ${globex}, 'c')`.execute(trx))
})

afterAll(() => database?.close())

const ids = sql<{ id: number }>`select id from notes order by id`

test('the server works as an ordinary role that no policy lets through', async () => {
  const { rows } = await sql<{ bypasses: boolean }>`
    select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user`.execute(database.db)
  expect(rows).toEqual([{ bypasses: false }])
})

test('a query outside a workspace sees nothing', async () => {
  expect((await ids.execute(database.db)).rows).toEqual([])
})

test('a workspace sees its own rows, and not those of another', async () => {
  const { db } = database
  expect((await inWorkspace(db, acme, (trx) => ids.execute(trx))).rows).toEqual([{ id: 1 }, { id: 2 }])
  expect((await inWorkspace(db, globex, (trx) => ids.execute(trx))).rows).toEqual([{ id: 3 }])
})

test('a row of another workspace can be neither added, nor changed, nor removed, nor moved', async () => {
  const { db } = database
  const attempt = (statement: ReturnType<typeof sql>) => inWorkspace(db, acme, (trx) => statement.execute(trx))
  const refused = 'new row violates row-level security policy'
  await expect(attempt(sql`insert into notes values (9, ${globex}, 'x')`)).rejects.toThrow(refused)
  await expect(attempt(sql`update notes set workspace_id = ${globex} where id = 1`)).rejects.toThrow(refused)
  expect((await attempt(sql`update notes set body = 'x' where id = 3`)).numAffectedRows).toBe(0n)
  expect((await attempt(sql`delete from notes where id = 3`)).numAffectedRows).toBe(0n)
})

test('nothing can be added outside a workspace', async () => {
  await expect(sql`insert into notes values (9, ${acme}, 'x')`.execute(database.db)).rejects.toThrow(
    'new row violates row-level security policy',
  )
})

test('a pooled session carries no workspace over, not even after a failure', async () => {
  const { db, pool } = database
  await expect(inWorkspace(db, acme, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()))
  try {
    for (const client of clients) expect((await client.query('select id from notes')).rows).toEqual([])
  } finally {
    for (const client of clients) client.release()
  }
})

test('the jobs that serve all workspaces see and write the rows of all', async () => {
  const { db } = database
  expect((await asSystem(db, (trx) => ids.execute(trx))).rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  const written = await asSystem(db, (trx) => sql`update notes set body = body || '!'`.execute(trx))
  expect(written.numAffectedRows).toBe(3n)
})

test('a forgotten condition still uses the index that begins with the workspace', async () => {
  const plan = await inWorkspace(database.db, acme, async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx)
    return await sql<{ 'QUERY PLAN': string }>`explain select * from notes`.execute(trx)
  })
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Cond: ((workspace_id >=')
})

test('bigint comes as a number, numeric and date as text, timestamptz as a Date', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as n, 0.1::numeric(20, 12) as money, date '2026-03-29' as day,
           timestamptz '2026-03-29T00:30:00Z' as at`.execute(database.db)
  expect(rows).toEqual([
    { n: 9007199254740991, money: '0.100000000000', day: '2026-03-29', at: new Date('2026-03-29T00:30:00Z') },
  ])
})

test('each test file has a database of its own', async () => {
  const other = await testDatabase()
  try {
    const { rows } = await sql<{ found: string | null }>`select to_regclass('notes') as found`.execute(other.db)
    expect(rows).toEqual([{ found: null }])
  } finally {
    await other.close()
  }
})
