import { pagerDutyOfChange, pagerDutyOfMessage } from '@dayshift/core'
import type { Outcome } from './outcome.ts'
import { outcomeOfStatus } from './outcome.ts'
import { type SendJob, type SendParts, TRY_MS, wholeLink } from './send-parts.ts'

/** PagerDuty Events API v2. */
export async function sendPagerDuty(parts: SendParts, job: SendJob, routingKey: string): Promise<Outcome> {
  const { content, createdAt } = job
  if (content.kind === 'update' || content.kind === 'reply') {
    return { kind: 'dropped', error: 'PagerDuty takes alerts and changes alone.' }
  }
  const path = content.kind === 'change' ? 'v2/change/enqueue' : 'v2/enqueue'
  const body =
    content.kind === 'change'
      ? pagerDutyOfChange(content.change, wholeLink(parts, content.change.link), routingKey)
      : pagerDutyOfMessage(content.message, createdAt, wholeLink(parts, content.message.link), routingKey)
  const send = (event: unknown) =>
    parts.outbound.send({
      method: 'POST',
      url: new URL(path, parts.pagerDuty).href,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      timeoutMs: TRY_MS,
      signal: job.signal,
    })
  let answer = await send(body)
  // A test opens an incident and ends it at once.
  if (content.kind === 'test' && answer.status === 202) answer = await send({ ...body, event_action: 'resolve' })
  if (answer.status === 400) {
    return {
      kind: 'channel-failed',
      status: 400,
      error: 'PagerDuty answered 400: it does not know the integration key.',
    }
  }
  return outcomeOfStatus('PagerDuty', answer.status, answer.headers, parts.world.clock.now())
}
