/** Time as it is handed in: `now` is milliseconds since 1970 on the wall clock, `monotonic` milliseconds that never go back. */
export interface Clock {
  now(): number
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}
