import { addSampleRelease, bootServer, sampleManifest, runDayshift, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

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

function status(...args: readonly string[]) {
  return runDayshift(['handover', 'status', ...args, '--server', server.address], { DAYSHIFT_KEY: key })
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
