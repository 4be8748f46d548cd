import { readFile } from 'node:fs/promises'
import {
  addSampleRelease,
  putInStage,
  sampleManifest,
  sampleRun,
  TEST_PASSWORD,
  type TestServer,
} from '@dayshift/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openScreens, titleOf, type Screens, type Seen } from '../browser.ts'

const DRAFT = 'Hello, your refund takes 3 days. Kind regards, Billing support'

describe.skipIf(!hasBrowser)(titleOf('the screens'), () => {
  let screens: Screens
  let server: TestServer
  let release: string
  /** A change that was rolled back. */
  let changed: string

  beforeAll(async () => {
    screens = await openScreens()
    server = screens.server
    release = await addSampleRelease(
      server.world,
      server.workspaceId,
      sampleManifest({
        input: {
          type: 'object',
          properties: {
            ticket: { type: 'string', title: 'Ticket' },
            text: { type: 'string', title: 'Message', maxLength: 4000 },
          },
          required: ['text'],
        },
        output: {
          type: 'object',
          properties: { reply: { type: 'string', title: 'Draft', maxLength: 4000 }, refundDays: { type: 'integer' } },
          required: ['reply'],
          additionalProperties: false,
        },
      }),
    )
  })
  afterAll(() => screens?.close())

  function open({
    as = 'member',
    ...seen
  }: Seen & { readonly as?: 'admin' | 'member' | 'viewer' } = {}): Promise<Page> {
    return screens.open(server[as], seen)
  }

  /** Delivers runs whose units wait for a person; gives the ids of their cases by unit key. */
  async function deliver(
    ...runs: readonly (Readonly<Record<string, unknown>> & { readonly unitKey: string })[]
  ): Promise<ReadonlyMap<string, string>> {
    const records = runs.map((run) =>
      sampleRun(new Date(), {
        release,
        route: 'review',
        reasonCode: 'output-rule',
        reasonRule: 'money',
        reasonMessage: 'The answer names money: check it against the billing policy.',
        input: { ticket: run.unitKey, text: `When do I get my refund for order ${run.unitKey}?` },
        output: { reply: DRAFT, refundDays: 3 },
        ...run,
      }),
    )
    const sent = await server.request('POST', '/api/v1/runs', {
      as: server.key,
      body: { sentAt: new Date().toISOString(), records },
    })
    expect(sent.body).toMatchObject({ accepted: runs.length, rejected: [] })
    const { body } = await server.request('GET', '/api/v1/cases?limit=200', { as: server.admin })
    const cases: readonly { readonly id: string; readonly unitKey: string }[] = body.items
    return new Map(cases.map(({ id, unitKey }) => [unitKey, id]))
  }

  async function caseOf(id: string | undefined): Promise<Awaited<ReturnType<TestServer['request']>>['body']> {
    return (await server.request('GET', `/api/v1/cases/${id}`, { as: server.admin })).body
  }

  test('somebody who is not signed in is led to the sign-in and comes back to where they were going', async () => {
    const page = await screens.open(null)
    await page.goto('/runs?route=review&window=24h')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('E-mail').fill(server.member.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByText('Sign-in refused').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(server.member.email)
    await page.getByRole('textbox', { name: 'Password' }).fill(TEST_PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
    expect(new URL(page.url()).search).toBe('?route=review&window=24h')
    await page.context().close()
  })

  test('S304 a case is claimed and accepted by keyboard alone, and the next one is there at once', async () => {
    const cases = await deliver({ unitKey: 'K-1' }, { unitKey: 'K-2' })
    const page = await open()
    await page.goto(`/inbox?case=${cases.get('K-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('a')
    await page.getByText('Press a again to accept').waitFor()
    await page.getByText(/^Yours/).waitFor()
    await page.keyboard.press('a')
    await page.getByRole('alert').filter({ hasText: 'Accepted' }).waitFor()
    const { decisions, case: decided } = await caseOf(cases.get('K-1'))
    expect(decided.state).toBe('completed')
    expect(decisions).toMatchObject([{ kind: 'accepted', by: { name: server.member.name } }])
    expect(Date.parse(decisions[0].shownAt)).toBeLessThanOrEqual(Date.parse(decisions[0].decidedAt))
    await page.waitForURL((url) => url.searchParams.get('case') !== cases.get('K-1'))
    await page.context().close()
  })

  test('S316 an edit shows its difference before it is sent, and draft and final are kept', async () => {
    const cases = await deliver({ unitKey: 'E-1' })
    const page = await open()
    await page.goto(`/inbox?case=${cases.get('E-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^Yours/).waitFor()
    await page.keyboard.press('e')
    const draft = page.getByRole('textbox', { name: 'Draft' })
    await draft.waitFor()
    expect(await draft.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(DRAFT.replace('takes 3 days', 'can take up to 10 days'))
    const changes = page.getByRole('region', { name: 'What changes' })
    await changes.waitFor()
    expect(await changes.locator('del').allInnerTexts()).toContain('3')
    expect((await changes.locator('ins').allInnerTexts()).join(' ')).toContain('10')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Edited' }).waitFor()
    const { decisions, events } = await caseOf(cases.get('E-1'))
    expect(decisions).toMatchObject([{ kind: 'edited' }])
    expect(events.at(-1)).toMatchObject({
      act: 'edited',
      draft: { reply: DRAFT },
      final: { reply: DRAFT.replace('takes 3 days', 'can take up to 10 days') },
    })
    await page.context().close()
  })

  test('S304 overriding needs a reason, and what was typed outlives closing the form', async () => {
    const cases = await deliver({ unitKey: 'O-1' })
    const page = await open()
    await page.goto(`/inbox?case=${cases.get('O-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^Yours/).waitFor()
    await page.keyboard.press('o')
    await page.getByRole('form', { name: 'Override' }).waitFor()
    expect(await page.getByRole('button', { name: 'Override the answer' }).isDisabled()).toBe(true)
    await page.keyboard.type('ajkeox: the refund was paid')
    await page.keyboard.press('Escape')
    await page.getByRole('form', { name: 'Override' }).waitFor({ state: 'detached' })
    await page.keyboard.press('o')
    expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('ajkeox: the refund was paid')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Overridden' }).waitFor()
    expect((await caseOf(cases.get('O-1'))).decisions).toMatchObject([
      { kind: 'overridden', reason: 'ajkeox: the refund was paid' },
    ])
    await page.context().close()
  })

  test('S305 S300 a case is escalated to a named person by keyboard', async () => {
    const cases = await deliver({ unitKey: 'X-1' })
    const page = await open()
    await page.goto(`/inbox?case=${cases.get('X-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('x')
    await page.getByRole('form', { name: 'Escalate' }).waitFor()
    await page.keyboard.type(server.admin.name)
    await page.getByRole('option', { name: server.admin.name }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: 'Reason' }).focus()
    await page.keyboard.type('A lawyer wrote to us')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Escalated' }).waitFor()
    const { case: open_, decisions } = await caseOf(cases.get('X-1'))
    expect(open_).toMatchObject({ state: 'waiting', assignedTo: { id: server.admin.id } })
    expect(decisions).toMatchObject([{ kind: 'escalated', reason: 'A lawyer wrote to us' }])
    await page.context().close()
  })

  test('S299 S298 the input of a case is corrected and the unit asked to run again', async () => {
    const cases = await deliver({ unitKey: 'C-1' }, { unitKey: 'R-1' })
    const page = await open()
    await page.goto(`/inbox?case=${cases.get('C-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('textbox', { name: 'Message' }).fill('Where is my refund?')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Corrected and asked to run again' }).waitFor()
    expect((await caseOf(cases.get('C-1'))).case).toMatchObject({ state: 'rerun', rerunWaiting: true })
    await page.goto(`/inbox?case=${cases.get('R-1')}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('r')
    await page.getByRole('form', { name: 'Run it again' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Asked to run again' }).waitFor()
    expect((await caseOf(cases.get('R-1'))).case.rerunWaiting).toBe(true)
    await page.context().close()
  })

  test('who was too late is told who has the case, and gets back what they typed', async () => {
    const cases = await deliver({ unitKey: 'L-1' })
    const id = cases.get('L-1')
    const page = await open()
    // The page hears of nothing: it finds out when it sends.
    await page.route('**/api/v1/events', (route) => route.fulfill({ status: 204 }))
    await page.goto(`/inbox?case=${id}`)
    await page.getByText('Nobody has this case.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^Yours/).waitFor()
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Draft' }).fill('My careful words about refunds.')
    await server.request('POST', `/api/v1/cases/${id}/reassign`, {
      as: server.admin,
      body: { to: server.admin.id, note: '' },
    })
    await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.admin })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Somebody else has acted on the case').waitFor()
    await page.getByText(`${server.admin.name} has this case`).waitFor()
    await page.getByText('What you typed is kept').waitFor()
    expect(await page.getByText('My careful words about refunds.').count()).toBeGreaterThan(0)
    expect(await page.getByRole('button', { name: 'Send the edited answer' }).isDisabled()).toBe(true)
    expect((await caseOf(id)).decisions).toEqual([])
    await page.context().close()
  })

  test('a case that somebody else decides disappears from the list by itself', async () => {
    const cases = await deliver({ unitKey: 'V-1' })
    const page = await open({ as: 'viewer' })
    await page.goto('/inbox?q=V-1')
    await page.locator('[data-case-link]', { hasText: 'V-1' }).waitFor()
    expect(await page.getByRole('button', { name: 'Claim' }).count()).toBe(0)
    const claim = await server.request('POST', `/api/v1/cases/${cases.get('V-1')}/claim`, { as: server.admin })
    await page.getByText(`with ${server.admin.name}`).first().waitFor()
    await server.request('POST', `/api/v1/cases/${cases.get('V-1')}/decide`, {
      as: server.admin,
      body: { kind: 'accepted', token: claim.body.token, shownAt: new Date().toISOString() },
    })
    await page.getByText('No case with these words').waitFor()
    await page.context().close()
  })

  test('S291–S295 a run page explains its route step by step and shows its whole record', async () => {
    const cases = await deliver({ unitKey: 'S-1', retries: 2, attempts: 3 })
    const { case: item } = await caseOf(cases.get('S-1'))
    const page = await open()
    await page.goto(`/runs/${item.runId}`)
    await page.getByTestId('sentence').getByText('The answer names money').waitFor()
    const steps = page.getByRole('region', { name: 'How it came there' }).getByRole('listitem')
    expect(await steps.count()).toBe(12)
    expect(await steps.filter({ hasText: 'Passed.' }).count()).toBe(9)
    expect(await steps.filter({ hasText: 'Decided here.' }).innerText()).toContain('The answer names money')
    expect(await steps.filter({ hasText: 'Not reached.' }).count()).toBe(2)
    const record = await page.getByRole('region', { name: 'Record' }).innerText()
    for (const label of ['Start', 'End', 'Failure', 'Retries', 'Stepped in']) expect(record).toContain(label)
    expect(record).toMatch(/Retries\s+2/)
    await page.getByRole('button', { name: 'Flag' }).click()
    await page.getByRole('textbox', { name: 'What looks wrong' }).fill('3 days is not our policy')
    await page.getByRole('button', { name: 'Flag this run' }).click()
    await page.getByText('“3 days is not our policy”').waitFor()
    await page.context().close()
  })

  test('filters of the runs stand in the address and outlive a reload', async () => {
    await deliver({ unitKey: 'F-1' }, { unitKey: 'F-2', route: 'automatic', reasonCode: 'clear', reasonRule: null })
    const page = await open()
    await page.goto('/runs')
    await page.getByRole('link', { name: 'F-2' }).waitFor()
    await page.getByRole('combobox', { name: 'Route' }).click()
    await page.getByRole('option', { name: 'Review' }).click()
    await page.waitForURL(/route=review/)
    await page.getByRole('link', { name: 'F-2' }).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('link', { name: 'F-1' }).waitFor()
    expect(await page.getByRole('link', { name: 'F-2' }).count()).toBe(0)
    expect(await page.getByRole('combobox', { name: 'Route' }).inputValue()).toBe('Review')
    await page.context().close()
  })

  test('S290 an operator pauses a workflow with a reason that everybody reads, and resumes it', async () => {
    const page = await open()
    await page.goto('/workflows/billing-replies')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('Two wrong refund dates this morning')
    await page.getByRole('button', { name: 'Pause Billing replies' }).click()
    await page.getByText(`Paused by ${server.member.name}, just now`).waitFor()
    await page.goto('/')
    await page.getByTestId('sentence').getByText('paused', { exact: true }).waitFor()
    await page.goto('/workflows/billing-replies')
    const paused = await server.request('GET', '/api/v1/workflows/billing-replies', { as: server.viewer })
    expect(paused.body.paused).toMatchObject({
      reason: 'Two wrong refund dates this morning',
      by: { id: server.member.id },
    })
    await page.getByRole('button', { name: 'Resume Billing replies' }).click()
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await page.context().close()
  })

  test('the secret of an API key is shown once and never again', async () => {
    const page = await open({ as: 'admin' })
    await page.goto('/people?tab=keys')
    await page.getByRole('button', { name: 'Make an API key' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('billing-host')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('Copy the secret now.').waitFor()
    const secret = await page.getByRole('dialog').locator('code').first().innerText()
    const answer = await server.request('GET', '/api/v1/runs?limit=1', {
      headers: { authorization: `Bearer ${secret}` },
    })
    // The key's scopes are a host's: it is known, and may not read runs.
    expect(answer.status).toBe(403)
    await page.getByRole('button', { name: 'I have stored it' }).click()
    await page.getByRole('cell', { name: /^billing-host/ }).waitFor()
    expect(await page.content()).not.toContain(secret)
    await page.context().close()
  })

  test('an admin resets a lost password; the new one is shown once and opens the door', async () => {
    const { email, name } = await server.addPerson('Lola Lost', 'member')
    const page = await open({ as: 'admin' })
    await page.goto('/people')
    await page.getByRole('button', { name: `Reset password of ${name}` }).click()
    await page.getByRole('button', { name: 'Reset the password' }).click()
    await page.getByText('It is shown this once').waitFor()
    const password = await page.getByRole('dialog').locator('code').last().innerText()
    expect((await server.signIn(email, TEST_PASSWORD)).answer.status).toBe(401)
    expect((await server.signIn(email, password)).answer.status).toBe(200)
    await page.getByRole('button', { name: 'I have handed it over' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(password)
    await page.context().close()
  })

  test('S245 S257 S332 a change is read, held back, approved by name, started in steps and rolled back', async () => {
    const at = '/api/v1/workflows/billing-replies'
    const post = async (path: string, body: object) => {
      const answer = await server.request('POST', path, { as: server.admin, body })
      expect([path, answer.status < 300]).toEqual([path, true])
      return answer.body
    }
    await putInStage(server.world, server.workspaceId, 'billing-replies', 'pilot')
    for (const [duty, person] of [
      ['change-owner', server.admin],
      ['daily-care', server.member],
      ['business-owner', server.admin],
    ] as const) {
      await post(`${at}/duties/${duty}`, { person: person.id })
    }
    const manifest = await readFile(new URL('../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
    const { change } = await post(`${at}/changes`, { manifest: manifest.replace('2026-11-20', '2026-11-29') })
    changed = change.id

    const page = await open()
    await page.goto('/workflows/billing-replies/changes')
    await page.getByText('1 change waits').waitFor()
    await page.getByRole('link', { name: 'Release 2026-11-29' }).click()
    const approvals = page.getByRole('region', { name: 'Approvals' })
    await approvals.getByRole('row', { name: /Daily care Mara Member Needed/ }).waitFor()
    await page.getByRole('button', { name: 'Not yet' }).click()
    await page.getByRole('textbox', { name: 'Why not yet' }).fill('Wait for Monday.')
    await page.getByRole('dialog').getByRole('button', { name: 'Not yet' }).click()
    await approvals.getByText('“Wait for Monday.”').waitFor()
    await page.getByRole('button', { name: 'Lift “not yet”' }).click()
    await page.getByRole('button', { name: 'Approve release 2026-11-29' }).click()
    await approvals.getByRole('row', { name: /Daily care Mara Member Approved/ }).waitFor()
    await page.getByText('Harbour admin may approve it.').waitFor()
    await page.context().close()

    const admin = await open({ as: 'admin' })
    await admin.goto(`/workflows/billing-replies/changes/${changed}`)
    await admin.getByRole('button', { name: 'Approve release 2026-11-29' }).click()
    await admin.getByRole('button', { name: /Start with 20.% of units/ }).click()
    await admin.getByRole('list', { name: 'Steps of the rollout' }).getByText('since').waitFor()
    await admin.goto('/workflows/billing-replies')
    await admin.getByRole('region', { name: 'Rollout' }).getByText('is rolling out to').waitFor()
    await admin.goto(`/workflows/billing-replies/changes/${changed}`)
    await admin.getByRole('button', { name: 'Roll back release 2026-11-29' }).click()
    await admin.getByRole('textbox', { name: 'Why' }).fill('It promises too much.')
    await admin.getByRole('dialog').getByRole('button', { name: 'Roll back release 2026-11-29' }).click()
    await admin.getByText('was rolled back').first().waitFor()
    await admin.context().close()
  })

  test('a place that is not there and a role that may not are said in words', async () => {
    const page = await open({ as: 'viewer' })
    await page.goto('/nowhere')
    await page.getByText('There is nothing at this address').waitFor()
    await page.goto('/runs/019a0000-0000-7000-8000-00000000ffff')
    await page.getByText('There is nothing at this address').waitFor()
    await page.goto('/people?tab=keys')
    await page.getByText('Your role does not open this page').waitFor()
    expect(await page.title()).toBe('Not for your role · Dayshift')
    await page.context().close()
  })

  describe.each(['light', 'dark'] as const)('accessible, %s', (scheme) => {
    test(`every page passes WCAG 2.2 AA (axe), ${scheme}`, async () => {
      const cases = await deliver(
        { unitKey: `A-${scheme}` },
        {
          unitKey: `A-${scheme}-human`,
          route: 'human',
          status: 'not-called',
          reasonCode: 'input-rule',
          reasonRule: 'tax',
          output: undefined,
        },
      )
      const { case: item } = await caseOf(cases.get(`A-${scheme}`))
      const page = await open({ as: 'admin', scheme })
      const places = [
        '/',
        `/inbox?case=${cases.get(`A-${scheme}`)}`,
        `/inbox?case=${cases.get(`A-${scheme}-human`)}`,
        '/workflows',
        '/workflows/billing-replies',
        '/workflows/billing-replies/changes',
        `/workflows/billing-replies/changes/${changed}`,
        '/workflows/billing-replies/runbook',
        '/workflows/billing-replies/spend',
        '/spend',
        '/workflows/billing-replies/playbook',
        '/playbooks',
        '/playbooks/enterprise',
        '/playbooks/new?from=lean',
        '/workflows/billing-replies/handover',
        '/workflows/billing-replies/handover?stage=transfer&criterion=one-name-each',
        '/workflows/billing-replies/handover?do=tell&kind=joint-session',
        '/workflows/billing-replies/handover/evidence',
        '/workflows/billing-replies/handover/evidence?do=budget',
        '/workflows/billing-replies/handover/documents/one-page',
        '/workflows/new',
        `/workflows/billing-replies/releases/${release}`,
        '/runs',
        `/runs/${item.runId}`,
        '/runs/quarantine',
        '/people',
        '/people?tab=keys',
        '/ledger',
        '/nowhere',
      ]
      const found: string[] = []
      for (const place of places) {
        await page.goto(place)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
        const violations = await screens.violations(page)
        found.push(...violations.map((violation) => `${place} ${violation}`))
      }
      expect(found).toEqual([])
      await page.context().close()
      // Some thirty pages, each looked at whole.
    }, 300_000)
  })

  test('S170 an admin changes a copy of a playbook, is told of a slip with its line, and has a workflow go by it', async () => {
    const page = await open({ as: 'admin' })
    await page.goto('/workflows/billing-replies/playbook')
    await page.getByText('goes by the playbook').waitFor()
    await page.getByRole('link', { name: 'Lean' }).first().click()
    await page.getByRole('button', { name: 'Change a copy' }).click()
    const field = page.getByRole('textbox', { name: 'Playbook (YAML)' })
    const text = await field.inputValue()
    await field.fill(text.replace('evaluator: settled', 'evaluator: setled'))
    await page.getByRole('button', { name: 'Add the playbook' }).click()
    await page.getByText('Not added: 1\u00a0error').waitFor()
    await page.getByText('did you mean "settled"?').waitFor()
    const line = text.split('\n').findIndex((each) => each.includes('evaluator: settled')) + 1
    expect(await page.getByRole('button', { name: `Line ${line}` }).count()).toBe(1)
    await field.fill(text)
    await page.getByRole('button', { name: 'Add the playbook' }).click()
    await page.getByRole('heading', { name: 'Our lean way' }).waitFor()

    await page.goto('/workflows/billing-replies/playbook')
    await page.getByRole('button', { name: 'Choose a playbook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /Our lean way/ }).check()
    await dialog.getByLabel('Reason').fill('Our own words')
    await dialog.getByRole('button', { name: 'Choose Our lean way' }).click()
    await page.getByText('Our own words').waitFor()
    await page.context().close()

    const member = await open()
    await member.goto('/workflows/billing-replies/playbook')
    await member.getByText('may choose another playbook').waitFor()
    expect(await member.getByRole('button', { name: 'Choose a playbook' }).count()).toBe(0)
    await member.goto('/playbooks/new')
    await member.getByText('An admin writes playbooks').waitFor()
    await member.context().close()
  })

  test('S062 S096 S122 the Handover tab says what holds a workflow and whose the next act is; it is done there, and the stage entered', async () => {
    await putInStage(server.world, server.workspaceId, 'billing-replies', 'design')
    for (const duty of ['business-owner', 'operational-owner']) {
      const body = { person: server.member.id }
      await server.request('POST', `/api/v1/workflows/billing-replies/duties/${duty}`, { as: server.admin, body })
    }
    const page = await open()
    await page.goto('/workflows/billing-replies/handover')
    const sentence = page.getByTestId('sentence')
    await sentence.getByText('1 of 2 criteria is open').waitFor()
    await sentence.getByText('yours', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Set the budget' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set the budget' })
    for (const line of ['Prototype', 'Transition into production', 'Operation, a year', 'Maintenance, a year']) {
      const group = dialog.getByRole('group', { name: line })
      await group.getByRole('textbox', { name: 'Planned' }).fill('1,000')
      await group.getByRole('textbox', { name: 'What it is made of' }).fill('days of people')
    }
    await dialog.getByRole('textbox', { name: 'Value a year that the case commits to' }).fill('9000')
    await dialog.getByRole('button', { name: 'Set the budget' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: '1,000 EUR' }).first().waitFor()
    await page.goto('/workflows/billing-replies/handover')
    await page.getByText('may leave').waitFor()
    await page.getByRole('button', { name: 'Enter pilot' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Enter Pilot' }).click()
    await sentence.getByText('pilot', { exact: true }).waitFor()
    await page.getByText('moved it from design to pilot').waitFor()
    expect(await page.getByRole('link', { name: /^Pilot/ }).getAttribute('aria-current')).toBe('step')
    await page.context().close()
  })

  test('a document is written and signed on its page; an edit says whose signature it voids, and voids it', async () => {
    const at = '/workflows/billing-replies/handover/documents/one-page'
    const { body } = await server.request('GET', `/api/v1${at.replace('/handover', '')}`, { as: server.admin })
    let hash: string | null = body.hash
    for (const { id } of body.sections) {
      const path = `/api/v1${at.replace('/handover', '')}/sections/${id}`
      const written = await server.request('POST', path, {
        as: server.admin,
        body: { text: `On ${id}.`, basedOn: hash },
      })
      hash = written.body.hash
    }
    const page = await open()
    await page.goto(at)
    await page.getByRole('button', { name: 'Sign it as Future operator' }).click()
    await page.getByText('Valid').waitFor()
    const section = page.getByRole('region', { name: 'What success is' })
    await section.getByRole('button', { name: 'Edit' }).click()
    await section.getByRole('textbox').fill('Nine of ten replies go out as they are.')
    await section.getByText(`Saving voids the signature of ${server.member.name}.`).waitFor()
    await section.getByRole('button', { name: 'Save “What success is”' }).click()
    await page.getByText('The document was edited after it was signed.').waitFor()
    await page.getByRole('button', { name: 'Sign it as Future operator' }).waitFor()
    const after = await server.request('GET', `/api/v1${at.replace('/handover', '')}`, { as: server.viewer })
    expect(after.body.signatures).toMatchObject([{ void: 'The document was edited after it was signed.' }])
    await page.context().close()
  })

  test('S342 whoever has the daily care confirms the runbook; S280 an attached one is told that it names no owner', async () => {
    const duties = [{ duty: 'daily-care', person: server.member.id }]
    const given = await server.request('POST', '/api/v1/workflows/billing-replies/duties', {
      as: server.admin,
      body: { duties },
    })
    expect(given.status).toBe(200)
    const page = await open()
    await page.goto('/workflows/billing-replies')
    await page.getByRole('link', { name: 'Runbook' }).click()
    await page.getByText('Nobody has confirmed this runbook yet').waitFor()
    await page.getByRole('button', { name: 'Confirm the runbook' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm the runbook' }).click()
    await page.getByText('Mara Member stands by this runbook').waitFor()
    await page.getByRole('button', { name: 'Attach a runbook' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('old.md')
    await page.getByRole('textbox', { name: 'Text' }).fill('# Old\n\n## Meaning\n\nIt answers.')
    await page.getByRole('dialog').getByText('It names no owner').waitFor()
    await page.getByRole('button', { name: 'Attach the runbook' }).click()
    await page.getByText('names no owner, nobody to call, not when to stop').waitFor()
    const printed = await page.pdf({ preferCSSPageSize: true })
    expect(printed.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2)
    await page.context().close()
  })

  test('on a phone the inbox shows one pane at a time', async () => {
    const cases = await deliver({ unitKey: 'P-1' })
    const page = await open({ width: 390 })
    await page.goto('/inbox?q=P-1')
    await page.locator('[data-case-link]', { hasText: 'P-1' }).click()
    await page.waitForURL(new RegExp(`case=${cases.get('P-1')}`))
    await page.getByText('Nobody has this case.').waitFor()
    expect(await page.locator('[data-case-link]').count()).toBe(0)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(sideways).toBe(false)
    await page.getByRole('link', { name: 'All cases' }).click()
    await page.locator('[data-case-link]', { hasText: 'P-1' }).waitFor()
    await page.context().close()
  })

  test('on a phone the runs stand below each other and nothing scrolls sideways', async () => {
    await deliver({ unitKey: 'P-runs-with-a-long-key-0123456789' })
    const page = await open({ width: 390 })
    await page.goto('/runs')
    await page.getByRole('link', { name: 'P-runs-with-a-long-key-0123456789' }).waitFor()
    const widest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('main td *')].map((each) => each.getBoundingClientRect().right)),
    )
    expect(widest).toBeLessThanOrEqual(390)
    const sideways = await page.evaluate(() =>
      [...document.querySelectorAll('main, main *')].some(
        (each) =>
          ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1,
      ),
    )
    expect(sideways).toBe(false)
    await page.getByRole('link', { name: 'P-runs-with-a-long-key-0123456789' }).click()
    await page.waitForURL(/runs\/[0-9a-f-]+$/)
    await page.context().close()
  })

  test('a record in quarantine is mended on its page and becomes a run', async () => {
    const record = sampleRun(new Date(), { release, unitKey: 'Q-1', attempts: 'two' })
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [record] } })
    const page = await open()
    await page.goto('/runs')
    await page.getByText('1 record could not be taken in').waitFor()
    await page.getByRole('link', { name: 'Look at them' }).click()
    await page.getByRole('button', { name: 'Send it again as it came' }).click()
    await page.getByText('something in it is still wrong').waitFor()
    await page.getByRole('button', { name: 'Mend the record' }).click()
    const field = page.getByRole('textbox', { name: 'The record, mended' })
    await field.fill((await field.inputValue()).replace('"two"', '2'))
    await page.getByRole('button', { name: 'Send the mended record' }).click()
    await page.getByText('Nothing is in quarantine').waitFor()
    const taken = await server.request('GET', `/api/v1/runs/${record.id}`, { as: server.viewer })
    expect(taken.body.run).toMatchObject({ unitKey: 'Q-1', attempts: 2 })
    await page.context().close()
  })

  test('no page asked anybody else for anything, and the console stayed quiet', () => {
    expect(screens.complaints).toEqual([])
  })
})
