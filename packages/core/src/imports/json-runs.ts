import { isAgentRun, readAgentRun } from './agent-run.ts'
import type { ImportedRun, ImportFormat, RunSink } from './imported-run.ts'
import { createJsonValues, type JsonValue } from './json-values.ts'
import {
  isLangfuseObservation,
  isLangfuseTrace,
  langfuseFacts,
  langfuseRun,
  langfuseRunOfObservations,
  traceOf,
} from './langfuse-run.ts'
import { isLangsmithRun, langsmithSteps } from './langsmith-run.ts'
import { isJsonRecord, type JsonRecord } from './members.ts'
import { isRunRecord, recordRun } from './record-run.ts'
import { proposeRunColumns, type RunColumns, type RunField, rowRun } from './row-run.ts'
import { type SpanFacts, spanFacts } from './span-facts.ts'
import { isOtlpJson, spansOfJson } from './spans-of-json.ts'
import { type TraceParts, traceParts } from './trace-parts.ts'
import { traceRun } from './trace-run.ts'

export type RunsEnd =
  | { readonly kind: 'read'; readonly format: ImportFormat }
  | { readonly kind: 'refused'; readonly why: string }

/** Takes the text of a file by parts. */
export interface JsonRuns {
  push(text: string): void
  /** Takes a value that was read already. */
  record(place: number, value: unknown): void
  /** Tells the runs of what was gathered by trace, some at each step, then how it ended. */
  end(): Generator<void, RunsEnd>
}

/**
 * Reads runs from JSON (one record, a list, a page of an API, or one after the other by lines): our own run records, traces
 * or observations of Langfuse, runs of LangSmith, traces of OpenTelemetry, or rows whose members are named as columns of a
 * table are. What has its trace beside it is gathered by trace and told at the end; everything else as soon as it is there.
 */
export function createJsonRuns(
  sink: RunSink,
  said: ReadonlyMap<RunField, string> = new Map(),
  gathered: TraceParts = traceParts(),
): JsonRuns {
  const values = createJsonValues()
  const formats = new Set<ImportFormat>()
  /** Of the value that is read: items of its list, and spans, that came in its parts before. */
  let [itemsBefore, spansBefore] = [0, 0]
  let firstFault: { readonly place: number; readonly why: string } | null = null
  /** By the members of a row: rows of one file may have others. */
  const columns = new Map<string, RunColumns | string>()

  return {
    push: (text) => take(values.push(text)),
    record: takeRecord,
    *end() {
      take(values.end())
      const [format, other] = [...formats]
      if (other !== undefined)
        return { kind: 'refused', why: `it mixes ${String(format)} and ${other}: give each a file of its own` }
      for (const some of gathered.take()) {
        for (const [id, parts] of some) sink.run(gatheredRun(format, id, parts))
        yield
      }
      if (format !== undefined) return { kind: 'read', format }
      const fault = firstFault
      return {
        kind: 'refused',
        why: fault === null ? 'it names no run' : `record ${String(fault.place)}: ${fault.why}`,
      }
    },
  }

  function take(taken: readonly JsonValue[]): void {
    for (const { place, value, isRest } of taken) {
      if (!isRest) [itemsBefore, spansBefore] = [0, 0]
      if (value === undefined) reject(place, 'it is no JSON')
      else {
        const page = pageOf(value)
        if (page === null) takeRecord(place, value)
        else {
          for (const [index, item] of page.entries()) takeRecord(itemsBefore + index + 1, item)
          itemsBefore += page.length
        }
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
      gathered.add(traceOf(value) ?? '', langfuseFacts(value))
    } else if (isLangsmithRun(value)) takeSteps(place, value)
    else if (isJsonRecord(value)) takeRow(place, value)
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
    for (const span of spans.spans) gathered.add(span.traceId, spanFacts(span))
    for (const rejected of spans.rejected)
      reject(place, `span ${String(spansBefore + rejected.place)}: ${rejected.why}`)
    spansBefore += spans.spans.length + spans.rejected.length
  }

  function takeSteps(place: number, value: JsonRecord): void {
    formats.add('langsmith')
    const steps = langsmithSteps(value)
    if (typeof steps === 'string') reject(place, steps)
    else for (const { trace, facts } of steps) gathered.add(trace, facts)
  }

  function takeRow(place: number, row: JsonRecord): void {
    const cells = cellsOf(row)
    const names = [...cells.keys()]
    const key = names.join('\n')
    let found = columns.get(key)
    if (found === undefined) {
      if (columns.size >= MOST_FORMS) columns.clear()
      columns.set(key, (found = proposeRunColumns(names, said)))
    }
    if (typeof found === 'string') return reject(place, UNKNOWN)
    const taken = found
    give(
      'jsonl',
      place,
      rowRun((field) => textOf(cells.get(taken.get(field) ?? ''))),
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

const MOST_FORMS = 1000
const MOST_CELLS = 300
const DEEPEST_CELL = 5

/** The plain members of a row; those within others by the way to them: `response.body.model`. */
function cellsOf(row: JsonRecord): ReadonlyMap<string, unknown> {
  const cells = new Map<string, unknown>()
  const add = (record: JsonRecord, before: string, depth: number) => {
    for (const [name, value] of Object.entries(record)) {
      if (cells.size >= MOST_CELLS) return
      if (!isJsonRecord(value)) {
        if (!Array.isArray(value)) cells.set(`${before}${name}`, value)
      } else if (depth < DEEPEST_CELL) add(value, `${before}${name}.`, depth + 1)
    }
  }
  add(row, '', 1)
  return cells
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** What was gathered is of one format, as it was put in. */
function gatheredRun(format: ImportFormat | undefined, id: string, parts: readonly unknown[]): ImportedRun {
  if (format === 'langfuse') return langfuseRunOfObservations(id, parts.filter(isJsonRecord))
  return traceRun(id, parts as readonly SpanFacts[], format === 'langsmith' ? 'langsmith' : undefined)
}
