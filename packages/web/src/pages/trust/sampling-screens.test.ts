import { addSampleRelease, sampleManifest, sampleRun, type TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

const HOUR = 3_600_000

describe.skipIf(!hasBrowser)(titleOf('answers that are drawn to be judged'), () => {
  let screens: Screens
  let olga: TestPerson
  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    olga = await server.addPerson('Olga Ortiz', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    const records = Array.from({ length: 120 }, (_, i) =>
      sampleRun(new Date(Date.now() - 30 * HOUR), {
        release,
        unitKey: `t-${String(i)}`,
        confidence: i % 4 === 0 ? 0.6 : 0.95,
        input: { ticket: `t-${String(i)}`, text: `Question ${String(i)}` },
        output: { reply: `Answer ${String(i)}`, refundDays: 3 },
      }),
    )
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body.accepted).toBe(120)
  })
  afterAll(() => screens?.close())

  test('the plan says how many it draws before it draws them; the judge finds them on Today and judges by keys', async () => {
    const { server, open, violations } = screens
    const page = await open(server.member)
    await page.goto('/workflows/billing-replies/trust')
    await page.getByText('No answers are drawn to be judged').waitFor()
    await page.getByRole('button', { name: 'Have answers judged' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Who judges them' }).click()
    await page.getByRole('option', { name: 'Olga Ortiz' }).click()
    await dialog.getByLabel('Known to within').fill('10')
    await dialog.getByLabel('How sure it says it is').check()
    await dialog.getByText('28 answers', { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Draw 28 answers' }).click()
    await page.getByText('Olga Ortiz judges').waitFor()
    await page.context().close()

    const own = await open(olga, { scheme: 'dark' })
    await own.goto('/')
    await own.getByRole('link', { name: /Judge 28 answers of Billing replies/ }).click()
    await own.getByTestId('sentence').getByText('answer 1 of 28').waitFor()
    await own.getByText(/^Answer \d+$/).waitFor()
    expect(await violations(own)).toEqual([])
    for (let judged = 1; judged <= 27; judged++) {
      await own.keyboard.press(judged % 7 === 0 ? 'w' : 'r')
      await own
        .getByTestId('sentence')
        .getByText(`answer ${String(judged + 1)} of 28`)
        .waitFor()
    }
    await own.getByRole('button', { name: 'It is right' }).click()
    await own.getByText('All are judged').waitFor()
    await own.keyboard.press('u')
    await own.getByTestId('sentence').getByText('answer 28 of 28').waitFor()
    await own.getByRole('button', { name: 'It is wrong' }).click()
    await own.getByText('All are judged').waitFor()
    await own.getByRole('link', { name: 'Trust' }).first().click()
    await own.getByText('not enough yet: 28 of 30').waitFor()
    expect(await violations(own)).toEqual([])
    await own.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('on a phone nothing runs over the side, and whoever may not plan reads who may', async () => {
    const page = await screens.open(screens.server.viewer, { width: 390 })
    await page.goto('/workflows/billing-replies/trust')
    await page.getByRole('heading', { name: 'How often it is right among all' }).waitFor()
    await page.getByRole('table').first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await page.getByRole('button', { name: 'Change the plan' }).count()).toBe(0)
    await page.context().close()
  })
})
