import { InstantReader } from '../tables/date-formats.ts'
import { UNKNOWN } from './case-events.ts'
import { EMPTY_WORDS, isGood, KIND, kindOfCell } from './cells.ts'
import { type DiscoverySettings, isOcelFormat } from './discovery-settings.ts'
import type { EventIntake } from './intake.ts'
import type { LogReader } from './log-reader.ts'
import { LogRefusal } from './log-refusal.ts'
import { OcelChunks } from './ocel-chunks.ts'
import type { OcelEvent, OcelLog } from './ocel-log.ts'
import { Rejections } from './rejections.ts'

const EMPTY = new Set(['', ...EMPTY_WORDS])

/**
 * Flattens an object-centric log: each object of the chosen type is a case with the events that touch it, so that an event
 * that touches two is in both. Events that touch none are in none, and counted.
 */
export class OcelReader implements LogReader {
  readonly #settings: DiscoverySettings
  readonly #intake: EventIntake
  readonly #times: InstantReader
  /** None where the log is read elsewhere. */
  readonly #chunks: OcelChunks | null
  readonly rejected = new Rejections()
  readonly #cases = new Words()
  readonly #activities = new Words()
  readonly #actors = new Words()
  readonly #attributes = new Words()
  #isTaken = false
  #outside = 0
  #several = 0

  constructor(settings: DiscoverySettings, intake: EventIntake) {
    this.#settings = settings
    this.#intake = intake
    this.#times = new InstantReader('text', settings.zone)
    this.#chunks = isOcelFormat(settings.format) ? new OcelChunks(settings.format) : null
  }

  get names() {
    return {
      case: (id: number) => this.#cases.word(id),
      isCaseBefore: (id: number, other: number) => this.#cases.word(id) < this.#cases.word(other),
      activity: (id: number) => this.#activities.word(id),
      actor: (id: number) => this.#actors.word(id),
      attribute: (place: number) => this.#attributes.word(place),
      attributes: this.#attributes.size,
    }
  }

  get found() {
    const type = this.#settings.objectType ?? ''
    const notes: string[] = []
    if (this.#outside > 0)
      notes.push(
        `${this.#outside.toLocaleString('en')} events touch no object of the type "${type}" and are in no case`,
      )
    if (this.#several > 0)
      notes.push(
        `${this.#several.toLocaleString('en')} events touch several objects of the type "${type}" and are in the case of each`,
      )
    return { encoding: 'utf-8' as const, delimiter: null, times: this.#times.counted, notes }
  }

  push(chunk: Uint8Array): void {
    this.#chunks?.push(chunk)
  }

  end(): void {
    if (!this.#isTaken && this.#chunks !== null) this.take(this.#chunks.end())
  }

  /** A log that was read elsewhere. */
  take(log: OcelLog): void {
    this.#isTaken = true
    const { objectType } = this.#settings
    if (objectType === null || ![...log.objects.values()].includes(objectType)) {
      const known = [...new Set(log.objects.values())].slice(0, 40).map((type) => `"${type}"`)
      throw new LogRefusal(`it has no objects of the type "${objectType ?? ''}"; it has ${known.join(', ')}`)
    }
    for (const { line, why } of log.rejected ?? []) this.rejected.add(line, why)
    for (const [at, event] of log.events.entries()) {
      const own = [...new Set(event.objects)].filter((id) => log.objects.get(id) === objectType)
      if (own.length === 0) this.#outside += 1
      else if (own.length > 1) this.#several += 1
      for (const object of own) this.#add(log, event, object, event.line ?? at + 1)
    }
  }

  #add({ objects }: OcelLog, event: OcelEvent, object: string, number: number): void {
    const time = this.#timeOf(event.time)
    if (Number.isNaN(time) || EMPTY.has(event.type.trim())) {
      this.rejected.add(
        number,
        Number.isNaN(time) ? `event "${event.id}": "${event.time}" is no time` : `event "${event.id}" has no type`,
      )
      return
    }
    const { columns } = this.#settings
    const intake = this.#intake
    for (const [name, value] of event.attributes) {
      if (EMPTY.has(value.trim())) continue
      const bytes = asBytes(value)
      intake.attribute(this.#attributes.id(name), bytes.length === 0 ? KIND.text : kindOfCell(bytes, 0, bytes.length))
    }
    const outcome = columns.outcome === null ? undefined : event.attributes.get(columns.outcome)
    const good = outcome === undefined ? null : isGood(outcome, columns.good)
    if (good !== null) intake.outcome = Number(good)
    const actor = columns.actor === null ? null : actorOf(event, objects, columns.actor)
    intake.add(
      this.#cases.id(object),
      this.#activities.id(event.type),
      actor === null ? UNKNOWN : this.#actors.id(actor),
      time,
    )
  }

  #timeOf(text: string): number {
    const bytes = asBytes(text)
    return this.#times.read(bytes, 0, bytes.length)
  }
}

/**
 * Who did it: an attribute of the event, or the object of a type that it touches; several names divided by commas are asked
 * in their order, as each type of event can have an attribute of its own.
 */
function actorOf(event: OcelEvent, objects: OcelLog['objects'], said: string): string | null {
  for (const name of [said, ...said.split(',')]) {
    const value = event.attributes.get(name.trim())
    if (value !== undefined && !EMPTY.has(value.trim())) return value
    const object = event.objects.find((id) => objects.get(id) === name.trim())
    if (object !== undefined) return object
  }
  return null
}

/** Times and kinds are ASCII; what isn't is neither. */
function asBytes(text: string): Uint8Array {
  return Uint8Array.from(text.slice(0, 80), (character) => Math.min(character.charCodeAt(0), 0xff))
}

/** Gives the same number to the same word. */
class Words {
  readonly #ids = new Map<string, number>()
  readonly #words: string[] = []

  get size(): number {
    return this.#words.length
  }

  id(word: string): number {
    const known = this.#ids.get(word)
    if (known !== undefined) return known
    this.#ids.set(word, this.#words.length)
    this.#words.push(word)
    return this.#words.length - 1
  }

  word(id: number): string {
    return this.#words[id] ?? ''
  }
}
