import { isAgentRun, readAgentRun } from './agent-run.ts'
import type { ImportedRun, ImportFormat, RunSink } from './imported-run.ts'
import { createJsonValues, type JsonValue } from './json-values.ts'
import {
  isLangfuseObservation,
  isLangfuseTrace,
  langfuseRun,
  langfuseRunOfObservations,
  traceOf,
} from './langfuse-run.ts'
import { isJsonRecord, type JsonRecord } from './members.ts'
import { isRunRecord, recordRun } from './record-run.ts'
import { proposeRunColumns, type RunColumns, type RunField, rowRun } from './row-run.ts'
import { type SpanFacts, spanFacts } from './span-facts.ts'
import { isOtlpJson, spansOfJson } from './spans-of-json.ts'
import { traceRun } from './trace-run.ts'

export type RunsEnd =
  | { readonly kind: 'read'; readonly format: ImportFormat }
  | { readonly kind: 'refused'; readonly why: string }

/** Takes the text of a file by parts. */
export interface JsonRuns {
  push(text: string): void
  end(): RunsEnd
}

/**
 * Reads runs from JSON (one record, a list, a page of an API, or one after the other by lines): our own run records, traces
 * or observations of Langfuse, traces of OpenTelemetry, or rows whose members are named as columns of a table are. Spans
 * and observations are gathered by trace and told at the end; everything else as soon as it is there.
 */
export function createJsonRuns(sink: RunSink, said: ReadonlyMap<RunField, string> = new Map()): JsonRuns {
  const values = createJsonValues()
  const formats = new Set<ImportFormat>()
  const traces = new Map<string, SpanFacts[]>()
  const observed = new Map<string, JsonRecord[]>()
  let firstFault: { readonly place: number; readonly why: string } | null = null
  let columns: RunColumns | string | null = null

  return {
    push: (text) => take(values.push(text)),
    end() {
      take(values.end())
      for (const [id, spans] of traces) sink.run(traceRun(id, spans))
      for (const [id, observations] of observed) sink.run(langfuseRunOfObservations(id, observations))
      const [format, other] = [...formats]
      if (other !== undefined)
        return { kind: 'refused', why: `it mixes ${String(format)} and ${other}: give each a file of its own` }
      if (format !== undefined) return { kind: 'read', format }
      const fault = firstFault
      return {
        kind: 'refused',
        why: fault === null ? 'it names no run' : `record ${String(fault.place)}: ${fault.why}`,
      }
    },
  }

  function take(taken: readonly JsonValue[]): void {
    for (const { place, value } of taken) {
      if (value === undefined) reject(place, 'it is no JSON')
      else {
        const page = pageOf(value)
        if (page === null) takeRecord(place, value)
        else for (const [index, item] of page.entries()) takeRecord(index + 1, item)
      }
    }
  }

  function takeRecord(place: number, value: unknown): void {
    if (sink.agentRun !== undefined && isAgentRun(value)) takeAgentRun(place, value)
    else if (isOtlpJson(value)) takeSpans(place, value)
    else if (isLangfuseTrace(value)) give('langfuse', place, langfuseRun(value))
    else if (isRunRecord(value)) {
      sink.runRecord?.(value)
      give('run-records', place, recordRun(value))
    } else if (isLangfuseObservation(value)) {
      formats.add('langfuse')
      gather(observed, traceOf(value) ?? '', value)
    } else if (isJsonRecord(value)) takeRow(place, value)
    else reject(place, UNKNOWN)
  }

  function takeAgentRun(place: number, value: JsonRecord): void {
    formats.add('agent-runs')
    const run = readAgentRun(value)
    if (typeof run === 'string') reject(place, run)
    else sink.agentRun?.(run)
  }

  function takeSpans(place: number, value: JsonRecord): void {
    formats.add('otlp')
    const spans = spansOfJson(value)
    if (spans.kind === 'refused') return reject(place, spans.why)
    for (const span of spans.spans) gather(traces, span.traceId, spanFacts(span))
    for (const rejected of spans.rejected) reject(place, `span ${String(rejected.place)}: ${rejected.why}`)
  }

  function takeRow(place: number, row: JsonRecord): void {
    columns ??= proposeRunColumns(Object.keys(row), said)
    if (typeof columns === 'string') {
      columns = null
      return reject(place, UNKNOWN)
    }
    const names = columns
    give(
      'jsonl',
      place,
      rowRun((field) => cellOf(row, names.get(field))),
    )
  }

  function give(format: ImportFormat, place: number, run: ImportedRun | string): void {
    formats.add(format)
    if (typeof run === 'string') reject(place, run)
    else sink.run(run)
  }

  function reject(place: number, why: string): void {
    firstFault ??= { place, why }
    sink.reject({ place, why })
  }
}

const UNKNOWN = 'it is neither a run record nor a trace with its observations'

/** The items of a page of an API, or of a batch as hosts send it; null where it is none. */
function pageOf(value: unknown): readonly unknown[] | null {
  if (!isJsonRecord(value) || isLangfuseTrace(value) || isRunRecord(value)) return null
  for (const name of ['items', 'records', 'data', 'traces']) {
    const list = Object.hasOwn(value, name) ? value[name] : undefined
    if (Array.isArray(list)) return list
  }
  return null
}

function cellOf(row: JsonRecord, name: string | undefined): string | null {
  const value = name !== undefined && Object.hasOwn(row, name) ? row[name] : null
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function gather<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
