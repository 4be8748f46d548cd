import { readFileSync } from 'node:fs'
import { parseManifest } from '@dayshift/contract'
import { type Manifest, type StageId, verifyLedgerText } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleManifest,
  testDatabase,
  type TestAnswer,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createManualClock, type ManualClock } from '../../../platform/clock.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { transferFact } from './index.ts'
import { sweepTransfers } from './transfer-timer.ts'

const EXAMPLE = readFileSync(
  new URL('../../../../../../examples/billing-replies/dayshift.yaml', import.meta.url),
  'utf8',
)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ZONE = 'Europe/Stockholm'
const base = '/api/v1/workflows'

interface Cast {
  readonly ben: TestPerson
  readonly olga: TestPerson
  readonly pim: TestPerson
  readonly boss: TestPerson
}

async function castOf(server: TestServer): Promise<Cast> {
  return {
    ben: await server.addPerson('Ben Builder', 'member'),
    olga: await server.addPerson('Olga Operator', 'member'),
    pim: await server.addPerson('Pim Backup', 'member'),
    boss: await server.addPerson('Bo Owner', 'member'),
  }
}

/** A workflow whose duties the builder holds, as before a transfer. */
async function workflowOf(
  server: TestServer,
  { ben, boss, olga }: Cast,
  what: string | Manifest,
  stage: StageId = 'transfer',
): Promise<string> {
  const manifest = typeof what === 'string' ? sampleManifest({ workflow: what, name: `The ${what}` }) : what
  const slug = manifest.workflow
  await addSampleRelease(server.world, server.workspaceId, manifest)
  await putInStage(server.world, server.workspaceId, slug, stage)
  const table = await server.request('GET', `${base}/${slug}/duties`, { as: server.viewer })
  const holder: Record<string, string> = { 'business-owner': boss.id, 'operational-owner': olga.id }
  const duties = table.body.items
    .filter((duty: { id: string }) => duty.id !== 'backup')
    .map(({ id }: { id: string }) => ({ duty: id, person: holder[id] ?? ben.id }))
  const answer = await server.request('POST', `${base}/${slug}/duties`, { as: server.admin, body: { duties } })
  expect(answer.status).toBe(200)
  return slug
}

const post = (server: TestServer, slug: string, act: string, as: TestPerson, body: object = {}): Promise<TestAnswer> =>
  server.request('POST', `${base}/${slug}/transfer${act === '' ? '' : `/${act}`}`, { as, body })
const plan = (server: TestServer, slug: string, cast: Cast, days = 10, more: object = {}): Promise<TestAnswer> =>
  post(server, slug, '', cast.ben, {
    at: new Date(server.world.clock.now().getTime() + days * DAY).toISOString(),
    zone: ZONE,
    receiver: cast.olga.id,
    backup: cast.pim.id,
    ...more,
  })
const viewOf = async (server: TestServer, slug: string, as: TestPerson = server.viewer) =>
  (await server.request('GET', `${base}/${slug}/transfer`, { as })).body
const accept = async (server: TestServer, slug: string, by: TestPerson): Promise<TestAnswer> =>
  post(server, slug, 'accept', by, { at: (await viewOf(server, slug)).transfer.at })
const watch = async (server: TestServer, slug: string): Promise<string> =>
  (await server.request('GET', `${base}/${slug}/watch`, { as: server.viewer })).body.person.name
const holders = async (server: TestServer, slug: string): Promise<Record<string, string>> => {
  const { body } = await server.request('GET', `${base}/${slug}/duties`, { as: server.viewer })
  return Object.fromEntries(
    body.items.map((duty: { id: string; holder: { name: string } | null }) => [duty.id, duty.holder?.name ?? 'nobody']),
  )
}
const acts = (server: TestServer, slug: string) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('ledger_entries')
      .select(['act', 'sentence', 'details', 'actor_kind'])
      .where('subject', '=', `workflow:${slug}`)
      .where('act', '!=', 'duties-assigned')
      .orderBy('seq')
      .execute(),
  )
const mine = async (server: TestServer, as: TestPerson) =>
  (await server.request('GET', '/api/v1/transfers/mine', { as })).body.items

describe('the transfer', () => {
  let clock: ManualClock
  let server: TestServer
  let cast: Cast
  beforeAll(async () => {
    clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
    server = await bootServer({ clock })
    cast = await castOf(server)
  })
  afterAll(() => server.close())
  const sweep = () => sweepTransfers(server.world)

  test('S306 S307 S280 S272 planned in writing, accepted by the receiver, and at the instant all duties move together', async () => {
    const slug = await workflowOf(server, cast, 'whole')
    const planned = await plan(server, slug, cast)
    expect(planned).toMatchObject({
      status: 200,
      body: {
        transfer: {
          state: 'planned',
          when: '30 Nov 2026, 10:00 Europe/Stockholm',
          from: { name: 'Ben Builder' },
          to: { name: 'Olga Operator' },
          freezeFrom: '2026-11-28T09:00:00.000Z',
        },
        blocks: [{ code: 'not-accepted' }],
        frozen: false,
      },
    })
    expect(await mine(server, cast.olga)).toMatchObject([{ waits: 'acceptance', workflow: { slug } }])
    for (const other of [server.admin, cast.ben, cast.pim]) {
      expect(await accept(server, slug, other)).toMatchObject({
        status: 403,
        body: { code: 'not-yours', mend: 'Ask Olga Operator.' },
      })
    }
    expect(await accept(server, slug, cast.olga)).toMatchObject({ status: 200, body: { blocks: [] } })
    clock.advance(8 * DAY - 1)
    expect(await viewOf(server, slug)).toMatchObject({ frozen: false })
    clock.advance(1)
    expect(await viewOf(server, slug)).toMatchObject({ frozen: true })
    clock.advance(2 * DAY - 1)
    await sweep()
    expect(await watch(server, slug)).toBe('Ben Builder')
    clock.advance(1)
    await sweep()
    expect(await watch(server, slug)).toBe('Olga Operator')
    expect(await holders(server, slug)).toMatchObject({
      'change-owner': 'Ben Builder',
      'daily-care': 'Olga Operator',
      backup: 'Pim Backup',
      informs: 'Olga Operator',
      'business-owner': 'Bo Owner',
      spend: 'Olga Operator',
    })
    const moved = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('duty_assignments')
        .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
        .select('began_at')
        .where('slug', '=', slug)
        .where('duty', 'in', ['daily-care', 'backup', 'informs', 'spend'])
        .where('ended_at', 'is', null)
        .execute(),
    )
    expect(moved.map(({ began_at }) => began_at)).toEqual(Array.from({ length: 4 }, () => clock.now()))
    const told = await acts(server, slug)
    expect(told.map(({ act }) => act)).toEqual(['transfer-planned', 'transfer-accepted', 'transfer-done'])
    expect(told[2]).toMatchObject({
      actor_kind: 'rule',
      sentence: expect.stringContaining('from now on Olga Operator answers for the daily care.'),
      details: { lateMs: 0 },
    })
    // Once more changes nothing.
    await sweep()
    expect(await acts(server, slug)).toHaveLength(3)
  })

  test('S171 before readiness is passed a date is proposed and shown, and nobody can commit to it', async () => {
    const slug = await workflowOf(server, cast, 'unready', 'readiness')
    const planned = await plan(server, slug, cast)
    expect(planned).toMatchObject({
      status: 200,
      body: { transfer: { state: 'planned' }, blocks: [{ code: 'stage' }, { code: 'not-accepted' }] },
    })
    expect(
      (await mine(server, cast.olga)).filter((item: { workflow: { slug: string } }) => item.workflow.slug === slug),
    ).toMatchObject([
      { waits: 'instant', sentence: expect.stringContaining('it can be accepted once readiness is passed') },
    ])
    expect(await accept(server, slug, cast.olga)).toMatchObject({
      status: 409,
      body: { code: 'not-ready', mend: 'Leave readiness on its evidence first; the date stays as it is proposed.' },
    })
    expect(await viewOf(server, slug)).toMatchObject({ transfer: { state: 'planned', acceptedAt: null } })
  })

  test('S281 S306 the receiver who did not accept: the transfer is held, the builder stays on watch, everybody sees why', async () => {
    const slug = await workflowOf(server, cast, 'unheard')
    await plan(server, slug, cast)
    clock.advance(10 * DAY)
    await sweep()
    await sweep()
    expect(await watch(server, slug)).toBe('Ben Builder')
    expect(await viewOf(server, slug)).toMatchObject({
      transfer: { state: 'planned', held: { because: [{ sentence: 'Olga Operator has not accepted the transfer.' }] } },
    })
    for (const who of [cast.ben, cast.olga, cast.pim, cast.boss]) {
      expect(await mine(server, who)).toContainEqual(
        expect.objectContaining({ waits: 'new-date', workflow: expect.objectContaining({ slug }) }),
      )
    }
    expect((await acts(server, slug)).filter(({ act }) => act === 'transfer-held')).toHaveLength(1)
    expect(await accept(server, slug, cast.olga)).toMatchObject({ status: 409, body: { code: 'date-past' } })
    const later = new Date(clock.now().getTime() + 2 * DAY).toISOString()
    const postponed = await post(server, slug, 'postpone', cast.olga, { at: later, zone: ZONE, reason: 'I was away' })
    expect(postponed.body.transfer).toMatchObject({ held: null, state: 'planned' })
    await accept(server, slug, cast.olga)
    clock.advance(2 * DAY)
    await sweep()
    expect(await watch(server, slug)).toBe('Olga Operator')
  })

  test('S282 S340 a moving target blocks the transfer: a prompt that is being changed holds it at its instant, and it says from which day on it may be', async () => {
    const text = EXAMPLE.replace('workflow: billing-replies', 'workflow: moving')
    const { manifest } = parseManifest(text)
    if (manifest === null) throw new Error('The example is no manifest')
    const slug = await workflowOf(server, cast, manifest)
    const changed = text
      .replace('2026-11-20', '2026-11-21')
      .replace('strictly from the billing policy', 'strictly from the billing policy, in two sentences')
    const changes = `${base}/${slug}/changes`
    const proposed = await server.request('POST', changes, { as: cast.ben, body: { manifest: changed } })
    expect(proposed.status).toBe(201)
    const { id, contentHash } = proposed.body.change
    for (const act of ['approve', 'start']) {
      const answer = await server.request('POST', `${changes}/${id}/${act}`, { as: cast.ben, body: { contentHash } })
      expect([act, answer.status]).toEqual([act, 200])
    }
    await plan(server, slug, cast)
    await accept(server, slug, cast.olga)
    clock.advance(10 * DAY)
    await sweep()
    expect(await watch(server, slug)).toBe('Ben Builder')
    expect((await viewOf(server, slug)).transfer.held.because).toMatchObject([
      {
        code: 'moving-target',
        sentence: expect.stringContaining('1 change (prompt)'),
        mend: expect.stringMatching(/^Change nothing more and postpone to .* or later\.$/),
      },
    ])
  })

  test('a receiver who leaves before the instant: held; her return and a new date free it', async () => {
    const slug = await workflowOf(server, cast, 'leaver')
    const lou = await server.addPerson('Lou Leaver', 'member')
    await plan(server, slug, cast, 10, { receiver: lou.id })
    await accept(server, slug, lou)
    const set = (active: boolean) =>
      server.request('PATCH', `/api/v1/people/${lou.id}`, { as: server.admin, body: { active } })
    await set(false)
    expect((await viewOf(server, slug)).blocks).toMatchObject([
      { code: 'receiver', sentence: expect.stringContaining('the membership has ended') },
    ])
    clock.advance(10 * DAY)
    await sweep()
    expect(await watch(server, slug)).toBe('Ben Builder')
    await set(true)
    await sweep()
    expect(await watch(server, slug)).toBe('Ben Builder')
  })

  test('S307 every bad plan says what is and what to do', async () => {
    const slug = await workflowOf(server, cast, 'refusals')
    const at = (days: number) => ({ at: new Date(clock.now().getTime() + days * DAY).toISOString() })
    expect(await plan(server, slug, cast, -1)).toMatchObject({ status: 422, body: { code: 'date-past' } })
    expect(await plan(server, slug, cast, 10, { zone: 'Nowhere' })).toMatchObject({
      status: 422,
      body: { code: 'unknown-zone' },
    })
    expect(await plan(server, slug, cast, 0.5)).toMatchObject({ status: 409, body: { code: 'too-soon' } })
    expect(await plan(server, slug, cast, 10, { receiver: server.viewer.id })).toMatchObject({
      status: 409,
      body: { code: 'duty-not-active' },
    })
    expect(await plan(server, slug, cast, 10, { backup: cast.olga.id })).toMatchObject({
      status: 409,
      body: { code: 'backup-is-receiver' },
    })
    expect(await post(server, slug, '', server.viewer, {})).toMatchObject({ status: 403 })
    expect(
      await post(server, slug, '', cast.pim, { ...at(9), zone: ZONE, receiver: cast.olga.id, backup: cast.pim.id }),
    ).toMatchObject({
      status: 403,
      body: { code: 'not-yours' },
    })
    expect(await post(server, slug, 'accept', cast.olga, at(1))).toMatchObject({
      status: 409,
      body: { code: 'no-transfer' },
    })
    await plan(server, slug, cast)
    expect(await plan(server, slug, cast)).toMatchObject({ status: 409, body: { code: 'transfer-planned' } })
    expect(await post(server, slug, 'accept', cast.olga, at(3))).toMatchObject({
      status: 409,
      body: { code: 'date-moved' },
    })
    expect(await post(server, slug, 'cancel', cast.olga, { reason: '  ' })).toMatchObject({ status: 400 })
    expect(
      await post(server, slug, 'support/check', cast.ben, { logsChecked: true, exceptionsReviewed: true, rough: '' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'no-support' },
    })
  })

  test('S331 handed back: in one instant every duty is the builder’s again, with the reason, and a new transfer can be planned', async () => {
    const slug = await workflowOf(server, cast, 'back')
    await plan(server, slug, cast)
    await accept(server, slug, cast.olga)
    expect(await post(server, slug, 'hand-back', cast.ben, { reason: 'too early' })).toMatchObject({ status: 409 })
    clock.advance(10 * DAY)
    await sweep()
    await putInStage(server.world, server.workspaceId, slug, 'launch')
    expect(await post(server, slug, 'hand-back', cast.pim, { reason: 'x' })).toMatchObject({ status: 403 })
    const back = await post(server, slug, 'hand-back', cast.olga, { reason: 'Half of it is not written down' })
    expect(back).toMatchObject({ status: 200, body: { transfer: null, past: [{ state: 'handed-back' }] } })
    expect(await holders(server, slug)).toMatchObject({
      'daily-care': 'Ben Builder',
      informs: 'Ben Builder',
      spend: 'Ben Builder',
      backup: 'Pim Backup',
    })
    expect((await acts(server, slug)).at(-1)).toMatchObject({
      act: 'duties-handed-back',
      sentence: expect.stringContaining(
        'back to Ben Builder, and took it from launch back to transfer: Half of it is not written down.',
      ),
    })
    const { body } = await server.request('GET', `${base}/${slug}/handover`, { as: server.viewer })
    expect(body).toMatchObject({ stage: 'transfer', transfer: null })
    const fact = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id } = await trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
      return transferFact(trx, server.workspaceId, id)
    })
    expect(fact).toBeNull()
    expect((await plan(server, slug, cast)).status).toBe(200)
  })

  test('S308 early support: a checklist a day, notes of what is rough, one more pass where a day was missed, then settled', async () => {
    const slug = await workflowOf(server, cast, 'support')
    await plan(server, slug, cast)
    await accept(server, slug, cast.olga)
    clock.advance(10 * DAY)
    await sweep()
    const check = (as: TestPerson, rough = '') =>
      post(server, slug, 'support/check', as, { logsChecked: true, exceptionsReviewed: true, rough })
    expect(await check(cast.ben)).toMatchObject({ status: 403, body: { code: 'not-yours' } })
    for (let day = 1; day <= 7; day++) {
      if (day !== 3) {
        expect(await mine(server, cast.olga)).toContainEqual(
          expect.objectContaining({ waits: 'support-check', workflow: expect.objectContaining({ slug }) }),
        )
        const answer = await check(day === 5 ? cast.pim : cast.olga, day === 2 ? 'Refund dates read oddly' : '')
        expect(answer.status).toBe(200)
      }
      if (day < 7) {
        expect(await post(server, slug, 'support/close', cast.olga, { verdict: 'settled' })).toMatchObject({
          status: 409,
          body: { code: 'support-runs' },
        })
        clock.advance(DAY)
      }
    }
    const week = (await viewOf(server, slug)).support
    expect(week.days.map(({ state }: { state: string }) => state)).toEqual([
      'done',
      'done',
      'missed',
      'done',
      'done',
      'done',
      'done',
    ])
    expect(week.days[4].check.by.name).toBe('Pim Backup')
    expect(week.rough).toMatchObject([{ day: 2, text: 'Refund dates read oddly', by: { name: 'Olga Operator' } }])
    expect(week.builder.name).toBe('Ben Builder')
    expect(await post(server, slug, 'support/close', cast.olga, { verdict: 'settled' })).toMatchObject({
      status: 409,
      body: { code: 'days-missing' },
    })
    expect(await post(server, slug, 'support/close', cast.ben, { verdict: 'one-more-pass' })).toMatchObject({
      status: 403,
    })
    const more = await post(server, slug, 'support/close', cast.olga, {
      verdict: 'one-more-pass',
      note: 'Day 3 was missed',
    })
    expect(more.body.support).toMatchObject({ pass: 2, verdict: 'one-more-pass', daysChecked: 0, today: null })
    for (let day = 1; day <= 7; day++) {
      clock.advance(DAY)
      expect((await check(cast.olga)).body.support).toMatchObject({ pass: 2, daysChecked: day })
    }
    const settled = await post(server, slug, 'support/close', cast.olga, { verdict: 'settled' })
    expect(settled.body.support).toMatchObject({ verdict: 'settled', daysChecked: 7 })
    expect(
      (await mine(server, cast.olga)).filter((item: { workflow: { slug: string } }) => item.workflow.slug === slug),
    ).toEqual([])
    expect(await check(cast.olga)).toMatchObject({ status: 409, body: { code: 'support-settled' } })
    const told = await acts(server, slug)
    expect(told.filter(({ act }) => act === 'support-day-checked')).toHaveLength(13)
    expect(told.slice(-1)).toMatchObject([{ act: 'support-settled' }])
  })
})

describe('at once', () => {
  const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
  let server: TestServer
  let cast: Cast
  beforeAll(async () => {
    server = await bootServer({ clock })
    cast = await castOf(server)
  })
  afterAll(() => server.close())

  test('S306 twenty who plan at once make one transfer; twenty acceptances are one act', async () => {
    const slug = await workflowOf(server, cast, 'many')
    const plans = await Promise.all(Array.from({ length: 20 }, () => plan(server, slug, cast)))
    expect(plans.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(plans.filter(({ body }) => body.code === 'transfer-planned')).toHaveLength(19)
    const at = (await viewOf(server, slug)).transfer.at
    const yes = await Promise.all(Array.from({ length: 20 }, () => post(server, slug, 'accept', cast.olga, { at })))
    expect(yes.every(({ status }) => status === 200)).toBe(true)
    expect((await acts(server, slug)).map(({ act }) => act)).toEqual(['transfer-planned', 'transfer-accepted'])
  })

  test('S306 S309 the instant, cancelling, postponing and leaving at the same moment: exactly one wins, nothing is half done', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 12; round++) {
      const slug = await workflowOf(server, cast, `race-${round}`)
      const lou = await server.addPerson(`Lou ${round}`, 'member')
      await plan(server, slug, cast, 10, { receiver: lou.id })
      await accept(server, slug, lou)
      clock.advance(10 * DAY)
      const later = new Date(clock.now().getTime() + DAY).toISOString()
      const rivals = [
        () => post(server, slug, 'cancel', cast.ben, { reason: 'not yet' }),
        () => post(server, slug, 'postpone', cast.boss, { at: later, zone: ZONE, reason: 'not yet' }),
        () => server.request('PATCH', `/api/v1/people/${lou.id}`, { as: server.admin, body: { active: false } }),
      ]
      const rival = rivals[round % 3]!
      const timers = () => Promise.all([1, 2, 3].map(() => sweepTransfers(server.world)))
      const [answer] = await Promise.all(
        round % 2 === 0 ? [rival(), timers()] : [timers().then(() => null), rival()],
      ).then((both) => both.filter((each): each is TestAnswer => each !== null && 'status' in each))
      const { transfer, past } = await viewOf(server, slug)
      const state = (transfer ?? past[0]).state
      const held = await holders(server, slug)
      const moved = (await acts(server, slug)).filter(({ act }) => act === 'transfer-done').length
      const name = `Lou ${round}`
      if (round % 3 === 2) {
        // She left: before the instant it is held; after it, her duties are the backup's.
        expect(answer?.status).toBe(200)
        expect(held['daily-care']).toBe(moved === 1 ? 'Pim Backup' : 'Ben Builder')
        expect(state).toBe(moved === 1 ? 'done' : 'accepted')
      } else if (moved === 1) {
        expect([answer?.status, answer?.body.code]).toEqual([409, 'transfer-done'])
        expect(held).toMatchObject({ 'daily-care': name, informs: name, spend: name, backup: 'Pim Backup' })
      } else {
        expect(answer?.status).toBe(200)
        expect(held).toMatchObject({
          'daily-care': 'Ben Builder',
          informs: 'Ben Builder',
          spend: 'Ben Builder',
          backup: 'nobody',
        })
        expect(['cancelled', 'planned']).toContain(state)
      }
      seen.add(moved === 1 ? 'moved' : 'stopped')
    }
    // Both outcomes have to be met, or nothing was raced.
    expect([...seen].toSorted()).toEqual(['moved', 'stopped'])
    const text = (await server.request('GET', '/api/v1/ledger/export', { as: server.admin })).body
    expect(await verifyLedgerText(text.split('\n'))).toMatchObject({ valid: true })
  })
})

test('S306 a transfer that comes due while no server runs is done at the next start, by one of two, and the ledger says how late', async () => {
  const database = await testDatabase()
  const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
  const start = async (jobs: number, seeded = false) =>
    bootServer({ clock, jobs, seeded, database: await database.openAgain() })
  const first = await start(0, true)
  const cast = await castOf(first)
  const slug = await workflowOf(first, cast, 'down')
  await plan(first, slug, cast)
  await accept(first, slug, cast.olga)
  const { workspaceId } = first
  await first.close()

  clock.advance(10 * DAY + 3 * HOUR)
  const servers = await Promise.all([start(2), start(2)])
  const done = () =>
    inWorkspace(servers[0].world.db, workspaceId, (trx) =>
      trx.selectFrom('ledger_entries').select('sentence').where('act', '=', 'transfer-done').execute(),
    )
  await vi.waitFor(async () => expect(await done()).toHaveLength(1), { timeout: 30_000, interval: 50 })
  const [told] = await done()
  expect(told?.sentence).toMatch(/, 3 hours after the written instant because no server ran then\.$/)
  const held = await inWorkspace(servers[0].world.db, workspaceId, (trx) =>
    trx
      .selectFrom('duty_assignments')
      .select(['duty', 'person_id', 'began_at'])
      .where('ended_at', 'is', null)
      .where('duty', '=', 'daily-care')
      .execute(),
  )
  expect(held).toEqual([{ duty: 'daily-care', person_id: cast.olga.id, began_at: clock.now() }])
  await Promise.all(servers.map((server) => server.close()))
  await database.close()
})
