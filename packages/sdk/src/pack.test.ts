import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingManifest, gateStateOf } from '../fixtures/billing.ts'
import { startStandIn, type StandInServer } from '../fixtures/stand-in-server.ts'

const sdk = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const modules = resolve(sdk, '../../node_modules')
const systemNode = otherNode()

let app = ''
let server: StandInServer | null = null

beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'dayshift-packed-'))
  const typescript = join(modules, '.bin', 'tsc')
  // Types of parts that are being worked on elsewhere don't matter here: what can't be packed fails below.
  spawnQuietly(typescript, ['-b', sdk])
  const out = join(app, 'out')
  execFileSync(process.execPath, [join(sdk, 'scripts/pack.ts'), out])
  const [tarball] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', app], { cwd: out, encoding: 'utf8' }),
  ) as [{ filename: string }]
  const installed = join(app, 'node_modules/@dayshift/sdk')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(app, tarball.filename), '-C', installed, '--strip-components=1'])
  for (const name of Object.keys(packageFile().dependencies)) {
    mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true })
    symlinkSync(join(modules, name), join(app, 'node_modules', name))
  }
  writeFileSync(join(app, 'package.json'), '{"type":"module"}')
  server = await startStandIn(gateStateOf(billingManifest()))
})

afterAll(async () => {
  await server?.stop()
  rmSync(app, { recursive: true, force: true })
})

function packageFile(): { dependencies: Record<string, string>; peerDependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(app, 'node_modules/@dayshift/sdk/package.json'), 'utf8'))
}

function spawnQuietly(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
  } catch {
    // It writes what it can and ends with an error.
  }
}

/** A Node of the machine itself, not the repository's; null where there is none. */
function otherNode(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node')
    if (folder.includes('node_modules') || !existsSync(node)) continue
    const major = Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }))
    if (major >= 20 && major < 24) return node
  }
  return null
}

const HOST = `
import { createDayshift } from '@dayshift/sdk'
const [server, directory] = process.argv.slice(2)
const dayshift = createDayshift({ server, apiKey: 'key', directory })
const replies = dayshift.workflow('billing-replies', async () => '{"reply":"Hello."}')
const ready = await dayshift.ready()
const result = await replies.run({ text: 'a' }, { unitKey: 'packed' })
const sent = await dayshift.flush()
await dayshift.close()

const local = createDayshift({ manifest: 'dayshift: 1\\nworkflow: Not A Slug\\n', log: (level, message) => (told = message) })
let told = ''
const other = await local.workflow('other', () => null).run({})
console.log(JSON.stringify({ ready, result, sent, told, other }))
`

function runHost(node: string, directory: string): Promise<string> {
  writeFileSync(join(app, 'host.js'), HOST)
  return new Promise((done, failed) => {
    const child = spawn(node, [join(app, 'host.js'), server?.url ?? '', join(app, directory)])
    let out = ''
    let wrong = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()))
    child.on('close', (code) => (code === 0 ? done(out) : failed(new Error(wrong))))
  })
}

function expectWorked(out: string): void {
  const said = JSON.parse(out) as { result: { runId: string }; told: string }
  expect(said).toMatchObject({
    ready: true,
    sent: true,
    result: { route: 'automatic', output: { reply: 'Hello.' } },
    other: { route: 'human', reason: { code: 'no-release' } },
  })
  expect(said.told).toContain('Cannot use the manifest')
  expect(server?.runs.has(said.result.runId)).toBe(true)
}

test('the packed SDK, installed alone, runs a host', async () => {
  expectWorked(await runHost(process.execPath, 'state-own'))
})

test.skipIf(systemNode === null)(
  'the packed SDK runs on Node 20 (skipped where the machine has no Node from 20 to 23)',
  async () => {
    expectWorked(await runHost(systemNode ?? '', 'state-20'))
  },
)

test('the package needs few others, and neither zod nor the model’s SDK', () => {
  const { dependencies, peerDependencies } = packageFile()
  expect(Object.keys(dependencies)).toEqual([
    '@marcbachmann/cel-js',
    '@noble/hashes',
    '@opentelemetry/api',
    'ajv',
    'ajv-formats',
    're2js',
  ])
  expect(Object.keys(peerDependencies)).toEqual(['ai'])
})

test('its types stand alone', () => {
  writeFileSync(
    join(app, 'use.ts'),
    `import { createDayshift, type RunResult } from '@dayshift/sdk'
const replies = createDayshift().workflow<{ text: string }, { reply: string }>('a', ({ text }, call) => ({ reply: text + call.attempt }))
export async function use(): Promise<string> {
  const result: RunResult<{ reply: string }> = await replies.run({ text: 'a' }, { unitKey: 'u' })
  if (result.route === 'automatic') return result.output.reply
  // @ts-expect-error a draft is no output
  if (result.route === 'review') return result.output.reply
  return result.reason.message
}
`,
  )
  expectCompiles(['use.ts'], { skipLibCheck: false })
})

const guide = readFileSync(resolve(sdk, '../../docs/guides/builder-sdk.md'), 'utf8')
const blocks = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')

test("the code of the builder's guide and of the feedback guide compiles against the package", () => {
  for (const name of ['ai', '@ai-sdk']) symlinkSync(join(modules, name), join(app, 'node_modules', name))
  const feedback = readFileSync(resolve(sdk, '../../docs/guides/feedback.md'), 'utf8')
  const all = [...blocks, ...[...feedback.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')]
  all.forEach((code, n) => writeFileSync(join(app, `guide-${n}.ts`), code))
  expect(all.length).toBeGreaterThan(4)
  // The types of the model's SDK are somebody else's.
  expectCompiles(
    all.map((_, n) => `guide-${n}.ts`),
    { skipLibCheck: true },
  )
})

test("the guide's first host runs", async () => {
  const model = createServer((_request, response) => response.end('{"reply":"It is attached."}'))
  await new Promise<void>((done) => model.listen(0, '127.0.0.1', () => done()))
  writeFileSync(join(app, 'guide-host.ts'), blocks[0] ?? '')
  const env = {
    ...process.env,
    DAYSHIFT_URL: server?.url,
    DAYSHIFT_KEY: 'key',
    MODEL_URL: `http://127.0.0.1:${(model.address() as AddressInfo).port}`,
  }
  const said = await promisify(execFile)(process.execPath, [join(app, 'guide-host.ts')], { cwd: app, env })
  model.close()
  expect(said.stdout).toBe('send: It is attached.\n')
})

function expectCompiles(files: readonly string[], options: { readonly skipLibCheck: boolean }): void {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    target: 'ES2022',
    module: 'NodeNext',
    ...options,
    typeRoots: [join(modules, '@types')],
    types: ['node'],
  }
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const checked = spawnSync(join(modules, '.bin', 'tsc'), ['-p', app], { encoding: 'utf8' })
  expect(checked.stdout).toBe('')
  expect(checked.status).toBe(0)
}
