import { addSampleRelease, bootServer, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer
let sam: TestPerson
let ola: TestPerson
let dana: TestPerson
let base: string

beforeAll(async () => {
  server = await bootServer({ clock })
  sam = await server.addPerson('Sam Sol', 'member')
  ola = await server.addPerson('Ola Ort', 'member')
  dana = await server.addPerson('Dana Diaz', 'member')
  base = server.address
})
afterAll(() => server.close())

const post = (path: string, body: unknown, as: TestPerson = dana, status = 200) =>
  server.mustBe(status, 'POST', path, { as, body })
const get = (path: string, as: TestPerson = dana) => server.mustBe(200, 'GET', path, { as })
const tell = (id: string, body: unknown, as: TestPerson = dana) => post(`/seams/${id}/parts`, body, as, 201)

let nth = 0
/** A seam between two teams of its own, whose sides Sam and Ola answer for. */
async function open(name = `s${(nth += 1)}`): Promise<string> {
  const { seam } = await post(
    '/seams',
    {
      from: { kind: 'team', name: `Sales ${name}` },
      to: { kind: 'team', name: `Operations ${name}` },
      what: 'A signed deal',
    },
    dana,
    201,
  )
  await post(`/seam-nodes/${seam.from.id}/owner`, { person: sam.id })
  await post(`/seam-nodes/${seam.to.id}/owner`, { person: ola.id })
  return seam.id
}

const own = (id: string, person: TestPerson | null = dana) =>
  post(`/seams/${id}/owner`, { person: person?.id ?? null, authority: 'change both forms' })
const inSystem = (name: string) => ({
  part: 'context',
  name,
  why: 'the next step needs it',
  lives: { kind: 'system', system: 'CRM', field: name },
})

/** All but the word that it may be automated. */
async function makeSound(id: string): Promise<void> {
  await own(id)
  await server.mustBe(200, 'PATCH', `/seams/${id}`, { as: dana, body: { volumePerWeek: 120, errorShare: 0.02 } })
  await tell(id, inSystem('Start date'))
  await tell(id, { part: 'assessment', fits: true, words: 'Watched ten deals' })
  await tell(id, { part: 'check', words: 'One in ten is read', by: 'Ola Ort' })
  for (let i = 0; i < 5; i += 1) {
    const { id: crossing } = await post(`/seams/${id}/crossings`, { unitKey: `d${i}`, context: {} })
    await post(`/seams/${id}/crossings/${crossing}/receipt`, { complete: true }, ola)
  }
}

async function subjectsTold(to: TestPerson, seam: string): Promise<string[]> {
  const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('deliveries')
      .select('subject')
      .where('person_id', '=', to.id)
      .where('subject', 'like', `Sales ${seam} → Operations ${seam}: %`)
      .orderBy('created_at')
      .execute(),
  )
  return rows.map(({ subject }) => subject)
}

const alertsOf = async (seam: string) => (await get(`/alerts?seam=${seam}`)).items

describe('the register', () => {
  test('S221 S222 a seam without owner is an error state; its owner is neither of its two sides and may do something', async () => {
    const id = await open('a')
    const before = await get(`/seams/${id}`)
    expect(before.seam.errors).toEqual(['Owner: Nobody: it belongs neither to Sales a nor to Operations a.'])
    const bySide = await server.request('POST', `/api/v1/seams/${id}/owner`, {
      as: dana,
      body: { person: sam.id, authority: 'anything' },
    })
    expect([bySide.status, bySide.body.code]).toEqual([409, 'owner-of-a-side'])
    const powerless = await server.request('POST', `/api/v1/seams/${id}/owner`, { as: dana, body: { person: dana.id } })
    expect([powerless.status, powerless.body.code]).toEqual([409, 'no-authority'])
    const after = await own(id)
    expect(after.seam.errors).toEqual([])
    expect(after.seam.owner).toMatchObject({ name: 'Dana Diaz', authority: 'change both forms' })
    // Whoever later answers for one side is no owner of the seam any more.
    await post(`/seam-nodes/${after.seam.to.id}/owner`, { person: dana.id })
    expect((await get(`/seams/${id}`)).seam.errors[0]).toContain('Dana Diaz answers for Operations a')
  })

  test('S224 whose job this was is one look-up, and every act on the seam is in the ledger', async () => {
    const id = await open('b')
    await own(id)
    const { whoseJob, history } = await get(`/seams/${id}`)
    expect(whoseJob).toBe('Dana Diaz: owner of “Sales b → Operations b”, may change both forms.')
    expect(history.map(({ by }: { by: string }) => by)).toEqual(['Dana Diaz', 'Dana Diaz', 'Dana Diaz', 'Dana Diaz'])
    expect(history[0].sentence).toContain('named Dana Diaz as owner')
    const ledger = await get(`/ledger?subject=seam:${id}`)
    expect(ledger.items.map(({ act }: { act: string }) => act)).toEqual(['seam-owner-named', 'seam-opened'])
  })

  test('S223 S225 S229 S238 workarounds of both sides are priced, and the list begins with the dearest', async () => {
    const [cheap, dear] = [await open('cheap'), await open('dear')]
    const around = (side: string, hoursPerWeek: number) => ({
      part: 'workaround',
      side,
      kind: 'spreadsheet',
      words: 'copies rows',
      hoursPerWeek,
      people: 2,
      rate: '60',
    })
    await tell(cheap, around('from', 1))
    await tell(dear, around('from', 5))
    await tell(dear, around('to', 3))
    await server.mustBe(200, 'PATCH', `/seams/${dear}`, { as: dana, body: { fixCost: '10000' } })
    const { seams, yearly, counts } = await get('/seams')
    expect(seams[0]).toMatchObject({
      id: dear,
      cost: { yearly: '49920', bySide: { from: '31200', to: '18720' }, fixCost: '10000', fixPaysAfterWeeks: 11 },
    })
    expect(seams[1].id).toBe(cheap)
    expect(yearly).toEqual([{ currency: 'EUR', amount: '56160' }])
    expect(counts.withoutOwner).toBeGreaterThanOrEqual(2)
    // What ended costs no more, and stays in the ledger.
    const { parts } = await get(`/seams/${dear}`)
    const ended = await post(`/seams/${dear}/parts/${parts[0].id}/end`, { reason: 'The sheet is gone' })
    expect(ended.seam.cost.yearly).toBe('18720')
  })

  test('S209 S212 each connection says who built it, why, when and whether it still runs; old ones stay in sight', async () => {
    const { seam } = await post(
      '/seams',
      { from: { kind: 'tool', name: 'CRM' }, to: { kind: 'tool', name: 'Billing' }, what: 'Customers' },
      dana,
      201,
    )
    expect(seam.kind).toBe('connection')
    const connection = (name: string, builtOn: string | null, builderHere: string) => ({
      part: 'connection',
      name,
      builtBy: 'Rosa',
      why: 'to copy customers',
      builtOn,
      still: 'runs',
      builderHere,
    })
    await tell(seam.id, connection('Nightly script', '2019-03-01', 'no'))
    const { parts } = await tell(seam.id, connection('Integration tool', '2024-06-01', 'yes'))
    expect(parts.map(({ body }: { body: { name: string; still: string } }) => [body.name, body.still])).toEqual([
      ['Nightly script', 'runs'],
      ['Integration tool', 'runs'],
    ])
  })

  test('S231 the same piece of context told again says where it lives now: from a head into a system', async () => {
    const id = await open('head')
    const inHead = await tell(id, { ...inSystem('Start date'), lives: { kind: 'head', whose: 'Sam Sol' } })
    expect([inHead.seam.state, inHead.seam.errors.length]).toEqual(['mapped', 2])
    const moved = await tell(id, inSystem('Start date'))
    expect([moved.seam.state, moved.parts.length]).toEqual(['explicit', 1])
  })

  test('S233 S235 S236 “automate” is refused until all before it holds, by the owner alone; “not yet” and pressure are taken in', async () => {
    const id = await open('order')
    const automate = { part: 'answer', automate: true, reason: 'All stands' }
    const early = await server.request('POST', `/api/v1/seams/${id}/parts`, { as: dana, body: automate })
    expect([early.status, early.body.code]).toEqual([409, 'seam-owner-only'])
    await own(id)
    const open4 = await server.request('POST', `/api/v1/seams/${id}/parts`, { as: dana, body: automate })
    expect([open4.status, open4.body.code]).toEqual([409, 'not-ready-to-automate'])
    expect(open4.body.detail).toContain('What must cross with the work is not named.')
    const notYet = await tell(id, { part: 'answer', automate: false, reason: 'Nobody knows what must cross' }, ola)
    expect(notYet.seam.state).toBe('unmapped')
    const pressed = await tell(id, { part: 'pressure', from: 'board', words: 'An AI story by March' })
    expect([pressed.seam.state, pressed.steps]).toEqual([notYet.seam.state, notYet.steps])
    await makeSound(id)
    const byOther = await server.request('POST', `/api/v1/seams/${id}/parts`, { as: ola, body: automate })
    expect(byOther.body.code).toBe('seam-owner-only')
    const ready = await tell(id, automate)
    expect([ready.seam.state, ready.seam.next]).toEqual(['ready', null])
    // Without its owner it is ready no longer.
    expect((await own(id, null)).seam.state).toBe('explicit')
  })

  test('S213 S214 S197 a workflow that stands on a seam that is not ready is held in design, and waived only by an act', async () => {
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'seam-replies' }))
    const criteria = async () => {
      const handover = await get('/workflows/seam-replies/handover')
      const design = handover.stages.find(({ id }: { id: string }) => id === 'design')
      return design.criteria.filter(({ id }: { id: string }) => id === 'seams-ready')
    }
    expect(await criteria()).toEqual([])
    const id = await open('gate')
    await post(`/seams/${id}/workflows`, { workflow: 'seam-replies', stands: true })
    const [held] = await criteria()
    expect([held.verdict, held.gate]).toEqual(['unmet', 'normal'])
    expect(held.sentence).toBe('1 of 1 seam that it stands on is not ready: “Sales gate → Operations gate”.')
    const leaving = await server.request('POST', '/api/v1/workflows/seam-replies/handover/advance', {
      as: server.admin,
      body: { from: 'design' },
    })
    expect(leaving.status).toBe(409)
    expect(JSON.stringify(leaving.body)).toContain('seams that it stands on')
    await makeSound(id)
    await tell(id, { part: 'answer', automate: true, reason: 'All stands' })
    const [met] = await criteria()
    expect([met.verdict, met.evidence[0].text]).toEqual([
      'met',
      '“Sales gate → Operations gate”: ready. 2.4 a week would go wrong.',
    ])
    const closing = await server.request('POST', `/api/v1/seams/${id}/close`, { as: dana, body: { reason: 'a test' } })
    expect([closing.status, closing.body.code]).toEqual([409, 'workflow-stands-on-it'])
    await post(`/seams/${id}/workflows`, { workflow: 'seam-replies', stands: false })
    await post(`/seams/${id}/close`, { reason: 'Sales does it all now' })
    expect((await server.request('GET', `/api/v1/seams/${id}`, { as: dana })).status).toBe(404)
  })

  test('keys tell what crosses, and nothing of what people answer for', async () => {
    const id = await open('keys')
    const key = await server.addKey(['runs:write'])
    const crossing = await server.request('POST', `/api/v1/seams/${id}/crossings`, {
      as: key,
      body: { unitKey: 'u', context: {} },
    })
    expect([crossing.status, crossing.body.accepted]).toEqual([200, true])
    expect(crossing.body.sentence).toContain('nothing says yet what must cross')
  })
})

describe('contract and crossings', () => {
  const SCHEMA = {
    type: 'object',
    required: ['customer_id', 'plan'],
    properties: { customer_id: { type: 'string' }, plan: { enum: ['free', 'pro'] } },
  }

  async function withContract(name: string): Promise<string> {
    const id = await open(name)
    await own(id)
    await post(`/seams/${id}/contract`, { schema: SCHEMA }, dana, 201)
    return id
  }

  test('a contract has versions; a breaking one says for whom and tells that side', async () => {
    const id = await withContract('versions')
    const next = { ...SCHEMA, required: ['customer_id', 'plan', 'seats'] }
    const schema = { ...next, properties: { ...SCHEMA.properties, seats: { type: 'integer' } } }
    const preview = await post(`/seams/${id}/contract/preview`, { schema })
    expect([preview.version, preview.diff.breaksFor]).toEqual([2, ['sender']])
    const { contract } = await post(`/seams/${id}/contract`, { schema, note: 'Seats are billed' }, dana, 201)
    expect([contract.version, contract.diff.breaking]).toEqual([2, true])
    expect(await subjectsTold(sam, 'versions')).toEqual([
      'Sales versions → Operations versions: what must cross changes for Sales versions',
    ])
    expect(await subjectsTold(ola, id)).toEqual([])
    const byOther = await server.request('POST', `/api/v1/seams/${id}/contract`, { as: ola, body: { schema } })
    expect([byOther.status, byOther.body.code]).toEqual([409, 'seam-owner-only'])
    const broken = await server.request('POST', `/api/v1/seams/${id}/contract`, {
      as: dana,
      body: { schema: { type: 'strang' } },
    })
    expect([broken.status, broken.body.code]).toEqual([422, 'invalid-contract'])
  })

  test('an ODCS document becomes the contract, and goes out with its unknown parts', async () => {
    const id = await open('odcs')
    await own(id)
    const odcs = {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'orders',
      version: '1.0.0',
      status: 'active',
      slaProperties: [{ property: 'latency', value: '4h' }],
      schema: [{ name: 'orders', properties: [{ name: 'order_id', logicalType: 'string', required: true }] }],
    }
    const { contract } = await post(`/seams/${id}/contract`, { odcs }, dana, 201)
    expect(contract.schema).toEqual({
      type: 'object',
      required: ['order_id'],
      properties: { order_id: { type: 'string' } },
    })
    const out = await get(`/seams/${id}/contract/odcs`)
    expect(out).toMatchObject({ id: 'orders', version: '1.0.0', slaProperties: odcs.slaProperties })
  })

  test('S210 S211 a renamed field is told at once to the seam’s owner and as an alert to each workflow on it; once', async () => {
    const id = await withContract('breaks')
    await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: 'seam-broken' }))
    await server.giveDuties('seam-broken', { 'daily-care': ola })
    await post(`/seams/${id}/workflows`, { workflow: 'seam-broken', stands: true })
    const crossing = (n: number) =>
      post(`/seams/${id}/crossings`, {
        unitKey: `u${n}`,
        key: `k${n}`,
        context: { customerId: 'secret-7', plan: 'pro' },
      })
    const first = await crossing(1)
    expect(first).toMatchObject({ accepted: false, duplicate: false, told: [{ name: 'Dana Diaz' }] })
    expect(first.sentence).toContain('“customer_id” is missing')
    await crossing(2)
    expect(await crossing(2)).toMatchObject({ accepted: false, duplicate: true })
    const { signals, crossings, seam } = await get(`/seams/${id}`)
    expect(signals).toHaveLength(1)
    expect(signals[0]).toMatchObject({ signal: 'renamed-field', field: '/customer_id', seen: 2, resolved: null })
    expect([crossings.n, crossings.refused, seam.openSignals]).toEqual([2, 2, 1])
    expect(await subjectsTold(dana, 'breaks')).toHaveLength(1)
    const { items } = await get('/alerts?workflow=seam-broken')
    const alert = items.find(({ signal }: { signal: string }) => signal === 'seam-broken')
    expect(alert.sentence).toContain('it looks renamed')
    // No value of a unit is kept.
    const kept = await get(`/seams/${id}/crossings`)
    expect(JSON.stringify([kept, signals])).not.toContain('secret-7')
    await post(`/seams/${id}/signals/${signals[0].id}/resolve`, {
      verdict: 'mended',
      note: 'They sent the old name again',
    })
    expect((await get(`/seams/${id}`)).seam.openSignals).toBe(0)
  })

  test('S211 S221 where nobody owns the seam, who answers for one side stands in, and an admin is told along', async () => {
    const id = await withContract('orphan')
    await own(id, null)
    const { told } = await post(`/seams/${id}/crossings`, { unitKey: 'u', context: {} })
    expect(told.map(({ id: person }: { id: string }) => person).toSorted()).toEqual(
      [sam.id, server.admin.id].toSorted(),
    )
    const [alert] = await alertsOf(id)
    expect(alert).toMatchObject({ orphaned: true, owner: { name: 'Sam Sol' } })
    expect(alert.ownerSentence).toBe('Sam Sol stands in as who answers for Sales orphan: the seam has no owner.')
    await own(id)
    expect((await alertsOf(id))[0]).toMatchObject({ orphaned: false, isMine: true, owner: { name: 'Dana Diaz' } })
  })

  test('S211 S224 a break at a seam that no workflow stands on is an alert of its owner, goes on to a side after the set time, and ends with its mending', async () => {
    const id = await withContract('alone')
    const crossing = (n: number) =>
      post(`/seams/${id}/crossings`, { unitKey: `u${n}`, context: { customerId: 'c', plan: 'pro' } })
    await crossing(1)
    const [alert] = await alertsOf(id)
    expect(alert).toMatchObject({
      on: { kind: 'seam', id, name: 'Sales alone → Operations alone' },
      signal: 'renamed-field',
      slice: { name: 'field', label: 'customer_id' },
      state: 'open',
      isMine: true,
      ownerSentence: 'Dana Diaz answers for it as owner of the seam.',
    })
    clock.advance(4 * 3_600_000 + 1_000)
    await server.doWhatIsDue()
    expect(await subjectsTold(sam, 'alone')).toHaveLength(1)
    expect(await subjectsTold(ola, 'alone')).toHaveLength(0)
    const detail = await post(`/alerts/${alert.id}/acknowledge`, {}, sam)
    expect(detail.alert).toMatchObject({ state: 'acknowledged', acknowledged: { by: { name: 'Sam Sol' } } })
    expect(detail.steps.map(({ step }: { step: string }) => step)).toEqual(['spoken', 'mend-seam'])
    clock.advance(24 * 3_600_000)
    await crossing(2)
    await server.doWhatIsDue()
    expect(await subjectsTold(ola, 'alone')).toHaveLength(0)
    expect(await post(`/alerts/${alert.id}/steps`, { step: 'pause', reason: 'x' }, sam, 409)).toMatchObject({
      code: 'alert-of-a-seam',
    })
    const { signals, history } = await get(`/seams/${id}`)
    expect(history[0]).toMatchObject({ by: 'Sam Sol' })
    expect(signals[0].alert).toEqual({
      id: alert.id,
      sentence: 'Dana Diaz answers for it as owner of the seam. Sam Sol has it in hand.',
    })
    await post(`/seams/${id}/signals/${signals[0].id}/resolve`, { verdict: 'mended', note: 'They renamed it back' })
    expect(await alertsOf(id)).toEqual([])
    const over = await get(`/alerts/${alert.id}`)
    expect(over.alert).toMatchObject({
      state: 'resolved',
      seen: 2,
      resolved: { by: { name: 'Dana Diaz' }, verdict: 'useful', note: 'They renamed it back' },
    })
    const next = await crossing(3)
    expect(next.told).toMatchObject([{ name: 'Dana Diaz' }])
    expect(await alertsOf(id)).toHaveLength(1)
  })

  test('S209 who answers for a side is part of the history of each of its seams', async () => {
    const id = await open('history')
    const { seam } = await get(`/seams/${id}`)
    await post(`/seam-nodes/${seam.to.id}/owner`, { person: dana.id })
    const { history } = await get(`/seams/${id}`)
    expect(history[0]).toMatchObject({
      by: 'Dana Diaz',
      sentence: 'named Dana Diaz as who answers for Operations history.',
    })
  })

  test('CloudEvents 1.0 are taken in, structured, binary and with their data as bytes, each once', async () => {
    const id = await withContract('events')
    const data = { customer_id: 'c1', plan: 'pro' }
    const event = { specversion: '1.0', id: 'e1', source: '/crm', type: 'deal.signed', subject: 'deal-1', data }
    const send = async (body: unknown, headers: Record<string, string>) => {
      const answer = await fetch(`${base}/api/v1/seams/${id}/crossings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.key.secret}`, ...headers },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json() }
    }
    const structured = await send(event, { 'content-type': 'application/cloudevents+json' })
    expect(structured).toMatchObject({ status: 200, body: { accepted: true, duplicate: false } })
    const binary = (over: Record<string, string>) => ({
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': 'e2',
      'ce-source': '/crm',
      'ce-type': 'deal.signed',
      'ce-subject': 'deal%202',
      ...over,
    })
    expect(await send(data, binary({}))).toMatchObject({ status: 200, body: { accepted: true, duplicate: false } })
    expect(await send(data, binary({ 'ce-id': 'e1' }))).toMatchObject({ body: { duplicate: true } })
    const { data: _data, ...bare } = event
    const bytes = (text: string) => ({ ...bare, id: 'e3', data_base64: Buffer.from(text).toString('base64') })
    const charset = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
    expect(await send(bytes('no JSON'), charset)).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    expect(await send(bytes(JSON.stringify(data)), charset)).toMatchObject({
      status: 200,
      body: { accepted: true, duplicate: false },
    })
    expect(await send({ ...event, id: undefined }, { 'content-type': 'application/cloudevents+json' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    })
    const { items } = await get(`/seams/${id}/crossings`)
    expect(items.map(({ via, unitKey }: { via: string; unitKey: string }) => [via, unitKey]).toSorted()).toEqual([
      ['cloudevents', 'deal 2'],
      ['cloudevents', 'deal-1'],
      ['cloudevents', 'deal-1'],
    ])
  })

  test('S237 whoever receives says whether context was complete; her no counts and is told', async () => {
    const id = await withContract('receipt')
    const { id: crossing } = await post(`/seams/${id}/crossings`, {
      unitKey: 'deal-9',
      context: { customer_id: 'c', plan: 'pro' },
    })
    const after = await post(
      `/seams/${id}/crossings/${crossing}/receipt`,
      { complete: false, lacking: 'who signed' },
      ola,
    )
    expect(after.crossings).toMatchObject({ n: 1, refused: 0, confirmed: 1, incomplete: 1, bad: 1 })
    expect(after.signals[0]).toMatchObject({ signal: 'incomplete', told: [{ name: 'Dana Diaz' }] })
    expect(after.recentCrossings[0].receipt).toMatchObject({
      complete: false,
      lacking: 'who signed',
      by: { name: 'Ola Ort' },
    })
    const bad = await get(`/seams/${id}/crossings?only=bad&limit=1`)
    expect(bad.items).toHaveLength(1)
  })

  test('S210 S211 doubled volume and silence are seen by the watch, told once, and over by themselves', async () => {
    const id = await withContract('watch')
    const day = 86_400_000
    const goTo = (at: number) => clock.advance(at - clock.now().getTime())
    const noon = Date.UTC(2026, 10, 15, 12)
    const cross = async (at: number, n: number) => {
      for (let i = 0; i < n; i += 1) {
        await post(`/seams/${id}/crossings`, {
          unitKey: `v${at}-${i}`,
          at: new Date(at + i * 60_000).toISOString(),
          context: { customer_id: 'c', plan: 'pro' },
        })
      }
    }
    for (let back = 0; back < 9; back += 1) await cross(noon + back * day, back === 8 ? 25 : 10)
    goTo(noon + 9 * day)
    await server.doWhatIsDue()
    await server.doWhatIsDue()
    const open1 = (await get(`/seams/${id}`)).signals
    expect(open1).toHaveLength(1)
    expect(open1[0]).toMatchObject({ signal: 'volume', seen: 1 })
    expect(open1[0].sentence).toContain('25, against 10')
    goTo(noon + 14 * day)
    await server.doWhatIsDue()
    const { signals } = await get(`/seams/${id}`)
    expect(
      signals.map(({ signal, resolved }: { signal: string; resolved: unknown }) => [signal, resolved === null]),
    ).toEqual([
      ['silence', true],
      ['volume', false],
    ])
    await cross(noon + 14 * day, 2)
    await server.doWhatIsDue()
    expect((await get(`/seams/${id}`)).seam.openSignals).toBe(0)
  })
})

describe('findings', () => {
  test('what a log shows is held against what is told, and the differences are listed', async () => {
    const id = await open('found')
    const pair = (from: string, to: string, count: number) => ({
      from,
      to,
      count,
      cases: count,
      medianWaitMs: 3_600_000,
      p90WaitMs: 7_200_000,
      pingPong: 1,
      spread: [0, 0, count, 0, 0, 0, 0, 0, 0, 0],
      examples: [{ case: 'HD-7', waitMs: 7_200_000 }],
      pingPongExamples: [{ case: 'HD-9', times: 2 }],
    })
    const kept = await post(
      '/seam-findings',
      {
        name: 'helpdesk.csv',
        figures: {
          cases: 40,
          events: 200,
          from: '2026-01-01T00:00:00Z',
          to: '2026-02-01T00:00:00Z',
          rejected: 2,
          unknowable: [],
          actors: 'team',
          pairs: [pair('Operations found', 'Sales found', 30), pair('Desk', 'Operations found', 7)],
        },
      },
      dana,
      201,
    )
    expect(kept.notTold.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
      ['Operations found', 'Sales found'],
      ['Desk', 'Operations found'],
    ])
    expect(kept.notSeen.map((seam: { id: string }) => seam.id)).toContain(id)
    const made = await post(
      '/seams',
      {
        from: { kind: 'team', name: 'Desk' },
        to: { kind: 'team', name: 'Operations found' },
        what: 'Requests',
        source: 'discovered',
      },
      dana,
      201,
    )
    const { findings } = await get('/seams')
    expect([findings.matched, findings.notTold.length]).toEqual([1, 1])
    expect((await get(`/seams/${made.seam.id}`)).found).toMatchObject({
      spread: [0, 0, 7, 0, 0, 0, 0, 0, 0, 0],
      examples: [{ case: 'HD-7', waitMs: 7_200_000 }],
      pingPongExamples: [{ case: 'HD-9', times: 2 }],
    })
  })

  test('names are matched by spelling and by the aliases of a side, and the differences say which; a name is one side’s alone', async () => {
    const id = await open('aliased')
    const { seam } = await get(`/seams/${id}`)
    await post(`/seam-nodes/${seam.to.id}/aliases`, { aliases: ['V3_2', 'v3_2', '2nd line'] })
    expect((await get(`/seams/${id}`)).seam.to.aliases).toEqual(['V3_2', '2nd line'])
    expect(await post(`/seam-nodes/${seam.from.id}/aliases`, { aliases: ['2ND LINE'] }, dana, 409)).toMatchObject({
      code: 'alias-taken',
    })
    const pair = (from: string, to: string, count: number) => ({
      from,
      to,
      count,
      cases: count,
      medianWaitMs: 60_000,
      p90WaitMs: 120_000,
      pingPong: 0,
    })
    const kept = await post(
      '/seam-findings',
      {
        name: 'desk.csv',
        figures: {
          cases: 40,
          events: 200,
          from: null,
          to: null,
          rejected: 0,
          unknowable: [],
          actors: 'team',
          pairs: [pair('SALES aliased', 'v3_2', 30), pair('sales  aliased', 'operations ALIASED', 9)],
        },
      },
      dana,
      201,
    )
    const here = { id, from: 'Sales aliased', to: 'Operations aliased' }
    expect([kept.matched, kept.notTold]).toEqual([2, []])
    expect(kept.matchedOtherwise).toEqual([
      { from: 'SALES aliased', to: 'v3_2', seam: here, by: 'alias' },
      { from: 'sales  aliased', to: 'operations ALIASED', seam: here, by: 'spelling' },
    ])
    expect((await get(`/seams/${id}`)).found).toMatchObject({ count: 9, log: 'desk.csv' })
    expect((await get(`/seams/${id}`)).history[0].sentence).toBe(
      'said that Operations aliased is also known as “V3_2” and “2nd line”.',
    )
  })
})
