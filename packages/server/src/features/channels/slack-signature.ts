import { createHmac, timingSafeEqual } from 'node:crypto'

/** Requests of an older or a later time are refused, so that a recorded one can't be played again. */
const PATIENCE_S = 5 * 60

export interface SlackSigned {
  /** `X-Slack-Request-Timestamp`, seconds. */
  readonly timestamp: string | undefined
  /** `X-Slack-Signature`: `v0=` and an HMAC-SHA-256 in hex. */
  readonly signature: string | undefined
  /** As it came over the wire. */
  readonly body: Buffer
}

/** Whether Slack signed this, lately, with the app's signing secret (scheme v0). */
export function isSlackSignature({ timestamp, signature, body }: SlackSigned, secret: string, now: Date): boolean {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > PATIENCE_S) return false
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const expected = Buffer.from(`v0=${hmac}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
