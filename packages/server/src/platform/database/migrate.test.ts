import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@dayshift/testkit'
import type { DatabaseLog } from './log.ts'
import { migrate, migrationsDirectory, readMigrations } from './migrate.ts'

const log: DatabaseLog = { info: () => {}, warn: () => {}, error: () => {} }

let database: TestDatabase
let directory: string

beforeEach(async () => {
  database = await testDatabase()
  // As an empty database: the clone's own migrations are forgotten.
  await database.pool.query('drop table dayshift_migrations')
  directory = mkdtempSync(join(tmpdir(), 'dayshift-migrations-'))
  write('0000-first.sql', 'create table fruit (name text primary key);')
  write('0001-second.sql', "insert into fruit values ('apple'); insert into fruit values ('pear');")
})

afterEach(async () => {
  rmSync(directory, { recursive: true, force: true })
  await database?.close()
})

const write = (name: string, text: string) => writeFileSync(join(directory, name), text)
const run = () => migrate(database.connectionString, log, directory)
const fruit = async () =>
  (await database.pool.query<{ name: string }>('select name from fruit order by 1')).rows.map((r) => r.name)

test('files are applied once, in their order, and later ones when they come', async () => {
  expect(await run()).toEqual(['0000-first', '0001-second'])
  expect(await run()).toEqual([])
  write('0002-third.sql', "insert into fruit values ('quince')")
  expect(await run()).toEqual(['0002-third'])
  expect(await fruit()).toEqual(['apple', 'pear', 'quince'])
})

test('servers that start at once apply each file once between them', async () => {
  write('0002-slow.sql', "select pg_sleep(0.2); insert into fruit values ('quince')")
  const done = await Promise.all(Array.from({ length: 6 }, run))
  expect(done.flat().toSorted()).toEqual(['0000-first', '0001-second', '0002-slow'])
  expect(await fruit()).toEqual(['apple', 'pear', 'quince'])
})

test('a file that was changed after it was applied is refused, and nothing is done', async () => {
  await run()
  write('0001-second.sql', "insert into fruit values ('apple'); insert into fruit values ('plum');")
  write('0002-third.sql', "insert into fruit values ('quince')")
  await expect(run()).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('"0001-second.sql" was changed after it was applied here'),
  })
  expect(await fruit()).toEqual(['apple', 'pear'])
})

test("Git's line ends are no change", async () => {
  write('0002-lines.sql', "insert into fruit\nvalues ('quince')\n")
  await run()
  write('0002-lines.sql', "insert into fruit\r\nvalues ('quince')\r\n")
  expect(await run()).toEqual([])
})

test('a database that a newer version migrated is refused', async () => {
  await run()
  rmSync(join(directory, '0001-second.sql'))
  await expect(run()).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringMatching(/migrated to "0001-second" by a newer Dayshift.*Start the newer version/),
  })
})

test('a file that fails leaves nothing behind, and says file, line and reason', async () => {
  write('0002-broken.sql', "insert into fruit values ('quince');\ninsert into fruit\n  values (unknown_column);")
  await expect(run()).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringMatching(/"0002-broken\.sql", line 3: column "unknown_column" does not exist/),
  })
  expect(await fruit()).toEqual(['apple', 'pear'])
  write('0002-broken.sql', "insert into fruit values ('quince')")
  expect(await run()).toEqual(['0002-broken'])
})

test('numbers go up from 0000 without a gap, and names are NNNN-name.sql', async () => {
  write('0003-gap.sql', 'select 1')
  await expect(run()).rejects.toThrow('"0003-gap.sql" has number 3 where 2 is due')
  rmSync(join(directory, '0003-gap.sql'))
  write('0001-twice.sql', 'select 1')
  await expect(run()).rejects.toThrow('has number 1 where 2 is due')
  write('2-short.sql', 'select 1')
  await expect(run()).rejects.toThrow('"2-short.sql" is not named NNNN-name.sql')
})

test("this version's own migrations are well named", () => {
  expect(readMigrations(migrationsDirectory).length).toBeGreaterThan(1)
})

test('every table that carries a workspace is under row-level security, its owner included', async () => {
  const { rows } = await database.pool.query<{ name: string }>(`
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
      and not (c.relrowsecurity and c.relforcerowsecurity)`)
  expect(rows).toEqual([])
})
