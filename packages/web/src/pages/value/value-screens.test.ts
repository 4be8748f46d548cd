import { randomUUID } from 'node:crypto'
import { addSampleRelease, sampleManifest, sampleRun, type TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

const HOUR = 3_600_000
const PAGE = '/workflows/billing-replies/value'

describe.skipIf(!hasBrowser)(titleOf('what a workflow costs and brings'), () => {
  let screens: Screens
  let nadia: TestPerson
  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    nadia = await server.addPerson('Nadia Owner', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    const at = Date.now() - 72 * HOUR
    const records = Array.from({ length: 100 }, (_, i) =>
      sampleRun(new Date(at), {
        release,
        unitKey: `t-${String(i)}`,
        route: 'review',
        reasonCode: 'output-rule',
        reasonRule: 'money',
        costAmount: '0.25',
        costCurrency: 'EUR',
        costSource: 'caller',
      }),
    )
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    const decisions = records.slice(0, 70).map(({ unitKey }) => ({
      id: randomUUID(),
      workflow: 'billing-replies',
      unitKey,
      kind: 'accepted',
      by: 'host:ina',
      shownAt: new Date(at + HOUR).toISOString(),
      decidedAt: new Date(at + 2 * HOUR).toISOString(),
    }))
    await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })
    const duties = [{ duty: 'business-owner', person: nadia.id }]
    const path = '/api/v1/workflows/billing-replies'
    expect((await server.request('POST', `${path}/duties`, { as: server.admin, body: { duties } })).status).toBe(200)
    await server.request('POST', `${path}/adoption/denominator`, { as: nadia, body: { kind: 'gate' } })
  })
  afterAll(() => screens?.close())

  test('S047 S048 the business owner says what a decision is worth, books hours, and reads whether it pays', async () => {
    const page = await screens.open(nadia)
    await page.goto(PAGE)
    const sentence = page.getByTestId('sentence')
    await sentence.getByText('what one is worth nobody has said').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Say what a decision is worth' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('At least').fill('0.50')
    await dialog.getByLabel('At most').fill('2')
    await dialog.getByLabel('How you know').fill('Four minutes of an agent.')
    await dialog.getByRole('button', { name: 'Say what it is worth' }).click()
    await sentence.getByText('it pays for itself from 13 % to 50 % of its decisions on, and has 70 %.').waitFor()
    await page.getByRole('button', { name: 'Book money' }).click()
    await dialog.getByText('People’s hours').click()
    await dialog.getByLabel('Hours', { exact: true }).fill('3')
    await dialog.getByLabel('An hour costs').fill('80')
    const today = new Date().toISOString().slice(0, 10)
    await dialog.getByLabel('For the days from').fill(today)
    await dialog.getByLabel('To, that day within').fill(today)
    await dialog.getByLabel('What for').fill('New policies')
    expect(await screens.violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Book what was paid' }).click()
    await page.getByRole('region', { name: 'Entries, table' }).getByText('3 h at 80').waitFor()
    await sentence.getByText('not even all of its decisions would pay for it').waitFor()
    await page.getByText(/240 EUR of it maintenance: overhead of a system/).waitFor()
    await page.getByRole('button', { name: 'Strike out New policies' }).click()
    await dialog.getByLabel('Reason').fill('It was for another workflow.')
    await dialog.getByRole('button', { name: 'Strike out 240 EUR' }).click()
    await sentence.getByText('it pays for itself').waitFor()
    await page.getByText('It was for another workflow.').waitFor()
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('S079 S097 the running cost is asked for and approved on the page; transition money that is asked for is planned', async () => {
    const { server } = screens
    const fay = await server.addPerson('Fay Finance', 'member')
    await server.giveDuties('billing-replies', { spend: fay })
    const page = await screens.open(nadia)
    await page.goto(PAGE)
    const dialog = page.getByRole('dialog')
    await page.getByText('Nobody has asked whether it may cost what it costs.').waitFor()
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await dialog.getByText('Fay Finance is told, and answers.').waitFor()
    await dialog.getByLabel('A month').fill('400')
    await dialog.getByLabel('Currency').fill('EUR')
    await dialog.getByLabel('What it is made of').fill('The calls of the whole queue.')
    expect(await screens.violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Ask for approval' }).click()
    await page.getByText(/Nadia Owner asked for 400.00 EUR a month on .*; it is not answered/).waitFor()
    expect(await page.getByRole('button', { name: 'Answer the request' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Book money' }).click()
    await dialog.getByRole('combobox', { name: 'Phase' }).click()
    await page.getByRole('option', { name: 'Handoff into production' }).click()
    await dialog.getByText('Asked for', { exact: true }).click()
    await dialog.getByLabel('Amount', { exact: true }).fill('150,000')
    await dialog.getByLabel('What for').fill('Rebuild for production')
    await dialog.getByRole('button', { name: 'Book what is asked for' }).click()
    await page.getByText(/150,000.EUR of it asked for since/).waitFor()
    await page.context().close()
    const hers = await screens.open(fay, { scheme: 'dark', width: 390 })
    await hers.goto(PAGE)
    await hers.getByRole('button', { name: 'Answer the request' }).click()
    const answer = hers.getByRole('dialog')
    await answer.getByLabel('Reason').fill('Within the plan.')
    expect(await screens.violations(hers)).toEqual([])
    await answer.getByRole('button', { name: /^Approve 400.EUR a month$/ }).click()
    await hers.getByText(/Fay Finance approved 400.00 EUR a month on/).waitFor()
    expect(await hers.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await screens.violations(hers)).toEqual([])
    await hers.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('S012 adoption and business impact stand beside what was delivered, in the dark and on a phone', async () => {
    const page = await screens.open(screens.server.viewer, { scheme: 'dark', width: 390 })
    await page.goto(PAGE)
    await page.getByRole('list', { name: 'Arrived' }).getByText('Business impact').waitFor()
    expect(await page.getByRole('list', { name: 'Delivered' }).getByRole('listitem').count()).toBe(4)
    expect(await page.getByRole('button', { name: 'Book money' }).count()).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })
})
