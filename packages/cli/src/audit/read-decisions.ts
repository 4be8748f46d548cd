import { type AuditMap, createJsonValues, TableReader, TableRefusal } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { chunksOf, type OnBytes } from '../read-chunks.ts'

/** What was decided of a unit, or of a run where the file names runs. */
export interface ToldDecision {
  readonly key: string
  readonly of: 'unit' | 'run'
  readonly decision: string
}

/**
 * Reads who decided what, as a table or as JSON by lines: a unit's key, or else a run's id, and a decision, in columns that
 * the map names.
 */
export async function readDecisions(
  file: string,
  map: AuditMap,
  take: (told: ToldDecision) => void,
  onBytes: OnBytes,
): Promise<void> {
  const names = map.decisions ?? { unitKey: 'unitKey', runId: 'runId', decision: 'decision' }
  const json = createJsonValues()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let places = { unit: -1, run: -1, decision: -1 }
  const table = new TableReader({
    columns(columns) {
      const plain = columns.map(plainName)
      const placeOf = (name: string | null) =>
        name === null ? -1 : columns.includes(name) ? columns.indexOf(name) : plain.indexOf(plainName(name))
      places = { unit: placeOf(names.unitKey), run: placeOf(names.runId), decision: placeOf(names.decision) }
      const isKeyless = places.unit === -1 && places.run === -1
      const lacking = isKeyless ? (names.unitKey ?? names.runId) : places.decision === -1 ? names.decision : null
      if (lacking === null) return
      throw refuse(
        file,
        `it has no column "${lacking}"; it has ${columns
          .slice(0, 20)
          .map((each) => `"${each}"`)
          .join(', ')}. --map says which it is`,
      )
    },
    row(row) {
      const { unit, run, decision } = places
      give(unit === -1 ? '' : row.text(unit), run === -1 ? '' : row.text(run), row.text(decision))
    },
  })
  let isJson: boolean | null = null
  try {
    for await (const chunk of chunksOf(file, onBytes)) {
      isJson ??= chunk[0] === 0x7b || chunk[0] === 0x5b
      if (isJson) fromJson(json.push(decoder.decode(chunk, { stream: true })))
      else table.push(chunk)
    }
    if (isJson === true) fromJson(json.end())
    else table.end()
  } catch (cause) {
    if (cause instanceof TableRefusal) throw refuse(file, `line ${String(cause.line)}: ${cause.why}`)
    throw cause
  }

  function fromJson(values: readonly { readonly value: unknown }[]): void {
    for (const { value } of values) {
      if (typeof value !== 'object' || value === null) continue
      const said = (name: string | null) => (name === null ? '' : textOf(Reflect.get(value, name)))
      give(said(names.unitKey), said(names.runId), said(names.decision))
    }
  }
  function give(unitKey: string, runId: string, decision: string): void {
    const key = unitKey.trim() === '' ? runId.trim() : unitKey.trim()
    if (key !== '' && decision.trim() !== '') take({ key, of: unitKey.trim() === '' ? 'run' : 'unit', decision })
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s._-]/g, '')
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('decisions-refused', `Cannot read decisions from "${file}": ${why}.`)
}
