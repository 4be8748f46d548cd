import { KIND } from './cells.ts'

/** An attribute's element up to its value, as in `<string key="org:resource" value="`. */
interface Form {
  /** Four bytes each; the last one holds the last four. */
  readonly words: Int32Array
  readonly length: number
  readonly key: number
  readonly kind: number
  /** The one that last followed. */
  next: Form | null
}

/** Where a value lies, and what is known of it. */
export interface SkimmedValue {
  key: number
  kind: number
  start: number
  end: number
}

const LT = 0x3c
const SLASH = 0x2f
const GT = 0x3e
const QUOTE = 0x22
const LF = 0x0a

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const OPEN = bytesOf('<event>')
const CLOSE = bytesOf('</event>')
const KEY = bytesOf(' key="')
const VALUE = bytesOf(' value="')
const TAGS = [
  ['<string', KIND.text],
  ['<date', KIND.time],
  ['<int', KIND.number],
  ['<float', KIND.number],
  ['<boolean', KIND.truth],
  ['<id', KIND.text],
].map(([tag, kind]) => ({ tag: bytesOf(String(tag)), kind: Number(kind) }))

/** Bytes that end a value, or that only the careful reader understands. */
const STOPS = new Uint8Array(256)
for (const stop of [QUOTE, LT, LF, 0x26]) STOPS[stop] = 1

const MAX_ATTRIBUTES = 64
const MAX_FORM_BYTES = 160

/**
 * Reads the events of a XES log that are written as nearly all are: `<event>`, one `<string key="…" value="…"/>` after the other,
 * `</event>`, nothing nested, no entity. What is written in another way, or not all there yet, is left to the careful reader.
 */
export class XesSkim {
  readonly #keyOf: (bytes: Uint8Array, start: number, end: number) => number
  readonly #forms = new Map<number, Form>()
  #first: Form | null = null
  #misses = 0
  readonly values: readonly SkimmedValue[] = Array.from({ length: MAX_ATTRIBUTES }, () => ({
    key: 0,
    kind: 0,
    start: 0,
    end: 0,
  }))
  /** How many values the event has that was read last. */
  count = 0
  /** Line breaks before its `</event>`. */
  breaks = 0

  /** `keyOf` numbers the keys. */
  constructor(keyOf: (bytes: Uint8Array, start: number, end: number) => number) {
    this.#keyOf = keyOf
  }

  /** Reads the event that begins here and returns where it ends; -1 where the careful reader has to. */
  event(bytes: Uint8Array, view: DataView, start: number, filled: number): number {
    // A log that is never written so costs no second look at each of its tags.
    if (this.#misses > 8 && (this.#misses & 63) !== 0) {
      this.#misses += 1
      return -1
    }
    const end = this.#read(bytes, view, start, filled)
    this.#misses = end === -1 ? this.#misses + 1 : 0
    return end
  }

  #read(bytes: Uint8Array, view: DataView, start: number, filled: number): number {
    let at = start
    let breaks = 0
    let count = 0
    while (at < filled && bytes[at]! <= 0x20) {
      if (bytes[at] === LF) breaks += 1
      at += 1
    }
    if (!isHere(bytes, at, filled, OPEN)) return -1
    at += OPEN.length
    let last: Form | null = null
    for (;;) {
      while (at < filled && bytes[at]! <= 0x20) {
        if (bytes[at] === LF) breaks += 1
        at += 1
      }
      if (at + 2 > filled) return -1
      if (bytes[at + 1] === SLASH) {
        if (!isHere(bytes, at, filled, CLOSE)) return -1
        this.count = count
        this.breaks = breaks
        return at + CLOSE.length
      }
      let form: Form | null = last === null ? this.#first : last.next
      if (form === null || !isForm(form, view, at, filled)) {
        form = this.#formAt(bytes, view, at, filled)
        if (form === null || count === MAX_ATTRIBUTES) return -1
        if (last === null) this.#first = form
        else last.next = form
      }
      at += form.length
      const value = this.values[count]!
      value.start = at
      while (at < filled && STOPS[bytes[at]!] === 0) at += 1
      if (at + 3 > filled || bytes[at] !== QUOTE || bytes[at + 1] !== SLASH || bytes[at + 2] !== GT) return -1
      value.key = form.key
      value.kind = form.kind
      value.end = at
      count += 1
      at += 3
      last = form
    }
  }

  /** Another form than the one that was guessed, known or new; null where it is none. */
  #formAt(bytes: Uint8Array, view: DataView, start: number, filled: number): Form | null {
    const known = TAGS.find(({ tag }) => isHere(bytes, start, filled, tag))
    const keyAt = start + (known?.tag.length ?? 0)
    if (known === undefined || !isHere(bytes, keyAt, filled, KEY)) return null
    const keyStart = keyAt + KEY.length
    let keyEnd = keyStart
    let hash = known.tag.length * 31 + known.kind
    while (keyEnd < filled && STOPS[bytes[keyEnd]!] === 0) {
      hash = (Math.imul(hash, 31) + bytes[keyEnd]!) | 0
      keyEnd += 1
    }
    if (keyEnd === filled || bytes[keyEnd] !== QUOTE || !isHere(bytes, keyEnd + 1, filled, VALUE)) return null
    const length = keyEnd + 1 + VALUE.length - start
    const other = this.#forms.get(hash)
    if (other !== undefined) return isForm(other, view, start, filled) ? other : null
    if (length > MAX_FORM_BYTES) return null
    const key = this.#keyOf(bytes, keyStart, keyEnd)
    const words = Int32Array.from({ length: (length + 3) >> 2 }, (_, place) =>
      view.getInt32(start + Math.min(4 * place, length - 4), true),
    )
    const form = { words, length, key, kind: known.kind, next: null }
    this.#forms.set(hash, form)
    return form
  }
}

function isHere(bytes: Uint8Array, at: number, filled: number, word: Uint8Array): boolean {
  if (at + word.length > filled) return false
  for (let place = 0; place < word.length; place += 1) if (bytes[at + place] !== word[place]) return false
  return true
}

function isForm({ words, length }: Form, view: DataView, at: number, filled: number): boolean {
  if (at + length > filled) return false
  const last = words.length - 1
  // Keys differ at their end.
  if (view.getInt32(at + length - 4, true) !== words[last]) return false
  for (let place = last - 1; place >= 0; place -= 1) {
    if (view.getInt32(at + 4 * place, true) !== words[place]) return false
  }
  return true
}
