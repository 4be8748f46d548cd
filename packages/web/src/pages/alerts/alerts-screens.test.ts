import type { Departure } from '@dayshift/core'
import { inWorkspace } from '@dayshift/server'
import { addSampleRelease, sampleManifest, sampleRun, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'
import { escalateAll, raiseAlert } from '../../../../server/src/features/alerts/index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe.skipIf(!hasBrowser)(titleOf('alerts'), () => {
  let screens: Screens
  let server: TestServer
  let bea: TestPerson
  let ada: TestPerson
  let now: number
  let workflowId: string

  beforeAll(async () => {
    now = Date.now()
    screens = await openScreens({ clock: { now: () => new Date(now), monotonicMs: () => performance.now() } })
    server = screens.server
    bea = await server.addPerson('Bea Lind', 'member')
    ada = await server.addPerson('Ada Fox', 'member')
    await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    const duties = [
      { duty: 'daily-care', person: bea.id },
      { duty: 'change-owner', person: ada.id },
      { duty: 'backup', person: ada.id },
    ]
    const path = '/api/v1/workflows/billing-replies/duties'
    expect((await server.request('POST', path, { as: server.admin, body: { duties } })).status).toBe(200)
    workflowId = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const row = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
      return row.id
    })
    await tellMonth()
  }, 120_000)
  afterAll(() => screens.close())

  /** Runs of the last five weeks, so that there is a usual; one of them flagged. */
  async function tellMonth(): Promise<void> {
    const records = Array.from({ length: 36 }, (_, back) =>
      Array.from({ length: 6 + ((back * 5) % 4) }, (__, n) =>
        sampleRun(new Date(now - back * DAY - n * 60_000 - HOUR / 2), { unitKey: `T-${back}-${n}` }),
      ),
    ).flat()
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body.accepted).toBe(records.length)
    const [latest] = records
    const flag = { as: server.member, body: { note: 'names no amount' } }
    expect((await server.request('POST', `/api/v1/runs/${latest?.id}/flags`, flag)).status).toBeLessThan(300)
  }

  function raise(more: Partial<Departure> = {}): Promise<{ readonly id: string }> {
    return inWorkspace(server.world.db, server.workspaceId, (trx) =>
      raiseAlert(trx, server.world, server.workspaceId, {
        on: { kind: 'workflow', id: workflowId },
        signal: 'override-share',
        slice: null,
        class: 'bad-output',
        severity: 'urgent',
        sentence: 'People overrode 18 of 60 drafts in the last 24 hours; usual is 4 of 60.',
        next: 'Read five of the overridden drafts and compare them with the refund policy',
        runbookSection: 'What a wrong answer looks like',
        since: new Date(now - 3 * HOUR),
        candidates: [{ kind: 'release', id: 'r', label: 'Release 2026-11-20 went live', at: new Date(now - 4 * HOUR) }],
        evidence: { overridden: 18, drafts: 60, usualOverridden: 4, detector: 'mixture e-detector' },
        link: '/workflows/billing-replies',
        causedBy: null,
        ...more,
      }),
    )
  }

  const open = (as: TestPerson, scheme: 'light' | 'dark' = 'light', width = 1280) =>
    screens.open(as, { scheme, width, at: now })

  test('S044 S278 S279 the operator sees what is hers, takes it, and goes the way through it to the builder', async () => {
    const { id } = await raise()
    await raise({
      signal: 'edit-share',
      sentence: 'People edited 30 of 60 drafts in the last 24 hours.',
      severity: 'today',
    })
    const page = await open(bea)
    await page.goto('/alerts')
    const yours = page.getByRole('region', { name: 'Yours' })
    await yours.getByText('People overrode 18 of 60 drafts').first().waitFor()
    await yours.getByText('1 more alert of the same cause').waitFor()
    await page.getByText('1 alert waits for you', { exact: false }).first().waitFor()
    await screens.picture(page, 'alerts-mine')
    await yours.getByRole('button', { name: 'Take this alert' }).click()
    await yours.getByText('In the hands of Bea Lind').waitFor()
    await yours.getByRole('link', { name: /People overrode 18 of 60/ }).click()

    const steps = page.getByRole('region', { name: 'What to do' })
    await steps.getByText('Pause it, if needed').waitFor()
    await page.getByText('Candidates for the cause; none is proven.').waitFor()
    await screens.picture(page, 'alert-fresh')
    await steps.getByRole('button', { name: 'Pause Billing replies' }).click()
    await page.getByLabel('Reason').fill('Refund times are wrong')
    await screens.picture(page, 'alert-pause')
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the workflow' }).click()
    await steps.getByText('Bea Lind paused the workflow').waitFor()
    await steps.getByRole('button', { name: 'Collect examples' }).click()
    await page.getByRole('checkbox', { name: /flagged by Mara Member/ }).waitFor()
    await page.getByRole('button', { name: 'Keep 1 example' }).click()
    await page.getByRole('region', { name: 'Examples' }).getByText('T-0-0').waitFor()
    await steps.getByRole('button', { name: 'Keep this count' }).click()
    await steps.getByRole('button', { name: 'Give it to Ada Fox' }).click()
    await page.getByLabel('What you found').fill('It began with the new price list')
    await page.getByRole('dialog').getByRole('button', { name: 'Give it to the builder' }).click()
    const happened = page.getByRole('region', { name: 'What happened' })
    await happened.getByText('Ada Fox was told').waitFor()
    // Nothing is sent here: the installation has no e-mail server, and says so for each who was told.
    await server.doWhatIsDue()
    const told = happened.getByRole('listitem').filter({ hasText: 'Ada Fox was told' })
    await told.getByText('was not sent. E-mail is not set up').waitFor()
    await page.getByRole('alert').filter({ hasText: 'No message reached Ada Fox' }).waitFor()
    await screens.picture(page, 'alert-with-builder')
    await page.context().close()

    const builder = await open(ada)
    await builder.goto(`/alerts/${id}`)
    await builder.getByRole('button', { name: 'Resolve as useful' }).click()
    await builder.getByLabel('What was it').fill('The price list was read by the old rule')
    await builder.getByRole('dialog').getByRole('button', { name: 'Resolve as useful' }).click()
    await builder.getByText('Resolved as useful').first().waitFor()
    expect(await builder.getByRole('button', { name: 'Resolve as useful' }).count()).toBe(0)
    await builder.context().close()
  })

  test('S032 on every page of the workflow what is open stands above, and the lead sees what nobody answered', async () => {
    await raise({
      signal: 'no-runs',
      class: 'outage',
      sentence: 'No unit has run for two hours.',
      since: new Date(now - 2 * HOUR),
    })
    for (let turn = 0; turn < 4; turn += 1) {
      now += 16 * 60_000
      await escalateAll(server.world)
    }
    const page = await open(server.viewer)
    await page.goto('/workflows/billing-replies/changes')
    const banner = page.getByRole('alert').filter({ hasText: 'No unit has run for two hours.' })
    await banner.waitFor()
    await screens.picture(page, 'workflow-banner')
    await page.goto('/alerts')
    await page.getByText('Nobody answered 1 alert').first().waitFor()
    expect(await page.getByRole('button', { name: 'Take this alert' }).count()).toBe(0)
    await page.getByText('Members and admins answer alerts.').first().waitFor()
    await screens.picture(page, 'alerts-lead')
    await page.context().close()
  })

  test('the morning says is it well, what waits, what changed since yesterday', async () => {
    const page = await open(bea)
    await page.goto('/')
    const morning = page.getByRole('region', { name: 'This morning' })
    await morning.getByText(/ran yesterday; usual on this weekday/).waitFor()
    await morning.getByText(/since yesterday/).waitFor()
    expect(await morning.getByRole('img', { name: /^Runs of Billing replies a day/ }).count()).toBe(1)
    await screens.picture(page, 'today')
    await page.context().close()
  })

  test('quiet hours of one’s own are set on the page of alerts', async () => {
    const page = await open(bea)
    await page.goto('/alerts')
    await page.getByRole('button', { name: 'Set quiet hours' }).click()
    await page.getByRole('switch', { name: 'Hours of my own' }).check({ force: true })
    await page.getByRole('checkbox', { name: 'Quiet at night' }).check()
    await page.getByLabel('From').fill('21:30')
    await screens.picture(page, 'alerts-hours')
    await page.getByRole('button', { name: 'Save my quiet hours' }).click()
    await page.getByText('Saved.').waitFor()
    const { body } = await server.request('GET', '/api/v1/alerts/settings', { as: bea })
    expect(body.mine).toMatchObject({ own: true, hours: { zone: 'Europe/Stockholm', from: '21:30', to: '07:00' } })
    await page.context().close()
  })

  test('alerts and one alert have no accessibility violations in light and dark, on a phone too, and nothing complained', async () => {
    const { body } = await server.request('GET', '/api/v1/alerts?state=all', { as: bea })
    const [first] = body.items
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [1280, 390]) {
        const page = await open(bea, scheme, width)
        for (const path of ['/alerts', `/alerts/${first.id}`, '/']) {
          await page.goto(path)
          await page.getByRole('heading', { level: 2 }).first().waitFor()
          expect([path, scheme, width, await screens.violations(page)]).toEqual([path, scheme, width, []])
          await screens.picture(
            page,
            `axe-${scheme}-${width}-${path.split('/')[1] === '' ? 'today' : path.split('/').length}`,
          )
        }
        await page.context().close()
      }
    }
    expect(screens.complaints).toEqual([])
  })
})
