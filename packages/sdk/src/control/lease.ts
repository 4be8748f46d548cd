import type { Clock } from '../clock.ts'

/**
 * How long the last word of the server counts. Within the process it is measured on the monotonic clock, so that a wall
 * clock that is set changes nothing; for a state that an earlier process kept, on the wall clock, and a clock that
 * stands before that moment makes it expired.
 */
export interface Lease {
  /** The server was heard now. */
  renew(leaseMs: number): void
  /** The server was heard at this instant (milliseconds since 1970) by an earlier process. */
  inherit(heardAt: number, leaseMs: number): void
  expired(): boolean
  /** Milliseconds until it ends; 0 where it has. */
  remainingMs(): number
}

export function createLease(clock: Clock): Lease {
  let endsAt: number | null = null

  function remainingMs(): number {
    return endsAt === null ? 0 : Math.max(0, endsAt - clock.monotonic())
  }

  return {
    renew(leaseMs) {
      endsAt = clock.monotonic() + leaseMs
    },
    inherit(heardAt, leaseMs) {
      const age = clock.now() - heardAt
      if (age >= 0 && age <= leaseMs) endsAt = clock.monotonic() + leaseMs - age
    },
    expired: () => remainingMs() <= 0,
    remainingMs,
  }
}
