import { textOf } from '../tables/encodings.ts'
import type { OcelEvent, OcelLog } from './ocel-log.ts'
import { nameHash, type XmlElement, XmlReader } from './xml-reader.ts'

const NAME = {
  log: nameHash('log'),
  event: nameHash('event'),
  object: nameHash('object'),
  attribute: nameHash('attribute'),
  relationship: nameHash('relationship'),
  id: nameHash('id'),
  type: nameHash('type'),
  time: nameHash('time'),
  name: nameHash('name'),
  objectId: nameHash('object-id'),
}

/** Reads OCEL 2.0 in XML, in chunks. */
export class OcelXmlReader {
  readonly #xml: XmlReader
  readonly #events: OcelEvent[] = []
  readonly #objects = new Map<string, string>()
  #event: { id: string; type: string; time: string; attributes: Map<string, string>; objects: string[] } | null = null
  #attribute: string | null = null
  #text = ''
  #depth = 0

  constructor() {
    this.#xml = new XmlReader({
      open: (element) => this.#open(element),
      close: (name) => this.#close(name),
      text: (bytes, start, end) => {
        if (this.#attribute !== null) this.#text += textOf(bytes, start, end, this.#xml.encoding)
      },
    })
  }

  push(chunk: Uint8Array): void {
    this.#xml.push(chunk)
  }

  end(): OcelLog {
    this.#xml.end()
    return { events: this.#events, objects: this.#objects }
  }

  #open(element: XmlElement): void {
    this.#depth += 1
    if (this.#depth === 1 && element.name !== NAME.log)
      throw this.#xml.refuse('it is XML, but its first element is no <log> as OCEL has it')
    if (element.name === NAME.event)
      this.#event = {
        id: this.#value(element, NAME.id),
        type: this.#value(element, NAME.type),
        time: this.#value(element, NAME.time),
        attributes: new Map(),
        objects: [],
      }
    else if (element.name === NAME.object && this.#event === null)
      this.#objects.set(this.#value(element, NAME.id), this.#value(element, NAME.type))
    else if (this.#event !== null && (element.name === NAME.relationship || element.name === NAME.object))
      this.#event.objects.push(this.#value(element, NAME.objectId) || this.#value(element, NAME.id))
    else if (this.#event !== null && element.name === NAME.attribute) {
      this.#attribute = this.#value(element, NAME.name)
      this.#text = ''
    }
  }

  #close(name: number): void {
    this.#depth -= 1
    if (name === NAME.attribute && this.#attribute !== null) {
      this.#event?.attributes.set(this.#attribute, this.#text.trim())
      this.#attribute = null
    } else if (name === NAME.event && this.#event !== null) {
      this.#events.push(this.#event)
      this.#event = null
    }
  }

  #value({ bytes, count, names, starts, ends }: XmlElement, name: number): string {
    for (let at = 0; at < count; at += 1)
      if (names[at] === name) return textOf(bytes, starts[at] ?? 0, ends[at] ?? 0, this.#xml.encoding)
    return ''
  }
}
