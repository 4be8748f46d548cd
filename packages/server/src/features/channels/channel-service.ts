import { randomBytes } from 'node:crypto'
import type { AddChannelRequest, ChangeChannelRequest, Channel, Delivery, Told } from '@dayshift/contract'
import { type Actor, type Message, type Severity, type Way, waysFault } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import {
  type MailServer,
  OutboundRefused,
  type OutboundPolicy,
  readOutboundUrl,
} from '../../platform/outbound/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { putDeliveries } from './put-deliveries.ts'
import { channelOrMissing, deliveriesOf, toldOf } from './read-model.ts'
import { type ChannelSecrets, type ChannelShown, openSecrets, sealSecrets } from './secrets.ts'
import type { Sender } from './sender.ts'

export interface ChannelParts {
  readonly world: World
  readonly sender: Sender
  readonly mail: MailServer | null
  readonly policy: OutboundPolicy
}

interface By {
  readonly workspaceId: string
  readonly actor: Actor
}

interface Added {
  readonly channel: Channel
  readonly secret: string | null
}

/** Channels of one workspace, so that a mistake in a script doesn't make thousands. */
const MOST_CHANNELS = 50

export async function addChannel(parts: ChannelParts, by: By, asked: AddChannelRequest): Promise<Added> {
  const { world } = parts
  const secrets = secretsOf(asked, parts.policy)
  return await inWorkspace(world.db, by.workspaceId, async (trx) => {
    const { n } = await trx
      .selectFrom('channels')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('workspace_id', '=', by.workspaceId)
      .where('state', '<>', 'removed')
      .executeTakeFirstOrThrow()
    if (n >= MOST_CHANNELS) throw tooMany()
    const id = world.newId()
    await trx
      .insertInto('channels')
      .values({
        id,
        workspace_id: by.workspaceId,
        kind: asked.kind,
        name: storable(asked.name),
        shown: JSON.stringify(shownOf(secrets, asked.kind === 'slack-app' ? asked.channel : '')),
        sealed: sealSecrets(world, id, secrets),
        severities: [...new Set(asked.severities)],
        tells_changes: tellsChanges(asked.kind, asked.tellsChanges),
        state: 'active',
        created_at: world.clock.now(),
        created_by_name: by.actor.name,
      })
      .execute()
    const channel = await channelOrMissing(trx, world, by.workspaceId, parts.mail, id)
    await tell(trx, world, by, id, 'channel-added', `added the channel "${channel.name}" (${KIND_WORDS[asked.kind]}).`)
    return { channel, secret: secrets.kind === 'webhook' ? secrets.secret : null }
  })
}

export async function changeChannel(
  parts: ChannelParts,
  by: By,
  id: string,
  asked: ChangeChannelRequest,
): Promise<Channel> {
  const { world } = parts
  return await inWorkspace(world.db, by.workspaceId, async (trx) => {
    const row = await lockedChannel(trx, by.workspaceId, id)
    const before = openSecrets(world, id, row.sealed)
    const secrets = before === null ? null : changedSecrets(row, before, asked, parts.policy)
    // Its row was written by this service.
    const shown = row.shown as ChannelShown
    const state = asked.state ?? row.state
    const awakes = state === 'active' && row.state !== 'active'
    await trx
      .updateTable('channels')
      .set({
        ...(asked.name === undefined || row.kind === 'email' ? {} : { name: storable(asked.name) }),
        ...(asked.severities === undefined || row.kind === 'email'
          ? {}
          : { severities: [...new Set(asked.severities)] }),
        ...(asked.tellsChanges === undefined ? {} : { tells_changes: tellsChanges(row.kind, asked.tellsChanges) }),
        ...(secrets === null
          ? {}
          : {
              sealed: sealSecrets(world, id, secrets),
              shown: JSON.stringify(shownOf(secrets, asked.channel ?? shown.place)),
            }),
        state,
        // What was mended, or is switched on again, is tried at once.
        ...(awakes || secrets !== null ? { retry_at: null } : {}),
        ...(awakes ? { failing_since: null, failures: 0, told_at: null } : {}),
      })
      .where('id', '=', id)
      .execute()
    const channel = await channelOrMissing(trx, world, by.workspaceId, parts.mail, id)
    const [act, words] = actOf(row.state, state, secrets !== null)
    await tell(trx, world, by, id, act, `${words} the channel "${channel.name}".`)
    return channel
  })
}

/** Takes a channel away with all that is secret about it; what waits is not sent. Its log goes with time. */
export async function removeChannel(parts: ChannelParts, by: By, id: string): Promise<void> {
  const { world } = parts
  await inWorkspace(world.db, by.workspaceId, async (trx) => {
    const row = await lockedChannel(trx, by.workspaceId, id)
    if (row.kind === 'email') throw emailStays()
    await trx.updateTable('channels').set({ state: 'removed', sealed: null }).where('id', '=', id).execute()
    await trx
      .updateTable('deliveries')
      .set({ state: 'dropped', ended_at: world.clock.now(), last_error: 'The channel was removed.' })
      .where('channel_id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    await tell(trx, world, by, id, 'channel-removed', `removed the channel "${row.name}".`)
  })
}

/** Sends a test now; what came back is the answer. */
export async function testChannel(
  parts: ChannelParts,
  { workspaceId, personId }: { workspaceId: string; personId: string | null },
  id: string,
): Promise<Delivery> {
  const { world, sender } = parts
  const key = `test:${world.newId()}`
  const delivery = await inWorkspace(world.db, workspaceId, async (trx) => {
    const channel = await channelOrMissing(trx, world, workspaceId, parts.mail, id)
    if (channel.kind === 'email' && personId === null) throw personNeeded()
    await putDeliveries(trx, world, workspaceId, [
      {
        channelId: id,
        personId: channel.kind === 'email' ? personId : null,
        key,
        thread: null,
        subject: TEST.subject,
        content: { kind: 'test', message: { ...TEST, key } },
      },
    ])
    return await trx.selectFrom('deliveries').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  })
  await sender.sendOne(workspaceId, delivery.id)
  return await deliveryOf(parts, workspaceId, id, delivery.id)
}

/** A new signing secret; the one before is good for a while longer, so that the receiver may change over in its time. */
export async function rotateSecret(parts: ChannelParts, by: By, id: string, bothForHours: number): Promise<Added> {
  const { world } = parts
  return await inWorkspace(world.db, by.workspaceId, async (trx) => {
    const row = await lockedChannel(trx, by.workspaceId, id)
    const before = openSecrets(world, id, row.sealed)
    if (before?.kind !== 'webhook') throw noSecret(row.name)
    const until = new Date(world.clock.now().getTime() + bothForHours * 3_600_000).toISOString()
    const secret = newSecret()
    const secrets: ChannelSecrets = { ...before, secret, previous: { secret: before.secret, until } }
    await trx
      .updateTable('channels')
      .set({ sealed: sealSecrets(world, id, secrets) })
      .where('id', '=', id)
      .execute()
    const channel = await channelOrMissing(trx, world, by.workspaceId, parts.mail, id)
    await tell(trx, world, by, id, 'channel-secret-rotated', `gave the channel "${row.name}" a new signing secret.`)
    return { channel, secret }
  })
}

/** Sends once more what was given up; where its time is over, that try is the last. */
export async function sendAgain(
  parts: ChannelParts,
  workspaceId: string,
  channelId: string,
  deliveryId: string,
): Promise<Delivery> {
  const { world, sender } = parts
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const channel = await channelOrMissing(trx, world, workspaceId, parts.mail, channelId)
    const now = world.clock.now()
    const row = await trx
      .selectFrom('deliveries')
      .select(['state', 'kind'])
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', channelId)
      .where('id', '=', deliveryId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('delivery', deliveryId)
    if (row.state === 'delivered' || row.state === 'waiting') throw notGivenUp(channel.name, row.state)
    await trx
      .updateTable('deliveries')
      .set({ state: 'waiting', next_at: now, taken_until: null, ended_at: null })
      .where('id', '=', deliveryId)
      .execute()
    await publish(trx, workspaceId, { topic: 'channels', workflow: null, id: channelId })
  })
  await sender.sendOne(workspaceId, deliveryId)
  return await deliveryOf(parts, workspaceId, channelId, deliveryId)
}

/** A person chooses how she is told of one severity. */
export async function chooseTold(
  { world, mail }: ChannelParts,
  workspaceId: string,
  person: { readonly id: string; readonly email: string },
  severity: Severity,
  ways: readonly Way[],
): Promise<Told> {
  const fault = waysFault(severity, ways)
  if (fault !== null) {
    throw new ProblemError({
      status: 422,
      code: 'urgent-needs-a-way',
      title: 'Something urgent must reach you',
      detail: fault,
      mend: 'Choose at least one way.',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const chosen = { ways: [...new Set(ways)], changed_at: world.clock.now() }
    await trx
      .insertInto('told_ways')
      .values({ workspace_id: workspaceId, person_id: person.id, severity, ...chosen })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id', 'severity']).doUpdateSet(chosen))
      .execute()
    await publish(trx, workspaceId, { topic: 'channels', workflow: null, id: person.id })
    return await toldOf(trx, workspaceId, person, mail)
  })
}

async function deliveryOf(parts: ChannelParts, workspaceId: string, channelId: string, id: string): Promise<Delivery> {
  const { items } = await inWorkspace(parts.world.db, workspaceId, (trx) =>
    deliveriesOf(trx, { channelId, id, limit: 1 }),
  )
  const [delivery] = items
  if (delivery === undefined) throw notFound('delivery', id)
  return delivery
}

const TEST: Omit<Message, 'key'> = {
  severity: 'note',
  subject: 'A test from Dayshift',
  lines: ['This is a test: what needs people will arrive here.'],
  link: '/settings/channels',
  workflow: null,
  alert: null,
}

const KIND_WORDS: { readonly [K in Channel['kind']]: string } = {
  email: 'e-mail',
  'slack-app': 'Slack app',
  'slack-url': 'incoming webhook of Slack',
  webhook: 'webhook',
  pagerduty: 'PagerDuty',
}

/** Slack channels and e-mail are for people; changes are told there by the screens. */
function tellsChanges(kind: string, asked: boolean | undefined): boolean {
  return (kind === 'webhook' || kind === 'pagerduty') && (asked ?? true)
}

function secretsOf(asked: AddChannelRequest, policy: OutboundPolicy): ChannelSecrets {
  switch (asked.kind) {
    case 'slack-app':
      return { kind: 'slack-app', token: asked.token, signingSecret: asked.signingSecret?.toLowerCase() ?? null }
    case 'slack-url':
      return { kind: 'slack-url', url: checkedUrl(asked.url, policy) }
    case 'webhook':
      return { kind: 'webhook', url: checkedUrl(asked.url, policy), secret: newSecret(), previous: null }
    case 'pagerduty':
      return { kind: 'pagerduty', routingKey: asked.routingKey }
    default:
      return asked satisfies never
  }
}

/** The secrets with what is asked to be another; null where nothing is. */
function changedSecrets(
  row: { readonly name: string },
  before: ChannelSecrets,
  { token, signingSecret, channel, url, routingKey }: ChangeChannelRequest,
  policy: OutboundPolicy,
): ChannelSecrets | null {
  const given = Object.entries({ token, signingSecret, channel, url, routingKey }).flatMap(([field, value]) =>
    value === undefined ? [] : [field],
  )
  const foreign = given.filter((field) => !FIELDS_OF[before.kind].includes(field))
  if (foreign.length > 0) throw notOfItsKind(row.name, foreign)
  if (given.length === 0) return null
  switch (before.kind) {
    case 'slack-app':
      return {
        ...before,
        token: token ?? before.token,
        signingSecret: signingSecret?.toLowerCase() ?? before.signingSecret,
      }
    case 'slack-url':
    case 'webhook':
      return { ...before, url: url === undefined ? before.url : checkedUrl(url, policy) }
    case 'pagerduty':
      return { ...before, routingKey: routingKey ?? before.routingKey }
    default:
      return before satisfies never
  }
}

const FIELDS_OF: { readonly [K in ChannelSecrets['kind']]: readonly string[] } = {
  'slack-app': ['token', 'signingSecret', 'channel'],
  'slack-url': ['url'],
  webhook: ['url'],
  pagerduty: ['routingKey'],
}

function shownOf(secrets: ChannelSecrets, channel: string): ChannelShown {
  switch (secrets.kind) {
    case 'slack-app':
      return { place: channel }
    case 'slack-url':
    case 'webhook':
      return { place: new URL(secrets.url).host }
    case 'pagerduty':
      return { place: `key …${secrets.routingKey.slice(-4)}` }
    default:
      return secrets satisfies never
  }
}

function checkedUrl(text: string, policy: OutboundPolicy): string {
  try {
    return readOutboundUrl(text, policy).href
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error
    throw new ProblemError({
      status: 422,
      code: 'address-refused',
      title: 'The address can not be used',
      detail: error.message,
      mend: 'Give an address of the public internet that begins with "https://".',
      cause: error,
    })
  }
}

/** After the Standard Webhooks specification: `whsec_` and 192 random bits. */
function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

function actOf(before: string, after: string, mended: boolean): readonly [act: string, words: string] {
  if (before !== after) return after === 'paused' ? ['channel-paused', 'paused'] : ['channel-resumed', 'switched on']
  return ['channel-changed', mended ? 'changed where it leads:' : 'changed']
}

async function lockedChannel(trx: Trx, workspaceId: string, id: string) {
  const row = await trx
    .selectFrom('channels')
    .select(['kind', 'name', 'state', 'sealed', 'shown'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '<>', 'removed')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('channel', id)
  return row
}

async function tell(
  trx: Trx,
  world: World,
  { workspaceId, actor }: By,
  id: string,
  act: string,
  sentence: string,
): Promise<void> {
  await publish(trx, workspaceId, { topic: 'channels', workflow: null, id })
  await recordAct(trx, world, { workspaceId, actor, act, subject: `channel:${id}`, sentence })
}

/** What PostgreSQL's text can hold. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function tooMany(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'too-many-channels',
    title: 'Too many channels',
    detail: `Cannot add a channel: the workspace has ${String(MOST_CHANNELS)} already.`,
    mend: 'Remove one that is not needed.',
  })
}

function emailStays(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'email-stays',
    title: 'E-mail stays',
    detail: 'Cannot remove e-mail: it is the way to people who are told of nothing else.',
    mend: 'Pause it instead.',
  })
}

function noSecret(name: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'no-signing-secret',
    title: 'No signing secret',
    detail: `Cannot give "${name}" a new signing secret: only webhooks have one.`,
    mend: 'Change its token or its address instead.',
  })
}

function notOfItsKind(name: string, fields: readonly string[]): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'not-of-its-kind',
    title: 'Not a setting of this channel',
    detail: `Cannot change "${name}": it has no ${fields.join(' and no ')}.`,
    mend: 'Leave it out, or add a channel of the other kind.',
  })
}

function personNeeded(): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'person-needed',
    title: 'A person is needed',
    detail: 'Cannot send a test by e-mail: it goes to whoever asks, and a key has no address.',
    mend: 'Sign in and send it there.',
  })
}

function notGivenUp(name: string, state: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'not-given-up',
    title: 'Nothing to send again',
    detail:
      state === 'waiting'
        ? `Cannot send it again on "${name}": it still waits to be sent.`
        : `Cannot send it again on "${name}": it has arrived.`,
    mend: 'Wait for it, or look at its tries.',
  })
}
