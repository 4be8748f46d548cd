/** No actor, no counter, no outcome: what an event doesn't say. */
export const UNKNOWN = -1

/** What an event says of its step in the life of an activity. */
export const LIFECYCLE = { none: 0, complete: 1, start: 2, other: 3 } as const

/** How many attributes of events are followed; further ones are not. */
export const ATTRIBUTES_FOLLOWED = 64

/** The events of one case as columns, in the order of time once `inOrder` has been asked. */
export class CaseEvents {
  size = 0
  activity = new Int32Array(64)
  actor = new Int32Array(64)
  time = new Float64Array(64)
  lifecycle = new Uint8Array(64)
  /** Bits of the attributes that are filled: 0 to 31, then 32 to 63. */
  filled = new Int32Array(64)
  filledHigh = new Int32Array(64)
  counter = new Int32Array(64)
  outcome = new Int8Array(64)
  #isInOrder = true
  #other: CaseEvents | null = null

  clear(): void {
    this.size = 0
    this.#isInOrder = true
  }

  add(
    activity: number,
    actor: number,
    time: number,
    lifecycle: number,
    filled: number,
    filledHigh: number,
    counter: number,
    outcome: number,
  ): void {
    const at = this.size
    if (at === this.activity.length) this.#widen()
    if (at > 0 && time < this.time[at - 1]!) this.#isInOrder = false // filled up to here
    this.activity[at] = activity
    this.actor[at] = actor
    this.time[at] = time
    this.lifecycle[at] = lifecycle
    this.filled[at] = filled
    this.filledHigh[at] = filledHigh
    this.counter[at] = counter
    this.outcome[at] = outcome
    this.size = at + 1
  }

  /** The same events by time; those of the same time stay in the order in which the log has them. */
  inOrder(): CaseEvents {
    if (this.#isInOrder) return this
    const sorted = (this.#other ??= new CaseEvents())
    sorted.clear()
    const places = new Uint32Array(this.size).map((_, place) => place)
    places.sort((a, b) => this.time[a]! - this.time[b]! || a - b) // both within the size
    for (const at of places) {
      sorted.add(
        this.activity[at]!, // all columns are filled up to the size
        this.actor[at]!,
        this.time[at]!,
        this.lifecycle[at]!,
        this.filled[at]!,
        this.filledHigh[at]!,
        this.counter[at]!,
        this.outcome[at]!,
      )
    }
    return sorted
  }

  #widen(): void {
    const length = 2 * this.activity.length
    const widened = <T extends Int32Array | Float64Array | Uint8Array | Int8Array>(to: T, from: T): T => {
      to.set(from)
      return to
    }
    this.activity = widened(new Int32Array(length), this.activity)
    this.actor = widened(new Int32Array(length), this.actor)
    this.time = widened(new Float64Array(length), this.time)
    this.lifecycle = widened(new Uint8Array(length), this.lifecycle)
    this.filled = widened(new Int32Array(length), this.filled)
    this.filledHigh = widened(new Int32Array(length), this.filledHigh)
    this.counter = widened(new Int32Array(length), this.counter)
    this.outcome = widened(new Int8Array(length), this.outcome)
  }
}
