import { counted } from '../workflows/in-words.ts'

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead', 'dropped'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export interface DeliveryFacts {
  readonly state: DeliveryState
  readonly toldAt: Date
  /** When it arrived or was given up; null while it waits. */
  readonly endedAt: Date | null
  readonly attempts: number
  /** What the last try came to; null where it was taken, or not tried yet. */
  readonly lastError: string | null
  readonly channel: {
    readonly state: 'active' | 'paused' | 'off' | 'removed'
    /** Tries in a row that failed. */
    readonly failures: number
    readonly lastFailure: string | null
  }
}

/** From here on it is said how much later something arrived. */
const LATE_MS = 60_000

/** What became of what was told on one way, in one sentence without its subject: "arrived 12 minutes later." */
export function deliveryInWords({ state, toldAt, endedAt, attempts, lastError, channel }: DeliveryFacts): string {
  const why = lastError ?? channel.lastFailure
  const because = why === null ? '' : ` ${why}`
  switch (state) {
    case 'delivered': {
      const late = (endedAt ?? toldAt).getTime() - toldAt.getTime()
      return late < LATE_MS ? 'arrived.' : `arrived ${laterInWords(late)} later.`
    }
    case 'waiting':
      if (channel.state === 'paused') return 'waits: the channel is paused.'
      if (channel.failures > 0) return `waits: the channel fails.${because}`
      return attempts === 0 || lastError === null ? 'is on its way.' : `was not taken yet and is tried again.${because}`
    case 'dead':
      return channel.state === 'off' && lastError === null
        ? 'did not arrive: the channel was switched off.'
        : `did not arrive.${because}`
    case 'dropped':
      return channel.state === 'removed' ? 'was not sent: the channel was removed.' : `was not sent.${because}`
    default:
      return state satisfies never
  }
}

/**
 * Whether something reached whom it was for, by what became of it on each way: one that arrived is enough. Null while one
 * may still arrive, and where it was sent on none.
 */
export function reached(states: readonly DeliveryState[]): boolean | null {
  if (states.includes('delivered')) return true
  return states.length === 0 || states.includes('waiting') ? null : false
}

function laterInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour')
}
