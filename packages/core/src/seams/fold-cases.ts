import { latencyBucket } from '../runs/log-buckets.ts'
import { DAY_MS } from '../time.ts'
import { Float64Blocks, Int32Blocks } from './blocks.ts'
import type { BusinessHours } from './business-hours.ts'
import { ATTRIBUTES_FOLLOWED, type CaseEvents, LIFECYCLE, UNKNOWN } from './case-events.ts'

/** Kinds of value that an attribute can have; 0 is none. */
export const ATTRIBUTE_KINDS = ['text', 'number', 'time', 'yes or no'] as const

/** What is counted in a week, from Monday (UTC). */
export interface WeekTally {
  /** Weeks since the Monday before 1970. */
  readonly week: number
  events: number
  handovers: number
  /** By attribute and kind: how many events have it filled so. */
  readonly kinds: Uint32Array
}

export interface WeekCount {
  handovers: number
}

export interface Tail {
  /** Longest first. */
  readonly value: number
  readonly caseId: number
}

/** What is counted of the handovers from one actor to another. */
export interface PairTally {
  readonly from: number
  readonly to: number
  count: number
  cases: number
  /** The number of the case in which it was last seen. */
  lastCase: number
  pingPong: number
  waitSum: number
  waitSquares: number
  /** Handovers between whose two events others lie that name no actor. */
  viaUnknown: number
  /** Handovers after which the receiver does an activity that the case had already seen. */
  rework: number
  reworkMs: number
  /** Two by attribute: handovers before which it was filled, and those of them after which it was empty. */
  attributes: Int32Array
  readonly weeks: Map<number, WeekCount>
  /** Of the week of its last handover. */
  lastWeek: number
  lastCount: WeekCount
  /** Waits by log bucket, once there are too many to keep. */
  sketch: Map<number, number> | null
  workSum: number
  workSquares: number
  workSketch: Map<number, number> | null
  /** Cases with the longest waits, and the shortest of those. */
  longest: Tail[]
  shortest: number
  /** Cases that came straight back most often, and how often the case in which it was seen last did. */
  returned: Tail[]
  returnCase: number
  returnsInCase: number
}

export interface ActorTally {
  events: number
  /** By hour of the day (UTC). */
  readonly hours: Int32Array
  /** Cases in which it hands over to two or more. */
  fanOut: number
  /** Within the present case: which one, and how many it handed over to. */
  fanCase: number
  fanSize: number
  /** Times at which nobody is named after it. */
  toUnknown: number
  /** Handovers that it took up within a second. */
  atOnce: number
  received: number
}

export interface FoldOptions {
  readonly hasActor: boolean
  readonly hasOutcome: boolean
  readonly hasCounter: boolean
  readonly hours: BusinessHours | null
  /** Up to how many handovers each wait is kept; beyond, quantiles are within 1 %. */
  readonly exactHandovers: number
}

/** By how many steps the system's own counter rose without a handover in the log, and where. */
export interface CounterTally {
  system: number
  beforeFirst: number
  several: number
  actorUnknown: number
  sameActor: number
  /** Handovers of the log that the counter doesn't know. */
  uncounted: number
  shortCases: number
  worst: Tail[]
  readonly byActivity: Map<number, number>
}

const EXAMPLES = 3

/**
 * Counts what happens between the events of cases, one case after the other; nothing is kept of a case but what its counts
 * need. A handover is where the actor of an event differs from that of the case's last event that names one.
 */
export class CaseFold {
  readonly #options: FoldOptions
  readonly #isCaseBefore: (id: number, other: number) => boolean
  cases = 0
  events = 0
  from = Number.POSITIVE_INFINITY
  to = Number.NEGATIVE_INFINITY
  casesWithHandover = 0
  handovers = 0
  returns = 0
  casesWithReturn = 0
  /** Returns to an earlier actor after two or more others, by how many steps they took. */
  readonly loops = new Map<number, number>()
  casesWithLoop = 0
  readonly loopExamples: Tail[] = []
  reworkEvents = 0
  casesWithRework = 0
  readonly reworkOf = new Map<number, { events: number; cases: number; lastCase: number }>()
  unknownActors = 0
  /** Handovers whose two events carry the same time: their order is the log's own. */
  undecidedOrder = 0
  hasStarts = false
  hasCompletes = false
  readonly pairs: PairTally[] = []
  readonly actors: ActorTally[] = []
  readonly weeks = new Map<number, WeekTally>()
  /** Two by attribute, as those of a pair: between events of the same actor. */
  readonly within = new Float64Array(2 * ATTRIBUTES_FOLLOWED)
  readonly counter: CounterTally = {
    system: 0,
    beforeFirst: 0,
    several: 0,
    actorUnknown: 0,
    sameActor: 0,
    uncounted: 0,
    shortCases: 0,
    worst: [],
    byActivity: new Map(),
  }
  /** Of each case with a known outcome: handovers, the system's counter, good or not, how long it took. */
  readonly outcomes = {
    handovers: new Int32Blocks(),
    counter: new Int32Blocks(),
    good: new Int32Blocks(),
    duration: new Float64Blocks(),
  }
  /** Each handover, as long as they are kept. */
  kept: { pair: Int32Blocks; wait: Float64Blocks; at: Float64Blocks; work: Float64Blocks } | null = emptyHandovers()
  readonly #variants = new Set<number>()
  readonly #table = new PairTable()
  /** By actor and by activity: the case in which it was last seen, and where in its collapsed sequence. */
  #actorCase = new Int32Array(64)
  #actorPlace = new Int32Array(64)
  #activityCase = new Int32Array(64)
  /** The bounds of the week that was asked for last. */
  #weekFrom = Number.NaN
  #weekTo = Number.NaN
  #lastTally: WeekTally | null = null

  /** `isCaseBefore`: whether the name of a case comes before that of another. */
  constructor(options: FoldOptions, isCaseBefore: (id: number, other: number) => boolean) {
    this.#options = options
    this.#isCaseBefore = isCaseBefore
  }

  get variants(): number {
    return this.#variants.size
  }

  /** The counts of the week in which an event lies. */
  week(at: number): WeekTally {
    if (at >= this.#weekFrom && at < this.#weekTo && this.#lastTally !== null) return this.#lastTally
    const week = weekOf(at)
    let tally = this.weeks.get(week)
    if (tally === undefined) {
      tally = { week, events: 0, handovers: 0, kinds: new Uint32Array(ATTRIBUTES_FOLLOWED * ATTRIBUTE_KINDS.length) }
      this.weeks.set(week, tally)
    }
    this.#weekFrom = startOfWeek(week)
    this.#weekTo = startOfWeek(week + 1)
    this.#lastTally = tally
    return tally
  }

  /** Takes the events of a case, all of them. */
  fold(unordered: CaseEvents, caseId: number): void {
    const events = unordered.inOrder()
    const { size, activity, actor, time, lifecycle, filled, filledHigh } = events
    if (size === 0) return
    const caseNumber = (this.cases += 1)
    this.events += size
    this.from = Math.min(this.from, time[0]!)
    this.to = Math.max(this.to, time[size - 1]!)

    let low = 0x811c9dc5
    let high = 0x2545f491
    let handovers = 0
    let returns = 0
    let loops = 0
    let isReworked = false
    let last = -1
    let lastActor = UNKNOWN
    let place = 0
    let before = UNKNOWN
    let openPair: PairTally | null = null
    let openSince = 0
    for (let at = 0; at < size; at += 1) {
      const what = activity[at]!
      low = Math.imul(low ^ what, 0x01000193)
      low = (low ^ (low >>> 13)) + 0x9e3779b9
      high = Math.imul((high << 7) ^ (high >>> 25) ^ what, 0x85ebca6b)
      const step = lifecycle[at]!
      if (step === LIFECYCLE.start) this.hasStarts = true
      else if (step === LIFECYCLE.complete) this.hasCompletes = true
      if (what >= this.#activityCase.length) this.#activityCase = wider(this.#activityCase, what)
      const isRepeated =
        this.#activityCase[what] === caseNumber &&
        at > 0 &&
        activity[at - 1] !== what &&
        (step === LIFECYCLE.none || step === LIFECYCLE.complete)
      this.#activityCase[what] = caseNumber
      if (isRepeated) {
        isReworked = true
        this.#countRework(what, caseNumber)
      }
      if (!this.#options.hasActor) continue

      const who = actor[at]!
      if (who === UNKNOWN) {
        this.unknownActors += 1
        if (at > 0 && actor[at - 1] !== UNKNOWN) this.actors[actor[at - 1]!]!.toUnknown += 1
        continue
      }
      this.#countActor(who, time[at]!)
      if (lastActor === who) {
        // The same hands: what is lost here is no matter of the seam.
        countBits(this.within, 0, filled[last]!, filled[at]!)
        countBits(this.within, 32, filledHigh[last]!, filledHigh[at]!)
      } else {
        if (lastActor !== UNKNOWN) {
          if (openPair !== null) openPair.reworkMs += Math.max(0, time[last]! - openSince)
          openPair = null
          handovers += 1
          const wait = time[at]! - time[last]!
          if (wait === 0) this.undecidedOrder += 1
          const pair = this.#countHandover(lastActor, who, caseNumber, caseId, wait, time[last]!, time[at]!)
          if (at - last > 1) pair.viaUnknown += 1
          countLost(pair, filled[last]!, filledHigh[last]!, filled[at]!, filledHigh[at]!)
          if (isRepeated) {
            pair.rework += 1
            openPair = pair
            openSince = time[at]!
          }
        }
        // The collapsed sequence: where was this actor last?
        if (this.#actorCase[who] === caseNumber) {
          const steps = place - this.#actorPlace[who]!
          if (steps === 2) {
            returns += 1
            // Out to the one before, and back: the way out is the pair that is charged.
            this.#countReturn(this.pairs[this.#table.find(who, before)]!, caseNumber, caseId)
          } else {
            loops += 1
            this.loops.set(steps, (this.loops.get(steps) ?? 0) + 1)
          }
        }
        this.#actorCase[who] = caseNumber
        this.#actorPlace[who] = place
        place += 1
        before = who
      }
      last = at
      lastActor = who
    }
    if (openPair !== null) openPair.reworkMs += Math.max(0, time[last]! - openSince)
    this.#variants.add((high >>> 0) * 0x200000 + (low >>> 11))
    this.handovers += handovers
    this.returns += returns
    if (handovers > 0) this.casesWithHandover += 1
    if (returns > 0) this.casesWithReturn += 1
    if (loops > 0) {
      this.casesWithLoop += 1
      this.#keep(this.loopExamples, loops, caseId)
    }
    if (isReworked) this.casesWithRework += 1
    if (this.#options.hasCounter) this.#countCounter(events, handovers, caseId)
    if (this.#options.hasOutcome) this.#countOutcome(events, handovers)
  }

  #countReturn(pair: PairTally, caseNumber: number, caseId: number): void {
    pair.pingPong += 1
    pair.returnsInCase = pair.returnCase === caseNumber ? pair.returnsInCase + 1 : 1
    pair.returnCase = caseNumber
    this.#keep(pair.returned, pair.returnsInCase, caseId)
  }

  #countRework(activity: number, caseNumber: number): void {
    this.reworkEvents += 1
    let tally = this.reworkOf.get(activity)
    if (tally === undefined) {
      tally = { events: 0, cases: 0, lastCase: 0 }
      this.reworkOf.set(activity, tally)
    }
    tally.events += 1
    if (tally.lastCase !== caseNumber) tally.cases += 1
    tally.lastCase = caseNumber
  }

  #countActor(who: number, at: number): void {
    while (this.actors.length <= who)
      this.actors.push({
        events: 0,
        hours: new Int32Array(24),
        fanOut: 0,
        fanCase: 0,
        fanSize: 0,
        toUnknown: 0,
        atOnce: 0,
        received: 0,
      })
    if (who >= this.#actorCase.length) {
      this.#actorCase = wider(this.#actorCase, who)
      this.#actorPlace = wider(this.#actorPlace, who)
    }
    const tally = this.actors[who]!
    tally.events += 1
    const hours = Math.floor(at / 3_600_000)
    tally.hours[hours - 24 * Math.floor(hours / 24)]! += 1 // one of 24
  }

  #countHandover(
    from: number,
    to: number,
    caseNumber: number,
    caseId: number,
    wait: number,
    leftAt: number,
    takenAt: number,
  ): PairTally {
    const index = this.#table.findOrAdd(from, to)
    if (index === this.pairs.length)
      this.pairs.push(newPair(from, to, this.kept === null, this.#options.hours !== null))
    const pair = this.pairs[index]!
    pair.count += 1
    if (pair.lastCase !== caseNumber) {
      pair.lastCase = caseNumber
      pair.cases += 1
      const giver = this.actors[from]!
      if (giver.fanCase !== caseNumber) {
        giver.fanCase = caseNumber
        giver.fanSize = 0
      }
      giver.fanSize += 1
      if (giver.fanSize === 2) giver.fanOut += 1
    }
    pair.waitSum += wait
    pair.waitSquares += wait * wait
    const taker = this.actors[to]!
    taker.received += 1
    if (wait <= 1000) taker.atOnce += 1
    if (pair.longest.length < EXAMPLES || wait >= pair.shortest) {
      this.#keep(pair.longest, wait, caseId)
      pair.shortest = pair.longest.at(-1)?.value ?? pair.shortest
    }
    const tally = this.week(takenAt)
    tally.handovers += 1
    const { week } = tally
    if (pair.lastWeek !== week) {
      let count = pair.weeks.get(week)
      if (count === undefined) {
        count = { handovers: 0 }
        pair.weeks.set(week, count)
      }
      pair.lastWeek = week
      pair.lastCount = count
    }
    pair.lastCount.handovers += 1
    let work = 0
    if (this.#options.hours !== null) {
      work = this.#options.hours.between(leftAt, takenAt)
      pair.workSum += work
      pair.workSquares += work * work
    }
    if (this.kept !== null && this.kept.pair.length === this.#options.exactHandovers) this.#sketchAll(this.kept)
    if (this.kept === null) {
      sketch(pair.sketch, wait)
      sketch(pair.workSketch, work)
    } else {
      this.kept.pair.push(index)
      this.kept.wait.push(wait)
      this.kept.at.push(takenAt)
      if (this.#options.hours !== null) this.kept.work.push(work)
    }
    return pair
  }

  /** There are too many to keep each: from here on they are counted in buckets. */
  #sketchAll(kept: NonNullable<CaseFold['kept']>): void {
    const hasWork = this.#options.hours !== null
    for (const pair of this.pairs) {
      pair.sketch = new Map()
      pair.workSketch = hasWork ? new Map() : null
    }
    for (let at = 0; at < kept.pair.length; at += 1) {
      const pair = this.pairs[kept.pair.at(at)]!
      sketch(pair.sketch, kept.wait.at(at))
      if (hasWork) sketch(pair.workSketch, kept.work.at(at))
    }
    this.kept = null
  }

  /** The case's own counter against what the log shows of it. */
  #countCounter({ size, activity, actor, counter }: CaseEvents, handovers: number, caseId: number): void {
    let known = UNKNOWN
    let highest = 0
    let lastActor = UNKNOWN
    const tally = this.counter
    for (let at = 0; at < size; at += 1) {
      const who = actor[at]!
      const isHandover = who !== UNKNOWN && lastActor !== UNKNOWN && who !== lastActor
      const now = counter[at]!
      if (now !== UNKNOWN) {
        const rise = known === UNKNOWN ? now : Math.max(0, now - highest)
        const short = rise - (isHandover ? 1 : 0)
        if (short > 0) {
          if (known === UNKNOWN && at === 0) tally.beforeFirst += short
          else if (who === UNKNOWN || lastActor === UNKNOWN) tally.actorUnknown += short
          else if (isHandover) tally.several += short
          else tally.sameActor += short
          tally.byActivity.set(activity[at]!, (tally.byActivity.get(activity[at]!) ?? 0) + short)
        } else if (short < 0) tally.uncounted += 1
        known = now
        highest = Math.max(highest, now)
      } else if (isHandover) tally.uncounted += 1
      if (who !== UNKNOWN) lastActor = who
    }
    tally.system += highest
    if (highest > handovers) {
      tally.shortCases += 1
      this.#keep(tally.worst, highest - handovers, caseId)
    }
  }

  /** The outcome is the last one that the case says. */
  #countOutcome({ size, time, counter, outcome }: CaseEvents, handovers: number): void {
    let good = UNKNOWN
    let highest = 0
    for (let at = 0; at < size; at += 1) {
      if (outcome[at] !== UNKNOWN) good = outcome[at]!
      highest = Math.max(highest, counter[at]!)
    }
    if (good === UNKNOWN) return
    this.outcomes.good.push(good)
    this.outcomes.handovers.push(handovers)
    this.outcomes.counter.push(highest)
    this.outcomes.duration.push(time[size - 1]! - time[0]!)
  }

  /** Keeps the largest few; of equal ones those whose case comes first by its name, whatever the order of the log. */
  #keep(list: Tail[], value: number, caseId: number): void {
    if (list.length === EXAMPLES && value < list[EXAMPLES - 1]!.value) return
    let place = 0
    while (place < list.length && list[place]!.caseId !== caseId) place += 1
    if (place < list.length) {
      if (list[place]!.value >= value) return
    } else if (list.length === EXAMPLES) {
      if (!this.#isBefore(value, caseId, list[EXAMPLES - 1]!)) return
      place -= 1
    }
    // The others move back by one, to its own place or to the end.
    for (; place > 0 && this.#isBefore(value, caseId, list[place - 1]!); place -= 1) list[place] = list[place - 1]!
    list[place] = { value, caseId }
  }

  #isBefore(value: number, caseId: number, other: Tail): boolean {
    return value === other.value ? this.#isCaseBefore(caseId, other.caseId) : value > other.value
  }
}

/** Weeks since the Monday before 1970. */
function weekOf(at: number): number {
  return Math.floor((at / DAY_MS + 3) / 7)
}

/** The instant at which a week begins. */
export function startOfWeek(week: number): number {
  return (week * 7 - 3) * DAY_MS
}

function emptyHandovers() {
  return { pair: new Int32Blocks(), wait: new Float64Blocks(), at: new Float64Blocks(), work: new Float64Blocks() }
}

function newPair(from: number, to: number, isSketched: boolean, hasWork: boolean): PairTally {
  return {
    from,
    to,
    count: 0,
    cases: 0,
    lastCase: 0,
    pingPong: 0,
    waitSum: 0,
    waitSquares: 0,
    viaUnknown: 0,
    rework: 0,
    reworkMs: 0,
    attributes: new Int32Array(0),
    weeks: new Map(),
    lastWeek: Number.NaN,
    lastCount: { handovers: 0 },
    sketch: isSketched ? new Map() : null,
    workSum: 0,
    workSquares: 0,
    workSketch: isSketched && hasWork ? new Map() : null,
    longest: [],
    shortest: Number.NEGATIVE_INFINITY,
    returned: [],
    returnCase: -1,
    returnsInCase: 0,
  }
}

function countLost(pair: PairTally, before: number, beforeHigh: number, after: number, afterHigh: number): void {
  const highest = beforeHigh === 0 ? 31 - Math.clz32(before) : 63 - Math.clz32(beforeHigh)
  if (2 * highest >= pair.attributes.length) {
    const longer = new Int32Array(2 * Math.min(ATTRIBUTES_FOLLOWED, (highest | 7) + 1))
    longer.set(pair.attributes)
    pair.attributes = longer
  }
  countBits(pair.attributes, 0, before, after)
  countBits(pair.attributes, 32, beforeHigh, afterHigh)
}

function countBits(tallies: Int32Array | Float64Array, first: number, before: number, after: number): void {
  for (let bits = before; bits !== 0; bits &= bits - 1) {
    const bit = 31 - Math.clz32(bits & -bits)
    const at = 2 * (first + bit)
    tallies[at]! += 1 // sized for the highest bit
    if ((after & (1 << bit)) === 0) tallies[at + 1]! += 1
  }
}

function sketch(buckets: Map<number, number> | null, value: number): void {
  if (buckets === null) return
  const bucket = latencyBucket(value)
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
}

function wider(list: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(index + 1, 2 * list.length))
  longer.set(list)
  return longer
}

/** Numbers pairs of numbers: 0, 1, 2 … in the order in which they first appear. */
class PairTable {
  #slots = new Int32Array(1024).fill(-1)
  #from = new Int32Array(512)
  #to = new Int32Array(512)
  #size = 0

  /** -1 where it isn't there. */
  find(from: number, to: number): number {
    return this.#slots[this.#slotOf(from, to)]! // a slot of the table
  }

  findOrAdd(from: number, to: number): number {
    const slot = this.#slotOf(from, to)
    const known = this.#slots[slot]! // a slot of the table
    if (known !== -1) return known
    const index = this.#size
    if (index === this.#from.length) {
      this.#from = wider(this.#from, index)
      this.#to = wider(this.#to, index)
    }
    this.#from[index] = from
    this.#to[index] = to
    this.#slots[slot] = index
    this.#size = index + 1
    if (2 * this.#size > this.#slots.length) {
      this.#slots = new Int32Array(4 * this.#slots.length).fill(-1)
      for (let own = 0; own < this.#size; own += 1) this.#slots[this.#slotOf(this.#from[own]!, this.#to[own]!)] = own
    }
    return index
  }

  #slotOf(from: number, to: number): number {
    const mask = this.#slots.length - 1
    let hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77)
    hash ^= hash >>> 15
    let slot = hash & mask
    for (;;) {
      const index = this.#slots[slot]!
      if (index === -1 || (this.#from[index] === from && this.#to[index] === to)) return slot
      slot = (slot + 1) & mask
    }
  }
}
