import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootServer, runDayshift, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'dayshift-seams-'))
let server: TestServer
let key: string
let id: string

beforeAll(async () => {
  server = await bootServer()
  key = (await server.addKey(['runs:read', 'runs:write'])).secret
  const as = server.member
  const { seam } = await server.mustBe(201, 'POST', '/seams', {
    as,
    body: { from: { kind: 'team', name: 'Sales' }, to: { kind: 'team', name: 'Onboarding' }, what: 'A signed deal' },
  })
  id = seam.id
  const around = { kind: 'meeting', words: 'Monday round', hoursPerWeek: 1, people: 6, rate: '60' }
  await server.mustBe(201, 'POST', `/seams/${id}/parts`, { as, body: { part: 'workaround', side: 'to', ...around } })
})
afterAll(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

const seams = (...args: readonly string[]) =>
  runDayshift(['seams', ...args, '--server', server.address], { DAYSHIFT_KEY: key })

test('S224 seams list and show say what each costs, who owns it and whose job it is', async () => {
  const listed = await seams('list')
  expect(listed).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toContain('Sales → Onboarding: 18,720.00 EUR a year, owner nobody, not mapped.')
  const shown = await seams('show', id)
  expect(shown.out).toContain('Whose job: Nobody’s: “Sales → Onboarding” has no owner.')
  expect(shown.out).toContain('map: unmet. What must cross with the work is not named.')
  const { out } = await seams('list', '--json')
  expect(JSON.parse(out).counts).toMatchObject({ all: 1, withoutOwner: 1 })
})

test('seams check tells a crossing, and fails with what is missing and who is told', async () => {
  const as = server.member
  await server.mustBe(200, 'POST', `/seams/${id}/owner`, { as, body: { person: as.id, authority: 'change the form' } })
  await server.mustBe(201, 'POST', `/seams/${id}/contract`, {
    as,
    body: { schema: { type: 'object', required: ['start_date'], properties: { start_date: { type: 'string' } } } },
  })
  const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')]
  writeFileSync(good, '{"start_date":"2026-12-01"}')
  writeFileSync(bad, '{}')
  expect(await seams('check', id, good, '--unit', 'deal-1')).toMatchObject({
    code: 0,
    out: 'Accepted: all that must cross is there.\n',
  })
  const refused = await seams('check', id, bad, '--unit', 'deal-2')
  expect(refused.code).toBe(2)
  expect(refused.out).toBe('Not accepted: “start_date” is missing.\n')
  expect(refused.err).toContain('“deal-2” lacks what must cross; told: Mara Member.')
})
