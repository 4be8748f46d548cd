import { bootServer, TEST_PASSWORD, type TestServer } from '@dayshift/testkit'
import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authTables } from '../../platform/identity/auth-tables.ts'

let server: TestServer
beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

describe('signing in', () => {
  test('a person signs in, sees who they are, and signs out', async () => {
    const { answer, cookie } = await server.signIn(server.member.email, TEST_PASSWORD)
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly/)
    expect(answer.headers['set-cookie']).toMatch(/SameSite=Lax/)
    const session = await server.request('GET', '/api/v1/session', { headers: { cookie } })
    expect(session.body).toMatchObject({
      person: { email: server.member.email, name: 'Mara Member' },
      workspace: { id: server.workspaceId, name: 'Harbour' },
      role: 'member',
    })
    expect(session.body.permissions).toContain('cases:write')
    expect(session.body.permissions).not.toContain('people:write')
    const out = await server.request('POST', '/api/auth/sign-out', { headers: { cookie } })
    expect(out.status).toBe(200)
    const after = await server.request('GET', '/api/v1/session', { headers: { cookie } })
    expect(after.status).toBe(401)
  })

  test('behind a public https address the cookie is sent over https alone', async () => {
    const publicUrl = new URL('https://dayshift.example.com')
    const secure = await bootServer({ publicUrl })
    try {
      expect(secure.admin.cookie).toMatch(/^__Secure-dayshift\.session_token=/)
      const { answer } = await secure.signIn(secure.admin.email, TEST_PASSWORD)
      expect(answer.headers['set-cookie']).toMatch(/Secure/)
      expect(answer.headers['strict-transport-security']).toContain('max-age')
      expect((await secure.request('GET', '/api/v1/session', { as: secure.admin })).status).toBe(200)
    } finally {
      await secure.close()
    }
  })

  test('the address is known in any case of letters', async () => {
    const { answer } = await server.signIn(server.member.email.toUpperCase(), TEST_PASSWORD)
    expect(answer.status).toBe(200)
  })

  test('a wrong password and an unknown address get the same answer', async () => {
    const wrong = await server.signIn(server.member.email, 'not the password')
    const unknown = await server.signIn('nobody@example.com', 'not the password')
    expect(wrong.answer.status).toBe(401)
    expect({ ...wrong.answer.body, instance: null }).toEqual({ ...unknown.answer.body, instance: null })
    expect(wrong.answer.body.code).toBe('wrong-sign-in')
    expect(wrong.cookie).toBe('')
  })

  test('a forged or changed cookie is nobody', async () => {
    for (const cookie of [
      'dayshift.session_token=forged',
      `${server.member.cookie.slice(0, -8)}AAAAAAA%3D`,
      server.member.cookie.split('.').slice(0, 2).join('.'),
    ]) {
      const answer = await server.request('GET', '/api/v1/session', { headers: { cookie } })
      expect(answer.status).toBe(401)
    }
  })

  test('nobody signs up by themselves, and the rest of the sign-in library is shut', async () => {
    const body = { name: 'Eve', email: 'eve@example.com', password: TEST_PASSWORD }
    for (const path of ['/sign-up/email', '/update-user', '/delete-user', '/reset-password', '/list-sessions']) {
      const answer = await server.request('POST', `/api/auth${path}`, { as: server.member, body })
      expect(answer.status).toBe(404)
    }
    expect((await server.signIn('eve@example.com', TEST_PASSWORD)).answer.status).toBe(401)
  })

  test('a person changes their own password, and the old one ends', async () => {
    const person = await server.addPerson('Cora Change', 'viewer')
    const wrong = await server.request('POST', '/api/auth/change-password', {
      as: person,
      body: { currentPassword: 'not the password', newPassword: 'another long one' },
    })
    expect(wrong.body.code).toBe('wrong-password')
    const short = await server.request('POST', '/api/auth/change-password', {
      as: person,
      body: { currentPassword: TEST_PASSWORD, newPassword: 'short' },
    })
    expect(short.body.code).toBe('password-too-short')
    const done = await server.request('POST', '/api/auth/change-password', {
      as: person,
      body: { currentPassword: TEST_PASSWORD, newPassword: 'another long one' },
    })
    expect(done.status).toBe(200)
    expect((await server.signIn(person.email, TEST_PASSWORD)).answer.status).toBe(401)
    expect((await server.signIn(person.email, 'another long one')).answer.status).toBe(200)
  })

  test('the tables are just those that the sign-in library asks for', async () => {
    const migrations = await getMigrations(authTables(server.database.db))
    expect(migrations.toBeCreated).toEqual([])
    expect(migrations.toBeAdded).toEqual([])
    expect(migrations.toBeAddedIndexes).toEqual([])
    expect(migrations.schemaProblems).toEqual([])
  })
})

describe('the tries are limited', () => {
  test('the eleventh try to sign in within a minute is refused with 429 and when to come back', async () => {
    const strict = await bootServer({ limits: { strict: 10 }, seeded: false })
    try {
      const statuses: number[] = []
      for (let i = 0; i < 11; i++) {
        statuses.push((await strict.signIn('nobody@example.com', `guess number ${String(i)}`)).answer.status)
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
      const { answer } = await strict.signIn('nobody@example.com', 'one more guess')
      expect(answer.body.code).toBe('too-many-requests')
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      const setUp = await strict.request('POST', '/api/v1/setup', { body: {} })
      expect(setUp.status).toBe(429)
    } finally {
      await strict.close()
    }
  })

  test('a person and a key have limits of their own, an address without either another', async () => {
    const limited = await bootServer({ limits: { person: 30, anonymous: 5, key: 40 } })
    try {
      const many = async (times: number, as: Parameters<TestServer['request']>[2]) => {
        const answers = await Promise.all(
          Array.from({ length: times }, () => limited.request('GET', '/api/v1/people', as)),
        )
        return answers.filter((answer) => answer.status === 429).length
      }
      expect(await many(8, {})).toBe(3)
      expect(await many(31, { as: limited.member })).toBe(1)
      expect(await many(20, { as: limited.viewer })).toBe(0)
      expect(await many(42, { as: limited.key })).toBe(2)
    } finally {
      await limited.close()
    }
  })
})
