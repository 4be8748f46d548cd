import type { Departure } from '@dayshift/core'
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
import { calmAlert, raiseAlert } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const MINUTE = 60_000
let server: TestServer
let ada: TestPerson
let bea: TestPerson
let cy: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  ada = await server.addPerson('Ada Fox', 'member')
  bea = await server.addPerson('Bea Lind', 'member')
  cy = await server.addPerson('Cy Holm', 'member')
})
afterAll(() => server.close())

let count = 0
/** A workflow of its own for each test, with these duties held. */
async function workflow(duties: Readonly<Record<string, TestPerson>> = {}): Promise<{ slug: string; id: string }> {
  count += 1
  const slug = `flow-${count}`
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: `Flow ${count}` }))
  for (const [duty, person] of Object.entries(duties)) {
    const path = `/api/v1/workflows/${slug}/duties/${duty}`
    const given = await server.request('POST', path, { as: server.admin, body: { person: person.id } })
    expect(given.status).toBe(200)
  }
  const { id } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
  )
  return { slug, id }
}

function departure(workflowId: string, more: Partial<Departure> = {}): Departure {
  return {
    workflowId,
    signal: 'override-share',
    slice: null,
    class: 'bad-output',
    severity: 'urgent',
    sentence: 'People overrode 18 of 60 drafts in 24 hours; usual is 4 of 60.',
    next: 'Read five of the overridden drafts',
    runbookSection: 'What a wrong answer looks like',
    since: null,
    candidates: [],
    evidence: { n: 60 },
    link: `/workflows/x/health`,
    causedBy: null,
    ...more,
  }
}

const raise = (of: Departure) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) => raiseAlert(trx, server.world, server.workspaceId, of))
const calm = (of: Departure) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) => calmAlert(trx, server.world, server.workspaceId, of))
const read = async (id: string, as: TestPerson = server.viewer): Promise<TestAnswer['body']> =>
  (await server.request('GET', `/api/v1/alerts/${id}`, { as })).body
const post = (id: string, act: string, as: TestPerson, body: object = {}) =>
  server.request('POST', `/api/v1/alerts/${id}/${act}`, { as, body })
const timeline = async (id: string) =>
  (await read(id)).timeline.map((event: { act: string; person: { name: string } | null }) =>
    event.person === null ? event.act : `${event.act} ${event.person.name}`,
  )

describe('an alert', () => {
  test('S029 S044 S278 goes to the one on watch, with the sentence, the next step and why it is her', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy, 'change-owner': ada })
    const { id } = await raise(departure(workflowId))
    const { alert } = await read(id, bea)
    expect(alert).toMatchObject({
      state: 'open',
      owner: { name: 'Bea Lind' },
      ownerDuty: 'daily-care',
      ownerSentence: 'Bea Lind answers for it with "Daily care".',
      isMine: true,
      orphaned: false,
      seen: 1,
    })
    expect(await timeline(id)).toEqual(['raised Bea Lind', 'told Bea Lind'])
  })

  test('S296 the same signal of the same slice is one alert that counts, another slice is another', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const first = await raise(departure(workflowId))
    clock.advance(MINUTE)
    const again = await raise(departure(workflowId, { sentence: 'People overrode 20 of 60 drafts in 24 hours.' }))
    const other = await raise(departure(workflowId, { slice: { name: 'language', label: 'German' } }))
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
    expect((await read(first.id)).alert).toMatchObject({
      seen: 2,
      lastSeenAt: clock.now().toISOString(),
      sentence: 'People overrode 20 of 60 drafts in 24 hours.',
    })
  })

  test('of twenty that are raised at once there is one, and of twenty who acknowledge it one wins', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const raised = await Promise.all(Array.from({ length: 20 }, () => raise(departure(workflowId))))
    expect(new Set(raised.map(({ id }) => id)).size).toBe(1)
    const id = raised[0]?.id ?? ''
    expect((await read(id)).alert.seen).toBe(20)
    const people = [ada, bea, cy, server.member, server.admin]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(id, 'acknowledge', people[n % people.length] ?? ada)),
    )
    const { alert, timeline: events } = await read(id)
    const winner = people.find((person) => person.id === alert.acknowledged.by.id)
    for (const [n, answer] of answers.entries()) {
      if (people[n % people.length] === winner) expect(answer.status).toBe(200)
      else expect([answer.status, answer.body.code]).toEqual([409, 'alert-acknowledged'])
    }
    expect(events.filter((event: { act: string }) => event.act === 'acknowledged')).toHaveLength(1)
    const ledger = await server.request('GET', '/api/v1/ledger', { as: server.admin })
    expect(
      ledger.body.items.filter((entry: { act: string; details: { alert?: string } }) => entry.details.alert === id),
    ).toHaveLength(1)
  })

  test('is resolved with what it was worth; the next departure of the signal is a new one', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const { id } = await raise(departure(workflowId))
    const resolved = await post(id, 'resolve', bea, { verdict: 'useful', note: 'The refund rule was old' })
    expect(resolved.body.alert).toMatchObject({
      state: 'resolved',
      resolved: { by: { name: 'Bea Lind' }, verdict: 'useful', note: 'The refund rule was old' },
    })
    expect(await post(id, 'acknowledge', cy)).toMatchObject({ status: 409, body: { code: 'alert-resolved' } })
    expect((await post(id, 'resolve', cy, { verdict: 'noise' })).status).toBe(409)
    expect((await raise(departure(workflowId))).id).not.toBe(id)
  })

  test('that is well again says so and waits for its verdict; one that nobody was told of closes itself', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const told = departure(workflowId)
    const quiet = departure(workflowId, { signal: 'retries', severity: 'note' })
    const [one, other] = [await raise(told), await raise(quiet)]
    await calm(told)
    await calm(quiet)
    expect((await read(one.id)).alert).toMatchObject({ state: 'calm', calmSince: clock.now().toISOString() })
    expect((await read(other.id)).alert).toMatchObject({ state: 'resolved', resolved: { by: null, verdict: null } })
    expect((await post(one.id, 'resolve', bea, { verdict: 'noise' })).body.alert.resolved.verdict).toBe('noise')
  })
})
