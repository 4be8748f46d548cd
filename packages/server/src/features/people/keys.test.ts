import { createManualClock } from '@dayshift/server'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { createApiKeys } from '../../platform/identity/index.ts'

const clock = createManualClock(new Date())
let server: TestServer
beforeAll(async () => {
  server = await bootServer({ clock })
})
afterAll(() => server.close())

const read = (secret: string) =>
  server.request('GET', '/api/v1/people', { headers: { authorization: `Bearer ${secret}` } })

describe('API keys', () => {
  test('the secret is shown once, only its digest and its first characters are kept', async () => {
    const { id, secret } = await server.addKey(['runs:write'])
    expect(secret).toMatch(/^ds_[A-Za-z0-9_-]{43}$/)
    const list = await server.request('GET', '/api/v1/keys', { as: server.admin })
    expect(JSON.stringify(list.body)).not.toContain(secret)
    const key = list.body.items.find((item: { id: string }) => item.id === id)
    expect(key).toMatchObject({ scopes: ['runs:write'], start: secret.slice(0, 9), lastUsedAt: null, expiresAt: null })
    const rows = await inWorkspace(server.database.db, server.workspaceId, (trx) =>
      trx.selectFrom('api_keys').selectAll().execute(),
    )
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('a key does what its scopes say and nothing else; who asks is told which scope is missing', async () => {
    const { secret } = await server.addKey(['runs:write'])
    const answer = await read(secret)
    expect(answer.status).toBe(403)
    expect(answer.body.detail).toContain('has the scopes runs:write')
    expect(answer.body.detail).toContain('a signed-in person')
    const session = await server.request('GET', '/api/v1/session', { headers: { 'x-api-key': secret } })
    expect(session.status).toBe(403)
  })

  test('both headers carry a key; its use is noted', async () => {
    const key = await server.addKey(['runs:read'])
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${key.secret}` }, { 'x-api-key': key.secret }]
    for (const headers of ways) {
      expect((await server.request('GET', '/api/openapi.json', { headers })).status).toBe(200)
    }
    const list = await server.request('GET', '/api/v1/keys', { as: server.admin })
    const used = list.body.items.find((item: { id: string }) => item.id === key.id)
    expect(used.lastUsedAt).toBe(clock.now().toISOString())
  })

  test('an unknown key, a short one and one that is no key are refused with 401', async () => {
    for (const secret of [`ds_${'A'.repeat(43)}`, 'ds_', 'hello', '']) {
      const answer = await read(secret)
      expect(answer.status).toBe(401)
      expect(answer.body.code).toBe('unknown-key')
    }
  })

  test('a revoked key ends at once here, and is gone from the list; the ledger has both acts', async () => {
    const key = await server.addKey(['runs:read'])
    const docs = { headers: { authorization: `Bearer ${key.secret}` } }
    expect((await server.request('GET', '/api/openapi.json', docs)).status).toBe(200)
    const ended = await server.request('DELETE', `/api/v1/keys/${key.id}`, { as: server.admin })
    expect(ended.body).toEqual({ ok: true })
    expect((await server.request('GET', '/api/openapi.json', docs)).status).toBe(401)
    expect((await server.request('DELETE', `/api/v1/keys/${key.id}`, { as: server.admin })).status).toBe(404)
    const acts = await inWorkspace(server.database.db, server.workspaceId, (trx) =>
      trx.selectFrom('ledger_entries').select('act').where('subject', '=', `key:${key.id}`).orderBy('seq').execute(),
    )
    expect(acts.map(({ act }) => act)).toEqual(['key-made', 'key-revoked'])
  })

  test('a key that is revoked in another process is trusted here for ten seconds at most', async () => {
    const made = await server.addKey(['runs:read'])
    const here = createApiKeys(server.world)
    expect(await here.find(made.secret)).toMatchObject({ id: made.id, workspaceId: server.workspaceId })
    await server.request('DELETE', `/api/v1/keys/${made.id}`, { as: server.admin })
    clock.advance(9_999)
    expect(await here.find(made.secret)).not.toBeNull()
    clock.advance(1)
    expect(await here.find(made.secret)).toBeNull()
  })

  test('an expired key is refused, and says when it expired', async () => {
    const key = await server.addKey(['runs:read'], 30)
    const docs = { headers: { authorization: `Bearer ${key.secret}` } }
    expect((await server.request('GET', '/api/openapi.json', docs)).status).toBe(200)
    clock.advance(30 * DAY_MS)
    const answer = await server.request('GET', '/api/openapi.json', docs)
    expect(answer.status).toBe(401)
    expect(answer.body.code).toBe('expired-key')
  })

  test("another workspace's keys can't be revoked or seen, and its key works in it alone", async () => {
    const other = await server.addWorkspace('Keyless')
    const key = await server.addKey(['runs:read'])
    const ended = await server.request('DELETE', `/api/v1/keys/${key.id}`, { as: other.admin })
    expect(ended.status).toBe(404)
    const list = await server.request('GET', '/api/v1/keys', { as: other.admin })
    expect(list.body.items).toEqual([])
  })

  test('only scopes that exist can be given, and at least one', async () => {
    for (const scopes of [[], ['everything']]) {
      const answer = await server.request('POST', '/api/v1/keys', { as: server.admin, body: { name: 'x', scopes } })
      expect(answer.status).toBe(400)
    }
  })
})
