import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Manifest } from '@dayshift/core'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../fixtures/billing.ts'
import { createHosts, handClock, until } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import { startVendor, type Vendor } from '../fixtures/vendor.ts'
import type { DayshiftOptions } from './index.ts'

const hosts = createHosts()
let vendor: Vendor
let server: StandInServer | null = null

beforeAll(async () => {
  vendor = await startVendor()
})
afterEach(async () => {
  await hosts.end()
  await server?.stop()
})
afterAll(() => vendor.close())

async function hostAsking(path: string, call: Partial<Manifest['call']> = {}, options: DayshiftOptions = {}) {
  const manifest = billingManifest()
  server = await startStandIn(gateStateOf({ ...manifest, call: { ...manifest.call, ...call } }))
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), ...options })
  const replies = dayshift.workflow<Ticket, Reply>(SLUG, async (input, { signal }) => {
    const response = await fetch(vendor.url + path, { method: 'POST', body: input.text, signal })
    if (!response.ok) throw new Error(`the vendor answered ${response.status}`)
    return response.text()
  })
  await dayshift.ready()
  let unit = 0
  return { dayshift, run: () => replies.run({ text: 'a' }, { unitKey: `u${unit++}` }) }
}

test('a vendor that answers', async () => {
  const { run } = await hostAsking('/')
  expect(await run()).toMatchObject({ route: 'automatic', output: { reply: 'Hello.' } })
})

test('S289 a vendor that is silent: the call ends with its time, and the connection with it', async () => {
  const { run } = await hostAsking('/silent', { timeoutMs: 50 })
  expect(await run()).toMatchObject({
    route: 'human',
    reason: { code: 'call-failed' },
    failure: { failureClass: 'timeout' },
  })
  await until(() => vendor.hungUp === 1)
})

test.each([
  ['in prose', '/prose', { code: 'call-failed' }, 'not-json'],
  ['off the contract', '/other', { code: 'output-contract' }, 'output-contract'],
  ['with an error', '/down', { code: 'call-failed' }, 'error'],
  ['and is cut off', '/cut', { code: 'call-failed' }, 'error'],
])('a vendor that answers %s: the unit goes to a person', async (_name, path, reason, failureClass) => {
  const { run } = await hostAsking(path)
  expect(await run()).toMatchObject({ route: 'human', reason, failure: { failureClass } })
})

test('a vendor that is down for two attempts is asked a third time', async () => {
  const { run } = await hostAsking('/twice-down', { attempts: 3 })
  expect(await run()).toMatchObject({ route: 'automatic' })
  expect(vendor.asked.get('/twice-down')).toBe(3)
})

test('the breaker keeps a host away from a vendor that is down, and finds out when it is back', async () => {
  const clock = handClock()
  const { run } = await hostAsking('/mends', { breaker: { failures: 3, coolDownMs: 10_000 } }, { clock })
  for (let n = 0; n < 10; n++) await run()
  expect(vendor.asked.get('/mends')).toBe(3)
  await fetch(`${vendor.url}/mend`)
  expect(await run()).toMatchObject({ failure: { failureClass: 'breaker-open' } })
  clock.advance(10_000)
  expect(await run()).toMatchObject({ route: 'automatic' })
  expect(await run()).toMatchObject({ route: 'automatic' })
})
