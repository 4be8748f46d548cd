import { addSampleRelease, bootServer, runDayshift, sampleManifest, type TestServer } from '@dayshift/testkit'
import { createManualClock } from '@dayshift/server'
import { afterAll, beforeAll, expect, test } from 'vitest'

const clock = createManualClock(new Date('2026-11-02T07:00:00.000Z'))
let server: TestServer
let key: string

beforeAll(async () => {
  server = await bootServer({ clock })
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  key = (await server.addKey(['runs:read'])).secret
  await server.mustBe(200, 'POST', '/workflows/billing-replies/reviews/start', {
    body: { day: '2026-11-02', reason: 'The launch.' },
  })
  clock.advance(8 * 86_400_000)
  await server.doWhatIsDue()
})
afterAll(() => server.close())

const reviews = (...args: readonly string[]) =>
  runDayshift(['reviews', ...args, '--server', server.address], { DAYSHIFT_KEY: key })

test('S147 what waits and what comes is listed of one workflow and of all; a pack is printed as Markdown, and as it was signed', async () => {
  const one = await reviews('list', 'billing-replies')
  expect([one.code, one.err]).toEqual([0, ''])
  expect(one.out.split('\n').slice(0, 4)).toEqual([
    '“Weekly operator review” of 9 Nov 2026 waits to be held. Next comes “Weekly operator review” on 16 Nov 2026.',
    '',
    'due       9 Nov 2026  Weekly operator review',
    'comes    16 Nov 2026  Weekly operator review',
  ])
  expect((await reviews('list')).out).toContain('due       9 Nov 2026  Weekly operator review  Billing replies')
  const [{ id }] = JSON.parse((await reviews('list', 'billing-replies', '--json')).out).past
  expect((await reviews('pack', id)).out).toMatch(/^# Billing replies: Weekly operator review of 9 Nov 2026\n/)
  const { packHash } = JSON.parse((await reviews('pack', id, '--json')).out)
  expect(packHash).toMatch(/^[0-9a-f]{64}$/)
  const refused = await reviews('list', 'nowhere')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('There is no workflow "nowhere"')])
})
