import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '../../platform/database/index.ts'
import { createExampleSignIn } from './example-sign-in.ts'
import { setupCode } from './set-up.ts'

let server: TestServer
beforeAll(async () => {
  server = await bootServer({ seeded: false })
})
afterAll(() => server.close())

const admin = { workspace: 'First', name: 'Fay First', email: 'Fay@Example.com', password: 'a long password' }
const setUp = (body: object) => server.request('POST', '/api/v1/setup', { body })

describe('the first set-up', () => {
  test('is needed while there is no workspace', async () => {
    const state = await server.request('GET', '/api/v1/setup')
    expect(state.body).toEqual({ needed: true, example: null })
  })

  test('needs the code that was printed at the start', async () => {
    const answer = await setUp({ ...admin, code: 'AAAA-BBBB-CCCC' })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'wrong-setup-code', errors: [{ path: '/code' }] })
  })

  test('is done once by one of 20 requests at the same time', async () => {
    const code = setupCode(server.world)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => setUp({ ...admin, code, email: `admin${String(i)}@example.com` })),
    )
    expect(answers.filter((answer) => answer.status === 201).length).toBe(1)
    expect(answers.filter((answer) => answer.status === 409).length).toBe(19)
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('already-set-up')
    const [workspaces, people, ledger] = await asSystem(server.database.db, async (trx) => [
      await trx.selectFrom('workspaces').selectAll().execute(),
      await trx.selectFrom('people').selectAll().execute(),
      await trx.selectFrom('ledger_entries').selectAll().execute(),
    ])
    expect(workspaces.length).toBe(1)
    expect(people.length).toBe(1)
    expect(ledger).toMatchObject([{ act: 'workspace-made', actor_name: 'Fay First', seq: 1 }])
    const { answer } = await server.signIn(people[0]?.email ?? '', admin.password)
    expect(answer.status).toBe(200)
    expect((await server.request('GET', '/api/v1/setup')).body).toEqual({ needed: false, example: null })
  })

  test('the code is the same in each process that shares the secret, and easy to read out', () => {
    expect(setupCode(server.world)).toBe(setupCode({ secret: server.world.secret }))
    expect(setupCode(server.world)).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    expect(setupCode(server.world)).not.toBe(setupCode({ secret: new Uint8Array(32) }))
  })

  test('an example is shown with its sign-in only as long as that works', async () => {
    const { db } = server.database
    const { email } = await db.selectFrom('people').select('email').executeTakeFirstOrThrow()
    const example = createExampleSignIn({ db }, () => ({ email, password: admin.password }))
    expect(await example()).toEqual({ email, password: admin.password })
    const wrong = createExampleSignIn({ db }, () => ({ email, password: 'changed since' }))
    expect(await wrong()).toBeNull()
    expect(await createExampleSignIn({ db }, () => null)()).toBeNull()
  })
})
