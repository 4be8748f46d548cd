import { isJsonRecord, type JsonRecord, textIn } from './members.ts'
import {
  type Attributes,
  type AttributeValue,
  faultOfIds,
  numberOf,
  type ReadSpans,
  type TraceSpan,
  type SpanEvent,
} from './span.ts'

/** True for `ExportTraceServiceRequest` or `TracesData` as JSON: what OTLP/HTTP sends and the collector's file exporter writes. */
export function isOtlpJson(value: unknown): value is JsonRecord {
  return isJsonRecord(value) && Array.isArray(memberOf(value, 'resourceSpans'))
}

/**
 * Reads spans of OTLP/JSON (OTLP 1.x, "JSON Protobuf Encoding"): ids in hex, whole numbers of 64 bits as text or, as some
 * write them, as numbers. Unknown members are passed over, names may stand in either case, `null` is as absent. Whole
 * numbers must have been parsed exactly (`parseExactJson`).
 */
export function spansOfJson(value: unknown): ReadSpans {
  if (!isJsonRecord(value)) return { kind: 'refused', why: 'it is no object' }
  const spans: TraceSpan[] = []
  const rejected: { place: number; why: string }[] = []
  let place = 0
  for (const resourceSpans of recordsIn(value, 'resourceSpans')) {
    const resource = attributesOf(childOf(resourceSpans, 'resource'))
    const scopes = [
      ...recordsIn(resourceSpans, 'scopeSpans'),
      ...recordsIn(resourceSpans, 'instrumentationLibrarySpans'),
    ]
    for (const scopeSpans of scopes) {
      const scope = textIn(childOf(scopeSpans, 'scope') ?? {}, 'name')
      for (const each of recordsIn(scopeSpans, 'spans')) {
        place += 1
        const span = spanOf(each, resource, scope)
        if (typeof span === 'string') rejected.push({ place, why: span })
        else spans.push(span)
      }
    }
  }
  return { kind: 'read', spans, rejected }
}

function spanOf(record: JsonRecord, resource: Attributes, scope: string | null): TraceSpan | string {
  const [traceId, spanId] = [idIn(record, 'traceId'), idIn(record, 'spanId')]
  const fault = faultOfIds(traceId, spanId)
  if (fault !== null) return fault
  const startedAt = nanosIn(record, 'startTimeUnixNano')
  const endedAt = nanosIn(record, 'endTimeUnixNano')
  if (startedAt === null || startedAt === 0n) return 'it has no time of its start ("startTimeUnixNano")'
  const status = childOf(record, 'status')
  const code = status === undefined ? undefined : memberOf(status, 'code')
  const parent = idIn(record, 'parentSpanId')
  return {
    traceId,
    spanId,
    parentSpanId: /^0*$/.test(parent) ? null : parent,
    name: textIn(record, 'name') ?? '',
    startedAt,
    endedAt: endedAt === null || endedAt < startedAt ? startedAt : endedAt,
    attributes: attributesOf(record),
    events: recordsIn(record, 'events').map(eventOf),
    error: code === 2 || code === 'STATUS_CODE_ERROR' ? (textIn(status ?? {}, 'message') ?? '') : null,
    resource,
    scope,
  }
}

function eventOf(record: JsonRecord): SpanEvent {
  return {
    name: textIn(record, 'name') ?? '',
    at: nanosIn(record, 'timeUnixNano') ?? 0n,
    attributes: attributesOf(record),
  }
}

function idIn(record: JsonRecord, name: string): string {
  const value = memberOf(record, name)
  return typeof value === 'string' ? value.toLowerCase() : ''
}

function nanosIn(record: JsonRecord, name: string): bigint | null {
  const value = memberOf(record, name)
  if (typeof value === 'bigint') return value < 0n ? null : value
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : null
}

function attributesOf(record: JsonRecord | undefined): Attributes {
  if (record === undefined) return new Map()
  return new Map(
    recordsIn(record, 'attributes').flatMap((each) => {
      const key = memberOf(each, 'key')
      return typeof key === 'string' ? [[key, valueOf(childOf(each, 'value'), 0)] as const] : []
    }),
  )
}

const DEEPEST = 8

function valueOf(value: JsonRecord | undefined, depth: number): AttributeValue {
  if (value === undefined || depth > DEEPEST) return null
  const text = memberOf(value, 'stringValue') ?? memberOf(value, 'bytesValue')
  if (typeof text === 'string') return text
  const flag = memberOf(value, 'boolValue')
  if (typeof flag === 'boolean') return flag
  const whole = memberOf(value, 'intValue')
  if (typeof whole === 'number' || typeof whole === 'bigint') return whole
  if (typeof whole === 'string' && /^-?\d{1,20}$/.test(whole)) return numberOf(BigInt(whole))
  const real = memberOf(value, 'doubleValue')
  if (typeof real === 'number') return real
  if (typeof real === 'string') return Number(real)
  const list = childOf(value, 'arrayValue')
  return list === undefined ? null : recordsIn(list, 'values').map((each) => valueOf(each, depth + 1))
}

function childOf(record: JsonRecord, name: string): JsonRecord | undefined {
  const value = memberOf(record, name)
  return isJsonRecord(value) ? value : undefined
}

function recordsIn(record: JsonRecord, name: string): readonly JsonRecord[] {
  const list = memberOf(record, name)
  return Array.isArray(list) ? list.filter(isJsonRecord) : []
}

/** Protobuf's JSON takes both `resourceSpans` and `resource_spans`. */
function memberOf(record: JsonRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name]
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.hasOwn(record, snake) ? record[snake] : undefined
}
