import { readCsvText } from '@dayshift/core'
import { CliFailure } from './failure.ts'
import { readUtf8 } from './read-utf8.ts'

export interface Table {
  readonly file: string
  readonly columns: readonly string[]
  /** Cells by column, as many as there are rows. */
  readonly cells: ReadonlyMap<string, readonly string[]>
  readonly rows: number
}

/** Reads a file of comma-separated values with a line of names on top (RFC 4180: quotes, line breaks in cells). */
export function readCsv(file: string): Table {
  const read = readCsvText(readUtf8(file, 'table'))
  if (read.kind === 'refused') throw refuse(file, read.why)
  const { columns, rows } = read
  const cells = new Map(columns.map((name) => [name, [] as string[]]))
  const lists = columns.map((name) => cells.get(name) ?? [])
  for (const { line, cells: values } of rows) {
    if (values.length !== columns.length)
      throw refuse(file, `line ${line} has ${values.length} cells, and the first line names ${columns.length} columns`)
    for (const [place, list] of lists.entries()) list.push(values[place] ?? '')
  }
  return { file, columns, cells, rows: rows.length }
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
