import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseLog } from '@dayshift/server'
import { Pool } from 'pg'

/** Environment variable that tells the test files where the broker listens. */
export const BROKER_VARIABLE = 'DAYSHIFT_TEST_DATABASES'

const DIRECTORY_PREFIX = 'dayshift-tests-'

export interface Clone {
  readonly name: string
  readonly connectionString: string
}

export interface DatabaseBroker {
  readonly address: string
  /** Drops all that was made. */
  close(): Promise<void>
}

/**
 * Hands out databases to the test files of one Vitest run, which work in processes of their own. Nothing is started
 * before the first one is asked for: a run without database tests pays nothing.
 */
export async function startDatabaseBroker(): Promise<DatabaseBroker> {
  let source: Promise<CloneSource> | null = null
  const server = createServer((request, response) => {
    const done = async () => await act(request, await (source ??= openSource()))
    done().then(
      (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
      (error: unknown) => {
        response.statusCode = 500
        response.end(error instanceof Error ? error.message : String(error))
      },
    )
  })
  await new Promise<void>((settle, fail) => server.once('error', fail).listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      const opened = await source?.catch(() => null)
      await opened?.close()
    },
  }
}

async function act(request: IncomingMessage, source: CloneSource): Promise<unknown> {
  if (request.method === 'POST') return await source.clone()
  const name = request.url?.split('/').at(-1) ?? ''
  await source.drop(name)
  return { dropped: name }
}

interface CloneSource {
  clone(): Promise<Clone>
  drop(name: string): Promise<void>
  close(): Promise<void>
}

async function openSource(): Promise<CloneSource> {
  // Here, not above: a run without database tests doesn't load the server at all.
  const { openDatabase } = await import('@dayshift/server')
  const server = await openServer()
  const run = `dayshift_test_${randomBytes(4).toString('hex')}`
  const template = `${run}_template`
  const admin = new Pool({ connectionString: server.adminUrl, max: 2 })
  admin.on('error', () => {})
  const made = new Set<string>([template])
  const drop = async (name: string) => {
    if (!made.delete(name)) return
    await admin.query(`drop database if exists ${name} with (force)`)
  }
  const source: CloneSource = {
    async clone() {
      const name = `${run}_${made.size}_${randomBytes(2).toString('hex')}`
      made.add(name)
      await admin.query(`create database ${name} template ${template} ${server.ownerClause}`)
      return { name, connectionString: server.urlOf(name) }
    },
    drop,
    async close() {
      try {
        for (const name of made) await drop(name)
      } finally {
        await admin.end()
        await server.stop()
      }
    },
  }
  try {
    await admin.query(`create database ${template} template template0 encoding 'UTF8' ${server.ownerClause}`)
    // As a server does it at its start: roles, migrations.
    const opened = await openDatabase({ databaseUrl: server.urlOf(template), dataDirectory: '', log: problems })
    await opened.close()
    return source
  } catch (error) {
    await source.close()
    throw error
  }
}

interface TestServer {
  readonly adminUrl: string
  readonly ownerClause: string
  urlOf(database: string): string
  stop(): Promise<void>
}

async function openServer(): Promise<TestServer> {
  const external = process.env['DAYSHIFT_TEST_DATABASE_URL']
  if (external) {
    return { adminUrl: external, ownerClause: '', urlOf: (name) => withDatabase(external, name), stop: async () => {} }
  }
  const { startEmbeddedPostgres } = await import('@dayshift/server')
  await removeAbandoned()
  const directory = mkdtempSync(join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`))
  const embedded = await startEmbeddedPostgres({
    dataDirectory: directory,
    binDirectory: process.env['DAYSHIFT_TEST_POSTGRES_BIN'],
    log: problems,
    // Nothing here outlives the run; the durability tests start a PostgreSQL of their own, with fsync.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  return {
    adminUrl: embedded.adminConnectionString,
    ownerClause: 'owner dayshift',
    urlOf: (name) => withDatabase(embedded.connectionString, name),
    async stop() {
      await embedded.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A test run that was killed leaves its PostgreSQL running and its directory behind; the next run ends and removes it. */
async function removeAbandoned(): Promise<void> {
  const { endAbandonedPostgres } = await import('@dayshift/server')
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(DIRECTORY_PREFIX))) {
    const pid = Number(name.slice(DIRECTORY_PREFIX.length).split('-')[0])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    const directory = join(tmpdir(), name)
    try {
      await endAbandonedPostgres(directory, problems)
      rmSync(directory, { recursive: true, force: true })
    } catch {
      // It belongs to another user, or another run removes it just now.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH'
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}

const problems: DatabaseLog = {
  info: () => {},
  warn: () => {},
  error: (fields, message) => console.error(message, fields),
}
