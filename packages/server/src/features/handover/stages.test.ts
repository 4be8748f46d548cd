import { addSampleRelease, bootServer, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-02T09:00:00.000Z'))
const DAY = 86_400_000
let server: TestServer
/** Answers for the outcome. */
let bo: TestPerson
/** Changes it. */
let cleo: TestPerson
/** Holds no duty. */
let nils: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  bo = await server.addPerson('Bo Brandt', 'member')
  cleo = await server.addPerson('Cleo Costa', 'member')
  nils = await server.addPerson('Nils Noack', 'member')
})
afterAll(() => server.close())

let count = 0
async function workflow(): Promise<string> {
  count += 1
  const slug = `flow-${count}`
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: `Flow ${count}` }))
  await server.giveDuties(slug, { 'business-owner': bo, 'change-owner': cleo })
  return slug
}
const at = (slug: string) => `/api/v1/workflows/${slug}`
const post = (slug: string, path: string, body: unknown, as: TestPerson = bo) =>
  server.request('POST', `${at(slug)}${path}`, { as, body })
const status = async (slug: string, as: TestPerson = bo) =>
  (await server.request('GET', `${at(slug)}/handover`, { as })).body
const history = async (slug: string) =>
  (await server.request('GET', `${at(slug)}/handover/history`, { as: bo })).body.items
const advance = (slug: string, from: string, as: TestPerson = bo) => post(slug, '/handover/advance', { from }, as)
const waive = (slug: string, criterion: string, as: TestPerson = bo, days = 30) =>
  post(
    slug,
    '/waivers',
    {
      criterion,
      reason: 'Agreed with the board.',
      expiresAt: new Date(clock.now().getTime() + days * DAY).toISOString(),
    },
    as,
  )
/** Lets everything that is open in the present stage pass, by the business owner's waivers. */
async function waiveAll(slug: string): Promise<void> {
  const { stages, stage } = await status(slug)
  const present = stages.find(({ id }: { id: string }) => id === stage)
  for (const { id, verdict, waiver } of present.criteria) {
    if (verdict !== 'met' && waiver === null) expect((await waive(slug, id)).status).toBe(201)
  }
}
/** Units are served, as they are where a workflow ran before its handover began. */
const serveHalf = (slug: string) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.updateTable('workflows').set({ rollout_percent: 50 }).where('slug', '=', slug).execute(),
  )
const BUDGET = {
  currency: 'EUR',
  committedValue: '60000',
  basedOn: 0,
  lines: [
    { line: 'prototype', planned: '9000', actual: '8500', why: 'six weeks of one builder' },
    { line: 'transition', planned: '14000', actual: null, why: 'integration and training' },
    { line: 'operation', planned: '12000', actual: null, why: 'model and daily care' },
    { line: 'maintenance', planned: '6000', actual: null, why: 'a day a month' },
  ],
}

describe('stages', () => {
  test('S005 S106 a workflow has its handover from its registration on: one record from design to operation', async () => {
    const slug = await workflow()
    const { stage, state, stages, startedAt, playbook } = await status(slug)
    expect({ stage, state, playbook }).toEqual({
      stage: 'design',
      state: 'going',
      playbook: { id: 'lean', name: 'Lean' },
    })
    expect(startedAt).toBe(clock.now().toISOString())
    expect(stages.map((each: { id: string; state: string }) => [each.id, each.state])).toEqual([
      ['design', 'present'],
      ['pilot', 'ahead'],
      ['readiness', 'ahead'],
      ['transfer', 'ahead'],
      ['launch', 'ahead'],
      ['operation', 'ahead'],
    ])
  })

  test('S062 S081 S096 S122 no pilot without a named operator and a budget: held, with what is missing and whose it is', async () => {
    const slug = await workflow()
    const held = await advance(slug, 'design')
    expect(held).toMatchObject({ status: 409, body: { code: 'criteria-open' } })
    expect(held.body.detail).toContain('Cannot leave stage “design”')
    expect(held.body.detail).toContain('Somebody will run it, by name; The value carries the whole cost')
    expect((await status(slug)).stage).toBe('design')
    expect((await status(slug)).next).toMatchObject({
      kind: 'criterion',
      mine: true,
      who: [{ person: { name: 'Bo Brandt' } }],
    })
    expect((await status(slug, cleo)).next).toMatchObject({ kind: 'criterion', mine: false })
    expect(await history(slug)).toEqual([])
  })

  test('S096 a budget that its case does not carry holds the pilot; one that it carries does not', async () => {
    const slug = await workflow()
    const budget = async () =>
      (await status(slug)).stages[0].criteria.find(({ id }: { id: string }) => id === 'lifecycle-budget')
    expect((await budget()).verdict).toBe('unknown')
    await post(slug, '/money', { ...BUDGET, committedValue: '20000' })
    expect(await budget()).toMatchObject({ verdict: 'unmet', gate: 'hard' })
    await post(slug, '/money', { ...BUDGET, basedOn: 1 })
    expect(await budget()).toMatchObject({ verdict: 'met', missing: [] })
  })

  test('a hard gate is not waived for the person who signed the waiver: somebody else asks', async () => {
    const slug = await workflow()
    await waiveAll(slug)
    const own = await advance(slug, 'design', bo)
    expect(own).toMatchObject({
      status: 409,
      body: { code: 'criteria-open', mend: expect.stringContaining('somebody else') },
    })
    const moved = await advance(slug, 'design', cleo)
    expect(moved).toMatchObject({ status: 200, body: { stage: 'pilot' } })
    const [move] = await history(slug)
    expect(move).toMatchObject({
      kind: 'advanced',
      from: 'design',
      to: 'pilot',
      by: { name: 'Cleo Costa' },
      playbook: 'lean',
    })
    expect(move.verdicts.map(({ waivedBy }: { waivedBy: string }) => waivedBy)).toEqual(['Bo Brandt', 'Bo Brandt'])
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}&limit=1`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'stage-entered', details: { from: 'design', to: 'pilot' } })
  })

  test('who may not: a viewer, a person without a duty here; and nobody skips a stage', async () => {
    const slug = await workflow()
    await waiveAll(slug)
    expect((await advance(slug, 'design', server.viewer)).body.code).toBe('not-permitted')
    expect(await advance(slug, 'design', nils)).toMatchObject({
      status: 403,
      body: { code: 'not-your-duty', detail: expect.stringContaining('the change owner (Cleo Costa)') },
    })
    expect(await advance(slug, 'pilot', cleo)).toMatchObject({ status: 409, body: { code: 'stage-moved' } })
    expect((await advance(slug, 'nowhere', cleo)).status).toBe(400)
  })

  test('of twenty who ask at once one enters the next stage, and the stage moves once', async () => {
    const slug = await workflow()
    await waiveAll(slug)
    const answers = await Promise.all(Array.from({ length: 20 }, () => advance(slug, 'design', cleo)))
    expect(answers.filter(({ status: code }) => code === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'stage-moved')).toHaveLength(19)
    expect((await status(slug)).stage).toBe('pilot')
    expect(await history(slug)).toHaveLength(1)
  })

  test('going back is an act with a reason, and takes the rollout down to what the stage allows', async () => {
    const slug = await workflow()
    await waiveAll(slug)
    await advance(slug, 'design', cleo)
    expect((await post(slug, '/handover/back', { to: 'pilot', reason: 'x' })).body.code).toBe('not-back')
    expect((await post(slug, '/handover/back', { to: 'design', reason: ' ' })).body.code).toBe('reason-missing')
    await serveHalf(slug)
    const back = await post(slug, '/handover/back', { to: 'design', reason: 'The budget fell through.' }, cleo)
    expect(back.body).toMatchObject({ stage: 'design', rolloutPercent: 0, rolloutAtMost: 0 })
    expect((await history(slug))[0]).toMatchObject({ kind: 'went-back', reason: 'The budget fell through.' })
  })

  test('on hold nothing advances until it is taken up again; retired is for good', async () => {
    const slug = await workflow()
    await waiveAll(slug)
    expect((await post(slug, '/handover/hold', { reason: 'Waits for the new team.' }, nils)).status).toBe(403)
    const hold = await post(slug, '/handover/hold', { reason: 'Waits for the new team.' })
    expect(hold.body).toMatchObject({
      state: 'on-hold',
      stopped: { reason: 'Waits for the new team.' },
      next: { kind: 'take-up' },
    })
    expect((await advance(slug, 'design', cleo)).body.code).toBe('handover-on-hold')
    expect((await post(slug, '/handover/take-up', { reason: 'They are here.' })).body).toMatchObject({
      state: 'going',
      stopped: null,
    })
    expect((await post(slug, '/handover/take-up', { reason: 'again' })).body.code).toBe('nothing-to-do')
    expect((await post(slug, '/handover/retire', { reason: 'Not worth it.' }, cleo)).status).toBe(403)
    expect((await post(slug, '/handover/retire', { reason: 'Not worth it.' })).body).toMatchObject({
      state: 'retired',
      rolloutAtMost: 0,
    })
    expect((await advance(slug, 'design', cleo)).body.code).toBe('handover-retired')
    expect((await post(slug, '/handover/take-up', { reason: 'after all' })).body.code).toBe('handover-retired')
  })

  test('S014 a workflow that serves units while nobody by name cares for it is an error state that the list shows', async () => {
    const slug = await workflow()
    await serveHalf(slug)
    const { items } = (await server.request('GET', '/api/v1/handovers', { as: bo })).body
    const item = items.find((each: { slug: string }) => each.slug === slug)
    expect(item).toMatchObject({ stage: 'design', dailyCare: null, businessOwner: { name: 'Bo Brandt' } })
    expect(item.limbo).toContain('nobody by name cares for it')
    expect(item.mine.map(({ criterion }: { criterion: string }) => criterion)).toContain('operator-named')
  })
})

test('no stage is ever entered with an unknown or unmet criterion and no waiver by another, over random sequences of acts', async () => {
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), by: fc.nat(2) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('waive' as const),
        which: fc.nat(20),
        by: fc.nat(2),
        days: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('waive-all' as const) }) },
    fc.record({ do: fc.constant('end-waiver' as const) }),
    fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant('money' as const), enough: fc.boolean() }),
    fc.record({ do: fc.constant('back' as const) }),
    fc.record({ do: fc.constant('hold' as const) }),
    fc.record({ do: fc.constant('take-up' as const) }),
    fc.record({ do: fc.constant('disagree' as const) }),
  )
  let entered = 0
  let refusals = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 15, maxLength: 30 }), async (acts) => {
      const slug = await workflow()
      const people = [bo, cleo, server.admin]
      for (const each of acts) {
        const before = await status(slug)
        const present = before.stages.find(({ id }: { id: string }) => id === before.stage)
        const by = people['by' in each ? each.by : 0] ?? bo
        switch (each.do) {
          case 'advance': {
            const open = present.criteria.filter(
              (criterion: { verdict: string; gate: string; waiver: { by: string } | null }) =>
                criterion.verdict !== 'met' &&
                (criterion.waiver === null || (criterion.gate === 'hard' && criterion.waiver.by === by.name)),
            )
            const answer = await advance(slug, before.stage, by)
            const may = before.state === 'going' && open.length === 0 && present.criteria.length > 0
            expect(answer.status).toBe(may ? 200 : 409)
            if (may) entered += 1
            else refusals += 1
            break
          }
          case 'waive': {
            const criterion = present.criteria[each.which % Math.max(1, present.criteria.length)]
            if (criterion !== undefined) await waive(slug, criterion.id, by, each.days)
            break
          }
          case 'waive-all':
            await waiveAll(slug)
            break
          case 'end-waiver':
            if (before.waivers[0]) await post(slug, `/waivers/${before.waivers[0].id}/end`, { reason: 'over' })
            break
          case 'wait':
            clock.advance(each.days * DAY)
            break
          case 'money': {
            const { version } = (await server.request('GET', `${at(slug)}/evidence`, { as: bo })).body.money
            const committedValue = each.enough ? '60000' : '10'
            await post(slug, '/money', { ...BUDGET, committedValue, basedOn: version })
            break
          }
          case 'back':
            if (before.stage !== 'design') await post(slug, '/handover/back', { to: 'design', reason: 'again' })
            break
          case 'hold':
            await post(slug, '/handover/hold', { reason: 'wait' })
            break
          case 'take-up':
            await post(slug, '/handover/take-up', { reason: 'go on' })
            break
          case 'disagree':
            await post(slug, '/disagreements', { about: 'success', text: 'what is it?' })
            break
          default:
            each satisfies never
        }
      }
      for (const move of await history(slug)) {
        if (move.kind !== 'advanced') continue
        expect(move.verdicts.length).toBeGreaterThan(0)
        for (const { verdict, waivedBy } of move.verdicts) expect(verdict === 'met' || waivedBy !== null).toBe(true)
      }
    }),
    { numRuns: 8 },
  )
  // The sequences must have tried both.
  expect(entered).toBeGreaterThan(0)
  expect(refusals).toBeGreaterThan(0)
}, 120_000)
