import { addSampleRelease, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import { createManualClock } from '@dayshift/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

const clock = createManualClock(new Date('2026-11-02T07:00:00.000Z'))
const PLACE = '/workflows/billing-replies/reviews'

describe.skipIf(!hasBrowser)(titleOf('reviews'), () => {
  let server: TestServer
  let screens: Screens
  let olga: TestPerson
  let bo: TestPerson

  beforeAll(async () => {
    screens = await openScreens({ clock })
    server = screens.server
    await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    olga = await server.addPerson('Olga Operator', 'member')
    bo = await server.addPerson('Bo Owner', 'member')
    await server.giveDuties('billing-replies', { 'daily-care': olga, 'business-owner': bo })
  })
  afterAll(() => screens?.close())

  async function goTo(instant: string): Promise<void> {
    clock.advance(Date.parse(instant) - clock.now().getTime())
    await server.doWhatIsDue()
  }

  test('S147 S193 one date plans the year; the page says what comes, and what a policy change asks for', async () => {
    const page = await screens.open(bo, { at: clock.now() })
    await page.goto(PLACE)
    await page.getByTestId('sentence').getByText('No review of Billing replies is planned').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Set the date' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Day/).fill('2026-11-02')
    await dialog.getByLabel('People who are to use it').fill('4')
    await dialog.getByLabel('Reason').fill('Olga took it over.')
    await dialog.getByRole('button', { name: 'Set the date' }).click()
    await page.getByTestId('sentence').getByText('Next comes “Weekly operator review” on 9 Nov 2026').waitFor()
    const next = page.getByRole('region', { name: 'What comes next' })
    expect(await next.getByRole('row').count()).toBe(5)
    await next.getByText('Review of day 30').waitFor()
    await page
      .getByRole('region', { name: 'Policy changes' })
      .getByRole('button', { name: 'Tell a policy change' })
      .click()
    await page.getByRole('dialog').getByLabel('What changed').fill('Refunds above 50 EUR need a second look.')
    await page.getByRole('dialog').getByLabel('Where it stands').fill('Finance memo 12')
    await page.getByRole('dialog').getByLabel('What of the workflow it touches').fill('Refund drafts')
    await page.getByRole('dialog').getByRole('button', { name: 'Tell the policy change' }).click()
    await page.getByRole('region', { name: 'Policy changes' }).getByText('Finance memo 12').waitFor()
    await screens.picture(page, 'reviews')
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('S317 S318 S319 S320 the operator finds her review on Today, reads its pack, holds and signs it', async () => {
    await goTo('2026-11-09T10:00:00.000Z')
    const page = await screens.open(olga, { at: clock.now() })
    await page.goto('/')
    await page.getByRole('link', { name: /Hold “Weekly operator review” of Billing replies/ }).click()
    for (const part of ['Purpose numbers', 'How it does', 'Outputs to look at', 'Passed on']) {
      await page.getByRole('region', { name: part }).waitFor()
    }
    await page
      .getByRole('region', { name: 'Policy changes without an answer' })
      .getByText('Refunds above 50 EUR')
      .waitFor()
    await page.getByRole('button', { name: 'Hold this review' }).click()
    const dialog = page.getByRole('dialog')
    const sign = dialog.getByRole('button', { name: 'Sign the review' })
    await dialog.getByText('Something must be done').click()
    expect(await sign.isDisabled()).toBe(true)
    await dialog.getByLabel('Why').fill('Nobody sends it units.')
    await dialog.getByLabel('Departures from what was expected').fill('No unit all week\n')
    await dialog.getByRole('button', { name: 'Add an action' }).click()
    await dialog.getByLabel('Action 1').fill('Ask the desk why')
    await dialog.getByRole('combobox', { name: 'By whom' }).fill('Bo Owner')
    await page.getByRole('option', { name: 'Bo Owner' }).click()
    expect(await screens.violations(page)).toEqual([])
    await sign.click()
    const said = page.getByRole('region', { name: 'What was said' })
    await said.getByText('Nobody sends it units.').waitFor()
    await said.getByText('Departure seen: No unit all week').waitFor()
    await page.getByRole('region', { name: 'Actions agreed in it' }).getByText('Ask the desk why').waitFor()
    expect(await page.getByRole('button', { name: 'Hold this review' }).count()).toBe(0)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('whoever has an action closes it; a missed review is shown as missed, also in the dark and on a phone', async () => {
    await goTo('2026-11-23T10:00:00.000Z')
    const page = await screens.open(bo, { at: clock.now(), scheme: 'dark', width: 390 })
    await page.goto(PLACE)
    const due = page.getByRole('region', { name: 'What has come due' })
    await due.getByText('Missed').waitFor()
    expect(await screens.violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    const actions = page.getByRole('region', { name: 'Actions', exact: true })
    await actions.getByText('overdue since').waitFor()
    await actions.getByRole('button', { name: 'Close it' }).click()
    await page.getByRole('dialog').getByLabel('What was done').fill('The mailbox was moved.')
    await page.getByRole('dialog').getByRole('button', { name: 'Say that it is done' }).click()
    await actions.getByText('The mailbox was moved.').waitFor()
    await page.context().close()
  })

  test('a calendar feed is made, shown once and revoked', async () => {
    const page = await screens.open(olga, { at: clock.now() })
    await page.goto('/reviews')
    await page.getByTestId('sentence').getByText('waits to be held').waitFor()
    const feeds = page.getByRole('region', { name: 'In your calendar' })
    await feeds.getByRole('button', { name: 'Make a calendar feed' }).click()
    const address = await feeds.getByText('/api/v1/calendars/').textContent()
    const feed = await fetch(address ?? '')
    expect([feed.status, (await feed.text()).startsWith('BEGIN:VCALENDAR')]).toEqual([200, true])
    expect(await screens.violations(page)).toEqual([])
    await feeds.getByRole('button', { name: 'Revoke it' }).click()
    await feeds.getByText('A feed shows the reviews that you attend').waitFor()
    expect((await fetch(address ?? '')).status).toBe(404)
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })
})
