import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDayshift } from './create-dayshift.ts'

let server: TestServer
let seam: string

beforeAll(async () => {
  server = await bootServer()
  const opened = await server.mustBe(201, 'POST', '/seams', {
    body: { from: { kind: 'team', name: 'Sales' }, to: { kind: 'team', name: 'Onboarding' }, what: 'A won deal' },
  })
  seam = opened.seam.id
  await server.mustBe(200, 'POST', `/seams/${seam}/owner`, {
    body: { person: server.admin.id, authority: 'change the form' },
  })
  await server.mustBe(201, 'POST', `/seams/${seam}/contract`, {
    body: { schema: { type: 'object', required: ['contact'], properties: { contact: { type: 'string' } } } },
  })
})
afterAll(() => server.close())

function host(address: string) {
  const told: string[] = []
  const dayshift = createDayshift({
    server: address,
    apiKey: server.key.secret,
    directory: null,
    log: (_level, message) => told.push(message),
  })
  return { dayshift, told }
}

test('S211 a host hears at the seam itself whether what crosses is whole, and what is missing', async () => {
  const { dayshift } = host(server.address)
  expect(await dayshift.crossing(seam, { unitKey: 'deal-1', context: { contact: 'Ann' } })).toMatchObject({
    accepted: true,
    faults: [],
  })
  const lacking = await dayshift.crossing(seam, { unitKey: 'deal-2', context: {} })
  expect(lacking?.accepted).toBe(false)
  expect(lacking?.faults).toMatchObject([{ path: '/contact', message: 'is missing' }])
  await dayshift.close(0)
})

test('where it can’t be told the work goes on: null, and one line in the log', async () => {
  const { dayshift, told } = host('http://127.0.0.1:9')
  expect(await dayshift.crossing(seam, { unitKey: 'deal-3', context: {} })).toBeNull()
  expect(told.filter((line) => line.startsWith('The crossing of "deal-3" could not be told'))).toHaveLength(1)
  await dayshift.close(0)
  const known = host(server.address)
  expect(await known.dayshift.crossing('nowhere', { unitKey: 'deal-4', context: {} })).toBeNull()
  expect(known.told.some((line) => line.includes('was not taken in'))).toBe(true)
  await known.dayshift.close(0)
})
