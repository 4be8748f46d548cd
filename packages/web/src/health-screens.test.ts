import { join } from 'node:path'
import { addSampleRelease, sampleManifest, sampleRun, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const PLACE = '/workflows/billing-replies/health'
const DAY = 86_400_000
const HOUR = 3_600_000

describe.skipIf(!hasBrowser)(titleOf('health'), () => {
  let server: TestServer
  let screens: Screens
  const now = Math.floor(Date.now() / HOUR) * HOUR

  beforeAll(async () => {
    screens = await openScreens()
    server = screens.server
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'quiet', name: 'Quiet' }))
    const release = await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({
        input: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            topic: { enum: ['refund', 'invoice'] },
            amount: { type: 'number' },
            email: { type: 'string' },
          },
          required: ['text'],
        },
        slices: [{ name: 'topic', by: 'input.topic' }],
        data: { capture: 'redacted', retentionDays: 30, subject: null, redact: ['/input/email'] },
        metrics: [{ name: 'AI calls that fail', means: 'Customers wait.', threshold: 'at most 5 %' }],
      }),
    )
    // 35 days with 24 runs each; in the last four a fifth of the calls fails.
    const records = Array.from({ length: 35 * 24 }, (_, i) => {
      const at = new Date(now - 35 * DAY + i * HOUR)
      const fails = at.getTime() > now - 4 * DAY ? i % 5 === 0 : i % 47 === 0
      return sampleRun(at, {
        release,
        latencyMs: 600 + (i % 13) * 70,
        input: { text: 'x'.repeat(20 + (i % 30)), topic: i % 3 === 0 ? 'invoice' : 'refund', amount: 10 + (i % 17) },
        ...(fails
          ? {
              status: 'failed',
              failureClass: 'timeout',
              failureMessage: 'No answer',
              route: 'human',
              reasonCode: 'call-failed',
            }
          : { output: { reply: 'Soon.' } }),
      })
    })
    for (let at = 0; at < records.length; at += 420) {
      const body = { records: records.slice(at, at + 420) }
      const answer = await server.request('POST', '/api/v1/runs', { as: server.key, body })
      if (answer.status !== 200 || answer.body.rejected.length > 0)
        throw new Error(JSON.stringify(answer.body).slice(0, 500))
    }
  }, 180_000)
  afterAll(() => screens?.close())

  test('S133 S134 S293 a person takes a baseline; then the page says since when it is not as it was, and shows the runs behind', async () => {
    const page = await screens.open(server.member)
    await page.goto(PLACE)
    await page.getByTestId('sentence').getByText('is not watched yet').waitFor()
    await page.getByRole('button', { name: 'Take a baseline' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take a baseline' })
    await dialog.getByLabel('Name').fill('Two weeks of the pilot')
    await dialog.getByLabel('First day').fill(dayOf(now - 34 * DAY))
    await dialog.getByLabel('Until (not included)').fill(dayOf(now - 14 * DAY))
    await dialog.getByLabel('Where it comes from').selectOption('pilot')
    await dialog.getByLabel('What kind of data it is').selectOption('historical')
    await dialog.getByRole('button', { name: 'Take this baseline' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByTestId('sentence').getByText('is not as it was').waitFor()
    expect(await page.getByTestId('sentence').textContent()).toMatch(/since \d+ \w+ 20\d\d: “AI calls that fail”/)

    const departed = page.getByRole('region', { name: 'What departed' })
    const card = departed.getByRole('article', { name: 'AI calls that fail', exact: true })
    expect(await card.textContent()).toMatch(/Departed.*of \d+ since .* in the baseline \(n 480\)/)
    await card.getByRole('button', { name: 'Figures of “AI calls that fail”' }).click()
    expect(await card.getByRole('row').count()).toBe(43)
    // Each class of failure by itself; what never was anything is a line.
    await departed.getByRole('article', { name: 'Calls without an answer in time' }).waitFor()
    const still = page.getByRole('list', { name: 'What comes out: nothing, as in the baseline' })
    expect(await still.textContent()).toContain('Answers that are no JSON 0 % of')
    const numbers = page.getByRole('region', { name: 'Purpose numbers', exact: true })
    expect(await numbers.textContent()).toMatch(/AI calls that fail.*at most 5 %/)
    expect(await page.getByRole('region', { name: 'Not measured' }).textContent()).toContain('email')

    const compared = page.getByRole('region', { name: 'Two windows side by side' })
    await compared.getByLabel('Against').selectOption('7')
    await compared.getByText(/of \d+ moved: “AI calls that fail”/).waitFor()
    expect(await compared.getByLabel('Reference').textContent()).toContain('Two weeks of the pilot (historical)')

    await card.getByRole('link', { name: 'Runs behind “AI calls that fail”' }).click()
    await page.waitForURL(/\/runs\?.*status=failed/)
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor()
    expect(screens.complaints).toEqual([])
    await page.context().close()
  }, 60_000)

  test('a workflow without runs says what will be here; a viewer reads who may take a baseline', async () => {
    const page = await screens.open(server.viewer)
    await page.goto('/workflows/quiet/health')
    await page.getByText('Nothing has come in yet').waitFor()
    expect(await page.getByRole('button', { name: 'Take a baseline' }).count()).toBe(0)
    await page.getByText(/may take a baseline/).waitFor()
    await page.context().close()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'the page of health passes WCAG 2.2 AA (axe), %s',
    async (scheme) => {
      for (const width of [1280, 390]) {
        const page = await screens.open(server.member, { scheme, width })
        await page.goto(PLACE)
        await page.getByRole('region', { name: 'Two windows side by side' }).getByRole('table').waitFor()
        const pictures = process.env['DAYSHIFT_PICTURES']
        if (pictures !== undefined) {
          // The page scrolls within the shell.
          await page.setViewportSize({ width, height: 4_400 })
          await page.screenshot({ path: join(pictures, `health-${scheme}-${width}.png`) })
          await page.setViewportSize({ width, height: 900 })
        }
        const broken = await screens.violations(page)
        expect({ width, broken }).toEqual({ width, broken: [] })
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
        await page.context().close()
      }
    },
    120_000,
  )
})

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
