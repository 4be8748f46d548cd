import { gzipSync } from 'node:zlib'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: TestServer
beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

const JSON_TYPE = { 'content-type': 'application/json' }
const person = { name: 'Nia New', email: 'nia@example.com', role: 'member', password: 'a long password' }

function post(body: string | Buffer, headers: Record<string, string> = JSON_TYPE) {
  const raw = typeof body === 'string' ? body : new Uint8Array(body)
  return server.request('POST', '/api/v1/people', { as: server.admin, body: raw, headers })
}

describe('a body that is not as it should be gets a problem document that says so', () => {
  test('12 MB is the limit: one byte of JSON more is refused with 413', async () => {
    const answer = await post(`{"name":"${'x'.repeat(12 * 1024 * 1024)}"}`)
    expect(answer.status).toBe(413)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    expect(answer.body).toMatchObject({ code: 'too-large', status: 413 })
    expect(answer.body.detail).toContain('12582912 bytes')
  })

  test('a body below the limit is read, and judged by its schema', async () => {
    const answer = await post(`{"name":"${'x'.repeat(11 * 1024 * 1024)}"}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: '/name' }))
  })

  test('1,000 levels of nesting are refused with 400, in a text they are just text', async () => {
    const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`
    const answer = await post(`{"name":${deep}}`)
    expect(answer.status).toBe(400)
    expect(answer.body.code).toBe('nested-too-deep')
    const quoted = await post(JSON.stringify({ ...person, role: deep }))
    expect(quoted.body.code).toBe('invalid-request')
  })

  test('malformed JSON is refused with the place', async () => {
    const answer = await post('{"name": nobody}')
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'malformed-json', title: 'Not JSON' })
  })

  test('a missing body is refused with 400', async () => {
    const answer = await post('')
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain('no body')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/x-ndjson'])(
    'the content type %s is refused with 415 where JSON is due',
    async (type) => {
      const answer = await post(JSON.stringify(person), { 'content-type': type })
      expect(answer.status).toBe(415)
      expect(answer.body.detail).toContain(type)
    },
  )

  test('every fault is named with its path and a message', async () => {
    const answer = await post(JSON.stringify({ name: '', email: 'nobody', role: 'boss' }))
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map((fault: { path: string }) => fault.path).toSorted()).toEqual([
      '/email',
      '/name',
      '/password',
      '/role',
    ])
  })

  test('a NUL character in a text is refused with 400, not kept in part', async () => {
    const answer = await post(JSON.stringify({ ...person, name: 'Nul \u0000' }))
    expect(answer.status).toBe(400)
    expect(answer.body.code).toBe('unstorable-text')
  })
})

describe('keys that look like prototypes are data', () => {
  test('__proto__, constructor and prototype change nothing, and the request is done', async () => {
    const body = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"prototype":{"polluted":true},
      "name":"Petra Proto","email":"petra@example.com","role":"viewer","password":"a long password"}`
    const answer = await post(body)
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ name: 'Petra Proto', role: 'viewer' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(answer.body)).toBe(Object.prototype)
  })

  test('a prototype can not supply what the body lacks', async () => {
    const answer = await post(`{"__proto__":${JSON.stringify(person)}}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errors.length).toBe(4)
  })

  test('in the query they are refused or ignored like any unknown name', async () => {
    const answer = await server.request('GET', '/api/v1/people?__proto__[polluted]=1&constructor=2', {
      as: server.admin,
    })
    expect(answer.status).toBe(200)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('gzipped bodies', () => {
  const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' }

  test('are unpacked', async () => {
    const answer = await post(gzipSync(JSON.stringify({ ...person, email: 'gzip@example.com' })), GZIP)
    expect(answer.status).toBe(201)
  })

  test('that unpack to more than the limit are refused with 413 (a bomb of 200 MB in 200 kB)', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(300_000)
    const answer = await post(bomb, GZIP)
    expect(answer.status).toBe(413)
  })

  test('that are no gzip, or cut off, are refused with 400', async () => {
    const notGzip = await post(Buffer.from('{"name":"plain"}'), GZIP)
    expect(notGzip.status).toBe(400)
    expect(notGzip.body.code).toBe('malformed-gzip')
    const whole = gzipSync(JSON.stringify(person))
    const cut = await post(whole.subarray(0, whole.length - 12), GZIP)
    expect(cut.body.code).toBe('malformed-gzip')
  })

  test('in another encoding are refused with 415', async () => {
    const answer = await post(Buffer.from('x'), { ...JSON_TYPE, 'content-encoding': 'br' })
    expect(answer.status).toBe(415)
    expect(answer.body.code).toBe('unsupported-encoding')
  })
})
