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

  test('S059 an admin writes what delivery means here in the organisation’s words; a viewer reads them with the name', async () => {
    const page = await screens.open(screens.server.admin)
    await page.goto('/portfolio/audit')
    const section = page.getByRole('region', { name: 'What delivery means here' })
    await section.getByText('These are the words that Dayshift comes with.').waitFor()
    await section.getByRole('button', { name: 'Write it in your words' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('textbox', { name: 'Your definition' })
      .fill('Delivered is what the desk would miss on Monday.')
    // A dialog that fades in has colours on the way.
    await page.waitForTimeout(400)
    expect(await screens.violations(page)).toEqual([])
    await screens.picture(page, 'audit-definition')
    await dialog.getByRole('button', { name: 'Write the definition' }).click()
    await section.getByText('Delivered is what the desk would miss on Monday.').waitFor()
    await page.context().close()
    const other = await screens.open(reader)
    await other.goto('/workflows/billing-replies/audit')
    await other.getByText('Delivered is what the desk would miss on Monday.').waitFor()
    await other.goto('/portfolio/audit')
    await other.getByText(`${screens.server.admin.name} wrote it`).waitFor()
    await other.getByText('Admins write it.').waitFor()
    await other.context().close()
    const back = await screens.open(screens.server.admin)
    await back.goto('/portfolio/audit')
    await back.getByRole('button', { name: 'Change the words' }).click()
    await back.getByRole('button', { name: 'Take back the words that Dayshift comes with' }).click()
    await back.getByText('These are the words that Dayshift comes with.').waitFor()
    await back.context().close()
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
