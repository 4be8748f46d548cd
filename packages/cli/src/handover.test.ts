import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addSampleRelease, bootServer, sampleManifest, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let server: TestServer
let key: string

beforeAll(async () => {
  server = await bootServer()
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  key = (await server.addKey(['runs:read'])).secret
  const duties = { as: server.admin, body: { person: server.member.id } }
  await server.request('POST', '/api/v1/workflows/billing-replies/duties/business-owner', duties)
})
afterAll(() => server.close())

/** Runs the launcher as a shell would. */
function status(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const launcher = join(root, 'packages/cli/bin/dayshift.cjs')
    const child = spawn(process.execPath, [launcher, 'handover', 'status', ...args, '--server', server.address], {
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

test('S122 handover status gives stage, criteria with what is missing and who, duties, deployed and adopted', async () => {
  const { code, out, err } = await status('billing-replies', '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const report = JSON.parse(out)
  expect(Object.keys(report)).toEqual(['stage', 'criteria', 'duties', 'deployed', 'adopted'])
  expect(report).toMatchObject({ stage: 'design', deployed: 'unmet', adopted: 'unmet' })
  for (const criterion of report.criteria) expect(Object.keys(criterion)).toEqual(['id', 'verdict', 'missing', 'who'])
  expect(report.criteria).toContainEqual({
    id: 'operator-named',
    verdict: 'unmet',
    missing: [expect.stringContaining('Future operator')],
    who: [{ duty: 'business-owner', person: 'Mara Member' }],
  })
  for (const duty of report.duties) expect(Object.keys(duty)).toEqual(['duty', 'person', 'problem'])
  expect(report.duties).toContainEqual({ duty: 'business-owner', person: 'Mara Member', problem: null })
  expect(report.duties).toContainEqual({
    duty: 'operational-owner',
    person: null,
    problem: expect.stringContaining('held by nobody'),
  })
})

test('without --json it says the same in words; a workflow that is not there is refused in words', async () => {
  const { code, out } = await status('billing-replies')
  expect(code).toBe(0)
  expect(out).toMatch(/^"Billing replies" is in design \(playbook lean\): 2 of 2 criteria open\.\n/)
  expect(out).toContain('[Mara Member]')
  const unknown = await status('nowhere')
  expect(unknown).toMatchObject({ code: 1, out: '' })
  expect(unknown.err).toContain('There is no workflow "nowhere"')
})
