import type { ImportedRun, ImportFormat, ReadRuns, RejectedRecord } from './imported-run.ts'
import { isLangfuseTrace, langfuseRun } from './langfuse-run.ts'
import { isRunRecord, recordRun } from './record-run.ts'
import { readTableRuns } from './table-runs.ts'

/**
 * Reads a file of runs by what stands in it: JSON (one record, a list, or a list by lines) of our own run records or of
 * Langfuse's traces; else a table with a line of names on top.
 */
export function readRuns(text: string): ReadRuns {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start === '') return { kind: 'refused', why: 'it is empty' }
  return start.startsWith('{') || start.startsWith('[') ? readJsonRuns(start) : readTableRuns(text)
}

function readJsonRuns(text: string): ReadRuns {
  const whole = parsed(text)
  const lines = whole === undefined ? jsonLines(text) : jsonItems(whole)
  const runs: ImportedRun[] = []
  const rejected: RejectedRecord[] = []
  const formats = new Set<ImportFormat>()
  for (const { place, value } of lines) {
    if (value === undefined) {
      rejected.push({ place, why: 'it is no JSON' })
    } else if (isLangfuseTrace(value)) {
      formats.add('langfuse')
      runs.push(langfuseRun(value))
    } else if (isRunRecord(value)) {
      formats.add('run-records')
      const run = recordRun(value)
      if (typeof run === 'string') rejected.push({ place, why: run })
      else runs.push(run)
    } else {
      rejected.push({ place, why: 'it is neither a run record nor a trace with its observations' })
    }
  }
  const [format, other] = [...formats]
  if (format === undefined) {
    const [first] = rejected
    return { kind: 'refused', why: first === undefined ? 'it names no run' : `record ${first.place}: ${first.why}` }
  }
  return other === undefined
    ? { kind: 'read', format, runs, rejected }
    : { kind: 'refused', why: `it mixes ${format} and ${other}: give each a file of its own` }
}

interface Placed {
  readonly place: number
  readonly value: unknown
}

function jsonItems(whole: unknown): readonly Placed[] {
  const list = Array.isArray(whole) ? whole : listWithin(whole)
  return list.map((value: unknown, index) => ({ place: index + 1, value }))
}

/** A page of the server's, or a batch as hosts send it; else the one record itself. */
function listWithin(whole: unknown): readonly unknown[] {
  if (typeof whole !== 'object' || whole === null || isLangfuseTrace(whole)) return [whole]
  for (const name of ['items', 'records', 'data']) {
    const list: unknown = Reflect.get(whole, name)
    if (Array.isArray(list)) return list
  }
  return [whole]
}

function jsonLines(text: string): readonly Placed[] {
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim()
    return trimmed === '' ? [] : [{ place: index + 1, value: parsed(trimmed) }]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
