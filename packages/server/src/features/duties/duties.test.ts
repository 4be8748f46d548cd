import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  type TestAnswer,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const MINUTE = 60_000
let server: TestServer
let bea: TestPerson
let cy: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  bea = await server.addPerson('Bea Lind', 'member')
  cy = await server.addPerson('Cy Holm', 'member')
})
afterAll(() => server.close())

let count = 0
/** A workflow of its own for each test. */
async function workflow(): Promise<string> {
  count += 1
  const slug = `flow-${count}`
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: `Flow ${count}` }))
  return slug
}

const base = '/api/v1/workflows'
const assign = (slug: string, duty: string, person: string | null, as: TestPerson = server.admin, more = {}) =>
  server.request('POST', `${base}/${slug}/duties/${duty}`, { as, body: { person, ...more } })
const table = async (slug: string) =>
  (await server.request('GET', `${base}/${slug}/duties`, { as: server.viewer })).body
const dutyIn = (body: TestAnswer['body'], id: string) => body.items.find((duty: { id: string }) => duty.id === id)
const watch = async (slug: string, at?: Date) =>
  (
    await server.request('GET', `${base}/${slug}/watch${at === undefined ? '' : `?at=${at.toISOString()}`}`, {
      as: server.viewer,
    })
  ).body
const change = (person: TestPerson, body: object) =>
  server.request('PATCH', `/api/v1/people/${person.id}`, { as: server.admin, body })
const lastActs = (slug: string) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('ledger_entries')
      .select(['act', 'sentence', 'actor_kind'])
      .where('subject', '=', `workflow:${slug}`)
      .orderBy('seq', 'desc')
      .execute(),
  )

describe('duties', () => {
  test('S033 S244 S281 each duty has one name or a visible nobody, and who had it before', async () => {
    const slug = await workflow()
    expect(dutyIn(await table(slug), 'daily-care')).toMatchObject({ holder: null, since: null, before: [] })
    const given = await assign(slug, 'daily-care', bea.id, server.admin, { reason: 'She runs support' })
    expect(given.status).toBe(200)
    expect(dutyIn(given.body, 'daily-care')).toMatchObject({
      holder: { name: 'Bea Lind' },
      since: clock.now().toISOString(),
    })
    clock.advance(5 * MINUTE)
    const next = await assign(slug, 'daily-care', cy.id)
    expect(dutyIn(next.body, 'daily-care')).toMatchObject({
      holder: { name: 'Cy Holm' },
      before: [{ person: { name: 'Bea Lind' }, ended: 'reassigned', to: clock.now().toISOString() }],
    })
    expect(await lastActs(slug)).toMatchObject([
      { act: 'duties-assigned', sentence: expect.stringMatching(/^gave "Daily care" to Cy Holm \(before: Bea Lind\)/) },
      { act: 'duties-assigned', sentence: expect.stringMatching(/to Bea Lind for "Flow \d+": She runs support\.$/) },
    ])
  })

  test('S325 S272 the owner of spend and daily care are assigned together at one instant, or not at all', async () => {
    const slug = await workflow()
    const all = (duties: object[]) =>
      server.request('POST', `${base}/${slug}/duties`, { as: server.admin, body: { duties } })
    const refused = await all([
      { duty: 'spend', person: bea.id },
      { duty: 'daily-care', person: server.viewer.id },
    ])
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'duty-not-active', detail: expect.stringContaining('a viewer reads and may not act') },
    })
    expect(dutyIn(await table(slug), 'spend').holder).toBeNull()
    const done = await all([
      { duty: 'spend', person: bea.id },
      { duty: 'daily-care', person: cy.id },
    ])
    expect([dutyIn(done.body, 'spend').since, dutyIn(done.body, 'daily-care').since]).toEqual([
      clock.now().toISOString(),
      clock.now().toISOString(),
    ])
  })

  test('S280 S333 the playbook keeps first responder and backup apart, and every refusal says what is and what to do', async () => {
    const slug = await workflow()
    await assign(slug, 'daily-care', bea.id)
    const both = await assign(slug, 'backup', bea.id)
    expect(both).toMatchObject({ status: 409, body: { code: 'duty-combination', mend: expect.any(String) } })
    expect(both.body.detail).toContain('Bea Lind')
    expect(await assign(slug, 'no-such-duty', bea.id)).toMatchObject({ status: 404 })
    expect(await assign(slug, 'backup', 'nobody-of-this-id')).toMatchObject({
      status: 409,
      body: { code: 'duty-unknown-person' },
    })
  })

  test('S332 who may assign: not a member as such, who may take an unfilled one and give it up', async () => {
    const slug = await workflow()
    await assign(slug, 'change-owner', cy.id)
    expect(await assign(slug, 'daily-care', cy.id, bea)).toMatchObject({
      status: 403,
      body: { code: 'not-yours', mend: 'Ask Cy Holm or Harbour admin.' },
    })
    expect((await assign(slug, 'daily-care', bea.id, bea)).status).toBe(200)
    expect((await assign(slug, 'informs', bea.id, cy)).status).toBe(200)
    clock.advance(MINUTE)
    expect((await assign(slug, 'daily-care', null, bea)).status).toBe(200)
    expect(await assign(slug, 'daily-care', bea.id, server.viewer)).toMatchObject({ status: 403 })
    const byKey = await server.request('POST', `${base}/${slug}/duties/daily-care`, {
      as: server.key,
      body: { person: bea.id },
    })
    expect(byKey.status).toBe(403)
    expect(dutyIn(await table(slug), 'daily-care')).toMatchObject({ holder: null, before: [{ ended: 'given-up' }] })
  })

  test('S168 a person whom an admin marks as a vendor’s holds no duty of performance, and shows where she does', async () => {
    const slug = await workflow()
    const vic = await server.addPerson('Vic Vendor', 'member')
    await assign(slug, 'business-owner', vic.id)
    expect((await change(vic, { vendor: true })).body).toMatchObject({ vendor: true, duties: 1 })
    expect((await table(slug)).problems.filter(({ kind }: { kind: string }) => kind !== 'unfilled')).toMatchObject([
      { kind: 'vendor', severity: 'error', duties: ['business-owner'] },
    ])
    expect(await assign(slug, 'daily-care', vic.id)).toMatchObject({ status: 409, body: { code: 'duty-vendor' } })
    await change(vic, { active: false })
  })

  test('what a person saw when she decided counts: who was slower moves nothing', async () => {
    const slug = await workflow()
    await assign(slug, 'spend', bea.id)
    const late = await assign(slug, 'spend', server.admin.id, server.admin, { holder: null })
    expect(late).toMatchObject({ status: 409, body: { code: 'duty-moved' } })
    expect(late.body.detail).toContain('by now Bea Lind holds it')
    expect((await assign(slug, 'spend', cy.id, server.admin, { holder: bea.id })).status).toBe(200)
  })

  test('S309 twenty people who take the one duty at once: one holds it, nothing overlaps, the ledger knows each', async () => {
    const slug = await workflow()
    const wishes = Array.from({ length: 20 }, (_, n) => [bea, cy, server.member][n % 3]!.id)
    const answers = await Promise.all(wishes.map((id) => assign(slug, 'daily-care', id)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('duty_assignments')
        .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
        .select(['began_at', 'ended_at', 'person_id'])
        .where('slug', '=', slug)
        .execute(),
    )
    expect(rows.filter(({ ended_at }) => ended_at === null)).toHaveLength(1)
    expect(await lastActs(slug)).toHaveLength(rows.length)
    expect((await watch(slug)).person.id).toBe(rows.find(({ ended_at }) => ended_at === null)?.person_id)
  })

  test('S309 taken for oneself by twenty requests at once, an unfilled duty goes to one person', async () => {
    const slug = await workflow()
    const takers = [bea, cy, server.member]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => takers[n % 3]!).map((who) => assign(slug, 'spend', who.id, who)),
    )
    const winner = dutyIn(await table(slug), 'spend').holder.id
    answers.forEach(({ status }, n) => expect(status).toBe(takers[n % 3]!.id === winner ? 200 : 403))
  })

  test('the database itself refuses a second holder, and a hold that is rewritten', async () => {
    const slug = await workflow()
    await assign(slug, 'spend', bea.id)
    const again = inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const row = await trx
        .selectFrom('duty_assignments')
        .selectAll()
        .where('duty', '=', 'spend')
        .where('person_id', '=', bea.id)
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('duty_assignments')
        .values({ ...row, id: server.world.newId(), person_id: cy.id })
        .execute()
    })
    await expect(again).rejects.toThrow(/duty_one_holder/)
    const rewritten = inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx.updateTable('duty_assignments').set({ person_id: cy.id }).where('duty', '=', 'spend').execute(),
    )
    await expect(rewritten).rejects.toThrow(/a hold ends once and is kept/)
  })
})

describe('look-ups', () => {
  test('S224 S309 "whose job was this at that time?" and "who is on watch?" answer for any instant by one call', async () => {
    const slug = await workflow()
    const before = clock.now()
    clock.advance(MINUTE)
    await assign(slug, 'daily-care', bea.id)
    await assign(slug, 'backup', cy.id)
    const first = clock.now()
    clock.advance(MINUTE)
    await assign(slug, 'daily-care', null)
    const gap = clock.now()
    clock.advance(MINUTE)
    await assign(slug, 'daily-care', server.member.id)
    const at = async (instant: Date) =>
      (
        await server.request('GET', `${base}/${slug}/duties/daily-care/at?at=${instant.toISOString()}`, {
          as: server.viewer,
        })
      ).body
    expect(await at(before)).toMatchObject({ person: null, since: null, until: first.toISOString() })
    expect(await at(first)).toMatchObject({
      person: { name: 'Bea Lind' },
      until: gap.toISOString(),
      sentence: '"Daily care" was the job of Bea Lind.',
    })
    expect(await at(gap)).toMatchObject({
      person: null,
      sentence: `"Daily care" was nobody's job: Bea Lind had held it last (it was given up).`,
    })
    expect(await watch(slug, before)).toMatchObject({ person: { name: 'Harbour admin' }, rule: 'admin' })
    expect(await watch(slug, first)).toMatchObject({ person: { name: 'Bea Lind' }, orphaned: false })
    expect(await watch(slug, gap)).toMatchObject({ person: { name: 'Cy Holm' }, rule: 'backup', orphaned: true })
    expect(await watch(slug)).toMatchObject({ person: { name: 'Mara Member' }, rule: 'daily-care' })
    const all = await server.request('GET', '/api/v1/watch', { as: server.key })
    expect(all.body.items.find((item: { workflow: { slug: string } }) => item.workflow.slug === slug)).toMatchObject({
      watch: { person: { name: 'Mara Member' } },
    })
    const mine = await server.request('GET', '/api/v1/duties/mine', { as: server.member })
    expect(mine.body.items).toContainEqual(
      expect.objectContaining({
        workflow: { slug, name: expect.any(String) },
        duty: expect.objectContaining({ id: 'daily-care' }),
      }),
    )
    expect((await server.request('GET', `${base}/${slug}/watch?at=yesterday`, { as: bea })).status).toBe(400)
  })
})

describe('leavers', () => {
  test('a leaver’s duties go to the backup in the same transaction; what the backup can not take is shown as orphaned', async () => {
    const slug = await workflow()
    const lea = await server.addPerson('Lea Leaver', 'member')
    await assign(slug, 'daily-care', lea.id)
    await assign(slug, 'spend', lea.id)
    await assign(slug, 'backup', cy.id)
    clock.advance(MINUTE)
    expect((await change(lea, { active: false })).status).toBe(200)
    const after = await table(slug)
    expect(dutyIn(after, 'daily-care')).toMatchObject({ holder: { name: 'Cy Holm' }, before: [{ ended: 'left' }] })
    expect(dutyIn(after, 'spend').holder.name).toBe('Cy Holm')
    expect((await watch(slug)).person.name).toBe('Cy Holm')
    expect(await lastActs(slug)).toMatchObject([
      {
        act: 'duties-moved-on-leaving',
        actor_kind: 'rule',
        sentence: expect.stringContaining('gave "Daily care" to Cy Holm (before: Lea Leaver)'),
      },
      {},
      {},
      {},
    ])
    const ended = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('ledger_entries')
        .select('sentence')
        .where('act', '=', 'membership-ended')
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow(),
    )
    expect(ended.sentence).toBe("ended the membership of Lea Leaver; 2 duties are the backup's now.")
    // She comes back: her duties do not come back by themselves.
    await change(lea, { active: true })
    expect(dutyIn(await table(slug), 'daily-care').holder.name).toBe('Cy Holm')
  })

  test('S165 without a backup the duties are orphaned, an error until somebody is named; somebody is on watch all the same', async () => {
    const slug = await workflow()
    const sue = await server.addPerson('Sue Sponsor', 'member')
    await assign(slug, 'daily-care', sue.id)
    await assign(slug, 'business-owner', bea.id)
    const held = clock.now()
    clock.advance(MINUTE)
    await change(sue, { role: 'viewer' })
    const after = await table(slug)
    expect(after.problems).toContainEqual(
      expect.objectContaining({
        kind: 'orphaned',
        severity: 'error',
        sentence: '"Daily care" is orphaned: Sue Sponsor left, and there was no backup to take it.',
      }),
    )
    expect(after.watch).toMatchObject({ person: { name: 'Bea Lind' }, rule: 'business-owner', orphaned: true })
    // A sponsor who goes leaves accountability intact, and the past as it was.
    expect(await watch(slug, held)).toMatchObject({ person: { name: 'Sue Sponsor' }, rule: 'daily-care' })
    await assign(slug, 'daily-care', cy.id)
    expect((await table(slug)).problems.filter(({ kind }: { kind: string }) => kind === 'orphaned')).toEqual([])
  })

  test('who leaves at the very moment in which duties are given to her ends without any', async () => {
    const slugs = await Promise.all(Array.from({ length: 3 }, workflow))
    for (let round = 0; round < 5; round++) {
      const eve = await server.addPerson(`Eve ${round}`, 'member')
      await Promise.all([
        ...slugs.flatMap((slug) => ['spend', 'informs'].map((id) => assign(slug, id, eve.id))),
        change(eve, { active: false }),
        ...slugs.map((slug) => assign(slug, 'daily-care', eve.id)),
      ])
      const open = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
        trx
          .selectFrom('duty_assignments')
          .select('duty')
          .where('person_id', '=', eve.id)
          .where('ended_at', 'is', null)
          .execute(),
      )
      expect(open).toEqual([])
    }
  })
})
