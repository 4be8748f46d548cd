import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../clock.ts'
import type { Auth } from './create-auth.ts'
import { createSessions } from './sessions.ts'

let server: TestServer
let asked = 0
beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

/** Knows the member by whatever cookie, and counts how often it is asked. */
function sessionsOf(before: () => Promise<void> = async () => {}) {
  asked = 0
  const getSession = async () => {
    asked += 1
    await before()
    const { id, name, email } = server.member
    return { response: { user: { id, name, email } }, headers: new Headers() }
  }
  const clock = createManualClock(new Date('2026-11-28T08:00:00.000Z'))
  const world = { db: server.database.db, clock } as unknown as Parameters<typeof createSessions>[0]
  // What is asked of it here.
  return { clock, sessions: createSessions(world, { api: { getSession } } as unknown as Auth) }
}

test('a session that was found is trusted for five seconds, each cookie for itself', async () => {
  const { clock, sessions } = sessionsOf()
  const first = await sessions.find('a')
  expect(first).toMatchObject({ kind: 'caller', caller: { workspaceId: server.workspaceId } })
  expect(await sessions.find('a')).toEqual(first)
  expect(asked).toBe(1)
  await sessions.find('b')
  expect(asked).toBe(2)
  clock.advance(5_000)
  await sessions.find('a')
  expect(asked).toBe(3)
})

test('what changes a person, or ends a session, has it looked up again', async () => {
  const { sessions } = sessionsOf()
  for (const forget of [
    () => sessions.forget(server.member.id),
    () => sessions.forget(null),
    () => sessions.forgetCookie('a'),
  ]) {
    await sessions.find('a')
    const before = asked
    sessions.forget('somebody else')
    await sessions.find('a')
    expect(asked).toBe(before)
    forget()
    await sessions.find('a')
    expect(asked).toBe(before + 1)
  }
})

test('what was read before a change and arrives after it is not kept', async () => {
  let arrive = () => {}
  const { sessions } = sessionsOf(() => new Promise((resolve) => (arrive = resolve)))
  const late = sessions.find('a')
  sessions.forget(server.member.id)
  arrive()
  await late
  const again = sessions.find('a')
  arrive()
  await again
  expect(asked).toBe(2)
})
