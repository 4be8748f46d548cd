import { randomUUID } from 'node:crypto'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type SampleRun,
  type TestAnswer,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { pendingReruns } from './index.ts'

const LEASE_MS = 10 * 60_000

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer
let release: string
let workflowId: string

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  const row = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow(),
  )
  workflowId = row.id
})
afterAll(() => server.close())

/** Takes a run for review in and gives its case. */
async function caseOf(overrides: Record<string, unknown> = {}): Promise<{ id: string; run: SampleRun }> {
  const run = reviewed(overrides)
  return { id: await server.openCase(run), run }
}

function reviewed(overrides: Record<string, unknown> = {}): SampleRun {
  return sampleRun(clock.now(), {
    release,
    route: 'review',
    reasonCode: 'output-rule',
    reasonRule: 'money',
    reasonMessage: 'The answer names money: check it against the billing policy.',
    input: { ticket: 'T-1', text: 'When does my refund for the October invoice come?' },
    output: { reply: 'Your refund takes 3 days.', refundDays: 3 },
    ...overrides,
  })
}

async function send(...records: SampleRun[]): Promise<void> {
  const answer = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(answer).toMatchObject({ status: 200, body: { rejected: [] } })
}

function post(path: string, body: unknown, as: TestPerson | TestKey = server.member): Promise<TestAnswer> {
  return server.request('POST', `/api/v1/cases/${path}`, { as, body })
}

async function claimed(id: string, as = server.member): Promise<number> {
  const answer = await server.request('POST', `/api/v1/cases/${id}/claim`, { as })
  expect(answer.status).toBe(200)
  return answer.body.token
}

async function read(id: string): Promise<TestAnswer['body']> {
  const answer = await server.request('GET', `/api/v1/cases/${id}`, { as: server.viewer })
  expect(answer.status).toBe(200)
  return answer.body
}

const shownAt = (): string => clock.now().toISOString()

async function reruns() {
  return inWorkspace(server.world.db, server.workspaceId, (trx) =>
    pendingReruns(trx, server.world, server.workspaceId, workflowId),
  )
}

async function gateVersion(): Promise<number> {
  const row = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('gate_version').where('id', '=', workflowId).executeTakeFirstOrThrow(),
  )
  return row.gate_version
}

describe('the inbox', () => {
  test('S304 shows a run for review with what a person needs: output beside input, reason, guidance, schemas', async () => {
    const { id, run } = await caseOf()
    const detail = await read(id)
    expect(detail.case).toMatchObject({
      kind: 'review',
      state: 'waiting',
      priority: 'normal',
      workflow: 'billing-replies',
      workflowName: 'Billing replies',
      unitKey: run['unitKey'],
      runId: run.id,
      route: 'review',
      reason: { code: 'output-rule', rule: 'money' },
      dueAt: '2026-11-20T13:00:00.000Z',
      expiresAt: '2026-11-21T09:00:00.000Z',
      overdue: false,
      claimedBy: null,
      assignedTo: null,
      excerpt: 'When does my refund for the October invoice come?',
    })
    expect(detail.contents).toEqual({ state: 'kept', input: run['input'], output: run['output'] })
    expect(detail.release).toEqual({ hash: release, name: '2026-11-20' })
    expect(detail.outputSchema).toEqual(sampleManifest().output)
    expect(detail.guidance).toContainEqual({
      title: 'Why a person decides',
      text: 'The answer names money: check it against the billing policy.',
    })
    expect(detail.guidance).toContainEqual({
      title: 'Stop the workflow when',
      text: 'Two customers complain on one day.',
    })
    expect(detail.events).toMatchObject([{ act: 'opened', by: { name: 'The gate' } }])
  })

  test('a repeated delivery opens no second case, and S287 a duplicate unit none either', async () => {
    const run = reviewed()
    await send(run)
    await send(run)
    await send(reviewed({ reasonCode: 'duplicate', duplicateOf: run.id, unitKey: run['unitKey'] }))
    const cases = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.selectFrom('cases').select('id').where('unit_key', '=', String(run['unitKey'])).execute(),
    )
    expect(cases).toHaveLength(1)
  })

  test('is paged in order of priority and due time without a gap, and counts what is open, mine and overdue', async () => {
    const other = await server.addWorkspace('Paging')
    const hash = await addSampleRelease(server.world, other.workspaceId, sampleManifest())
    const key = await server.request('POST', '/api/v1/keys', {
      as: other.admin,
      body: { name: 'runs', scopes: ['runs:write'], expiresInDays: null },
    })
    const codes = ['output-rule', 'qa-sample', 'call-failed', 'input-contract', 'low-confidence']
    const records = Array.from({ length: 23 }, (_, n) => {
      const reasonCode = codes[n % codes.length] ?? 'output-rule'
      const route = n % codes.length < 2 ? 'review' : 'human'
      return reviewed({ release: hash, reasonCode, route, reasonRule: null })
    })
    const sent = await server.request('POST', '/api/v1/runs', {
      as: { id: '', secret: key.body.secret },
      body: { records },
    })
    expect(sent.body.accepted).toBe(23)

    const seen: { id: string; priority: string }[] = []
    let next: string | null = null
    do {
      const query: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`
      const page: TestAnswer = await server.request('GET', `/api/v1/cases?limit=5${query}`, { as: other.admin })
      expect(page.status).toBe(200)
      seen.push(...page.body.items)
      next = page.body.next
      expect(page.body.counts).toEqual({ open: 23, mine: 0, overdue: 0 })
    } while (next !== null)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(23)
    const order = ['urgent', 'high', 'normal', 'low']
    const ranks = seen.map(({ priority }) => order.indexOf(priority))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))

    const first = seen[0]?.id ?? ''
    await server.request('POST', `/api/v1/cases/${first}/claim`, { as: other.admin })
    const mine = await server.request('GET', '/api/v1/cases?whose=mine', { as: other.admin })
    expect(mine.body.items.map(({ id }: { id: string }) => id)).toEqual([first])
    const free = await server.request('GET', '/api/v1/cases?whose=unassigned&limit=200', { as: other.admin })
    expect(free.body.items).toHaveLength(22)
    const failures = await server.request('GET', '/api/v1/cases?kind=failure', { as: other.admin })
    expect(failures.body.items.every(({ kind }: { kind: string }) => kind === 'failure')).toBe(true)
    const none = await server.request('GET', '/api/v1/cases?workflow=another', { as: other.admin })
    expect(none.body.items).toEqual([])
  })

  test('a cursor that is none, or of the other list, is refused', async () => {
    for (const cursor of ['x', Buffer.from('["c",1,"no"]').toString('base64url')]) {
      const answer = await server.request('GET', `/api/v1/cases?cursor=${cursor}`, { as: server.member })
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
    }
  })

  test("another workspace's case is not there, whatever one does to it", async () => {
    const { id } = await caseOf()
    const token = await claimed(id)
    const { admin } = await server.addWorkspace(`Elsewhere ${randomUUID().slice(0, 8)}`)
    const acts: [string, string, unknown][] = [
      ['GET', '', undefined],
      ['POST', '/claim', undefined],
      ['POST', '/renew', { token }],
      ['POST', '/release', { token }],
      ['POST', '/decide', { kind: 'accepted', token, shownAt: shownAt() }],
      ['POST', '/reassign', { to: admin.id }],
      ['POST', '/correct', { token, input: {} }],
      ['POST', '/rerun', { token }],
    ]
    for (const [method, path, body] of acts) {
      const answer = await server.request(method, `/api/v1/cases/${id}${path}`, { as: admin, body })
      expect({ path, ...answer }).toMatchObject({ path, status: 404, body: { code: 'not-found' } })
    }
    expect((await read(id)).case).toMatchObject({ state: 'claimed' })
  })

  test('a viewer may look and not act', async () => {
    const { id } = await caseOf()
    const answer = await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.viewer })
    expect(answer.status).toBe(403)
  })

  test('a unit whose contents are not captured is a case without contents, and can be accepted', async () => {
    const { id } = await caseOf({ input: undefined, output: undefined })
    expect(await read(id)).toMatchObject({ contents: { state: 'not-captured' }, case: { excerpt: null } })
    const answer = await post(`${id}/decide`, { kind: 'accepted', token: await claimed(id), shownAt: shownAt() })
    expect(answer).toMatchObject({ status: 200, body: { case: { state: 'completed' } } })
  })
})

describe('claiming', () => {
  test('of twenty who claim at once exactly one gets the case, and the others hear who has it', async () => {
    const { id } = await caseOf()
    const people = await Promise.all(
      Array.from({ length: 4 }, (_, n) => server.addPerson(`Op ${n} ${randomUUID()}`, 'member')),
    )
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        server.request('POST', `/api/v1/cases/${id}/claim`, { as: people[n % 4] ?? server.member }),
      ),
    )
    // The one who has it may claim again; each claim has a token of its own.
    const winners = new Set(answers.flatMap(({ status }, n) => (status === 200 ? [n % 4] : [])))
    expect(winners.size).toBe(1)
    const tokens = answers.flatMap(({ status, body }) => (status === 200 ? [body.token] : []))
    expect(new Set(tokens).size).toBe(tokens.length)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBe(15)
    for (const { status, body } of refused) {
      expect(status).toBe(409)
      expect(body).toMatchObject({
        code: 'case-held',
        detail: expect.stringMatching(/^Op \d .* holds the case .* until 20 Nov 2026, /),
      })
    }
  })

  test('a lease that ended lets the next one in, and the first one with the older token gets 409 with who did what when', async () => {
    const { id } = await caseOf()
    const stale = await claimed(id)
    clock.advance(LEASE_MS)
    expect((await read(id)).case).toMatchObject({ state: 'waiting', claimedBy: null })
    const token = await claimed(id, server.admin)
    expect(token).toBe(stale + 1)
    const late = await post(`${id}/decide`, { kind: 'accepted', token: stale, shownAt: shownAt() })
    expect(late.status).toBe(409)
    expect(late.headers['content-type']).toContain('application/problem+json')
    expect(late.body).toMatchObject({
      code: 'stale-token',
      detail: expect.stringContaining('Harbour admin claimed it at 20 Nov 2026, '),
    })
    const inTime = await post(`${id}/decide`, { kind: 'accepted', token, shownAt: shownAt() }, server.admin)
    expect(inTime.status).toBe(200)
  })

  test('a claim can be kept and given back', async () => {
    const { id } = await caseOf()
    const token = await claimed(id)
    clock.advance(LEASE_MS - 1)
    const renewed = await post(`${id}/renew`, { token })
    expect(renewed.body.leaseUntil).toBe(new Date(clock.now().getTime() + LEASE_MS).toISOString())
    const released = await post(`${id}/release`, { token })
    expect(released).toMatchObject({ status: 200, body: { case: { state: 'waiting', claimedBy: null } } })
    expect(await post(`${id}/renew`, { token })).toMatchObject({ status: 409, body: { code: 'not-claimed' } })
  })
})

describe('deciding', () => {
  test('S316 an edit keeps draft and final, when it was shown and decided, by whom, in log, decisions and ledger', async () => {
    const { id, run } = await caseOf()
    const token = await claimed(id)
    const shown = shownAt()
    clock.advance(42_000)
    const finalOutput = { reply: 'Your refund takes up to 10 days.', refundDays: 10 }
    const answer = await post(`${id}/decide`, {
      kind: 'edited',
      token,
      shownAt: shown,
      finalOutput,
      reason: 'provider says 10',
    })
    expect(answer).toMatchObject({ status: 200, body: { case: { state: 'completed' } } })

    const detail = await read(id)
    expect(detail.events.at(-1)).toEqual({
      at: clock.now().toISOString(),
      by: { id: server.member.id, name: server.member.name },
      act: 'edited',
      note: 'provider says 10',
      draft: run['output'],
      final: finalOutput,
    })
    expect(detail.decisions).toMatchObject([
      {
        kind: 'edited',
        runId: run.id,
        caseId: id,
        by: { id: server.member.id },
        shownAt: shown,
        decidedAt: clock.now().toISOString(),
      },
    ])
    const ledger = await server.request('GET', `/api/v1/ledger?subject=case:${id}`, { as: server.admin })
    expect(ledger.body.items).toMatchObject([
      {
        act: 'case-edited',
        actor: { kind: 'person', id: server.member.id },
        sentence: `edited the answer for unit "${String(run['unitKey'])}" of Billing replies.`,
      },
    ])
    // The ledger can't be erased: no contents in it.
    expect(JSON.stringify(ledger.body)).not.toContain('refund')
    const stored = await asSystem(server.world.db, (trx) =>
      trx
        .selectFrom('case_events')
        .select(['draft', 'final'])
        .where('case_id', '=', id)
        .where('act', '=', 'edited')
        .executeTakeFirstOrThrow(),
    )
    expect(stored.final?.toString('latin1')).not.toContain('refund')
  })

  test('S304 weak output is accepted, overridden with an own answer, or ignored with a reason', async () => {
    for (const decision of [
      { kind: 'accepted' },
      { kind: 'overridden', reason: 'promises what we do not keep', finalOutput: { reply: 'We will look into it.' } },
      { kind: 'ignored', reason: 'the customer called' },
    ]) {
      const { id } = await caseOf()
      const answer = await post(`${id}/decide`, { ...decision, token: await claimed(id), shownAt: shownAt() })
      expect(answer).toMatchObject({
        status: 200,
        body: { case: { state: 'completed' }, decisions: [{ kind: decision.kind }] },
      })
      const again = await post(`${id}/decide`, { kind: 'accepted', token: 1, shownAt: shownAt() })
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'case-closed', detail: expect.stringContaining('Mara Member') },
      })
    }
  })

  test('a decision that can not stand is refused with what is wrong, and the case stays in hand', async () => {
    const { id, run } = await caseOf()
    const token = await claimed(id)
    const decide = (decision: object) => post(`${id}/decide`, { token, shownAt: shownAt(), ...decision })
    expect(await decide({ kind: 'edited', finalOutput: run['output'] })).toMatchObject({
      status: 422,
      body: { code: 'decision-same-as-draft' },
    })
    expect(await decide({ kind: 'edited', finalOutput: { reply: '', extra: 1 } })).toMatchObject({
      status: 422,
      body: {
        code: 'decision-output-contract',
        errors: expect.arrayContaining([expect.objectContaining({ path: '/finalOutput/reply' })]),
      },
    })
    expect(await decide({ kind: 'overridden', reason: '   ' })).toMatchObject({
      status: 422,
      body: { code: 'decision-reason-missing' },
    })
    expect(await decide({ kind: 'overridden', reason: '' })).toMatchObject({ status: 400 })
    expect((await read(id)).case).toMatchObject({ state: 'claimed' })
    expect(await decide({ kind: 'accepted' })).toMatchObject({ status: 200 })
  })

  test('S289 a failed call leaves nothing to accept or edit, and its case comes first', async () => {
    const { id } = await caseOf({
      status: 'failed',
      failureClass: 'timeout',
      failureMessage: 'no answer within 10 s',
      route: 'human',
      reasonCode: 'call-failed',
      reasonRule: null,
      reasonMessage: 'The AI gave no answer: no answer within 10 s',
      output: undefined,
    })
    const token = await claimed(id)
    expect((await read(id)).case).toMatchObject({ kind: 'failure', priority: 'high' })
    expect((await read(id)).guidance).toContainEqual({
      title: 'When the AI gives no answer',
      text: 'Support answers the ticket by hand.',
    })
    for (const decision of [{ kind: 'accepted' }, { kind: 'edited', finalOutput: { reply: 'x' } }]) {
      const answer = await post(`${id}/decide`, { ...decision, token, shownAt: shownAt() })
      expect(answer).toMatchObject({ status: 422, body: { code: 'decision-no-output' } })
    }
    const own = { kind: 'overridden', reason: 'by hand', finalOutput: { reply: 'Hello' } }
    expect((await post(`${id}/decide`, { ...own, token, shownAt: shownAt() })).status).toBe(200)
  })

  test('S305 S319 an escalation keeps the case open, more pressing, for the person named, and is in the ledger', async () => {
    const { id } = await caseOf()
    const token = await claimed(id)
    const answer = await post(`${id}/decide`, {
      kind: 'escalated',
      token,
      shownAt: shownAt(),
      reason: 'the workflow should stop',
      to: server.admin.id,
    })
    expect(answer).toMatchObject({
      status: 200,
      body: { case: { state: 'waiting', priority: 'high', assignedTo: { id: server.admin.id }, claimedBy: null } },
    })
    expect(await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })).toMatchObject({
      status: 409,
      body: { code: 'case-assigned' },
    })
    await claimed(id, server.admin)
    const ledger = await server.request('GET', `/api/v1/ledger?subject=case:${id}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'case-escalated', details: { to: server.admin.id } })
  })

  test('what may not be kept is not kept of an own answer either', async () => {
    const other = await server.addWorkspace('Redacting')
    const key = await server.request('POST', '/api/v1/keys', {
      as: other.admin,
      body: { name: 'k', scopes: ['runs:write'], expiresInDays: null },
    })
    for (const [capture, final] of [
      ['redacted', { reply: 'Write to [e-mail]' }],
      ['none', undefined],
    ] as const) {
      const manifest = sampleManifest({
        workflow: `capture-${capture}`,
        data: { capture, retentionDays: 30, subject: null, redact: ['/output/secret'] },
      })
      const hash = await addSampleRelease(server.world, other.workspaceId, manifest)
      const run = reviewed({
        workflow: manifest.workflow,
        release: hash,
        ...(capture === 'none' ? { input: undefined, output: undefined } : {}),
      })
      await server.request('POST', '/api/v1/runs', {
        as: { id: '', secret: key.body.secret },
        body: { records: [run] },
      })
      const page = await server.request('GET', `/api/v1/cases?workflow=${manifest.workflow}`, { as: other.admin })
      const { id } = page.body.items[0]
      const { body } = await server.request('POST', `/api/v1/cases/${id}/claim`, { as: other.admin })
      const finalOutput = { reply: 'Write to ada@example.com' }
      const decided = await post(
        `${id}/decide`,
        { kind: 'edited', token: body.token, shownAt: shownAt(), finalOutput },
        other.admin,
      )
      expect(decided.body.events.at(-1).final).toEqual(final)
    }
  })
})

test('erasing a subject takes drafts and finals of the review log with it, and nothing new about it is kept', async () => {
  const subject = `customer-${randomUUID()}`
  const { id } = await caseOf({ subject })
  const open = await caseOf({ subject })
  const finalOutput = { reply: 'Up to 10 days.' }
  const body = { kind: 'edited', token: await claimed(id), shownAt: shownAt(), finalOutput }
  expect((await post(`${id}/decide`, body)).body.events.at(-1)).toMatchObject({ final: finalOutput })
  await server.request('POST', '/api/v1/erasures', { as: server.admin, body: { subject } })
  const detail = await read(id)
  expect(detail.contents).toEqual({ state: 'erased' })
  expect(detail.events.at(-1)).not.toHaveProperty('draft')
  expect(detail.events.at(-1)).not.toHaveProperty('final')
  const later = await post(`${open.id}/decide`, { ...body, token: await claimed(open.id) })
  expect(later.status).toBe(200)
  expect(later.body.events.at(-1)).not.toHaveProperty('final')
})

describe('giving a case to a person', () => {
  test('S300 reassigns it, whoever held it holds it no longer, and the ledger says so', async () => {
    const { id } = await caseOf()
    const token = await claimed(id)
    const answer = await post(`${id}/reassign`, { to: server.admin.id, note: 'knows the customer' }, server.admin)
    expect(answer).toMatchObject({
      status: 200,
      body: { case: { assignedTo: { id: server.admin.id, name: 'Harbour admin' }, state: 'waiting' } },
    })
    expect(await post(`${id}/decide`, { kind: 'accepted', token, shownAt: shownAt() })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Harbour admin reassigned it at') },
    })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=case:${id}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'case-reassigned', details: { to: server.admin.id } })
  })

  test('only to somebody of the workspace who may decide', async () => {
    const { id } = await caseOf()
    for (const to of [server.viewer.id, 'nobody']) {
      expect(await post(`${id}/reassign`, { to })).toMatchObject({ status: 422, body: { code: 'no-such-person' } })
    }
  })
})

describe('running again', () => {
  test('S298 S302 a rerun is asked of the host once, its result comes back to the case with the new output', async () => {
    const { id, run } = await caseOf({
      status: 'failed',
      failureClass: 'timeout',
      route: 'human',
      reasonCode: 'call-failed',
      output: undefined,
    })
    const token = await claimed(id)
    const version = await gateVersion()
    const asked = await post(`${id}/rerun`, { token, note: 'was a time-out' })
    expect(asked).toMatchObject({
      status: 200,
      body: { case: { state: 'rerun', rerunWaiting: true, claimedBy: null } },
    })
    expect(await gateVersion()).toBe(version + 1)
    const again = await post(`${id}/rerun`, { token })
    expect(again).toMatchObject({ status: 200, body: { case: { state: 'rerun' } } })
    expect(again.body.events.filter(({ act }: { act: string }) => act === 'rerun-asked')).toHaveLength(1)
    expect(await reruns()).toEqual([{ caseId: id, runId: run.id, unitKey: run['unitKey'], input: run['input'] }])

    clock.advance(2_000)
    const result = reviewed({
      unitKey: run['unitKey'],
      route: 'automatic',
      reasonCode: 'clear',
      reasonRule: null,
      rerunOf: run.id,
      caseId: id,
    })
    await send(result)
    expect(await reruns()).toEqual([])
    const detail = await read(id)
    expect(detail.case).toMatchObject({ state: 'waiting', rerunWaiting: false, runId: result.id, route: 'automatic' })
    expect(detail.contents.output).toEqual(result['output'])
    expect(detail.events.at(-1)).toMatchObject({ act: 'rerun-arrived', draft: result['output'] })

    // It is not answered automatically: a person decides on the new output.
    expect(
      (await post(`${id}/decide`, { kind: 'accepted', token: await claimed(id), shownAt: shownAt() })).status,
    ).toBe(200)
    expect((await read(id)).decisions).toMatchObject([{ kind: 'accepted', runId: result.id }])
  })

  test('a late result of an older ask is kept in the log and replaces nothing, and a repeated one changes nothing', async () => {
    const { id, run } = await caseOf()
    await post(`${id}/rerun`, { token: await claimed(id) })
    clock.advance(1_000)
    const first = reviewed({ unitKey: run['unitKey'], rerunOf: run.id, caseId: id })
    await send(first)
    await send(first)
    const late = reviewed({ unitKey: run['unitKey'], rerunOf: run.id, caseId: id, output: { reply: 'late' } })
    await send(late)
    const detail = await read(id)
    expect(detail.case).toMatchObject({ state: 'waiting', runId: first.id })
    const acts = detail.events.map(({ act }: { act: string }) => act)
    expect(acts.filter((act: string) => act === 'rerun-arrived')).toHaveLength(1)
    expect(detail.events.at(-1)).toMatchObject({ act: 'rerun-late', draft: { reply: 'late' } })
    const opened = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.selectFrom('cases').select('id').where('first_run_id', 'in', [first.id, late.id]).execute(),
    )
    expect(opened).toEqual([])
  })

  test('whoever claims while a rerun is waited for takes the ask back', async () => {
    const { id, run } = await caseOf()
    await post(`${id}/rerun`, { token: await claimed(id) })
    const token = await claimed(id, server.admin)
    expect(await reruns()).toEqual([])
    clock.advance(1_000)
    await send(reviewed({ unitKey: run['unitKey'], rerunOf: run.id, caseId: id }))
    expect((await read(id)).case).toMatchObject({ state: 'claimed', runId: run.id })
    expect((await post(`${id}/decide`, { kind: 'accepted', token, shownAt: shownAt() }, server.admin)).status).toBe(200)
  })

  test('S299 S303 a corrected input is checked, kept beside the first one, and goes to the host', async () => {
    const { id, run } = await caseOf({
      input: { ticket: 'T-9' },
      output: undefined,
      status: 'not-called',
      route: 'human',
      reasonCode: 'input-contract',
      reasonRule: null,
      reasonMessage: "The input can't be used: text is missing.",
    })
    const token = await claimed(id)
    const bad = await post(`${id}/correct`, { token, input: { ticket: 'T-9', text: '' } })
    expect(bad).toMatchObject({ status: 422, body: { code: 'input-contract', errors: [{ path: '/input/text' }] } })
    expect((await read(id)).case.state).toBe('claimed')

    const input = { ticket: 'T-9', text: 'Where is my invoice?' }
    const good = await post(`${id}/correct`, { token, input, note: 'text was in the attachment' })
    expect(good).toMatchObject({ status: 200, body: { case: { state: 'rerun' }, correctedInput: input } })
    expect(good.body.contents.input).toEqual({ ticket: 'T-9' })
    expect(good.body.events.at(-1)).toMatchObject({ act: 'input-corrected', draft: { ticket: 'T-9' }, final: input })
    expect(await reruns()).toEqual([{ caseId: id, runId: run.id, unitKey: run['unitKey'], input }])
    expect(await post(`${id}/correct`, { token, input })).toMatchObject({ status: 409 })

    clock.advance(1_000)
    await send(reviewed({ unitKey: run['unitKey'], rerunOf: run.id, caseId: id, input }))
    expect(await read(id)).toMatchObject({ case: { state: 'waiting' }, contents: { input }, correctedInput: input })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=case:${id}`, { as: server.admin })
    expect(ledger.body.items.map(({ act }: { act: string }) => act)).toEqual(['case-input-corrected'])
  })

  test('S297 S301 the whole round on one case: look, flag what is off, rerun, escalate, take over, decide', async () => {
    const { id, run } = await caseOf()
    await server.request('POST', `/api/v1/runs/${run.id}/flags`, {
      as: server.member,
      body: { note: 'promises 3 days' },
    })
    expect((await read(id)).flags).toMatchObject([{ note: 'promises 3 days' }])
    await post(`${id}/rerun`, { token: await claimed(id) })
    clock.advance(1_000)
    await send(reviewed({ unitKey: run['unitKey'], rerunOf: run.id, caseId: id }))
    await post(`${id}/decide`, {
      kind: 'escalated',
      token: await claimed(id),
      shownAt: shownAt(),
      reason: 'again 3 days',
    })
    await post(`${id}/reassign`, { to: server.admin.id })
    const token = await claimed(id, server.admin)
    await post(
      `${id}/decide`,
      {
        kind: 'overridden',
        token,
        shownAt: shownAt(),
        reason: 'up to 10 days',
        finalOutput: { reply: 'Up to 10 days.' },
      },
      server.admin,
    )
    const detail = await read(id)
    expect(detail.events.map(({ act }: { act: string }) => act)).toEqual([
      'opened',
      'claimed',
      'rerun-asked',
      'rerun-arrived',
      'claimed',
      'escalated',
      'reassigned',
      'claimed',
      'overridden',
    ])
    expect(detail.decisions.map(({ kind }: { kind: string }) => kind)).toEqual(['escalated', 'overridden'])
  })
})

test('when somebody leaves, the cases in those hands wait for anybody again, at once', async () => {
  const leaver = await server.addPerson('Lena Leaver', 'member')
  const claimed = await caseOf()
  const given = await caseOf()
  expect((await server.request('POST', `/api/v1/cases/${claimed.id}/claim`, { as: leaver })).status).toBe(200)
  const to = { to: leaver.id, note: '' }
  expect(
    (await server.request('POST', `/api/v1/cases/${given.id}/reassign`, { as: server.admin, body: to })).status,
  ).toBe(200)

  const ended = await server.request('PATCH', `/api/v1/people/${leaver.id}`, {
    as: server.admin,
    body: { active: false },
  })
  expect(ended.body).toMatchObject({ active: false, openCases: 0 })
  for (const { id } of [claimed, given]) {
    const detail = await server.request('GET', `/api/v1/cases/${id}`, { as: server.member })
    expect(detail.body.case).toMatchObject({ state: 'waiting', claimedBy: null, assignedTo: null })
    expect(detail.body.events.at(-1)).toMatchObject({ act: 'released', note: expect.stringContaining('Lena Leaver') })
    expect((await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })).status).toBe(200)
  }
})
