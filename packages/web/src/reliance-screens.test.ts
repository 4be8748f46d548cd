import { addSampleRelease, putLive, sampleManifest, sampleRun, type TestPerson } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const TRUST = '/workflows/billing-replies/trust'
const OUTPUT = {
  type: 'object',
  properties: {
    topic: { title: 'Topic', enum: ['Refund', 'Invoice', 'Other'] },
    reply: { title: 'Reply', type: 'string', minLength: 1 },
  },
  required: ['topic', 'reply'],
  additionalProperties: false,
} as const

describe.skipIf(!hasBrowser)(titleOf('reliance'), () => {
  let screens: Screens
  let olga: TestPerson
  let tim: TestPerson

  beforeAll(async () => {
    screens = await openScreens()
    const { server } = screens
    olga = await server.addPerson('Olga Ortiz', 'member')
    tim = await server.addPerson('Tim Tanner', 'member')
    const release = await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({ output: OUTPUT, rules: [] }),
    )
    await putLive(server.world, server.workspaceId, 'billing-replies', release, 100)
    await server.giveDuties('billing-replies', { 'operational-owner': olga })
    await must('/workflows/billing-replies/trust/human-first', {
      percent: 100,
      field: 'topic',
      reason: 'To see how we rely on it.',
    })
    const now = Date.now()
    const run = (unitKey: string, over: Readonly<Record<string, unknown>>) =>
      sampleRun(new Date(now - 60_000), {
        release,
        unitKey,
        input: { ticket: unitKey, text: 'When does my money come? I paid the October invoice twice.' },
        output: { topic: 'Refund', reply: 'You get it back within a week.' },
        confidence: 0.91,
        ...over,
      })
    const waiting = run('u-waits', { route: 'review', reasonCode: 'qa-sample', reasonMessage: 'Drawn at random.' })
    const past = Array.from({ length: 60 }, (_, i) => run(`u-${i}`, { route: 'automatic' }))
    await must('/runs', { records: [waiting, ...past] }, server.key)
    const at = new Date(now).toISOString()
    const decisions = past.map(({ id, unitKey }, i) => ({
      id: crypto.randomUUID(),
      runId: id,
      workflow: 'billing-replies',
      unitKey,
      kind: i % 4 === 1 ? 'edited' : 'accepted',
      by: `host:${i % 3 === 0 ? 'ina' : 'kai'}`,
      shownAt: at,
      decidedAt: at,
      ownAnswer: { answer: i % 2 === 0 ? 'Refund' : 'Invoice', answeredAt: at },
      ...(i % 4 === 1 ? { finalOutput: { topic: 'Invoice', reply: 'Here is the invoice.' } } : {}),
    }))
    await must('/decisions', { decisions }, server.key)
    const outcomes = past.map(({ unitKey }, i) => ({
      unitKey,
      verdict: i % 12 === 1 ? 'wrong' : 'right',
      answer: i % 12 === 1 ? 'Invoice' : 'Refund',
      at,
      source: 'credit notes',
    }))
    await must('/outcomes', { workflow: 'billing-replies', outcomes }, server.key)
  })
  afterAll(() => screens?.close())

  async function must(path: string, body: unknown, as: TestPerson | Screens['server']['key'] = olga): Promise<void> {
    const answer = await screens.server.request('POST', `/api/v1${path}`, { as, body })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('the Trust tab says how people rely on it, in %s at %i px', async (scheme, width) => {
    const page = await screens.open(tim, { scheme, width })
    await page.goto(TRUST)
    await page.getByText('Where the two differed, people went over to the AI in 15 of 30.').waitFor()
    await page.getByText('Use is up and value is left behind').waitFor()
    const right = page.getByRole('list', { name: 'Right answers' })
    await right.scrollIntoViewIfNeeded()
    expect(await right.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^The person alone.*58/),
      expect.stringMatching(/^Both together.*83/),
      expect.stringMatching(/^The AI alone.*92/),
    ])
    await screens.picture(page, `reliance-${scheme}`)
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('a case asks for the own answer first, shows the AI’s then, and lets the person decide as she thinks right', async () => {
    const page = await screens.open(olga)
    await page.goto('/inbox')
    await page.getByText('u-waits').first().click()
    await page.getByRole('heading', { name: 'Your answer first' }).waitFor()
    expect(await page.getByText('within a week').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0)
    await screens.picture(page, 'reliance-asked')
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Topic' }).click()
    await page.getByRole('option', { name: 'Invoice' }).click()
    await page.getByRole('button', { name: 'Give my answer' }).click()
    await page.getByText('You said something else.').waitFor()
    await page.getByText('You get it back within a week.').waitFor()
    await screens.picture(page, 'reliance-shown')
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Edit it to my answer' }).click()
    await page.getByRole('region', { name: 'What changes' }).waitFor()
    await screens.picture(page, 'reliance-edit')
    await page.getByRole('button', { name: 'Send the edited answer' }).click()
    await page.getByText(/Edited u-waits/).waitFor()
    await page.context().close()
    expect(screens.complaints).toEqual([])
  })

  test('whoever runs it sets who answers first; others are told who may', async () => {
    const page = await screens.open(tim)
    await page.goto(TRUST)
    await page.getByRole('button', { name: 'Set who answers first' }).click()
    await page.getByLabel('Reason').fill('Ten are enough.')
    await page.getByRole('button', { name: 'Set the share' }).click()
    await page.getByText('Only the business owner, the operational owner or whoever has the daily care').waitFor()
    await screens.picture(page, 'reliance-dialog')
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })

  test('an admin says how small a group may be shown and who sees figures of persons; everybody reads it', async () => {
    const page = await screens.open(screens.server.admin)
    await page.goto('/people?tab=privacy')
    await page.getByText('are shown nowhere. Figures of one person are seen by that person alone.').waitFor()
    await page.getByRole('button', { name: 'Set privacy' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Smallest group that is shown').fill('7')
    await dialog.getByRole('combobox', { name: 'Who may see figures of other persons' }).click()
    await page.getByRole('option', { name: 'Olga Ortiz' }).click()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Set privacy' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.context().close()
    const other = await screens.open(tim)
    await other.goto('/people?tab=privacy')
    await other.getByText('7 people').waitFor()
    await other.getByText('Olga Ortiz', { exact: true }).waitFor()
    expect(await other.getByRole('button', { name: 'Set privacy' }).count()).toBe(0)
    await screens.picture(other, 'reliance-privacy')
    expect(await screens.violations(other)).toEqual([])
    await other.context().close()
  })
})
