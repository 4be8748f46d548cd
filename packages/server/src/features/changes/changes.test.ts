import { readFileSync } from 'node:fs'
import { parseManifest } from '@dayshift/contract'
import { type Actor, type LiveChange, meetsCandidate, type Target } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleRun,
  type TestAnswer,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { createCompiledGates } from '../workflows/index.ts'
import { changeFacts } from './change-facts.ts'
import { sweepChanges } from './change-sweep.ts'
import type { ChangesNeeds } from './needs.ts'
import type { ChangesWorld } from './on-change.ts'
import { proposeChange } from './propose-change.ts'
import { holdChange, rollBackChange, startChange } from './roll-out.ts'

const EXAMPLE = readFileSync(new URL('../../../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PACE = { hours: 24, units: 30 }
const NEEDS: ChangesNeeds = {
  stageOf: async () => ({ stage: 'launch', rolloutAtMost: 100 }),
  freezeOf: async () => null,
  targetsOf: async () => [],
  wentLive: async () => {},
  onShadowRuns: async () => {},
}

let server: TestServer
/** Owns the changes. */
let bea: TestPerson
/** Cares for it daily. */
let olu: TestPerson
/** Answers for the outcome. */
let nia: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  bea = await server.addPerson('Bea Builder', 'member')
  olu = await server.addPerson('Olu Operator', 'member')
  nia = await server.addPerson('Nia Owner', 'member')
})
afterAll(() => server.close())

type Body = TestAnswer['body']
type Edits = readonly (readonly [string, string])[]

const NEW_PROMPT = ['strictly from the billing policy', 'strictly from the billing policy, in two sentences'] as const
const NEW_MODEL = ['name: tfidf-centroid', 'name: bigger-model'] as const
const NAMED = (name: string) => ['2026-11-20', name] as const
const PROMPT: Edits = [NAMED('2026-11-21'), NEW_PROMPT]
const MODEL: Edits = [NAMED('2026-11-22'), NEW_MODEL]

let count = 0
const at = (slug: string) => `/api/v1/workflows/${slug}`

function textOf(slug: string, edits: Edits = []): string {
  const text = EXAMPLE.replace('workflow: billing-replies', `workflow: ${slug}`)
  return edits.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`The example has no "${from}"`)
    return all.replace(from, to)
  }, text)
}

function manifestOf(text: string) {
  const { manifest, hash } = parseManifest(text)
  if (manifest === null || hash === null) throw new Error('The example is no manifest')
  return { manifest, hash }
}

/** A workflow with a live release and, unless said, a person in each duty that approves. Gives its slug. */
async function liveWorkflow(filled = true): Promise<string> {
  count += 1
  const slug = `flow-${count}`
  await addSampleRelease(server.world, server.workspaceId, manifestOf(textOf(slug)).manifest)
  await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.updateTable('workflows').set({ rollout_percent: 80 }).where('slug', '=', slug).execute(),
  )
  await putInStage(server.world, server.workspaceId, slug, 'launch')
  if (filled) await fill(slug)
  return slug
}

async function fill(slug: string, holders: { [duty: string]: TestPerson | null } = {}) {
  await server.giveDuties(slug, { 'change-owner': bea, 'daily-care': olu, 'business-owner': nia, ...holders })
}

function propose(slug: string, wish: object, as: TestPerson | TestKey = bea): Promise<TestAnswer> {
  return server.request('POST', `${at(slug)}/changes`, { as, body: { pace: PACE, ...wish } })
}

async function proposed(slug: string, edits: Edits, as: TestPerson | TestKey = bea): Promise<Body> {
  const answer = await propose(slug, { manifest: textOf(slug, edits) }, as)
  expect(answer).toMatchObject({ status: 201, body: { created: true } })
  return answer.body.change
}

function act(change: Body, name: string, as: TestPerson | TestKey, body: object = {}): Promise<TestAnswer> {
  return server.request('POST', `${at(change.workflow)}/changes/${change.id}/${name}`, { as, body })
}
const approve = (change: Body, as: TestPerson) => act(change, 'approve', as, { contentHash: change.contentHash })
const start = (change: Body, as: TestPerson = bea) => act(change, 'start', as, { contentHash: change.contentHash })
const read = async (change: Body, as: TestPerson = bea): Promise<Body> =>
  (await server.request('GET', `${at(change.workflow)}/changes/${change.id}`, { as })).body
const gate = async (slug: string): Promise<Body> =>
  (await server.request('GET', `${at(slug)}/gate`, { as: server.key })).body
const workflow = async (slug: string): Promise<Body> =>
  (await server.request('GET', at(slug), { as: server.viewer })).body

/** A wording change that is approved; its first step begins with `start`. */
async function approved(slug: string, edits: Edits = PROMPT): Promise<Body> {
  const change = await proposed(slug, edits)
  const word = await approve(change, olu)
  const body = word.body.state === 'approved' ? word.body : (await approve(change, nia)).body
  expect(body).toMatchObject({ state: 'approved', startRefusal: null })
  return body
}

async function running(slug: string, edits: Edits = PROMPT): Promise<Body> {
  const answer = await start(await approved(slug, edits))
  expect(answer).toMatchObject({ status: 200, body: { state: 'rolling-out' } })
  return answer.body
}

let units = 0
/** Runs of a release as a host sends them, at this instant. */
async function sendRuns(change: Body, n: number, more: object = {}): Promise<string[]> {
  const records = Array.from({ length: n }, () => {
    units += 1
    return sampleRun(clock.now(), {
      workflow: change.workflow,
      release: change.release?.hash ?? null,
      unitKey: `unit-${units}`,
      ...more,
    })
  })
  const answer = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
  expect(answer.body).toMatchObject({ accepted: n, rejected: [] })
  return records.map(({ id }) => id)
}
const failed = {
  status: 'failed',
  failureClass: 'error',
  failureMessage: 'no answer',
  route: 'human',
  reasonCode: 'call-failed',
}

function changesWorld(more: Partial<ChangesNeeds> = {}): ChangesWorld {
  return { world: server.world, needs: { ...NEEDS, ...more }, gates: createCompiledGates() }
}
const sweep = (more: Partial<ChangesNeeds> = {}) => sweepChanges(changesWorld(more))
const actorOf = ({ id, name, role }: TestPerson): Actor => ({ kind: 'person', id, name, role })
const onChange = (change: Body, as: TestPerson) => ({
  workspaceId: server.workspaceId,
  actor: actorOf(as),
  slug: change.workflow as string,
  id: change.id as string,
})

describe('proposing', () => {
  test('S257 S283 a manifest makes a change with its diff; nothing runs by it, and the same content changes nothing', async () => {
    const slug = await liveWorkflow()
    const before = await gate(slug)
    const change = await proposed(slug, PROMPT)
    expect(change).toMatchObject({
      title: 'Release 2026-11-21',
      state: 'proposed',
      changeClass: 'wording',
      changeType: 'prompt-update',
      touches: ['release', 'prompt'],
      base: { release: { name: '2026-11-20' } },
      diff: [{ label: 'Name of the release' }, { label: 'Prompt "draft"', form: 'text' }],
    })
    expect(await gate(slug)).toEqual(before)
    expect(await propose(slug, { manifest: textOf(slug, PROMPT) })).toMatchObject({
      body: { created: false, change: { id: change.id } },
    })
    expect(await propose(slug, { manifest: textOf(slug) })).toMatchObject({
      status: 201,
      body: { created: false, change: null, message: 'This release runs already; nothing changes.' },
    })
    const { body } = await server.request('GET', `${at(slug)}/changes`, { as: server.viewer })
    expect(body.items).toHaveLength(1)
  })

  test('a builder’s key may propose, and neither approve nor start', async () => {
    const slug = await liveWorkflow()
    const key = await server.addKey(['workflows:write'])
    const change = await proposed(slug, PROMPT, key)
    expect(change.proposedBy.name).toMatch(/^key for/)
    for (const name of ['approve', 'start']) {
      expect(await act(change, name, key, { contentHash: change.contentHash })).toMatchObject({ status: 403 })
    }
    // The key is nobody: builder and operator both say their word.
    expect((await approve(change, olu)).body).toMatchObject({ state: 'proposed' })
    expect((await approve(change, bea)).body).toMatchObject({ state: 'approved' })
  })

  test('what is wrong with a proposal is said in words', async () => {
    const slug = await liveWorkflow()
    expect(await propose(slug, {})).toMatchObject({ status: 422, body: { code: 'one-thing' } })
    expect(await propose(slug, { manifest: textOf('another') })).toMatchObject({
      status: 422,
      body: { code: 'another-workflow' },
    })
    expect(await propose(slug, { manifest: 'x: [' })).toMatchObject({ status: 422, body: { code: 'manifest-invalid' } })
    expect(await propose(slug, { release: 'f'.repeat(64) })).toMatchObject({ status: 404 })
    expect(await propose(slug, { rolloutPercent: 5.001 })).toMatchObject({
      status: 422,
      body: { code: 'rollout-too-fine' },
    })
  })
})

describe('who approves', () => {
  test('S245 who approves what is always answered by name, and "nobody" where a duty is empty', async () => {
    const slug = await liveWorkflow(false)
    const ask = async () => (await server.request('GET', `${at(slug)}/approvers`, { as: server.viewer })).body
    const wording = (body: Body) => body.classes.find((each: Body) => each.changeClass === 'wording')
    expect(wording(await ask()).sentence).toBe('nobody (Change owner) and nobody (Daily care).')
    await fill(slug)
    expect(wording(await ask())).toMatchObject({
      sentence: 'Bea Builder (Change owner) and Olu Operator (Daily care).',
      approvers: [{ person: { id: bea.id } }, { person: { id: olu.id } }],
    })
  })

  test('S273 a prompt alone is approved by builder and operator', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, PROMPT)
    expect(change.approvals.map((each: Body) => [each.dutyName, each.person.name, each.state])).toEqual([
      ['Change owner', 'Bea Builder', 'proposed-it'],
      ['Daily care', 'Olu Operator', 'needed'],
    ])
    expect(await approve(change, nia)).toMatchObject({
      status: 403,
      body: { mend: 'Ask Bea Builder or Olu Operator.' },
    })
    expect((await approve(change, olu)).body).toMatchObject({ state: 'approved' })
  })

  test('S274 another model also needs the business owner', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, MODEL)
    expect(change).toMatchObject({ changeClass: 'substantial', changeType: 'model-swap' })
    expect((await approve(change, olu)).body).toMatchObject({
      state: 'proposed',
      waitsFor: 'An approval is missing: Business owner.',
      waitsForPeople: [{ id: nia.id }],
    })
    expect((await approve(change, nia)).body).toMatchObject({ state: 'approved' })
  })

  test('a duty that nobody holds can’t approve, and the change says so', async () => {
    const slug = await liveWorkflow(false)
    await fill(slug, { 'daily-care': null })
    const change = await proposed(slug, PROMPT)
    expect(change.waitsFor).toBe('Nobody holds "Daily care": give it to somebody first.')
    expect(await start(change)).toMatchObject({ status: 409, body: { code: 'change-not-approved' } })
  })

  test('approvals bind to the content: an edit voids them, and an approval of an older content is refused', async () => {
    const slug = await liveWorkflow()
    const change = await approved(slug)
    const edited = await act(change, 'edit', bea, {
      manifest: textOf(slug, [...PROMPT, ['qaSample: 10', 'qaSample: 20']]),
    })
    expect(edited.body).toMatchObject({ state: 'proposed', changeClass: 'substantial' })
    expect(edited.body.approvals[1]).toMatchObject({ state: 'void', why: expect.stringContaining('edited since') })
    expect(await approve(change, olu)).toMatchObject({ status: 409, body: { code: 'content-moved' } })
    expect(await start(change)).toMatchObject({ status: 409 })
  })

  test('approvals run out after 14 days, and an approved change that nobody started ends with them', async () => {
    const slug = await liveWorkflow()
    const change = await approved(slug)
    clock.advance(14 * DAY - 1)
    await sweep()
    expect((await read(change)).state).toBe('approved')
    clock.advance(1)
    expect(await start(change)).toMatchObject({ status: 409, body: { code: 'change-not-approved' } })
    await sweep()
    expect(await read(change)).toMatchObject({ state: 'expired', endReason: expect.stringContaining('run out') })
  })

  test('an approval counts as long as its giver holds the duty', async () => {
    const slug = await liveWorkflow()
    const change = await approved(slug)
    await fill(slug, { 'daily-care': nia, 'business-owner': null })
    expect(await start(change)).toMatchObject({ status: 409, body: { code: 'change-not-approved' } })
    await sweep()
    expect(await read(change)).toMatchObject({ state: 'proposed', waitsForPeople: [{ id: nia.id }] })
  })

  test('S332 "not yet" holds a change until the same person lifts it', async () => {
    const slug = await liveWorkflow()
    const change = await approved(slug)
    const held = await act(change, 'not-yet', olu, { reason: 'Wait for the week’s end.' })
    expect(held.body).toMatchObject({
      state: 'proposed',
      waitsFor: 'Olu Operator said "not yet": Wait for the week’s end.',
    })
    expect(await start(change)).toMatchObject({ status: 409, body: { code: 'change-not-approved' } })
    expect(await act(change, 'lift', bea)).toMatchObject({ status: 403, body: { mend: 'Ask Olu Operator.' } })
    expect((await act(change, 'lift', olu)).body).toMatchObject({ state: 'approved' })
    expect(await act(change, 'not-yet', server.viewer, { reason: 'x' })).toMatchObject({ status: 403 })
    // The business owner isn't asked about wording, and her word holds all the same.
    expect((await act(change, 'not-yet', nia, { reason: 'Ask legal first.' })).body).toMatchObject({
      state: 'proposed',
    })
    for (const other of [bea, olu]) expect(await act(change, 'lift', other)).toMatchObject({ status: 403 })
    // Of somebody who no longer holds her duty, whoever holds it now lifts it.
    await fill(slug, { 'business-owner': olu })
    expect((await act(change, 'lift', olu)).body).toMatchObject({ state: 'approved' })
  })

  test('a change whose base is no longer live needs to be compared and approved again', async () => {
    const slug = await liveWorkflow()
    const [first, second] = [await approved(slug), await approved(slug, MODEL)]
    expect(await start(first)).toMatchObject({ status: 200 })
    expect(await start(second)).toMatchObject({ status: 409, body: { code: 'another-rolls-out' } })
    await goLive(first)
    expect(await start(second)).toMatchObject({
      status: 409,
      body: { code: 'change-not-approved', detail: expect.stringContaining('Another release has gone live') },
    })
    const rebased = await act(second, 'edit', bea)
    expect(rebased.body).toMatchObject({
      state: 'proposed',
      baseIsLive: true,
      base: { release: { name: '2026-11-21' } },
    })
    expect(rebased.body.touches).toContain('prompt')
  })
})

/** Takes a change through all its steps on enough good runs. */
async function goLive(change: Body): Promise<Body> {
  for (let step = 0; step < change.steps.length; step++) {
    await sendRuns(change, 40)
    clock.advance(DAY)
    await sweep()
  }
  const now = await read(change)
  expect(now).toMatchObject({ state: 'live', runsNow: true })
  return now
}

describe('rolling out', () => {
  test('S145 units meet a new release in steps from 20 %, sticky and monotone, while the other goes on', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    expect(change.steps.map((each: Body) => [each.percent, each.state])).toEqual([
      [20, 'now'],
      [90, 'ahead'],
      [95, 'ahead'],
      [100, 'ahead'],
    ])
    const state = await gate(slug)
    expect(state).toMatchObject({
      release: { name: '2026-11-20' },
      rolloutPercent: 80,
      candidate: { name: '2026-11-21', percent: 20 },
    })
    const keys = Array.from({ length: 2_000 }, (_, index) => `unit ${index}`)
    const meets = (percent: number) =>
      keys.filter((key) => meetsCandidate(slug, key, { hash: state.candidate.hash, percent }))
    expect(meets(20).length / keys.length).toBeCloseTo(0.2, 1)
    expect(meets(90)).toEqual(expect.arrayContaining(meets(20)))
    await goLive(change)
    expect(await gate(slug)).toMatchObject({ release: { name: '2026-11-21' }, rolloutPercent: 80, candidate: null })
    expect((await workflow(slug)).activeRelease.name).toBe('2026-11-21')
  })

  test('S255 other systems are told of each step that moved hosts, in the words of the ledger', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, PROMPT)
    for (const person of [olu, bea]) await approve(change, person)
    const told: LiveChange[] = []
    const wentLive: ChangesNeeds['wentLive'] = async (_trx, _world, _workspaceId, live) => void told.push(live)
    await startChange(changesWorld({ wentLive }), onChange(change, bea), change.contentHash)
    expect(told).toEqual([
      {
        id: change.id,
        workflow: { slug, name: expect.any(String) },
        sentence: `${bea.name} started "Release 2026-11-21" for 20 % of the units that the AI serves.`,
        at: server.world.clock.now(),
        link: `/workflows/${slug}/changes/${change.id}`,
      },
    ])
    // The words of a person who holds it move no host.
    await holdChange(changesWorld({ wentLive }), onChange(change, bea), 'a look first')
    expect(told).toHaveLength(1)
  })

  test('a step waits for its time, its units and its conditions: what is missing or inconclusive holds', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    const waits = async () => {
      await sweep()
      const now = await read(change)
      return [now.percent, now.waitsFor]
    }
    expect(await waits()).toEqual([20, 'Each step lasts at least 24 hours.'])
    clock.advance(DAY)
    expect(await waits()).toEqual([20, 'Not enough yet: 0 of 30 units have met this step.'])
    await sendRuns(change, 30)
    clock.advance(1)
    expect(await waits()).toEqual([20, expect.stringContaining('AI calls that fail: 0 %, between 0 % and 11.4 %')])
    expect(await act(change, 'step', bea)).toMatchObject({ status: 409, body: { code: 'step-conditions' } })
    await sendRuns(change, 10)
    clock.advance(1)
    expect((await waits())[0]).toBe(90)
    // The next step counts its own units alone.
    expect((await waits())[1]).toBe('Each step lasts at least 24 hours.')
    expect((await read(change)).met).toBe(0)
  })

  test('a breach rolls back by itself, once, whoever looks and however often', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    await sendRuns(change, 20, failed)
    await sendRuns(change, 20)
    clock.advance(1)
    await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    const after = await read(change)
    expect(after).toMatchObject({
      state: 'rolled-back',
      endReason: expect.stringContaining('AI calls that fail: 50 %'),
      events: [{ act: 'change-rolled-back', by: { kind: 'rule', name: 'The rollout rule' } }, {}, {}, {}],
    })
    expect(await gate(slug)).toMatchObject({ release: { name: '2026-11-20' }, candidate: null })
  })

  test('a written target that the step misses rolls back, one that it can’t judge yet holds', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    const target: Target = { measure: 'kept-share', bound: 'at-least', value: 80, setBy: nia.id, setAt: clock.now() }
    const targetsOf = async () => [target]
    const ids = await sendRuns(change, 40)
    clock.advance(DAY)
    await sweep({ targetsOf })
    expect(await read(change)).toMatchObject({ state: 'rolling-out', percent: 20 })
    const decisions = ids.map((runId) => ({
      id: server.world.newId(),
      workflow: slug,
      unitKey: 'u',
      runId,
      kind: 'overridden',
      by: 'Kim',
      decidedAt: clock.now().toISOString(),
    }))
    await server.request('POST', '/api/v1/decisions', { as: server.key, body: { decisions } })
    await sweep({ targetsOf })
    expect(await read(change)).toMatchObject({
      state: 'rolled-back',
      endReason: expect.stringContaining('Drafts kept as they are: 0 %'),
    })
  })

  test('somebody may hold a rollout and let it go on; a breach is undone all the same', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    expect((await act(change, 'hold', nia, { reason: 'Month end' })).body).toMatchObject({
      held: { by: { name: 'Nia Owner' }, reason: 'Month end' },
      waitsFor: 'Nia Owner holds it here: Month end',
    })
    await sendRuns(change, 40)
    clock.advance(DAY)
    await sweep()
    expect((await read(change)).percent).toBe(20)
    expect(await act(change, 'step', bea)).toMatchObject({ status: 409, body: { code: 'step-held' } })
    expect((await act(change, 'resume', olu)).body).toMatchObject({ held: null })
    expect((await act(change, 'step', bea)).body).toMatchObject({ percent: 90 })
    await act(change, 'hold', olu, { reason: 'Again' })
    await sendRuns(change, 40, failed)
    clock.advance(1)
    await sweep()
    expect((await read(change)).state).toBe('rolled-back')
  })

  test('a rollback is one act of operator, builder, business owner or admin, and hosts see it in the gate’s state', async () => {
    for (const who of [olu, bea, nia, server.admin]) {
      const slug = await liveWorkflow()
      const change = await running(slug)
      expect(await act(change, 'rollback', server.viewer, { reason: 'x' })).toMatchObject({ status: 403 })
      const back = await act(change, 'rollback', who, { reason: 'Wrong promises' })
      expect(back.body).toMatchObject({ state: 'rolled-back', endReason: 'Wrong promises' })
      expect(await gate(slug)).toMatchObject({ release: { name: '2026-11-20' }, candidate: null })
    }
  })

  test('S256 the four types of change are told apart, and going back is one of them', async () => {
    const slug = await liveWorkflow()
    const types: string[] = []
    for (const edits of [[NAMED('edit'), ['qaSample: 10', 'qaSample: 12']], PROMPT, MODEL] as Edits[]) {
      types.push((await proposed(slug, edits)).changeType)
    }
    const first = await goLive(await running(slug, [NAMED('first'), NEW_PROMPT, ['attempts: 3', 'attempts: 2']]))
    const second = await goLive(await running(slug, [NAMED('second'), NEW_PROMPT, ['attempts: 3', 'attempts: 4']]))
    // What ran before comes back by one act, or by a change of its own.
    expect((await act(second, 'rollback', olu, { reason: 'Slow' })).body.state).toBe('rolled-back')
    expect(await gate(slug)).toMatchObject({ release: { name: 'first' } })
    expect(await read(first)).toMatchObject({ runsNow: true })
    const again = await propose(slug, { release: second.release.hash })
    types.push(again.body.change.changeType)
    expect(types).toEqual(['edit', 'prompt-update', 'model-swap', 'rollback'])
  })

  test('a first release begins with at most 20 % of all units; rolled back, none runs', async () => {
    count += 1
    const slug = `flow-${count}`
    const change = (await propose(slug, { manifest: textOf(slug) }, bea)).body.change
    expect(change).toMatchObject({ changeClass: 'first', waitsFor: expect.stringContaining('Nobody holds') })
    await fill(slug)
    await approve(change, olu)
    await approve(change, nia)
    expect(await start(change)).toMatchObject({
      status: 409,
      body: {
        code: 'stage-refuses',
        detail: expect.stringContaining('The stage "design" lets the AI see at most 0 %'),
      },
    })
    await putInStage(server.world, server.workspaceId, slug, 'pilot')
    expect((await start(change)).body).toMatchObject({ state: 'rolling-out', percent: 20 })
    expect(await gate(slug)).toMatchObject({ release: { name: '2026-11-20' }, rolloutPercent: 20 })
    await act(change, 'rollback', bea, { reason: 'Too early' })
    expect(await gate(slug)).toMatchObject({ release: null, rolloutPercent: 0 })
  })

  test('more units come in steps that double, fewer at once', async () => {
    const slug = await liveWorkflow()
    const less = (await propose(slug, { rolloutPercent: 10 })).body.change
    expect(less).toMatchObject({ changeClass: 'wording', title: '80 % to 10 % of the units' })
    await approve(less, olu)
    expect((await start(less)).body).toMatchObject({ state: 'live' })
    expect(await gate(slug)).toMatchObject({ rolloutPercent: 10 })
    const more = (await propose(slug, { rolloutPercent: 50 })).body.change
    expect(more).toMatchObject({ changeClass: 'substantial' })
    expect(more.steps.map((each: Body) => each.percent)).toEqual([20, 40, 50])
    await approve(more, olu)
    await approve(more, nia)
    await start(more)
    expect(await gate(slug)).toMatchObject({ rolloutPercent: 20 })
    await act(more, 'rollback', olu, { reason: 'Too many' })
    expect(await gate(slug)).toMatchObject({ rolloutPercent: 10 })
  })

  test('S152 S145 the stage’s share of units bounds what may be asked for and what may start', async () => {
    const slug = await liveWorkflow()
    const stageOf = async () => ({ stage: 'pilot' as const, rolloutAtMost: 20 })
    await expect(
      proposeChange(
        changesWorld({ stageOf }),
        { workspaceId: server.workspaceId, actor: actorOf(bea), slug },
        { rolloutPercent: 90 },
      ),
    ).rejects.toMatchObject({ status: 409, code: 'stage-refuses', message: expect.stringContaining('"pilot"') })
    const more = (await propose(slug, { rolloutPercent: 90 })).body.change
    await approve(more, olu)
    const ready = (await approve(more, nia)).body
    expect(ready.state).toBe('approved')
    await expect(startChange(changesWorld({ stageOf }), onChange(ready, bea), ready.contentHash)).rejects.toMatchObject(
      { code: 'stage-refuses' },
    )
    expect(await gate(slug)).toMatchObject({ rolloutPercent: 80 })
  })

  test('S282 S340 an accepted transfer freezes what runs: no start, no step; rolling back stays possible', async () => {
    const slug = await liveWorkflow()
    const until = new Date(clock.now().getTime() + 5 * DAY)
    const freezeOf = async () => ({ until, why: 'The transfer is accepted for 25 Nov 2026: nothing moves before it.' })
    const change = await approved(slug)
    await expect(
      startChange(changesWorld({ freezeOf }), onChange(change, bea), change.contentHash),
    ).rejects.toMatchObject({ status: 409, code: 'frozen', message: expect.stringContaining('nothing moves') })
    await start(change)
    await sendRuns(change, 40)
    clock.advance(DAY)
    await sweep({ freezeOf })
    expect(await read(change)).toMatchObject({ percent: 20, waitsFor: expect.stringContaining('nothing moves') })
    const back = await rollBackChange(changesWorld({ freezeOf }), onChange(change, olu), 'Not now')
    expect(back.state).toBe('rolled-back')
    const facts = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const row = await trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
      return changeFacts(trx, server.workspaceId, row.id)
    })
    expect(facts).toMatchObject([
      { state: 'rolled-back', touches: ['release', 'prompt'], proposedBy: bea.id, liveAt: expect.any(Date) },
    ])
  })

  test('S194 S195 what it is for grows only after 90 stable days in operation, and warns before twelve months', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, [
      NAMED('wider'),
      ['A ticket arrives in the billing queue', 'A ticket arrives anywhere'],
    ])
    expect(change).toMatchObject({ changeClass: 'expansion' })
    await approve(change, olu)
    const ready = (await approve(change, nia)).body
    const target: Target = { measure: 'failure-share', bound: 'at-most', value: 5, setBy: nia.id, setAt: clock.now() }
    const entered = clock.now()
    const stageOf = async () => ({ stage: 'operation' as const, rolloutAtMost: 100, since: entered })
    const targetsOf = async () => [target]
    const tryIt = () => startChange(changesWorld({ stageOf, targetsOf }), onChange(ready, bea), ready.contentHash)
    await expect(tryIt()).rejects.toMatchObject({ code: 'scope-held', message: expect.stringContaining('0 of 90') })
    clock.advance(90 * DAY)
    await sendRuns(change, 200)
    // Its approvals have run out by now.
    await approve(ready, olu)
    await approve(ready, nia)
    expect(await tryIt()).toMatchObject({ state: 'rolling-out' })
  })
})

describe('what it did', () => {
  test('S255 a step in token cost is laid at the prompt change before it', async () => {
    const slug = await liveWorkflow()
    const live = { workflow: slug, release: { hash: manifestOf(textOf(slug)).hash } }
    const spread = (base: number) => ({
      costAmount: base.toFixed(6),
      inputTokens: Math.round(base * 1e6),
      outputTokens: 50,
    })
    for (let i = 0; i < 40; i++) await sendRuns(live, 1, spread(0.0005 + (i % 5) * 0.00001))
    clock.advance(HOUR)
    const change = await running(slug)
    const effect = async () =>
      (await server.request('GET', `${at(slug)}/changes/${change.id}/effect`, { as: olu })).body
    for (let i = 0; i < 12; i++) await sendRuns(change, 1, spread(0.0009 + (i % 5) * 0.00001))
    const of = (body: Body, measure: string) => body.measures.find((each: Body) => each.measure === measure)
    expect(of(await effect(), 'cost-per-run')).toMatchObject({
      verdict: 'unknown',
      after: { kind: 'insufficient', n: 12, needed: 30 },
      sentence: expect.stringContaining('not enough yet (12 of 30)'),
    })
    for (let i = 0; i < 30; i++) await sendRuns(change, 1, spread(0.0009 + (i % 5) * 0.00001))
    const after = await effect()
    expect(of(after, 'cost-per-run')).toMatchObject({ verdict: 'worse', before: { n: 40 }, after: { n: 42 } })
    expect(of(after, 'tokens-per-run')).toMatchObject({ verdict: 'worse' })
    expect(of(after, 'failure-share')).toMatchObject({ verdict: 'no-clear-difference' })
    expect(after).toMatchObject({ before: { release: '2026-11-20' }, after: { release: '2026-11-21' } })
    expect(after.sentence).toMatch(
      /^Worse since this change, beyond chance: cost of an AI call \(0\.00052 to 0\.0009\d*\) and tokens/,
    )
  })
})

describe('as a shadow', () => {
  test('S249 a proposed release runs as a shadow beside the frozen one, and is in no figure and no case', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, MODEL)
    expect(await act(change, 'shadow', nia, { percent: 10 })).toMatchObject({ status: 403 })
    const shadow = await act(change, 'shadow', bea, { percent: 10 })
    expect(shadow.body).toMatchObject({ state: 'proposed', shadow: { percent: 10, n: 0 } })
    expect(await gate(slug)).toMatchObject({
      release: { name: '2026-11-20' },
      candidate: null,
      shadow: { change: change.id, name: '2026-11-22', percent: 10 },
    })
    const other = await proposed(slug, PROMPT)
    expect(await act(other, 'shadow', bea, { percent: 5 })).toMatchObject({
      status: 409,
      body: { code: 'another-shadow' },
    })
    const record = (index: number) => ({
      id: server.world.newId(),
      workflow: slug,
      change: change.id,
      runId: server.world.newId(),
      unitKey: `u${index}`,
      at: clock.now().toISOString(),
      liveRoute: 'automatic',
      route: index % 4 === 0 ? 'review' : 'automatic',
      reasonCode: 'clear',
      reasonMessage: 'It names money.',
      called: true,
      sameOutput: index % 2 === 0,
      latencyMs: 12,
    })
    const send = (records: object[]) =>
      server.request('POST', '/api/v1/shadow-runs', { as: server.key, body: { records } })
    const shadowSpend = async () =>
      (await server.request('GET', `${at(slug)}/spend`, { as: server.viewer })).body.shadows
    const twelve = Array.from({ length: 12 }, (_, index) => record(index))
    expect((await send(twelve)).body).toEqual({ accepted: 12 })
    expect((await send(twelve)).body).toEqual({ accepted: 0 })
    expect((await send([{ ...record(1), change: server.world.newId() }])).body).toEqual({ accepted: 0 })
    expect(await shadowSpend()).toEqual({ recorded: '0', n: 12, unpriced: 12 })
    expect((await read(change)).shadow).toMatchObject({
      n: 12,
      share: null,
      sentence: 'Not enough yet: 12 of 30 units have met it as a shadow.',
    })
    await send(Array.from({ length: 28 }, (_, index) => record(index)))
    expect((await read(change)).shadow).toMatchObject({
      n: 40,
      differing: 10,
      sameOutput: 20,
      pairs: [{ n: 30 }, { live: 'automatic', shadow: 'review', n: 10 }],
      sentence: expect.stringContaining('10 would have taken another route: 25 %'),
    })
    const paid = { ...record(40), costAmount: '0.02', costCurrency: 'USD' }
    await send([paid, { ...record(41), costAmount: '0.5', costCurrency: 'EUR' }, { ...record(42), called: false }])
    await send([paid])
    expect(await shadowSpend()).toEqual({ recorded: '0.02', n: 42, unpriced: 40 })
    const spend = await server.request('GET', `${at(slug)}/spend`, { as: server.viewer })
    expect(spend.body).toMatchObject({ monthSoFar: { recorded: '0.02', counted: '0.02' }, runs: { called: 0 } })
    expect(spend.body.sentence).toContain('0.020 of it by shadows')
    expect((await workflow(slug)).last24h).toMatchObject({ automatic: 0, review: 0 })
    expect((await server.request('GET', `/api/v1/runs?workflow=${slug}`, { as: bea })).body.items).toEqual([])
    // What is withdrawn is no shadow any more.
    await act(change, 'withdraw', bea, { reason: 'Too dear' })
    expect(await gate(slug)).toMatchObject({ shadow: null })
    expect((await read(change)).shadow).toMatchObject({ percent: 0, n: 43 })
  })
})

describe('at once', () => {
  test('two changes of one workflow never race: of ten starts one runs, and no word is lost', async () => {
    const slug = await liveWorkflow()
    const changes: Body[] = []
    for (let i = 0; i < 5; i++)
      changes.push(await proposed(slug, [NAMED(`r-${i}`), NEW_PROMPT, ['qaSample: 10', `qaSample: ${11 + i}`]]))
    const words = await Promise.all(changes.flatMap((change) => [approve(change, olu), approve(change, nia)]))
    expect(words.map(({ status }) => status)).toEqual(words.map(() => 200))
    const starts = await Promise.all(changes.flatMap((change) => [start(change), start(change, olu)]))
    expect(starts.filter(({ status }) => status === 200)).toHaveLength(1)
    const states = await Promise.all(changes.map(async (change) => (await read(change)).state))
    expect(states.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'approved',
      'approved',
      'approved',
      'approved',
      'rolling-out',
    ])
    const going = changes[states.indexOf('rolling-out')]
    const ends = await Promise.all([
      ...Array.from({ length: 5 }, () => act(going, 'rollback', olu, { reason: 'Stop' })),
      sweep(),
      sweep(),
    ])
    expect(ends.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ status: 200 })))
    const { events } = await read(going)
    expect(events.filter((each: Body) => each.act === 'change-rolled-back')).toHaveLength(1)
    expect(await gate(slug)).toMatchObject({ release: { name: '2026-11-20' }, candidate: null })
  })

  test('a server that dies in the middle of a step leaves nothing of it, and the next look does it once', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    await sendRuns(change, 40)
    clock.advance(DAY)
    const dying = {
      ...server.world,
      newId: () => {
        throw new Error('killed')
      },
    }
    await sweepChanges({ ...changesWorld(), world: dying })
    expect(await gate(slug)).toMatchObject({ candidate: { percent: 20 } })
    expect(await read(change)).toMatchObject({ percent: 20 })
    await Promise.all([sweep(), sweep()])
    expect(await gate(slug)).toMatchObject({ candidate: { percent: 90 } })
    const { events } = await read(change)
    expect(events.filter((each: Body) => each.act === 'change-stepped')).toHaveLength(1)
  })

  test('what waits for me lists the changes that I can bring on, and nobody else’s', async () => {
    const slug = await liveWorkflow()
    const change = await proposed(slug, PROMPT)
    const waiting = async (as: TestPerson | TestKey) =>
      (await server.request('GET', '/api/v1/changes/waiting', { as })).body.items.map((each: Body) => each.id)
    expect(await waiting(olu)).toContain(change.id)
    expect(await waiting(nia)).not.toContain(change.id)
    expect(await waiting(server.key)).toEqual([])
    await approve(change, olu)
    expect(await waiting(bea)).toContain(change.id)
  })

  test('S239 what changed today is answerable: every act is in the ledger with its change', async () => {
    const slug = await liveWorkflow()
    const change = await running(slug)
    await act(change, 'rollback', olu, { reason: 'Enough' })
    const { body } = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}`, { as: server.admin })
    expect(body.items.slice(0, 5).map((entry: Body) => [entry.act, entry.actor.name])).toEqual([
      ['change-rolled-back', 'Olu Operator'],
      ['change-started', 'Bea Builder'],
      ['change-approved', 'Olu Operator'],
      ['change-proposed', 'Bea Builder'],
      ['release-added', 'Bea Builder'],
    ])
    expect(body.items[0].details.change).toBe(change.id)
  })
})
