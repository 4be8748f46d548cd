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
  const text = readUtf8(file, 'table').replace(/^\uFEFF/, '')
  const lines = linesOf(file, text)
  const [header, ...rows] = lines
  if (header === undefined) throw refuse(file, 'it is empty, and a first line with the names of the columns is needed')
  const columns = header.cells.map((name) => name.trim())
  const twice = columns.find((name, place) => columns.indexOf(name) !== place)
  if (twice !== undefined) throw refuse(file, `the column "${twice}" is named twice`)
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

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

function linesOf(file: string, text: string): Line[] {
  const lines: Line[] = []
  let cells: string[] = []
  let line = 1
  let startedAt = 1
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text[at] === '"') {
      const quoted = quotedCell(text, at)
      if (quoted === null) throw refuse(file, `the quote that opens in line ${line} is never closed`)
      line += countBreaks(text, at, quoted.end)
      cell = quoted.cell
      at = quoted.end
    } else {
      const end = endOfCell(text, at)
      cell = text.slice(at, end)
      at = end
    }
    cells.push(cell)
    if (text[at] === ',') {
      at += 1
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue
      cells.push('')
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r')
      throw refuse(
        file,
        `in line ${line} something follows a closing quote: ${JSON.stringify(text.slice(at, at + 10))}`,
      )
    at += text.startsWith('\r\n', at) ? 2 : 1
    // An empty line is no row, except in a table of one column, where it can't be told from an empty cell; there too it is none.
    if (cells.length > 1 || cells[0] !== '') lines.push({ line: startedAt, cells })
    cells = []
    line += 1
    startedAt = line
  }
  return lines
}

function endOfCell(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

function quotedCell(text: string, from: number): { cell: string; end: number } | null {
  let cell = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return null
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 }
    cell += '"'
    at = quote + 2
  }
}

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1
  return breaks
}
