import { addSampleRelease, bootServer, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database/index.ts'

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
const get = async (slug: string, path: string) => (await server.request('GET', `${at(slug)}${path}`, { as: bo })).body
const soon = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString()
const lastAct = async (slug: string) =>
  (await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}&limit=1`, { as: server.admin })).body.items[0]

describe('acts', () => {
  const training = () => ({
    kind: 'training',
    at: clock.now().toISOString(),
    people: [bo.id, cleo.id],
    details: { phase: 'basics' },
  })

  test('S025 S046 an act is told with when, who took part and its words, and the ledger says so', async () => {
    const slug = await workflow()
    const told = await post(slug, '/acts', {
      kind: 'management-direction',
      at: soon(-1),
      people: [bo.id],
      details: { words: 'From Monday on we work with it.' },
    })
    expect(told).toMatchObject({
      status: 201,
      body: {
        kind: 'management-direction',
        name: 'Management says that using it is expected',
        by: { name: 'Bo Brandt' },
        people: [{ id: bo.id, name: 'Bo Brandt' }],
        details: { words: 'From Monday on we work with it.' },
        struck: null,
      },
    })
    expect((await get(slug, '/evidence')).acts).toEqual([told.body])
    expect(await lastAct(slug)).toMatchObject({
      act: 'act-told',
      sentence: 'told for 1 Nov 2026: “Management says that using it is expected”, with Bo Brandt.',
    })
  })

  test('S259 S262 S263 that people count on it, and what its failure meant, is told by kind and warns at once', async () => {
    const slug = await workflow()
    const tellSign = (kind: string, details: Readonly<Record<string, string>>) =>
      post(slug, '/acts', { kind, at: soon(-1), people: [bo.id], details })
    const warnings = async () =>
      (await get(slug, '/handover')).stages.find(({ id }: { id: string }) => id === 'design').warnings
    expect(await warnings()).toEqual([])
    expect(await tellSign('counted-on', { sign: 'often', what: 'Invoices' })).toMatchObject({
      status: 422,
      body: { code: 'act-detail-unknown' },
    })
    expect((await tellSign('counted-on', { sign: 'on-time', what: 'Invoices' })).status).toBe(201)
    expect((await tellSign('counted-on', { sign: 'needed', what: 'The close' })).status).toBe(201)
    expect((await tellSign('failure-felt', { impact: 'refund', what: 'Order 7' })).status).toBe(201)
    const [warning, ...others] = await warnings()
    expect(others).toEqual([])
    for (const words of [
      'on time, every time',
      'staff need it to finish their tasks',
      'a failure of it meant a refund',
    ]) {
      expect(warning).toContain(words)
    }
  })

  test('what has not happened, what nobody took part in and what says nothing is refused in words', async () => {
    const slug = await workflow()
    expect(await post(slug, '/acts', { ...training(), kind: 'meeting' })).toMatchObject({ status: 400 })
    expect(await post(slug, '/acts', { ...training(), at: soon(1) })).toMatchObject({
      status: 422,
      body: { code: 'act-in-future', detail: expect.stringContaining('only what has happened is evidence') },
    })
    expect(await post(slug, '/acts', { ...training(), people: ['somebody'] })).toMatchObject({
      status: 422,
      body: { code: 'act-with-stranger' },
    })
    expect(
      await post(slug, '/acts', {
        ...training(),
        kind: 'joint-session',
        people: [bo.id, bo.id],
        details: { covers: 'x' },
      }),
    ).toMatchObject({
      status: 422,
      body: { code: 'act-needs-people', detail: expect.stringContaining('at least 2 people') },
    })
    expect(await post(slug, '/acts', { ...training(), details: { phase: '  ' } })).toMatchObject({
      status: 422,
      body: { code: 'act-needs-details' },
    })
    expect(await post(slug, '/acts', { ...training(), details: { phase: 'x'.repeat(2001) } })).toMatchObject({
      status: 400,
    })
    expect(await post(slug, '/acts', training(), server.viewer)).toMatchObject({ status: 403 })
    expect((await get(slug, '/evidence')).acts).toEqual([])
  })

  test('a mistaken act is struck out with a reason, stays readable, and the row itself is never touched', async () => {
    const slug = await workflow()
    const { id } = (await post(slug, '/acts', training(), cleo)).body
    expect(await post(slug, `/acts/${id}/strike`, { reason: 'not mine' }, nils)).toMatchObject({
      status: 403,
      body: { code: 'not-your-duty', detail: expect.stringContaining('the business owner (Bo Brandt)') },
    })
    const struck = await post(slug, `/acts/${id}/strike`, { reason: 'It was another workflow.' }, cleo)
    expect(struck.body.struck).toMatchObject({ by: { name: 'Cleo Costa' }, reason: 'It was another workflow.' })
    expect(await post(slug, `/acts/${id}/strike`, { reason: 'again' }, cleo)).toMatchObject({
      status: 409,
      body: { code: 'act-struck' },
    })
    expect((await get(slug, '/evidence')).acts).toMatchObject([{ id, struck: { reason: 'It was another workflow.' } }])
    const change = asSystem(server.world.db, (trx) => trx.updateTable('told_acts').set({ kind: 'x' }).execute())
    await expect(change).rejects.toThrow(/append-only/)
  })
})

describe('documents', () => {
  const sections = [
    'who-changes',
    'who-checks',
    'who-approves',
    'who-responds',
    'success',
    'failure',
    'escalation',
    'builder-knowledge',
  ]
  async function write(slug: string, section: string, text: string, as = cleo) {
    const { hash } = await get(slug, '/documents/one-page')
    return await post(slug, `/documents/one-page/sections/${section}`, { text, basedOn: hash }, as)
  }
  async function whole(): Promise<{ slug: string; hash: string }> {
    const slug = await workflow()
    for (const section of sections) expect((await write(slug, section, `About ${section}.`)).status).toBe(200)
    return { slug, hash: (await get(slug, '/documents/one-page')).hash }
  }
  const sign = (slug: string, hash: string, as = cleo, duty = 'change-owner') =>
    post(slug, '/documents/one-page/sign', { duty, hash }, as)

  test('S275 S276 S277 S278 the four decisions are sections with an author and a date, and every version is kept', async () => {
    const slug = await workflow()
    const empty = await get(slug, '/documents/one-page')
    expect(empty.hash).toBeNull()
    expect(empty.sections.slice(0, 4).map(({ name }: { name: string }) => name)).toEqual([
      'Who changes it when requirements change?',
      'Who checks it each day or week?',
      'Who approves an update of prompt or model?',
      'Who answers first when it is wrong or stops?',
    ])
    await write(slug, 'who-changes', 'Cleo.')
    clock.advance(60_000)
    const after = await write(slug, 'who-changes', 'Cleo, by a note in the team’s channel.')
    expect(after.body.sections[0]).toMatchObject({
      author: { name: 'Cleo Costa' },
      at: clock.now().toISOString(),
      versions: 2,
    })
    const { items } = await get(slug, '/documents/one-page/sections/who-changes')
    expect(items.map(({ text }: { text: string }) => text)).toEqual(['Cleo, by a note in the team’s channel.', 'Cleo.'])
  })

  test('a signature binds to the text as it stood: a later edit voids it and says so, writing the old words back too', async () => {
    const { slug, hash } = await whole()
    const signed = await sign(slug, hash)
    expect(signed.body.signatures).toMatchObject([{ person: { name: 'Cleo Costa' }, hash, void: null }])
    clock.advance(60_000)
    const edited = await write(slug, 'success', 'Nine of ten replies go out as they are.')
    expect(edited.body.hash).not.toBe(hash)
    expect(edited.body.signatures[0].void).toBe('The document was edited after it was signed.')
    expect(edited.body.toSign.map(({ duty }: { duty: string }) => duty)).toContain('change-owner')
    expect((await lastAct(slug)).sentence).toBe(
      'wrote “What success is” of “The one page”; the signature of Cleo Costa is void by that.',
    )
    clock.advance(60_000)
    const back = await write(slug, 'success', 'About success.')
    expect(back.body.signatures[0].void).not.toBeNull()
    const stale = await sign(slug, hash)
    expect(stale).toMatchObject({ status: 409, body: { code: 'document-moved' } })
    expect(stale.body.detail).toContain(back.body.hash)
  })

  test('it is signed whole, for a duty that signs it, by whoever holds it; a duty that moves takes the signature along', async () => {
    const slug = await workflow()
    await write(slug, 'success', 'Nine of ten.')
    const { hash } = await get(slug, '/documents/one-page')
    expect(await sign(slug, hash)).toMatchObject({ status: 409, body: { code: 'document-unfinished' } })
    for (const section of sections) await write(slug, section, `About ${section}.`)
    const present = (await get(slug, '/documents/one-page')).hash
    expect(await sign(slug, present, bo, 'business-owner')).toMatchObject({
      status: 422,
      body: { code: 'duty-does-not-sign' },
    })
    expect(await sign(slug, present, bo)).toMatchObject({
      status: 403,
      body: { code: 'not-your-signature', detail: expect.stringContaining('Cleo Costa holds it') },
    })
    expect((await sign(slug, present)).status).toBe(200)
    expect((await sign(slug, present)).body.signatures).toHaveLength(1)
    await server.request('POST', `${at(slug)}/duties/change-owner`, { as: server.admin, body: { person: nils.id } })
    expect((await get(slug, '/documents/one-page')).signatures[0].void).toBe('Somebody else holds the duty now.')
  })

  test('two who write at once never lay one text over the other unseen', async () => {
    const { slug, hash } = await whole()
    const texts = Array.from({ length: 10 }, (_, index) => `Version ${index}`)
    const answers = await Promise.all(
      texts.map((text) => post(slug, '/documents/one-page/sections/failure', { text, basedOn: hash }, cleo)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  })

  test('what is too long, unknown or unchanged is answered in words', async () => {
    const slug = await workflow()
    expect((await write(slug, 'success', 'x'.repeat(20_001))).status).toBe(400)
    expect((await write(slug, 'nowhere', 'x')).status).toBe(404)
    expect((await post(slug, '/documents/nothing/sign', { duty: 'change-owner', hash: '0'.repeat(64) })).status).toBe(
      404,
    )
    const { hash } = (await write(slug, 'success', 'Nine of ten.')).body
    expect((await write(slug, 'success', 'Nine of ten.')).body.hash).toBe(hash)
    expect((await post(slug, '/documents/one-page/read', { hash })).body.reads).toMatchObject([
      { person: { name: 'Bo Brandt' }, present: true },
    ])
  })
})

describe('budget, targets, disagreements', () => {
  const line = (name: string, planned: string) => ({ line: name, planned, actual: null, why: 'an estimate' })

  test('S096 the budget is kept in versions, and a second writer sees the first', async () => {
    const slug = await workflow()
    const first = { currency: 'EUR', lines: [line('prototype', '9000')], committedValue: '60000', basedOn: 0 }
    expect(await post(slug, '/money', first)).toMatchObject({
      status: 200,
      body: { version: 1, committedValue: '60000' },
    })
    expect(await post(slug, '/money', first)).toMatchObject({ status: 409, body: { code: 'budget-moved' } })
    const next = { ...first, lines: [...first.lines, line('operation', '12000.50')], basedOn: 1 }
    expect((await post(slug, '/money', next)).body).toMatchObject({ version: 2, lines: [{}, { planned: '12000.50' }] })
    expect(await post(slug, '/money', next, nils)).toMatchObject({ status: 403, body: { code: 'not-your-duty' } })
    for (const bad of ['-1', '1e5', '12,5', '']) {
      const body = { ...next, basedOn: 2, lines: [line('operation', bad)] }
      expect((await post(slug, '/money', body)).status).toBe(400)
    }
  })

  test('a measure has one target; the last word counts, and it can be taken away', async () => {
    const slug = await workflow()
    const target = (value: number | null) =>
      post(slug, '/targets', { measure: 'failure-share', bound: 'at-most', value })
    expect((await target(5)).body.items).toMatchObject([
      { measure: 'failure-share', value: 5, setBy: { name: 'Bo Brandt' } },
    ])
    expect((await target(4)).body.items).toHaveLength(1)
    expect((await get(slug, '/evidence')).targets).toMatchObject([{ value: 4 }])
    expect((await target(null)).body.items).toEqual([])
  })

  test('S337 a disagreement stays open until it is settled with what was agreed', async () => {
    const slug = await workflow()
    const opened = await post(slug, '/disagreements', { about: 'failure', text: 'Is a late reply a failure?' }, nils)
    expect(opened).toMatchObject({ status: 201, body: { settled: null } })
    const path = `/disagreements/${opened.body.id}/settle`
    expect((await post(slug, path, { words: 'no' }, cleo)).status).toBe(403)
    expect((await post(slug, path, { words: '  ' })).body).toMatchObject({ code: 'words-missing' })
    expect((await post(slug, path, { words: 'After 4 hours it is.' })).body.settled).toMatchObject({
      by: { name: 'Bo Brandt' },
      words: 'After 4 hours it is.',
    })
    expect((await post(slug, path, { words: 'again' })).body).toMatchObject({ code: 'already-settled' })
  })
})

describe('waivers', () => {
  const waive = (slug: string, over: object = {}, as: TestPerson = bo) =>
    post(
      slug,
      '/waivers',
      { criterion: 'lifecycle-budget', reason: 'The board decides next week.', expiresAt: soon(10), ...over },
      as,
    )

  test('a waiver has a reason, a signer and an expiry of at most 90 days, and only of a criterion of the playbook', async () => {
    const slug = await workflow()
    expect(await waive(slug, { criterion: 'no-such-thing' })).toMatchObject({
      status: 422,
      body: { code: 'waiver-of-nothing' },
    })
    expect(await waive(slug, { expiresAt: soon(-1) })).toMatchObject({ status: 422, body: { code: 'waiver-expired' } })
    expect(await waive(slug, { expiresAt: soon(91) })).toMatchObject({ status: 422, body: { code: 'waiver-too-long' } })
    expect(await waive(slug, { reason: ' ' })).toMatchObject({ status: 422, body: { code: 'reason-missing' } })
    expect(await waive(slug, {}, cleo)).toMatchObject({
      status: 403,
      body: { code: 'not-your-duty', detail: expect.stringContaining('waive a hard gate') },
    })
    expect(await waive(slug, { criterion: 'targets-met' }, nils)).toMatchObject({ status: 403 })
    expect((await waive(slug, { criterion: 'targets-met' }, cleo)).status).toBe(201)
    expect(await waive(slug)).toMatchObject({ status: 201, body: { state: 'holds', by: { name: 'Bo Brandt' } } })
    expect(await waive(slug)).toMatchObject({ status: 409, body: { code: 'waiver-holds' } })
    expect((await get(slug, '/handover')).waivers).toHaveLength(2)
  })

  test('it lapses by itself at its expiry, without any job, and is shown until then', async () => {
    const slug = await workflow()
    await waive(slug, { expiresAt: soon(2) })
    const open = async () => (await get(slug, '/handover')).stages[0].open
    expect(await open()).toBe(1)
    clock.advance(2 * DAY - 1)
    expect(await open()).toBe(1)
    clock.advance(1)
    expect(await open()).toBe(2)
    expect((await get(slug, '/handover')).waivers).toEqual([])
    expect((await get(slug, '/evidence')).waivers).toMatchObject([{ state: 'lapsed' }])
  })

  test('it can be ended early, once', async () => {
    const slug = await workflow()
    const { id } = (await waive(slug)).body
    expect((await post(slug, `/waivers/${id}/end`, { reason: 'It is decided.' }, nils)).status).toBe(403)
    expect((await post(slug, `/waivers/${id}/end`, { reason: 'It is decided.' })).body).toMatchObject({
      state: 'ended',
      ended: { reason: 'It is decided.' },
    })
    expect((await post(slug, `/waivers/${id}/end`, { reason: 'again' })).body).toMatchObject({ code: 'waiver-over' })
    expect((await get(slug, '/handover')).waivers).toEqual([])
  })
})

test('a key may read the handover and never act in it', async () => {
  const slug = await workflow()
  const key = await server.addKey(['runs:read'])
  expect((await server.request('GET', `${at(slug)}/handover`, { as: key })).status).toBe(200)
  const act = await server.request('POST', `${at(slug)}/handover/advance`, { as: server.key, body: { from: 'design' } })
  expect(act).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
})
