import { murmur3 } from '../routing/bucket.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

const FIRST_WAIT_MS = 5 * SECOND_MS
const LONGEST_WAIT_MS = 10 * MINUTE_MS
/** Nothing ever waits longer for its next try: what is later was written under a clock that was ahead. */
export const LONGEST_PAUSE_MS = HOUR_MS + LONGEST_WAIT_MS
/** A message that has not arrived by then is given up, and people are told. */
export const MESSAGE_PATIENCE_MS = 72 * HOUR_MS
/** A channel that has failed for so long is switched off, and people are told. */
export const CHANNEL_PATIENCE_MS = 72 * HOUR_MS
/** A channel fails for so long, and so often in a row, before people are told. */
export const TELL_AFTER_MS = 10 * MINUTE_MS
export const TELL_AFTER_FAILURES = 3

/**
 * Milliseconds before the next try after `failures` in a row: twice as long each time, from 5 s to 10 min, each between
 * three quarters and five quarters of that, so that what failed together doesn't come again together. `seed` makes the
 * share: the same try of the same thing always waits the same time.
 */
export function waitBefore(failures: number, seed: string): number {
  const whole = Math.min(FIRST_WAIT_MS * 2 ** Math.min(Math.max(failures - 1, 0), 20), LONGEST_WAIT_MS)
  const share = murmur3(`${seed} ${String(failures)}`, 0) / 2 ** 32
  return Math.round(whole * (0.75 + share / 2))
}

/** How a channel does: when the present spell of failures began, and how many there were in a row. */
export interface ChannelHealth {
  readonly failingSince: Date | null
  readonly failures: number
  readonly retryAt: Date | null
  /** When people were told of the present spell. */
  readonly toldAt: Date | null
}

export interface AfterFailure {
  readonly health: ChannelHealth
  /** `tell`: people are to be told that it fails; `switch-off`: it has failed for days. */
  readonly act: 'nothing' | 'tell' | 'switch-off'
}

/**
 * What a channel's failure makes of it. Several tries that were under way together count once. `askedToWaitMs` is what
 * the receiver asked for (Retry-After), at most an hour.
 */
export function afterFailure(
  health: ChannelHealth,
  now: Date,
  { seed, askedToWaitMs = null, lasting = false }: { seed: string; askedToWaitMs?: number | null; lasting?: boolean },
): AfterFailure {
  const failingSince = health.failingSince ?? now
  const counted = health.retryAt === null || health.retryAt <= now
  const failures = counted ? health.failures + 1 : health.failures
  const wait = Math.max(waitBefore(failures, seed), Math.min(askedToWaitMs ?? 0, HOUR_MS))
  const retryAt = counted ? new Date(now.getTime() + wait) : health.retryAt
  const since = now.getTime() - failingSince.getTime()
  if (lasting || since >= CHANNEL_PATIENCE_MS) {
    return { health: { failingSince, failures, retryAt: null, toldAt: now }, act: 'switch-off' }
  }
  const tell = health.toldAt === null && failures >= TELL_AFTER_FAILURES && since >= TELL_AFTER_MS
  return {
    health: { failingSince, failures, retryAt, toldAt: tell ? now : health.toldAt },
    act: tell ? 'tell' : 'nothing',
  }
}

/** When a message is tried again that was not taken at its `attempts`th try; null where its time is up. */
export function nextTry(
  { id, createdAt, attempts }: { readonly id: string; readonly createdAt: Date; readonly attempts: number },
  now: Date,
): Date | null {
  const at = new Date(now.getTime() + waitBefore(attempts, id))
  return at.getTime() - createdAt.getTime() > MESSAGE_PATIENCE_MS ? null : at
}
