import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@dayshift/testkit'
import { setUp } from './dialect.ts'
import { retrying } from './retrying.ts'
import { createStatementNames } from './statement-names.ts'
import { asSystem } from './workspace-transaction.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(() => database?.close())

const setting = (name: string) => sql<{ value: string }>`select current_setting(${name}) as value`

test('what begins a transaction goes out with its first query, in force for it and for the rest, and ends with it', async () => {
  const { db } = database
  const seen = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await trx.executeQuery(setUp(`set local dayshift.workspace_id = 'it''s here'`))
      const first = await setting('dayshift.workspace_id').execute(trx)
      const second = await setting('transaction_isolation').execute(trx)
      return [first.rows[0]?.value, second.rows[0]?.value]
    })
  expect(seen).toEqual(["it's here", 'repeatable read'])
  const after = await sql<{ value: string | null }>`
    select nullif(current_setting('dayshift.workspace_id', true), '') as value`.execute(db)
  expect(after.rows).toEqual([{ value: null }])
})

test('a transaction that asks nothing never begins; one that fails is undone', async () => {
  const { db } = database
  expect(await asSystem(db, async () => 'nothing asked')).toBe('nothing asked')
  await sql`create table kept (n int)`.execute(db)
  const failing = asSystem(db, async (trx) => {
    await sql`insert into kept values (1)`.execute(trx)
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect((await sql`select * from kept`.execute(db)).rows).toEqual([])
})

test('where what sets it up fails, the first query fails with that reason, and the session goes on', async () => {
  const { db } = database
  const failing = db.transaction().execute(async (trx) => {
    await trx.executeQuery(setUp('set local no_such_setting = 1'))
    return await sql`select 1 as n`.execute(trx)
  })
  await expect(failing).rejects.toThrow('unrecognized configuration parameter "no_such_setting"')
  const next = await Promise.all(
    Array.from({ length: 8 }, () => asSystem(db, (trx) => sql`select 1 as n`.execute(trx))),
  )
  expect(next.map(({ rows }) => rows)).toEqual(Array.from({ length: 8 }, () => [{ n: 1 }]))
})

test('a failure that somebody caught is no commit', async () => {
  const caught = asSystem(database.db, async (trx) => {
    await sql`select 1 / 0`.execute(trx).catch(() => {})
    return 'done'
  })
  await expect(caught).rejects.toThrow('rolled back instead of committed')
})

test('a failure tells where the statement was asked', async () => {
  const failing = asSystem(database.db, async function askedHere(trx) {
    await sql`select 1 / 0`.execute(trx)
  })
  await expect(failing).rejects.toSatisfy((error: Error) => error.stack?.includes('askedHere') === true)
})

test('what is asked again and again is prepared, also after a migration has changed its table', async () => {
  const { db } = database
  await sql`create table shapes (a int)`.execute(db)
  await sql`insert into shapes values (1)`.execute(db)
  const read = () => retrying(() => asSystem(db, (trx) => sql`select * from shapes`.execute(trx)))
  for (let time = 0; time < 4; time++) expect((await read()).rows).toEqual([{ a: 1 }])
  const { rows } = await sql`
    select statement from pg_prepared_statements where statement like '%from shapes%'`.execute(db)
  expect(rows).toEqual([{ statement: 'select * from shapes' }])
  await sql`alter table shapes add column b int`.execute(db)
  expect((await read()).rows).toEqual([{ a: 1, b: null }])
})

test('a text has a name from its second time on, the same each time; a long one and one too many have none', () => {
  const names = createStatementNames()
  expect([1, 2, 3, 4].map(() => names.of('select 1'))).toEqual([undefined, 'dayshift_0', 'dayshift_0', 'dayshift_0'])
  const long = `select '${'x'.repeat(10_000)}'`
  expect([1, 2, 3, 4].map(() => names.of(long))).toEqual([undefined, undefined, undefined, undefined])
  const given = Array.from({ length: 2_000 }, (_, n) => [1, 2].map(() => names.of(`select ${n} as n`)).at(-1))
  expect(new Set(given.filter((name) => name !== undefined)).size).toBe(399)
  expect(names.of('select 1')).toBe('dayshift_0')
})
