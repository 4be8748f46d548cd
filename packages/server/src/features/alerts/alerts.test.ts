import type { Departure } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestAnswer,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { calmAlert, escalateAll, raiseAlert, thresholdFactorsOf } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const MINUTE = 60_000
const HOUR = 60 * MINUTE
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
    on: { kind: 'workflow', id: workflowId },
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

/** Lets time pass, and the clock do what is due by then. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms)
  await escalateAll(server.world)
}
const messages = async (id: string) => {
  const { timeline: events } = await read(id)
  return events
    .filter(({ act }: { act: string }) => act === 'told')
    .map(({ sentence }: { sentence: string }) => sentence)
}
const give = async (slug: string, duty: string, person: TestPerson | null, as: TestPerson = server.admin) => {
  const path = `/api/v1/workflows/${slug}/duties/${duty}`
  expect((await server.request('POST', path, { as, body: { person: person?.id ?? null } })).status).toBe(200)
}

describe('what nobody answers', () => {
  test('S280 goes to the backup after the time to acknowledge, then to the one who informs the rest, then is shown unanswered', async () => {
    const dee = await server.addPerson('Dee Roth', 'member')
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy, informs: dee })
    const { id } = await raise(departure(workflowId, { class: 'outage', signal: 'no-runs' }))
    await pass(15 * MINUTE - 1)
    expect(await timeline(id)).toEqual(['raised Bea Lind', 'told Bea Lind'])
    await pass(1)
    expect(await timeline(id)).toEqual(['raised Bea Lind', 'told Bea Lind', 'told Cy Holm'])
    await pass(15 * MINUTE)
    expect((await timeline(id)).slice(-1)).toEqual(['told Dee Roth'])
    expect((await read(id)).alert.unansweredSince).toBeNull()
    await pass(15 * MINUTE)
    const { alert, timeline: events, steps } = await read(id)
    expect(alert.unansweredSince).toBe(clock.now().toISOString())
    expect(events.at(-1).sentence).toBe('Nobody answered: Bea Lind, Cy Holm and Dee Roth did not answer.')
    expect(steps.map((step: { step: string; done: boolean }) => [step.step, step.done])).toEqual([
      ['first-responder', false],
      ['backup', true],
      ['informed', false],
    ])
    const page = await server.request('GET', '/api/v1/alerts?mine=true', { as: bea })
    expect(page.body.counts.unanswered).toBeGreaterThan(0)
    // What is urgent and stands still is told again, an hour after everybody was told in vain.
    await pass(HOUR)
    expect((await timeline(id)).filter((line: string) => line === 'told Bea Lind')).toHaveLength(2)
    const done = await post(id, 'acknowledge', cy)
    expect(done.body.alert).toMatchObject({ unansweredSince: null, acknowledged: { by: { name: 'Cy Holm' } } })
    const before = (await timeline(id)).length
    await pass(12 * HOUR)
    expect(await timeline(id)).toHaveLength(before)
  })

  test('S043 what is unattended is a matter of people: one speaks with them, and nobody is asked to pause', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const { id } = await raise(departure(workflowId, { class: 'unattended', signal: 'flags-unread' }))
    const steps = async () =>
      (await read(id)).steps.map(({ step, done }: { step: string; done: boolean }) => [step, done])
    expect(await steps()).toEqual([
      ['spoken', false],
      ['to-builder', false],
    ])
    const wordless = await post(id, 'steps', bea, { step: 'spoken', note: ' ' })
    expect(wordless).toMatchObject({ status: 422, body: { code: 'words-missing' } })
    const spoken = await post(id, 'steps', bea, { step: 'spoken', note: 'Nobody knew that reports come here' })
    expect(spoken.body.alert).toMatchObject({ state: 'acknowledged', acknowledged: { by: { name: 'Bea Lind' } } })
    expect(spoken.body.timeline.at(-1).sentence).toBe(
      'Bea Lind spoke with those whom it is about: Nobody knew that reports come here.',
    )
    expect((await steps())[0]).toEqual(['spoken', true])
  })

  test('a server that was away at the due time tells late and says by how much', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const { id } = await raise(departure(workflowId))
    await pass(15 * MINUTE + 40 * MINUTE)
    expect((await messages(id)).at(-1)).toBe('Cy Holm was told with "Backup", 40 min late because no server ran.')
  })

  test('a snooze ends at its instant and the owner is told again', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const { id } = await raise(departure(workflowId))
    const until = new Date(clock.now().getTime() + 3 * HOUR).toISOString()
    expect(await post(id, 'snooze', bea, { until: clock.now().toISOString() })).toMatchObject({
      status: 422,
      body: { code: 'alert-snooze-end' },
    })
    expect((await post(id, 'snooze', bea, { until })).body.alert).toMatchObject({
      state: 'snoozed',
      snoozedUntil: until,
    })
    await pass(3 * HOUR - 1)
    expect((await read(id)).alert.state).toBe('snoozed')
    await pass(1)
    expect((await read(id)).alert.state).toBe('open')
    expect(await timeline(id)).toEqual(['raised Bea Lind', 'told Bea Lind', 'snoozed', 'woke', 'told Bea Lind'])
  })

  test('what is well again and gets no verdict closes itself after a week', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const of = departure(workflowId)
    const { id } = await raise(of)
    await calm(of)
    await pass(7 * 24 * HOUR - MINUTE)
    expect((await read(id)).alert.state).toBe('calm')
    await pass(MINUTE)
    expect((await read(id)).alert).toMatchObject({ state: 'resolved', resolved: { by: null, verdict: null } })
  })

  test('what comes back within half an hour is the same trouble; later it asks for an answer anew', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea })
    const of = departure(workflowId)
    const { id } = await raise(of)
    await post(id, 'acknowledge', bea)
    await calm(of)
    clock.advance(10 * MINUTE)
    await raise(of)
    expect((await read(id)).alert).toMatchObject({ state: 'acknowledged', seen: 2 })
    await calm(of)
    clock.advance(31 * MINUTE)
    expect((await raise(of)).id).toBe(id)
    expect((await read(id)).alert).toMatchObject({ state: 'open', acknowledged: null })
    expect((await timeline(id)).slice(-2)).toEqual(['back Bea Lind', 'told Bea Lind'])
  })
})

describe('whom it is for', () => {
  test('S045 S281 before anybody has the daily care it is the builder; where nobody is left, somebody stands in and an admin is told of the error', async () => {
    const young = await workflow({ 'change-owner': ada })
    const first = await raise(departure(young.id))
    expect((await read(first.id)).alert).toMatchObject({ owner: { name: 'Ada Fox' }, orphaned: false })

    const left = await workflow({ 'daily-care': bea, 'business-owner': cy, 'change-owner': ada })
    await give(left.slug, 'daily-care', null)
    const second = await raise(departure(left.id))
    expect((await read(second.id)).alert).toMatchObject({
      owner: { name: 'Cy Holm' },
      orphaned: true,
      ownerSentence: 'Cy Holm stands in with "Business owner": "Daily care" is nobody\'s.',
    })
    expect(await timeline(second.id)).toEqual(['raised Cy Holm', 'told Cy Holm', 'told Harbour admin'])

    const nobody = await workflow()
    const third = await raise(departure(nobody.id))
    expect((await read(third.id)).alert).toMatchObject({ owner: { name: 'Harbour admin' }, orphaned: true })
  })

  test('S033 S338 the finer duties of a playbook take their signals; an outage goes to the first responder', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const finer = async (playbook: string) =>
      server.request('POST', `/api/v1/workflows/${slug}/playbook`, {
        as: server.admin,
        body: { id: playbook, reason: 'it needs more duties' },
      })
    expect((await finer('enterprise')).status).toBeLessThan(300)
    const table = (await server.request('GET', `/api/v1/workflows/${slug}/duties`, { as: bea })).body
    expect(table.items.map((duty: { id: string }) => duty.id)).toEqual(
      expect.arrayContaining(['watch-drift', 'watch-costs', 'watch-output']),
    )
    await give(slug, 'watch-costs', ada)
    await give(slug, 'watch-drift', cy)
    const owner = async (signal: string, more: Partial<Departure> = {}) => {
      const { id } = await raise(departure(workflowId, { signal, ...more }))
      return (await read(id)).alert.owner.name
    }
    expect(await owner('spend-day')).toBe('Ada Fox')
    expect(await owner('cost-per-run')).toBe('Ada Fox')
    expect(await owner('input-distribution')).toBe('Cy Holm')
    // Nobody holds this one: it is the daily care's.
    expect(await owner('override-share')).toBe('Bea Lind')
    expect(await owner('spend-stopped', { class: 'outage' })).toBe('Bea Lind')
  })

  test('an actor never hears of her own act', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const { id } = await raise(departure(workflowId, { causedBy: bea.id }))
    await pass(3 * HOUR)
    expect((await messages(id)).every((line: string) => !line.includes('Bea Lind'))).toBe(true)
    expect((await timeline(id)).slice(0, 2)).toEqual(['raised Cy Holm', 'told Cy Holm'])
  })

  test('S032 S272 open alerts move with the duties in the same instant; what is raised before and after finds the right one', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': ada, 'change-owner': ada })
    const before = await raise(departure(workflowId))
    await post(before.id, 'acknowledge', ada)
    clock.advance(1)
    await give(slug, 'daily-care', bea)
    const at = clock.now().toISOString()
    const moved = await read(before.id)
    expect(moved.alert).toMatchObject({ owner: { name: 'Bea Lind' }, state: 'open', acknowledged: null })
    expect(moved.timeline.find(({ act }: { act: string }) => act === 'moved')).toMatchObject({
      at,
      sentence: 'It moved to Bea Lind with "Daily care" when duties moved.',
    })
    expect((await timeline(before.id)).slice(-1)).toEqual(['told Bea Lind'])
    const after = await raise(departure(workflowId, { signal: 'failure-share' }))
    expect((await read(after.id)).alert.owner.name).toBe('Bea Lind')
    // The builder still sees it (S032).
    const seen = await server.request('GET', `/api/v1/workflows/${slug}/alerts`, { as: ada })
    expect(seen.body.open).toHaveLength(2)
  })

  test('alerts that are raised while duties move end with whoever holds the duty', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': ada })
    const people = [bea, cy, ada, bea, cy]
    await Promise.all([
      ...people.map((person) => give(slug, 'daily-care', person)),
      ...Array.from({ length: 20 }, (_, n) =>
        raise(departure(workflowId, { signal: `signal-${n}`, since: new Date(n * HOUR * 2) })),
      ),
    ])
    const table = (await server.request('GET', `/api/v1/workflows/${slug}/duties`, { as: bea })).body
    const { holder } = table.items.find((duty: { id: string }) => duty.id === 'daily-care')
    const { open } = (await server.request('GET', `/api/v1/workflows/${slug}/alerts`, { as: bea })).body
    expect(open).toHaveLength(20)
    expect(new Set(open.map((alert: { owner: { name: string } }) => alert.owner.name))).toEqual(new Set([holder.name]))
  })

  test('what a leaver had open or in hand goes to the backup at once', async () => {
    const eve = await server.addPerson('Eve Moor', 'member')
    const own = await workflow({ 'daily-care': eve, backup: cy })
    const other = await workflow({ 'daily-care': bea })
    const mine = await raise(departure(own.id))
    const helped = await raise(departure(other.id))
    await post(mine.id, 'acknowledge', eve)
    await post(helped.id, 'acknowledge', eve)
    const gone = await server.request('PATCH', `/api/v1/people/${eve.id}`, {
      as: server.admin,
      body: { active: false },
    })
    expect(gone.status).toBe(200)
    expect((await read(mine.id)).alert).toMatchObject({ owner: { name: 'Cy Holm' }, state: 'open', orphaned: false })
    expect((await timeline(mine.id)).slice(-2)).toEqual(['moved Cy Holm', 'told Cy Holm'])
    expect((await read(helped.id)).alert).toMatchObject({ owner: { name: 'Bea Lind' }, state: 'open' })
    expect((await timeline(helped.id)).slice(-1)).toEqual(['told Bea Lind'])
  })
})

describe('told rarely', () => {
  test('S296 departures of one cause are one group and one page; a more severe one breaks through', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const release = { kind: 'release' as const, id: 'r1', label: 'Release 2026-12 went live', at: clock.now() }
    const lead = await raise(departure(workflowId, { severity: 'today', candidates: [release] }))
    clock.advance(26 * HOUR)
    const same = await raise(
      departure(workflowId, { signal: 'edit-share', severity: 'today', candidates: [{ ...release, at: clock.now() }] }),
    )
    const near = await raise(departure(workflowId, { signal: 'flag-share', severity: 'today' }))
    const worse = await raise(departure(workflowId, { signal: 'failure-share', severity: 'urgent' }))
    expect((await read(same.id)).alert).toMatchObject({ group: lead.id, pages: false })
    expect(await messages(same.id)).toEqual([])
    expect((await read(near.id)).alert).toMatchObject({ group: lead.id, pages: false })
    expect((await read(worse.id)).alert).toMatchObject({ group: lead.id, pages: true })
    expect(await messages(worse.id)).toHaveLength(1)
    expect((await read(lead.id)).group).toHaveLength(3)
    await post(lead.id, 'acknowledge', bea)
    for (const { id } of [lead, same, near, worse]) expect((await read(id)).alert.state).toBe('acknowledged')
  })

  test('where the page of a group is well again, another of it that is not goes on as the page', async () => {
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    const lead = departure(workflowId)
    const { id: leadId } = await raise(lead)
    const other = await raise(departure(workflowId, { signal: 'edit-share' }))
    await calm(lead)
    expect((await read(leadId)).alert.state).toBe('calm')
    await pass(15 * MINUTE)
    expect(await messages(other.id)).toHaveLength(1)
    expect((await timeline(other.id)).slice(-1)).toEqual(['told Cy Holm'])
  })

  test('in quiet hours nobody is told but of the urgent, across the change of clocks, and then it is told', async () => {
    const quiet = { zone: 'Europe/Berlin', from: '22:00', to: '07:00', days: [] }
    const set = await server.request('POST', '/api/v1/alerts/quiet-hours', {
      as: bea,
      body: { own: true, hours: quiet },
    })
    expect(set.body.mine).toEqual({ own: true, hours: quiet })
    const { id: workflowId } = await workflow({ 'daily-care': bea, backup: cy })
    // 28 March 2027, the night in which Berlin's clocks skip an hour: 01:30 there is 00:30 UTC, 07:00 is 05:00 UTC.
    clock.advance(new Date('2027-03-28T00:30:00Z').getTime() - clock.now().getTime())
    const { id } = await raise(departure(workflowId, { severity: 'today' }))
    const urgent = await raise(departure(workflowId, { signal: 'failure-share', since: new Date(0) }))
    expect(await messages(id)).toEqual([])
    expect((await read(id)).alert.heldUntil).toBe('2027-03-28T05:00:00.000Z')
    expect(await messages(urgent.id)).toHaveLength(1)
    await pass(4.5 * HOUR - 1)
    expect(await messages(id)).toEqual([])
    await pass(1)
    expect(await messages(id)).toHaveLength(1)
    await server.request('POST', '/api/v1/alerts/quiet-hours', { as: bea, body: { own: false, hours: null } })
  })

  test('in a maintenance window nobody is told, everything is kept and shown, and its end tells', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': bea })
    const path = `/api/v1/workflows/${slug}/maintenance`
    const until = new Date(clock.now().getTime() + 2 * HOUR).toISOString()
    expect((await server.request('POST', path, { as: ada, body: { until, reason: ' ' } })).status).toBe(422)
    const set = await server.request('POST', path, { as: ada, body: { until, reason: 'The database moves' } })
    expect(set).toMatchObject({ status: 201, body: { maintenance: [{ reason: 'The database moves', isOpen: true }] } })
    const { id } = await raise(departure(workflowId))
    const well = departure(workflowId, { signal: 'failure-share' })
    const over = await raise(well)
    await calm(well)
    expect((await read(id)).alert).toMatchObject({ state: 'open', heldUntil: until })
    expect(await messages(id)).toEqual([])
    expect((await read(over.id)).alert.state).toBe('resolved')
    const [window] = set.body.maintenance
    await server.request('POST', `${path}/${window.id}/end`, { as: ada, body: {} })
    await pass(0)
    expect(await messages(id)).toHaveLength(1)
    const acts = await server.request('GET', '/api/v1/ledger', { as: server.admin })
    expect(acts.body.items.slice(0, 2).map((entry: { act: string }) => entry.act)).toEqual([
      'maintenance-ended',
      'maintenance-set',
    ])
  })

  test('S296 noise above the limit proposes a wider threshold that the owner of the workflow takes or leaves', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': bea })
    for (let n = 0; n < 5; n += 1) {
      const { id } = await raise(departure(workflowId))
      await post(id, 'resolve', bea, { verdict: n === 0 ? 'useful' : 'noise' })
      clock.advance(HOUR)
    }
    const get = async () => (await server.request('GET', `/api/v1/workflows/${slug}/alerts`, { as: cy })).body
    const { proposals, mayDecide } = await get()
    expect(mayDecide).toBe(false)
    expect(proposals).toMatchObject([{ signal: 'override-share', factor: 1.5, noise: 4, judged: 5 }])
    const path = `/api/v1/workflows/${slug}/thresholds/${proposals[0].id}`
    expect((await server.request('POST', path, { as: cy, body: { decision: 'accepted' } })).status).toBe(403)
    expect((await server.request('POST', path, { as: bea, body: { decision: 'accepted' } })).status).toBe(200)
    expect((await server.request('POST', path, { as: bea, body: { decision: 'declined' } })).status).toBe(409)
    const factors = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      thresholdFactorsOf(trx, server.workspaceId, workflowId),
    )
    expect([...factors]).toEqual([['override-share', 1.5]])
    expect((await get()).widened).toMatchObject([{ signal: 'override-share', factor: 1.5, by: { name: 'Bea Lind' } }])
    const { items } = (await server.request('GET', '/api/v1/alerts/precision', { as: cy })).body
    expect(items.find((item: { workflow: { slug: string } }) => item.workflow.slug === slug)).toMatchObject({
      raised: 5,
      told: 5,
      useful: { k: 1, n: 5, interval: { low: expect.closeTo(0.0362, 4), high: expect.closeTo(0.6245, 4) } },
      ignored: { n: 0, interval: null },
    })
  })

  test('S296 alerts that nobody answers within a day are counted as ignored, and the workflow is marked', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': bea })
    for (let n = 0; n < 5; n += 1)
      await raise(departure(workflowId, { signal: `signal-${n}`, since: new Date(n * HOUR * 9) }))
    await pass(25 * HOUR)
    const { items } = (await server.request('GET', '/api/v1/alerts/precision', { as: cy })).body
    expect(items.find((item: { workflow: { slug: string } }) => item.workflow.slug === slug)).toMatchObject({
      isIgnored: true,
      ignored: { k: 5, n: 5, interval: { high: 1 } },
    })
  })
})

describe('the way through bad output', () => {
  test('S021 S023 S279 S349 pause, collect examples, see how wide, give it to the builder with them', async () => {
    const { slug, id: workflowId } = await workflow({ 'daily-care': bea, 'change-owner': ada })
    const records = Array.from({ length: 4 }, (_, n) =>
      sampleRun(clock.now(), { workflow: slug, unitKey: `T-${n}`, route: n === 0 ? 'review' : 'automatic' }),
    )
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body).toMatchObject({ accepted: 4 })
    const [flagged] = records
    await server.request('POST', `/api/v1/runs/${flagged?.id}/flags`, { as: cy, body: { note: 'names no amount' } })
    clock.advance(HOUR)
    const { id } = await raise(departure(workflowId, { since: new Date(clock.now().getTime() - 2 * HOUR) }))
    const opened = await read(id, bea)
    expect(opened.steps.map((step: { step: string }) => step.step)).toEqual([
      'pause',
      'examples',
      'how-wide',
      'to-builder',
    ])
    expect(opened.steps.every((step: { done: boolean }) => !step.done)).toBe(true)
    expect(opened.suggested).toMatchObject([{ unitKey: 'T-0', why: 'flagged by Cy Holm' }])
    expect(opened.wide).toMatchObject({ units: 4, automatic: 3, flagged: 1 })

    const paused = await post(id, 'steps', bea, { step: 'pause', reason: 'Wrong amounts' })
    expect(paused.body).toMatchObject({ isPaused: true, alert: { state: 'acknowledged' } })
    await post(id, 'steps', bea, { step: 'examples', runIds: [flagged?.id] })
    expect(await post(id, 'steps', bea, { step: 'examples', runIds: [id] })).toMatchObject({ status: 422 })
    await post(id, 'steps', bea, { step: 'how-wide' })
    const given = await post(id, 'steps', bea, { step: 'to-builder', note: 'It began with the new price list' })
    expect(given.body.steps.every((step: { done: boolean }) => step.done)).toBe(true)
    expect(given.body).toMatchObject({
      alert: { owner: { name: 'Ada Fox' }, withBuilder: true, state: 'open' },
      examples: [{ unitKey: 'T-0' }],
    })
    expect((await timeline(id)).slice(-2)).toEqual(['to-builder Ada Fox', 'told Ada Fox'])
    const acts = await server.request('GET', '/api/v1/ledger', { as: server.admin })
    expect(acts.body.items.slice(0, 4).map((entry: { act: string }) => entry.act)).toEqual([
      'alert-given-to-builder',
      'alert-how-wide',
      'alert-examples',
      'workflow-paused',
    ])
  })
})
