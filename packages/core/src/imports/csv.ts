export interface CsvRow {
  /** In which line of the file it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export type ReadCsv =
  /** Rows as they are: their number of cells need not be that of the columns. */
  | { readonly kind: 'read'; readonly columns: readonly string[]; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'refused'; readonly why: string }

/** Reads comma-separated values with a line of names on top (RFC 4180: quotes, line breaks in cells). */
export function readCsvText(text: string): ReadCsv {
  const lines = linesOf(text.replace(/^\uFEFF/, ''))
  if (typeof lines === 'string') return { kind: 'refused', why: lines }
  const [header, ...rows] = lines
  if (header === undefined) {
    return { kind: 'refused', why: 'it is empty, and a first line with the names of the columns is needed' }
  }
  const columns = header.cells.map((name) => name.trim())
  const twice = columns.find((name, place) => columns.indexOf(name) !== place)
  return twice === undefined
    ? { kind: 'read', columns, rows }
    : { kind: 'refused', why: `the column "${twice}" is named twice` }
}

/** The lines of a table; a sentence where it is none. */
function linesOf(text: string): CsvRow[] | string {
  const lines: CsvRow[] = []
  let cells: string[] = []
  let line = 1
  let startedAt = 1
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text[at] === '"') {
      const quoted = quotedCell(text, at)
      if (quoted === null) return `the quote that opens in line ${line} is never closed`
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
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
      return `in line ${line} something follows a closing quote: ${JSON.stringify(text.slice(at, at + 10))}`
    }
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
