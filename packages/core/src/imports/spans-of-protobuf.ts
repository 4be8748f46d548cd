import { textOf } from '../tables/encodings.ts'
import {
  type Attributes,
  type AttributeValue,
  faultOfIds,
  numberOf,
  type ReadSpans,
  type TraceSpan,
  type SpanEvent,
} from './span.ts'

/**
 * Reads spans of OTLP as protobuf (`ExportTraceServiceRequest` of opentelemetry-proto 1.x). Fields that it doesn't know are
 * passed over; a message that its length lies about is refused whole, and a span without an id or a time by itself.
 */
export function spansOfProtobuf(bytes: Uint8Array): ReadSpans {
  const spans: TraceSpan[] = []
  const rejected: { place: number; why: string }[] = []
  let place = 0
  try {
    for (const resourceSpans of parts(whole(bytes), 1)) {
      const resource = attributesIn(parts(resourceSpans, 1)[0] ?? NOTHING, 1)
      for (const scopeSpans of parts(resourceSpans, 2)) {
        const scopeOf = parts(scopeSpans, 1)[0]
        const scope = scopeOf === undefined ? null : textIn(scopeOf, 1)
        for (const each of parts(scopeSpans, 2)) {
          place += 1
          const span = spanIn(each, resource, scope === '' ? null : scope)
          if (typeof span === 'string') rejected.push({ place, why: span })
          else spans.push(span)
        }
      }
    }
  } catch (error) {
    if (error instanceof Broken) return { kind: 'refused', why: error.message }
    throw error
  }
  return { kind: 'read', spans, rejected }
}

/** A stretch of the request that is a message. */
interface Part {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

class Broken extends Error {}

const NOTHING: Part = { bytes: new Uint8Array(0), start: 0, end: 0 }

function whole(bytes: Uint8Array): Part {
  return { bytes, start: 0, end: bytes.length }
}

/** One field of a message: where its value lies, or its number. */
interface Field {
  readonly number: number
  readonly type: number
  /** Of length-delimited ones. */
  readonly part: Part
  /** Of numbers; the bits of a double too. */
  readonly value: bigint
}

function* fieldsOf({ bytes, start, end }: Part): Generator<Field> {
  let at = start
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = at < end ? (bytes[at] ?? 0) : -1
      if (byte === -1) break
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new Broken(`it breaks off at byte ${String(at)}`)
  }
  const fixed = (length: number): bigint => {
    if (at + length > end) throw new Broken(`it breaks off at byte ${String(at)}`)
    let value = 0n
    for (let n = length - 1; n >= 0; n--) value = (value << 8n) | BigInt(bytes[at + n] ?? 0)
    at += length
    return value
  }
  while (at < end) {
    const key = Number(varint())
    const [number, type] = [Math.floor(key / 8), key % 8]
    if (type === 2) {
      const length = Number(varint())
      if (at + length > end)
        throw new Broken(`a part of it says that it is longer than the request, at byte ${String(at)}`)
      yield { number, type, part: { bytes, start: at, end: at + length }, value: 0n }
      at += length
    } else if (type === 0) yield { number, type, part: NOTHING, value: varint() }
    else if (type === 1) yield { number, type, part: NOTHING, value: fixed(8) }
    else if (type === 5) yield { number, type, part: NOTHING, value: fixed(4) }
    else throw new Broken(`it is no protobuf: a field of the type ${String(type)} at byte ${String(at)}`)
  }
}

function parts(message: Part, number: number): readonly Part[] {
  const found: Part[] = []
  for (const field of fieldsOf(message)) if (field.number === number && field.type === 2) found.push(field.part)
  return found
}

function textIn(message: Part, number: number): string {
  const part = parts(message, number).at(-1)
  return part === undefined ? '' : told(part)
}

function told({ bytes, start, end }: Part): string {
  return textOf(bytes, start, end, 'utf-8')
}

function spanIn(message: Part, resource: Attributes, scope: string | null): TraceSpan | string {
  let [traceId, spanId, parent, name] = ['', '', '', '']
  let [startedAt, endedAt] = [0n, 0n]
  let error: string | null = null
  const attributes = new Map<string, AttributeValue>()
  const events: SpanEvent[] = []
  for (const { number, type, part, value } of fieldsOf(message)) {
    if (type === 2) {
      if (number === 1) traceId = hexOf(part)
      else if (number === 2) spanId = hexOf(part)
      else if (number === 4) parent = hexOf(part)
      else if (number === 5) name = told(part)
      else if (number === 9) addAttribute(attributes, part)
      else if (number === 11) events.push(eventIn(part))
      else if (number === 15) error = errorIn(part)
    } else if (number === 7) startedAt = value
    else if (number === 8) endedAt = value
  }
  const fault = faultOfIds(traceId, spanId)
  if (fault !== null) return fault
  if (startedAt === 0n) return 'it has no time of its start (start_time_unix_nano)'
  return {
    traceId,
    spanId,
    parentSpanId: /^0*$/.test(parent) ? null : parent,
    name,
    startedAt,
    endedAt: endedAt < startedAt ? startedAt : endedAt,
    attributes,
    events,
    error,
    resource,
    scope,
  }
}

function eventIn(message: Part): SpanEvent {
  let [name, at] = ['', 0n]
  const attributes = new Map<string, AttributeValue>()
  for (const { number, type, part, value } of fieldsOf(message)) {
    if (number === 1 && type === 1) at = value
    else if (number === 2 && type === 2) name = told(part)
    else if (number === 3 && type === 2) addAttribute(attributes, part)
  }
  return { name, at, attributes }
}

/** The message of a status whose code is "error"; null for others. */
function errorIn(message: Part): string | null {
  let [text, code] = ['', 0n]
  for (const { number, type, part, value } of fieldsOf(message)) {
    if (number === 2 && type === 2) text = told(part)
    else if (number === 3 && type === 0) code = value
  }
  return code === 2n ? text : null
}

function attributesIn(message: Part, number: number): Attributes {
  const attributes = new Map<string, AttributeValue>()
  for (const part of parts(message, number)) addAttribute(attributes, part)
  return attributes
}

function addAttribute(attributes: Map<string, AttributeValue>, message: Part): void {
  const value = parts(message, 2).at(-1)
  attributes.set(textIn(message, 1), value === undefined ? null : valueIn(value, 0))
}

const DEEPEST = 8

function valueIn(message: Part, depth: number): AttributeValue {
  let seen: AttributeValue = null
  for (const { number, type, part, value } of fieldsOf(message)) {
    if (number === 1 && type === 2) seen = told(part)
    else if (number === 2 && type === 0) seen = value !== 0n
    else if (number === 3 && type === 0) seen = numberOf(BigInt.asIntN(64, value))
    else if (number === 4 && type === 1) seen = doubleOf(value)
    else if (number === 5 && type === 2 && depth < DEEPEST)
      seen = parts(part, 1).map((each) => valueIn(each, depth + 1))
  }
  return seen
}

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}

function hexOf({ bytes, start, end }: Part): string {
  let hex = ''
  for (let at = start; at < Math.min(end, start + 64); at++) hex += (bytes[at] ?? 0).toString(16).padStart(2, '0')
  return hex
}
