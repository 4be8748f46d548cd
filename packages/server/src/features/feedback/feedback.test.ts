import { apiKeyDigest, type FlagClaims, signFlagToken } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestAnswer,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database/index.ts'
import { feedbackTasks } from './index.ts'

// A Friday.
const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
const HOUR = 3_600_000
let server: TestServer
let release = ''
let host: TestKey
let olu: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  host = await server.addKey(['gate:read', 'runs:write'])
  olu = await server.addPerson('Olu Operator', 'member')
  const body = { duties: [{ duty: 'daily-care', person: olu.id }] }
  const set = await server.request('POST', '/api/v1/workflows/billing-replies/duties', { as: server.admin, body })
  expect(set.status).toBe(200)
})
afterAll(() => server.close())

async function addRun(overrides: Record<string, unknown> = {}): Promise<string> {
  const run = sampleRun(clock.now(), { release, ...overrides })
  const sent = await server.request('POST', '/api/v1/runs', { as: host, body: { records: [run] } })
  expect(sent.body).toMatchObject({ accepted: 1 })
  return run.id
}

function tokenFor(runId: string, claims: Partial<FlagClaims> = {}, secret = host.secret): string {
  return signFlagToken(apiKeyDigest(secret), {
    runId,
    reporter: { id: 'r.rivera', name: 'Ria Rivera' },
    expiresAt: new Date(clock.now().getTime() + HOUR),
    ...claims,
  })
}

const give = (token: string, flag?: { readonly note?: string; readonly right?: string }): Promise<TestAnswer> =>
  server.request('POST', '/api/v1/feedback', {
    headers: { origin: 'https://desk.example' },
    body: { token, ...(flag === undefined ? {} : { flag }) },
  })

const judge = (id: string, body: unknown, as: TestPerson | TestKey = olu): Promise<TestAnswer> =>
  server.request('POST', `/api/v1/feedback/${id}/verdict`, { as, body })

const read = async (path: string, as: TestPerson = olu) => {
  const answer = await server.request('GET', `/api/v1${path}`, { as })
  expect(answer.status).toBe(200)
  return answer.body
}

describe('a flag from a page of a host', () => {
  test('S021 one click without words is a flag, with a receipt that names who answers by when', async () => {
    const token = tokenFor(await addRun())
    const asked = await give(token)
    expect([asked.status, asked.body]).toEqual([200, { receipt: null }])
    const given = await give(token, {})
    expect([given.status, given.body.receipt.sentence]).toEqual([
      200,
      'Thank you; Olu Operator will answer by 24 Nov 2026.',
    ])
    expect(given.body.receipt).toMatchObject({ state: 'waiting', verdict: null, note: '', right: null })
  })

  test('a repeat by the same reporter changes her words and makes no second flag; a click takes no words back', async () => {
    const runId = await addRun()
    const token = tokenFor(runId)
    const first = await give(token, { note: 'Wrong days.' })
    const second = await give(tokenFor(runId), { note: 'Ten days, not fourteen.', right: 'Within 10 days.' })
    expect(second.body.receipt.id).toBe(first.body.receipt.id)
    await give(token, {})
    const { flags } = await read(`/runs/${runId}`)
    expect(flags).toMatchObject([
      { note: 'Ten days, not fourteen.', right: 'Within 10 days.', by: { id: 'host:r.rivera', name: 'Ria Rivera' } },
    ])
    const detail = await read(`/feedback/${first.body.receipt.id}`)
    expect(detail.events.map(({ act, note }: { act: string; note: string }) => [act, note])).toEqual([
      ['flagged', 'Wrong days.'],
      ['words', 'Ten days, not fourteen.'],
    ])
    const other = await give(tokenFor(runId, { reporter: { id: 'b.bo', name: 'Bo' } }), {})
    expect(other.body.receipt.id).not.toBe(first.body.receipt.id)
  })

  test('ten at once by one reporter are one flag', async () => {
    const runId = await addRun()
    const token = tokenFor(runId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => give(token, {})))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(new Set(answers.map(({ body }) => body.receipt.id)).size).toBe(1)
    expect((await read(`/runs/${runId}`)).flags).toHaveLength(1)
  })

  test('words end where a flag was put into words twenty times', async () => {
    const token = tokenFor(await addRun())
    for (let i = 0; i < 20; i += 1) expect((await give(token, { note: `wording ${i}` })).status).toBe(200)
    const more = await give(token, { note: 'once more' })
    expect([more.status, more.body.code]).toEqual([409, 'too-many-wordings'])
  })

  test('whoever reports with the e-mail address of a member is that member, on whatever way', async () => {
    const runId = await addRun()
    const given = await give(tokenFor(runId, { reporter: { id: 'MARA.member@example.com', name: 'M.' } }), {})
    const again = await server.request('POST', `/api/v1/runs/${runId}/flags`, {
      as: server.member,
      body: { note: 'As I said.' },
    })
    expect(again.body).toMatchObject({ id: given.body.receipt.id, note: 'As I said.', by: { id: server.member.id } })
  })

  test('a forged, changed, foreign, expired or too long-lived token lets nobody in, and says nothing of the run', async () => {
    const runId = await addRun()
    const good = tokenFor(runId)
    const [version, , signature] = good.split('.')
    const [, otherClaims] = tokenFor(await addRun()).split('.')
    const expired = tokenFor(runId, { expiresAt: new Date(clock.now().getTime() - 1000) })
    const bad = [
      'nothing',
      `${good.slice(0, -2)}xx`,
      `${version}.${otherClaims}.${signature}`,
      tokenFor(runId, {}, `ds_${'x'.repeat(43)}`),
      tokenFor(runId, { expiresAt: new Date(clock.now().getTime() + 48 * HOUR) }),
      tokenFor(runId, { reporter: { id: '', name: 'Nobody' } }),
    ]
    for (const token of bad) {
      const answer = await give(token, { note: 'x' })
      expect([token, answer.status, answer.body.code]).toEqual([token, 401, 'bad-flag-token'])
      expect(answer.headers['access-control-allow-origin']).toBe('*')
    }
    const late = await give(expired, {})
    expect([late.status, late.body.code]).toEqual([401, 'flag-token-expired'])
    expect((await read(`/runs/${runId}`)).flags).toEqual([])
  })

  test("a token of another workspace's key finds nothing of ours, and flags nothing", async () => {
    const runId = await addRun()
    const other = await server.addWorkspace('Elsewhere')
    const made = await server.request('POST', '/api/v1/keys', {
      as: other.admin,
      body: { name: 'theirs', scopes: ['runs:write'] },
    })
    const token = tokenFor(runId, {}, made.body.secret)
    expect((await give(token)).body).toEqual({ receipt: null })
    const flagged = await give(token, { note: 'x' })
    expect([flagged.status, flagged.body.code, flagged.headers['retry-after']]).toEqual([404, 'run-not-here', '5'])
    expect((await read(`/runs/${runId}`)).flags).toEqual([])
  })

  test('revoking the key ends its tokens; a key that may not send runs signs none', async () => {
    const runId = await addRun()
    const key = await server.addKey(['runs:write'])
    const token = tokenFor(runId, {}, key.secret)
    expect((await give(token)).status).toBe(200)
    await server.request('DELETE', `/api/v1/keys/${key.id}`, { as: server.admin })
    expect((await give(token)).body.code).toBe('bad-flag-token')
    const reader = await server.addKey(['runs:read'])
    expect((await give(tokenFor(runId, {}, reader.secret))).body.code).toBe('bad-flag-token')
  })

  test('a host without the SDK asks for a token with its key; a person gets none', async () => {
    const runId = await addRun()
    const body = { reporter: { id: 'r.rivera', name: 'Ria Rivera' }, minutes: 30 }
    const signed = await server.request('POST', `/api/v1/runs/${runId}/flag-token`, { as: host, body })
    expect([signed.status, signed.body.expiresAt]).toEqual([
      201,
      new Date(clock.now().getTime() + 30 * 60_000).toISOString(),
    ])
    expect((await give(signed.body.token, {})).status).toBe(200)
    const person = await server.request('POST', `/api/v1/runs/${runId}/flag-token`, { as: server.admin, body })
    expect([person.status, person.body.code]).toEqual([403, 'not-permitted'])
  })

  test('pages of any origin may call this one address, without cookies, and no other', async () => {
    const headers = {
      origin: 'https://desk.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const preflight = await server.request('OPTIONS', '/api/v1/feedback', { headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
    })
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined()
    for (const path of ['/api/v1/runs', '/api/v1/workflows/billing-replies/feedback', '/api/v1/setup']) {
      const other = await server.request('OPTIONS', path, { headers })
      expect([path, other.headers['access-control-allow-origin']]).toEqual([path, undefined])
    }
    // A member's cookie counts for nothing here: only the token says who it is.
    const runId = await addRun()
    const given = await server.request('POST', '/api/v1/feedback', {
      as: server.admin,
      headers: { origin: 'https://desk.example' },
      body: { token: tokenFor(runId), flag: {} },
    })
    expect(given.status).toBe(200)
    expect((await read(`/runs/${runId}`)).flags).toMatchObject([{ by: { id: 'host:r.rivera' } }])
  })
})

describe('answers', () => {
  const flagged = async (as: TestPerson = server.member, note = 'Looks wrong.') => {
    const runId = await addRun()
    const flag = await server.request('POST', `/api/v1/runs/${runId}/flags`, { as, body: { note } })
    expect(flag.status).toBe(201)
    return { runId, id: flag.body.id as string }
  }

  test('what is wrong becomes an example of a failure case, and the reporter reads it where she flagged it', async () => {
    const runId = await addRun()
    const token = tokenFor(runId)
    const { id } = (await give(token, { note: 'Fourteen days is wrong.' })).body.receipt
    const without = await judge(id, { verdict: 'wrong' })
    expect([without.status, without.body.code]).toEqual([422, 'failure-case-needed'])
    const answered = await judge(id, {
      verdict: 'wrong',
      answer: 'Good eyes: it is ten days.',
      newFailureCase: { name: 'Wrong deadline', guidance: 'Look the deadline up in the contract.' },
    })
    expect(answered.body.feedback).toMatchObject({
      state: 'answered',
      verdict: 'wrong',
      failureCase: { name: 'Wrong deadline' },
      answeredBy: { name: 'Olu Operator' },
    })
    expect((await give(token)).body.receipt).toMatchObject({
      state: 'answered',
      sentence: 'Olu Operator answered on 20 Nov 2026: it is wrong, and kept as an example of what to mend.',
      answer: 'Good eyes: it is ten days.',
    })
    const failureCase = await read(`/failure-cases/${answered.body.feedback.failureCase.id}`)
    expect(failureCase.failureCase).toMatchObject({
      state: 'open',
      flags: 1,
      guidance: 'Look the deadline up in the contract.',
    })
    expect(failureCase.examples).toMatchObject([{ kind: 'flag', runId, note: 'Fourteen days is wrong.' }])
    // A second report of it joins the first.
    const other = await flagged()
    const joined = await judge(other.id, { verdict: 'wrong', failureCaseId: failureCase.failureCase.id })
    expect(joined.body.failureCases).toMatchObject([{ name: 'Wrong deadline', seen: 2 }])
    const again = await judge(other.id, { verdict: 'wrong', newFailureCase: { name: 'Wrong deadline' } })
    expect([again.status, again.body.code]).toEqual([409, 'name-taken'])
  })

  test('what is right after all, unclear or about something else is answered in words', async () => {
    for (const verdict of ['right', 'unclear', 'elsewhere']) {
      const { id } = await flagged()
      const mute = await judge(id, { verdict })
      expect([verdict, mute.status, mute.body.code]).toEqual([verdict, 422, 'answer-needed'])
      const answered = await judge(id, { verdict, answer: 'Because of this.' })
      expect(answered.body.feedback).toMatchObject({ verdict, answer: 'Because of this.' })
    }
  })

  test('asked back, the reporter answers with new words, and it waits again with a new due time', async () => {
    const { id, runId } = await flagged()
    await judge(id, { verdict: 'unclear', answer: 'Which sentence?' })
    expect((await read(`/feedback/${id}`)).receipt).toBe('Olu Operator asked back on 20 Nov 2026.')
    clock.advance(HOUR)
    await server.request('POST', `/api/v1/runs/${runId}/flags`, { as: server.member, body: { note: 'The second.' } })
    const { feedback } = await read(`/feedback/${id}`)
    expect(feedback).toMatchObject({ state: 'waiting', note: 'The second.', dueAt: '2026-11-24T10:00:00.000Z' })
  })

  test('who is on watch, holds a duty or is an admin answers; others are told who, and a key answers nothing', async () => {
    const { id } = await flagged()
    const body = { verdict: 'right', answer: 'It is right.' }
    const stranger = await judge(id, body, server.member)
    expect([stranger.status, stranger.body.code]).toEqual([403, 'not-yours'])
    expect(stranger.body.mend).toMatch('Olu Operator')
    expect((await judge(id, body, host)).status).toBe(403)
    expect((await read('/feedback', server.member)).items.find((each: { id: string }) => each.id === id)).toMatchObject(
      {
        mine: false,
        triager: { name: 'Olu Operator' },
      },
    )
    expect((await judge(id, body, server.admin)).status).toBe(200)
  })

  test('sent twice it is one answer; the last verdict counts and all of them are kept', async () => {
    const { id } = await flagged()
    const body = { verdict: 'reliability' }
    await judge(id, body)
    const twice = await judge(id, body)
    expect(twice.body.events.filter(({ act }: { act: string }) => act === 'verdict')).toHaveLength(1)
    const changed = await judge(id, { verdict: 'right', answer: 'On a second look it is right.' })
    expect(changed.body.feedback.verdict).toBe('right')
    expect(changed.body.events.map(({ verdict }: { verdict: string | null }) => verdict)).toEqual([
      null,
      'reliability',
      'right',
    ])
  })
})

test('S030 whoever is on watch, the reporter and those who build it are told, and nobody of her own act', async () => {
  const bea = await server.addPerson('Bea Builder', 'member')
  const duties = { duties: [{ duty: 'model', person: bea.id }] }
  await server.request('POST', '/api/v1/workflows/billing-replies/duties', { as: server.admin, body: duties })
  const told = async (id: string) => {
    const rows = await asSystem(server.world.db, (trx) =>
      trx.selectFrom('deliveries').select(['person_id', 'subject']).where('key', 'like', `flag ${id} %`).execute(),
    )
    return rows.map(({ person_id: person, subject }) => `${person}: ${subject}`)
  }
  const tell = async (as: TestPerson) => {
    const body = { kind: 'reliability', via: 'screen', note: 'Worse than in spring.' }
    return (await server.request('POST', '/api/v1/workflows/billing-replies/feedback', { as, body })).body.id as string
  }
  const waits = 'Billing replies: a report waits for your answer'
  const id = await tell(server.member)
  expect(await told(id)).toEqual([`${olu.id}: ${waits}`])
  await judge(id, { verdict: 'reliability', answer: 'We see it too.' })
  const all = [
    `${olu.id}: ${waits}`,
    `${server.member.id}: Billing replies: your report was answered`,
    `${bea.id}: Billing replies: not as reliable as it used to be`,
  ]
  expect(new Set(await told(id))).toEqual(new Set(all))
  const own = await tell(olu)
  await judge(own, { verdict: 'right', answer: 'I looked again.' })
  expect(await told(own)).toEqual([])
})

test('S030 that it is not as reliable as it used to be is said of the workflow as a whole, once while it is open', async () => {
  const tell = (body: unknown, as: TestPerson | TestKey = host) =>
    server.request('POST', '/api/v1/workflows/billing-replies/feedback', { as, body })
  const reporter = { id: 'c.cfo', name: 'Cleo' }
  const told = await tell({ kind: 'reliability', reporter, note: 'More wrong names than in spring.' })
  expect([told.status, told.body.sentence]).toEqual([201, 'Thank you; Olu Operator will answer by 24 Nov 2026.'])
  const again = await tell({ kind: 'reliability', reporter, note: 'Much more.' })
  expect(again.body).toMatchObject({ id: told.body.id, note: 'Much more.' })
  const wrong = await judge(told.body.id, { verdict: 'wrong', newFailureCase: { name: 'Wrong names' } })
  expect([wrong.status, wrong.body.code]).toEqual([422, 'no-output'])
  await judge(told.body.id, { verdict: 'reliability', answer: 'We see it too.' })
  const { trust } = await read('/workflows/billing-replies/feedback')
  expect(trust).toHaveLength(8)
  expect(trust.at(-1).reliability).toBeGreaterThan(0)
  const later = await tell({ kind: 'reliability', reporter, note: 'Still.' })
  expect(later.body.id).not.toBe(told.body.id)
  const nothing = await tell({ reporter, note: 'x' })
  expect([nothing.status, nothing.body.code]).toEqual([422, 'no-such-run'])
})

test('the time to answer is set by the workflow, and stands in the ledger', async () => {
  const set = (triageDays: number) =>
    server.request('POST', '/api/v1/workflows/billing-replies/feedback/terms', { as: olu, body: { triageDays } })
  expect((await set(5)).body.triageDays).toBe(5)
  const given = await give(tokenFor(await addRun()), {})
  expect(given.body.receipt.dueAt).toBe('2026-11-27T10:00:00.000Z')
  expect((await set(11)).status).toBe(400)
  await set(2)
  const { items } = await read('/ledger?subject=workflow:billing-replies')
  expect(items.map(({ sentence }: { sentence: string }) => sentence)).toContain(
    'set the time to answer reports from 2 working days to 5 working days.',
  )
})

test('S043 a channel that nobody reads is an alarm, once, which an answer calms', async () => {
  const unread = async () =>
    (await read('/alerts?workflow=billing-replies')).items.filter(
      ({ signal }: { signal: string }) => signal === 'flags-unread',
    )
  expect(await unread()).toEqual([])
  await answerAll()
  const runId = await addRun()
  const { id } = (await give(tokenFor(runId), { note: 'Nobody there?' })).body.receipt
  clock.advance(5 * 24 * HOUR)
  await runTasks()
  await runTasks()
  const page = await read('/feedback?workflow=billing-replies')
  expect(page.items).toMatchObject([{ id, overdue: true, mine: true }])
  expect(page.counts).toEqual({ waiting: 1, mine: 1, overdue: 1 })
  const alarms = await unread()
  expect(alarms).toHaveLength(1)
  expect(alarms[0].sentence).toBe(
    '1 report waited past the promised time without an answer: it is the turn of Olu Operator.',
  )
  expect((await give(tokenFor(runId))).body.receipt.sentence).toMatch(/^Thank you; Olu Operator was to answer by /)
  await judge(id, { verdict: 'right', answer: 'It is right.' })
  expect((await read(`/feedback/${id}`)).feedback).toMatchObject({ overdue: false, state: 'answered' })
  expect((await unread()).filter(({ state }: { state: string }) => state === 'open')).toEqual([])
})

async function answerAll(): Promise<void> {
  const { items } = await read('/feedback?limit=200')
  for (const { id } of items) {
    expect((await judge(id, { verdict: 'right', answer: 'It is right.' })).status).toBe(200)
  }
}

async function runTasks(): Promise<void> {
  for (const task of feedbackTasks) {
    if (task.everyMs !== null)
      await task.runUnread(server.world, {}, { attempt: 1, signal: new AbortController().signal })
  }
}
