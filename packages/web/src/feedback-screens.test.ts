import {
  addSampleRelease,
  sampleManifest,
  sampleRun,
  type TestAnswer,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const BOARD = '/workflows/billing-replies/feedback'
const DAY = 86_400_000

describe.skipIf(!hasBrowser)(titleOf('feedback'), () => {
  let screens: Screens
  let server: TestServer
  let release: string
  let olu: TestPerson
  let ria: TestPerson
  let host: TestKey

  beforeAll(async () => {
    screens = await openScreens()
    server = screens.server
    const output = {
      type: 'object',
      properties: {
        reply: { type: 'string', title: 'Draft' },
        category: { title: 'Category', enum: ['refund', 'chargeback', 'invoice'] },
        deadline: { type: 'string', title: 'Deadline' },
      },
      required: ['reply'],
    } as const
    release = await addSampleRelease(server.world, server.workspaceId, sampleManifest({ output }))
    olu = await server.addPerson('Olu Operator', 'member')
    ria = await server.addPerson('Ria Rivera', 'member')
    host = await server.addKey(['gate:read', 'runs:write'])
    await mustBe(200, 'POST', '/workflows/billing-replies/duties', {
      duties: [
        { duty: 'daily-care', person: olu.id },
        { duty: 'failure-cases', person: olu.id },
      ],
    })
  })
  afterAll(() => screens?.close())

  async function mustBe(
    status: number,
    method: string,
    path: string,
    body?: unknown,
    as: TestPerson | TestKey = server.admin,
  ): Promise<TestAnswer['body']> {
    const answer = await server.request(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async function addRun(unitKey: string, output: unknown, at = new Date()): Promise<string> {
    const input = { ticket: unitKey, text: 'You charged me twice in October. When do I get my money back?' }
    const run = sampleRun(at, { release, unitKey, input, output })
    await mustBe(200, 'POST', '/runs', { records: [run] }, host)
    return run.id
  }

  const flag = async (unitKey: string, note: string, as: TestPerson = ria) => {
    const runId = await addRun(unitKey, {
      reply: 'Hello Ann, your refund takes 14 days. Kind regards, Billing support',
      category: 'refund',
    })
    return mustBe(201, 'POST', `/runs/${runId}/flags`, { note }, as)
  }

  async function correct(unitKey: string, output: unknown, finalOutput: unknown, ago: number, minutes: number | null) {
    const at = new Date(Date.now() - ago * DAY)
    const runId = await addRun(unitKey, output, at)
    const decision = {
      id: server.world.newId(),
      runId,
      workflow: 'billing-replies',
      unitKey,
      kind: 'edited',
      by: 'Olu',
      decidedAt: at.toISOString(),
      finalOutput,
      ...(minutes === null ? {} : { shownAt: new Date(at.getTime() - minutes * 60_000).toISOString() }),
    }
    await mustBe(200, 'POST', '/decisions', { decisions: [decision] }, host)
  }

  const sentence = (page: Page) => page.getByTestId('sentence')

  test('where nobody reported anything, the page says how it is said', async () => {
    const page = await screens.open(olu)
    await page.goto('/feedback')
    await sentence(page).filter({ hasText: 'Every report is answered: nothing waits.' }).waitFor()
    expect(await page.getByText('npm install @dayshift/flag').isVisible()).toBe(true)
    await page.goto(BOARD)
    await sentence(page)
      .filter({ hasText: 'Nobody reported anything on Billing replies in the last 30 days' })
      .waitFor()
    await page.context().close()
  })

  test('S021 flagged on its run with one click, it waits for whoever is on watch, and its answer makes a failure case', async () => {
    const runId = await addRun('ticket-7', { reply: 'Hello Ann, your refund takes 14 days.', category: 'refund' })
    const reporter = await screens.open(ria)
    await reporter.goto(`/runs/${runId}`)
    await reporter.getByRole('button', { name: 'Flag' }).click()
    await reporter.getByLabel('What looks wrong').fill('It is ten days by now.')
    await reporter.getByLabel('What would have been right').fill('Ten days.')
    await reporter.getByRole('button', { name: 'Flag this run' }).click()
    await reporter.getByText(/^Thank you; Olu Operator will answer by /).waitFor()

    const page = await screens.open(olu)
    await page.goto('/feedback')
    await sentence(page).filter({ hasText: '1 report waits for an answer, 1 for you.' }).waitFor()
    await page.getByRole('link', { name: 'Unit ticket-7' }).click()
    await sentence(page).filter({ hasText: 'The answer is for you.' }).waitFor()
    await page.getByText('It is ten days by now.').first().waitFor()
    await page.getByText('Hello Ann, your refund takes 14 days.').waitFor()
    await page.getByRole('radio', { name: 'Wrong output' }).check()
    const send = page.getByRole('button', { name: 'Answer the report' })
    expect(await send.isDisabled()).toBe(true)
    await page.getByLabel('Name').fill('Wrong refund time')
    await page.getByLabel('What to do when it comes').fill('Ten days since November.')
    await page.getByLabel('Answer to Ria Rivera').fill('Right you are, thank you.')
    await send.click()
    await sentence(page).filter({ hasText: 'Olu Operator answered: wrong output.' }).waitFor()
    // The reporter's page hears of it by itself.
    await reporter.getByText('(answered)').waitFor()
    await reporter.getByRole('link', { name: 'flagged it' }).click()
    await reporter.getByText('Right you are, thank you.').first().waitFor()
    await page.getByRole('link', { name: 'Wrong refund time' }).click()
    await sentence(page)
      .filter({
        hasText: 'Wrong refund time was flagged once. No release mends it yet; Olu Operator holds failure cases.',
      })
      .waitFor()
    await page.getByText('Ten days since November.').waitFor()
    await reporter.context().close()
    await page.context().close()
  })

  test('asked back, the reporter answers on the report, and it waits again', async () => {
    const { id } = await flag('ticket-9', 'Something is off.')
    await mustBe(200, 'POST', `/feedback/${id}/verdict`, { verdict: 'unclear', answer: 'Which sentence?' }, olu)
    const page = await screens.open(ria)
    await page.goto(`/feedback/${id}`)
    await sentence(page).filter({ hasText: 'Olu Operator asked back; the reporter is next.' }).waitFor()
    await page.getByLabel('Your answer').fill('The second one.')
    await page.getByRole('button', { name: 'Send your answer' }).click()
    await sentence(page).filter({ hasText: 'The answer is for Olu Operator.' }).waitFor()
    const { feedback } = await mustBe(200, 'GET', `/feedback/${id}`, undefined, olu)
    expect(feedback).toMatchObject({ state: 'waiting', note: 'The second one.' })
    await mustBe(200, 'POST', `/feedback/${id}/verdict`, { verdict: 'right', answer: 'It is right.' }, olu)
    await page.context().close()
  })

  test('whoever may not answer sees who may', async () => {
    const { id } = await flag('ticket-8', 'Wrong name.')
    const page = await screens.open(server.viewer)
    await page.goto(`/feedback/${id}`)
    await page.getByText('Olu Operator and Harbour admin can answer it.').waitFor()
    expect(await page.getByRole('button', { name: 'Answer the report' }).count()).toBe(0)
    await page.context().close()
  })

  test('S247 the same correction again is told with people’s time, and gets a name', async () => {
    const cases = [
      ['a', 9, 3],
      ['b', 8, 2],
      ['c', 2, null],
      ['d', 1, 4],
    ] as const
    for (const [key, ago, minutes] of cases) {
      await correct(
        `wrong-${key}`,
        { reply: `Hello ${key}`, category: 'refund' },
        { reply: `Hello ${key}`, category: 'chargeback' },
        ago,
        minutes,
      )
    }
    for (const key of ['e', 'f']) {
      await correct(
        `skipped-${key}`,
        { reply: `Hello ${key}` },
        { reply: `Hello ${key}`, deadline: `${key} May` },
        3,
        1,
      )
    }
    const page = await screens.open(olu)
    await page.goto(BOARD)
    const repeated = page.getByRole('region', { name: 'The same correction again' })
    const row = repeated.getByRole('row', { name: '“Category” was refund, should be chargeback' })
    await row.waitFor()
    expect((await row.innerText()).replaceAll('\u00a0', ' ')).toContain('9 min, known of 3 of 4')
    await row.getByRole('button', { name: 'Make a failure case' }).click()
    await page.getByLabel('Name').fill('Chargeback taken for a refund')
    await page.getByRole('button', { name: 'Make the failure case' }).click()
    await sentence(page).filter({ hasText: 'Chargeback taken for a refund was corrected 4 times.' }).waitFor()
    await page.getByRole('button', { name: 'Name the release that mends it' }).click()
    await page.getByRole('button', { name: 'This release mends it' }).click()
    // They came from that very release.
    await sentence(page).filter({ hasText: 'it was seen again since' }).waitFor()
    await page.getByRole('button', { name: 'Open it again' }).click()
    await sentence(page).filter({ hasText: 'No release mends it yet' }).waitFor()
    await page.context().close()
  })

  test('S030 that it has become less reliable is said in two clicks, and stands in the picture', async () => {
    const page = await screens.open(ria)
    await page.goto(BOARD)
    await page.getByRole('button', { name: 'Not as reliable as it was' }).click()
    await page.getByLabel('What has become worse').fill('More wrong names than in spring.')
    await page.getByRole('button', { name: 'Report it' }).click()
    await page.getByRole('link', { name: 'Not as reliable as it used to be' }).waitFor()
    const lastWeek = page.getByRole('table', { name: 'Reports and outputs put aside, by week' }).getByRole('row').last()
    expect(await lastWeek.getByRole('cell').nth(2).innerText()).toBe('1')
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('every page of feedback passes WCAG 2.2 AA (axe), %s', async (scheme) => {
    const { id } = await flag(`ticket-${scheme}`, 'The name is wrong, and so is the sum.')
    const { failureCases, recent } = await mustBe(200, 'GET', '/workflows/billing-replies/feedback', undefined, olu)
    const page = await screens.open(olu, { scheme })
    const faults: string[] = []
    const places = [
      '/feedback',
      '/feedback?state=answered',
      `/feedback/${id}`,
      `/feedback/${recent[0].id}`,
      BOARD,
      ...failureCases.map((each: { id: string }) => `/failure-cases/${each.id}`),
    ]
    for (const place of places) {
      await page.goto(place)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
      if (place === `/feedback/${id}`) await page.getByRole('radio', { name: 'Wrong output' }).check()
      const violations = await screens.violations(page)
      faults.push(...violations.map((violation) => `${place} ${violation}`))
    }
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('on a phone nothing of it goes sideways', async () => {
    const waiting = await flag('ticket-phone', 'The name is wrong, and so is the sum.')
    const wrong = await flag('ticket-wrong', 'The sum.')
    const { feedback } = await mustBe(
      200,
      'POST',
      `/feedback/${wrong.id}/verdict`,
      { verdict: 'wrong', newFailureCase: { name: 'Wrong sum in a reply to a customer with two contracts' } },
      olu,
    )
    const page = await screens.open(olu, { width: 390 })
    for (const place of ['/feedback', `/feedback/${waiting.id}`, BOARD, `/failure-cases/${feedback.failureCase.id}`]) {
      await page.goto(place)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
      expect([place, await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)]).toEqual([
        place,
        false,
      ])
    }
    await page.context().close()
  })

  test('the console stayed quiet', () => {
    expect(screens.complaints).toEqual([])
  })
})
