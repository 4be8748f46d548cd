import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from 'pg'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/start.ts'
import type { DatabaseLog } from './log.ts'
import { migrationsDirectory, readMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'
import { isUnavailable, retrying } from './retrying.ts'
import { inWorkspace } from './workspace-transaction.ts'

const log: DatabaseLog = { info: () => {}, warn: () => {}, error: () => {} }
const acme = '01900000-0000-7000-8000-00000000000a'
const globex = '01900000-0000-7000-8000-00000000000b'

// An external server, the oldest that is supported where the machine has it; PostgreSQL 18 elsewhere.
const debian15 = '/usr/lib/postgresql/15/bin'
const binDirectory = existsSync(debian15) ? debian15 : undefined

let directory: string
let server: EmbeddedPostgres
let admin: Client

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dayshift-external-'))
  server = await startEmbeddedPostgres({ dataDirectory: directory, log, binDirectory })
  admin = new Client({ connectionString: server.adminConnectionString })
  await admin.connect()
  await admin.query(`create role plain login password 'x'`)
  await admin.query(`create role bypassing login bypassrls createrole password 'x'`)
  await admin.query(`create role helpless login bypassrls password 'x'`)
})

afterAll(async () => {
  await admin?.end()
  await server?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const external = (databaseUrl: string, waitMs = 0) => openDatabase({ databaseUrl, dataDirectory: '', log, waitMs })

function urlOf(database: string, role?: string): string {
  const url = new URL(server.adminConnectionString)
  url.pathname = `/${database}`
  if (role !== undefined) [url.username, url.password] = [role, 'x']
  return url.toString()
}

async function create(database: string, owner: string): Promise<void> {
  await admin.query(`create database ${database} owner ${owner} encoding 'UTF8' template template0`)
}

/** Opens the database and tries the walls between two workspaces; the role that the server works as. */
async function workBehindWalls(databaseUrl: string): Promise<string | undefined> {
  const { db, close } = await external(databaseUrl)
  try {
    const { rows } = await sql<{ me: string }>`select current_user as me`.execute(db)
    for (const id of [acme, globex]) {
      await inWorkspace(db, id, async (trx) => {
        await trx
          .insertInto('workspaces')
          .values({ id, name: 'x', created_at: new Date(0) })
          .execute()
        const head = { workspace_id: id, seq: 0, hash: '' }
        await trx.insertInto('ledger_heads').values(head).execute()
      })
    }
    const heads = db.selectFrom('ledger_heads').select('workspace_id')
    expect(await heads.execute()).toEqual([])
    expect(
      await inWorkspace(db, acme, (trx) => trx.selectFrom('ledger_heads').select('workspace_id').execute()),
    ).toEqual([{ workspace_id: acme }])
    return rows[0]?.me
  } finally {
    await close()
  }
}

test('an ordinary role that owns the database works as itself, behind the walls', async () => {
  await create('plain_owner', 'plain')
  expect(await workBehindWalls(urlOf('plain_owner', 'plain'))).toBe('plain')
})

test('a superuser works as dayshift_app, behind the walls, at the first start and at later ones', async () => {
  await create('super_owner', 'postgres')
  expect(await workBehindWalls(urlOf('super_owner'))).toBe('dayshift_app')
  const again = await external(urlOf('super_owner'))
  expect((await again.pool.query<{ me: string }>('select current_user as me')).rows).toEqual([{ me: 'dayshift_app' }])
  await again.close()
})

test('a role with BYPASSRLS works as dayshift_app where it may', async () => {
  await create('bypass_owner', 'bypassing')
  await admin.query('grant dayshift_app to bypassing with admin option')
  expect(await workBehindWalls(urlOf('bypass_owner', 'bypassing'))).toBe('dayshift_app')
})

test('a role that no policy binds, and that may not become an ordinary one, is refused with the mend', async () => {
  await create('helpless_owner', 'helpless')
  await expect(external(urlOf('helpless_owner', 'helpless'))).rejects.toMatchObject({
    code: 'bypasses-row-security',
    message: expect.stringMatching(/role "helpless".*workspaces would not be kept apart.*create role dayshift login/s),
  })
})

test('tables of another role are refused with the mend, and worked on as their owner once that is granted', async () => {
  await create('moved', 'plain')
  await (await external(urlOf('moved', 'plain'))).close()
  await admin.query(`create role newcomer login password 'x'`)
  await expect(external(urlOf('moved', 'newcomer'))).rejects.toMatchObject({
    code: 'foreign-owner',
    message: expect.stringContaining('grant "plain" to "newcomer"'),
  })
  await admin.query('grant plain to newcomer')
  const opened = await external(urlOf('moved', 'newcomer'))
  expect((await opened.pool.query<{ me: string }>('select current_user as me')).rows).toEqual([{ me: 'plain' }])
  await opened.close()
})

test('server processes that start at once on one empty database migrate it once', async () => {
  await create('shared', 'plain')
  const program = fileURLToPath(new URL('./embedded/hold-database.test-program.ts', import.meta.url))
  const ends = Array.from({ length: 3 }, () => {
    const child = spawn(process.execPath, [program, urlOf('shared', 'plain'), 'hold'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return new Promise<string>((settle) => {
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.includes('"ready"')) child.kill('SIGKILL')
      })
      child.once('close', () => settle(said))
    })
  })
  const said = (await Promise.all(ends)).join('')
  expect(said).not.toContain('"failed"')
  expect(said.match(/"ready"/g)).toHaveLength(3)
  expect(said.match(/Migrating the database/g)).toHaveLength(readMigrations(migrationsDirectory).length)
})

test('a wrong address says what is wrong, and never shows the password', async () => {
  await expect(external(urlOf('nowhere'))).rejects.toMatchObject({
    code: 'database-refused',
    message: expect.stringMatching(
      /"nowhere" on 127\.0\.0\.1:\d+: database "nowhere" does not exist\. Make it: create database/,
    ),
  })
  await expect(external(urlOf('postgres', 'nobody'))).rejects.toThrow(
    'password authentication failed for user "nobody"',
  )
  await expect(external('mysql://me:hunter2@localhost/x')).rejects.toThrow(/^(?!.*hunter2).*must look like postgresql:/)
  await admin.query(`create database latin encoding 'LATIN1' locale 'C' template template0`)
  await expect(external(urlOf('latin'))).rejects.toMatchObject({ code: 'database-not-utf8' })
})

test('a database that does not answer yet is waited for, and given up with a reason', async () => {
  const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await new Promise((settle) => silent.once('listening', settle))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(external(`postgresql://me:x@127.0.0.1:${port}/x`, 600)).rejects.toMatchObject({
    code: 'database-unreachable',
    message: expect.stringContaining(`Cannot reach the database "x" on 127.0.0.1:${port} within 0.6 s`),
  })
  silent.close()
})

test('transactions that collide are run again', async () => {
  await create('colliding', 'plain')
  const { db, close } = await external(urlOf('colliding', 'plain'))
  await sql`create table counters (id int primary key, n int not null)`.execute(db)
  await sql`insert into counters values (1, 0)`.execute(db)
  const increment = () =>
    retrying(
      () =>
        db
          .transaction()
          .setIsolationLevel('serializable')
          .execute(async (trx) => {
            const { rows } = await sql<{ n: number }>`select n from counters where id = 1`.execute(trx)
            await sql`update counters set n = ${(rows[0]?.n ?? 0) + 1} where id = 1`.execute(trx)
          }),
      { attempts: 50 },
    )
  await Promise.all(Array.from({ length: 8 }, increment))
  expect((await sql`select n from counters`.execute(db)).rows).toEqual([{ n: 8 }])
  await close()
})

test('a collision without end is passed on after five tries, and any other failure at once', async () => {
  let tries = 0
  const fail = (code: string) => () => {
    tries++
    return Promise.reject(Object.assign(new Error(code), { code }))
  }
  await expect(retrying(fail('40001'))).rejects.toThrow('40001')
  expect(tries).toBe(5)
  await expect(retrying(fail('23505'))).rejects.toThrow('23505')
  expect(tries).toBe(6)
})

test('a database that goes away is told from a statement that fails', async () => {
  await create('leaving', 'plain')
  const { pool, close } = await external(urlOf('leaving', 'plain'))
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    )
  const waiting = failure(pool.query('select pg_sleep(30)'))
  await expect
    .poll(async () => (await admin.query(`select from pg_stat_activity where query like 'select pg_sleep%'`)).rowCount)
    .toBe(1)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'leaving'`)
  expect(isUnavailable(await waiting)).toBe(true)
  expect(isUnavailable(await failure(pool.query('select nonsense')))).toBe(false)
  await close()
})
