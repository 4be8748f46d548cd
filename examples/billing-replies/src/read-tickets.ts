import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** A row of somebody's tickets: any CSV with one column of text. */
export interface TicketRow {
  readonly unitKey: string
  readonly text: string
}

export class TicketsError extends Error {
  override readonly name = 'TicketsError'
  readonly code = 'tickets'
}

/**
 * Reads tickets from a CSV file with a header (UTF-8; quoted line breaks are kept). A row's unit key is its place in
 * the file, `ticket-1` and up. Throws TicketsError for a missing file, an unreadable one, or an unknown column.
 */
export function readTickets(file: string, textColumn: string): readonly TicketRow[] {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new TicketsError(
      `Cannot read the tickets in "${file}": ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  let rows: Record<string, string>[]
  try {
    rows = parse(source, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true })
  } catch (cause) {
    throw new TicketsError(`Cannot read "${file}" as CSV: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
  const first = rows[0]
  if (first !== undefined && !Object.hasOwn(first, textColumn)) {
    const columns = Object.keys(first).join(', ')
    throw new TicketsError(
      `Cannot find the column "${textColumn}" in "${file}": it has ${columns}. Name one with --text-column`,
    )
  }
  return rows.map((row, index) => ({ unitKey: `ticket-${index + 1}`, text: row[textColumn] ?? '' }))
}
