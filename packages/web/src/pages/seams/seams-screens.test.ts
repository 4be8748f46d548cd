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
    await edge.focus()
    await page.keyboard.press('Enter')
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

  test('an event log is read in the browser step by step; what is kept is one click from the register', async () => {
    const page = await screens.open(dana)
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto('/seams')
    await page.getByRole('button', { name: 'Read an event log' }).click()
    const day = (n: number) => `2026-03-${String(n).padStart(2, '0')} 09:00:00`
    const rows = Array.from({ length: 40 }, (_, i) => [
      `T${i},opened,Desk,${day(1 + (i % 20))}`,
      `T${i},solved,Second line,${day(3 + (i % 20))}`,
    ]).flat()
    const csv = `case_id,activity,team,time\n${rows.join('\n')}\nT41,opened,Desk,never\n`
    await page
      .getByLabel('Event log')
      .setInputFiles({ name: 'desk.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    const actor = page.getByRole('combobox', { name: 'Team or person' })
    await actor.waitFor()
    expect(await actor.inputValue()).toBe('team')
    expect(await page.getByRole('row').count()).toBe(9)
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Find the seams' }).click()
    await page.getByText('40 handovers').waitFor()
    await page.getByText('1 row could not be taken').waitFor()
    const found = page.getByRole('row').filter({ hasText: 'Desk → Second line' })
    expect(await found.innerText()).toMatch(/40\t100\s%\t2\sd/)
    expect(await screens.violations(page)).toEqual([])
    const before = asked.filter((each) => each.startsWith('POST'))
    expect(before).toEqual([])
    await page.getByRole('button', { name: 'Keep these findings' }).click()
    await page.getByRole('button', { name: 'Add to the register: Desk → Second line' }).click()
    await page.getByRole('heading', { name: 'Desk → Second line' }).waitFor()
    await page.getByText('Work waits here 2 d in the middle').waitFor()
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([
      'POST /api/v1/seam-findings',
      'POST /api/v1/seams',
    ])
    await page.goto('/seams')
    await page.getByText('1 pair is in the register').waitFor()
    await page.context().close()
  })

  test('an object-centric log asks which type of object a case is, and a database is sent to the command', async () => {
    const page = await screens.open(dana)
    await page.goto('/seams/read-log')
    const event = (id: string, type: string, at: string, who: string, objects: readonly string[]) => ({
      id,
      type,
      time: `2026-01-05T${at}:00Z`,
      attributes: [{ name: 'clerk', value: who }],
      relationships: objects.map((objectId) => ({ objectId, qualifier: 'of' })),
    })
    const log = {
      objectTypes: [
        { name: 'order', attributes: [] },
        { name: 'item', attributes: [] },
      ],
      eventTypes: ['place', 'pick'].map((name) => ({ name, attributes: [{ name: 'clerk', type: 'string' }] })),
      objects: [
        { id: 'o1', type: 'order' },
        { id: 'i1', type: 'item' },
        { id: 'i2', type: 'item' },
      ],
      events: [
        event('e1', 'place', '09:00', 'Sales', ['o1', 'i1', 'i2']),
        event('e2', 'pick', '10:00', 'Store', ['i1']),
        event('e3', 'pick', '11:00', 'Store', ['i2']),
      ],
    }
    await page.getByLabel('Event log').setInputFiles({
      name: 'orders.jsonocel',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(log)),
    })
    await page.getByRole('combobox', { name: 'Type of object that is the case' }).click()
    await page.getByRole('option', { name: 'item: 2 objects in 3 events' }).click()
    await page.getByRole('button', { name: 'Find the seams' }).click()
    await page.getByText('2 handovers').first().waitFor()
    expect(await page.getByRole('row', { name: /^Sales → Store 2/ }).count()).toBe(1)
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.getByLabel('Event log').setInputFiles({
      name: 'orders.sqlite',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(`SQLite format 3\0${'x'.repeat(100)}`),
    })
    const alarm = page.getByRole('alert')
    await alarm.waitFor()
    expect(await alarm.innerText()).toContain('npx dayshift seams discover')
    await page.context().close()
  })

  test('what is no log is refused with the place, and nothing is lost', async () => {
    const page = await screens.open(dana)
    await page.goto('/seams/read-log')
    await page.getByLabel('Event log').setInputFiles({
      name: 'broken.csv.gz',
      mimeType: 'application/gzip',
      buffer: Buffer.from([0x1f, 0x8b, 8, 0, 1, 2]),
    })
    const alarm = page.getByRole('alert')
    await alarm.waitFor()
    expect(await alarm.innerText()).toContain('“broken.csv.gz” can’t be read')
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.getByText('Choose a log').waitFor()
    await page.context().close()
  })

  test('a viewer sees all of it and is offered no act', async () => {
    const page = await screens.open(screens.server.viewer)
    await page.goto(`/seams/${ids[0]}`)
    await page.getByRole('heading', { name: 'Fix order' }).waitFor()
    expect(await page.getByRole('button', { name: /^(Tell|Name|Say|End)/ }).count()).toBe(0)
    await page.context().close()
  })
})
