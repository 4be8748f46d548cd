/** What time it is: the wall clock for records, the monotonic one for durations. */
export interface Clock {
  now(): Date
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number
}

export interface ManualClock extends Clock {
  /** Moves both clocks on by `ms`, 0 or more. */
  advance(ms: number): void
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}

/** A clock that stands at `start` until it is advanced. */
export function createManualClock(start: Date): ManualClock {
  let elapsed = 0
  return {
    now: () => new Date(start.getTime() + elapsed),
    monotonicMs: () => elapsed,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`Cannot advance the clock by ${ms} ms: it only moves on`)
      elapsed += ms
    },
  }
}
