import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleManifest,
  sampleRun,
  startMailSink,
  type MailSink,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

// A Monday.
const clock = createManualClock(new Date('2026-01-12T06:00:00.000Z'))
const DAY = 86_400_000
let server: TestServer
let mail: MailSink
let host: TestKey
let bea: TestPerson
let olu: TestPerson
let cleo: TestPerson

beforeAll(async () => {
  mail = await startMailSink()
  server = await bootServer({
    clock,
    mail: { url: mail.url, from: 'Dayshift <dayshift@example.com>' },
    publicUrl: new URL('https://dayshift.example/'),
  })
  host = await server.addKey(['gate:read', 'runs:write'])
  bea = await server.addPerson('Bea Business', 'member')
  olu = await server.addPerson('Olu Operator', 'member')
  cleo = await server.addPerson('Cleo Change', 'member')
})
afterAll(async () => {
  await server.close()
  await mail.close()
})

let count = 0
async function workflow(): Promise<{ slug: string; release: string }> {
  // The one before is over, so that its reviews don't come due for ever.
  if (count > 0) {
    const over = { as: bea, body: { reason: 'The test is over.' } }
    await server.request('POST', `/api/v1/workflows/flow-${count}/handover/retire`, over)
  }
  count += 1
  const slug = `flow-${count}`
  const release = await addSampleRelease(
    server.world,
    server.workspaceId,
    sampleManifest({ workflow: slug, name: `Flow ${count}` }),
  )
  await server.giveDuties(slug, { 'business-owner': bea, 'daily-care': olu, 'change-owner': cleo })
  return { slug, release }
}
const calendar = (slug: string, as: TestPerson = bea) => server.mustBe(200, 'GET', `/workflows/${slug}/reviews`, { as })
const setStart = (slug: string, body: Record<string, unknown>, as: TestPerson = bea) =>
  server.request('POST', `/api/v1/workflows/${slug}/reviews/start`, { as, body: { reason: 'The launch.', ...body } })
const moveTo = (instant: string) => clock.advance(Date.parse(instant) - clock.now().getTime())
async function goTo(instant: string): Promise<void> {
  moveTo(instant)
  await server.doWhatIsDue()
}
const review = (id: string, as: TestPerson = olu) => server.mustBe(200, 'GET', `/reviews/${id}`, { as })
async function hold(id: string, as: TestPerson, body: Record<string, unknown> = {}) {
  const { packHash, attendedBy } = await review(id, as)
  return await server.request('POST', `/api/v1/reviews/${id}/hold`, {
    as,
    body: {
      packHash,
      attendance: attendedBy.map(({ duty }: { duty: string }) => ({ duty, attendance: 'present' })),
      verdict: 'on-course',
      ...body,
    },
  })
}
const states = async (slug: string) =>
  (await calendar(slug)).past.map(({ name, day, state }: Record<string, string>) => `${name} ${day} ${state}`)

describe('the calendar of a workflow', () => {
  test('S147 S154 S157 S193 one date plans the reviews of the playbook; each comes due once, with its pack', async () => {
    const { slug } = await workflow()
    const none = await calendar(slug)
    expect(none.start).toBeNull()
    expect(none.sentence).toContain('counted from one date')
    const set = await setStart(slug, { day: '2026-01-12', time: '09:00', zone: 'Europe/Berlin' })
    expect(set.status).toBe(200)
    expect(set.body.next.map(({ kind, day }: Record<string, string>) => `${kind} ${day}`)).toEqual([
      'weekly 2026-01-19',
      'first-90-days 2026-02-11',
      'monthly 2026-05-12',
      'scope 2027-01-12',
    ])
    await goTo('2026-01-19T07:59:00.000Z')
    expect(await states(slug)).toEqual([])
    await goTo('2026-01-19T08:00:00.000Z')
    await server.doWhatIsDue()
    expect(await states(slug)).toEqual(['Weekly operator review 2026-01-19 due'])
    const [{ id }] = (await calendar(slug)).past
    const detail = await review(id)
    expect(detail.pack).toMatchObject({
      review: { kind: 'weekly', number: 1, day: '2026-01-19' },
      to: '2026-01-19T08:00:00.000Z',
      from: '2026-01-12T08:00:00.000Z',
      units: 0,
    })
    expect(detail).toMatchObject({ mayHold: true, attendedBy: [{ duty: 'daily-care', person: { id: olu.id } }] })
    expect(await review(id, bea)).toMatchObject({ mayHold: false, whoMayHold: [{ name: 'Olu Operator' }] })
  })

  test('the launch sets the date by itself, in the zone of the workspace; another one moves only what is ahead', async () => {
    const { slug } = await workflow()
    await goTo('2026-01-20T12:00:00.000Z')
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id } = await trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
      await trx
        .insertInto('stage_moves')
        .values({
          id: server.world.newId(),
          workspace_id: server.workspaceId,
          workflow_id: id,
          kind: 'advanced',
          from_stage: 'transfer',
          to_stage: 'launch',
          at: clock.now(),
          by_id: bea.id,
          reason: null,
          playbook: 'lean',
          verdicts: '[]',
        })
        .execute()
    })
    await server.doWhatIsDue()
    expect((await calendar(slug)).start).toMatchObject({ day: '2026-01-20', time: '09:00', zone: 'UTC', by: null })
    await goTo('2026-01-27T09:00:00.000Z')
    expect(await states(slug)).toEqual(['Weekly operator review 2026-01-27 due'])
    expect((await setStart(slug, { day: '2026-01-26', zone: 'Nowhere/At all' })).body.code).toBe('unknown-zone')
    const moved = await setStart(slug, { day: '2026-01-29', reason: 'The old one was a Tuesday.' })
    expect(moved.body).toMatchObject({ start: { day: '2026-01-29' }, startsBefore: [{ day: '2026-01-20' }] })
    expect(moved.body.past.map(({ day }: { day: string }) => day)).toEqual(['2026-01-27'])
    expect(moved.body.next[0]).toMatchObject({ kind: 'weekly', number: 1, day: '2026-02-05' })
    const ledger = await server.mustBe(200, 'GET', `/ledger?subject=workflow:${slug}`)
    expect(ledger.items[0].sentence).toContain(
      'set 29 Jan 2026 as the date from which reviews are counted, instead of 20 Jan 2026',
    )
  })

  test('a server that was away fills and tells what came due meanwhile: missed is missed, and dated as it was', async () => {
    const { slug } = await workflow()
    moveTo('2026-02-02T06:00:00.000Z')
    await setStart(slug, { day: '2026-02-02' })
    await goTo('2026-02-24T06:00:00.000Z')
    expect(await states(slug)).toEqual([
      'Weekly operator review 2026-02-23 due',
      'Weekly operator review 2026-02-16 missed',
      'Weekly operator review 2026-02-09 missed',
    ])
  })

  test('a retired workflow has no review any more', async () => {
    const { slug } = await workflow()
    moveTo('2026-02-25T06:00:00.000Z')
    await setStart(slug, { day: '2026-02-24' })
    const retired = await server.request('POST', `/api/v1/workflows/${slug}/handover/retire`, {
      as: bea,
      body: { reason: 'Nobody needs it.' },
    })
    expect(retired.status).toBe(200)
    await goTo('2026-03-10T12:00:00.000Z')
    expect(await states(slug)).toEqual([])
    expect((await calendar(slug)).next).toEqual([])
  })
})

describe('a review that is due', () => {
  let slug = ''
  let release = ''
  let weekly = ''

  beforeAll(async () => {
    moveTo('2026-03-16T06:00:00.000Z')
    ;({ slug, release } = await workflow())
    await setStart(slug, { day: '2026-03-16', intendedUsers: 4 })
    // Two weeks of units: 40 automatic, 10 with a fault in the input, each week.
    for (const week of [0, 1]) {
      moveTo(new Date(Date.parse('2026-03-18T10:00:00.000Z') + week * 7 * DAY).toISOString())
      const records = Array.from({ length: 50 }, (_, index) =>
        sampleRun(clock.now(), {
          workflow: slug,
          release,
          unitKey: `unit-${week}-${index}`,
          ...(index < 40
            ? {}
            : {
                route: 'human',
                reasonCode: 'input-contract',
                status: 'not-called',
                costAmount: null,
                costCurrency: null,
                costSource: null,
              }),
        }),
      )
      const sent = await server.request('POST', '/api/v1/runs', { as: host, body: { records } })
      expect(sent.body).toMatchObject({ accepted: 50 })
      // 30 were decided on: 3 edited in the first week, 20 in the second; one passed on.
      const decisions = records.slice(0, 31).map((run, index) => ({
        id: server.world.newId(),
        workflow: slug,
        runId: run.id,
        unitKey: run['unitKey'],
        kind: index === 30 ? 'escalated' : index < (week === 0 ? 3 : 20) ? 'edited' : 'accepted',
        by: index % 2 === 0 ? 'una' : 'ulf',
        ...(index === 30 ? { reason: 'A lawyer wrote.' } : {}),
        decidedAt: clock.now().toISOString(),
      }))
      await server.mustBe(200, 'POST', '/decisions', { as: host, body: { decisions } })
    }
    await server.mustBe(200, 'POST', `/workflows/${slug}/policy-changes`, {
      as: cleo,
      body: {
        holdsFrom: '2026-03-24',
        words: 'Refunds above 50 EUR need a second look',
        source: 'Finance memo 12',
        touches: 'Refund drafts',
      },
    })
    await goTo('2026-03-30T09:00:00.000Z')
    const { past } = await calendar(slug)
    weekly = past.find(({ day }: { day: string }) => day === '2026-03-30').id
  })

  test('S188 S189 S190 S191 S192 the pack has the figures of the first 90 days beside those of the week before', async () => {
    const { pack } = await review(weekly)
    const of = (id: string) => pack.metrics.find((each: { id: string }) => each.id === id)
    expect(pack.units).toBe(50)
    expect(of('completion')).toMatchObject({ now: { value: 80, n: 50 }, before: { value: 80, n: 50 } })
    expect(of('exceptions')).toMatchObject({ now: { value: 20, n: 50 } })
    expect(of('input-quality')).toMatchObject({ now: { value: 80, n: 50 } })
    expect(of('active-users')).toMatchObject({ now: { value: 50, n: 4 } })
    expect(of('latency').now.kind).toBe('figure')
  })

  test('S317 S318 S319 the operator sees a sample, how often drafts are edited, and what was passed on', async () => {
    const { operator } = (await review(weekly)).pack
    expect(operator.drawnFrom).toBe(40)
    expect(operator.sample).toHaveLength(10)
    expect(new Set(operator.sample.map(({ runId }: { runId: string }) => runId)).size).toBe(10)
    for (const { unitKey } of operator.sample) expect(unitKey).toMatch(/^unit-1-/)
    expect(operator.edits).toMatchObject({
      now: { kind: 'figure', n: 30 },
      before: { kind: 'figure', n: 30, value: 10 },
      sentence: expect.stringMatching(/^67 % of 30 drafts were edited, more than the week before/),
    })
    expect(operator.escalated).toMatchObject([{ unitKey: 'unit-1-30', reason: 'A lawyer wrote.' }])
  })

  test('S320 a policy change stands in the pack until it is answered, with a warning where what runs is older', async () => {
    const { operator } = (await review(weekly)).pack
    expect(operator.policyChanges).toMatchObject([
      { words: 'Refunds above 50 EUR need a second look', source: 'Finance memo 12', behind: true },
    ])
    const [change] = (await calendar(slug)).policyChanges
    expect(change).toMatchObject({ behind: true, answer: null, by: { name: 'Cleo Change' } })
    const answer = (body: unknown) =>
      server.request('POST', `/api/v1/policy-changes/${change.id}/answer`, { as: cleo, body })
    expect((await answer({ kind: 'release', release })).body).toMatchObject({ code: 'release-too-old' })
    const newer = '5ec0'.repeat(16)
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id } = await trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
      await trx
        .insertInto('releases')
        .values({
          id: server.world.newId(),
          workspace_id: server.workspaceId,
          workflow_id: id,
          name: 'second look',
          content_hash: newer,
          manifest: '{}',
          source: '',
          created_at: clock.now(),
          created_by: cleo.id,
          created_by_name: cleo.name,
        })
        .execute()
    })
    const answered = await answer({ kind: 'release', release: newer })
    expect(answered.status).toBe(200)
    expect(answered.body.policyChanges[0]).toMatchObject({ behind: false, answer: { kind: 'release' } })
    expect((await answer({ kind: 'no-change', reason: 'No.' })).body.code).toBe('policy-answered')
    // What was filled stays as it was.
    expect((await review(weekly)).pack.operator.policyChanges).toHaveLength(1)
  })

  test('its pack never changes, in the database neither', async () => {
    const before = await review(weekly)
    await expect(
      inWorkspace(server.world.db, server.workspaceId, (trx) =>
        trx
          .updateTable('review_packs')
          .set({ content_hash: '0'.repeat(64) } as never)
          .execute(),
      ),
    ).rejects.toThrow(/append-only|refuse|permission|never/)
    expect((await review(weekly)).packHash).toBe(before.packHash)
  })

  test('S147 S148 one that attends holds and signs it, once: actions, departures and the criterion’s evidence are kept', async () => {
    expect((await hold(weekly, bea)).body.code).toBe('not-your-duty')
    expect((await hold(weekly, olu, { packHash: '0'.repeat(64) })).body.code).toBe('pack-changed')
    expect((await hold(weekly, olu, { verdict: 'act', words: 'Too many edits.' })).body.code).toBe('action-missing')
    const held = await hold(weekly, olu, {
      verdict: 'act',
      words: 'Too many edits.',
      deviations: ['Asks twice for the number'],
      actions: [{ what: 'Shorten the refund prompt', person: cleo.id, due: '2026-04-10' }],
    })
    expect(held.status).toBe(200)
    expect(held.body).toMatchObject({
      review: { state: 'held', verdict: 'act', by: { name: 'Olu Operator' }, gap: null },
      held: { late: false, signedHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      actions: [{ what: 'Shorten the refund prompt', person: { name: 'Cleo Change' }, state: 'open' }],
      mayHold: false,
    })
    expect((await hold(weekly, olu)).body.code).toBe('review-held')
    const evidence = await server.mustBe(200, 'GET', `/workflows/${slug}/evidence`, { as: bea })
    expect(evidence.acts.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
      'deviation-noted',
      'weekly-review',
    ])
    const ledger = await server.mustBe(200, 'GET', `/ledger?subject=workflow:${slug}`)
    expect(ledger.items[0]).toMatchObject({
      act: 'review-held',
      details: { review: weekly, signedHash: held.body.held.signedHash },
    })
  })

  test('S148 a departure that comes back stands in the next pack with its weeks, until it is closed', async () => {
    await goTo('2026-04-06T09:00:00.000Z')
    const next = (await calendar(slug)).past[0].id
    expect((await review(next)).pack.deviations).toMatchObject([{ what: 'Asks twice for the number', times: 1 }])
    await hold(next, olu, { deviations: ['asks twice for the number'] })
    await goTo('2026-04-13T09:00:00.000Z')
    const third = (await calendar(slug)).past[0].id
    expect((await review(third)).pack).toMatchObject({
      deviations: [{ what: 'asks twice for the number', times: 2, weeks: 2, closed: false }],
      sentence: expect.stringContaining('1 departure that comes back'),
    })
    await hold(third, olu, { closed: ['asks twice for the number'] })
    await goTo('2026-04-27T09:00:00.000Z')
    const later = (await calendar(slug)).past.find(
      ({ day, kind }: Record<string, string>) => kind === 'weekly' && day === '2026-04-27',
    ).id
    expect((await review(later)).pack.deviations).toEqual([])
  })

  test('an action is closed by whoever has it; one that is late says so in the pack and on the board', async () => {
    const board = await server.mustBe(200, 'GET', '/reviews', { as: cleo })
    const action = board.actions.find(({ what }: { what: string }) => what === 'Shorten the refund prompt')
    expect(action).toMatchObject({ state: 'overdue', mayClose: true })
    const close = (as: TestPerson, body: unknown) =>
      server.request('POST', `/api/v1/review-actions/${action.id}/close`, { as, body })
    expect((await close(olu, { outcome: 'done' })).body.code).toBe('not-your-action')
    expect((await close(cleo, { outcome: 'dropped' })).body.code).toBe('words-missing')
    expect((await close(cleo, { outcome: 'done', words: 'In release 3.' })).body).toMatchObject({ state: 'done' })
    expect((await close(cleo, { outcome: 'done' })).body.code).toBe('action-closed')
    expect((await server.mustBe(200, 'GET', '/reviews', { as: cleo })).actions).toEqual([])
  })

  test('a review as Markdown holds what was said, the pack and both hashes', async () => {
    const answer = await server.request('GET', `/api/v1/reviews/${weekly}/markdown`, { as: bea })
    expect(answer.headers['content-type']).toBe('text/markdown; charset=utf-8')
    const { packHash, held } = await review(weekly)
    for (const part of [
      '# Flow',
      'signed by Olu Operator: something must be done',
      '67 % of 30 drafts',
      packHash,
      held.signedHash,
    ])
      expect(answer.body).toContain(part)
  })
})

describe('a review that is not held', () => {
  test('S147 it is told, then overdue as an alert to the business owner, then missed; holding the next one calms it', async () => {
    moveTo('2026-06-01T06:00:00.000Z')
    const { slug } = await workflow()
    await setStart(slug, { day: '2026-06-01' })
    const alerts = async () =>
      (await server.mustBe(200, 'GET', `/alerts?workflow=${slug}&limit=50`, { as: bea })).items.filter(
        ({ signal }: { signal: string }) => signal === 'review-overdue',
      )
    await goTo('2026-06-06T10:00:00.000Z')
    await goTo('2026-06-08T09:00:00.000Z')
    await server.doWhatIsDue()
    const toOlu = mail.mails.filter(({ to, text }) => to.includes(olu.email) && text.includes(slug))
    expect(toOlu.filter(({ text }) => text.includes('8 Jun 2026 is due'))).toHaveLength(1)
    expect(toOlu.filter(({ text }) => text.includes('Its pack is filled when it is due'))).toHaveLength(1)
    expect(await alerts()).toEqual([])
    await goTo('2026-06-11T09:00:00.000Z')
    expect(await states(slug)).toEqual(['Weekly operator review 2026-06-08 overdue'])
    expect(await alerts()).toMatchObject([{ class: 'unattended', owner: { name: 'Bea Business' }, state: 'open' }])
    await goTo('2026-06-15T09:00:00.000Z')
    const [present, missed] = (await calendar(slug)).past
    expect([present.state, missed.state]).toEqual(['due', 'missed'])
    expect((await hold(missed.id, olu)).body.code).toBe('review-missed')
    expect((await hold(present.id, olu)).status).toBe(200)
    expect(['calm', 'resolved']).toContain((await alerts())[0]?.state ?? 'resolved')
    expect(await states(slug)).toEqual([
      'Weekly operator review 2026-06-15 held',
      'Weekly operator review 2026-06-08 missed',
    ])
  })

  test('S158 half a year on without any review, it is flagged on its page, on the board and as an alert', async () => {
    moveTo('2026-07-01T06:00:00.000Z')
    const { slug } = await workflow()
    await setStart(slug, { day: '2026-07-01' })
    await goTo('2026-12-30T12:00:00.000Z')
    expect((await calendar(slug)).cadenceSign).toBeNull()
    await goTo('2027-01-02T12:00:00.000Z')
    const sign = 'It has been deployed for 185 days, and no review was ever held'
    expect((await calendar(slug)).cadenceSign).toContain(sign)
    const board = await server.mustBe(200, 'GET', '/reviews', { as: bea })
    expect(board.without.find(({ workflow: its }: { workflow: { slug: string } }) => its.slug === slug).why).toContain(
      sign,
    )
    const { items } = await server.mustBe(200, 'GET', `/alerts?workflow=${slug}&limit=50`, { as: bea })
    expect(items.map(({ signal }: { signal: string }) => signal)).toContain('review-cadence')
  })
})

describe('who attends by the enterprise playbook', () => {
  test('S147 S156 S160 somebody absent is kept and named, and what governance asks must be answered', async () => {
    moveTo('2027-02-01T06:00:00.000Z')
    const { slug } = await workflow()
    await server.mustBe(200, 'POST', `/workflows/${slug}/playbook`, {
      body: { id: 'enterprise', reason: 'Regulated.' },
    })
    await server.giveDuties(slug, { 'product-manager': cleo, compliance: olu })
    await setStart(slug, { day: '2027-02-01' })
    await goTo('2027-02-08T09:00:00.000Z')
    const [{ id }] = (await calendar(slug)).past
    const { attendedBy } = await review(id, bea)
    expect(attendedBy.map(({ person }: { person: { name: string } | null }) => person?.name ?? null)).toEqual([
      'Bea Business',
      'Cleo Change',
      null,
    ])
    expect((await hold(id, bea)).body.code).toBe('attended-by-nobody')
    const held = await hold(id, bea, {
      attendance: [
        { duty: 'business-owner', attendance: 'present' },
        { duty: 'product-manager', attendance: 'excused' },
        { duty: 'end-user', attendance: 'absent' },
      ],
    })
    expect(held.body.review.gap).toContain('“Product manager” (excused)')
    const evidence = await server.mustBe(200, 'GET', `/workflows/${slug}/evidence`, { as: bea })
    expect(evidence.acts).toMatchObject([{ kind: 'weekly-review', people: [{ id: bea.id }] }])
    await goTo('2027-08-01T09:00:00.000Z')
    const governance = (await calendar(slug)).past.find(({ kind }: { kind: string }) => kind === 'governance')
    expect((await hold(governance.id, olu)).body.code).toBe('answer-missing')
    const answers = { documents: 'Yes, all six.', accountability: 'Her yearly goals name it like any other system.' }
    const done = await hold(governance.id, olu, { answers })
    expect(done.body.held.answers[1]).toEqual({
      question: expect.stringContaining('same standard as for any other system'),
      answer: answers.accountability,
    })
  })
})

test('S157 S194 the yearly look at the scope says why it may not grow', async () => {
  moveTo('2027-09-01T06:00:00.000Z')
  const { slug } = await workflow()
  await putInStage(server.world, server.workspaceId, slug, 'operation')
  await setStart(slug, { day: '2026-10-01' })
  await goTo('2027-10-01T09:00:00.000Z')
  const { id } = (await calendar(slug)).past.find(({ kind }: { kind: string }) => kind === 'scope')
  expect((await review(id)).pack.scope.refusals).toEqual([
    'What it is for may grow only after 90 stable days in operation: 30 of 90 have passed since operation began.',
    'No target is written, so nobody can say whether the thresholds were met.',
  ])
  expect((await hold(id, bea)).body.code).toBe('answer-missing')
  expect((await hold(id, bea, { answers: { scope: 'The same, until a target is met.' } })).status).toBe(200)
})

test('S183 S184 S185 S186 launch communication is planned from the date and done by what was told', async () => {
  moveTo('2027-10-04T06:00:00.000Z')
  const { slug } = await workflow()
  await setStart(slug, { day: '2027-10-04' })
  expect((await calendar(slug)).launch).toMatchObject({
    launchOnly: false,
    phases: [{ state: 'running' }, { state: 'running' }, { state: 'planned' }],
  })
  await goTo('2027-10-08T12:00:00.000Z')
  await server.mustBe(201, 'POST', `/workflows/${slug}/acts`, {
    as: bea,
    body: { kind: 'training', at: clock.now().toISOString(), people: [olu.id], details: { phase: 'launch week' } },
  })
  expect((await calendar(slug)).launch).toMatchObject({
    launchOnly: true,
    phases: [{ state: 'late' }, { state: 'done' }, { state: 'planned' }],
  })
})

test('S196 a plan is laid in once: each step is an action of whoever holds its duty, by its day', async () => {
  const { slug } = await workflow()
  const layIn = () =>
    server.request('POST', `/api/v1/workflows/${slug}/plans`, {
      as: bea,
      body: { plan: 'stabilisation', from: '2027-11-01' },
    })
  const laid = await layIn()
  expect(laid.body.actions).toHaveLength(9)
  expect(laid.body.actions[1]).toMatchObject({
    what: 'Fire each alert on purpose once, and note who answered when',
    person: { name: 'Olu Operator' },
    due: '2027-11-11',
    plan: '90 days of stabilisation',
  })
  expect((await layIn()).body.code).toBe('plan-laid-in')
})

describe('calendar feeds', () => {
  const feed = (path: string) => server.request('GET', path)

  test('S147 a person’s feed is read by a calendar client: her reviews at their local time, and no one else’s', async () => {
    moveTo('2027-12-01T06:00:00.000Z')
    const { slug } = await workflow()
    await setStart(slug, { day: '2027-12-06', time: '10:30', zone: 'America/New_York' })
    const made = await server.mustBe(201, 'POST', '/calendar-feeds', { as: olu, body: {} })
    const answer = await feed(made.path)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    const parsed = new ICAL.Component(ICAL.parse(answer.body))
    const events = parsed.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
    const weekly = events.filter(
      ({ summary }) => summary.endsWith(`: Weekly operator review`) && summary.startsWith(`Flow ${count}`),
    )
    // 10:30 in New York is 15:30 in UTC in winter, and 14:30 after the clocks went forward.
    expect(weekly[0]?.startDate.toJSDate().toISOString()).toBe('2027-12-13T15:30:00.000Z')
    expect(weekly.map(({ startDate }) => startDate.toJSDate().toISOString())).toContain('2028-03-13T14:30:00.000Z')
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    expect(weekly).toHaveLength(51)
    const { path } = await server.mustBe(201, 'POST', '/calendar-feeds', { as: cleo, body: {} })
    expect((await feed(path)).body).not.toContain(`Flow ${count}: Weekly operator review`)
    const one = await server.mustBe(201, 'POST', '/calendar-feeds', { as: cleo, body: { workflow: slug } })
    expect((await feed(one.path)).body).toContain(`Flow ${count}: Weekly operator review`)
  })

  test('a feed ends when it is revoked, by its owner alone, and when its owner leaves', async () => {
    const gone = await server.addPerson('Gina Gone', 'member')
    const made = await server.mustBe(201, 'POST', '/calendar-feeds', { as: gone, body: {} })
    const other = await server.mustBe(201, 'POST', '/calendar-feeds', { as: gone, body: {} })
    const revoke = (as: TestPerson) => server.request('DELETE', `/api/v1/calendar-feeds/${made.feed.id}`, { as })
    expect((await revoke(cleo)).status).toBe(404)
    expect((await revoke(gone)).body.items).toHaveLength(1)
    expect((await feed(made.path)).status).toBe(404)
    expect((await feed(other.path)).status).toBe(200)
    await server.mustBe(200, 'PATCH', `/people/${gone.id}`, { body: { active: false } })
    expect((await feed(other.path)).status).toBe(404)
    expect((await feed('/api/v1/calendars/nobodys.ics')).body.code).toBe('not-found')
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.selectFrom('calendar_feeds').select('digest').execute(),
    )
    for (const { digest } of rows) expect(made.path).not.toContain(digest)
  })
})
