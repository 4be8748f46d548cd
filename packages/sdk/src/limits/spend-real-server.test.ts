import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseManifest } from '@dayshift/contract'
import { addSampleRelease, bootServer, putLive, sampleManifest, type TestServer } from '@dayshift/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createHosts, until } from '../../fixtures/host.ts'

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const LIMITS = { perRun: euro('0.10'), perDay: euro('1'), perMonth: euro('50'), latencyMs: null }
const EXAMPLE = readFileSync(new URL('../../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const SCRIPT = fileURLToPath(new URL('../../fixtures/spending-host.ts', import.meta.url))

const hosts = createHosts()
const children: ChildProcess[] = []
let server: TestServer

beforeAll(async () => {
  server = await bootServer()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await hosts.end()
})
afterAll(() => server.close())

let count = 0
async function workflow(limits: object = {}): Promise<string> {
  const slug = `shared-${++count}`
  const manifest = sampleManifest({ workflow: slug, limits: { ...LIMITS, ...limits }, unitKey: null })
  const hash = await addSampleRelease(server.world, server.workspaceId, manifest)
  await putLive(server.world, server.workspaceId, slug, hash, 100)
  return slug
}

const spend = async (slug: string) =>
  (await server.request('GET', `/api/v1/workflows/${slug}/spend`, { as: server.viewer })).body

/** A process of its own; `said` is what it printed. */
function process_(
  slug: string,
  directory: string,
  calls: number,
  cost: string,
  hangs = '',
): { child: ChildProcess; said: () => string } {
  const args = [SCRIPT, server.address, server.key.secret, directory, slug, String(calls), cost, hangs]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, said: () => text }
}

const spentBy = (texts: readonly string[]) => texts.join('').split('spent ').length - 1

test(
  'S324 a hundred first calls over four processes spend what the day allows and never more, and what is left is spent later',
  { timeout: 120_000 },
  async () => {
    const slug = await workflow()
    const four = Array.from({ length: 4 }, () => process_(slug, hosts.folder(), 25, '0.05', 'hangs'))
    await until(() => four.every(({ said }) => said().includes('ready')))
    for (const { child } of four) child.stdin?.write('go\n')
    await until(() => four.every(({ said }) => said().includes('done')))
    const said = four.map((each) => each.said())
    const made = spentBy(said)
    // Reserved are 0.10 each: never more than ten at the same time; settled at 0.05 they leave room for more.
    expect(made).toBeGreaterThanOrEqual(10)
    expect(made).toBeLessThanOrEqual(20)
    expect(said.join('').split('route human budget').length - 1).toBe(100 - made)
    const seen = await spend(slug)
    expect(Number(seen.day.counted)).toBeLessThanOrEqual(1)
  },
)

test(
  'S324 hosts that are killed in the middle never let the sum pass the limit; the next on the directory gives the rest back',
  { timeout: 120_000 },
  async () => {
    const slug = await workflow({ perDay: euro('2') })
    const directory = hosts.folder()
    const said: string[] = []
    for (let kill = 0; kill < 2; kill++) {
      const host = process_(slug, directory, 3, '0.10', 'hangs')
      await until(() => host.said().includes('ready'))
      host.child.stdin?.write('go\n')
      await until(() => /spent|done/.test(host.said()))
      host.child.kill('SIGKILL')
      await new Promise((resolve) => host.child.once('exit', resolve))
      said.push(host.said())
    }
    const last = hosts.host({ server: server.address, apiKey: server.key.secret, directory, pullMs: 100, shipMs: 20 })
    let made = 0
    const flow = last.workflow(slug, (_input, call) => {
      made++
      call.record({ costAmount: '0.10', costCurrency: 'EUR' })
      return { reply: 'Hello.' }
    })
    await last.ready(10_000)
    // The dead ones' leases are ended by this one.
    const deadline = Date.now() + 30_000
    const lapsedOrOpen = async () => (await spend(slug)).leases.length
    while ((await lapsedOrOpen()) > 1 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100))
    for (let n = 0; n < 40; n++) await flow.run({ text: 'a' }, { unitKey: `last-${n}` })
    await last.flush()
    // A kill may cut calls off that have not printed yet: they count as spent, and nobody spends them again.
    expect(spentBy(said) + made).toBeLessThanOrEqual(20)
    expect(made).toBeGreaterThan(5)
    expect(Number((await spend(slug)).day.counted)).toBeLessThanOrEqual(2)
  },
)

test('S324 a server that is out of reach leaves a host what it has leased, and then the human path', async () => {
  const slug = await workflow()
  let away = false
  const host = hosts.host({
    server: server.address,
    apiKey: server.key.secret,
    directory: hosts.folder(),
    pullMs: 50,
    fetch: (url, init) => (away ? Promise.reject(new Error('unplugged')) : fetch(url, init)),
  })
  const flow = host.workflow(slug, (_input, call) => {
    call.record({ costAmount: '0.10', costCurrency: 'EUR' })
    return { reply: 'Hello.' }
  })
  expect(await host.ready(5_000)).toBe(true)
  await flow.run({ text: 'a' }, { unitKey: 'first' })
  away = true
  const results = []
  for (let n = 0; n < 20; n++) results.push(await flow.run({ text: 'a' }, { unitKey: `u${n}` }))
  const held = results.filter(({ reason }) => reason.code === 'budget')
  expect(held.length).toBeGreaterThanOrEqual(11)
  expect(held.at(-1)?.reason.message).toContain('out of reach')
})

test('S324 beyond the limit the cheaper model is handed to the call, and the record says which was asked for and which answered', async () => {
  const cheaper = { provider: 'example', name: 'tiny-model', version: null, parameters: {} }
  const slug = await workflow({ perDay: euro('0.20'), atLimit: { kind: 'cheaper-model', model: cheaper } })
  const host = hosts.host({ server: server.address, apiKey: server.key.secret, directory: hosts.folder(), pullMs: 50 })
  const models: string[] = []
  const flow = host.workflow(slug, (_input, call) => {
    models.push(`${call.release.model.name} ${call.cheaper}`)
    call.record({ model: call.release.model.name, costAmount: call.cheaper ? '0.01' : '0.10', costCurrency: 'EUR' })
    return { reply: 'Hello.' }
  })
  await host.ready(5_000)
  for (let n = 0; n < 4; n++) expect((await flow.run({ text: 'a' }, { unitKey: `u${n}` })).route).toBe('automatic')
  expect(models).toEqual(['small-model false', 'small-model false', 'tiny-model true', 'tiny-model true'])
  await host.flush()
  const { body } = await server.request('GET', `/api/v1/runs?workflow=${slug}`, { as: server.viewer })
  expect(
    body.items.map((run: Record<string, unknown>) => [run['requestedModel'], run['resolvedModel']]).toReversed(),
  ).toEqual([
    ['small-model', null],
    ['small-model', null],
    ['small-model', 'tiny-model'],
    ['small-model', 'tiny-model'],
  ])
  expect((await spend(slug)).day.recorded).toBe('0.22')
})

test('S324 a limit that a person lowers holds in a running host within five seconds', { timeout: 60_000 }, async () => {
  const slug = await workflow({ perDay: euro('20') })
  const as = server.admin
  await server.request('POST', `/api/v1/workflows/${slug}/duties/spend`, { as, body: { person: as.id } })
  const host = hosts.host({
    server: server.address,
    apiKey: server.key.secret,
    directory: hosts.folder(),
    pullMs: 4_000,
  })
  const flow = host.workflow(slug, (_input, call) => {
    call.record({ costAmount: '0.10', costCurrency: 'EUR' })
    return { reply: 'Hello.' }
  })
  await host.ready(5_000)
  await flow.run({ text: 'a' }, { unitKey: 'first' })
  const body = { period: 'day', limit: euro('0.10'), reason: 'Costs jumped' }
  expect((await server.request('POST', `/api/v1/workflows/${slug}/spend/limits`, { as, body })).status).toBe(200)
  const begun = performance.now()
  for (let n = 0; (await flow.run({ text: 'a' }, { unitKey: `u${n}` })).reason.code !== 'budget'; n++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(performance.now() - begun).toBeLessThan(6_500)
  }
})

test(
  'S324 a shadow’s calls are paid from the same budget, and it stops before a real unit has to',
  { timeout: 120_000 },
  async () => {
    const slug = await workflow()
    const textOf = (release: string, prompt: string) =>
      EXAMPLE.replace('workflow: billing-replies', `workflow: ${slug}-b`)
        .replace(/release: .*/, `release: '${release}'`)
        .replace('strictly from the billing policy', prompt)
        .replace(/ {2}perDay: .*/, '  perDay: 1 USD')
        .replace(/^dedupe:\n.*\n.*\n/m, '')
    const { manifest } = parseManifest(textOf('2026-11-20', 'strictly from the billing policy'))
    if (manifest === null) throw new Error('The example is no manifest')
    const flow = `${slug}-b`
    const hash = await addSampleRelease(server.world, server.workspaceId, manifest)
    await putLive(server.world, server.workspaceId, flow, hash, 100)
    await server.giveDuties(flow, { 'change-owner': server.admin })
    const as = server.admin
    const change = await server.request('POST', `/api/v1/workflows/${flow}/changes`, {
      as,
      body: { manifest: textOf('2026-11-21', 'in two sentences'), pace: { hours: 24, units: 30 } },
    })
    const path = `/api/v1/workflows/${flow}/changes/${change.body.change.id}/shadow`
    expect((await server.request('POST', path, { as, body: { percent: 20 } })).status).toBe(200)

    const host = hosts.host({
      server: server.address,
      apiKey: server.key.secret,
      directory: hosts.folder(),
      pullMs: 50,
    })
    const calls: ('live' | 'shadow')[] = []
    const replies = host.workflow(flow, (_input, call) => {
      calls.push(call.shadow ? 'shadow' : 'live')
      call.record({ costAmount: '0.05', costCurrency: 'USD' })
      return { topic: 'invoice', confidence: 0.9, policy: 'Invoices', draft: 'Here it is.', changesAccount: false }
    })
    await host.ready(10_000)
    for (let n = 0, used = false; !used && n < 100; n++) {
      const ticket = { ticketId: `t${n}`, customer: 'Ann', text: 'Where is my invoice?' }
      used = (await replies.run(ticket)).reason.code === 'budget'
      // A shadow begins in the turn after the caller has its result.
      await new Promise((resolve) => setTimeout(resolve, 5))
      await host.flush()
    }
    expect(calls).toHaveLength(20)
    const shadows = calls.filter((call) => call === 'shadow').length
    expect(shadows).toBeGreaterThan(0)
    expect(calls.slice(-2)).toEqual(['live', 'live'])
    expect(await spend(flow)).toMatchObject({
      day: { recorded: '1', counted: '1' },
      shadows: { recorded: String(shadows * 0.05).slice(0, 4), n: shadows, unpriced: 0 },
      runs: { called: 20 - shadows, costPerRun: '0.05' },
    })
  },
)

test.each([
  ['goes on', { kind: 'alert' }, 'small-model'],
  [
    'goes to the cheaper model',
    { kind: 'cheaper-model', model: { provider: 'example', name: 'tiny-model', version: null, parameters: {} } },
    'tiny-model',
  ],
])(
  'S324 at the limit every unit of several processes %s, as the manifest says',
  { timeout: 120_000 },
  async (_what, atLimit, beyond) => {
    const slug = await workflow({ atLimit })
    const three = Array.from({ length: 3 }, () => process_(slug, hosts.folder(), 10, '0.10'))
    await until(() => three.every(({ said }) => said().includes('ready')))
    for (const { child } of three) child.stdin?.write('go\n')
    await until(() => three.every(({ said }) => said().includes('done')))
    const said = three.map((each) => each.said()).join('')
    // None is held back; those beyond the limit are paid all the same, and counted.
    expect(spentBy([said])).toBe(30)
    expect(said.split('route automatic').length - 1).toBe(30)
    const byModel = said.split(`by ${beyond}`).length - 1
    expect(byModel).toBe(atLimit.kind === 'alert' ? 30 : 20)
    await Promise.all(three.map(({ child }) => new Promise((resolve) => child.once('exit', resolve))))
    expect((await spend(slug)).monthSoFar).toEqual({ recorded: '3', counted: '3' })
  },
)
