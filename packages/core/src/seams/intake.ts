import { Float64Blocks, Int32Blocks } from './blocks.ts'
import { ATTRIBUTES_FOLLOWED, CaseEvents, LIFECYCLE, UNKNOWN } from './case-events.ts'
import { ATTRIBUTE_KINDS, type CaseFold } from './fold-cases.ts'

/** The events of a case don't stand together: the log has to be read again with `arrangement: 'mixed'`. */
export class CasesMixed extends Error {
  override readonly name = 'CasesMixed'
  readonly code = 'cases-mixed'

  constructor() {
    super('The events of a case do not stand together in the log.')
  }
}

/** `by-case`: the events of a case stand together, and one case is held at a time. `mixed`: all events are held. */
export type Arrangement = 'by-case' | 'mixed'

/** Takes events one by one and hands them on case by case. What an event says is set before it is added. */
export class EventIntake {
  readonly #fold: CaseFold
  readonly #isMixed: boolean
  lifecycle: number = LIFECYCLE.none
  counter = UNKNOWN
  outcome = UNKNOWN
  #filled = 0
  #filledHigh = 0
  readonly #kinds = new Uint8Array(ATTRIBUTES_FOLLOWED)
  readonly #set = new Uint8Array(ATTRIBUTES_FOLLOWED)
  #setCount = 0
  readonly #case = new CaseEvents()
  #caseId = UNKNOWN
  /** By case: whether its events have been handed on. */
  #done = new Uint8Array(1024)
  readonly #events = {
    caseId: new Int32Blocks(),
    activity: new Int32Blocks(),
    actor: new Int32Blocks(),
    time: new Float64Blocks(),
    said: new Int32Blocks(),
    filled: new Int32Blocks(),
    filledHigh: new Int32Blocks(),
    counter: new Int32Blocks(),
  }
  /** Events taken so far. */
  count = 0
  #hasCounter = false
  #hasHigh = false

  constructor(fold: CaseFold, arrangement: Arrangement) {
    this.#fold = fold
    this.#isMixed = arrangement === 'mixed'
  }

  /** Says that the event has this attribute filled; `kind` counts from 1 in the order of {@link ATTRIBUTE_KINDS}. */
  attribute(place: number, kind: number): void {
    if (place >= ATTRIBUTES_FOLLOWED) return
    const bit = 1 << (place & 31)
    if (((place < 32 ? this.#filled : this.#filledHigh) & bit) !== 0) return
    if (place < 32) this.#filled |= bit
    else this.#filledHigh |= bit
    this.#kinds[place] = kind
    this.#set[this.#setCount] = place
    this.#setCount += 1
  }

  /** Forgets what was said of an event that is not to be added. */
  drop(): void {
    this.lifecycle = LIFECYCLE.none
    this.counter = UNKNOWN
    this.outcome = UNKNOWN
    this.#filled = 0
    this.#filledHigh = 0
    this.#setCount = 0
  }

  add(caseId: number, activity: number, actor: number, time: number): void {
    this.count += 1
    const week = this.#fold.week(time)
    week.events += 1
    for (let at = 0; at < this.#setCount; at += 1) {
      const place = this.#set[at]! // set so far
      week.kinds[place * ATTRIBUTE_KINDS.length + this.#kinds[place]! - 1]! += 1 // kinds count from 1
    }
    if (this.#isMixed) {
      const events = this.#events
      events.caseId.push(caseId)
      events.activity.push(activity)
      events.actor.push(actor)
      events.time.push(time)
      events.said.push(this.lifecycle | ((this.outcome + 1) << 2))
      events.filled.push(this.#filled)
      if (this.#filledHigh !== 0 && !this.#hasHigh) {
        this.#hasHigh = true
        while (events.filledHigh.length < events.caseId.length - 1) events.filledHigh.push(0)
      }
      if (this.#hasHigh) events.filledHigh.push(this.#filledHigh)
      if (this.counter !== UNKNOWN && !this.#hasCounter) {
        this.#hasCounter = true
        while (events.counter.length < events.caseId.length - 1) events.counter.push(UNKNOWN)
      }
      if (this.#hasCounter) events.counter.push(this.counter)
    } else {
      if (caseId !== this.#caseId) this.#open(caseId)
      this.#case.add(activity, actor, time, this.lifecycle, this.#filled, this.#filledHigh, this.counter, this.outcome)
    }
    this.drop()
  }

  /** Says that no more events come. */
  end(): void {
    if (this.#isMixed) this.#foldAll()
    else this.#close()
  }

  #open(caseId: number): void {
    this.#close()
    if (caseId >= this.#done.length) {
      const longer = new Uint8Array(Math.max(caseId + 1, 2 * this.#done.length))
      longer.set(this.#done)
      this.#done = longer
    }
    if (this.#done[caseId] === 1) throw new CasesMixed()
    this.#caseId = caseId
  }

  #close(): void {
    if (this.#caseId === UNKNOWN) return
    this.#fold.fold(this.#case, this.#caseId)
    this.#done[this.#caseId] = 1
    this.#case.clear()
    this.#caseId = UNKNOWN
  }

  /** Cases in the order of their numbers, the events of each in the order of the log. */
  #foldAll(): void {
    const { caseId, activity, actor, time, said, filled, filledHigh, counter } = this.#events
    const count = caseId.length
    let cases = 0
    for (let at = 0; at < count; at += 1) cases = Math.max(cases, caseId.at(at) + 1)
    const starts = new Uint32Array(cases + 1)
    for (let at = 0; at < count; at += 1) starts[caseId.at(at) + 1]! += 1 // one more than there are cases
    for (let own = 0; own < cases; own += 1) starts[own + 1]! += starts[own]!
    const places = new Uint32Array(count)
    const next = starts.slice()
    for (let at = 0; at < count; at += 1) {
      const own = caseId.at(at)
      places[next[own]!] = at // each case has as many places as events
      next[own]! += 1
    }
    for (let own = 0; own < cases; own += 1) {
      this.#case.clear()
      for (let place = starts[own]!; place < starts[own + 1]!; place += 1) {
        const at = places[place]!
        this.#case.add(
          activity.at(at),
          actor.at(at),
          time.at(at),
          said.at(at) & 3,
          filled.at(at),
          this.#hasHigh ? filledHigh.at(at) : 0,
          this.#hasCounter ? counter.at(at) : UNKNOWN,
          (said.at(at) >> 2) - 1,
        )
      }
      this.#fold.fold(this.#case, own)
    }
  }
}
