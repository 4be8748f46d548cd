import { request as httpRequest } from 'node:http'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOurHost, isOurOrigin } from './origin.ts'

const nowhere = { publicUrl: null }
const somewhere = { publicUrl: new URL('https://dayshift.example.com') }

test.each([
  ['127.0.0.1:4700', true],
  ['localhost:4700', true],
  ['[::1]:4700', true],
  ['192.168.1.5:4700', true],
  ['dayshift.localhost', true],
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['', false],
  [undefined, false],
])('the host %s is ours without a public URL: %s', (host, ours) => {
  expect(isOurHost(host, nowhere)).toBe(ours)
})

test('the public name is ours where it is configured', () => {
  expect(isOurHost('dayshift.example.com', somewhere)).toBe(true)
  expect(isOurHost('dayshift.example.com', nowhere)).toBe(false)
})

test.each([
  [{ host: 'localhost:4700', origin: 'http://localhost:4700' }, true],
  [{ host: 'localhost:4700', origin: 'http://localhost:4701' }, false],
  [{ host: 'localhost:4700', origin: 'https://evil.example' }, false],
  [{ host: 'localhost:4700', origin: 'null' }, false],
  [{ host: '10.0.0.1', origin: 'https://dayshift.example.com' }, true],
  [{ host: 'localhost:4700', 'sec-fetch-site': 'cross-site' }, false],
  [{ host: 'localhost:4700', 'sec-fetch-site': 'same-site' }, false],
  [{ host: 'localhost:4700', 'sec-fetch-site': 'same-origin' }, true],
  [{ host: 'localhost:4700' }, true],
])('%o comes from our own pages: %s', (headers, ours) => {
  expect(isOurOrigin(headers, somewhere)).toBe(ours)
})

describe('on the server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await bootServer()
  })
  afterAll(() => server.close())

  test('a request to a foreign name that was pointed here is refused, whatever it asks for', async () => {
    for (const path of ['/api/v1/setup', '/healthz', '/']) {
      expect(await statusAs('evil.example', server.address, path)).toBe(421)
    }
  })

  test('a change that another site asks for is refused with 403, though the cookie is there', async () => {
    const body = { name: 'Eve', email: 'eve@example.com', role: 'admin', password: 'a long password' }
    const headers = { origin: 'https://evil.example' }
    const answer = await server.request('POST', '/api/v1/people', { as: server.admin, body, headers })
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('foreign-origin')
    const signIn = await server.request('POST', '/api/auth/sign-in/email', { body: {}, headers })
    expect(signIn.body.code).toBe('foreign-origin')
  })

  test('our own pages may, and so may a program with a key', async () => {
    const body = { name: 'Own', email: 'own@example.com', role: 'viewer', password: 'a long password' }
    const own = await server.request('POST', '/api/v1/people', {
      as: server.admin,
      body,
      headers: { origin: server.address },
    })
    expect(own.status).toBe(201)
    const byKey = await server.request('POST', '/api/v1/people', {
      as: server.key,
      body,
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(byKey.body.code).toBe('not-permitted')
  })

  test('answers carry the strict policies and are not kept', async () => {
    const answer = await server.request('GET', '/api/v1/session', { as: server.admin })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

function statusAs(host: string, address: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(address + path, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}
