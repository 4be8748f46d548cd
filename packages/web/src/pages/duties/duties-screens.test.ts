import { addSampleRelease, putInStage, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepTransfers } from '../../../../server/src/features/handover/transfer/transfer-timer.ts'
import { hasBrowser, openScreens, titleOf, type Screens } from '../../../browser.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe.skipIf(!hasBrowser)(titleOf('duties and transfer'), () => {
  let screens: Screens
  let server: TestServer
  let ben: TestPerson
  let olga: TestPerson
  let pim: TestPerson
  let now: number

  beforeAll(async () => {
    now = Date.now()
    // The server's clock can be set ahead: a transfer lies days ahead of the browser's present.
    screens = await openScreens({ clock: { now: () => new Date(now), monotonicMs: () => performance.now() } })
    server = screens.server
    ben = await server.addPerson('Ben Builder', 'member')
    olga = await server.addPerson('Olga Operator', 'member')
    pim = await server.addPerson('Pim Backup', 'member')
  })
  afterAll(() => screens?.close())

  /** A page whose clock shows what the server's shows. */
  function open(as: TestPerson, scheme: 'light' | 'dark' = 'light', width = 1280): Promise<Page> {
    return screens.open(as, { scheme, width, at: now })
  }

  async function begin(slug: string, name: string, without: readonly string[] = ['backup']): Promise<void> {
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name }))
    await putInStage(server.world, server.workspaceId, slug, 'transfer')
    const path = `/api/v1/workflows/${slug}/duties`
    const { body } = await server.request('GET', path, { as: server.viewer })
    const duties = body.items
      .filter(({ id }: { id: string }) => !without.includes(id))
      .map(({ id }: { id: string }) => ({ duty: id, person: id === 'business-owner' ? server.admin.id : ben.id }))
    expect((await server.request('POST', path, { as: server.admin, body: { duties } })).status).toBe(200)
  }

  async function choose(page: Page, label: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }

  test('S281 S309 an unfilled duty is a hole on every page; given in place it has a name, and who is on watch moves in the bar above', async () => {
    await begin('holes', 'Holes', ['backup', 'daily-care'])
    const page = await open(server.admin)
    await page.goto('/workflows/holes')
    await page.getByRole('alert').filter({ hasText: '2 duties are not in good hands' }).waitFor()
    const bar = page.getByRole('banner')
    expect(await bar.getByText('On watch').locator('..').innerText()).toContain('You')
    await page.getByRole('link', { name: 'See the duties' }).click()
    const row = page.getByRole('row', { name: /^Daily care/ })
    await row.getByText('nobody', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Assign Daily care' }).click()
    await choose(page, 'Who holds Daily care', 'Olga Operator')
    await page.getByRole('button', { name: 'Give Daily care to Olga Operator' }).click()
    await row.getByText('Olga Operator').waitFor()
    await page.getByRole('alert').filter({ hasText: '1 duty is not in good hands' }).waitFor()
    await bar.getByText('Olga Operator').waitFor()
    await page.getByRole('button', { name: 'Assign Backup' }).click()
    await choose(page, 'Who holds Backup', 'Olga Operator')
    await page.getByRole('button', { name: 'Give Backup to Olga Operator' }).click()
    await page.getByText('wants two people for these').waitFor()
    await choose(page, 'Who holds Backup', 'Pim Backup')
    await page.getByRole('button', { name: 'Give Backup to Pim Backup' }).click()
    await page.getByText('not in good hands').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('S224 whose job it was is answered on the page for any time', async () => {
    await begin('whose', 'Whose')
    const page = await open(server.viewer)
    await page.goto('/workflows/whose/handover')
    await page.getByLabel('at this time').fill('2026-01-05T10:00')
    await page.getByRole('status').filter({ hasText: `"Daily care" was nobody's job` }).waitFor()
    expect(await page.getByRole('button', { name: /^(Assign|Change|Take)/ }).count()).toBe(0)
    await page.getByText('may give a duty to somebody else').waitFor()
    await page.context().close()
  })

  test('S306 S307 S308 planned, accepted by the receiver on her own screen, done at the instant, and looked after day by day', async () => {
    await begin('whole', 'Whole')
    const builder = await open(ben)
    await builder.goto('/workflows/whole/handover')
    await builder.getByRole('button', { name: 'Plan the transfer' }).last().click()
    await choose(builder, 'Receiver', 'Olga Operator')
    await choose(builder, 'Backup', 'Pim Backup')
    await builder.getByRole('dialog').getByRole('button', { name: 'Plan the transfer' }).click()
    const transfer = builder.getByRole('region', { name: 'Transfer of daily care' })
    await transfer.getByText('has not accepted', { exact: true }).waitFor()
    expect(await transfer.getByRole('button', { name: /^Accept/ }).count()).toBe(0)
    expect(await transfer.getByRole('list', { name: 'What stands in its way' }).innerText()).toContain(
      'Olga Operator has not accepted the transfer.',
    )

    const receiver = await open(olga)
    await receiver.goto('/')
    await receiver.getByRole('region', { name: 'Transfers and early support' }).getByRole('link').click()
    await receiver.getByRole('button', { name: /^Accept for/ }).click()
    await receiver.getByText('Everything holds. It happens by itself on').waitFor()
    await transfer.getByText('Everything holds. It happens by itself on').waitFor()
    await receiver.context().close()

    const { body } = await server.request('GET', '/api/v1/workflows/whole/transfer', { as: olga })
    now = Date.parse(body.transfer.at) + MINUTE
    await sweepTransfers(server.world)
    const day1 = await open(olga)
    await day1.goto('/workflows/whole/handover')
    const list = day1.getByRole('form', { name: 'Checklist of day 1' })
    await list.getByLabel('I looked through the logs of the day').check()
    await list.getByLabel('I reviewed every exception').check()
    await list.getByLabel('What is rough').fill('Credit notes read as invoices')
    await list.getByRole('button', { name: 'Finish day 1' }).click()
    await day1.getByText('1 of 7 days looked at').waitFor()
    await day1.getByRole('list', { name: 'What was rough' }).getByText('Credit notes read as invoices').waitFor()
    await day1.context().close()
    await builder.context().close()
  })

  test('S331 handing back says what it moves and asks why', async () => {
    const page = await open(olga)
    await page.goto('/workflows/whole/handover')
    await page.getByRole('button', { name: 'Hand it back to Ben Builder' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('go back to Ben Builder at once').waitFor()
    const button = dialog.getByRole('button', { name: /^Hand \d duties back$/ })
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Half of it is not written down')
    await button.click()
    await page.getByRole('banner').getByText('Ben Builder').waitFor()
    await page.getByText('1 earlier transfer').click()
    await page.getByText('“Half of it is not written down”').waitFor()
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('every part passes WCAG 2.2 AA (axe), %s, and fits a phone', async (scheme) => {
    const slug = `axe-${scheme}`
    await begin(slug, `Axe ${scheme}`, ['backup', 'spend'])
    const at = new Date(Math.ceil((now + 10 * DAY) / MINUTE) * MINUTE).toISOString()
    const body = { at, zone: 'UTC', receiver: olga.id, backup: pim.id }
    await server.request('POST', `/api/v1/workflows/${slug}/transfer`, { as: ben, body })
    const page = await open(server.admin, scheme)
    await page.goto(`/workflows/${slug}/handover`)
    await page.getByRole('list', { name: 'The way over' }).waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Postpone the transfer' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).waitFor()
    // A dialog that fades in has colours on the way.
    await page.waitForTimeout(400)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    const phone = await open(olga, scheme, 390)
    await phone.goto(`/workflows/${slug}/handover`)
    await phone.getByRole('list', { name: 'The way over' }).waitFor()
    expect(await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
    expect(await screens.violations(phone)).toEqual([])
    await phone.context().close()
  })

  test('the console stayed quiet', () => {
    expect(screens.complaints).toEqual([])
  })
})
