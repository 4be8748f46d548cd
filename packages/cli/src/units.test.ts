import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addSampleRelease, bootServer, sampleManifest, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const launcher = join(fileURLToPath(new URL('../../../', import.meta.url)), 'packages/cli/bin/dayshift.cjs')
const folder = mkdtempSync(join(tmpdir(), 'dayshift-units-'))
let server: TestServer
let key: string

beforeAll(async () => {
  server = await bootServer()
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  key = (await server.addKey(['runs:write', 'runs:read'])).secret
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server.close()
})

function dayshift(...args: readonly string[]): Promise<Told> {
  return run(...args, '--server', server.address)
}

interface Told {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function run(...args: readonly string[]): Promise<Told> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], DAYSHIFT_KEY: key },
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

test('units come from a table: a preview keeps nothing, refused rows are written with their reasons, the rest is kept once', async () => {
  const now = new Date().toISOString()
  const rows = [...Array.from({ length: 40 }, (_, i) => `t-${i},${now},billing`), 't-40,yesterday,billing', `,${now},`]
  writeFileSync(join(folder, 'tickets.csv'), `ticket,came,team\n${rows.join('\n')}\n`)
  const into = ['--workflow', 'billing-replies', '--unit-key', 'ticket', '--at', 'came']
  const preview = await dayshift('units', 'import', 'tickets.csv', ...into, '--preview')
  expect(preview.out).toMatch('40 units would be kept, 0 known already.')
  const first = await dayshift('units', 'import', 'tickets.csv', ...into, '--rejects', 'refused.csv')
  expect([first.code, first.out.split('\n')[0]]).toEqual([1, '40 units kept, 0 known already.'])
  expect(first.out).toMatch(/Row 41: at: /)
  expect(first.err).toMatch('2 of 42 rows of "tickets.csv" are refused; they stand in "refused.csv"')
  expect(readFileSync(join(folder, 'refused.csv'), 'utf8').split('\r\n')[1]).toMatch(/^41,.*,t-40,yesterday,billing$/)
  const again = await dayshift('units', 'import', 'tickets.csv', ...into, '--json')
  expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicates: 40, rejected: [{ row: 41 }, { row: 42 }] })
  const body = { kind: 'feed' }
  const path = '/api/v1/workflows/billing-replies/adoption/denominator'
  await server.request('POST', path, { as: server.member, body })
  const status = await dayshift('adoption', 'status', 'billing-replies')
  expect(status.out).toMatch('Billing replies informs 0 % of the decisions it was built for (n 40, 95 % 0–9)')
  expect(status.out).toMatch('40  The AI gave no answer')
  const json = await dayshift('adoption', 'status', 'billing-replies', '--json')
  expect(JSON.parse(json.out)).toMatchObject({ figures: { influence: { k: 0, n: 40 } }, loss: 'not-used' })
  writeFileSync(
    join(folder, 'audit.csv'),
    `unitKey,verdict,at,source\nt-1,right,${now},audit\nt-2,perhaps,${now},audit\n`,
  )
  const outcomes = await dayshift('outcomes', 'import', 'audit.csv', '--workflow', 'billing-replies')
  expect([outcomes.code, outcomes.out.split('\n')[0]]).toEqual([1, '1 outcomes kept, 0 known already.'])
})

test('how many answers to judge is told without a server; what was drawn and what it is worth by the server', async () => {
  const size = await dayshift('outcomes', 'size', '--units', '9000', '--expected', '0.9', '--within', '0.03')
  expect(size.err).toMatch("unknown option '--server'")
  const alone = await run('outcomes', 'size', '--units', '9000', '--expected', '0.9', '--within', '0.03')
  expect(alone.out).toBe(
    'Judge 369 of 9000 answers: then the 95 % interval of the share of right ones reaches 3 points to either side, where 90 % are right.\n',
  )
  expect(JSON.parse((await run('outcomes', 'size', '--units', '500', '--json')).out)).toMatchObject({ size: 218 })
  expect((await run('outcomes', 'size', '--units', 'many')).err).toMatch('A whole number above zero')
  const sample = await dayshift('outcomes', 'sample', 'billing-replies')
  expect(sample.out).toMatch('Billing replies: No answers are drawn to be judged')
  const value = await dayshift('value', 'billing-replies')
  expect(value.out).toMatch('Billing replies has no known cost in')
  expect(value.out).toMatch('Business impact: unmet. It influenced none of 40 decisions: spend without return.')
  expect(JSON.parse((await dayshift('value', 'billing-replies', '--json')).out)).toMatchObject({ verdict: 'unknown' })
})
