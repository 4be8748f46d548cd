import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWeb } from '../../../build.ts'

const CHROMIUM = process.env['DAYSHIFT_CHROMIUM'] ?? '/usr/bin/chromium'
const found = existsSync(CHROMIUM)
const title = found ? 'adoption in a real browser' : `adoption (skipped: no Chromium at ${CHROMIUM})`
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe.skipIf(!found)(title, () => {
  let server: TestServer
  let browser: Browser
  let appDirectory: string
  let nadia: TestPerson

  beforeAll(async () => {
    appDirectory = await mkdtemp(join(tmpdir(), 'dayshift-web-'))
    await buildWeb(appDirectory)
    server = await bootServer({
      web: { directory: appDirectory, state: () => ({ kind: 'ready' }), done: Promise.resolve(), stop: () => {} },
    })
    nadia = await server.addPerson('Nadia Owner', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    const duties = [{ duty: 'business-owner', person: nadia.id }]
    const path = '/api/v1/workflows/billing-replies/duties'
    expect((await server.request('POST', path, { as: server.admin, body: { duties } })).status).toBe(200)
    const now = Date.now()
    const over = { release, route: 'review', reasonCode: 'output-rule', reasonRule: 'money' }
    const records = Array.from({ length: 100 }, (_, i) =>
      sampleRun(new Date(now - 3 * DAY), { ...over, unitKey: `t-${i}` }),
    )
    expect((await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })).body.accepted).toBe(
      100,
    )
    const decisions = records.slice(0, 20).map(({ unitKey }) => ({
      id: randomUUID(),
      workflow: 'billing-replies',
      unitKey,
      kind: 'accepted',
      by: 'host:ina',
      shownAt: new Date(now - 2 * DAY - HOUR).toISOString(),
      decidedAt: new Date(now - 2 * DAY).toISOString(),
    }))
    expect((await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })).status).toBe(
      200,
    )
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(appDirectory, { recursive: true, force: true })
  })

  async function open(as: TestPerson, scheme: 'light' | 'dark' = 'light', width = 1280): Promise<Page> {
    const context = await browser.newContext({
      baseURL: server.address,
      viewport: { width, height: 900 },
      colorScheme: scheme,
    })
    const [name = '', ...value] = as.cookie.split('=')
    await context.addCookies([{ name, value: value.join('='), url: server.address }])
    const page = await context.newPage()
    await page.goto('/workflows/billing-replies/adoption')
    return page
  }

  async function expectAccessible(page: Page): Promise<void> {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    await page.evaluate(axe)
    const violations = await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
    )
    expect(violations).toEqual([])
  }

  test('S001 S034 the business owner chooses the denominator, reads the share in the first sentence, and a claim is held against the record', async () => {
    const page = await open(nadia)
    await page.getByTestId('sentence').getByText('has no denominator yet').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Choose the denominator' }).click()
    await page.getByRole('dialog').getByRole('radio', { name: 'What the gate saw' }).check()
    await page.getByRole('button', { name: 'Choose it' }).click()
    const sentence = page.getByTestId('sentence')
    await sentence.getByText('deployed, not adopted').waitFor()
    expect(await sentence.textContent()).toMatch(/^Billing replies informs 20 % of the decisions .*n 100, 95 % 13–29/)
    expect(await page.getByRole('list', { name: 'How far units come' }).getByRole('listitem').count()).toBe(7)
    await page.getByRole('region', { name: 'Not yet known' }).getByText('What was decided is not known').waitFor()
    await page.getByRole('button', { name: 'Say why it isn’t used' }).click()
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /wrong version of the problem/ })
      .check()
    await page.getByRole('dialog').getByLabel('In your words').fill('Nobody asked for drafts.')
    await page.getByRole('button', { name: 'Record the claim' }).click()
    await page.getByText('The record speaks for it').waitFor()
    await page.getByText('Nobody approved its purpose and scope').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('a declared figure waits for the business owner, who confirms it with one button', async () => {
    const ada = await open(server.member, 'dark')
    await ada.getByRole('button', { name: 'Choose another denominator' }).click()
    await ada.getByRole('dialog').getByRole('radio', { name: 'A declared figure' }).check()
    await ada.getByRole('button', { name: 'Choose it' }).click()
    await ada.getByText('No unit in this window').waitFor()
    await ada.getByRole('button', { name: 'Declare decisions of a period' }).click()
    const day = (back: number) => new Date(Date.now() - back * DAY).toISOString().slice(0, 10)
    const dialog = ada.getByRole('dialog')
    await dialog.getByLabel('From', { exact: false }).first().fill(day(5))
    await dialog.getByLabel('To, that day within').fill(day(1))
    await dialog.getByLabel('Decisions', { exact: false }).fill('400')
    await dialog.getByLabel('Where the figure is from').fill('Closed tickets')
    await ada.getByRole('button', { name: 'Declare the figure' }).click()
    await ada.getByText('unknown until Nadia Owner confirms it').waitFor()
    await ada.context().close()
    const page = await open(nadia, 'dark')
    await page.getByRole('button', { name: 'Confirm 400 decisions' }).click()
    await page.getByTestId('sentence').getByText('informs 5 %').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test('on a phone nothing runs over the side', async () => {
    const page = await open(server.viewer, 'light', 390)
    await page.getByRole('heading', { name: 'What is lost where' }).waitFor()
    await page.getByText('may choose and declare what it is measured by').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await page.context().close()
  })
})
