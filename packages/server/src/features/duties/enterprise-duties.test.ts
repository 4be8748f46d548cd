import { addSampleRelease, bootServer, putInStage, sampleManifest, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'

const DAY = 86_400_000
const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const SLUG = 'claims'
const at = (path: string) => `/api/v1/workflows/${SLUG}/${path}`
let server: TestServer

beforeAll(async () => {
  server = await bootServer({ clock })
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: SLUG, name: 'Claims' }))
  const chosen = await server.request('POST', at('playbook'), {
    as: server.admin,
    body: { id: 'enterprise', reason: 'A large team' },
  })
  expect(chosen.status).toBe(200)
})
afterAll(() => server.close())

const give = (duties: Record<string, string>) =>
  server.request('POST', at('duties'), {
    as: server.admin,
    body: { duties: Object.entries(duties).map(([duty, person]) => ({ duty, person })) },
  })
const table = async () => (await server.request('GET', at('duties'), { as: server.viewer })).body

test('S137 S138 S139 S140 S142 S246 S325 the enterprise way has a name of its own for every job around a workflow', async () => {
  const ids: string[] = (await table()).items.map(({ id }: { id: string }) => id)
  expect(ids).toEqual(
    expect.arrayContaining([
      'business-owner',
      'product-manager',
      'data-engineer',
      'ai-operations',
      'leadership',
      'watch-drift',
      'watch-costs',
      'watch-output',
      'spend',
    ]),
  )
})

test('S141 S271 the transfer is blocked while one of the roles has no name, and goes through once each has', async () => {
  const people: Record<string, string> = {}
  for (const name of ['Ben Builder', 'Olga Operator', 'Pim Backup', 'Bo Owner', 'Dora Data', 'Ida Infra']) {
    people[name.split(' ')[0] ?? name] = (await server.addPerson(name, 'member')).id
  }
  const { Ben = '', Olga = '', Bo = '', Dora = '', Ida = '', Pim = '' } = people
  const others: string[] = (await table()).items.map(({ id }: { id: string }) => id)
  const named: Record<string, string> = {
    'business-owner': Bo,
    'operational-owner': Olga,
    infrastructure: Ida,
    security: Ida,
    leadership: server.admin.id,
    sponsor: server.admin.id,
  }
  const duties = Object.fromEntries(
    others.filter((id) => !['backup', 'data-engineer'].includes(id)).map((id) => [id, named[id] ?? Ben]),
  )
  expect((await give(duties)).status).toBe(200)
  await putInStage(server.world, server.workspaceId, SLUG, 'transfer')
  const planned = await server.request('POST', at('transfer'), {
    as: server.admin,
    body: { at: new Date(clock.now().getTime() + 30 * DAY).toISOString(), zone: 'UTC', receiver: Olga, backup: Pim },
  })
  expect(planned.body.blocks).toMatchObject([
    { code: 'not-accepted' },
    { code: 'duty', sentence: '"Data engineer" is held by nobody.', mend: 'Give it one name.' },
  ])
  expect((await give({ 'data-engineer': Dora })).status).toBe(200)
  const after = (await server.request('GET', at('transfer'), { as: server.viewer })).body
  expect(after.blocks).toMatchObject([{ code: 'not-accepted' }])
  // The builder stays attached: changes are hers before and after.
  expect(after.transfer.moves.map(({ duty }: { duty: { id: string } }) => duty.id)).not.toContain('change-owner')
})

test('S166 S175 IT keeps it running, the business answers for how well it does: one person in both is said, and allowed', async () => {
  const both = await give({
    thresholds: (await table()).items.find(({ id }: { id: string }) => id === 'infrastructure').holder.id,
  })
  expect(both.status).toBe(200)
  expect(both.body.problems).toContainEqual(
    expect.objectContaining({
      kind: 'layers',
      severity: 'warning',
      sentence: expect.stringContaining('Ida Infra holds duties of the performance and of the infrastructure layer'),
    }),
  )
})

test('S168 S174 what a vendor may hold is listed: infrastructure, and nothing of performance', async () => {
  const vic = await server.addPerson('Vic Vendor', 'member')
  await server.request('PATCH', `/api/v1/people/${vic.id}`, { as: server.admin, body: { vendor: true } })
  for (const { id, layer, vendorMayHold } of (await table()).items) {
    if (layer === 'performance') expect([id, vendorMayHold]).toEqual([id, false])
  }
  expect((await give({ infrastructure: vic.id })).status).toBe(200)
  expect(await give({ thresholds: vic.id })).toMatchObject({ status: 409, body: { code: 'duty-vendor' } })
})
