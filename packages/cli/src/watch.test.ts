import { addSampleRelease, bootServer, sampleManifest, runDayshift, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await bootServer()
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  key = (await server.addKey(['runs:read'])).secret
  const body = { person: server.member.id }
  await server.request('POST', '/api/v1/workflows/billing-replies/duties/daily-care', { as: server.admin, body })
})
afterAll(() => server.close())

function watch(...args: readonly string[]) {
  return runDayshift(['watch', ...args, '--server', server.address], { DAYSHIFT_KEY: key })
}

test('S309 S224 who is on watch and whose job it was are one call each, from the command line too', async () => {
  const all = await watch()
  expect(all).toMatchObject({ code: 0, err: '' })
  expect(all.out).toContain('Billing replies: Mara Member is on watch and holds the daily care.\n')
  expect(all.out).toContain('  ! "Change owner" is held by nobody.')
  expect((await watch('billing-replies')).out).toBe('Mara Member is on watch and holds the daily care.\n')
  const before = ['--at', '2026-01-01T00:00:00Z']
  expect((await watch('billing-replies', '--duty', 'daily-care', ...before)).out).toBe(
    `"Daily care" was nobody's job: nobody had held it before.\n`,
  )
  const json = JSON.parse((await watch('billing-replies', '--duty', 'daily-care', '--json')).out)
  expect(json).toMatchObject({ duty: { id: 'daily-care' }, person: { name: 'Mara Member' } })
})

test('what can not be answered is refused in words', async () => {
  expect(await watch('--duty', 'spend')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--at and --duty are asked of one workflow'),
  })
  expect(await watch('nowhere')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no workflow "nowhere"'),
  })
  const when = await watch('billing-replies', '--at', 'yesterday')
  expect(when).toMatchObject({ code: 1, out: '' })
})
