import type { TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../../../browser.ts'

const TEAMS = ['Sales', 'Onboarding', 'Support', 'Billing desk', 'Finance'] as const

describe.skipIf(!hasBrowser)(titleOf('seams'), () => {
  let screens: Screens
  let dana: TestPerson
  let ids: string[]

  beforeAll(async () => {
    screens = await openScreens()
    dana = await screens.server.addPerson('Dana Diaz', 'member')
    ids = []
    for (const [at, name] of TEAMS.slice(0, -1).entries()) {
      const { seam } = await must('/seams', {
        from: { kind: 'team', name },
        to: { kind: 'team', name: TEAMS[at + 1] },
        what: 'A signed deal',
        volumePerWeek: 20 * (at + 1),
      })
      ids.push(seam.id)
      await must(`/seams/${seam.id}/parts`, {
        part: 'workaround',
        side: 'from',
        kind: 'spreadsheet',
        words: 'copies rows',
        hoursPerWeek: 5 - at,
        people: 1,
        rate: '60',
      })
    }
  })
  afterAll(() => screens?.close())

  const must = (path: string, body: unknown) => screens.server.mustBe(201, 'POST', path, { as: dana, body })

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'S209 S225 S238 one picture of all connections, with the dearest first, in %s at %i px',
    async (scheme, width) => {
      const page = await screens.open(dana, { scheme, width })
      await page.goto('/seams')
      await page.getByText('4 seams').first().waitFor()
      await page.getByText('43,680 EUR a year').first().waitFor()
      const edges = page.getByRole('group', { name: /Sales → Onboarding: Not mapped/ })
      await edges.waitFor({ state: 'attached' })
      const rows = await page.getByRole('row').allInnerTexts()
      expect(rows[1]).toContain('Sales → Onboarding')
      expect(rows[1]).toMatch(/15,600\sEUR/)
      expect(rows[4]).toContain('Billing desk → Finance')
      await screens.picture(page, `seams-${scheme}`)
      expect(await screens.violations(page)).toEqual([])
      await page.context().close()
    },
  )

  test('a seam is added, narrowed down to, and its edge leads to its page by the keyboard', async () => {
    const page = await screens.open(dana)
    await page.goto('/seams')
    await page.getByRole('button', { name: 'Add a seam' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'From' }).fill('Legal')
    await dialog.getByRole('combobox', { name: 'To', exact: true }).fill('Finance')
    await dialog.getByLabel('What changes hands').fill('A contract')
    await dialog.getByRole('button', { name: 'Add the seam' }).click()
    await page.getByRole('heading', { name: 'Legal → Finance' }).waitFor()
    await page.getByText('nobody’s job').waitFor()
    await page.goto('/seams?q=legal')
    const edge = page.getByRole('group', { name: /^Legal → Finance/ })
    await edge.waitFor({ state: 'attached' })
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByRole('link', { name: 'Legal → Finance' }).click()
    await page.getByRole('heading', { name: 'Legal → Finance' }).waitFor()
    expect(page.url()).toContain('/seams/')
    await page.context().close()
  })

  test('S221 S230 S232 the page asks for the next step of the fix order: name what must cross, then an owner', async () => {
    const page = await screens.open(dana)
    await page.goto(`/seams/${ids[1]}`)
    await page.getByRole('button', { name: 'Name what must cross' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What must cross').fill('Start date')
    await dialog.getByLabel('Why the other side needs it').fill('It plans by that')
    await dialog.getByRole('textbox', { name: 'System' }).fill('CRM')
    await dialog.getByRole('textbox', { name: 'Field' }).fill('start_date')
    await dialog.getByRole('button', { name: 'Name it' }).click()
    await page.getByText('It plans by that. It lives in CRM, start_date.').waitFor()
    await page.getByRole('button', { name: 'Name the seam’s owner' }).click()
    await page.getByRole('combobox', { name: 'Owner' }).click()
    await page.getByRole('option', { name: 'Dana Diaz' }).click()
    await page.getByRole('dialog').getByLabel('May').fill('change both forms')
    await page.getByRole('button', { name: 'Name the owner' }).last().click()
    await page.getByText('Dana Diaz’s job').waitFor()
    expect(await page.getByText('owned', { exact: true }).count()).toBe(1)
    await screens.picture(page, 'seam-page')
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('S233 S235 “ready” is refused with what is open, and “do not automate yet” is taken', async () => {
    const page = await screens.open(dana)
    await page.goto(`/seams/${ids[0]}?do=tell&part=answer`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ready to automate').check()
    await dialog.getByLabel('Reason').fill('The board wants it')
    await dialog.getByRole('button', { name: 'Record the answer' }).click()
    await dialog.getByText('This is for the seam’s owner').waitFor()
    await dialog.getByLabel('Do not automate yet').check()
    await dialog.getByRole('button', { name: 'Record the answer' }).click()
    const condition = page.getByText('Dana Diaz: do not automate yet. The board wants it')
    await condition.waitFor()
    expect(await condition.count()).toBe(1)
    await page.context().close()
  })

  test('the owner says what must cross, sees what a version breaks, and a break stands on the page', async () => {
    const [, , id = ''] = ids
    await screens.server.mustBe(200, 'POST', `/seams/${id}/owner`, {
      as: dana,
      body: { person: dana.id, authority: 'change both forms' },
    })
    const page = await screens.open(dana)
    await page.goto(`/seams/${id}?do=contract`)
    const dialog = page.getByRole('dialog')
    await dialog
      .getByLabel('JSON Schema, or an ODCS 3 document')
      .fill('type: object\nrequired: [customer_id]\nproperties:\n  customer_id: { type: string }\n')
    await dialog.getByRole('button', { name: 'See what it changes' }).click()
    await dialog.getByText('It is the first version').waitFor()
    await dialog.getByRole('button', { name: 'Make version 1' }).click()
    await page.getByText('Dana Diaz made version 1').first().waitFor()
    await screens.server.mustBe(200, 'POST', `/seams/${id}/crossings`, {
      as: screens.server.key,
      body: { unitKey: 'deal-7', context: { customerId: 'c' } },
    })
    const alarm = page.getByRole('alert').filter({ hasText: 'it looks renamed' })
    await alarm.waitFor()
    await alarm.getByRole('button', { name: 'Close the signal' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close the signal' }).click()
    await alarm.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Was it complete? deal-7' }).click()
    await page.getByRole('dialog').getByLabel('No, something was missing').check()
    await page.getByRole('dialog').getByLabel('What was missing').fill('who signed')
    await page.getByRole('button', { name: 'Say so' }).click()
    await page.getByText('Incomplete: who signed').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('a viewer sees all of it and is offered no act', async () => {
    const page = await screens.open(screens.server.viewer)
    await page.goto(`/seams/${ids[0]}`)
    await page.getByRole('heading', { name: 'Fix order' }).waitFor()
    expect(await page.getByRole('button', { name: /^(Tell|Name|Say|End)/ }).count()).toBe(0)
    await page.context().close()
  })
})
