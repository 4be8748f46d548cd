import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { meetsCandidate } from '@dayshift/core'
import { afterEach, expect, test } from 'vitest'
import { billingManifest, gateStateOf, SLUG, type Reply, type StandInState, type Ticket } from '../fixtures/billing.ts'
import { createHosts, handClock, until } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import type { Dayshift, DayshiftOptions } from './index.ts'

const hosts = createHosts()
const servers: StandInServer[] = []

afterEach(async () => {
  await hosts.end()
  for (const server of servers.splice(0)) await server.stop()
})

async function serverWith(changes: Partial<StandInState> = {}): Promise<StandInServer> {
  const server = await startStandIn({ ...gateStateOf(billingManifest()), ...changes })
  servers.push(server)
  return server
}

function register(dayshift: Dayshift, options = {}) {
  return dayshift.workflow<Ticket, Reply>(SLUG, () => ({ reply: 'Hello.' }), options)
}

let unit = 0
function next() {
  return { unitKey: `u${unit++}` }
}

test('the pause switch works at the next pull, and so does its end', async () => {
  const server = await serverWith()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  expect((await replies.run({ text: 'a' }, next())).route).toBe('automatic')

  server.state = { ...server.state, paused: { reason: 'wrong amounts', since: '2026-11-20T10:00:00Z' } }
  await until(() => dayshift.health().workflows[0]?.paused !== null)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({
    route: 'human',
    reason: { code: 'paused', message: expect.stringContaining('wrong amounts') },
  })

  server.state = { ...server.state, paused: null }
  await until(() => dayshift.health().workflows[0]?.paused === null)
  expect((await replies.run({ text: 'a' }, next())).route).toBe('automatic')
})

test('an unchanged state is asked for by its ETag and not sent again', async () => {
  const server = await serverWith()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  register(dayshift)
  await until(() => server.notModified >= 2)
  expect(server.pulls - server.notModified).toBe(1)
})

test('a new release is taken with the next pull', async () => {
  const server = await serverWith()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  const stricter = billingManifest({ release: '2026-11-21', qaSample: 100 })
  server.state = gateStateOf(stricter)
  await until(() => dayshift.health().workflows[0]?.release === server.state.release?.hash)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ route: 'review', reason: { code: 'qa-sample' } })
})

const NEXT = billingManifest({ release: '2026-11-21', qaSample: 100 })
const candidateAt = (percent: number) => ({ ...rolledOut(), percent })
function rolledOut() {
  const { release } = gateStateOf(NEXT)
  if (release === null) throw new Error('The manifest makes a release')
  return release
}

test('S145 a release that rolls out is met by its share of the units, each always by the same one, and the record says which', async () => {
  const server = await serverWith({ candidate: candidateAt(20) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  const keys = Array.from({ length: 400 }, (_, index) => `unit ${index}`)
  const metBy = async () => {
    const met: string[] = []
    for (const unitKey of keys) {
      const { reason } = await replies.run({ text: 'a' }, { unitKey })
      if (reason.code === 'qa-sample') met.push(unitKey)
    }
    return met
  }
  const first = await metBy()
  expect(first.length / keys.length).toBeCloseTo(0.2, 1)
  expect(first).toEqual(keys.filter((key) => meetsCandidate(SLUG, key, candidateAt(20))))
  await dayshift.flush()
  const releases = new Map([...server.runs.values()].map((run) => [run['unitKey'], run['release']]))
  expect(keys.filter((key) => releases.get(key) === candidateAt(20).hash)).toEqual(first)

  server.state = { ...server.state, candidate: candidateAt(60) }
  const pulls = server.pulls
  await until(() => server.pulls > pulls + 1)
  const more = await metBy()
  expect(more).toEqual(expect.arrayContaining(first))
  expect(more.length).toBeGreaterThan(first.length)
})

test('a rollback reaches a host at its next pull; one that is offline keeps to what it heard, for its lease', async () => {
  const clock = handClock()
  const server = await serverWith({ candidate: candidateAt(100) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), clock })
  const replies = register(dayshift)
  await dayshift.ready()
  const code = async () => (await replies.run({ text: 'a' }, next())).reason.code
  expect(await code()).toBe('qa-sample')
  await server.stop()
  server.state = { ...server.state, candidate: null }
  expect(await code()).toBe('qa-sample')
  clock.advance(61_000)
  expect(await code()).toBe('lease-expired')
  await server.start()
  await until(() => (dayshift.health().workflows[0]?.leaseRemainingMs ?? 0) > 0)
  expect(await code()).toBe('clear')
})

test('a release that a host can’t compile leaves its units to the active one, and the host says so', async () => {
  const broken = { ...candidateAt(100), manifest: { ...NEXT, rules: [{ ...NEXT.rules[0], when: 'nonsense(' }] } }
  const server = await serverWith({ candidate: broken })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  expect((await replies.run({ text: 'a' }, next())).reason.code).toBe('clear')
  expect(dayshift.said).toEqual([expect.stringContaining("can't run in this host")])
})

test('an unreachable server changes nothing while the lease holds; after it units take the fallback', async () => {
  const clock = handClock()
  const server = await serverWith({ leaseMs: 60_000 })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), clock })
  const replies = register(dayshift)
  await dayshift.ready()
  await server.stop()
  await until(() => dayshift.health().workflows[0]?.lastPull?.failure !== null)

  clock.advance(59_000)
  expect((await replies.run({ text: 'a' }, next())).route).toBe('automatic')
  clock.advance(2_000)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ route: 'human', reason: { code: 'lease-expired' } })

  await server.start()
  await until(() => (dayshift.health().workflows[0]?.leaseRemainingMs ?? 0) > 0)
  expect((await replies.run({ text: 'a' }, next())).route).toBe('automatic')
})

test('the fallback after the lease is the one that the manifest names', async () => {
  const clock = handClock()
  const manifest = billingManifest({ fallback: { route: 'existing-process', sentence: 'The old queue.' } })
  const server = await startStandIn(gateStateOf(manifest))
  servers.push(server)
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), clock })
  const replies = register(dayshift)
  await dayshift.ready()
  await server.stop()
  await until(() => dayshift.health().workflows[0]?.lastPull?.failure !== null)
  clock.advance(61_000)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({
    route: 'existing-process',
    reason: { code: 'lease-expired' },
  })
})

test('a wall clock that is set 45 days off changes nothing inside the process', async () => {
  const clock = handClock()
  const server = await serverWith()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), clock })
  const replies = register(dayshift)
  await dayshift.ready()
  for (const days of [45, -45]) {
    clock.setWall(Date.UTC(2026, 10, 20, 9) + days * 86_400_000)
    const result = await replies.run({ text: 'a' }, next())
    expect(result.route).toBe('automatic')
    expect(await dayshift.flush()).toBe(true)
    expect(server.runs.has(result.runId)).toBe(true)
  }
})

async function restartedWithout(server: StandInServer, between: (directory: string) => void, options: DayshiftOptions) {
  const directory = hosts.folder()
  const before = hosts.host({ server: server.url, directory, ...options })
  register(before)
  await before.ready()
  await before.close()
  await server.stop()
  between(directory)
  const dayshift = hosts.host({ server: server.url, directory, ...options })
  return { dayshift, replies: register(dayshift) }
}

test('a host starts from the kept state while its lease holds, without the server', async () => {
  const clock = handClock()
  const { replies } = await restartedWithout(await serverWith(), () => clock.advance(30_000), { clock })
  expect((await replies.run({ text: 'a' }, next())).route).toBe('automatic')
  clock.advance(31_000)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ reason: { code: 'lease-expired' } })
})

test.each([
  ['61 seconds later', 61_000],
  ['45 days later', 45 * 86_400_000],
  ['45 days earlier', -45 * 86_400_000],
])('a kept state has expired for a process that starts %s', async (_name, off) => {
  const clock = handClock()
  const { replies, dayshift } = await restartedWithout(await serverWith(), () => clock.setWall(clock.now() + off), {
    clock,
  })
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ route: 'human', reason: { code: 'lease-expired' } })
  expect(dayshift.said.join()).toContain('older than its lease')
})

test.each([
  ['cut short', (text: string) => text.slice(0, text.length / 2)],
  ['changed', (text: string) => text.replace('"rolloutPercent":100', '"rolloutPercent":900')],
  ['emptied', () => ''],
])('a kept state that was %s is left aside and told', async (_name, damage) => {
  const { dayshift, replies } = await restartedWithout(
    await serverWith(),
    (directory) => {
      const file = join(directory, 'gate', `${SLUG}.json`)
      writeFileSync(file, damage(readFileSync(file, 'utf8')))
    },
    {},
  )
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
  expect(dayshift.said.join()).toContain('damaged')
})

test('a release that does not compile routes to a person and says why', async () => {
  const broken = billingManifest({
    rules: [{ name: 'r', on: 'input', when: 'input.nothing ==', to: 'human', because: 'b' }],
  })
  const server = await startStandIn(gateStateOf(broken))
  servers.push(server)
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  expect(await dayshift.ready()).toBe(false)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({
    route: 'human',
    reason: { code: 'no-release', message: expect.stringContaining('/rules/0/when') },
  })
})

test.each([
  ['no JSON', 200, 'hello'],
  ['another shape', 200, '{"release":7}'],
  ['an error', 500, '{}'],
  ['a refused key', 401, '{}'],
])('an answer that is %s is not taken for a state', async (_name, status, body) => {
  const server = await serverWith()
  server.before = (request, response) => {
    if (request.method !== 'GET') return false
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    return true
  }
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  expect(await dayshift.ready()).toBe(false)
  expect(await replies.run({ text: 'a' }, next())).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
  expect(dayshift.said.join()).toContain('Could not ask the server')
})

test('a server that was never reached, or never answers, does not keep a run waiting', async () => {
  const server = await serverWith()
  server.before = () => true
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const result = await register(dayshift).run({ text: 'a' }, next())
  expect(result).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
  expect(result.reason.message).toContain('not reached')
})

const CASE = '0192f5a0-7c3e-7abc-8def-0123456789ab'
const RUN = '0192f5a0-7c3e-7abc-8def-0123456789ac'

test('S302 a rerun that a person asked for is run once, goes back to the case, and is never automatic', async () => {
  const server = await serverWith()
  const directory = hosts.folder()
  const dayshift = hosts.host({ server: server.url, directory })
  register(dayshift)
  await dayshift.ready()
  const asked = { caseId: CASE, runId: RUN, unitKey: 'u', input: { text: 'a' } }

  server.state = { ...server.state, rolloutPercent: 0, reruns: [asked] }
  await until(() => server.runs.size === 1)
  expect([...server.runs.values()][0]).toMatchObject({ rerunOf: RUN, caseId: CASE, route: 'review', unitKey: 'u' })
  const seen = server.notModified
  await until(() => server.notModified > seen + 2)
  await dayshift.close()

  const again = hosts.host({ server: server.url, directory })
  register(again)
  await until(() => server.notModified > seen + 5)
  await again.flush()
  expect(server.runs.size).toBe(1)

  server.state = { ...server.state, reruns: [] }
  await until(() => readdirSync(join(directory, 'reruns', SLUG)).length === 0)
  server.state = { ...server.state, reruns: [asked] }
  await until(() => server.runs.size === 2)
})

test('of two processes on one directory, one takes a rerun', async () => {
  const server = await serverWith()
  const directory = hosts.folder()
  const both = [1, 2].map(() => hosts.host({ server: server.url, directory }))
  for (const dayshift of both) register(dayshift)
  server.state = { ...server.state, reruns: [{ caseId: CASE, runId: RUN, unitKey: 'u', input: { text: 'a' } }] }
  const pulls = server.pulls
  await until(() => server.pulls > pulls + 8)
  for (const dayshift of both) await dayshift.flush()
  expect(server.runs.size).toBe(1)
})

test('a workflow that takes no reruns leaves them to others', async () => {
  const server = await serverWith({ reruns: [{ caseId: CASE, runId: RUN, unitKey: 'u', input: { text: 'a' } }] })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  register(dayshift, { reruns: false })
  await until(() => server.notModified > 2)
  await dayshift.flush()
  expect(server.runs.size).toBe(0)
})
