import { OutboundFailed, OutboundRefused } from '../../platform/outbound/index.ts'
import { noteOutcome } from './note-outcome.ts'
import type { Outcome } from './outcome.ts'
import { openAddress, openSecrets, type ChannelShown } from './secrets.ts'
import { sendEmail } from './send-email.ts'
import { sendPagerDuty } from './send-pagerduty.ts'
import type { Content, SendJob, SendParts } from './send-parts.ts'
import { sendSlackByToken, sendSlackByUrl } from './send-slack.ts'
import { sendWebhook } from './send-webhook.ts'
import { giveBack, type Taken, takeDue, takeOne } from './take-due.ts'

/** Sends what waits in the outbox. One for each server process; several share the work. */
export interface Sender {
  /** Looks for what is due, now or after the present look. Never waits, never fails. */
  wake(): void
  /** Tries one delivery now, whatever holds its channel up; settles when what became of it is noted. */
  sendOne(workspaceId: string, id: string): Promise<void>
  /** Settles when nothing that is due is left, nor under way. */
  idle(): Promise<void>
  /** Breaks off what is under way, which is then sent by the next one. Repeating it changes nothing. */
  stop(): Promise<void>
}

export function createSender(parts: SendParts): Sender {
  const log = parts.world.log.child({ part: 'channels' })
  const stopping = new AbortController()
  const busy = new Map<string, number>()
  const underWay = new Set<Promise<void>>()
  let looking: Promise<void> | null = null
  let again = false

  async function look(): Promise<void> {
    do {
      again = false
      for (const taken of await takeDue(parts.world, busy)) void start(taken)
    } while (again && !stopping.signal.aborted)
  }

  function start(taken: Taken): Promise<void> {
    const channel = taken.channel_id
    busy.set(channel, (busy.get(channel) ?? 0) + 1)
    const sending = sendOne(taken).finally(() => {
      underWay.delete(sending)
      const left = (busy.get(channel) ?? 1) - 1
      if (left === 0) busy.delete(channel)
      else busy.set(channel, left)
      wake()
    })
    underWay.add(sending)
    return sending
  }

  async function sendOne(taken: Taken): Promise<void> {
    const from = performance.now()
    try {
      const outcome = await tryOnce(parts, taken, stopping.signal)
      // Broken off by us: it says nothing of the channel.
      if (stopping.signal.aborted && outcome.kind !== 'delivered') return await giveBack(parts.world, taken)
      await noteOutcome(parts.world, taken, outcome, Math.round(performance.now() - from))
    } catch (error) {
      // It stays taken for a while, then somebody sends it again.
      log.error(
        { err: error, delivery: taken.id, channel: taken.channel_id },
        'what became of a delivery was not noted',
      )
    }
  }

  function wake(): void {
    if (stopping.signal.aborted) return
    again = true
    looking ??= look()
      .catch((error: unknown) => {
        again = false
        log.warn({ err: error }, 'the outbox could not be read; it is looked at again soon')
      })
      .finally(() => {
        looking = null
        // Woken after the last look.
        if (again) wake()
      })
  }

  return {
    wake,
    async sendOne(workspaceId, id) {
      const taken = await takeOne(parts.world, workspaceId, id)
      if (taken !== null) await start(taken)
    },
    async idle() {
      wake()
      while (looking !== null || underWay.size > 0) await Promise.all([looking, ...underWay])
    },
    async stop() {
      stopping.abort()
      await looking
      await Promise.all(underWay)
    },
  }
}

/** One try of one delivery. */
async function tryOnce(parts: SendParts, taken: Taken, signal: AbortSignal): Promise<Outcome> {
  try {
    return await send(parts, taken, signal)
  } catch (error) {
    if (error instanceof OutboundRefused) return { kind: 'channel-failed', status: null, error: error.message }
    if (error instanceof OutboundFailed) return { kind: 'channel-failed', status: null, error: error.message }
    parts.world.log.error({ err: error, delivery: taken.id, channel: taken.channel_id }, 'a delivery could not be made')
    return {
      kind: 'message-failed',
      status: null,
      error: 'Dayshift could not make the message; its log says why.',
      lasting: false,
    }
  }
}

async function send(parts: SendParts, taken: Taken, signal: AbortSignal): Promise<Outcome> {
  const secrets = openSecrets(parts.world, taken.channel_id, taken.secrets)
  const job: SendJob = {
    id: taken.id,
    workspaceId: taken.workspace_id,
    channelId: taken.channel_id,
    personId: taken.person_id,
    thread: taken.thread,
    createdAt: taken.created_at,
    content: readContent(taken.content),
    // Written by the channel's service alone.
    shown: taken.shown as ChannelShown,
    secrets,
    signal,
    address: taken.sealed === null ? null : openAddress(parts.world, taken.id, taken.sealed),
  }
  if (taken.channel_kind === 'email') return await sendEmail(parts, job)
  switch (secrets?.kind) {
    case undefined:
      return { kind: 'dropped', error: 'The channel has no settings any more.' }
    case 'slack-app':
      return await sendSlackByToken(parts, job, secrets)
    case 'slack-url':
      return await sendSlackByUrl(parts, job, secrets.url)
    case 'webhook':
      return await sendWebhook(parts, job, secrets)
    case 'pagerduty':
      return await sendPagerDuty(parts, job, secrets.routingKey)
    default:
      return secrets satisfies never
  }
}

/** As it was put in; an instant came back as text. */
function readContent(kept: unknown): Content {
  const content = kept as Content
  return content.kind === 'change'
    ? { ...content, change: { ...content.change, at: new Date(content.change.at) } }
    : content
}
