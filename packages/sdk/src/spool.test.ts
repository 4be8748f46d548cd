import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import type { Manifest } from '@dayshift/core'
import { billingManifest, gateStateOf, SLUG, type Reply, type Ticket } from '../fixtures/billing.ts'
import { createHosts, until } from '../fixtures/host.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'
import type { Dayshift, RunResult } from './index.ts'

const hosts = createHosts()
const servers: StandInServer[] = []
const undo: (() => void)[] = []

afterEach(async () => {
  await hosts.end(undo.splice(0))
  for (const server of servers.splice(0)) await server.stop()
})

async function serverFor(changes: Partial<Manifest> = {}): Promise<StandInServer> {
  const server = await startStandIn(gateStateOf(billingManifest(changes)))
  servers.push(server)
  return server
}

function register(dayshift: Dayshift) {
  return dayshift.workflow<Ticket, Reply>(SLUG, () => ({ reply: 'Hello.' }))
}

let unit = 0
async function runMany(replies: ReturnType<typeof register>, n: number): Promise<readonly RunResult<Reply>[]> {
  const results: RunResult<Reply>[] = []
  for (let i = 0; i < n; i++) results.push(await replies.run({ text: 'a' }, { unitKey: `u${unit++}` }))
  return results
}

function idsOf(results: readonly RunResult<Reply>[]): readonly string[] {
  return results.map(({ runId }) => runId)
}

test('the server is down for the whole run: the next process delivers everything, in order', async () => {
  const server = await serverFor()
  const directory = hosts.folder()
  const first = hosts.host({ server: server.url, directory })
  const replies = register(first)
  await first.ready()
  await server.stop()
  const results = await runMany(replies, 50)
  expect(results.every(({ route }) => route === 'automatic')).toBe(true)
  await first.close(0)

  await server.start()
  const second = hosts.host({ server: server.url, directory })
  expect(await second.flush()).toBe(true)
  expect(server.order).toEqual(idsOf(results))
  expect(second.health().spool.bytes).toBe(0)
})

test('the server is killed in the middle of a batch: every record is there once after it is back', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), random: () => 0.01 })
  const replies = register(dayshift)
  await dayshift.ready()
  // What waits goes out as one batch, so the server surely dies within it.
  await server.stop()
  const results = await runMany(replies, 100)
  server.dieAfter = 30
  await server.start()
  await until(() => server.runs.size === 30 && server.dieAfter === null)
  await server.start()
  await until(() => server.runs.size === 100)
  expect(await dayshift.flush()).toBe(true)
  expect(server.order).toEqual(idsOf(results))
  expect(server.duplicates).toBeGreaterThan(0)
})

test('the host is killed with kill -9: every run whose result was returned is delivered after the restart', async () => {
  const server = await serverFor({ dedupe: { key: 'input.ticket', windowMs: 600_000 }, input: BY_TICKET })
  const directory = hosts.folder()
  const script = fileURLToPath(new URL('../fixtures/killed-host.ts', import.meta.url))
  const child = spawn(process.execPath, [script, server.url, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const returned: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => returned.push(line))
  await until(() => returned.length >= 500)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('close', resolve))
  expect(server.runs.size).toBe(0)

  const dayshift = hosts.host({ server: server.url, directory })
  const replies = register(dayshift)
  await dayshift.ready()
  const again = await replies.run({ ticket: 't0', text: 'a' }, { unitKey: 'u0' })
  expect(again).toMatchObject({ reason: { code: 'duplicate' }, output: { reply: 'Hello.' } })
  expect(await dayshift.flush()).toBe(true)
  expect(returned.filter((id) => !server.runs.has(id))).toEqual([])
  expect(readdirSync(directory).filter((name) => name.startsWith('slot-'))).toEqual(['slot-0'])
})

test.each(['falls off its end', 'calls process.exit'])(
  'a host that never closes and %s: it ends by itself, and its last records are delivered',
  async (way) => {
    const server = await serverFor()
    const directory = hosts.folder()
    const script = fileURLToPath(new URL('../fixtures/forgetful-host.ts', import.meta.url))
    const child = spawn(process.execPath, [script, server.url, directory, way], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ids: string[] = []
    createInterface({ input: child.stdout }).on('line', (line) => ids.push(line))
    await new Promise((resolve) => child.on('close', resolve))
    expect(ids).toHaveLength(3)
    const dayshift = hosts.host({ server: server.url, directory })
    expect(await dayshift.flush()).toBe(true)
    expect(server.order).toEqual(ids)
  },
)

const BY_TICKET = {
  type: 'object',
  properties: { ticket: { type: 'string' }, text: { type: 'string' } },
  required: ['ticket', 'text'],
}

test('what shipping deleted is never numbered again: records after a restart arrive as well', async () => {
  const server = await serverFor()
  const directory = hosts.folder()
  const sent: string[] = []
  for (let start = 0; start < 3; start++) {
    const dayshift = hosts.host({ server: server.url, directory })
    const replies = register(dayshift)
    await dayshift.ready()
    sent.push(...idsOf(await runMany(replies, 3)))
    await dayshift.close()
  }
  expect(server.order).toEqual(sent)
})

test('two processes on one directory have slots of their own, and the next start ships what a dead one left', async () => {
  const server = await serverFor()
  const directory = hosts.folder()
  const script = fileURLToPath(new URL('../fixtures/killed-host.ts', import.meta.url))
  const returned: string[] = []
  const children = [1, 2].map(() => {
    const child = spawn(process.execPath, [script, server.url, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
    let lines = 0
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines++
      returned.push(line)
    })
    return { child, lines: () => lines }
  })
  await until(() => children.every(({ lines }) => lines() >= 20))
  expect(
    readdirSync(directory)
      .filter((name) => name.startsWith('slot-'))
      .toSorted(),
  ).toEqual(['slot-0', 'slot-1'])
  for (const { child } of children) {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
  }
  const dayshift = hosts.host({ server: server.url, directory })
  expect(await dayshift.flush()).toBe(true)
  expect(returned.filter((id) => !server.runs.has(id))).toEqual([])
  expect(readdirSync(directory).filter((name) => name.startsWith('slot-'))).toEqual(['slot-0'])
})

test('a full spool loses what does not fit, counts it, says so, and tells the server', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), spoolBytes: 4_000 })
  const replies = register(dayshift)
  await dayshift.ready()
  await server.stop()
  const results = await runMany(replies, 20)
  expect(results.every(({ route }) => route === 'automatic')).toBe(true)
  const { lost } = dayshift.health().spool
  expect(lost).toBeGreaterThan(0)
  expect(lost).toBeLessThan(20)
  expect(dayshift.said.join()).toContain('the spool is full')

  await server.start()
  expect(await dayshift.flush()).toBe(true)
  expect(server.runs.size).toBe(20 - lost)
  expect(server.batches.reduce((sum, batch) => sum + batch.lost, 0)).toBe(lost)
  await runMany(replies, 1)
  expect(await dayshift.flush()).toBe(true)
  expect(server.runs.size).toBe(21 - lost)
})

const small = smallDisk()

test.skipIf(small === null)(
  'a disk that is full (ENOSPC on a small file system; skipped where none can be mounted)',
  async () => {
    const directory = small?.() ?? ''
    const server = await serverFor({ data: { capture: 'full', retentionDays: 1, subject: null, redact: [] } })
    const dayshift = hosts.host({ server: server.url, directory })
    const replies = register(dayshift)
    await dayshift.ready()
    await server.stop()
    const results: RunResult<Reply>[] = []
    for (let n = 0; n < 100; n++) results.push(await replies.run({ text: 'x'.repeat(10_000) }, { unitKey: `u${n}` }))
    expect(results.every(({ route }) => route === 'automatic')).toBe(true)
    const { lost } = dayshift.health().spool
    expect(lost).toBeGreaterThan(0)
    expect(dayshift.said.join()).toContain('ENOSPC')

    await server.start()
    expect(await dayshift.flush()).toBe(true)
    expect(server.runs.size).toBe(100 - lost)
    expect(server.batches.reduce((sum, batch) => sum + batch.lost, 0)).toBe(lost)
    expect(dayshift.health().spool.damagedBytes).toBe(0)
  },
)

/** A file system of 256 kB in memory, where this process may mount one. */
function smallDisk(): (() => string) | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const mount = () => {
    const folder = hosts.folder()
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status !== 0) return null
    return folder
  }
  const probe = mount()
  if (probe === null) return null
  spawnSync('umount', [probe])
  return () => {
    const folder = mount() ?? ''
    undo.push(() => spawnSync('umount', [folder]))
    return folder
  }
}

test('a directory that cannot be used: the gate works on, and the host is told', async () => {
  const server = await serverFor()
  const folder = hosts.folder()
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const dayshift = hosts.host({ server: server.url, directory: join(file, 'below') })
  const replies = register(dayshift)
  await dayshift.ready()
  expect((await runMany(replies, 1))[0]?.route).toBe('automatic')
  expect(dayshift.said.join()).toContain('Cannot use the directory')
  expect(dayshift.health().spool.lost).toBe(1)
})

async function stoppedWith(n: number) {
  const server = await serverFor()
  const directory = hosts.folder()
  const first = hosts.host({ server: server.url, directory })
  const replies = register(first)
  await first.ready()
  await server.stop()
  const results = await runMany(replies, n)
  await first.close(0)
  await server.start()
  const spool = join(directory, 'slot-0', 'spool')
  const [segment = ''] = readdirSync(spool).filter((name) => name.endsWith('.log'))
  return { server, directory, results, segment: join(spool, segment) }
}

test('a block that was torn when the process died is cut off, and everything before it is delivered', async () => {
  const { server, directory, results, segment } = await stoppedWith(5)
  const bytes = readFileSync(segment)
  appendFileSync(segment, bytes.subarray(0, 100))
  const dayshift = hosts.host({ server: server.url, directory })
  expect(dayshift.said.join()).toContain('100 bytes of an unfinished block')
  expect(await dayshift.flush()).toBe(true)
  expect(server.order).toEqual(idsOf(results))
})

test('a damaged block is stepped over and counted; those before and after it are delivered', async () => {
  const { server, directory, results, segment } = await stoppedWith(5)
  const bytes = readFileSync(segment)
  const third = bytes.indexOf(results[2]?.runId ?? '')
  bytes.writeUInt8(0, third)
  writeFileSync(segment, bytes)
  const dayshift = hosts.host({ server: server.url, directory })
  expect(await dayshift.flush()).toBe(true)
  expect(server.order).toEqual(idsOf(results.filter((_, n) => n !== 2)))
  expect(dayshift.health().spool.damagedBytes).toBeGreaterThan(0)
})

test('a lost place in the spool costs a second delivery, nothing else', async () => {
  const { server, directory, results } = await stoppedWith(5)
  const dayshift = hosts.host({ server: server.url, directory })
  await dayshift.flush()
  const replies = register(dayshift)
  await dayshift.ready()
  await server.stop()
  const more = await runMany(replies, 2)
  await dayshift.close(0)
  writeFileSync(join(directory, 'slot-0', 'spool', 'position.json'), 'damaged')
  await server.start()
  const next = hosts.host({ server: server.url, directory })
  expect(await next.flush()).toBe(true)
  expect(new Set(server.order)).toEqual(new Set([...idsOf(results), ...idsOf(more)]))
  expect(server.runs.size).toBe(7)
})

test('a batch that the server refuses whole is split, and the one bad record is kept aside', async () => {
  const server = await serverFor()
  const directory = hosts.folder()
  const dayshift = hosts.host({ server: server.url, directory })
  const replies = register(dayshift)
  await dayshift.ready()
  server.before = (request, response, body) => {
    if (request.url !== '/api/v1/runs' || !body.includes('"unitKey":"bad"')) return false
    response.writeHead(422, { 'content-type': 'application/json' }).end('{"title":"Too deep"}')
    return true
  }
  await runMany(replies, 3)
  const bad = await replies.run({ text: 'a' }, { unitKey: 'bad' })
  await runMany(replies, 3)
  expect(await dayshift.flush()).toBe(true)
  expect(server.runs.size).toBe(6)
  expect(dayshift.health().spool.refused).toBe(1)
  expect(readFileSync(join(directory, 'refused.ndjson'), 'utf8')).toContain(bad.runId)
})

test('a server that is busy or refuses the key gets the records later, none is dropped', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), random: () => 0.01 })
  const replies = register(dayshift)
  await dayshift.ready()
  const answers = [429, 503, 401]
  server.before = (request, response) => {
    const status = request.url === '/api/v1/runs' ? answers.shift() : undefined
    if (status === undefined) return false
    response.writeHead(status).end()
    return true
  }
  await runMany(replies, 3)
  await until(() => server.runs.size === 3)
  expect(dayshift.health().spool).toMatchObject({ refused: 0, lost: 0 })
})

test('what the server quarantines is counted', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder() })
  const replies = register(dayshift)
  await dayshift.ready()
  const rejected = [{ index: 0, id: null, quarantineId: 'q', errors: [{ path: '/bucket', message: 'is wrong' }] }]
  server.before = (request, response) => {
    if (request.url !== '/api/v1/runs') return false
    const body = JSON.stringify({ accepted: 0, duplicates: 0, rejected, clockOffsetMs: 0 })
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    return true
  }
  await runMany(replies, 1)
  await dayshift.flush()
  expect(dayshift.health().spool.quarantined).toBe(1)
  expect(dayshift.said.join()).toContain('/bucket is wrong')
})

test('records can wait for the disk itself', async () => {
  const server = await serverFor()
  const dayshift = hosts.host({ server: server.url, directory: hosts.folder(), durability: 'synced' })
  const replies = register(dayshift)
  await dayshift.ready()
  const results = [...(await runMany(replies, 5)), replies.route({ text: 'a' }, { reply: 'b' }, { unitKey: 'routed' })]
  await dayshift.written()
  await dayshift.flush()
  expect(server.order).toEqual(idsOf(results))
})

test('what a budget allowed before a kill stays spent after it', async () => {
  const money = (amount: string) => ({ amount, currency: 'EUR' })
  const limits = { perRun: money('0.30'), perDay: money('1.00'), perMonth: null, latencyMs: null }
  const server = await serverFor({ limits })
  const directory = hosts.folder()
  const first = hosts.host({ server: server.url, directory })
  const replies = register(first)
  await first.ready()
  expect((await runMany(replies, 3)).map(({ route }) => route)).toEqual(['automatic', 'automatic', 'automatic'])
  await first.close()
  const second = hosts.host({ server: server.url, directory })
  const later = register(second)
  await second.ready()
  expect((await runMany(later, 1))[0]?.reason.code).toBe('budget')
})
