import { addSampleRelease, sampleManifest } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const named = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))

describe.skipIf(!hasBrowser)(titleOf('sources of traces'), () => {
  let screens: Screens

  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'triage', name: 'Triage' }))
  })
  afterAll(() => screens?.close())

  test('where none has come the page says how to send them', async () => {
    const page = await screens.open(screens.server.viewer)
    await page.goto('/runs')
    await page.getByRole('link', { name: 'Sources of traces' }).click()
    await page.getByText('No application sends traces yet.').waitFor()
    await page
      .getByText(/OTEL_EXPORTER_OTLP_ENDPOINT=/)
      .first()
      .waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('a source that waits is proposed a workflow, and a member says that it is', async () => {
    const { server } = screens
    const at = `${String(Date.now() - 120_000)}000000`
    for (const [index, service] of ['triage-service', 'triage', 'summaries'].entries()) {
      const body = {
        resourceSpans: [
          {
            resource: { attributes: named({ 'service.name': service }) },
            scopeSpans: [
              {
                spans: [
                  {
                    traceId: String(index + 1).padStart(32, '0'),
                    spanId: '1'.padStart(16, '0'),
                    name: 'chat',
                    startTimeUnixNano: at,
                    endTimeUnixNano: at,
                    attributes: named({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' }),
                  },
                ],
              },
            ],
          },
        ],
      }
      expect((await server.request('POST', '/v1/traces', { as: server.key, body })).status).toBe(200)
    }
    const page = await screens.open(server.member)
    await page.goto('/runs/sources')
    await expect
      .poll(
        async () => {
          await server.doWhatIsDue()
          return (await server.mustBe(200, 'GET', '/traces/sources')).items.length as number
        },
        { timeout: 90_000, interval: 2_000 },
      )
      .toBe(3)
    await page.getByText('2 sources of 3 wait until somebody says which workflow each is').waitFor()
    const source = page.getByRole('listitem').filter({ hasText: 'triage-service' })
    await source.getByText('It bears the name of Triage.').waitFor()
    await screens.picture(page, 'trace-sources')
    expect(await screens.violations(page)).toEqual([])
    await source.getByRole('button', { name: 'Say it is Triage' }).click()
    await page.getByText('Its traces become runs of it from now on.').waitFor()
    await page.getByText('1 source of 3 waits until somebody says which workflow it is').waitFor()
    await page
      .getByRole('row', { name: /triage-service/ })
      .getByRole('link', { name: 'Triage' })
      .waitFor()
    const narrow = await screens.open(server.viewer, { scheme: 'dark', width: 390 })
    await narrow.goto('/runs/sources')
    await narrow.getByText(/may say which workflow it is/).waitFor()
    await screens.picture(narrow, 'trace-sources-narrow')
    expect(await screens.violations(narrow)).toEqual([])
    await narrow.context().close()
    await page.context().close()
  })
})
