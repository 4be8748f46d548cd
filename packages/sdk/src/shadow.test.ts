import { manifestHash, type Manifest } from '@dayshift/core'
import { afterEach, expect, test } from 'vitest'
import { billingManifest, gateStateOf, SLUG, type Reply, type StandInState, type Ticket } from '../fixtures/billing.ts'
import { createHosts } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import type { Call, Dayshift } from './index.ts'

const CHANGE = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'
const hosts = createHosts()
const servers: StandInServer[] = []

afterEach(async () => {
  await hosts.end()
  for (const server of servers.splice(0)) await server.stop()
})

const LIVE = billingManifest({ prompts: [{ name: 'draft', text: 'Be kind.' }] })
const NEXT = billingManifest({
  release: '2026-11-21',
  prompts: [{ name: 'draft', text: 'Be brief.' }],
  model: { provider: 'example', name: 'bigger', version: null, parameters: {} },
})

async function serverWith(changes: Partial<StandInState>): Promise<StandInServer> {
  const server = await startStandIn({ ...gateStateOf(LIVE), ...changes })
  servers.push(server)
  return server
}

const shadowOf = (manifest: Manifest, percent = 100) => ({
  change: CHANGE,
  hash: manifestHash(manifest),
  name: manifest.release,
  manifest,
  percent,
})

/** Answers by the words of the release that it is asked for. */
function register(dayshift: Dayshift, seen: Call[] = []) {
  return dayshift.workflow<Ticket, Reply>(SLUG, (_input, call) => {
    seen.push(call)
    call.record({ costAmount: '0.10', costCurrency: 'EUR' })
    return { reply: call.release.prompts['draft'] === 'Be brief.' ? 'You get 5 EUR.' : 'You get it back.' }
  })
}

async function settled(dayshift: Dayshift): Promise<void> {
  // A shadow begins in the turn after the caller has its result.
  await new Promise((resolve) => setTimeout(resolve, 20))
  await dayshift.flush()
}

test('each call is handed its own release: the prompts and the model that this unit meets', async () => {
  const server = await serverWith({ candidate: shadowOf(NEXT, 50) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const seen: Call[] = []
  const replies = register(dayshift, seen)
  await dayshift.ready()
  for (let index = 0; index < 40; index++) await replies.run({ text: 'a' }, { unitKey: `u${index}` })
  const said = new Set(seen.map(({ release }) => `${release.name}: ${release.prompts['draft']} ${release.model.name}`))
  expect(said).toEqual(new Set(['2026-11-20: Be kind. small-1', '2026-11-21: Be brief. bigger']))
  expect(seen.some(({ shadow }) => shadow)).toBe(false)
})

test('S249 the builder’s next version runs beside the operators’ frozen one on the same units, without effect', async () => {
  const server = await serverWith({ shadow: shadowOf(NEXT) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const seen: Call[] = []
  const replies = register(dayshift, seen)
  await dayshift.ready()
  const result = await replies.run({ text: 'a' }, { unitKey: 'u1' })
  // What the caller gets is the live release's, before the shadow has begun.
  expect(result).toMatchObject({ route: 'automatic', output: { reply: 'You get it back.' } })
  expect(seen).toHaveLength(1)
  await settled(dayshift)
  expect(seen.map(({ shadow, release }) => [shadow, release.name])).toEqual([
    [false, '2026-11-20'],
    [true, '2026-11-21'],
  ])
  expect(server.shadows).toMatchObject([
    {
      change: CHANGE,
      workflow: SLUG,
      runId: result.runId,
      unitKey: 'u1',
      liveRoute: 'automatic',
      route: 'review',
      reasonCode: 'output-rule',
      sameOutput: false,
      called: true,
      costAmount: '0.1',
    },
  ])
  // It is in no record of runs.
  expect([...server.runs.values()].map((run) => run['release'])).toEqual([server.state.release?.hash])
})

test('a shadow sees its share alone, no duplicate, and nothing that the live release didn’t call for', async () => {
  const manifest = billingManifest({ dedupe: { key: 'input.text', windowMs: 60_000 } })
  const server = await serverWith({ ...gateStateOf(manifest), shadow: shadowOf(NEXT) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  await replies.run({ text: 'a' }, { unitKey: 'u1' })
  await replies.run({ text: 'a' }, { unitKey: 'u2' })
  await replies.run({ text: 'fraud' }, { unitKey: 'u3' })
  await settled(dayshift)
  expect(server.shadows.map(({ unitKey }) => unitKey)).toEqual(['u1'])
})

test('a shadow spends no more than its own release’s limits permit, and a failing one harms nobody', async () => {
  const dear = billingManifest({
    release: 'dear',
    limits: {
      perRun: { amount: '0.10', currency: 'EUR' },
      perDay: { amount: '0.15', currency: 'EUR' },
      perMonth: null,
      latencyMs: null,
    },
  })
  const server = await serverWith({ shadow: shadowOf(dear) })
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  for (let index = 0; index < 5; index++) {
    expect(await replies.run({ text: 'a' }, { unitKey: `u${index}` })).toMatchObject({ route: 'automatic' })
    await settled(dayshift)
  }
  expect(server.shadows).toHaveLength(1)

  const failing = hosts.host({ server: server.url, directory: hosts.folder() })
  const broken = failing.workflow<Ticket, Reply>(SLUG, (_input, call) => {
    if (call.shadow) throw new Error('no such model')
    return { reply: 'Fine.' }
  })
  await failing.ready()
  expect(await broken.run({ text: 'a' }, { unitKey: 'x' })).toMatchObject({ output: { reply: 'Fine.' }, failure: null })
  await settled(failing)
  expect(server.shadows.at(-1)).toMatchObject({ route: 'human', failure: 'no such model', sameOutput: null })
})
