/** One span of a trace (OpenTelemetry), whichever encoding it came in. */
export interface TraceSpan {
  /** Lower-case hex. */
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  /** Nanoseconds since 1970. */
  readonly startedAt: bigint
  readonly endedAt: bigint
  readonly attributes: Attributes
  readonly events: readonly SpanEvent[]
  /** What its status says where that is an error; null otherwise. */
  readonly error: string | null
  /** Of the process that it came from: `service.name` and the like. */
  readonly resource: Attributes
  /** The instrumentation that made it. */
  readonly scope: string | null
}

export interface SpanEvent {
  readonly name: string
  readonly at: bigint
  readonly attributes: Attributes
}

/** A map, so that a key like `__proto__` is a key like any other. */
export type Attributes = ReadonlyMap<string, AttributeValue>
export type AttributeValue = string | number | bigint | boolean | readonly AttributeValue[] | null

export type ReadSpans =
  | { readonly kind: 'read'; readonly spans: readonly TraceSpan[]; readonly rejected: readonly RejectedSpan[] }
  | { readonly kind: 'refused'; readonly why: string }

export interface RejectedSpan {
  /** Its place among all spans of the request, from 1. */
  readonly place: number
  readonly why: string
}

/** A sentence where the ids can't be those of a span. */
export function faultOfIds(traceId: string, spanId: string): string | null {
  if (!/^[0-9a-f]{32}$/.test(traceId) || /^0+$/.test(traceId)) return `"${traceId.slice(0, 64)}" is no trace id`
  if (!/^[0-9a-f]{16}$/.test(spanId) || /^0+$/.test(spanId)) return `"${spanId.slice(0, 64)}" is no span id`
  return null
}

/** A `bigint` only where a double would lose something. */
export function numberOf(value: bigint): number | bigint {
  const double = Number(value)
  return Number.isSafeInteger(double) ? double : value
}
