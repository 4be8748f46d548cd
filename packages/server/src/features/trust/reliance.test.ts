import { randomUUID } from 'node:crypto'
import { answersFirst } from '@dayshift/core'
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
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const REPLY = 'Your refund comes within three days.'
let server: TestServer
let olga: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  olga = await server.addPerson('Olga Ortiz', 'member')
})
afterAll(() => server.close())

const OUTPUT = {
  type: 'object',
  properties: {
    reply: { type: 'string', minLength: 1 },
    topic: { enum: ['refund', 'invoice', 'other'] },
    days: { type: 'integer' },
  },
  required: ['reply', 'topic'],
  additionalProperties: false,
} as const

/** A workflow of its own whose people answer `field` first in this share of its units. */
async function begin(slug: string, { percent = 100, field = 'topic' } = {}) {
  const release = await addSampleRelease(
    server.world,
    server.workspaceId,
    sampleManifest({ workflow: slug, name: slug, output: OUTPUT, rules: [] }),
  )
  await server.giveDuties(slug, { 'operational-owner': olga })
  const post = (path: string, body: unknown, as: TestPerson | TestKey = server.member): Promise<TestAnswer> =>
    server.request('POST', `/api/v1${path}`, { as, body })
  const setShare = (body: Record<string, unknown>, as = olga) =>
    post(`/workflows/${slug}/trust/human-first`, { reason: 'To see how we rely on it.', ...body }, as)
  expect((await setShare({ percent, field })).status).toBe(200)
  const run = (unitKey: string, over: Readonly<Record<string, unknown>> = {}) =>
    sampleRun(clock.now(), {
      workflow: slug,
      release,
      unitKey,
      route: 'review',
      reasonCode: 'output-rule',
      reasonRule: 'money',
      reasonMessage: 'The answer names a refund: check it.',
      confidence: 0.93,
      input: { ticket: unitKey, text: 'When does my money come?' },
      output: { reply: REPLY, topic: 'refund', days: 3 },
      ...over,
    })
  const send = async (...records: ReturnType<typeof run>[]) => {
    const sent = await post('/runs', { records }, server.key)
    expect(sent).toMatchObject({ status: 200, body: { rejected: [] } })
  }
  const caseOf = async (unitKey: string, over: Readonly<Record<string, unknown>> = {}) => {
    const record = run(unitKey, over)
    return { id: await server.openCase(record), runId: record.id }
  }
  const claim = async (id: string, as: TestPerson = server.member): Promise<number> =>
    (await post(`/cases/${id}/claim`, undefined, as)).body.token
  const outcomes = async (told: readonly Record<string, unknown>[]) => {
    if (told.length === 0) return
    const at = clock.now().toISOString()
    const rows = told.map((row) => ({ at, source: 'credit notes', ...row }))
    expect((await post('/outcomes', { workflow: slug, outcomes: rows }, server.key)).body.rejected).toEqual([])
  }
  const read = async (as: TestPerson = server.viewer) =>
    (await server.request('GET', `/api/v1/workflows/${slug}/trust`, { as })).body.reliance
  return { slug, post, setShare, run, send, caseOf, claim, outcomes, read }
}

const shownAt = () => clock.now().toISOString()

describe('answering before the output is shown', () => {
  test('nothing of the output goes out before: case, list, run, guidance, reports and failure cases are silent', async () => {
    const { slug, post, caseOf, claim } = await begin('hidden')
    const { id, runId } = await caseOf('h-1')
    const flagged = await post(`/runs/${runId}/flags`, { note: 'Says three days.' }, server.admin)
    expect(flagged.status).toBe(201)
    const opened = await post(`/workflows/${slug}/failure-cases`, { name: 'Too soon' }, olga)
    const failureCase: string = opened.body.failureCase.id
    const judged = await post(
      `/feedback/${flagged.body.id}/verdict`,
      { verdict: 'wrong', answer: 'It takes a week.', failureCaseId: failureCase },
      olga,
    )
    expect([opened.status, judged.status]).toEqual([201, 200])
    const places = [
      `/cases/${id}`,
      `/cases?workflow=${slug}`,
      `/cases/${id}/guidance`,
      `/runs/${runId}`,
      `/feedback/${flagged.body.id}`,
      `/failure-cases/${failureCase}`,
    ]
    const token = await claim(id)
    for (const path of places) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await server.request('GET', `/api/v1${path}`, { as: server.member })
      expect([path, answer.status]).toEqual([path, 200])
      expect(JSON.stringify(answer.body)).not.toMatch(/within three days|"topic":"refund"|names a refund|0\.93/)
    }
    const asked = (await server.request('GET', `/api/v1/cases/${id}`, { as: server.member })).body
    expect(asked).toMatchObject({ confidence: null, ownAnswer: { isAsked: true, field: 'topic', answeredAt: null } })
    expect(asked.contents).toEqual({ state: 'kept', input: { ticket: 'h-1', text: 'When does my money come?' } })
    const shown = await post(`/cases/${id}/own-answer`, { token, answer: 'invoice' })
    expect(shown.body).toMatchObject({
      confidence: 0.93,
      contents: { output: { reply: REPLY, topic: 'refund' } },
      ownAnswer: { isAsked: false, answer: 'invoice', answeredAt: shownAt() },
    })
    // Whoever has not answered goes on seeing nothing.
    const other = (await server.request('GET', `/api/v1/runs/${runId}`, { as: server.admin })).body
    expect([other.contents.output, other.outputHidden]).toEqual([undefined, true])
    await post(`/cases/${id}/decide`, { kind: 'accepted', token, shownAt: shownAt() })
    const after = (await server.request('GET', `/api/v1/runs/${runId}`, { as: server.admin })).body
    expect([after.contents.output.reply, after.outputHidden]).toEqual([REPLY, undefined])
  })

  test('the output is judged after the own answer alone, which stands once it is given', async () => {
    const { post, caseOf, claim } = await begin('stands')
    const { id } = await caseOf('s-1')
    const early = await post(`/cases/${id}/own-answer`, { token: 1, answer: 'refund' })
    expect([early.status, early.body.code]).toEqual([409, 'not-claimed'])
    const token = await claim(id)
    for (const decision of [
      { kind: 'accepted' },
      { kind: 'edited', finalOutput: { reply: 'x', topic: 'other' } },
      { kind: 'overridden', reason: 'Mine.' },
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const refused = await post(`/cases/${id}/decide`, { ...decision, token, shownAt: shownAt() })
      expect([refused.status, refused.body.code]).toEqual([409, 'answer-first'])
    }
    const wrong = await post(`/cases/${id}/own-answer`, { token, answer: 'nonsense' })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'answer-contract', errors: [{ path: '/answer' }] } })
    expect((await post(`/cases/${id}/own-answer`, { token })).status).toBe(400)
    expect((await post(`/cases/${id}/own-answer`, { token, answer: 'invoice' })).status).toBe(200)
    const again = await post(`/cases/${id}/own-answer`, { token, answer: 'refund' })
    expect([again.status, again.body.code]).toEqual([409, 'answered-already'])
    const opened = new Date(clock.now().getTime() - 60_000).toISOString()
    const decided = await post(`/cases/${id}/decide`, { kind: 'accepted', token, shownAt: opened })
    // The output was not shown before the own answer: its dwell time begins there.
    expect(decided.body).toMatchObject({
      case: { state: 'completed' },
      ownAnswer: { answer: 'invoice', isAsked: false },
      decisions: [{ shownAt: shownAt() }],
    })
  })

  test('whoever takes a case over answers herself; escalating needs no answer', async () => {
    const { post, caseOf, claim } = await begin('taken-over')
    const { id } = await caseOf('t-1')
    const token = await claim(id)
    await post(`/cases/${id}/own-answer`, { token, answer: 'invoice' })
    await post(`/cases/${id}/decide`, {
      kind: 'escalated',
      reason: 'Not mine.',
      token,
      shownAt: shownAt(),
      to: olga.id,
    })
    const theirs = (await server.request('GET', `/api/v1/cases/${id}`, { as: olga })).body
    expect([theirs.ownAnswer.isAsked, theirs.contents.output]).toEqual([true, undefined])
    const mine = await claim(id, olga)
    const shown = await post(`/cases/${id}/own-answer`, { token: mine, answer: 'refund' }, olga)
    expect(shown.body.ownAnswer).toMatchObject({ answer: 'refund' })
  })

  test('the same units are asked, by their keys, where there is an output to be hidden', async () => {
    const { slug, send, run, post, caseOf, setShare } = await begin('share', { percent: 40 })
    const keys = Array.from({ length: 60 }, (_, i) => `u-${String(i)}`)
    await send(...keys.map((key) => run(key)))
    await send(run('failed', { status: 'failed', reasonCode: 'call-failed', route: 'human', output: undefined }))
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ unit_key: string; answers_first: boolean }>`
        select unit_key, answers_first from cases c join workflows w on w.id = c.workflow_id where w.slug = ${slug}
        and unit_key like 'u-%'`.execute(trx),
    )
    expect(rows).toHaveLength(60)
    for (const row of rows) expect(row.answers_first).toBe(answersFirst(slug, row.unit_key, { percent: 40 }))
    expect(rows.some((row) => row.answers_first) && rows.some((row) => !row.answers_first)).toBe(true)
    await setShare({ percent: 100, field: 'topic' })
    const failed = await caseOf('failed-2', { status: 'failed', reasonCode: 'call-failed', output: undefined })
    const plain = await server.request('GET', `/api/v1/cases/${failed.id}`, { as: server.member })
    expect(plain.body.ownAnswer).toBeUndefined()
    const token = (await post(`/cases/${failed.id}/claim`, undefined)).body.token
    const refused = await post(`/cases/${failed.id}/own-answer`, { token, answer: 'refund' })
    expect([refused.status, refused.body.code]).toEqual([409, 'not-asked-first'])
  })

  test('only whoever runs or answers for the workflow sets the share, of a field that there is; the gate tells hosts', async () => {
    const { slug, setShare } = await begin('setting', { percent: 0 })
    const gate = async () =>
      (await server.request('GET', `/api/v1/workflows/${slug}/gate`, { as: server.key })).body.humanFirst
    expect(await gate()).toBeUndefined()
    const others = await setShare({ percent: 5 }, server.member)
    expect([others.status, others.body.code]).toEqual([403, 'setter-only'])
    const nowhere = await setShare({ percent: 5, field: 'colour' })
    expect([nowhere.status, nowhere.body.code]).toEqual([422, 'no-such-field'])
    const set = await setShare({ percent: 5, field: 'topic' })
    expect(set.body.reliance).toMatchObject({
      share: { percent: 5, field: 'topic', by: { name: 'Olga Ortiz' } },
      maySet: [{ name: 'Olga Ortiz' }],
    })
    expect(await gate()).toEqual({ percent: 5, field: 'topic' })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'human-first-set', details: { percent: 5, field: 'topic' } })
  })
})

describe('what it says of how people rely on it', () => {
  /** Units of a host's own screens, each with own answer, AI's answer, decision and what was right. */
  async function told(
    w: Awaited<ReturnType<typeof begin>>,
    rows: readonly {
      own: unknown
      ai: string
      final: string
      truth?: string
      verdict?: string
      by?: string
      n: number
    }[],
    field = 'topic',
  ) {
    const units = rows.flatMap(({ n, ...row }, place) =>
      Array.from({ length: n }, (_, i) => ({
        ...row,
        record: w.run(`${String(place)}-${String(i)}`, {
          route: 'automatic',
          output: { reply: REPLY, topic: 'refund', [field]: row.ai },
        }),
      })),
    )
    await w.send(...units.map(({ record }) => record))
    const decisions = units.map(({ own, ai, final, by = 'host:ina', record }) => ({
      id: randomUUID(),
      runId: record.id,
      workflow: w.slug,
      unitKey: record.unitKey,
      kind: final === ai ? 'accepted' : 'edited',
      by,
      shownAt: shownAt(),
      decidedAt: shownAt(),
      ownAnswer: { answer: own, answeredAt: shownAt() },
      ...(final === ai ? {} : { finalOutput: { reply: REPLY, topic: 'refund', [field]: final } }),
    }))
    const kept = await w.post('/decisions', { decisions }, server.key)
    expect(kept.body.accepted).toBe(decisions.length)
    await w.outcomes(
      units.flatMap(({ truth, verdict, ai, record }) =>
        truth === undefined && verdict === undefined
          ? []
          : [
              {
                unitKey: record.unitKey,
                verdict: verdict ?? (truth === ai ? 'right' : 'wrong'),
                ...(truth === undefined ? {} : { answer: truth }),
              },
            ],
      ),
    )
    return decisions
  }
  const ROWS = [
    { own: 'invoice', ai: 'refund', final: 'refund', truth: 'refund', n: 22, by: 'host:ina' },
    { own: 'invoice', ai: 'refund', final: 'invoice', truth: 'refund', n: 8, by: 'host:kai' },
    { own: 'invoice', ai: 'refund', final: 'invoice', truth: 'invoice', n: 15, by: 'host:kai' },
    { own: 'invoice', ai: 'refund', final: 'refund', truth: 'invoice', n: 5, by: 'host:ina' },
    { own: 'refund', ai: 'refund', final: 'refund', truth: 'refund', n: 30, by: 'host:ina' },
    { own: 'other', ai: 'refund', final: 'refund', verdict: 'right', n: 3, by: 'host:ina' },
    { own: 'other', ai: 'refund', final: 'other', verdict: 'wrong', n: 2, by: 'host:ina' },
  ]

  test('S301 over- and under-reliance are counted from what hosts tell, each with n and interval', async () => {
    const w = await begin('counted', { percent: 20 })
    const decisions = await told(w, ROWS)
    const { figures } = await w.read()
    expect(figures).toMatchObject({
      n: 85,
      switched: { k: 30, n: 55 },
      rair: { k: 25, n: 33 },
      rsr: { k: 15, n: 20 },
      accuracy: { before: { k: 50, n: 80 }, after: { k: 67, n: 80 }, ai: { k: 60, n: 80 } },
      weight: null,
    })
    expect(figures.rair.interval.low).toBeCloseTo(0.59, 3)
    expect(figures.sentences).toEqual([
      'Where the two differed, people went over to the AI in 30 of 55. That alone is neither good nor bad: they took it 25 of 33 times when it was right and they were not, and they kept their own 15 of 20 times when they were right and it was not.',
      'Together they are better than the person alone, and not below the AI alone.',
    ])
    // Delivered again, nothing changes; a later decision by the same person is the one that counts.
    await w.post('/decisions', { decisions }, server.key)
    expect((await w.read()).figures).toEqual(figures)
    const [first] = decisions
    const later = { ...first, id: randomUUID(), decidedAt: new Date(clock.now().getTime() + 1000).toISOString() }
    await w.post(
      '/decisions',
      { decisions: [{ ...later, kind: 'edited', finalOutput: { reply: REPLY, topic: 'invoice' } }] },
      server.key,
    )
    expect((await w.read()).figures).toMatchObject({ n: 85, switched: { k: 29, n: 55 }, rair: { k: 24, n: 33 } })
  })

  test('of numbers it says how far people went to the AI’s; of few units no share', async () => {
    const w = await begin('numbers', { field: 'days' })
    const unit = w.run('n-1', { route: 'automatic', output: { reply: REPLY, topic: 'refund', days: 20 } })
    await w.send(unit)
    const early = await w.post(
      `/runs/${unit.id}/own-answer`,
      { by: 'host:ina', answer: 10, answeredAt: shownAt() },
      server.key,
    )
    expect(early.body).toEqual({ kept: true })
    const changed = await w.post(
      `/runs/${unit.id}/own-answer`,
      { by: 'host:ina', answer: 20, answeredAt: shownAt() },
      server.key,
    )
    expect(changed.body).toEqual({ kept: false })
    await w.post(
      '/decisions',
      {
        decisions: [
          {
            id: randomUUID(),
            runId: unit.id,
            workflow: w.slug,
            unitKey: 'n-1',
            kind: 'edited',
            by: 'host:ina',
            decidedAt: shownAt(),
            finalOutput: { reply: REPLY, topic: 'refund', days: 14 },
          },
        ],
      },
      server.key,
    )
    await w.setShare({ percent: 100, field: 'days' })
    const privacy = await server.request('POST', '/api/v1/privacy', {
      as: server.admin,
      body: { leastGroup: 5, maySee: [server.viewer.id] },
    })
    expect(privacy.status).toBe(200)
    expect((await w.read()).figures).toMatchObject({
      n: 1,
      weight: { mean: 0.4, n: 1 },
      switched: { k: 0, n: 1, interval: null },
    })
  })

  test('what was said in a host’s screen shows the output of a case to that person alone', async () => {
    const { post, caseOf } = await begin('host-inbox')
    const { id, runId } = await caseOf('i-1')
    const by = server.member.id
    const kept = await post(`/runs/${runId}/own-answer`, { by, answer: 'refund', answeredAt: shownAt() }, server.key)
    expect(kept.body).toEqual({ kept: true })
    const mine = (await server.request('GET', `/api/v1/cases/${id}`, { as: server.member })).body
    expect([mine.ownAnswer.answer, mine.contents.output.reply]).toEqual(['refund', REPLY])
    const theirs = (await server.request('GET', `/api/v1/cases/${id}`, { as: olga })).body
    expect([theirs.ownAnswer.isAsked, theirs.contents.output]).toEqual([true, undefined])
  })

  test('figures of a person are for that person and for those whom the workspace allows, by name and in no order of merit', async () => {
    await server.request('POST', '/api/v1/privacy', { as: server.admin, body: { leastGroup: 5, maySee: [] } })
    const w = await begin('persons')
    const answer = async (unitKey: string, as: TestPerson, own: string) => {
      const { id } = await w.caseOf(unitKey)
      const token = await w.claim(id, as)
      await w.post(`/cases/${id}/own-answer`, { token, answer: own }, as)
      const decided = await w.post(`/cases/${id}/decide`, { kind: 'accepted', token, shownAt: shownAt() }, as)
      expect(decided.status).toBe(200)
    }
    await answer('p-1', olga, 'invoice')
    // What one person alone has answered is a figure of that person.
    expect(await w.read(server.viewer)).toMatchObject({ people: 1, figures: null, mine: null, persons: [] })
    expect(await w.read(olga)).toMatchObject({ figures: { n: 1 }, mine: { n: 1, switched: { k: 1, n: 1 } } })
    await answer('p-2', server.member, 'refund')
    expect(await w.read(server.viewer)).toMatchObject({ people: 2, figures: { n: 2 }, mine: null, persons: [] })
    const of = (person: TestPerson, as: TestPerson) =>
      server.request('GET', `/api/v1/workflows/${w.slug}/trust/people/${person.id}`, { as })
    expect((await of(olga, server.admin)).status).toBe(404)
    expect((await of(olga, olga)).body).toMatchObject({ person: { name: 'Olga Ortiz' }, figures: { n: 1 } })
    const set = (as: TestPerson, body: unknown) => server.request('POST', '/api/v1/privacy', { as, body })
    expect((await set(server.member, { leastGroup: 5, maySee: [server.member.id] })).status).toBe(403)
    expect((await set(server.admin, { leastGroup: 5, maySee: ['nobody'] })).body.code).toBe('no-such-person')
    const allowed = await set(server.admin, { leastGroup: 6, maySee: [server.admin.id] })
    expect(allowed.body).toMatchObject({ leastGroup: 6, maySee: [{ id: server.admin.id }] })
    expect((await of(olga, server.admin)).body.figures.n).toBe(1)
    const { persons } = await w.read(server.admin)
    expect(persons.map(({ name }: { name: string }) => name)).toEqual(
      persons.map(({ name }: { name: string }) => name).toSorted(),
    )
    expect(persons).toHaveLength(2)
    const ledger = await server.request('GET', '/api/v1/ledger?subject=workspace', { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'privacy-set', details: { leastGroup: 6 } })
  })

  test('a team of few people is not shown, with the words why', async () => {
    await server.request('POST', '/api/v1/privacy', { as: server.admin, body: { leastGroup: 5, maySee: [] } })
    const w = await begin('teams', { percent: 20 })
    await told(w, [
      ...['a', 'b', 'c', 'd', 'e'].map((who) => ({
        own: 'invoice',
        ai: 'refund',
        final: 'refund',
        by: `host:${who}`,
        n: 1,
      })),
      { own: 'invoice', ai: 'refund', final: 'refund', by: 'host:x', n: 1 },
      ...['k', 'l', 'm', 'n', 'o', 'p'].map((who) => ({
        own: 'invoice',
        ai: 'refund',
        final: 'invoice',
        by: `host:${who}`,
        n: 1,
      })),
    ])
    const at = shownAt()
    const units = Array.from({ length: 12 }, (_, i) => ({
      unitKey: `${String(i)}-0`,
      at,
      team: i < 5 ? 'billing' : i === 5 ? 'claims' : 'refunds',
    }))
    await w.post('/units', { workflow: w.slug, units }, server.key)
    expect(await w.read()).toMatchObject({
      people: 12,
      teams: [{ team: 'refunds', people: 6, figures: { n: 6, switched: { k: 0, n: 6 } } }],
      hiddenTeams: '2 groups are not shown: in groups of fewer than 5 people single persons could be told.',
    })
  })
})
