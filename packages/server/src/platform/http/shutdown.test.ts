import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { describe, expect, test } from 'vitest'
import { openDatabase, startEmbeddedPostgres } from '../database/index.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

describe('when the server stops', () => {
  test('a request in flight is finished, and only then the database is left', async () => {
    const server = await bootServer()
    const body = { name: 'Ina Flight', email: 'ina@example.com', role: 'viewer', password: 'a long password' }
    const inFlight = await beginRequest(server, JSON.stringify(body))
    const closing = server.close()
    await refusesConnections(server.address)
    inFlight.finish()
    const answer = await inFlight.answer
    expect(answer.statusCode).toBe(201)
    await closing
  })

  test('streams of live events end, so that nobody is waited for', async () => {
    const server = await bootServer()
    const stream = await fetch(`${server.address}/api/v1/events`, { headers: { cookie: server.viewer.cookie } })
    expect(stream.status).toBe(200)
    const ended = stream.text()
    await server.close()
    expect(await ended).toContain('retry:')
  })

  test('stopping twice is stopping once', async () => {
    const server = await bootServer({ seeded: false })
    await Promise.all([server.close(), server.close()])
    await refusesConnections(server.address)
    await expect(server.close()).resolves.toBeUndefined()
  })
})

describe('when the database goes away and comes back', () => {
  test('/healthz still says that the process lives, /readyz why it can not work, requests get 503, and all recovers', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'dayshift-restart-'))
    // PostgreSQL's user must be able to pass where the tests run as root.
    chmodSync(dataDirectory, 0o755)
    const start = () => startEmbeddedPostgres({ dataDirectory, log: silent, settings: { fsync: 'off' } })
    let postgres = await start()
    try {
      const { connectionString } = postgres
      const database = await openDatabase({ databaseUrl: connectionString, dataDirectory, log: silent, poolSize: 5 })
      const server = await bootServer({ database, jobs: 1 })
      try {
        expect(await statusOf(server, '/readyz')).toBe(200)
        await postgres.stop()
        expect(await statusOf(server, '/healthz')).toBe(200)
        const notReady = await server.request('GET', '/readyz')
        expect(notReady.status).toBe(503)
        expect(notReady.body).toMatchObject({
          status: 'not-ready',
          parts: { database: expect.not.stringMatching(/^ok$/) },
        })
        expect(notReady.body.reasons[0]).toMatch(/^database: /)
        const refused = await server.request('GET', '/api/v1/people', { as: server.admin })
        expect([refused.status, refused.body.code]).toEqual([503, 'database-away'])
        expect(refused.headers['retry-after']).toBe('2')
        const signIn = await server.signIn(server.member.email, 'whatever it is')
        expect(signIn.answer.status).toBe(503)

        postgres = await start()
        expect(postgres.connectionString).toBe(connectionString)
        await expect.poll(() => statusOf(server, '/readyz'), { timeout: 20_000 }).toBe(200)
        expect((await server.request('GET', '/api/v1/people', { as: server.admin })).status).toBe(200)
      } finally {
        await server.close()
      }
    } finally {
      await postgres.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    }
  })
})

async function statusOf(server: TestServer, path: string): Promise<number> {
  return (await server.request('GET', path)).status
}

interface InFlight {
  readonly answer: Promise<IncomingMessage>
  finish(): void
}

/** Sends the head of a request, waits until the server has it, and keeps the body back. */
async function beginRequest(server: TestServer, body: string): Promise<InFlight> {
  let sent: ClientRequest | null = null
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    sent = httpRequest(`${server.address}/api/v1/people`, {
      method: 'POST',
      headers: {
        cookie: server.admin.cookie,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    })
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response))
    })
    sent.on('error', reject)
    sent.flushHeaders()
  })
  const request = sent as ClientRequest | null
  if (request === null) throw new Error('The request was not made')
  await new Promise((resolve) => request.once('continue', resolve))
  return { answer, finish: () => request.end(body) }
}

async function refusesConnections(address: string): Promise<void> {
  await expect
    .poll(() =>
      fetch(`${address}/healthz`, { headers: { connection: 'close' } }).then(
        () => 'answered',
        () => 'refused',
      ),
    )
    .toBe('refused')
}
