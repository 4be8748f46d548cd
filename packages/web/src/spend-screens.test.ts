import { randomUUID } from 'node:crypto'
import { createManualClock } from '@dayshift/server'
import {
  addSampleRelease,
  putLive,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const SPEND = '/workflows/billing-replies/spend'
const euro = (amount: string) => ({ amount, currency: 'EUR' })

describe.skipIf(!hasBrowser)(titleOf('spend'), () => {
  const clock = createManualClock(new Date())
  let screens: Screens
  let server: TestServer
  let olu: TestPerson

  beforeAll(async () => {
    screens = await openScreens({ clock })
    server = screens.server
    const limits = { perRun: euro('0.10'), perDay: euro('1'), perMonth: euro('20'), latencyMs: null }
    const hash = await addSampleRelease(server.world, server.workspaceId, sampleManifest({ limits }))
    await putLive(server.world, server.workspaceId, 'billing-replies', hash, 100)
    olu = await server.addPerson('Olu Operator', 'member')
    await server.giveDuties('billing-replies', { spend: olu })
    const run = sampleRun(clock.now(), { release: hash, costAmount: '0.40', costCurrency: 'EUR' })
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  })
  afterAll(() => screens?.close())

  test('S324 S325 whoever holds the spend sets when to be told and a limit, with a reason, and both stand on the page', async () => {
    const page = await screens.open(olu)
    await page.goto(SPEND)
    await page.getByTestId('sentence').filter({ hasText: '0.40 EUR of 20 EUR (2 %) is spent' }).waitFor()
    await page.getByText('Olu Operator is told at 50 %, 80 %, 100 % of a limit.').waitFor()
    await page.getByRole('button', { name: 'Set when to be told' }).click()
    const shares = page.getByLabel('Shares of a limit, in percent')
    const send = page.getByRole('dialog').getByRole('button', { name: 'Set when to be told' })
    await shares.fill('half')
    await page.getByText('Whole percents from 1 to 1000').waitFor()
    await page.getByLabel('Reason').fill('Half is too early')
    expect(await send.isDisabled()).toBe(true)
    await shares.fill('100, 75')
    await send.click()
    await page.getByText('Olu Operator is told at 75 %, 100 % of a limit.').waitFor()

    await page.getByRole('button', { name: 'Set the limit of a day' }).click()
    await page.getByLabel('At most, in EUR').fill('0.50')
    await page.getByLabel('Reason').fill('Costs jumped')
    await page.getByRole('dialog').getByRole('button', { name: 'Set the limit of a day' }).click()
    await page.getByRole('cell', { name: /Costs jumped.*The manifest says 1 EUR/ }).waitFor()
    await page.context().close()

    const reader = await screens.open(server.viewer)
    await reader.goto(SPEND)
    await reader.getByText('Olu Operator may set them').waitFor()
    expect(await reader.getByRole('button', { name: /^Set / }).count()).toBe(0)
    await reader.context().close()
  })

  test('S323 S324 what leaves the normal range of cost says so in a sentence, with the baseline’s band', async () => {
    const hour = 3_600_000
    const now = Math.floor(clock.now().getTime() / hour) * hour
    const release = await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({ workflow: 'invoices', name: 'Invoices' }),
    )
    // Each call cost a cent for a month; for two days the same context is sent again and again.
    const records = Array.from({ length: 35 * 24 }, (_, n) => {
      const at = new Date(now - 35 * 24 * hour + n * hour)
      const isDear = at.getTime() > now - 48 * hour
      return sampleRun(at, {
        workflow: 'invoices',
        release,
        costAmount: isDear ? '0.08' : '0.01',
        costCurrency: 'EUR',
        inputTokens: isDear ? 9000 : 900,
        outputTokens: 80,
      })
    })
    for (let at = 0; at < records.length; at += 420) {
      const body = { records: records.slice(at, at + 420) }
      const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body })
      expect(sent.body.rejected).toEqual([])
    }
    const day = (ago: number) => new Date(now - ago * 24 * hour).toISOString().slice(0, 10)
    const taken = await server.request('POST', '/api/v1/workflows/invoices/health/baselines', {
      as: server.member,
      body: {
        name: 'Three weeks',
        from: `${day(34)}T00:00:00Z`,
        to: `${day(10)}T00:00:00Z`,
        source: 'hand',
        dataKind: 'live',
      },
    })
    expect(taken.status).toBeLessThan(300)
    const page = await screens.open(olu)
    await page.goto('/workflows/invoices/spend')
    await page
      .getByTestId('sentence')
      .filter({ hasText: /Out of the normal range: .*Cost of a day: .*is normal on such a weekday/ })
      .waitFor()
    const ranges = page.getByRole('region', { name: 'Normal ranges' })
    const card = ranges.getByRole('article', { name: 'Cost of a day' })
    expect(await card.textContent()).toContain('Departed')
    await card.getByRole('button', { name: 'Figures of “Cost of a day”' }).click()
    await card
      .getByRole('cell', { name: /0\.18.*0\.30/ })
      .first()
      .waitFor()
    expect(await ranges.getByRole('article', { name: 'Context: tokens that go in' }).textContent()).toContain(
      'Departed',
    )
    expect(await ranges.getByRole('article', { name: 'Cost of an AI call, EUR' }).textContent()).toContain('Departed')
    await page.getByText('the band is normal by the baseline').waitFor()
    await page.context().close()
  })

  test('S324 a host that died with a share of the budget stands there with its age, and its share is given back by hand', async () => {
    await server.request('POST', '/api/v1/workflows/billing-replies/spend/lease', {
      as: server.key,
      body: {
        lease: randomUUID(),
        day: clock.now().toISOString().slice(0, 10),
        currency: 'EUR',
        seq: 1,
        spent: '0',
        held: '0',
        floor: '0',
        need: '0.1',
        want: '0.1',
        least: '0.1',
        ends: false,
        holder: 'till-3 (4711)',
      },
    })
    const page = await screens.open(olu)
    await page.goto(SPEND)
    const row = page.getByRole('row', { name: /till-3/ })
    await row.filter({ hasText: 'open, heard' }).waitFor()
    expect(await row.getByRole('button').count()).toBe(0)
    clock.advance(3 * 60_000)
    await page.reload()
    await row.filter({ hasText: /silent since .*counts whole until/ }).waitFor()
    await row.getByRole('button', { name: 'Give back 0.10 EUR' }).click()
    await page.getByLabel('Reason').fill('The till was replaced')
    await page.getByRole('dialog').getByRole('button', { name: 'Give back 0.10 EUR' }).click()
    await row.waitFor({ state: 'detached' })
    const { body } = await server.request('GET', '/api/v1/workflows/billing-replies/spend', { as: olu })
    expect(body).toMatchObject({ leases: [], day: { counted: '0.4' } })
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })
})
