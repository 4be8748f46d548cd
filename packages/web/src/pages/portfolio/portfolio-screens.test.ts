import { addSampleRelease, putInStage, putLive, sampleManifest, type TestPerson } from '@dayshift/testkit'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

describe.skipIf(!hasBrowser)(titleOf('the portfolio'), () => {
  let screens: Screens
  let lea: TestPerson

  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    lea = await server.addPerson('Lea Lead', 'member')
    const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    await putLive(server.world, server.workspaceId, 'billing-replies', release, 100)
    await putInStage(server.world, server.workspaceId, 'billing-replies', 'transfer')
    const items = [
      ...Array.from({ length: 200 }, (_, i) => initiative(`Listed ${String(i).padStart(3, '0')}`, 'Agency A')),
      initiative('=HYPERLINK("http://evil.example.com")', 'Agency B'),
    ]
    const taken = await server.request('POST', '/api/v1/portfolio/initiatives', {
      as: lea,
      body: { source: 'inventory.csv', items },
    })
    expect(taken.body).toEqual({ added: 201, changed: 0, same: 0 })
  })
  afterAll(() => screens?.close())

  const initiative = (name: string, unit: string) => ({
    name,
    unit,
    nth: 1,
    stage: 'operation',
    stageWritten: 'In production',
    owner: 'Ms Lang',
    risk: '',
    startedOn: null,
    dueOn: null,
  })

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('S109 each reader has a view of her own, in %s at %i px', async (scheme, width) => {
    const page = await screens.open(lea, { scheme, width })
    await page.goto('/portfolio')
    await page.getByText('202 initiatives').first().waitFor()
    await page.getByRole('link', { name: 'Billing replies' }).first().waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByText('COO', { exact: true }).click()
    await page.waitForURL(/view=coo/)
    await page.getByText('not written').first().waitFor()
    await page.getByText('Operations', { exact: true }).click()
    await page.waitForURL(/view=operations/)
    await page.getByText('Unknown').first().waitFor()
    await screens.picture(page, `portfolio-${scheme}`)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('order, filter and grouping stand in the address; rows beyond the first are drawn when one asks', async () => {
    const page = await screens.open(lea)
    await page.goto('/portfolio')
    const rows = page.getByRole('region', { name: 'Initiatives' }).locator('tbody tr')
    await rows.nth(149).waitFor()
    expect(await rows.count()).toBe(150)
    await page.getByRole('button', { name: 'Show the other 52' }).click()
    await rows.nth(201).waitFor()
    await page.getByRole('button', { name: 'Initiative', exact: true }).click()
    await page.waitForURL(/sort=name/)
    expect(await rows.first().textContent()).toContain('=HYPERLINK')
    await page.getByRole('button', { name: 'Initiative', exact: true }).click()
    await page.waitForURL(/order=desc/)
    await page.getByRole('columnheader', { name: 'Initiative' }).and(page.locator('[aria-sort=descending]')).waitFor()
    await page.goto('/portfolio?by=unit&q=agency b')
    await page.getByRole('heading', { name: 'Agency B' }).waitFor()
    expect(await page.getByRole('region', { name: 'Agency B' }).locator('tbody tr').count()).toBe(1)
    await page.goto('/portfolio?q=nobody-knows-this')
    await page.getByRole('button', { name: 'Show all initiatives' }).click()
    await rows.nth(10).waitFor()
    await page.context().close()
  })

  test('the export holds every row that is shown, and no cell of it is a formula', async () => {
    const page = await screens.open(lea)
    await page.goto('/portfolio')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    const text = await readFile(await file.path(), 'utf8')
    expect(text.trim().split('\r\n')).toHaveLength(203)
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example.com"")"`)
    await page.context().close()
  })

  test('the unit of a workflow is said in its row, and the row moves to its unit', async () => {
    const page = await screens.open(lea)
    await page.goto('/portfolio?by=unit&q=billing')
    await page.getByRole('button', { name: 'Say its unit of Billing replies' }).click()
    await page.getByRole('dialog').getByLabel('Unit').fill('Finance')
    await page.getByRole('dialog').getByRole('button', { name: 'Set the unit' }).click()
    await page.getByRole('heading', { name: 'Finance' }).waitFor()
    await page.context().close()
    const reader = await screens.open(screens.server.viewer)
    await reader.goto('/portfolio?q=billing')
    await reader.getByText('Finance').first().waitFor()
    expect(await reader.getByRole('button', { name: /Change/ }).count()).toBe(0)
    await reader.context().close()
  })

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'S264 S339 S344 a workflow that runs already is registered by answers and two names, in %s at %i px',
    async (scheme, width) => {
      const page = await screens.open(lea, { scheme, width })
      await page.goto('/portfolio')
      await page.getByRole('button', { name: 'Register a workflow' }).click()
      await page.getByLabel('What is it called?').fill(`Lead sorting ${scheme}`)
      for (const field of await page.getByRole('textbox', { name: /\?/ }).all()) {
        if ((await field.inputValue()) === '') await field.fill('As it says.')
      }
      for (const group of await page.getByRole('radiogroup').all()) await group.getByLabel('No').check()
      await page.getByText('Stable enough for routine care').waitFor()
      await page
        .getByRole('radiogroup', { name: /prompts change/ })
        .getByLabel('Yes')
        .check()
      await page.getByText('Still changing, so it stays with its builders').waitFor()
      await page.getByText('1 answer is missing.').waitFor()
      await page.getByRole('combobox', { name: 'Who cares for it every day?' }).click()
      await page.getByRole('option', { name: 'Lea Lead' }).click()
      expect(await screens.violations(page)).toEqual([])
      await screens.picture(page, `register-${scheme}`)
      await page.getByRole('button', { name: `Register Lead sorting ${scheme}` }).click()
      await page.getByText('is registered.').waitFor()
      await screens.picture(page, `registered-${scheme}`)
      await page.getByRole('link', { name: 'Open its runbook' }).click()
      await page.waitForURL(new RegExp(`lead-sorting-${scheme}/runbook`))
      await page.context().close()
      expect(screens.complaints).toEqual([])
    },
  )

  test('sunk cost stands above the rows for the COO: what was spent on one that is on hold, and how many a list alone gave up', async () => {
    const { server } = screens
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'given-up', name: 'Given up' }))
    await server.giveDuties('given-up', { 'business-owner': lea })
    const path = '/api/v1/workflows/given-up'
    const today = new Date().toISOString().slice(0, 10)
    const paid = { phase: 'prototype', kind: 'actual', currency: 'EUR', from: today, to: today, what: 'Three months' }
    const booked = await server.request('POST', `${path}/value/entries`, {
      as: lea,
      body: { ...paid, amount: '48000' },
    })
    expect(booked.status).toBe(201)
    await server.request('POST', `${path}/handover/hold`, { as: lea, body: { reason: 'The vendor changes its terms' } })
    const retired = { ...initiative('Retired one', 'Agency C'), stage: 'retired' }
    const body = { source: 'inventory.csv', items: [retired] }
    await server.request('POST', '/api/v1/portfolio/initiatives', { as: lea, body })
    const page = await screens.open(lea)
    await page.goto('/portfolio?view=coo')
    await page.getByText(/48,000.EUR spent/).waitFor()
    await page.getByText(/Lists call 1 more retired or on hold; what was spent on them is not known here/).waitFor()
    await page.getByRole('region', { name: 'Given up, table' }).getByText('On hold in design').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })
})
