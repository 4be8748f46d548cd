import { InstantReader } from '../tables/date-formats.ts'
import { textOf } from '../tables/encodings.ts'
import { LIFECYCLE, UNKNOWN } from './case-events.ts'
import { isEmptyCell, isGood, KIND, lifecycleOf } from './cells.ts'
import { Dictionary } from './dictionary.ts'
import type { DiscoverySettings } from './discovery-settings.ts'
import type { EventIntake } from './intake.ts'
import type { LogReader } from './log-reader.ts'
import { Rejections } from './rejections.ts'
import { XesSkim } from './xes-skim.ts'
import { nameHash, type XmlElement, XmlReader } from './xml-reader.ts'

const NAME = {
  log: nameHash('log'),
  trace: nameHash('trace'),
  event: nameHash('event'),
  global: nameHash('global'),
  key: nameHash('key'),
  value: nameHash('value'),
  scope: nameHash('scope'),
}

/** Elements that are attributes, with the kind of their value. */
const KINDS = new Map([
  [nameHash('string'), KIND.text],
  [nameHash('date'), KIND.time],
  [nameHash('int'), KIND.number],
  [nameHash('float'), KIND.number],
  [nameHash('boolean'), KIND.truth],
  [nameHash('id'), KIND.text],
  [nameHash('list'), KIND.text],
  [nameHash('container'), KIND.text],
])

/** What the elements around the present one are. */
const WITHIN = { nothing: 0, log: 1, trace: 2, event: 3, eventDefaults: 4, traceDefaults: 5, other: 6 } as const

const ROLE = { none: 0, activity: 1, actor: 2, time: 3, lifecycle: 4, outcome: 5, counter: 6, case: 7 } as const
export const NO_XES = 'it is XML, but its first element is no <log> as XES has it'
const TRACE_PREFIX = 'case:'

/**
 * Reads XES (IEEE 1849), plain: traces are cases; an attribute that an event lacks has the log's default, unless that only
 * says that it is unknown. Attributes within attributes are passed over.
 */
export class XesReader implements LogReader {
  readonly #settings: DiscoverySettings
  readonly #intake: EventIntake
  readonly #xml: XmlReader
  readonly #times: InstantReader
  readonly rejected = new Rejections()
  readonly #stack: number[] = []
  #within: number = WITHIN.nothing
  readonly #cases = new Dictionary()
  readonly #activities = new Dictionary()
  readonly #actors = new Dictionary()
  readonly #eventKeys = new Dictionary()
  readonly #traceKeys = new Dictionary()
  readonly #eventRoles: number[] = []
  readonly #traceRoles: number[] = []
  /** Of attributes that events lack. */
  readonly #defaults = { activity: UNKNOWN, actor: UNKNOWN, lifecycle: LIFECYCLE.none as number, time: Number.NaN }
  #traces = 0
  #caseId = UNKNOWN
  #traceActor = UNKNOWN
  #traceOutcome = UNKNOWN
  #traceCounter = UNKNOWN
  #activity = UNKNOWN
  #actor = UNKNOWN
  #time = Number.NaN
  #badTime: string | null = null
  #hasTime = false
  #repeatedTraces = 0

  constructor(settings: DiscoverySettings, intake: EventIntake) {
    this.#settings = settings
    this.#intake = intake
    this.#times = new InstantReader('text', settings.zone)
    this.#xml = new XmlReader({
      open: (element) => this.#open(element),
      close: () => this.#close(),
      skim: (bytes, view, start, filled) =>
        this.#within === WITHIN.trace ? this.#skim(bytes, view, start, filled) : start,
    })
  }

  get names() {
    const { encoding } = this.#xml
    return {
      case: (id: number) => {
        const name = this.#cases.text(id, encoding)
        const mark = name.indexOf('\u0000')
        return mark === -1 ? name : name.slice(0, mark)
      },
      isCaseBefore: (id: number, other: number) => this.#cases.isBefore(id, other),
      activity: (id: number) => this.#activities.text(id, encoding),
      actor: (id: number) => this.#actors.text(id, encoding),
      attribute: (place: number) => this.#eventKeys.text(place, encoding),
      attributes: this.#eventKeys.size,
    }
  }

  get found() {
    const notes: string[] = []
    if (this.#repeatedTraces > 0)
      notes.push(
        `${String(this.#repeatedTraces)} traces have the name of an earlier one; each was taken as a case of its own`,
      )
    return { encoding: this.#xml.encoding, delimiter: null, times: this.#times.counted, notes }
  }

  push(chunk: Uint8Array): void {
    this.#xml.push(chunk)
  }

  end(): void {
    this.#xml.end()
  }

  #open(element: XmlElement): void {
    const around = this.#within
    const name = element.name
    let within: number = WITHIN.other
    if (
      around === WITHIN.event ||
      around === WITHIN.trace ||
      around === WITHIN.eventDefaults ||
      around === WITHIN.traceDefaults
    ) {
      const kind = KINDS.get(name)
      if (kind !== undefined) this.#attribute(element, around, kind)
      else if (name === NAME.event && around === WITHIN.trace) {
        within = WITHIN.event
        this.#beginEvent()
      }
    } else if (around === WITHIN.log) {
      if (name === NAME.trace) {
        within = WITHIN.trace
        this.#beginTrace()
      } else if (name === NAME.global) within = this.#scope(element)
      else if (name === NAME.event) this.rejected.add(this.#xml.line, 'it is an event outside a trace')
    } else if (around === WITHIN.nothing) {
      if (name !== NAME.log) throw this.#xml.refuse(NO_XES)
      within = WITHIN.log
    }
    this.#stack.push(around)
    this.#within = within
  }

  #close(): void {
    if (this.#within === WITHIN.event) this.#endEvent()
    this.#within = this.#stack.pop() ?? WITHIN.nothing
  }

  readonly #skimmed = new XesSkim((bytes, start, end) => this.#eventKey(bytes, start, end))

  #eventKey(bytes: Uint8Array, start: number, end: number): number {
    const key = this.#eventKeys.idOf(bytes, start, end)
    this.#eventRoles[key] ??= this.#roleOf(this.#eventKeys.text(key, this.#xml.encoding), false)
    return key
  }

  #skim(bytes: Uint8Array, view: DataView, start: number, filled: number): number {
    const skimmed = this.#skimmed
    let at = start
    for (;;) {
      const end = skimmed.event(bytes, view, at, filled)
      if (end === -1) return at
      at = end
      this.#xml.line += skimmed.breaks
      this.#beginEvent()
      for (let place = 0; place < skimmed.count; place += 1) {
        const { key, kind, start, end } = skimmed.values[place]!
        this.#eventAttribute(key, this.#eventRoles[key]!, kind, bytes, start, end)
      }
      this.#endEvent()
    }
  }

  #scope({ bytes, count, names, starts, ends }: XmlElement): number {
    for (let at = 0; at < count; at += 1) {
      if (names[at] !== NAME.scope) continue
      const scope = textOf(bytes, starts[at] ?? 0, ends[at] ?? 0, 'utf-8')
      return scope === 'event' ? WITHIN.eventDefaults : scope === 'trace' ? WITHIN.traceDefaults : WITHIN.other
    }
    return WITHIN.other
  }

  #beginTrace(): void {
    this.#traces += 1
    this.#caseId = UNKNOWN
    this.#traceActor = UNKNOWN
    this.#traceOutcome = UNKNOWN
    this.#traceCounter = UNKNOWN
  }

  #beginEvent(): void {
    this.#activity = UNKNOWN
    this.#actor = UNKNOWN
    this.#time = Number.NaN
    this.#badTime = null
    this.#hasTime = false
  }

  #attribute(element: XmlElement, around: number, kind: number): void {
    const { bytes, form, count, names, starts, ends } = element
    if (around === WITHIN.event && form !== -1) {
      // Of a known form: the key is the same as the last time.
      const known = this.#keyOfForm[form]
      if (known !== undefined && known !== UNKNOWN) {
        this.#eventAttribute(known, this.#eventRoles[known]!, kind, bytes, starts[count - 1]!, ends[count - 1]!)
        return
      }
    }
    let keyStart = 0
    let keyEnd = -1
    let start = 0
    let end = 0
    for (let at = 0; at < count; at += 1) {
      if (names[at] === NAME.key) {
        keyStart = starts[at]!
        keyEnd = ends[at]!
      } else if (names[at] === NAME.value) {
        start = starts[at]!
        end = ends[at]!
      }
    }
    if (keyEnd === -1) return
    if (around === WITHIN.trace) this.#traceAttribute(bytes, keyStart, keyEnd, start, end)
    else if (around !== WITHIN.traceDefaults) {
      const key = this.#eventKey(bytes, keyStart, keyEnd)
      const role = this.#eventRoles[key]!
      if (around !== WITHIN.event) this.#default(role, bytes, start, end)
      else {
        if (form !== -1) {
          while (this.#keyOfForm.length <= form) this.#keyOfForm.push(UNKNOWN)
          // Only where the value stands last: else it is a part of the form.
          if (start === starts[count - 1]) this.#keyOfForm[form] = key
        }
        this.#eventAttribute(key, role, kind, bytes, start, end)
      }
    }
  }
  /** By the form of an element: the number of its key. */
  readonly #keyOfForm: number[] = []

  #roleOf(key: string, isOfTrace: boolean): number {
    const { activity, actor, time, lifecycle, outcome, counter, case: caseKey } = this.#settings.columns
    const said = isOfTrace ? TRACE_PREFIX + key : key
    if (isOfTrace && (caseKey === key || caseKey === said)) return ROLE.case
    if (actor === said) return ROLE.actor
    if (outcome === said) return ROLE.outcome
    if (counter === said) return ROLE.counter
    if (isOfTrace) return ROLE.none
    if (activity === key) return ROLE.activity
    if (time === key) return ROLE.time
    return lifecycle === key ? ROLE.lifecycle : ROLE.none
  }

  #traceAttribute(bytes: Uint8Array, keyStart: number, keyEnd: number, start: number, end: number): void {
    const key = this.#traceKeys.idOf(bytes, keyStart, keyEnd)
    const role = (this.#traceRoles[key] ??= this.#roleOf(this.#traceKeys.text(key, this.#xml.encoding), true))
    if (role === ROLE.none || isEmptyCell(bytes, start, end)) return
    if (role === ROLE.case) this.#caseId = this.#nameCase(bytes, start, end)
    else if (role === ROLE.actor) this.#traceActor = this.#actors.idOf(bytes, start, end)
    else if (role === ROLE.outcome) this.#traceOutcome = this.#outcomeOf(bytes, start, end)
    else if (role === ROLE.counter) this.#traceCounter = counterOf(bytes, start, end)
  }

  /** A name that an earlier trace has stands for another case. */
  #nameCase(bytes: Uint8Array, start: number, end: number): number {
    const size = this.#cases.size
    const id = this.#cases.idOf(bytes, start, end)
    if (id === size) return id
    this.#repeatedTraces += 1
    const marked = Uint8Array.from([
      ...bytes.subarray(start, end),
      0,
      ...Array.from(String(this.#traces), (digit) => digit.charCodeAt(0)),
    ])
    return this.#cases.idOf(marked, 0, marked.length)
  }

  #eventAttribute(key: number, role: number, kind: number, bytes: Uint8Array, start: number, end: number): void {
    if (role === ROLE.time) {
      this.#hasTime = true
      this.#time = this.#times.read(bytes, start, end)
      if (Number.isNaN(this.#time)) this.#badTime = textOf(bytes, start, Math.min(end, start + 60), this.#xml.encoding)
      return
    }
    if (isEmptyCell(bytes, start, end)) return
    this.#intake.attribute(key, kind)
    if (role === ROLE.none) return
    if (role === ROLE.activity) this.#activity = this.#activities.idOf(bytes, start, end)
    else if (role === ROLE.actor) this.#actor = this.#actors.idOf(bytes, start, end)
    else if (role === ROLE.lifecycle) this.#intake.lifecycle = this.#lifecycleOf(bytes, start, end)
    else if (role === ROLE.outcome) this.#intake.outcome = this.#outcomeOf(bytes, start, end)
    else if (role === ROLE.counter) this.#intake.counter = counterOf(bytes, start, end)
  }

  readonly #steps = new Dictionary()
  readonly #stepKinds: number[] = []
  #lifecycleOf(bytes: Uint8Array, start: number, end: number): number {
    const id = this.#steps.idOf(bytes, start, end)
    return (this.#stepKinds[id] ??= lifecycleOf(this.#steps.text(id, this.#xml.encoding)))
  }

  #outcomeOf(bytes: Uint8Array, start: number, end: number): number {
    const good = isGood(textOf(bytes, start, end, this.#xml.encoding), this.#settings.columns.good)
    return good === null ? UNKNOWN : Number(good)
  }

  /** A default that says nothing but that it is unknown is none. */
  #default(role: number, bytes: Uint8Array, start: number, end: number): void {
    const word = textOf(bytes, start, end, this.#xml.encoding)
    if (isEmptyCell(bytes, start, end) || /^(unknown|undefined|default|__invalid__)$/i.test(word)) return
    if (role === ROLE.activity) this.#defaults.activity = this.#activities.idOf(bytes, start, end)
    else if (role === ROLE.actor) this.#defaults.actor = this.#actors.idOf(bytes, start, end)
    else if (role === ROLE.lifecycle) this.#defaults.lifecycle = lifecycleOf(word)
    else if (role === ROLE.time) {
      const at = this.#times.read(bytes, start, end)
      // The beginning of 1970, in whichever zone, is what a program writes that knows none.
      if (Math.abs(at) > 86_400_000) this.#defaults.time = at
    }
  }

  #endEvent(): void {
    const intake = this.#intake
    const time = this.#hasTime ? this.#time : this.#defaults.time
    const activity = this.#activity === UNKNOWN ? this.#defaults.activity : this.#activity
    if (Number.isNaN(time) || activity === UNKNOWN) {
      intake.drop()
      const { columns } = this.#settings
      this.rejected.add(
        this.#xml.line,
        this.#badTime !== null
          ? `"${this.#badTime}" is no time`
          : Number.isNaN(time)
            ? `it has no time ("${columns.time}")`
            : `it has no activity ("${columns.activity}")`,
      )
      return
    }
    if (this.#caseId === UNKNOWN) {
      const name = Uint8Array.from(`trace ${String(this.#traces)}`, (character) => character.charCodeAt(0))
      this.#caseId = this.#nameCase(name, 0, name.length)
    }
    if (intake.lifecycle === LIFECYCLE.none) intake.lifecycle = this.#defaults.lifecycle
    if (intake.outcome === UNKNOWN) intake.outcome = this.#traceOutcome
    if (intake.counter === UNKNOWN) intake.counter = this.#traceCounter
    const actor =
      this.#actor !== UNKNOWN ? this.#actor : this.#traceActor !== UNKNOWN ? this.#traceActor : this.#defaults.actor
    intake.add(this.#caseId, activity, actor, time)
  }
}

/** A count that a system keeps; unknown where it is no whole number. */
export function counterOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  if (end - start > 9 || start === end) return UNKNOWN
  for (let at = start; at < end; at += 1) {
    const digit = bytes[at]! - 0x30 // within the cell
    if (digit < 0 || digit > 9) return UNKNOWN
    value = value * 10 + digit
  }
  return value
}
