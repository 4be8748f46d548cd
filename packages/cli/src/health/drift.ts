import { columnOf, driftOf, type Column, type ColumnDrift } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { cellsOf, readCsv, type Table } from '../read-csv.ts'

export interface DriftFlags {
  readonly reference: string
  readonly current: string
  /** `month:COLUMN`, or a number of rows. */
  readonly chunk?: string
  readonly json?: true
}

interface Part {
  readonly chunk: string
  readonly rows: readonly number[]
}

interface DriftAnswer {
  readonly reference: { readonly file: string; readonly rows: number }
  readonly current: { readonly file: string; readonly rows: number }
  readonly columns: readonly ColumnDrift[]
  /** Columns that only one of the files has. */
  readonly onlyInReference: readonly string[]
  readonly onlyInCurrent: readonly string[]
  readonly chunks: readonly {
    readonly chunk: string
    readonly rows: number
    readonly columns: readonly ColumnDrift[]
  }[]
}

export function printDrift(flags: DriftFlags): void {
  const answer = driftOfFiles(flags)
  process.stdout.write(flags.json ? `${JSON.stringify(answer)}\n` : inWords(answer))
}

function driftOfFiles({ reference: referenceFile, current: currentFile, chunk }: DriftFlags): DriftAnswer {
  const reference = readCsv(referenceFile)
  const current = readCsv(currentFile)
  const shared = reference.columns.filter((column) => current.cells.has(column))
  if (shared.length === 0)
    throw new CliFailure(
      'no-shared-column',
      `Cannot compare "${currentFile}" with "${referenceFile}": no column has the same name in both.`,
    )
  const before = new Map(shared.map((column) => [column, columnOf(cellsOf(reference, column))]))
  const parts = chunk === undefined ? [] : partsOf(current, chunk)
  return {
    reference: { file: referenceFile, rows: reference.rows },
    current: { file: currentFile, rows: current.rows },
    columns: compare(before, current, null),
    onlyInReference: reference.columns.filter((column) => !current.cells.has(column)),
    onlyInCurrent: current.columns.filter((column) => !reference.cells.has(column)),
    chunks: parts.map(({ chunk: name, rows }) => ({
      chunk: name,
      rows: rows.length,
      columns: compare(before, current, rows),
    })),
  }
}

function compare(
  before: ReadonlyMap<string, Column>,
  current: Table,
  rows: readonly number[] | null,
): readonly ColumnDrift[] {
  return [...before].map(([column, reference]) => {
    const cells = cellsOf(current, column)
    return driftOf(column, reference, columnOf(rows === null ? cells : rows.map((row) => cells[row] ?? '')))
  })
}

function partsOf(table: Table, chunk: string): Part[] {
  if (/^[1-9]\d*$/.test(chunk)) return partsOfRows(table.rows, Number(chunk))
  const column = /^month:(.+)$/.exec(chunk)?.[1]
  if (column === undefined)
    throw new CliFailure(
      'chunk-refused',
      `Cannot cut the rows by "${chunk}": give month:COLUMN, like month:timestamp, or a number of rows, like 500.`,
    )
  const months = new Map<string, number[]>()
  for (const [row, cell] of cellsOf(table, column).entries()) {
    const month = /^\s*(\d{4})-(\d{2})(?!\d)/.exec(cell)
    if (month === null || Number(month[2]) < 1 || Number(month[2]) > 12)
      throw new CliFailure(
        'chunk-refused',
        `Cannot cut "${table.file}" by the months of "${column}": row ${row + 1} holds "${cell}", and a date like 2026-11-20 is needed.`,
      )
    const name = `${month[1]}-${month[2]}`
    const rows = months.get(name)
    if (rows === undefined) months.set(name, [row])
    else rows.push(row)
  }
  return [...months].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, rows]) => ({ chunk: name, rows }))
}

function partsOfRows(rows: number, size: number): Part[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, part) => {
    const from = part * size
    const length = Math.min(size, rows - from)
    return { chunk: `${from + 1}–${from + length}`, rows: Array.from({ length }, (_, row) => from + row) }
  })
}

function inWords({ reference, current, columns, onlyInReference, onlyInCurrent, chunks }: DriftAnswer): string {
  const moved = columns.filter(({ verdict }) => verdict === 'moved').length
  const lines = [
    `${moved} of ${columns.length} columns have moved: ${current.rows} rows of "${current.file}" against ${reference.rows} of "${reference.file}".`,
    ...linesOf(columns),
  ]
  if (onlyInReference.length > 0) lines.push(`  gone     ${onlyInReference.join(', ')}`)
  if (onlyInCurrent.length > 0) lines.push(`  new      ${onlyInCurrent.join(', ')}`)
  for (const { chunk, rows, columns: inChunk } of chunks) lines.push('', `${chunk} (${rows} rows)`, ...linesOf(inChunk))
  return `${lines.join('\n')}\n`
}

function linesOf(columns: readonly ColumnDrift[]): string[] {
  const width = Math.max(...columns.map(({ column }) => column.length))
  return columns.map(({ column, type, verdict, effect, reasons }) => {
    const how = effect === null ? '' : `${effect.toFixed(3)}  `
    return `  ${verdict.padEnd(8)} ${column.padEnd(width)}  ${type.padEnd(8)}  ${how}${reasons.join('; ')}`.trimEnd()
  })
}
