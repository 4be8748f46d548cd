import { ByteQueue } from '../tables/byte-queue.ts'
import { putUtf8, type TableEncoding, encodingOf, textOf, Utf16ToUtf8 } from '../tables/encodings.ts'
import { LogRefusal } from './log-refusal.ts'

/** What the reader tells of the document; positions are in `bytes` and valid until the function returns. */
export interface XmlSink {
  open(element: XmlElement): void
  /** `name` is the hash of the element's name. */
  close(name: number): void
  /** Text between tags, where the sink wants it. */
  text?(bytes: Uint8Array, start: number, end: number): void
  /**
   * Reads whole elements that begin here by itself, and returns where it left off; what it reads is not told, and its line
   * breaks are added to the reader's `line`. It may keep `bytes` up to `filled` no longer than it runs.
   */
  skim?(bytes: Uint8Array, view: DataView, start: number, filled: number): number
}

export interface XmlElement {
  readonly bytes: Uint8Array
  /** Hash of the name without its prefix, as {@link nameHash} makes it. */
  readonly name: number
  /**
   * The number of its form: elements of the same one differ in the value of their last attribute alone. -1 where the form
   * isn't known.
   */
  readonly form: number
  /** How many attributes it has. */
  readonly count: number
  readonly names: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** An element without children up to the value of its last attribute. */
interface Form {
  readonly number: number
  readonly name: number
  /** Its bytes behind the `<`. */
  readonly head: Uint8Array
  readonly quote: number
  readonly names: Int32Array
  /** Counted from the head's beginning. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The one that last followed. */
  next: Form | null
}

export function nameHash(name: string): number {
  let hash = 7
  for (let at = 0; at < name.length; at += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0
  return hash
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const LF = 0x0a
const EQUALS = 0x3d
const QUOTE = 0x22
const APOSTROPHE = 0x27
const AMPERSAND = 0x26
const COLON = 0x3a
const BUFFERED = 65_536
const MAX_TAG_BYTES = 4 * 1_048_576
const MAX_DEPTH = 256
const MAX_ATTRIBUTES = 64
const MAX_FORMS = 512
const MAX_FORM_BYTES = 128

const COMMENT = [0x21, 0x2d, 0x2d]
const CDATA = Array.from('![CDATA[', (character) => character.charCodeAt(0))

/**
 * Reads XML in chunks of bytes: elements with their attributes, without a tree. Entities of its own a document may not
 * declare, so that none can grow; elements may lie 256 deep. What isn't well-formed throws a {@link LogRefusal} with line and
 * byte.
 */
export class XmlReader {
  readonly #sink: XmlSink
  #turned: Utf16ToUtf8 | null = null
  encoding: TableEncoding = 'utf-8'
  readonly #queue = new ByteQueue(2 * BUFFERED)
  #next = BUFFERED
  #hasBegun = false
  #gone = 0
  line = 1
  #depth = 0
  #hasRoot = false
  readonly #open = new Int32Array(MAX_DEPTH)
  readonly #element = {
    bytes: this.#queue.bytes,
    name: 0,
    form: -1,
    count: 0,
    names: new Int32Array(MAX_ATTRIBUTES),
    starts: new Int32Array(MAX_ATTRIBUTES),
    ends: new Int32Array(MAX_ATTRIBUTES),
  }

  constructor(sink: XmlSink) {
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    this.#queue.push(this.#turned === null ? chunk : this.#turned.turn(chunk, false))
    if (this.#queue.filled >= this.#next) this.#read(false)
  }

  end(): void {
    if (!this.#hasBegun) this.#begin()
    if (this.#turned !== null) this.#queue.push(this.#turned.turn(new Uint8Array(0), true))
    this.#read(true)
    if (this.#depth > 0)
      throw this.#refuse(
        `the file ends while ${String(this.#depth)} element${this.#depth === 1 ? ' is' : 's are'} open: it is cut off`,
        this.#queue.filled,
      )
    if (!this.#hasRoot) throw this.#refuse('it holds no element', this.#queue.filled)
  }

  /** Refuses the document at the tag that is being read. */
  refuse(why: string): LogRefusal {
    return this.#refuse(why, this.#at)
  }
  #at = 0

  #refuse(why: string, at: number): LogRefusal {
    return new LogRefusal(why, { line: this.line, byte: this.#gone + at })
  }

  #begin(): void {
    this.#hasBegun = true
    const start = this.#queue.bytes
    const [a, b, c] = [start[0], start[1], start[2]]
    const wide =
      (a === 0xff && b === 0xfe) || (a === LT && b === 0)
        ? 'utf-16le'
        : (a === 0xfe && b === 0xff) || (a === 0 && b === LT)
          ? 'utf-16be'
          : null
    if (wide !== null) {
      this.#turned = new Utf16ToUtf8(wide)
      const sample = start.slice(a === LT || b === LT ? 0 : 2, this.#queue.filled)
      this.#queue.filled = 0
      this.#queue.push(this.#turned.turn(sample, false))
      return
    }
    if (a === 0xef && b === 0xbb && c === 0xbf) {
      this.#queue.drop(3)
      this.#gone = 3
    }
    const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(
      textOf(start, 0, Math.min(this.#queue.filled, 200), 'windows-1252'),
    )
    const encoding = declared?.[1] === undefined ? 'utf-8' : encodingOf(declared[1])
    if (encoding === null || encoding === 'utf-16be' || encoding === 'utf-16le')
      throw this.#refuse(`its encoding is "${declared?.[1] ?? ''}", and UTF-8, UTF-16 or Windows-1252 is needed`, 0)
    this.encoding = encoding
  }

  #read(isLast: boolean): void {
    if (!this.#hasBegun) this.#begin()
    const buffer = this.#queue.bytes
    const filled = this.#queue.filled
    this.#element.bytes = buffer
    let done = 0
    let at = 0
    let line = this.line
    const sink = this.#sink
    const view = new DataView(buffer.buffer)
    for (;;) {
      if (sink.skim !== undefined) {
        this.line = line
        at = sink.skim(buffer, view, at, filled)
        done = at
        line = this.line
      }
      // Text up to the next tag.
      const textStart = at
      while (at < filled && buffer[at] !== LT) {
        if (buffer[at] === LF) line += 1
        at += 1
      }
      if (at === filled) {
        if (!isLast && sink.text !== undefined && at > textStart) {
          // Text that goes on in the next chunk is told in one piece.
          for (let back = textStart; back < at; back += 1) if (buffer[back] === LF) line -= 1
          done = textStart
        } else {
          if (sink.text !== undefined && at > textStart) sink.text(buffer, textStart, at)
          done = at
        }
        break
      }
      const tagStart = at
      this.line = line
      this.#at = at
      const next = at + 1 < filled ? buffer[at + 1] : -1
      const isElement = next !== SLASH && next !== 0x21 && next !== 0x3f && next !== -1
      const end = next === -1 ? -1 : isElement ? this.#openAt(buffer, at + 1, filled) : this.#tagEnd(buffer, at, filled)
      if (end === -1) {
        if (isLast) throw this.#refuse('the file ends within a tag: it is cut off', at)
        if (filled - at > MAX_TAG_BYTES)
          throw this.#refuse(`the tag that begins here is longer than ${String(MAX_TAG_BYTES)} bytes`, at)
        done = tagStart
        if (sink.text !== undefined && tagStart > textStart) {
          for (let back = textStart; back < tagStart; back += 1) if (buffer[back] === LF) line -= 1
          done = textStart
        }
        break
      }
      if (sink.text !== undefined && tagStart > textStart) sink.text(buffer, textStart, tagStart)
      if (isElement) {
        this.#tell(buffer[end - 1] === SLASH)
        line += this.#breaks
      } else {
        if (next === SLASH) this.#closeAt(buffer, at, end)
        else if (sink.text !== undefined && startsWith(buffer, at + 1, CDATA)) sink.text(buffer, at + 9, end - 2)
        for (let inside = tagStart; inside < end; inside += 1) if (buffer[inside] === LF) line += 1
      }
      at = end + 1
      done = at
    }
    this.line = line
    this.#gone += done
    this.#queue.drop(done)
    this.#next = Math.max(BUFFERED, 2 * this.#queue.filled)
  }

  /** Where the tag's last character stands; -1 where it hasn't come yet. */
  #tagEnd(buffer: Uint8Array, at: number, filled: number): number {
    const next = buffer[at + 1]
    if (next === 0x21) {
      if (filled - at < 9) {
        // Too short to tell what it is, unless it is closed already.
        const close = buffer.indexOf(GT, at)
        return close !== -1 && close < filled && !startsWith(buffer, at + 1, COMMENT) ? close : -1
      }
      if (startsWith(buffer, at + 1, COMMENT)) return ending(buffer, at + 4, filled, 0x2d, 0x2d)
      if (startsWith(buffer, at + 1, CDATA)) return ending(buffer, at + 9, filled, 0x5d, 0x5d)
      return this.#declarationEnd(buffer, at, filled)
    }
    if (next === 0x3f) return ending(buffer, at + 2, filled, -1, 0x3f)
    const close = buffer.indexOf(GT, at)
    return close < filled ? close : -1
  }

  /** The end of a DOCTYPE with its brackets and quotes. */
  #declarationEnd(buffer: Uint8Array, at: number, filled: number): number {
    let [brackets, inside] = [0, 0]
    for (let place = at + 2; place < filled; place += 1) {
      const byte = buffer[place]! // within the buffer
      if (inside !== 0) {
        if (byte === inside) inside = 0
      } else if (byte === QUOTE || byte === APOSTROPHE) inside = byte
      else if (byte === 0x5b) brackets += 1
      else if (byte === 0x5d) brackets -= 1
      else if (byte === GT && brackets <= 0) return place
      else if (byte === LT && startsWith(buffer, place + 1, ENTITY))
        throw this.#refuse('it declares entities of its own, which are not taken: they can grow without bound', place)
    }
    return -1
  }

  #closeAt(buffer: Uint8Array, at: number, end: number): void {
    let hash = 7
    for (let place = at + 2; place < end; place += 1) {
      const byte = buffer[place]! // within the buffer
      if (byte === COLON) hash = 7
      else if (byte <= 0x20) break
      else hash = (Math.imul(hash, 31) + byte) | 0
    }
    if (this.#depth === 0 || this.#open[this.#depth - 1] !== hash)
      throw this.#refuse(
        `</${textOf(buffer, at + 2, Math.min(end, at + 60), this.encoding)}> closes another element than the last one opened`,
        at,
      )
    this.#depth -= 1
    this.#sink.close(hash)
  }

  /** Reads the tag of an element that begins here and returns where it ends; -1 where its end hasn't come yet. */
  #openAt(buffer: Uint8Array, start: number, filled: number): number {
    const element = this.#element
    this.#entities = 0
    const guess = this.#form === null ? null : this.#form.next
    if (guess !== null) {
      const end = this.#openLike(guess, buffer, start, filled)
      if (end !== -1) return end
    }
    let at = start
    let hash = 7
    let count = 0
    let breaks = 0
    for (; at < filled; at += 1) {
      const byte = buffer[at]! // within the buffer, as all below
      if (byte === COLON) hash = 7
      else if (byte <= 0x20 || byte === SLASH || byte === GT) break
      else hash = (Math.imul(hash, 31) + byte) | 0
    }
    if (at === filled) return -1
    if (at === start) throw this.#refuse('a tag has no name', start - 1)
    element.name = hash
    for (;;) {
      let byte = buffer[at]!
      while (at < filled && byte <= 0x20) {
        if (byte === LF) breaks += 1
        at += 1
        byte = buffer[at]!
      }
      if (at >= filled) return -1
      if (byte === GT) break
      if (byte === SLASH) {
        if (at + 1 >= filled) return -1
        if (buffer[at + 1] !== GT) throw this.#refuse('a slash stands within a tag', start - 1)
        at += 1
        break
      }
      let name = 7
      for (; at < filled; at += 1) {
        byte = buffer[at]!
        if (byte === EQUALS || byte <= 0x20 || byte === GT || byte === SLASH || byte === LT) break
        name = byte === COLON ? 7 : (Math.imul(name, 31) + byte) | 0
      }
      while (at < filled && buffer[at]! <= 0x20) at += 1
      if (at >= filled) return -1
      if (buffer[at] !== EQUALS) throw this.#refuse('an attribute has no value', start - 1)
      at += 1
      while (at < filled && buffer[at]! <= 0x20) at += 1
      if (at >= filled) return -1
      const quote = buffer[at]!
      if (quote !== QUOTE && quote !== APOSTROPHE)
        throw this.#refuse('the value of an attribute is not in quotes', start - 1)
      at += 1
      const from = at
      let hasEntity = false
      for (; at < filled; at += 1) {
        byte = buffer[at]!
        if (byte === quote) break
        if (byte === AMPERSAND) hasEntity = true
        else if (byte === LF) breaks += 1
        else if (byte === LT) throw this.#refuse('a tag begins within the value of an attribute', start - 1)
      }
      if (at >= filled) return -1
      if (count === MAX_ATTRIBUTES)
        throw this.#refuse(`an element has more than ${String(MAX_ATTRIBUTES)} attributes`, start - 1)
      if (hasEntity) this.#entities |= 1 << Math.min(count, 31)
      element.names[count] = name
      element.starts[count] = from
      element.ends[count] = at
      count += 1
      at += 1
    }
    element.count = count
    this.#breaks = breaks
    if (count === 0) element.form = -1
    else this.#keepForm(buffer, start, breaks === 0 && this.#entities === 0 && buffer[at - 1] === SLASH)
    return at
  }

  /** Most elements of a log look like one that came before: what follows which is guessed, and compared byte by byte. */
  #openLike(form: Form, buffer: Uint8Array, start: number, filled: number): number {
    const { head } = form
    const length = head.length
    if (start + length >= filled) return -1
    for (let at = length - 1; at >= 0; at -= 1) if (buffer[start + at] !== head[at]) return -1
    let at = start + length
    for (; at < filled; at += 1) {
      const byte = buffer[at]!
      if (byte === form.quote) break
      if (byte === AMPERSAND || byte === LF || byte === LT) return -1
    }
    const valueEnd = at
    at += 1
    if (buffer[at] === 0x20) at += 1
    if (at + 1 >= filled || buffer[at] !== SLASH || buffer[at + 1] !== GT) return -1
    const element = this.#element
    const count = form.names.length
    element.name = form.name
    element.form = form.number
    element.count = count
    for (let place = 0; place < count; place += 1) {
      element.names[place] = form.names[place]!
      element.starts[place] = start + form.starts[place]!
      element.ends[place] = start + form.ends[place]!
    }
    element.ends[count - 1] = valueEnd
    this.#breaks = 0
    this.#form = form
    return at + 1
  }

  /** Finds or makes the form of the element that was just read, and remembers that it followed the last one. */
  #keepForm(buffer: Uint8Array, start: number, isPlain: boolean): void {
    const element = this.#element
    element.form = -1
    const last = element.count - 1
    const valueStart = element.starts[last]!
    const length = valueStart - start
    if (!isPlain || length > MAX_FORM_BYTES) {
      this.#form = null
      return
    }
    let hash = element.name
    for (let at = start; at < valueStart; at += 1) hash = (Math.imul(hash, 31) + buffer[at]!) | 0
    let form = this.#forms.get(hash) ?? null
    if (form === null && this.#forms.size < MAX_FORMS) {
      form = {
        number: this.#forms.size,
        name: element.name,
        head: buffer.slice(start, valueStart),
        quote: buffer[valueStart - 1]!,
        names: element.names.slice(0, last + 1),
        starts: element.starts.slice(0, last + 1).map((at) => at - start),
        ends: element.ends.slice(0, last + 1).map((at) => at - start),
        next: null,
      }
      this.#forms.set(hash, form)
    } else if (
      form !== null &&
      !(form.head.length === length && form.head.every((byte, at) => buffer[start + at] === byte))
    )
      form = null
    if (form !== null) {
      element.form = form.number
      if (this.#form !== null) this.#form.next = form
    }
    this.#form = form
  }
  #form: Form | null = null
  readonly #forms = new Map<number, Form>()
  #breaks = 0
  /** Bits of the attributes whose value holds entities. */
  #entities = 0

  #tell(isClosed: boolean): void {
    const element = this.#element
    if (this.#entities !== 0) {
      for (let at = 0; at < element.count; at += 1) {
        if ((this.#entities & (1 << Math.min(at, 31))) !== 0)
          element.ends[at] = this.#withoutEntities(element.starts[at]!, element.ends[at]!) // as many as counted
      }
    }
    if (this.#depth === 0 && this.#hasRoot) throw this.#refuse('a second element follows the first', this.#at)
    this.#hasRoot = true
    if (this.#depth === MAX_DEPTH)
      throw this.#refuse(`elements lie deeper than ${String(MAX_DEPTH)} within one another`, this.#at)
    this.#open[this.#depth] = element.name
    this.#depth += 1
    this.#sink.open(element)
    if (isClosed) {
      this.#depth -= 1
      this.#sink.close(element.name)
    }
  }

  /** Puts characters in the place of their entities and returns the new end: no entity is shorter than its character. */
  #withoutEntities(start: number, end: number): number {
    const buffer = this.#queue.bytes
    let to = start
    for (let at = start; at < end; at += 1) {
      if (buffer[at] !== AMPERSAND) {
        buffer[to] = buffer[at]! // within the buffer
        to += 1
        continue
      }
      const close = buffer.indexOf(0x3b, at)
      const name = close === -1 || close > Math.min(end, at + 12) ? null : textOf(buffer, at + 1, close, 'windows-1252')
      const code = name === null ? null : entity(name)
      if (code === null)
        throw this.#refuse(
          `"${textOf(buffer, at, Math.min(end, at + 12), 'windows-1252')}" is no entity that XML knows`,
          at,
        )
      to = putUtf8(buffer, to, code)
      at = close
    }
    return to
  }
}

const ENTITY = Array.from('!ENTITY', (character) => character.charCodeAt(0))

/** The character that an entity of XML stands for; null where it is none. */
function entity(name: string): number | null {
  const known: { readonly [name: string]: number } = { lt: LT, gt: GT, amp: AMPERSAND, quot: QUOTE, apos: APOSTROPHE }
  if (Object.hasOwn(known, name)) return known[name] ?? null
  const match = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name)
  if (match === null) return null
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? null : code
}

function startsWith(buffer: Uint8Array, at: number, word: readonly number[]): boolean {
  for (let place = 0; place < word.length; place += 1) if (buffer[at + place] !== word[place]) return false
  return true
}

/** Where `>` stands behind these two bytes (the first of which may be any); -1 where it hasn't come yet. */
function ending(buffer: Uint8Array, from: number, filled: number, first: number, second: number): number {
  for (let at = from; at < filled; at += 1) {
    if (
      buffer[at] === GT &&
      buffer[at - 1] === second &&
      (first === -1 || (buffer[at - 2] === first && at - 2 >= from))
    )
      return at
  }
  return -1
}
