import { type Message, slackWords } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Outcome, Receipt } from './outcome.ts'
import { outcomeOfStatus } from './outcome.ts'
import type { ChannelSecrets } from './secrets.ts'
import { type SendJob, type SendParts, type SlackUpdate, TRY_MS, wholeLink } from './send-parts.ts'
import { callSlack, outcomeOfRefusal, type SlackAnswer, type SlackCalled } from './slack-api.ts'
import { slackUserOf } from './slack-people.ts'

type TokenSecrets = Extract<ChannelSecrets, { kind: 'slack-app' }>

/** To the address of an incoming webhook: words and a link; Slack has no way back from there. */
export async function sendSlackByUrl(parts: SendParts, job: SendJob, url: string): Promise<Outcome> {
  const message = messageOf(job)
  if (message === null) return { kind: 'dropped', error: 'An incoming webhook of Slack takes messages alone.' }
  const answer = await parts.outbound.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(slackWords(message, { link: wholeLink(parts, message.link), value: null })),
    timeoutMs: TRY_MS,
    signal: job.signal,
  })
  return outcomeOfStatus('Slack', answer.status, answer.headers, parts.world.clock.now())
}

/**
 * By the bot: to its channel, or directly to a person. What is told later of the same alert is answered below the first
 * message of it, whose buttons then show what is left to do.
 */
export async function sendSlackByToken(parts: SendParts, job: SendJob, secrets: TokenSecrets): Promise<Outcome> {
  const { content } = job
  if (content.kind === 'update') return await sendUpdate(parts, job, secrets.token, content.update)
  if (content.kind === 'reply') return await sendReply(parts, job, content.text)
  const message = messageOf(job)
  if (message === null) return { kind: 'dropped', error: 'Slack takes messages alone.' }
  const to = await receiverOf(parts, job, secrets.token)
  if (to.kind !== 'found') return to.outcome
  const before = message.alert === null ? null : await firstOf(parts, job)
  const words = slackWords(message, {
    link: wholeLink(parts, message.link),
    // A message that stands below another one has its buttons there.
    value: secrets.signingSecret === null || before !== null ? null : job.id,
  })
  const called = await callSlack(
    parts,
    secrets.token,
    'chat.postMessage',
    {
      channel: to.channel,
      ...words,
      ...(before === null ? {} : { thread_ts: before.ts }),
      unfurl_links: false,
      // The same for every try of this delivery.
      client_msg_id: job.id,
      metadata: { event_type: 'dayshift_delivery', event_payload: { id: job.id } },
    },
    job.signal,
  )
  if (called.kind !== 'ok') return failed(called)
  const receipt = receiptOf(called.answer)
  return { kind: 'delivered', status: 200, ...(receipt === null ? {} : { receipt }) }
}

type Receiver =
  | { readonly kind: 'found'; readonly channel: string }
  | { readonly kind: 'none'; readonly outcome: Outcome }

async function receiverOf(parts: SendParts, job: SendJob, token: string): Promise<Receiver> {
  const { personId, shown, workspaceId, channelId } = job
  if (personId === null) {
    return { kind: 'found', channel: shown.place }
  }
  const found = await slackUserOf(parts, { workspaceId, channelId, token }, personId)
  if (found.kind === 'found') return { kind: 'found', channel: found.user }
  if (found.kind === 'nobody') return { kind: 'none', outcome: { kind: 'dropped', error: found.error } }
  return { kind: 'none', outcome: failed(found.called) }
}

interface Before extends Receipt {
  /** The delivery that put it there. */
  readonly of: string
  readonly message: Message
}

/** The first message of the same alert that stands at the same place. */
async function firstOf({ world }: SendParts, job: SendJob): Promise<Before | null> {
  const { thread, channelId, personId, workspaceId, id } = job
  if (thread === null) return null
  const row = await inWorkspace(world.db, workspaceId, (trx) =>
    trx
      .selectFrom('deliveries')
      .select(['id', 'receipt', 'content'])
      .where('channel_id', '=', channelId)
      .where('thread', '=', thread)
      .where('kind', '=', 'message')
      .where('state', '=', 'delivered')
      .where('receipt', 'is not', null)
      .where('id', '<>', id)
      .where('person_id', personId === null ? 'is' : '=', personId)
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  )
  if (row === undefined) return null
  // As they were put in, the receipt by receiptOf alone.
  const { message } = row.content as { message: Message }
  return { ...(row.receipt as Receipt), of: row.id, message }
}

/** Writes what became of it into the message that stands in Slack. */
async function sendUpdate(parts: SendParts, job: SendJob, token: string, update: SlackUpdate): Promise<Outcome> {
  const before = await firstOf(parts, job)
  if (before === null) return { kind: 'dropped', error: 'No message of it stands in Slack.' }
  const { message, of, channel, ts } = before
  const words = slackWords(message, {
    link: wholeLink(parts, message.link),
    value: of,
    acts: update.acts,
    since: [update.line],
  })
  const called = await callSlack(parts, token, 'chat.update', { channel, ts, ...words }, job.signal)
  if (called.kind === 'ok') return { kind: 'delivered', status: 200 }
  if (
    called.kind === 'refused' &&
    ['message_not_found', 'cant_update_message', 'edit_window_closed'].includes(called.error)
  ) {
    return { kind: 'dropped', error: `The message can not be changed any more (${called.error}).` }
  }
  return failed(called)
}

/** Says something to whoever pressed a button, seen by her alone. */
async function sendReply(parts: SendParts, job: SendJob, text: string): Promise<Outcome> {
  if (job.address === null) return { kind: 'dropped', error: 'The reply has no address.' }
  const answer = await parts.outbound.send({
    method: 'POST',
    url: job.address,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    timeoutMs: TRY_MS,
    signal: job.signal,
  })
  const outcome = outcomeOfStatus('Slack', answer.status, answer.headers, parts.world.clock.now())
  // The address is good for half an hour; that it has ended says nothing of the channel.
  return outcome.kind === 'channel-failed' && answer.status < 500
    ? { kind: 'dropped', error: `Slack took no reply any more (${String(answer.status)}).` }
    : outcome
}

function messageOf({ content }: SendJob): Message | null {
  return content.kind === 'message' || content.kind === 'test' ? content.message : null
}

function failed(called: SlackCalled): Outcome {
  switch (called.kind) {
    case 'ok':
      return { kind: 'delivered', status: 200 }
    case 'refused':
      return outcomeOfRefusal(called.error)
    case 'failed':
      return called.outcome
    default:
      return called satisfies never
  }
}

function receiptOf({ channel, ts }: SlackAnswer): Receipt | null {
  return typeof channel === 'string' && typeof ts === 'string' ? { channel, ts } : null
}
