/** What became of one try. Errors are words that may be shown: no token, no address with its path. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number | null; readonly receipt?: Receipt }
  /** The channel doesn't work; `lasting`: its receiver says that it is gone for good. */
  | {
      readonly kind: 'channel-failed'
      readonly status: number | null
      readonly error: string
      readonly askedToWaitMs?: number | null
      readonly lasting?: boolean
    }
  /** This one message was not taken; `lasting`: it never will be. */
  | {
      readonly kind: 'message-failed'
      readonly status: number | null
      readonly error: string
      readonly lasting: boolean
    }
  /** There is nowhere to send it. */
  | { readonly kind: 'dropped'; readonly error: string }

/** Where Slack put a message. */
export interface Receipt {
  readonly channel: string
  readonly ts: string
}

/** What an HTTP answer without further words means. */
export function outcomeOfStatus(
  who: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  now: Date,
): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status }
  const error = `${who} answered ${String(status)}${status >= 300 && status < 400 ? '; redirects are not followed' : ''}.`
  if (status === 429 || status === 503) {
    return { kind: 'channel-failed', status, error, askedToWaitMs: retryAfterMs(headers['retry-after'], now) }
  }
  // What is wrong with one message is not wrong with the channel.
  if ([400, 406, 409, 413, 415, 422].includes(status)) return { kind: 'message-failed', status, error, lasting: false }
  return { kind: 'channel-failed', status, error }
}

/** RFC 9110: seconds, or a date. */
export function retryAfterMs(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(at - now.getTime(), 0)
}
