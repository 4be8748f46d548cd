import { readTable } from '@dayshift/core'
import { readFileSync } from 'node:fs'
import { CliFailure, fileTrouble } from './failure.ts'

export interface Table {
  readonly file: string
  readonly columns: readonly string[]
  /** Cells by column, as many as there are rows. */
  readonly cells: ReadonlyMap<string, readonly string[]>
  readonly rows: number
}

/**
 * Reads a table with a line of names on top (RFC 4180: quotes, line breaks in cells); delimiter and encoding are found in the
 * file. A row with another number of cells than there are names is an error.
 */
export function readCsv(file: string): Table {
  const read = readTable(bytesOf(file))
  if (read.kind === 'refused') throw refuse(file, read.why)
  const { columns, rows, rejected } = read
  const [first] = rejected
  if (first !== undefined) throw refuse(file, `line ${String(first.line)}: ${first.why}`)
  const cells = new Map(columns.map((name, place) => [name, rows.map((row) => row.cells[place] ?? '')]))
  return { file, columns, cells, rows: rows.length }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CliFailure('table-unread', `Cannot read the table "${file}": ${fileTrouble(cause)}.`, { cause })
  }
}

/** The cells of a column, or a failure that says which columns there are. */
export function cellsOf(table: Table, column: string): readonly string[] {
  const cells = table.cells.get(column)
  if (cells !== undefined) return cells
  const known = table.columns.slice(0, 20).map((name) => `"${name}"`)
  throw refuse(table.file, `it has no column "${column}"; it has ${known.join(', ')}`)
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('table-refused', `Cannot use the table "${file}": ${why}.`)
}
