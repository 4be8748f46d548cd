import { bootServer, TEST_PASSWORD, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inWorkspace } from '../../platform/database/index.ts'

let server: TestServer
beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

const change = (id: string, body: object, as = server.admin) =>
  server.request('PATCH', `/api/v1/people/${id}`, { as, body })

async function acts(): Promise<{ act: string; sentence: string; actor_name: string }[]> {
  return await inWorkspace(server.database.db, server.workspaceId, (trx) =>
    trx.selectFrom('ledger_entries').select(['act', 'sentence', 'actor_name']).orderBy('seq').execute(),
  )
}

describe('people', () => {
  test('everybody sees who is there, with role and open cases', async () => {
    const answer = await server.request('GET', '/api/v1/people', { as: server.viewer })
    expect(answer.status).toBe(200)
    expect(answer.body.items).toMatchObject([
      { name: 'Harbour admin', role: 'admin', active: true, openCases: 0 },
      { name: 'Mara Member', role: 'member' },
      { name: 'Vito Viewer', role: 'viewer' },
    ])
  })

  test('an admin adds a person, who signs in with the first password; the act has its actor in the ledger', async () => {
    const person = await server.addPerson('Nora New', 'member')
    expect(person.cookie).not.toBe('')
    expect(await acts()).toContainEqual({
      act: 'person-added',
      sentence: 'added Nora New as member.',
      actor_name: 'Harbour admin',
    })
  })

  test('an e-mail address belongs to one person', async () => {
    const body = { name: 'Twin', email: server.member.email, role: 'viewer', password: TEST_PASSWORD }
    const answer = await server.request('POST', '/api/v1/people', { as: server.admin, body })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'email-taken', errors: [{ path: '/email' }] })
  })

  test('who may not is told what is needed and who can give it', async () => {
    const body = { name: 'X', email: 'x@example.com', role: 'admin', password: TEST_PASSWORD }
    const answer = await server.request('POST', '/api/v1/people', { as: server.member, body })
    expect(answer.status).toBe(403)
    expect(answer.body.detail).toBe('Mara Member is a member; this needs the role admin ("people:write").')
    expect(answer.body.mend).toBe('Harbour admin can do it, or change the role.')
  })

  test('a changed role counts from the next request on', async () => {
    const person = await server.addPerson('Rosa Rise', 'viewer')
    expect((await change(person.id, { role: 'admin' })).body).toMatchObject({ role: 'admin' })
    const keys = await server.request('GET', '/api/v1/keys', { as: person })
    expect(keys.status).toBe(200)
    expect((await change(person.id, { role: 'viewer' })).status).toBe(200)
    expect((await server.request('GET', '/api/v1/keys', { as: person })).status).toBe(403)
    const sentences = (await acts()).map((act) => act.sentence)
    expect(sentences).toContain('changed the role of Rosa Rise from viewer to admin.')
  })

  test("a membership that ends stops the person's sessions at once, also one that was kept; restored, they sign in again", async () => {
    const person = await server.addPerson('Lea Leaver', 'member')
    expect((await server.request('GET', '/api/v1/session', { as: person })).status).toBe(200)
    expect((await change(person.id, { active: false })).body).toMatchObject({ active: false })
    expect((await server.request('GET', '/api/v1/session', { as: person })).status).toBe(401)
    const refused = await server.signIn(person.email, TEST_PASSWORD)
    expect(refused.answer.status).toBe(403)
    expect(refused.answer.body.code).toBe('membership-ended')
    expect((await change(person.id, { active: true })).status).toBe(200)
    expect((await server.signIn(person.email, TEST_PASSWORD)).answer.status).toBe(200)
    const names = (await acts()).map((act) => act.act)
    expect(names).toContain('membership-ended')
    expect(names).toContain('membership-restored')
  })

  test('a session that survived the end of its membership is refused', async () => {
    const person = await server.addPerson('Sia Still', 'member')
    await inWorkspace(server.database.db, server.workspaceId, (trx) =>
      trx.updateTable('members').set({ active: false }).where('person_id', '=', person.id).execute(),
    )
    const answer = await server.request('GET', '/api/v1/session', { as: person })
    expect(answer.status).toBe(401)
    expect(answer.body.code).toBe('membership-ended')
  })

  test('the last active admin stays, by role and by membership', async () => {
    const second = await server.addPerson('Ada Second', 'admin')
    expect((await change(second.id, { active: false })).status).toBe(200)
    for (const last of [{ active: false }, { role: 'member' }, { role: 'viewer', active: false }]) {
      const answer = await change(server.admin.id, last)
      expect(answer.status).toBe(409)
      expect(answer.body).toMatchObject({ code: 'last-admin', mend: 'Make somebody else an admin first.' })
    }
    expect((await server.request('GET', '/api/v1/keys', { as: server.admin })).status).toBe(200)
  })

  test('two admins who end each other at the same time do not both succeed', async () => {
    const other = await server.addWorkspace('Twins')
    const body = { name: 'Second Twin', email: 'twin2@example.com', role: 'admin', password: TEST_PASSWORD }
    const added = await server.request('POST', '/api/v1/people', { as: other.admin, body })
    const { cookie } = await server.signIn(body.email, TEST_PASSWORD)
    const end = (id: string, as: string) =>
      server.request('PATCH', `/api/v1/people/${id}`, { headers: { cookie: as }, body: { active: false } })
    const answers = await Promise.all([end(added.body.id, other.admin.cookie), end(other.admin.id, cookie)])
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 200).length).toBe(1)
    const admins = await inWorkspace(server.database.db, other.workspaceId, (trx) =>
      trx.selectFrom('members').select('person_id').where('active', '=', true).where('role', '=', 'admin').execute(),
    )
    expect(admins.length).toBe(1)
  })

  test("another workspace's people are not to be found", async () => {
    const other = await server.addWorkspace('Elsewhere')
    const answer = await change(other.admin.id, { role: 'viewer' })
    expect(answer.status).toBe(404)
    const list = await server.request('GET', '/api/v1/people', { as: other.admin })
    expect(list.body.items.map((person: { name: string }) => person.name)).toEqual(['Elsewhere admin'])
  })
})

describe('a lost password', () => {
  const reset = (id: string, as = server.admin) =>
    server.request('POST', `/api/v1/people/${id}/password`, { as, body: { password: 'quite another horse' } })

  test('an admin sets a new one: the old one and the open sessions end, and the ledger says who', async () => {
    const person = await server.addPerson('Lola Lost', 'member')
    expect(await reset(person.id)).toMatchObject({ status: 200, body: { name: 'Lola Lost', active: true } })
    expect((await server.request('GET', '/api/v1/session', { as: person })).status).toBe(401)
    expect((await server.signIn(person.email, TEST_PASSWORD)).answer.status).toBe(401)
    const again = await server.signIn(person.email, 'quite another horse')
    expect(again.answer.status).toBe(200)
    expect((await server.request('GET', '/api/v1/session', { as: { ...person, cookie: again.cookie } })).status).toBe(
      200,
    )
    const [last] = (await acts()).slice(-1)
    expect(last).toEqual({
      act: 'password-reset',
      sentence: 'set a new first password for Lola Lost and ended the open sessions.',
      actor_name: 'Harbour admin',
    })
    expect(JSON.stringify(await acts())).not.toContain('quite another horse')
  })

  test("not one's own, not of somebody who left, and not by a member", async () => {
    expect(await reset(server.admin.id)).toMatchObject({ status: 409, body: { code: 'own-password' } })
    const person = await server.addPerson('Lars Left', 'member')
    await change(person.id, { active: false })
    expect(await reset(person.id)).toMatchObject({ status: 409, body: { code: 'membership-ended' } })
    expect((await reset(person.id, server.member)).status).toBe(403)
  })

  test('not of an account that another workspace relies on too: nobody gets into that one by it', async () => {
    const other = await server.addWorkspace('Farther')
    await inWorkspace(server.database.db, server.workspaceId, (trx) =>
      trx
        .insertInto('members')
        .values({
          workspace_id: server.workspaceId,
          person_id: other.admin.id,
          role: 'member',
          joined_at: server.world.clock.now(),
        })
        .execute(),
    )
    expect(await reset(other.admin.id)).toMatchObject({ status: 409, body: { code: 'belongs-elsewhere' } })
    expect((await server.signIn(other.admin.email, TEST_PASSWORD)).answer.status).toBe(200)
  })
})
