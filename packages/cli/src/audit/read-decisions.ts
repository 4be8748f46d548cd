import { type AuditMap, createJsonValues, TableReader, TableRefusal } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { chunksOf, type OnBytes } from '../read-chunks.ts'

/** Reads who decided what, as a table or as JSON by lines: a unit's key and a decision, in columns that the map names. */
export async function readDecisions(
  file: string,
  map: AuditMap,
  take: (unitKey: string, decision: string) => void,
  onBytes: OnBytes,
): Promise<void> {
  const names = map.decisions ?? { unitKey: 'unitKey', decision: 'decision' }
  const json = createJsonValues()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let places: readonly number[] = []
  const table = new TableReader({
    columns(columns) {
      const plain = columns.map(plainName)
      places = [names.unitKey, names.decision].map((name) => {
        const place = columns.includes(name) ? columns.indexOf(name) : plain.indexOf(plainName(name))
        if (place !== -1) return place
        throw refuse(
          file,
          `it has no column "${name}"; it has ${columns
            .slice(0, 20)
            .map((each) => `"${each}"`)
            .join(', ')}. --map says which it is`,
        )
      })
    },
    row(row) {
      const [unit = -1, decision = -1] = places
      give(row.text(unit), row.text(decision))
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
      give(String(Reflect.get(value, names.unitKey) ?? ''), String(Reflect.get(value, names.decision) ?? ''))
    }
  }
  function give(unitKey: string, decision: string): void {
    if (unitKey.trim() !== '' && decision.trim() !== '') take(unitKey.trim(), decision)
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s._-]/g, '')
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('decisions-refused', `Cannot read decisions from "${file}": ${why}.`)
}
