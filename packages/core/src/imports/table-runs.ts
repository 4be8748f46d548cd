import type { TableRow, TableSink } from '../tables/table-reader.ts'
import type { RunSink } from './imported-run.ts'
import { createJsonRuns, type JsonRuns, type RunsEnd } from './json-runs.ts'
import type { JsonRecord } from './members.ts'
import { parseExactJson } from './parse-json.ts'
import { proposeRunColumns, type RunColumns, type RunField, rowRun } from './row-run.ts'
import { type TraceParts, traceParts } from './trace-parts.ts'

export interface TableRuns extends TableSink {
  /**
   * Known once the first line was read: what its columns were taken for (nothing where its rows are steps of traces), or a
   * sentence where they name no run.
   */
  readonly found: RunColumns | string | null
  /** Tells the runs of what was gathered by trace, some at each step, then how it ended. */
  end(): Generator<void, RunsEnd>
}

/**
 * Takes the rows of a table: each a run with one call, its columns found by their names or as `said`; or each a step of a trace,
 * where the columns are those of observations of Langfuse or runs of LangSmith.
 */
export function createTableRuns(
  sink: RunSink,
  said: ReadonlyMap<RunField, string> = new Map(),
  gathered: TraceParts = traceParts(),
): TableRuns {
  let found: RunColumns | string | null = null
  let steps: { readonly runs: JsonRuns; readonly names: readonly string[] } | null = null
  const places = new Map<RunField, number>()
  let row: TableRow | null = null
  const cell = (field: RunField): string | null => {
    const place = places.get(field)
    const text = place === undefined || row === null ? '' : row.text(place).trim()
    return text === '' ? null : text
  }
  return {
    get found() {
      return found
    },
    columns(names) {
      const members = said.size === 0 ? stepMembers(names) : null
      if (members !== null) {
        found = new Map()
        steps = { runs: createJsonRuns(sink, said, gathered), names: members }
        return
      }
      found = proposeRunColumns(names, said)
      if (typeof found === 'string') return
      for (const [field, column] of found) places.set(field, names.indexOf(column))
    },
    row(each) {
      if (steps !== null) return steps.runs.record(each.line, stepOf(each, steps.names))
      if (typeof found === 'string') return
      row = each
      const run = rowRun(cell)
      if (typeof run === 'string') sink.reject({ place: each.line, why: run })
      else sink.run(run)
    },
    rejected: ({ line, why }) => sink.reject({ place: line, why }),
    *end() {
      if (steps !== null) return yield* steps.runs.end()
      return found === null || typeof found === 'string'
        ? { kind: 'refused', why: found ?? 'it is empty' }
        : { kind: 'read', format: 'csv' }
    },
  }
}

/** Members of a step as its readers name them, by their plain names; a table may spell them `Trace ID`. */
const LANGFUSE = membersOf(
  'id type name level model error status traceId startTime endTime traceName parentObservationId sessionId statusMessage providedModelName usageDetails costDetails totalCost promptTokens completionTokens totalTokens inputUsage outputUsage totalUsage',
)
/** LangSmith writes them so. */
const LANGSMITH = membersOf(
  'id name run_type start_time end_time trace_id parent_run_id dotted_order error status prompt_tokens completion_tokens total_tokens total_cost session_name extra outputs feedback_stats',
)

function membersOf(names: string): ReadonlyMap<string, string> {
  return new Map(names.split(' ').map((name) => [plain(name), name]))
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}

/** What each column is of a step of a trace; null where the rows are none. */
function stepMembers(columns: readonly string[]): readonly string[] | null {
  const names = columns.map(plain)
  if (!names.includes('traceid') || !names.includes('starttime') || !names.includes('id')) return null
  const members = names.includes('runtype') ? LANGSMITH : names.includes('type') ? LANGFUSE : null
  return members === null ? null : names.map((name) => members.get(name) ?? '')
}

/** Cells with JSON are read as such, and counts as numbers. */
function stepOf(row: TableRow, names: readonly string[]): JsonRecord {
  const step: Record<string, unknown> = {}
  for (const [place, name] of names.entries()) {
    if (name === '') continue
    const text = row.text(place).trim()
    if (text === '') continue
    if (/^[[{]/.test(text)) step[name] = parseExactJson(text) ?? text
    else step[name] = /token|usage|cost/i.test(name) && /^[\d.]+(?:e-?\d+)?$/i.test(text) ? Number(text) : text
  }
  return step
}
