import type { Channel, Delivery } from '@dayshift/contract'
import type { Message } from '@dayshift/core'
import { createManualClock } from '@dayshift/server'
import {
  bootServer,
  type MailSink,
  type Receiver,
  startMailSink,
  startReceiver,
  type TestServer,
} from '@dayshift/testkit'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { announce, announceChange, notify } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T08:00:00Z'))
const MINUTE_MS = 60_000
let server: TestServer
let sink: MailSink
let slack: Receiver
let pagerDuty: Receiver
let hook: Receiver
let other: Receiver

beforeAll(async () => {
  sink = await startMailSink()
  slack = await startReceiver()
  pagerDuty = await startReceiver()
  hook = await startReceiver()
  other = await startReceiver()
  pagerDuty.answer({ status: 202, body: { status: 'success' } })
  server = await bootServer({
    clock,
    publicUrl: new URL('https://dayshift.example.com'),
    mail: { url: sink.url, from: 'Dayshift <dayshift@example.com>' },
    outbound: { allow: ['127.0.0.1/32'], http: true },
    slackApi: new URL(`${slack.url}/api/`),
    pagerDutyEvents: new URL(`${pagerDuty.url}/`),
  })
})
afterAll(async () => {
  await server.close()
  for (const one of [sink, slack, pagerDuty, hook, other]) await one.close()
})
afterEach(async () => {
  for (const one of [hook, other]) one.answer({ status: 200 })
  sink.refuse(null)
  await asSystem(server.world.db, async (trx) => {
    await trx.updateTable('channels').set({ state: 'removed' }).where('kind', '<>', 'email').execute()
    await trx.updateTable('deliveries').set({ state: 'dropped' }).where('state', '=', 'waiting').execute()
  })
})

function message(key: string, more: Partial<Message> = {}): Message {
  return {
    key,
    severity: 'urgent',
    subject: 'Override share is above normal',
    lines: ['Override share is 31 % (n = 212, 14 days), normal is 9 %.', 'Collect examples, then pause <it>.'],
    link: '/alerts/0199a000-0000-7000-8000-000000000001',
    workflow: { slug: 'billing-replies', name: 'Billing replies' },
    alert: null,
    ...more,
  }
}

const ALERT = '0199a000-0000-7000-8000-000000000001'
function alert(state: 'open' | 'acknowledged' | 'resolved', key = `${ALERT}:${state}`): Message {
  const acts = state === 'open' ? (['acknowledge', 'resolve-useful', 'resolve-noise'] as const) : []
  const news = state === 'open' ? null : 'Mara Member has it in hand.'
  return message(key, { alert: { id: ALERT, acts, state, news } })
}

const tell = (personId: string, told: Message) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    notify(trx, server.world, server.workspaceId, personId, told),
  )
const tellAll = (told: Message) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) => announce(trx, server.world, server.workspaceId, told))

/** As the server does while it runs: looks for what is due until nothing is left. */
async function send(): Promise<void> {
  await server.doWhatIsDue()
}

async function add(body: object): Promise<{ channel: Channel; secret: string }> {
  const answer = await server.request('POST', '/api/v1/channels', {
    as: server.admin,
    body: { name: 'A channel', severities: ['urgent', 'today'], ...body },
  })
  expect([answer.status, answer.body.code]).toEqual([201, undefined])
  return answer.body
}

async function channel(id: string): Promise<Channel> {
  const { body } = await server.request('GET', '/api/v1/channels', { as: server.viewer })
  return body.items.find((item: Channel) => item.id === id)
}

async function log(id: string): Promise<Delivery[]> {
  return (await server.request('GET', `/api/v1/channels/${id}/deliveries`, { as: server.admin })).body.items
}

describe('e-mail', () => {
  test('reaches the person in the words of the product, with the public link, once for each key', async () => {
    expect(await tell(server.member.id, message('mail-1'))).toBe(1)
    expect(await tell(server.member.id, message('mail-1'))).toBe(0)
    await send()
    const mails = sink.mails.filter(({ to }) => to.includes(server.member.email))
    expect(mails).toHaveLength(1)
    const raw = mails[0]?.raw ?? ''
    expect(raw).toContain('Subject: Urgent: Billing replies: Override share is above normal')
    expect(raw).toContain('From: Dayshift <dayshift@example.com>')
    expect(raw).toContain(`https://dayshift.example.com/alerts/${ALERT}`)
    expect(raw).toContain('Collect examples, then pause &lt;it&gt;.')
    const [row] = await log((await emailChannel()).id)
    expect(raw).toContain(`Message-ID: <${row?.id}@example.com>`)
    expect(row).toMatchObject({ state: 'delivered', lastStatus: 250, to: { id: server.member.id } })
  })

  test('a full mailbox is tried again, a mailbox that is none is given up and told', async () => {
    sink.refuse(452)
    await tell(server.viewer.id, message('mail-later'))
    await send()
    const { id } = await emailChannel()
    expect((await log(id))[0]).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 452 })
    sink.refuse(null)
    clock.advance(MINUTE_MS)
    await send()
    expect((await log(id))[0]).toMatchObject({ state: 'delivered', attempts: 2 })
    sink.refuse(550)
    await tell(server.viewer.id, message('mail-never'))
    await send()
    expect((await log(id))[0]).toMatchObject({ state: 'dead', lastStatus: 550, attempts: 1 })
    expect((await channel(id)).health).toMatchObject({ dead: 1, failures: 0 })
  })

  async function emailChannel(): Promise<Channel> {
    const { body } = await server.request('GET', '/api/v1/channels', { as: server.admin })
    expect(body.mail).toEqual({ host: '127.0.0.1', from: 'Dayshift <dayshift@example.com>' })
    return body.items[0]
  }
})

describe('how I am told', () => {
  test('each person chooses by severity; something urgent must reach her on one way', async () => {
    const as = server.member
    const first = await server.request('GET', '/api/v1/told', { as })
    expect(first.body.choices).toEqual([
      { severity: 'urgent', ways: ['email', 'slack'], chosen: false },
      { severity: 'today', ways: ['email'], chosen: false },
      { severity: 'note', ways: [], chosen: false },
    ])
    expect(first.body.ways[1]).toMatchObject({ way: 'slack', available: false, why: 'No Slack app is connected yet.' })
    const none = await server.request('POST', '/api/v1/told', { as, body: { severity: 'urgent', ways: [] } })
    expect([none.status, none.body.code]).toEqual([422, 'urgent-needs-a-way'])
    const before = sink.mails.length
    await server.request('POST', '/api/v1/told', { as, body: { severity: 'today', ways: [] } })
    await server.request('POST', '/api/v1/told', { as, body: { severity: 'note', ways: ['email'] } })
    expect(await tell(as.id, message('told-today', { severity: 'today' }))).toBe(0)
    expect(await tell(as.id, message('told-note', { severity: 'note' }))).toBe(1)
    expect(await tell(server.admin.id, message('told-note', { severity: 'note' }))).toBe(0)
    await send()
    expect(sink.mails).toHaveLength(before + 1)
  })
})

describe('webhooks', () => {
  test('are signed after Standard Webhooks, and carry the event with its link', async () => {
    const { channel, secret } = await add({ kind: 'webhook', url: `${hook.url}/hook/token-123` })
    expect(secret).toMatch(/^whsec_/)
    expect(channel).toMatchObject({ kind: 'webhook', place: new URL(hook.url).host, state: 'active' })
    await tellAll(alert('open', 'hook-1'))
    await send()
    const got = hook.received.at(-1)
    const verified = new Webhook(secret).sign(
      String(got?.headers['webhook-id']),
      new Date(Number(got?.headers['webhook-timestamp']) * 1000),
      got?.text ?? '',
    )
    expect(got?.headers['webhook-signature']).toBe(verified)
    expect(got?.body).toMatchObject({
      type: 'alert.opened',
      timestamp: '2026-11-20T08:01:00.000Z',
      data: { severity: 'urgent', alert: { id: ALERT, state: 'open' }, workflow: { slug: 'billing-replies' } },
    })
    expect(got?.body.data.link).toBe(`https://dayshift.example.com/alerts/${ALERT}`)
    const [row] = await log(channel.id)
    expect(row).toMatchObject({ id: got?.headers['webhook-id'], state: 'delivered', lastStatus: 200, attempts: 1 })
    expect(row?.tries).toHaveLength(1)
  })

  test('show and log nothing of address, token or secret', async () => {
    const { channel, secret } = await add({ kind: 'webhook', url: `${hook.url}/hook/token-456` })
    await tellAll(message('hook-hidden'))
    await send()
    const seen = JSON.stringify([
      (await server.request('GET', '/api/v1/channels', { as: server.admin })).body,
      await log(channel.id),
      (await server.request('GET', '/api/v1/ledger', { as: server.admin })).body,
    ])
    const kept = await asSystem(server.world.db, (trx) => trx.selectFrom('channels').selectAll().execute())
    for (const text of [
      seen,
      JSON.stringify(kept.map((row) => ({ ...row, sealed: row.sealed?.toString('latin1') }))),
    ]) {
      expect(text).not.toContain('token-456')
      expect(text).not.toContain(secret)
    }
  })

  test('a new secret takes the place of the old one while both are good for a time', async () => {
    const { channel, secret: old } = await add({ kind: 'webhook', url: hook.url })
    const rotated = await server.request('POST', `/api/v1/channels/${channel.id}/secret`, {
      as: server.admin,
      body: { bothForHours: 24 },
    })
    const fresh: string = rotated.body.secret
    expect(rotated.body.channel.previousSecretUntil).toBe('2026-11-21T08:01:00.000Z')
    const signatures = async (key: string) => {
      await tellAll(message(key))
      await send()
      const got = hook.received.at(-1)
      if (got === undefined) throw new Error('Nothing came')
      const { headers, text } = got
      const at = new Date(Number(headers['webhook-timestamp']) * 1000)
      const by = (secret: string) => new Webhook(secret).sign(String(headers['webhook-id']), at, text)
      return { sent: String(headers['webhook-signature']).split(' '), old: by(old), fresh: by(fresh) }
    }
    const both = await signatures('rotated-1')
    expect(both.sent).toEqual([both.fresh, both.old])
    clock.advance(24 * 60 * MINUTE_MS)
    const one = await signatures('rotated-2')
    expect(one.sent).toEqual([one.fresh])
  })

  test('an address inside the network is refused when it is added', async () => {
    for (const url of ['https://10.0.0.1/', 'https://0x7f.1/', 'https://[::1]/', 'https://169.254.169.254/latest']) {
      const body = { kind: 'webhook', name: 'Inside', url: url.replace('0x7f.1', '0x7f.0.0.2'), severities: [] }
      const answer = await server.request('POST', '/api/v1/channels', { as: server.admin, body })
      expect([url, answer.status, answer.body.code]).toEqual([url, 422, 'address-refused'])
    }
  })

  test('a host that is not there is told in words', async () => {
    const gone = await startReceiver()
    await gone.close()
    const { channel: made } = await add({ kind: 'webhook', url: gone.url })
    await tellAll(message('hook-gone'))
    await send()
    expect((await log(made.id))[0]).toMatchObject({ state: 'waiting', lastStatus: null })
    expect((await channel(made.id)).health.lastFailure).toBe('"127.0.0.1" did not answer: it refused the connection.')
  })

  test('a test says at once what came back', async () => {
    const { channel: made } = await add({ kind: 'webhook', url: hook.url })
    const good = await server.request('POST', `/api/v1/channels/${made.id}/test`, { as: server.admin })
    expect(good.body).toMatchObject({ kind: 'test', state: 'delivered', lastStatus: 200 })
    expect(hook.received.at(-1)?.body.type).toBe('test.sent')
    hook.answer({ status: 401 })
    const bad = await server.request('POST', `/api/v1/channels/${made.id}/test`, { as: server.admin })
    expect(bad.body).toMatchObject({ state: 'dead', lastStatus: 401, lastError: 'The receiver answered 401.' })
    expect((await channel(made.id)).health).toMatchObject({ failures: 0, dead: 0 })
  })

  test('a change that went live is told to the webhooks that want it', async () => {
    await add({ kind: 'webhook', url: `${hook.url}/wants`, severities: [] })
    await add({ kind: 'webhook', url: `${other.url}/wants-not`, tellsChanges: false })
    const told = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      announceChange(trx, server.world, server.workspaceId, {
        id: ALERT,
        workflow: { slug: 'billing-replies', name: 'Billing replies' },
        sentence: 'Release 2026-10 went live for 25 % of the units.',
        at: clock.now(),
        link: `/workflows/billing-replies/changes/${ALERT}`,
      }),
    )
    expect(told).toBe(1)
    await send()
    expect(hook.received.at(-1)).toMatchObject({ path: '/wants', body: { type: 'change.live', data: { id: ALERT } } })
  })
})

describe('a channel that fails', () => {
  test('S280 one that answers 500 for an hour loses nothing and repeats nothing', async () => {
    const { channel: made } = await add({ kind: 'webhook', url: hook.url })
    hook.answer({ status: 500 })
    const before = hook.received.length
    for (let n = 0; n < 20; n += 1) await tellAll(message(`hour-${n}`))
    for (let minute = 0; minute < 60; minute += 2) {
      await send()
      clock.advance(2 * MINUTE_MS)
    }
    const tries = hook.received.length - before
    // One at a time with growing waits, not twenty messages at every look.
    expect(tries).toBeGreaterThan(5)
    expect(tries).toBeLessThan(40)
    expect((await channel(made.id)).health).toMatchObject({ waiting: 20, delivered: 0 })
    hook.answer({ status: 200 })
    const from = hook.received.length
    for (let minute = 0; minute < 15; minute += 1) {
      clock.advance(MINUTE_MS)
      await send()
    }
    const arrived = hook.received.slice(from).map(({ headers }) => headers['webhook-id'])
    expect(arrived).toHaveLength(20)
    expect(new Set(arrived).size).toBe(20)
    expect((await channel(made.id)).health).toMatchObject({
      waiting: 0,
      delivered: 20,
      failures: 0,
      failingSince: null,
    })
  })

  test('S280 one that answers 500 for an hour is tried with growing pauses, then noticed as dead, and the admins are told once', async () => {
    const { channel: made } = await add({ kind: 'webhook', name: 'Pager of old', url: hook.url })
    const begun = clock.now().getTime()
    const tries: number[] = []
    hook.answer(() => {
      tries.push((clock.now().getTime() - begun) / 1_000)
      return { status: 500 }
    })
    const told = () =>
      sink.mails.filter(({ text }) => text.includes('nothing arrives by the channel "Pager of old"')).length
    await tellAll(message('growing'))
    let toldAfterMinutes: number | null = null
    for (let looks = 0; looks < 240; looks += 1) {
      await send()
      if (toldAfterMinutes === null && told() > 0) toldAfterMinutes = looks / 4
      clock.advance(15_000)
    }
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
    // 5 s, 10 s, 20 s … each at the look that comes after it, up to ten minutes; each with its own share of a quarter.
    expect(pauses.length).toBeGreaterThan(8)
    expect(pauses.length).toBeLessThan(16)
    expect(Math.max(...pauses.slice(0, 3))).toBeLessThanOrEqual(45)
    expect(Math.min(...pauses.slice(-3))).toBeGreaterThanOrEqual(450)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(765)
    expect(toldAfterMinutes).toBeGreaterThanOrEqual(10)
    expect(toldAfterMinutes).toBeLessThanOrEqual(25)
    expect(told()).toBe(1)
    expect((await channel(made.id)).health).toMatchObject({
      waiting: 1,
      lastFailure: 'The receiver answered 500.',
      failingSince: new Date(begun).toISOString(),
    })
  })

  test('admins are told once by another channel, and again when it fails anew', async () => {
    const { channel: made } = await add({ kind: 'webhook', name: 'Ticket system', url: hook.url })
    const mailed = () =>
      sink.mails.filter(({ text }) => text.includes('nothing arrives by the channel "Ticket system"')).length
    const fail = async () => {
      hook.answer({ status: 500 })
      await tellAll(message(`failing-${clock.now().toISOString()}`))
      for (let look = 0; look < 14; look += 1) {
        await send()
        clock.advance(3 * MINUTE_MS)
      }
    }
    await fail()
    expect(mailed()).toBe(1)
    expect((await channel(made.id)).health.lastFailure).toBe('The receiver answered 500.')
    hook.answer({ status: 200 })
    clock.advance(11 * MINUTE_MS)
    await send()
    await fail()
    expect(mailed()).toBe(2)
  })

  test('a receiver that says how long to wait is waited for', async () => {
    await add({ kind: 'webhook', url: hook.url })
    hook.answer({ status: 429, headers: { 'retry-after': '1800' } })
    await tellAll(message('slow-down'))
    await send()
    const tries = hook.received.length
    hook.answer({ status: 200 })
    clock.advance(29 * MINUTE_MS)
    await send()
    expect(hook.received).toHaveLength(tries)
    clock.advance(2 * MINUTE_MS)
    await send()
    expect(hook.received).toHaveLength(tries + 1)
  })

  test('one that answers nothing for days is switched off, with a notice and its messages kept', async () => {
    const { channel: made } = await add({ kind: 'webhook', name: 'Old system', url: hook.url })
    hook.answer({ status: 503 })
    await tellAll(message('days-1'))
    for (let hour = 0; hour < 76; hour += 4) {
      await send()
      if (hour === 48) await tellAll(message('days-2'))
      clock.advance(240 * MINUTE_MS)
    }
    expect(await channel(made.id)).toMatchObject({ state: 'off' })
    expect(
      sink.mails.filter(({ text }) =>
        text.includes('nothing arrived by the channel "Old system", so it was switched off'),
      ),
    ).toHaveLength(1)
    const ledger = await server.request('GET', `/api/v1/ledger?subject=channel:${made.id}`, { as: server.admin })
    expect(ledger.body.items[0]).toMatchObject({ act: 'channel-switched-off' })
    expect(await tellAll(message('days-3'))).toBe(0)
    hook.answer({ status: 200 })
    await server.request('PATCH', `/api/v1/channels/${made.id}`, { as: server.admin, body: { state: 'active' } })
    const [given] = await log(made.id)
    expect(given).toMatchObject({ state: 'dead' })
    const again = await server.request('POST', `/api/v1/channels/${made.id}/deliveries/${given?.id}/send`, {
      as: server.admin,
    })
    expect(again.body).toMatchObject({ state: 'delivered', id: given?.id })
    expect(hook.received.at(-1)?.headers['webhook-id']).toBe(given?.id)
  })

  test('a receiver that is gone for good is switched off at once', async () => {
    const { channel: made } = await add({ kind: 'webhook', url: hook.url })
    hook.answer({ status: 410 })
    await tellAll(message('gone'))
    await send()
    expect(await channel(made.id)).toMatchObject({ state: 'off' })
  })

  test('one message that a receiver refuses holds up no other', async () => {
    const { channel: made } = await add({ kind: 'webhook', url: hook.url })
    hook.answer(({ text }) => ({ status: text.includes('poison') ? 422 : 200 }))
    await tellAll(message('poison-1', { subject: 'poison' }))
    await tellAll(message('poison-2'))
    await send()
    expect((await log(made.id)).map(({ state }) => state)).toEqual(['delivered', 'waiting'])
    expect((await channel(made.id)).health.failures).toBe(0)
  })

  test('S280 a slow one holds up no other, and has few under way at once', async () => {
    await add({ kind: 'webhook', url: hook.url })
    await add({ kind: 'webhook', url: other.url })
    const before = hook.received.length
    const others = other.received.length
    hook.answer({ status: 200, afterMs: 1_500 })
    for (let n = 0; n < 8; n += 1) await tellAll(message(`slow-${n}`))
    const sending = send()
    await expect.poll(() => other.received.length - others, { timeout: 5_000 }).toBe(8)
    expect(hook.received.length - before).toBeLessThanOrEqual(4)
    await sending
    expect(hook.received.length - before).toBe(8)
  })

  test('a paused one keeps what is told, a removed one drops it and forgets its secrets', async () => {
    const { channel: made } = await add({ kind: 'webhook', url: hook.url })
    const patch = (body: object) => server.request('PATCH', `/api/v1/channels/${made.id}`, { as: server.admin, body })
    await patch({ state: 'paused' })
    await tellAll(message('paused'))
    const before = hook.received.length
    await send()
    expect(hook.received).toHaveLength(before)
    await patch({ state: 'active' })
    await send()
    expect(hook.received).toHaveLength(before + 1)
    await server.request('DELETE', `/api/v1/channels/${made.id}`, { as: server.admin })
    expect(await channel(made.id)).toBeUndefined()
    const row = await asSystem(server.world.db, (trx) =>
      trx.selectFrom('channels').select('sealed').where('id', '=', made.id).executeTakeFirstOrThrow(),
    )
    expect(row.sealed).toBeNull()
  })
})

describe('PagerDuty', () => {
  test('hears an alert as one incident, in its order, and of changes beside it', async () => {
    const routingKey = 'R0123456789012345678901234567890'.slice(0, 32)
    const { channel: made } = await add({ kind: 'pagerduty', routingKey })
    expect(made.place).toBe('key …7890')
    const from = pagerDuty.received.length
    expect(await tellAll(message('no-alert'))).toBe(0)
    pagerDuty.answer({ status: 500 })
    await tellAll(alert('open'))
    await send()
    // The end of it must not overtake its begin.
    await tellAll(alert('acknowledged'))
    await tellAll(alert('resolved'))
    pagerDuty.answer({ status: 202, body: { status: 'success' } })
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(MINUTE_MS)
      await send()
    }
    const events = pagerDuty.received.slice(from + 1)
    expect(events.map(({ path, body }) => [path, body.event_action, body.dedup_key])).toEqual([
      ['/v2/enqueue', 'trigger', ALERT],
      ['/v2/enqueue', 'acknowledge', ALERT],
      ['/v2/enqueue', 'resolve', ALERT],
    ])
    expect(events[0]?.body).toMatchObject({
      routing_key: routingKey,
      payload: { severity: 'critical', source: 'billing-replies', summary: 'Override share is above normal' },
    })
    await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      announceChange(trx, server.world, server.workspaceId, {
        id: ALERT,
        workflow: { slug: 'billing-replies', name: 'Billing replies' },
        sentence: 'Release 2026-10 went live.',
        at: clock.now(),
        link: '/workflows/billing-replies/changes',
      }),
    )
    await send()
    expect(pagerDuty.received.at(-1)).toMatchObject({
      path: '/v2/change/enqueue',
      body: { payload: { summary: 'Billing replies: Release 2026-10 went live.' } },
    })
  })
})
