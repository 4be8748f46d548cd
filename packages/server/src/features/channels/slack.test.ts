import { createHmac } from 'node:crypto'
import { createManualClock } from '@dayshift/server'
import {
  addSampleWorkflow,
  bootServer,
  type Received,
  type Receiver,
  sampleRun,
  startReceiver,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { raiseAlert } from '../alerts/index.ts'
import { announce, notify } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T08:00:00Z'))
const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'.replaceAll(/[^0-9a-f]/g, 'e')
const TOKEN = 'xoxb-1234567890-abcdefghij'
let server: TestServer
let slack: Receiver
let pagerDuty: Receiver
let hook: Receiver
/** Who is who in Slack, by the id of the user. */
let users: Record<string, { email: string; deleted?: boolean }>

beforeAll(async () => {
  slack = await startReceiver()
  pagerDuty = await startReceiver()
  hook = await startReceiver()
  pagerDuty.answer({ status: 202, body: { status: 'success' } })
  server = await bootServer({
    clock,
    outbound: { allow: ['127.0.0.1/32'], http: true },
    slackApi: new URL(`${slack.url}/api/`),
    pagerDutyEvents: new URL(`${pagerDuty.url}/`),
  })
  users = {
    U0ADMIN: { email: server.admin.email.toUpperCase() },
    U0MEMBER: { email: server.member.email },
    U0VIEWER: { email: server.viewer.email },
    U0STRANGER: { email: 'stranger@elsewhere.example' },
  }
  slack.answer((received) => ({ status: 200, body: answerOf(received) }))
  await server.request('POST', '/api/v1/channels', {
    as: server.admin,
    body: {
      kind: 'slack-app',
      name: 'Operations',
      token: TOKEN,
      signingSecret: SIGNING_SECRET,
      channel: '#operations',
      severities: ['urgent', 'today'],
    },
  })
  for (const other of [
    { kind: 'pagerduty', name: 'On call', routingKey: 'R'.repeat(32) },
    { kind: 'webhook', name: 'Tickets', url: hook.url },
  ]) {
    const body = { ...other, severities: ['urgent'] }
    expect((await server.request('POST', '/api/v1/channels', { as: server.admin, body })).status).toBe(201)
  }
})
afterAll(async () => {
  await server.close()
  for (const one of [slack, pagerDuty, hook]) await one.close()
})
beforeEach(() => {
  clock.advance(3_600_000)
})

/** As Slack's Web API answers; the time of a message is its number. */
function answerOf({ path, body, headers }: Received): object {
  if (path.startsWith('/respond/')) return { ok: true }
  if (headers.authorization !== `Bearer ${TOKEN}`) return { ok: false, error: 'invalid_auth' }
  switch (path) {
    case '/api/chat.postMessage':
      return { ok: true, channel: String(body.channel).replace('#', 'C'), ts: `${String(slack.received.length)}.0001` }
    case '/api/chat.update':
      return { ok: true, channel: body.channel, ts: body.ts }
    case '/api/users.lookupByEmail': {
      const found = Object.entries(users).find(([, user]) => user.email.toLowerCase() === body.email)
      return found === undefined ? { ok: false, error: 'users_not_found' } : { ok: true, user: { id: found[0] } }
    }
    case '/api/users.info': {
      const user = users[body.user]
      return user === undefined
        ? { ok: false, error: 'user_not_found' }
        : { ok: true, user: { id: body.user, deleted: user.deleted ?? false, profile: { email: user.email } } }
    }
    default:
      return { ok: false, error: 'unknown_method' }
  }
}

const calls = (method: string, from = 0) => slack.received.slice(from).filter(({ path }) => path === `/api/${method}`)

/** Raised at a workflow of its own, so that no two belong together. */
async function raise(signal: string): Promise<string> {
  await addSampleWorkflow(server.world, server.workspaceId, signal)
  const workflowId = await asSystem(server.world.db, async (trx) => {
    const row = await trx.selectFrom('workflows').select('id').where('slug', '=', signal).executeTakeFirstOrThrow()
    return row.id
  })
  const { id } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    raiseAlert(trx, server.world, server.workspaceId, {
      on: { kind: 'workflow', id: workflowId },
      signal,
      slice: null,
      class: 'bad-output',
      severity: 'urgent',
      sentence: 'Override share is 31 % (n = 212, 14 days); normal is 9 %.',
      next: 'Collect examples <now> & look.',
      runbookSection: null,
      since: null,
      candidates: [],
      evidence: {},
      link: '/workflows/invoice-sorting',
      causedBy: null,
    }),
  )
  await server.doWhatIsDue()
  return id
}

interface Press {
  readonly user: string
  readonly button: string
  readonly value: string
  readonly secret?: string
  readonly ageS?: number
  readonly tamper?: boolean
}

const press = ({ user, button, value, ...more }: Press) =>
  sendSigned(
    {
      type: 'block_actions',
      user: { id: user },
      response_url: `${slack.url}/respond/${user}`,
      actions: [{ type: 'button', action_id: `dayshift:${button}`, value }],
    },
    more,
  )

/** As Slack sends what somebody did there. */
async function sendSigned(
  payload: { readonly user: { readonly id: string }; readonly [field: string]: unknown },
  { secret = SIGNING_SECRET, ageS = 0, tamper = false }: Pick<Press, 'secret' | 'ageS' | 'tamper'> = {},
) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(clock.now().getTime() / 1000) - ageS)
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const answer = await server.request('POST', '/api/v1/channels/slack/actions', {
    body: tamper ? body.replace(payload.user.id, 'U0ADMIN') : body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
  })
  await server.doWhatIsDue()
  return answer
}

/** The buttons of a message, by their names. */
function buttonsOf({ body }: Received): Record<string, string> {
  const [actions] = body.blocks.filter(({ type }: { type: string }) => type === 'actions')
  return Object.fromEntries(
    actions.elements.map(({ action_id: id, value, url }: Record<string, string>) => [id, value ?? url]),
  )
}

const state = async (id: string, as: TestPerson = server.viewer) =>
  (await server.request('GET', `/api/v1/alerts/${id}`, { as })).body.alert

test('an alert reaches the channel and its owner directly, with buttons, and never with the power to mention people', async () => {
  const id = await raise('override-share')
  const posts = calls('chat.postMessage')
  expect(posts.map(({ body }): string => body.channel).toSorted()).toEqual(['#operations', 'U0ADMIN'])
  for (const post of posts) {
    expect(Object.keys(buttonsOf(post))).toEqual(
      expect.arrayContaining(['dayshift:acknowledge', 'dayshift:resolve-useful', 'dayshift:open']),
    )
    expect(JSON.stringify(post.body.blocks)).not.toContain('<now>')
    expect(post.body.client_msg_id).toBe(buttonsOf(post)['dayshift:acknowledge'])
  }
  const [channelPost] = posts.filter(({ body }) => body.channel === '#operations')
  if (channelPost === undefined) throw new Error('Nothing came to the channel')
  const value = buttonsOf(channelPost)['dayshift:acknowledge'] ?? ''

  const from = slack.received.length
  const pressed = await press({ user: 'U0MEMBER', button: 'acknowledge', value })
  expect([pressed.status, pressed.body]).toEqual([200, ''])
  expect(await state(id)).toMatchObject({ state: 'acknowledged' })
  const ledger = await server.request('GET', '/api/v1/ledger', { as: server.admin })
  const act = ledger.body.items.find((item: { act: string }) => item.act === 'alert-acknowledged')
  expect(act.actor).toMatchObject({ kind: 'person', id: server.member.id })
  // Both messages say so, and offer what is left.
  const updates = calls('chat.update', from)
  expect(updates.map(({ body }): string => body.channel).toSorted()).toEqual(['Coperations', 'U0ADMIN'])
  for (const update of updates) {
    expect(JSON.stringify(update.body.blocks)).toContain('Mara Member has it in hand.')
    expect(Object.keys(buttonsOf(update))).toEqual([
      'dayshift:resolve-useful',
      'dayshift:resolve-noise',
      'dayshift:open',
    ])
  }

  const before = slack.received.length
  await press({ user: 'U0MEMBER', button: 'resolve-noise', value })
  expect(await state(id)).toMatchObject({ state: 'resolved' })
  const last = calls('chat.update', before)
  expect(last.map(({ body }): string => body.channel).toSorted()).toEqual(['Coperations', 'U0ADMIN'])
  for (const update of last) {
    expect(JSON.stringify(update.body.blocks)).toContain('Mara Member resolved it as noise.')
    expect(Object.keys(buttonsOf(update))).toEqual(['dayshift:open'])
  }
  // What is told of the end stands below the first message.
  expect(calls('chat.postMessage', before).at(-1)?.body.thread_ts).toBeDefined()
})

/** What a receiver heard of one alert: PagerDuty's action, a webhook's type. */
const pagedOf = (id: string) =>
  pagerDuty.received.filter(({ body }) => body.dedup_key === id).map(({ body }): string => body.event_action)
const hookedOf = (id: string) =>
  hook.received.filter(({ body }) => body.data.alert?.id === id).map(({ body }): string => body.type)

test('S280 an acknowledgement reaches PagerDuty under the same key and the webhook, and changes Slack once at each place, wherever it was given', async () => {
  const byButton = await raise('late-replies')
  const post = calls('chat.postMessage').findLast(({ body }) => body.channel === '#operations')
  const value = post === undefined ? '' : (buttonsOf(post)['dayshift:acknowledge'] ?? '')
  await press({ user: 'U0MEMBER', button: 'acknowledge', value })
  // Pressed twice, it was done once.
  await press({ user: 'U0MEMBER', button: 'acknowledge', value })
  expect(pagedOf(byButton)).toEqual(['trigger', 'acknowledge'])
  expect(hookedOf(byButton)).toEqual(['alert.opened', 'alert.acknowledged'])

  const byScreen = await raise('wrong-amounts')
  const from = slack.received.length
  await server.mustBe(200, 'POST', `/alerts/${byScreen}/acknowledge`, { as: server.member, body: {} })
  await server.doWhatIsDue()
  expect(pagedOf(byScreen)).toEqual(['trigger', 'acknowledge'])
  expect(hookedOf(byScreen)).toEqual(['alert.opened', 'alert.acknowledged'])
  expect(hook.received.at(-1)?.body.data.lines).toContain('Mara Member has it in hand.')
  expect(calls('chat.update', from)).toHaveLength(2)
  expect(calls('chat.postMessage', from)).toHaveLength(0)
  const verdict = { as: server.member, body: { verdict: 'useful', note: '' } }
  await server.mustBe(200, 'POST', `/alerts/${byScreen}/resolve`, verdict)
  await server.doWhatIsDue()
  expect(pagedOf(byScreen)).toEqual(['trigger', 'acknowledge', 'resolve'])
  expect(hookedOf(byScreen)).toEqual(['alert.opened', 'alert.acknowledged', 'alert.resolved'])
})

test('S280 who heard of an alert hears what became of it though it takes other severities by then, and who did not hears nothing', async () => {
  const id = await raise('refunds')
  const late = await startReceiver()
  const body = { kind: 'webhook', name: 'Late', url: late.url, severities: ['urgent', 'today', 'note'] }
  const { channel: made } = await server.mustBe(201, 'POST', '/channels', { body })
  const { items } = await server.mustBe(200, 'GET', '/channels')
  const onCall = items.find(({ name }: { name: string }) => name === 'On call')
  await server.mustBe(200, 'PATCH', `/channels/${onCall.id}`, { body: { severities: ['today'] } })
  const until = new Date(clock.now().getTime() + 3_600_000).toISOString()
  await server.mustBe(200, 'POST', `/alerts/${id}/snooze`, { as: server.member, body: { until } })
  await server.doWhatIsDue()
  expect(pagedOf(id)).toEqual(['trigger', 'acknowledge'])
  expect(late.received).toHaveLength(0)
  await server.mustBe(200, 'PATCH', `/channels/${onCall.id}`, { body: { severities: ['urgent'] } })
  await server.mustBe(200, 'POST', `/alerts/${id}/resolve`, { body: { verdict: 'noise', note: '' } })
  await server.doWhatIsDue()
  await server.mustBe(200, 'DELETE', `/channels/${made.id}`)
  await late.close()
})

test('S280 an alert says of everybody who was told by which way, and what became of it on each', async () => {
  slack.answer((received) =>
    received.path === '/api/chat.postMessage' && received.body.channel === 'U0ADMIN'
      ? { status: 500 }
      : { status: 200, body: answerOf(received) },
  )
  hook.answer({ status: 422 })
  const id = await raise('double-charges')
  const waysOf = async (act: string) => {
    const { timeline } = await server.mustBe(200, 'GET', `/alerts/${id}`, { as: server.viewer })
    const event = timeline.findLast((each: { act: string }) => each.act === act)
    const ways: { channel: { name: string }; to: { name: string } | null; state: string; sentence: string }[] =
      event.ways
    return {
      sentence: event.sentence,
      reached: event.reached,
      ways: ways.map(({ channel, to, state, sentence }) => [channel.name, to?.name ?? null, state, sentence]),
    }
  }
  expect(await waysOf('told')).toEqual({
    sentence: 'Harbour admin was told as an admin.',
    reached: null,
    ways: [
      ['Operations', null, 'waiting', 'waits: the channel fails. Slack answered 500.'],
      [
        'E-mail',
        null,
        'dropped',
        'was not sent. E-mail is not set up: an operator sets DAYSHIFT_SMTP_URL and DAYSHIFT_SMTP_FROM.',
      ],
    ],
  })
  expect(await waysOf('announced')).toMatchObject({
    sentence: 'The workspace was told on 3 channels.',
    reached: true,
    ways: [
      ['Operations', null, expect.stringMatching(/waiting|delivered/), expect.anything()],
      ['On call', null, 'delivered', 'arrived.'],
      ['Tickets', null, 'waiting', 'was not taken yet and is tried again. The receiver answered 422.'],
    ],
  })
  slack.answer((received) => ({ status: 200, body: answerOf(received) }))
  hook.answer({ status: 200 })
  clock.advance(12 * 60_000)
  await server.doWhatIsDue()
  expect(await waysOf('told')).toMatchObject({
    reached: true,
    ways: [['Operations', null, 'delivered', 'arrived 12 minutes later.'], expect.anything()],
  })
  await press({
    user: 'U0MEMBER',
    button: 'acknowledge',
    value: buttonsOf(calls('chat.postMessage').at(-1) ?? never())['dayshift:acknowledge'] ?? '',
  })
  expect((await waysOf('acknowledged')).ways).toEqual([
    ['Operations', null, 'delivered', 'arrived.'],
    ['Operations', 'Harbour admin', 'delivered', 'arrived.'],
    ['On call', null, 'delivered', 'arrived.'],
    ['Tickets', null, 'delivered', 'arrived.'],
  ])
})

function never(): never {
  throw new Error('Nothing was posted')
}

test('who may not act is told why and who may, seen by her alone, and nothing is done', async () => {
  const id = await raise('flags')
  const post = calls('chat.postMessage').findLast(({ body }) => body.channel === '#operations')
  const value = post === undefined ? '' : (buttonsOf(post)['dayshift:acknowledge'] ?? '')
  const said = async (user: string) => {
    const from = slack.received.length
    expect((await press({ user, button: 'acknowledge', value })).status).toBe(200)
    const reply = slack.received.slice(from).find(({ path }) => path === `/respond/${user}`)
    expect(reply?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    return reply?.body.text
  }
  expect(await said('U0STRANGER')).toBe(
    'Nothing was done: stranger@elsewhere.example is no member of this workspace in Dayshift. Harbour admin can add you.',
  )
  expect(await said('U0VIEWER')).toMatch(/you may read alerts and not answer them. Harbour admin can/)
  users['U0GONE'] = { email: server.member.email, deleted: true }
  expect(await said('U0GONE')).toMatch(/^Nothing was done/)
  expect(await state(id)).toMatchObject({ state: 'open' })
  await press({ user: 'U0MEMBER', button: 'acknowledge', value })
  expect(await said('U0ADMIN')).toMatch(/Mara Member has it in hand/)
})

test('what Slack did not sign, or signed long ago, does nothing and learns nothing', async () => {
  const id = await raise('edits')
  const post = calls('chat.postMessage').findLast(({ body }) => body.channel === '#operations')
  const value = post === undefined ? '' : (buttonsOf(post)['dayshift:acknowledge'] ?? '')
  const good = { user: 'U0MEMBER', button: 'acknowledge', value }
  const tries: Press[] = [
    { ...good, secret: 'e'.repeat(32) },
    { ...good, ageS: 301 },
    { ...good, ageS: -301 },
    { ...good, tamper: true },
    { ...good, value: '0199a000-0000-7000-8000-00000000ffff' },
    { ...good, value: 'x' },
    { ...good, button: 'unknown' },
  ]
  for (const one of tries) {
    const answer = await press(one)
    expect([answer.status, answer.body.code]).toEqual([401, 'not-signed'])
  }
  const plain = await server.request('POST', '/api/v1/channels/slack/actions', {
    body: 'payload=%7B',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(plain.status).toBe(401)
  expect(await state(id)).toMatchObject({ state: 'open' })
  expect((await press({ ...good, ageS: 299 })).status).toBe(200)
  expect(await state(id)).toMatchObject({ state: 'acknowledged' })
})

/** An output that a host shows in Slack, and what is said of it there. */
async function shownOutput() {
  const [known] = await asSystem(server.world.db, (trx) =>
    trx.selectFrom('workflows').select('id').where('slug', '=', 'billing-replies').execute(),
  )
  if (known === undefined) await addSampleWorkflow(server.world, server.workspaceId, 'billing-replies')
  const run = sampleRun(clock.now(), { unitKey: `T-${clock.now().toISOString()}` })
  const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  expect(sent.body.accepted).toBe(1)
  const shortcut = (user: string, message: object) => ({
    type: 'message_action',
    callback_id: 'dayshift:flag',
    user: { id: user, name: user.toLowerCase() },
    response_url: `${slack.url}/respond/${user}`,
    message,
  })
  const answerTo = (user: string, from: number) =>
    slack.received.slice(from).find(({ path }) => path === `/respond/${user}`)?.body
  const flags = async () =>
    asSystem(server.world.db, (trx) =>
      trx
        .selectFrom('flags')
        .select(['by_name', 'via', 'is_member'])
        .where('run_id', '=', run.id)
        .orderBy('id')
        .execute(),
    )
  return { id: run.id, shortcut, answerTo, flags }
}

test('S021 S043 an output that is seen in Slack is flagged there by message shortcut or button, and the reporter gets her receipt', async () => {
  const { id, shortcut, answerTo, flags } = await shownOutput()
  const from = slack.received.length
  const link = { text: `A draft: <https://dayshift.example.com/runs/${id}|open>` }
  expect((await sendSigned(shortcut('U0MEMBER', link))).status).toBe(200)
  const answer = answerTo('U0MEMBER', from)
  expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: false })
  expect(answer.text).toMatch(
    /^Thank you; .* will answer by \d+ \w+ 2026\. Add words: http\S+\/feedback\/[0-9a-f-]{36}$/,
  )
  // Said again by the button of the host's message: one reporter has one flag on one run.
  await press({ user: 'U0MEMBER', button: 'flag', value: id })
  expect(await flags()).toEqual([{ by_name: 'Mara Member', via: 'slack', is_member: true }])
  const ledger = await server.mustBe(200, 'GET', '/ledger')
  const act = ledger.items.find((item: { act: string }) => item.act === 'run-flagged')
  expect(act.actor).toMatchObject({ kind: 'person', id: server.member.id })

  // A colleague who has no account here flags too, as on a host's own page.
  const named = { metadata: { event_type: 'dayshift_run', event_payload: { run: id } } }
  const before = slack.received.length
  await sendSigned(shortcut('U0STRANGER', named))
  expect(answerTo('U0STRANGER', before).text).toMatch(/^Thank you; .* will answer by \d+ \w+ 2026\.$/)
  expect(await flags()).toEqual([
    { by_name: 'Mara Member', via: 'slack', is_member: true },
    { by_name: 'u0stranger', via: 'slack', is_member: false },
  ])
})

test('S021 a flag in Slack that nobody signed, or that names no run, keeps nothing and says why to whoever may know', async () => {
  const { id, shortcut, answerTo, flags } = await shownOutput()
  const link = { text: `/runs/${id}` }
  for (const more of [{ secret: 'e'.repeat(32) }, { ageS: 301 }, { tamper: true }]) {
    const answer = await sendSigned(shortcut('U0MEMBER', link), more)
    expect([answer.status, answer.body.code]).toEqual([401, 'not-signed'])
  }
  const said = async (user: string, message: object) => {
    const from = slack.received.length
    expect((await sendSigned(shortcut(user, message))).status).toBe(200)
    return answerTo(user, from).text
  }
  expect(await said('U0MEMBER', { text: 'Lunch?' })).toMatch(/^Nothing was flagged: this message names no run/)
  const unknown = '0199a000-0000-7000-8000-00000000ffff'
  expect(await said('U0MEMBER', { text: `/runs/${unknown}` })).toMatch(`There is no run "${unknown}" in Dayshift.`)
  expect(await said('U0NOBODY', link)).toMatch(/Slack does not tell Dayshift your e-mail address/)
  expect(await flags()).toEqual([])
})

test('whom Slack does not know is not tried again; a token that was revoked makes the channel fail', async () => {
  const nobody = await server.addPerson('Nora Nobody', 'member')
  const told = {
    key: 'to-nobody',
    severity: 'urgent',
    subject: 'Something',
    lines: [],
    link: '/',
    workflow: null,
    alert: null,
  } as const
  const ways = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    notify(trx, server.world, server.workspaceId, nobody.id, told),
  )
  expect(ways).toBe(2)
  await server.doWhatIsDue()
  const rows = await asSystem(server.world.db, (trx) =>
    trx.selectFrom('deliveries').select(['state', 'last_error']).where('key', '=', 'to-nobody').orderBy('id').execute(),
  )
  // No e-mail server is set here.
  expect(rows).toEqual([
    { state: 'dropped', last_error: expect.stringContaining('E-mail is not set up') },
    { state: 'dropped', last_error: 'Slack knows nobody by the address nora.nobody@example.com.' },
  ])
  slack.answer(() => ({ status: 200, body: { ok: false, error: 'token_revoked' } }))
  await inWorkspace(server.world.db, server.workspaceId, (trx) =>
    announce(trx, server.world, server.workspaceId, { ...told, key: 'revoked' }),
  )
  await server.doWhatIsDue()
  const { body } = await server.request('GET', '/api/v1/channels', { as: server.admin })
  const channel = body.items.find(({ name }: { name: string }) => name === 'Operations')
  expect(channel.health).toMatchObject({
    failures: 1,
    lastFailure: 'Slack refused: the token was revoked (token_revoked).',
  })
})
