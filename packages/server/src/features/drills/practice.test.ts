import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestAnswer,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '@dayshift/core'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { drillFacts } from './index.ts'

const SLUG = 'billing-replies'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer
let release: string
let operator: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  operator = await server.addPerson('Olga Operator', 'member')
})
afterAll(() => server.close())

function mustBe(status: number, method: string, path: string, body?: unknown, as = operator) {
  return server.mustBe(status, method, path, { as, body })
}

let n = 0
/** A case that somebody decided, with its contents kept. */
async function pastCase(decision: Record<string, unknown>): Promise<string> {
  const ticket = `T-${n++}`
  const run = sampleRun(clock.now(), {
    release,
    unitKey: ticket,
    route: 'review',
    reasonCode: 'output-rule',
    reasonRule: 'money',
    reasonMessage: 'The answer names money: check it against the billing policy.',
    input: { ticket, text: `Question ${ticket}: when does my refund come?` },
    output: { reply: `Your refund for ${ticket} takes 10 days.`, refundDays: 10 },
  })
  const id = await server.openCase(run)
  await server.decideCase(server.member, id, decision)
  return id
}

async function evidence() {
  return await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const { id } = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
    return await drillFacts(trx, server.workspaceId, id)
  })
}

const EDITED = { kind: 'edited', finalOutput: { reply: 'It takes up to 10 working days.' } }
const OVERRIDDEN = { kind: 'overridden', reason: 'the policy changed', finalOutput: { reply: 'Within 12 days.' } }

type Task = TestAnswer['body']

/** What is right for a task, as a person who knows the workflow would see it from what is shown. */
function rightAnswer(task: Task): Record<string, unknown> {
  const said: string = task.situation
  switch (task.topic) {
    case 'rerun':
      return said.includes('stuck') ? { act: 'rerun' } : { act: 'override', words: 'It was done already.' }
    case 'correct-input': {
      const [, field = '', value = ''] = /shows: (\w+) = (.*)\.$/.exec(said) ?? []
      return { act: 'correct', input: { ...task.input, [field]: value } }
    }
    case 'reassign':
      return { act: 'reassign', to: people.find(({ name }) => said.startsWith(name))?.id }
    case 'escalate':
      return { act: 'stop', words: 'The runbook says so.' }
    case 'spot-wrong':
      return { act: 'override', words: 'This is not what our policy says.' }
    default:
      return decisions.get(task.input.ticket) ?? { act: 'accept' }
  }
}

let people: { id: string; name: string }[] = []
/** What was decided on a ticket when it was real. */
const decisions = new Map<string, Record<string, unknown>>()

async function answer(drill: string, task: Task, given: Record<string, unknown>): Promise<TestAnswer['body']> {
  return await mustBe(200, 'POST', `/drills/${drill}/answers`, { position: task.position, ...given })
}

/** What waits for somebody on Today. */
const mine = async (as: TestPerson): Promise<TestAnswer['body'][]> =>
  (await server.request('GET', '/api/v1/drills/mine', { as })).body.items

/** Begins a practice; its topics, which are hidden from the one who practises, come from the table. */
async function begin(): Promise<{ drill: TestAnswer['body']; tasks: Task[] }> {
  clock.advance(60_000)
  const drill = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, { kind: 'practice' })
  people = drill.practice.people
  const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('drill_tasks').select(['position', 'topic']).where('drill_id', '=', drill.id).execute(),
  )
  const topics = new Map(rows.map(({ position, topic }) => [position, topic]))
  const tasks = drill.practice.tasks.map((task: Task) => ({ ...task, topic: topics.get(task.position) }))
  return { drill, tasks }
}

test('S297 practice needs a past: without closed cases whose contents are kept it says what is missing', async () => {
  const refused = await mustBe(409, 'POST', `/workflows/${SLUG}/drills`, { kind: 'practice' })
  expect(refused).toMatchObject({ code: 'too-few-cases', detail: expect.stringContaining('0 closed cases') })
  expect((await mustBe(200, 'GET', `/workflows/${SLUG}/drills`)).items).toEqual([])
})

describe('with a past', () => {
  beforeAll(async () => {
    for (let each = 0; each < 12; each++) {
      const decision = each % 4 === 1 ? EDITED : each % 4 === 2 ? OVERRIDDEN : { kind: 'accepted' }
      decisions.set(
        `T-${n}`,
        each % 4 === 1
          ? { act: 'edit', output: { reply: 'My own words, 5 days.' } }
          : each % 4 === 2
            ? { act: 'override', words: 'my own answer' }
            : { act: 'accept' },
      )
      await pastCase(decision)
    }
  })

  test('S297–S305 a practice asks every ordinary fix on real past cases, hides what is right, and passes who knows', async () => {
    const { drill, tasks } = await begin()
    expect(drill).toMatchObject({ state: 'running', person: { id: operator.id } })
    expect(tasks).toHaveLength(10)
    expect(new Set(tasks.map(({ topic }: Task) => topic))).toEqual(
      new Set(['rerun', 'correct-input', 'reassign', 'spot-wrong', 'review-output', 'escalate']),
    )
    for (const task of drill.practice.tasks) {
      expect(task).toMatchObject({ topic: null, topicName: null, right: null, answer: null })
    }
    expect(drill.practice.topics).toBeNull()
    expect(await mine(operator)).toMatchObject([{ id: drill.id, sentence: '10 tasks, 8 right answers pass.' }])
    expect(await mine(server.viewer)).toEqual([])

    let last = drill
    for (const task of tasks) {
      last = await answer(drill.id, task, rightAnswer(task))
      const shown = last.practice.tasks[task.position]
      expect([task.topic, task.situation, shown.answer.isRight]).toEqual([task.topic, task.situation, true])
      expect(shown.right.why.length).toBeGreaterThan(20)
    }
    expect(last).toMatchObject({ state: 'closed', verdict: 'passed', sentence: '10 of 10 right, 8 needed.' })
    expect(last.practice.topics).toHaveLength(6)
    expect(await mine(operator)).toEqual([])

    const [fact] = await evidence()
    expect(fact).toMatchObject({ kind: 'practice', verdict: 'passed', people: [operator.id] })
    expect(fact?.topics?.['spot-wrong']).toEqual({ right: 2, asked: 2 })
  })

  test('S301 S304 accepting what was made wrong fails the practice, however much else is right; it says what to practise', async () => {
    const { drill, tasks } = await begin()
    let last = drill
    for (const task of tasks) {
      last = await answer(drill.id, task, task.topic === 'spot-wrong' ? { act: 'accept' } : rightAnswer(task))
    }
    expect(last).toMatchObject({ state: 'closed', verdict: 'messy' })
    expect(last.sentence).toBe('8 of 10 right, 8 needed, and a mistake where none may be: spot output that is off.')
    // As evidence the last one counts, and it is the last in the list.
    const facts = await evidence()
    expect(facts.map(({ verdict }) => verdict)).toEqual(['passed', 'messy'])
    expect(last.findings).toEqual(['Practise again: Spot output that is off (0 of 2 right). None may be wrong here.'])
  })

  test('S302 a rerun where the work was done already is wrong; S303 an input that still does not fit is wrong', async () => {
    const { drill, tasks } = await begin()
    const done = tasks.find(({ topic, situation }) => topic === 'rerun' && !situation.includes('stuck'))
    const first = await answer(drill.id, done, { act: 'rerun' })
    expect(first.practice.tasks[done.position]).toMatchObject({
      answer: { isRight: false },
      right: { why: expect.stringContaining('would do it twice') },
    })
    const input = tasks.find(({ topic }) => topic === 'correct-input')
    const second = await answer(drill.id, input, {
      act: 'correct',
      input: { ...input.input, ticket: 'something else' },
    })
    expect(second.practice.tasks[input.position].answer.isRight).toBe(false)
    // What was answered stays answered, and what is not offered is refused.
    const again = { position: input.position, act: 'rerun' }
    expect(await mustBe(409, 'POST', `/drills/${drill.id}/answers`, again)).toMatchObject({ code: 'task-answered' })
    const wrong = tasks.find(({ topic }) => topic === 'spot-wrong')
    const notOffered = { position: wrong.position, act: 'correct', input: {} }
    expect(await mustBe(422, 'POST', `/drills/${drill.id}/answers`, notOffered)).toMatchObject({
      code: 'act-not-offered',
    })
    const unfounded = { position: wrong.position, act: 'override' }
    expect(await mustBe(422, 'POST', `/drills/${drill.id}/answers`, unfounded)).toMatchObject({
      code: 'answer-incomplete',
    })
  })

  test('S304 the pass mark and the topics in which nothing may be wrong are parameters', async () => {
    const request = { kind: 'practice', size: 12, passAt: 6, must: ['review-output'] }
    const drill = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, request)
    expect(drill.practice).toMatchObject({ size: 12, passAt: 6, must: ['review-output'] })
    expect(drill.sentence).toBe('12 tasks, 6 right answers pass.')
    await mustBe(200, 'POST', `/drills/${drill.id}/stop`, { reason: 'only a test' })
  })

  test('a practice is its person’s own: somebody else neither answers nor sees what is still asked', async () => {
    const { drill } = await begin()
    const seen = await mustBe(200, 'GET', `/drills/${drill.id}`, undefined, server.member)
    expect(seen.practice.isMine).toBe(false)
    for (const task of seen.practice.tasks) expect(task.situation).toBeNull()
    const given = { position: 0, act: 'stop', words: 'x' }
    expect(await mustBe(403, 'POST', `/drills/${drill.id}/answers`, given, server.member)).toMatchObject({
      code: 'not-your-drill',
    })
  })

  test('practising touches neither the real cases nor a figure nor the ledger of cases', async () => {
    const state = async () =>
      await inWorkspace(server.world.db, server.workspaceId, async (trx) => ({
        cases: await trx.selectFrom('cases').selectAll().orderBy('id').execute(),
        events: await trx.selectFrom('case_events').select('id').orderBy('id').execute(),
        decisions: await trx.selectFrom('decisions').select('id').orderBy('id').execute(),
        runs: await trx.selectFrom('runs').select('id').orderBy('id').execute(),
        acts: await trx.selectFrom('ledger_entries').select('seq').where('act', 'like', 'case-%').execute(),
      }))
    const before = await state()
    const { drill, tasks } = await begin()
    for (const task of tasks) await answer(drill.id, task, rightAnswer(task))
    expect(await state()).toEqual(before)
  })

  test('what has expired is asked no more, and a set that lost tasks proves nothing', async () => {
    const { drill, tasks } = await begin()
    for (const task of tasks.slice(0, 3)) await answer(drill.id, task, rightAnswer(task))
    // 30 days of retention have passed.
    clock.advance(31 * DAY_MS)
    const gone = await mustBe(200, 'GET', `/drills/${drill.id}`)
    for (const task of gone.practice.tasks) expect(task.situation).toBeNull()
    const refused = { position: tasks[5].position, act: 'stop', words: 'x' }
    expect(await mustBe(409, 'POST', `/drills/${drill.id}/answers`, refused)).toMatchObject({ code: 'task-gone' })
    const closed = await mustBe(200, 'POST', `/drills/${drill.id}/close`, {})
    expect(closed).toMatchObject({ verdict: 'inconclusive', sentence: 'Not enough was asked: 3 of 10.' })
  })
})

describe('practised again', () => {
  let quentin: TestPerson
  beforeAll(async () => {
    quentin = await server.addPerson('Quentin Quiz', 'member')
    decisions.clear()
    for (let each = 0; each < 14; each++) {
      const isEdited = each % 4 === 1
      decisions.set(
        `T-${n}`,
        isEdited ? { act: 'edit', output: { reply: 'My own words, 5 days.' } } : { act: 'accept' },
      )
      await pastCase(isEdited ? EDITED : { kind: 'accepted' })
    }
  })

  test('S042 a quiz asks eight outputs, three wrong on purpose; how it went is for its taker alone, and it comes back', async () => {
    clock.advance(60_000)
    const body = { kind: 'practice', quiz: true }
    const quiz = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, body, quentin)
    expect(quiz).toMatchObject({ isQuiz: true, person: { id: quentin.id }, practice: { size: 8, passAt: 7 } })
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.selectFrom('drill_tasks').select(['position', 'topic']).where('drill_id', '=', quiz.id).execute(),
    )
    expect(rows.filter(({ topic }) => topic === 'spot-wrong')).toHaveLength(3)
    expect(new Set(rows.map(({ topic }) => topic))).toEqual(new Set(['spot-wrong', 'review-output']))
    let done: TestAnswer['body'] = quiz
    for (const task of quiz.practice.tasks) {
      const { topic } = rows.find(({ position }) => position === task.position) ?? {}
      const given = rightAnswer({ ...task, topic })
      done = await mustBe(200, 'POST', `/drills/${quiz.id}/answers`, { position: task.position, ...given }, quentin)
    }
    const dueAt = new Date(clock.now().getTime() + 7 * DAY_MS).toISOString()
    expect(done).toMatchObject({ verdict: 'passed', practice: { again: { passes: 1, dueAt } } })
    // Nobody else sees it, not even that there is one.
    await mustBe(404, 'GET', `/drills/${quiz.id}`)
    const listed = await mustBe(200, 'GET', `/workflows/${SLUG}/drills`)
    expect(listed.items.map(({ id }: { id: string }) => id)).not.toContain(quiz.id)
    const ledger = await server.request('GET', '/api/v1/ledger', { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'quiz-taken', sentence: 'finished the quiz of Quentin Quiz.' })
    const facts = (await evidence()).filter(({ id }) => id === quiz.id)
    expect(facts).toMatchObject([{ kind: 'practice', quiz: true, people: [quentin.id] }])
  })

  test('S042 who holds a duty is reminded on Today when the time to practise again has come, until it is done', async () => {
    const due = async () => (await server.request('GET', '/api/v1/drills/mine', { as: quentin })).body.due
    // Practised above, and without a duty nobody is reminded.
    clock.advance(8 * DAY_MS)
    expect(await due()).toEqual([])
    await server.giveDuties(SLUG, { 'operational-owner': quentin })
    expect(await due()).toMatchObject([{ workflow: SLUG, overdue: true }])
    await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, { kind: 'practice', quiz: true }, quentin)
    expect(await due()).toEqual([])
  })

  test('over- and under-reliance are counted from planted errors and from outputs that were right', async () => {
    const two = [await server.addPerson('Rika Right', 'member'), await server.addPerson('Sven Soft', 'member')]
    for (const [place, as] of two.entries()) {
      const quiz = await mustBe(201, 'POST', `/workflows/${SLUG}/drills`, { kind: 'practice', quiz: true }, as)
      for (const { position } of quiz.practice.tasks) {
        // One lets everything through, the other sets everything aside.
        const given = place === 0 ? { act: 'override', words: 'No.' } : { act: 'accept' }
        await mustBe(200, 'POST', `/drills/${quiz.id}/answers`, { position, ...given }, as)
      }
    }
    const trust = async (as: TestPerson) =>
      (await server.request('GET', `/api/v1/workflows/${SLUG}/trust`, { as })).body.reliance.practised
    const [rika, sven] = two
    if (rika === undefined || sven === undefined) throw new Error('two people')
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ act: string; planted: boolean; n: number }>`
        select a.act, t.topic = 'spot-wrong' as planted, count(*)::int as n
        from drill_answers a join drill_tasks t using (drill_id, position) join drills d on d.id = a.drill_id
        where d.person_id = ${rika.id} group by 1, 2`.execute(trx),
    )
    expect(rows).toContainEqual({ act: 'override', planted: true, n: 3 })
    expect((await trust(rika)).mine).toMatchObject({ planted: { k: 0, n: 3 } })
    expect((await trust(sven)).mine).toMatchObject({ planted: { k: 3, n: 3 }, sound: { k: 0 } })
    const { mine, figures, people: who, sentence } = await trust(server.viewer)
    expect(mine).toBeNull()
    expect(figures.planted.k).toBeGreaterThanOrEqual(3)
    expect(figures.sound.k).toBe((await trust(rika)).mine.sound.k)
    expect(who).toBeGreaterThan(2)
    expect(sentence).toMatch(/wrong on purpose they let \d+ through \(too much trust\)/)
  })
})
