import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleManifest,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../../platform/clock.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { sweepTransfers } from './transfer-timer.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const clock = createManualClock(new Date('2026-01-05T09:00:00.000Z'))
let server: TestServer
let people: readonly TestPerson[]

beforeAll(async () => {
  server = await bootServer({ clock })
  people = [
    await server.addPerson('Ben Builder', 'member'),
    await server.addPerson('Olga Operator', 'member'),
    await server.addPerson('Pim Backup', 'member'),
    await server.addPerson('Bo Owner', 'member'),
  ]
})
afterAll(() => server.close())

const someone = fc.integer({ min: 0, max: 3 })
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'wait' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('plan' as const, 'postpone' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'hand-back' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'return' as const), who: someone }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('assign' as const),
      duty: fc.constantFrom('daily-care', 'backup', 'business-owner', 'spend'),
      who: fc.option(someone),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

test('S309 S306 on the real database, whatever people do in whatever order, exactly one is on watch at every instant, and the past stays as it was told', async () => {
  let round = 0
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(act, fc.integer({ min: 1, max: 60 })), { minLength: 12, maxLength: 24 }),
      async (steps) => {
        round += 1
        const slug = `sequence-${round}`
        for (const person of people) await member(person, true)
        await begin(slug)
        const told: { readonly at: string; readonly name: string }[] = []
        for (const [step, hours] of steps) {
          clock.advance(hours * HOUR)
          await sweepTransfers(server.world)
          told.push(await onWatch(slug))
          clock.advance(1)
          await doIt(slug, step)
          clock.advance(1)
          told.push(await onWatch(slug))
        }
        for (const { at, name } of told) expect(await onWatch(slug, at)).toEqual({ at, name })
        await expectNoOverlap(slug)
        const acts = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
          trx.selectFrom('ledger_entries').select('act').where('subject', '=', `workflow:${slug}`).execute(),
        )
        for (const each of acts) reached.add(each.act)
      },
    ),
    { numRuns: 6, seed: 7 },
  )
  expect([...reached]).toEqual(
    expect.arrayContaining(['transfer-done', 'transfer-held', 'transfer-cancelled', 'duties-moved-on-leaving']),
  )
})

async function begin(slug: string): Promise<void> {
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: slug }))
  await putInStage(server.world, server.workspaceId, slug, 'transfer')
  const { body } = await server.request('GET', `/api/v1/workflows/${slug}/duties`, { as: server.viewer })
  const duties = body.items
    .filter(({ id }: { id: string }) => id !== 'backup')
    .map(({ id }: { id: string }) => ({ duty: id, person: people[id === 'business-owner' ? 3 : 0]?.id }))
  const path = `/api/v1/workflows/${slug}/duties`
  expect((await server.request('POST', path, { as: server.admin, body: { duties } })).status).toBe(200)
  await doIt(slug, { kind: 'plan' })
}

/** Refusals are answers too; what must never come is a failure. */
async function doIt(slug: string, step: Act): Promise<void> {
  const post = async (path: string, body: object, as: TestPerson = server.admin): Promise<void> => {
    const { status } = await server.request('POST', `/api/v1/workflows/${slug}/${path}`, { as, body })
    expect([path, status < 500]).toEqual([path, true])
  }
  const view = async () =>
    (await server.request('GET', `/api/v1/workflows/${slug}/transfer`, { as: server.viewer })).body.transfer
  const ahead = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString()
  const named = { zone: 'Europe/Stockholm', receiver: people[1]?.id, backup: people[2]?.id }
  switch (step.kind) {
    case 'wait':
      return
    case 'plan':
      return await post('transfer', { at: ahead(3), ...named })
    case 'accept': {
      const transfer = await view()
      const receiver = people.find(({ id }) => id === transfer?.to.id)
      return receiver === undefined ? undefined : await post('transfer/accept', { at: transfer.at }, receiver)
    }
    case 'postpone':
      return await post('transfer/postpone', { at: ahead(5), zone: 'UTC', reason: 'not yet' })
    case 'cancel':
    case 'hand-back':
      return await post(`transfer/${step.kind}`, { reason: 'not yet' })
    case 'leave':
    case 'return':
      return await member(people[step.who], step.kind === 'return')
    case 'assign':
      return await post(`duties/${step.duty}`, { person: step.who === null ? null : people[step.who]?.id })
    default:
      return step satisfies never
  }
}

async function member(person: TestPerson | undefined, active: boolean): Promise<void> {
  const path = `/api/v1/people/${person?.id}`
  expect((await server.request('PATCH', path, { as: server.admin, body: { active } })).status).toBe(200)
}

async function onWatch(slug: string, at?: string): Promise<{ at: string; name: string }> {
  const query = at === undefined ? '' : `?at=${at}`
  const { body } = await server.request('GET', `/api/v1/workflows/${slug}/watch${query}`, { as: server.viewer })
  expect(body.person).not.toBeNull()
  return { at: body.at, name: body.person.name }
}

async function expectNoOverlap(slug: string): Promise<void> {
  const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('duty_assignments')
      .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
      .select(['duty', 'began_at', 'ended_at'])
      .where('slug', '=', slug)
      .orderBy('duty')
      .orderBy('began_at')
      .execute(),
  )
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]
    if (next?.duty !== row.duty) continue
    expect(row.ended_at).not.toBeNull()
    expect(next.began_at.getTime()).toBeGreaterThanOrEqual(row.ended_at?.getTime() ?? Infinity)
  }
}
