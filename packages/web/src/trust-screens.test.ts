import { addSampleRelease, putLive, sampleManifest, sampleRun, type TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const TRUST = '/workflows/billing-replies/trust'

describe.skipIf(!hasBrowser)(titleOf('trust'), () => {
  let screens: Screens
  let olga: TestPerson

  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    olga = await server.addPerson('Olga Ortiz', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    await putLive(server.world, server.workspaceId, 'billing-replies', release, 100)
    await server.giveDuties('billing-replies', { 'operational-owner': olga })
    const now = Date.now()
    const records = Array.from({ length: 300 }, (_, i) =>
      sampleRun(new Date(now - (300 - i) * 60_000), {
        release,
        unitKey: `u${i}`,
        confidence: i % 3 === 0 ? 0.4 : 0.97,
        ...(i === 299 ? { route: 'review' } : {}),
      }),
    )
    await must('/runs', { records })
    const at = new Date(now).toISOString()
    const outcomes = records.map(({ unitKey }, i) => ({
      unitKey,
      verdict: i % 3 === 0 && i % 2 === 0 ? 'wrong' : 'right',
      at,
      source: 'a check',
    }))
    await must('/outcomes', { workflow: 'billing-replies', outcomes })
  })
  afterAll(() => screens?.close())

  async function must(path: string, body: unknown): Promise<void> {
    const answer = await screens.server.request('POST', `/api/v1${path}`, { as: screens.server.key, body })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'S019 the page says when to act and when to check, with the diagram, in %s at %i px',
    async (scheme, width) => {
      const page = await screens.open(olga, { scheme, width })
      await page.goto(TRUST)
      await page.getByText('Act on it when it is at least 97 % sure.').first().waitFor()
      await page.getByText('Check it when it is less than 97 % sure.').waitFor()
      await page.getByRole('heading', { name: 'Is it as sure as it is right?' }).waitFor()
      await screens.picture(page, `trust-${scheme}`)
      expect(await screens.violations(page)).toEqual([])
      await page.context().close()
    },
  )

  test('S019 whoever runs it stands by the page, and it is shown beside the output that waits', async () => {
    const page = await screens.open(olga)
    await page.goto(TRUST)
    await page.getByRole('button', { name: 'Stand by this page' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stand by it' }).click()
    await page.getByText('Olga Ortiz stands by this page.').waitFor()
    await page.goto('/inbox')
    await page.getByText('u299').first().click()
    const beside = page.getByText('Olga Ortiz stands by this')
    await beside.waitFor()
    await screens.picture(page, 'trust-inbox')
    expect(await page.getByText('Act on it when it is at least 97 % sure.').count()).toBe(1)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('only the business owner says what is enough: others are told why not', async () => {
    const page = await screens.open(olga)
    await page.goto(TRUST)
    await page.getByRole('button', { name: 'Set what is enough' }).click()
    await page.getByLabel('Reason').fill('A wrong one costs two minutes.')
    await page.getByRole('dialog').getByRole('button', { name: 'Set what is enough' }).click()
    const refused = page.getByText('Only the business owner of “Billing replies” may say')
    await refused.waitFor()
    expect(await refused.isVisible()).toBe(true)
    await page.context().close()
  })
})
