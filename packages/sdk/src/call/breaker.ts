/**
 * A circuit breaker: after so many failures in a row it opens, and no call is made until the cool-down is over; then
 * one probe may try (half open), and its result closes the breaker or opens it for another cool-down.
 */
export interface Breaker {
  /** Asks to call: `go`, `probe` (the one try in the half-open state), or the milliseconds that are still to wait. */
  ask(policy: BreakerPolicy, now: number): 'go' | 'probe' | { readonly waitMs: number }
  succeeded(): void
  failed(policy: BreakerPolicy, now: number): void
  /** The call ended without saying anything about the vendor: the caller gave up. */
  gaveUp(): void
  state(): 'closed' | 'open' | 'half-open'
}

export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly failures: number
  readonly coolDownMs: number
}

export function createBreaker(): Breaker {
  let inARow = 0
  let openUntil: number | null = null
  let probing = false

  return {
    ask(policy, now) {
      if (openUntil === null) return 'go'
      // A cool-down that lies further ahead than the policy allows comes from an older policy.
      const waitMs = Math.min(openUntil - now, policy.coolDownMs)
      if (waitMs > 0) return { waitMs }
      if (probing) return { waitMs: 0 }
      probing = true
      return 'probe'
    },
    succeeded() {
      inARow = 0
      openUntil = null
      probing = false
    },
    failed(policy, now) {
      inARow++
      if (probing || inARow >= policy.failures) openUntil = now + policy.coolDownMs
      probing = false
    },
    gaveUp() {
      probing = false
    },
    state: () => (openUntil === null ? 'closed' : probing ? 'half-open' : 'open'),
  }
}
