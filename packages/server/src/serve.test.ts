import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endAbandonedPostgres } from './platform/database/index.ts'

const PROGRAM = `
import { readConfig, serve, untilStopped } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'index.ts')).href)}
const past = { days: 3, tell: async (story) => {
  console.log('told from ' + String(Math.round((Date.now() - story.now()) / 86400000)) + ' days ago')
  await story.pass(86400000)
} }
const layIn = async ({ onStop }) => {
  onStop(async () => console.log('the example has ended'))
  return null
}
try {
  const { config } = readConfig({ flags: JSON.parse(process.argv[1]), environment: {}, directory: process.cwd() })
  const server = await serve({ config, say: console.log, layIn, past })
  await untilStopped(server, console.log)
  console.log('stopped')
} catch (error) {
  console.log(error.name + ': ' + error.message)
  process.exitCode = 1
}`

let root: string
const running = new Set<ChildProcess>()

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dayshift-serve-'))
  // PostgreSQL's user must be able to pass where the tests run as root.
  chmodSync(root, 0o755)
  mkdirSync(join(root, 'web'))
  writeFileSync(join(root, 'web', 'index.html'), '<!doctype html><title>the app</title>')
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await endAbandonedPostgres(join(root, 'data'), { info: () => {}, warn: () => {}, error: () => {} })
  rmSync(root, { recursive: true, force: true })
})

describe('serve', () => {
  test('starts on an empty directory, says how to set up, stops at SIGTERM, and goes on where it was', async () => {
    const first = start({ port: '0' })
    const address = await first.says(/ready at (http:\S+)/)
    const code = await first.says(/with the code (\S+)/)
    expect(first.output()).toContain('told from 3 days ago')
    const body = { code, workspace: 'W', name: 'Ann', email: 'ann@example.com', password: 'a long password' }
    expect(await post(`${address}/api/v1/setup`, body)).toBe(201)
    expect((await fetch(address, { headers: { accept: 'text/html' } })).status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.output()).toMatch(/Stopping[^]*the example has ended[^]*stopped\n$/)

    const second = start({ port: '0' })
    const again = await second.says(/ready at (http:\S+)/)
    expect(await second.says(/(Sign in with your e-mail address)/)).not.toBe('')
    expect(second.output()).not.toContain('told from')
    const { email, password } = body
    expect(await post(`${again}/api/auth/sign-in/email`, { email, password })).toBe(200)

    // A request that never ends holds the first stop up; the second Ctrl-C doesn't wait for it.
    await hang(`${again}/api/auth/sign-in/email`)
    second.child.kill('SIGINT')
    await second.says(/(Stopping)/)
    second.child.kill('SIGINT')
    expect(await second.ended).toBe(130)
  })

  test('a port that is taken is said in words, and nothing stays running', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo // it listens on TCP
    const server = start({ port: String(port), data: 'data-taken' })
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain(
      `ServeFailure: Cannot listen on 127.0.0.1:${String(port)}: another program uses the port`,
    )
    other.close()
  })
})

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  output(): string
  /** Waits for a line; gives what the group matched. */
  says(pattern: RegExp): Promise<string>
}

function start(flags: Record<string, string>): Started {
  const all = { data: join(root, 'data'), webRoot: join(root, 'web'), logLevel: 'warn', ...flags }
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, JSON.stringify(all)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  let output = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    for (const look of listeners) look()
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (exitCode) => {
      running.delete(child)
      resolve(exitCode)
    })
  })
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output)
        if (found === null) return
        listeners.delete(look)
        resolve(found[1] ?? '')
      }
      listeners.add(look)
      void ended.then(() => reject(new Error(`The server ended and did not say ${String(pattern)}: ${output}`)))
      look()
    })
  return { child, ended, output: () => output, says }
}

async function post(address: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

/** Sends the head of a request, which the server answers with "continue", and never its body. */
function hang(address: string): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' }
    const sent = httpRequest(address, { method: 'POST', headers })
    sent.on('continue', resolve)
    sent.on('error', () => {})
    sent.flushHeaders()
  })
}
