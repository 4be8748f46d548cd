import { webhookOfChange, webhookOfMessage } from '@dayshift/core'
import { Webhook } from 'standardwebhooks'
import type { Outcome } from './outcome.ts'
import { outcomeOfStatus } from './outcome.ts'
import type { ChannelSecrets } from './secrets.ts'
import { type SendJob, type SendParts, TRY_MS, wholeLink } from './send-parts.ts'

type WebhookSecrets = Extract<ChannelSecrets, { kind: 'webhook' }>

/** After the Standard Webhooks specification 1.0: signed, with an id that stays the same at every try. */
export async function sendWebhook(parts: SendParts, job: SendJob, secrets: WebhookSecrets): Promise<Outcome> {
  const { content, id, createdAt } = job
  if (content.kind === 'update' || content.kind === 'reply') {
    return { kind: 'dropped', error: 'A webhook takes messages and changes alone.' }
  }
  const event =
    content.kind === 'change'
      ? webhookOfChange(content.change, wholeLink(parts, content.change.link))
      : webhookOfMessage(content.message, createdAt, wholeLink(parts, content.message.link), content.kind === 'test')
  const now = parts.world.clock.now()
  const body = JSON.stringify(event)
  const answer = await parts.outbound.send({
    method: 'POST',
    url: secrets.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signaturesOf(secrets, id, now, body),
    },
    body,
    timeoutMs: TRY_MS,
    signal: job.signal,
  })
  if (answer.status === 410) {
    return {
      kind: 'channel-failed',
      status: 410,
      error: 'The receiver answered 410: it is gone for good.',
      lasting: true,
    }
  }
  return outcomeOfStatus('The receiver', answer.status, answer.headers, now)
}

/** Both secrets' while one takes the place of the other, so that a receiver may change over in its own time. */
function signaturesOf({ secret, previous }: WebhookSecrets, id: string, now: Date, body: string): string {
  const valid = previous !== null && new Date(previous.until) > now ? [secret, previous.secret] : [secret]
  return valid.map((one) => new Webhook(one).sign(id, now, body)).join(' ')
}
