import { inWorkspace } from '@dayshift/server'
import { addSampleRelease, sampleManifest, sampleRun, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, type Screens, titleOf } from '../browser.ts'

const PLACE = '/workflows/billing-replies/drills'

describe.skipIf(!hasBrowser)(titleOf('drills'), () => {
  let server: TestServer
  let screens: Screens
  let release: string
  let builder: TestPerson
  let operator: TestPerson

  beforeAll(async () => {
    screens = await openScreens()
    server = screens.server
    release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    builder = await server.addPerson('Bela Builder', 'member')
    operator = await server.addPerson('Olga Operator', 'member')
    await server.giveDuties('billing-replies', { 'change-owner': builder, 'daily-care': operator })
    for (let n = 0; n < 11; n++) {
      const caseId = await openCase(`past-${n}`)
      await decide(caseId, n % 3 === 0 ? { kind: 'overridden', reason: 'wrong policy' } : { kind: 'accepted' })
    }
  })
  afterAll(() => screens?.close())

  function mustBe(status: number, method: string, path: string, body?: unknown, as = server.admin) {
    return server.mustBe(status, method, path, { as, body })
  }

  async function openCase(unitKey: string, more: Record<string, unknown> = {}): Promise<string> {
    const run = sampleRun(new Date(), {
      release,
      unitKey,
      route: 'review',
      reasonCode: 'output-rule',
      reasonRule: 'money',
      reasonMessage: 'The answer names money: check it against the billing policy.',
      input: { ticket: unitKey, text: 'When does my refund come?' },
      output: { reply: 'Your refund takes up to 10 days.', refundDays: 10 },
      ...more,
    })
    return await server.openCase(run)
  }

  async function decide(caseId: string, decision: Record<string, unknown>, as = operator): Promise<void> {
    await server.decideCase(as, caseId, decision)
  }

  async function topicsOf(drillId: string): Promise<ReadonlyMap<number, string>> {
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.selectFrom('drill_tasks').select(['position', 'topic']).where('drill_id', '=', drillId).execute(),
    )
    return new Map(rows.map(({ position, topic }) => [position, topic]))
  }

  test('S297 S301 S305 a practice is begun and worked through by keyboard; what is right appears only after the answer', async () => {
    const page = await screens.open(operator)
    await page.goto(PLACE)
    await page.getByRole('region', { name: 'Practice' }).getByRole('button', { name: 'Begin a practice' }).click()
    await page.getByRole('button', { name: 'Begin the practice' }).click()
    await page.waitForURL(/drills\/[0-9a-f-]{36}/)
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const topics = await topicsOf(id)
    for (let n = 0; n < 10; n++) {
      const region = page.getByRole('region', { name: /^Task \d+$/ })
      await region.waitFor()
      const position = Number((await region.getAttribute('aria-label'))?.slice(5)) - 1
      const topic = topics.get(position)
      // Neither the topic nor what is right can be read before the answer.
      expect(await page.getByText(/^(Right|Not right)$/).count()).toBe(0)
      expect(await page.content()).not.toContain('Spot output that is off')
      if (topic === 'review-output') await page.keyboard.press('a')
      else {
        await page.keyboard.press(topic === 'escalate' ? 's' : 'o')
        await page.getByRole('form').waitFor()
        await page.keyboard.type('ajkeox: my own words')
        await page.keyboard.press('Control+Enter')
      }
      const shown = page.getByRole('region', { name: `Task ${position + 1}` }).getByText(/^(Right|Not right)$/)
      if (n < 9) {
        await shown.waitFor()
        // A key that comes before the page listens is pressed again, as a person would.
        await expect
          .poll(
            async () => {
              await page.keyboard.press('n')
              return page.getByRole('region', { name: `Task ${position + 1}` }).count()
            },
            { interval: 500 },
          )
          .toBe(0)
      }
    }
    await page.getByRole('region', { name: 'By topic' }).waitFor()
    const closed = await mustBe(200, 'GET', `/drills/${id}`, undefined, operator)
    expect(closed.state).toBe('closed')
    const rows = page.getByRole('region', { name: 'By topic' }).getByRole('row')
    await rows.filter({ hasText: 'Spot output that is off' }).getByText('2 of 2').waitFor()
    await rows.filter({ hasText: 'Escalate when the workflow should stop' }).getByText('1 of 1').waitFor()
    await page.context().close()
  })

  test('S042 ten days after a practice Today asks to practise again; the quiz says when it comes back, to its taker alone', async () => {
    const { items } = await mustBe(200, 'GET', '/workflows/billing-replies/drills', undefined, operator)
    const practised = items.find(({ kind, verdict }: { kind: string; verdict: string | null }) => {
      return kind === 'practice' && verdict !== null
    })
    await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .updateTable('drills')
        .set({ closed_at: new Date(Date.now() - 10 * 86_400_000) })
        .where('id', '=', practised.id)
        .execute(),
    )
    const page = await screens.open(operator)
    await page.goto('/')
    const reminder = page.getByRole('link', { name: /Practise again: take the quiz/ })
    await reminder.waitFor()
    await screens.picture(page, 'quiz-today')
    expect(await screens.violations(page)).toEqual([])
    await reminder.click()
    await page.getByRole('dialog').getByText('How you did is for you alone.').waitFor()
    await page.getByRole('button', { name: 'Begin the quiz' }).click()
    await page.waitForURL(/drills\/[0-9a-f-]{36}/)
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const topics = await topicsOf(id)
    for (const [position, topic] of topics) {
      await mustBe(
        200,
        'POST',
        `/drills/${id}/answers`,
        { position, ...(topic === 'spot-wrong' ? { act: 'override', words: 'Wrong.' } : { act: 'accept' }) },
        operator,
      )
    }
    await page.getByText('only you see this').waitFor()
    await screens.picture(page, 'quiz-done')
    expect(await screens.violations(page)).toEqual([])
    await page.goto('/workflows/billing-replies/trust')
    await page.getByRole('heading', { name: 'In practice, with errors planted' }).scrollIntoViewIfNeeded()
    await screens.picture(page, 'quiz-trust')
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
    const other = await screens.open(builder)
    await other.goto(PLACE)
    await other.getByText('All drills').waitFor()
    expect(await other.getByText('Your quiz').count()).toBe(0)
    await other.context().close()
  })

  test('S330 a failure is forced with its effect in numbers, watched live, and stopped; the operator sees nothing of it', async () => {
    const page = await screens.open(builder)
    await page.goto(`${PLACE}?begin=forced-failure`)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Touches').waitFor()
    await dialog.getByRole('radio', { name: 'Wrong answer' }).click()
    await dialog.getByText('is run again after the decision').waitFor()
    await dialog.getByRole('button', { name: /^Force/ }).click()
    await page.waitForURL(/drills\/[0-9a-f-]{36}/)
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    await page.getByText('nobody has noticed yet').waitFor()

    const other = await screens.open(operator)
    await other.goto(PLACE)
    await other.getByRole('region', { name: 'Forced failure' }).getByText('Never held').waitFor()
    await other.context().close()

    const caseId = await openCase('live-1', {
      drill: id,
      reasonCode: 'qa-sample',
      reasonRule: null,
      reasonMessage: 'Drawn at random for a quality check.',
    })
    await page.getByText('hit unit “live-1”').waitFor()
    await decide(caseId, { kind: 'overridden', reason: 'a hundred days' })
    await page.getByText('overrode the answer for unit “live-1”').waitFor()
    await page.getByRole('button', { name: 'Stop the fault now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop the fault now' }).click()
    await page.getByRole('button', { name: 'Close the forced failure' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Notes' }).fill('calm')
    await page.getByRole('dialog').getByRole('button', { name: 'Close the forced failure' }).click()
    await page.getByTestId('sentence').getByText('Passed').waitFor()
    const drill = await mustBe(200, 'GET', `/drills/${id}`, undefined, operator)
    expect(drill).toMatchObject({ verdict: 'passed', notes: 'calm', failure: { units: 1 } })
    await page.context().close()
  })

  test('S301 in the inbox nothing tells of a drill before the decision; after it the case says what it was', async () => {
    const request = { kind: 'forced-failure', fault: 'wrong', percent: 10, minutes: 5 }
    const { id } = await mustBe(201, 'POST', '/workflows/billing-replies/drills', request, builder)
    const caseId = await openCase('told-1', { drill: id, reasonCode: 'qa-sample', reasonRule: null })
    const page = await screens.open(operator)
    await page.goto(`/inbox?case=${caseId}`)
    await page.getByText('Nobody has this case.').waitFor()
    expect(await page.getByText(/drill|on purpose/i).count()).toBe(0)
    await page.keyboard.press('a')
    await page.getByText(/^Yours/).waitFor()
    await page.keyboard.press('a')
    await page.getByText('its first answer was wrong on purpose').waitFor()
    await page.getByRole('region', { name: 'Review log' }).getByText('told of a drill').waitFor()
    await page.context().close()
    await mustBe(200, 'POST', `/drills/${id}/stop`, {}, builder)
    await mustBe(200, 'POST', `/drills/${id}/close`, {}, builder)
  })

  test('S328 the operator ticks what is done by hand and says how; the list is kept', async () => {
    const page = await screens.open(operator)
    await page.goto(`${PLACE}?begin=operator-day`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Day').fill(new Date().toISOString().slice(0, 10))
    await dialog.getByRole('textbox', { name: 'Zone' }).fill('UTC')
    await dialog.getByRole('button', { name: 'Plan the operator day' }).click()
    await page.waitForURL(/drills\/[0-9a-f-]{36}/)
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    await page.getByRole('checkbox', { name: 'Decides instead of the AI' }).check()
    await page.getByRole('textbox', { name: /^Decides instead of the AI/ }).fill('When the policy is older than a year')
    await page.getByRole('button', { name: 'Save the list' }).click()
    await page.getByText('The list is kept.').waitFor()
    const day = await mustBe(200, 'GET', `/drills/${id}`, undefined, operator)
    expect(day.operatorDay.listed).toEqual([
      { kind: 'manual-step', ref: 'override', text: 'When the policy is older than a year' },
    ])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('every page of drills passes WCAG 2.2 AA (axe), %s', async (scheme) => {
    const { items } = await mustBe(200, 'GET', '/workflows/billing-replies/drills', undefined, builder)
    const check = await mustBe(201, 'POST', '/workflows/billing-replies/drills', { kind: 'target-check' }, builder)
    const places = [
      PLACE,
      ...['practice', 'operator-day', 'forced-failure', 'target-check', 'notice'].map(
        (kind) => `${PLACE}?begin=${kind}`,
      ),
      ...[check, ...items].slice(0, 5).map(({ id }: { id: string }) => `${PLACE}/${id}`),
    ]
    const page = await screens.open(builder, { scheme })
    const faults: string[] = []
    for (const place of places) {
      await page.goto(place)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
      if (place.includes('begin')) await page.getByRole('dialog').waitFor()
      const violations = await screens.violations(page)
      faults.push(...violations.map((violation) => `${place} ${violation}`))
    }
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('on a phone nothing of it goes sideways', async () => {
    const page = await screens.open(operator, { width: 390 })
    const { items } = await mustBe(200, 'GET', '/workflows/billing-replies/drills', undefined, operator)
    for (const place of [PLACE, ...items.slice(0, 3).map(({ id }: { id: string }) => `${PLACE}/${id}`)]) {
      await page.goto(place)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
    }
    await page.context().close()
  })

  test('the console stayed quiet', () => {
    expect(screens.complaints).toEqual([])
  })
})
