import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signIn } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLE_SIGN_IN } from './example.ts'

const LAUNCHER = fileURLToPath(new URL('../../bin/dayshift.cjs', import.meta.url))

interface Started {
  readonly process: ChildProcess
  readonly address: string
  readonly said: () => string
}

let directory = ''
/** What ran before is the example's past. */
const since = new Date().toISOString()
let running: Started

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dayshift-serve-'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Dayshift</title>')
  running = await start()
}, 240_000)
afterAll(async () => {
  await end(running, 'SIGTERM')
  rmSync(directory, { recursive: true, force: true })
})

async function start(): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      LAUNCHER,
      'serve',
      '--port',
      '0',
      '--data',
      join(directory, 'data'),
      '--web-root',
      directory,
      '--log-level',
      'error',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  for (let tries = 0; tries < 3600; tries += 1) {
    const address = /ready at (\S+)/.exec(said)?.[1]
    if (address !== undefined && said.includes('Sign in')) return { process: child, address, said: () => said }
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}: ${said}`)
    await sleep(50)
  }
  throw new Error(`The server did not become ready: ${said}`)
}

async function end({ process: child }: Started, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill(signal)
  return exited
}

type Reader = <T>(path: string) => Promise<T>

/** Reads from the running server as the example's person. */
async function reader(): Promise<Reader> {
  const { address } = running
  const cookie = await signIn(address, EXAMPLE_SIGN_IN)
  return async <T>(path: string) => {
    const answer = await fetch(address + path, { headers: { cookie } })
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T // our own server's, by its contract
  }
}

interface Runs {
  readonly items: readonly {
    readonly id: string
    readonly route: string
    readonly reason?: unknown
    readonly reasonMessage: string
  }[]
}

async function runsOnceThereAre(read: Reader, least: number): Promise<Runs> {
  for (let tries = 0; tries < 300; tries += 1) {
    const runs = await read<Runs>(`/api/v1/runs?limit=200&from=${since}`)
    if (runs.items.length >= least) return runs
    await sleep(100)
  }
  throw new Error(`No ${least} runs came`)
}

test('the first start says how to sign in, and the example’s tickets take all four routes with reasons', async () => {
  expect(running.said()).toContain(EXAMPLE_SIGN_IN.email)
  const read = await reader()
  const runs = await runsOnceThereAre(read, 50)
  expect(new Set(runs.items.map((run) => run.route))).toEqual(
    new Set(['automatic', 'review', 'human', 'existing-process']),
  )
  expect(runs.items.filter((run) => run.reasonMessage === '')).toEqual([])
  const cases = await read<{ counts: { open: number } }>('/api/v1/cases')
  expect(cases.counts.open).toBeGreaterThan(10)
})

test('killed at once and started again, it goes on with everything that was acknowledged', async () => {
  const before = await runsOnceThereAre(await reader(), 50)
  await end(running, 'SIGKILL')
  running = await start()
  const read = await reader()
  const after = await runsOnceThereAre(read, before.items.length)
  const ids = new Set(after.items.map((run) => run.id))
  expect(before.items.slice(0, 50).filter((run) => !ids.has(run.id))).toEqual([])
  // The example's host is back too: new tickets come.
  await runsOnceThereAre(read, before.items.length + 1)
})

test('SIGTERM ends it in order', async () => {
  expect(await end(running, 'SIGTERM')).toBe(0)
  running = await start()
})
