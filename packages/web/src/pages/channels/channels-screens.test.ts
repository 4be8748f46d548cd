import { inWorkspace } from '@dayshift/server'
import { type MailSink, type Receiver, startMailSink, startReceiver } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'
import { announce } from '../../../../server/src/features/channels/index.ts'

describe.skipIf(!hasBrowser)(titleOf('channels'), () => {
  let screens: Screens
  let sink: MailSink
  let hook: Receiver
  let now = Date.now()

  beforeAll(async () => {
    sink = await startMailSink()
    hook = await startReceiver()
    screens = await openScreens({
      clock: { now: () => new Date(now), monotonicMs: () => performance.now() },
      mail: { url: sink.url, from: 'Dayshift <dayshift@example.com>' },
      outbound: { allow: ['127.0.0.1/32'], http: true },
    })
  }, 120_000)
  afterAll(async () => {
    await screens.close()
    await hook.close()
    await sink.close()
  })

  const announceIt = (key: string) =>
    inWorkspace(screens.server.world.db, screens.server.workspaceId, (trx) =>
      announce(trx, screens.server.world, screens.server.workspaceId, {
        key,
        severity: 'urgent',
        subject: 'Override share is above normal',
        lines: ['Override share is 31 % (n = 212, 14 days), normal is 9 %.'],
        link: '/alerts',
        workflow: null,
        alert: null,
      }),
    )

  test('S280 an admin adds a channel, tests it, sees that it fails and what came back, and removes it', async () => {
    const page = await screens.open(screens.server.admin, { at: now })
    await page.goto('/settings/channels')
    await page.getByText('No other channel yet').waitFor()
    await page.getByRole('button', { name: 'Add a channel' }).click()
    const adding = page.getByRole('dialog', { name: 'Add a channel' })
    await adding.getByText('Webhook', { exact: true }).click()
    await adding.getByLabel('Name').fill('Ticket system')
    await adding.getByLabel('Address of the receiver').fill(`${hook.url}/hooks/t-1`)
    await screens.picture(page, 'channels-add')
    await adding.getByRole('button', { name: 'Add the channel' }).click()
    const secret = page.getByRole('dialog', { name: /secret/i })
    await secret.getByText(/^whsec_/).waitFor()
    await secret.getByRole('button', { name: 'I have stored it' }).click()

    const row = page.getByRole('row', { name: /Ticket system/ })
    await row.getByText('Not used yet').waitFor()
    await row.getByRole('button', { name: 'Send a test on Ticket system' }).click()
    await page.getByText('The test arrived on Ticket system').waitFor()
    await row.getByText('Works').waitFor()
    expect(hook.received.at(-1)?.body.type).toBe('test.sent')

    hook.answer({ status: 500 })
    await announceIt('broken')
    for (let look = 0; look < 8; look += 1) {
      await screens.server.doWhatIsDue()
      now += 3 * 60_000
    }
    await page.reload()
    await row.getByText('Fails').waitFor()
    await page
      .getByTestId('sentence')
      .getByText(/Ticket system/)
      .waitFor()
    await screens.picture(page, 'channels-broken')
    await row.getByRole('link', { name: 'Ticket system' }).click()
    await page.getByText('The receiver answered 500.').first().waitFor()
    await page.getByText('Waits').first().waitFor()
    await screens.picture(page, 'channel-broken')

    await page.getByRole('button', { name: 'Remove it' }).click()
    await page.getByRole('dialog').getByText('1 message that waits on it is not sent').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the channel' }).click()
    await page.getByText('No other channel yet').waitFor()
    expect(await page.getByRole('row', { name: /Ticket system/ }).count()).toBe(0)
    await page.context().close()
  })

  test('S280 who may not change channels sees how they do and who may', async () => {
    const page = await screens.open(screens.server.member, { at: now })
    await page.goto('/settings/channels')
    await page.getByText('Harbour admin may add and change channels.').waitFor()
    expect(await page.getByRole('button', { name: 'Add a channel' }).count()).toBe(0)
    await page.context().close()
  })

  test('channels, one channel and how I am told have no accessibility violations in light and dark, on a phone too', async () => {
    const body = { kind: 'webhook', name: 'On call board', url: hook.url, severities: ['urgent'] }
    const { channel } = await screens.server.mustBe(201, 'POST', '/channels', { body })
    await announceIt('still broken')
    await screens.server.doWhatIsDue()
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [1280, 390]) {
        const page = await screens.open(screens.server.admin, { scheme, width, at: now })
        for (const [name, path] of [
          ['channels', '/settings/channels'],
          ['channel', `/settings/channels/${channel.id}`],
          ['told', '/settings/told'],
        ] as const) {
          await page.goto(path)
          await page.getByRole('heading', { level: 2 }).first().waitFor()
          await page.getByRole('table').first().waitFor()
          expect([path, scheme, width, await screens.violations(page)]).toEqual([path, scheme, width, []])
          // Nothing is wider than the page.
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect([path, width, wide]).toEqual([path, width, 0])
          await screens.picture(page, `axe-${name}-${scheme}-${String(width)}`)
        }
        await page.context().close()
      }
    }
    expect(screens.complaints).toEqual([])
  })
})
