import { randomUUID } from 'node:crypto'
import { addSampleRelease, sampleManifest, sampleRun, type TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

const HOUR = 3_600_000

describe.skipIf(!hasBrowser)(titleOf('the audit of a workflow and of all'), () => {
  let screens: Screens
  let reader: TestPerson
  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    reader = await server.addPerson('Lea Lead', 'viewer')
    const nadia = await server.addPerson('Nadia Owner', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    const at = Date.now() - 72 * HOUR
    const records = Array.from({ length: 80 }, (_, i) =>
      sampleRun(new Date(at), {
        release,
        unitKey: `t-${String(i)}`,
        route: 'review',
        reasonCode: 'output-rule',
        reasonRule: 'money',
      }),
    )
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    const decisions = records.slice(0, 20).map(({ unitKey }) => ({
      id: randomUUID(),
      workflow: 'billing-replies',
      unitKey,
      kind: 'accepted',
      by: 'host:ina',
      shownAt: new Date(at + HOUR).toISOString(),
      decidedAt: new Date(at + 2 * HOUR).toISOString(),
    }))
    await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })
    await server.giveDuties('billing-replies', { 'business-owner': nadia })
    const chosen = await server.request('POST', '/api/v1/workflows/billing-replies/adoption/denominator', {
      as: nadia,
      body: { kind: 'gate' },
    })
    expect(chosen.status).toBe(200)
  })
  afterAll(() => screens?.close())

  test('S054 S059 the lead reads which workflow falls short, opens it, and reads what can’t be known and what delivery means', async () => {
    const page = await screens.open(reader)
    await page.goto('/portfolio')
    await page.getByRole('button', { name: 'Audit' }).click()
    const sentence = page.getByTestId('sentence')
    await sentence.getByText('None of 1 workflow is delivered as defined here').waitFor()
    expect(await screens.violations(page)).toEqual([])
    const gap = page.getByRole('region', { name: /^1\. Where is the gap/ })
    await gap.getByText('1 of 1 workflow runs without most decisions being made with it.').waitFor()
    await gap.getByRole('link').first().click()
    await sentence.getByText('25 % (20 of 80, 95 % 17 % to 35 %) of the decisions were made with the output.').waitFor()
    const answers = page.getByRole('list', { name: 'Five answers' }).getByRole('heading', { level: 3 })
    expect(await answers.count()).toBe(5)
    await page.getByRole('region', { name: 'What these records can’t say' }).getByText('Is it right?').waitFor()
    await page.getByText('Being deployed, closed as a ticket or shown to leadership is not delivery.').waitFor()
    expect(await screens.violations(page)).toEqual([])
  })

  test('the window is in the address, and what is printed leaves the ways out', async () => {
    const page = await screens.open(reader)
    await page.goto('/workflows/billing-replies/audit?weeks=13')
    await page.getByTestId('sentence').waitFor()
    await expect.poll(() => page.getByRole('radio', { name: '13 weeks' }).isChecked()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('button', { name: 'Print' }).waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: 'Parts of the workflow' }).waitFor({ state: 'hidden' })
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  })
})
