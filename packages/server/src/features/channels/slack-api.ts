import { z } from 'zod'
import type { Outcome } from './outcome.ts'
import { retryAfterMs } from './outcome.ts'
import { type SendParts, TRY_MS } from './send-parts.ts'

/** Slack's answers are JSON with `ok`; what else there is depends on the method. */
const Answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() })
export type SlackAnswer = z.infer<typeof Answer>

export type SlackCalled =
  | { readonly kind: 'ok'; readonly answer: SlackAnswer }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'failed'; readonly outcome: Outcome }

/** Calls one method of Slack's Web API. `refused` carries Slack's own code. */
export async function callSlack(
  parts: SendParts,
  token: string,
  method: string,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<SlackCalled> {
  const url = new URL(method, parts.slackApi)
  // Methods that look up take a form, the others JSON.
  const isRead = method.startsWith('users.')
  const answer = await parts.outbound.send({
    method: 'POST',
    url: url.href,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': isRead ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8',
    },
    body: isRead
      ? new URLSearchParams(
          Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
        ).toString()
      : JSON.stringify(body),
    timeoutMs: TRY_MS,
    ...(signal === undefined ? {} : { signal }),
  })
  if (answer.status !== 200) {
    const askedToWaitMs = retryAfterMs(answer.headers['retry-after'], parts.world.clock.now())
    const error = `Slack answered ${String(answer.status)}.`
    return { kind: 'failed', outcome: { kind: 'channel-failed', status: answer.status, error, askedToWaitMs } }
  }
  const read = Answer.safeParse(parse(answer.text))
  if (!read.success) {
    return {
      kind: 'failed',
      outcome: { kind: 'channel-failed', status: 200, error: 'Slack answered what is no JSON of its own.' },
    }
  }
  return read.data.ok
    ? { kind: 'ok', answer: read.data }
    : { kind: 'refused', error: read.data.error ?? 'unknown_error' }
}

/** What Slack's refusal means for the channel, in words. */
export function outcomeOfRefusal(error: string): Outcome {
  if (OF_MESSAGE.has(error)) {
    return { kind: 'message-failed', status: 200, error: `Slack refused the message: ${error}.`, lasting: true }
  }
  return { kind: 'channel-failed', status: 200, error: `Slack refused: ${REFUSALS[error] ?? error}.` }
}

const OF_MESSAGE = new Set(['msg_too_long', 'invalid_blocks', 'invalid_blocks_format', 'no_text'])

const REFUSALS: Readonly<Record<string, string>> = {
  invalid_auth: 'it does not know the token (invalid_auth)',
  token_revoked: 'the token was revoked (token_revoked)',
  account_inactive: 'the app was taken out of the Slack workspace (account_inactive)',
  channel_not_found: 'it does not know the channel, or the app is not in it (channel_not_found)',
  not_in_channel: 'the app is not in the channel; invite it there (not_in_channel)',
  is_archived: 'the channel is archived (is_archived)',
  missing_scope: 'the app lacks a scope: chat:write, users:read, users:read.email (missing_scope)',
  ratelimited: 'too many messages at once (ratelimited)',
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
