import { putUtf8 } from './encodings.ts'
import { TableReader, type TableOptions, type TableRejection } from './table-reader.ts'
import { TableRefusal } from './table-refusal.ts'

export type ReadTable =
  | {
      readonly kind: 'read'
      readonly columns: readonly string[]
      /** Each has as many cells as there are columns. */
      readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
      readonly rejected: readonly TableRejection[]
    }
  | { readonly kind: 'refused'; readonly why: string }

/** Reads a whole table at once: for those that fit into memory. A column that is named twice is refused. */
export function readTable(content: Uint8Array | string, options: TableOptions = {}): ReadTable {
  let columns: readonly string[] = []
  const rejected: TableRejection[] = []
  const rows: { line: number; cells: string[] }[] = []
  const reader = new TableReader(
    {
      columns: (names) => {
        columns = names
        const twice = names.find((name, place) => names.indexOf(name) !== place)
        if (twice !== undefined) throw new TableRefusal(`the column "${twice}" is named twice`, { line: 1, byte: 0 })
      },
      row: (row) => rows.push({ line: row.line, cells: columns.map((_, place) => row.text(place)) }),
      rejected: (rejection) => rejected.push(rejection),
    },
    typeof content === 'string' ? { ...options, encoding: 'utf-8' } : options,
  )
  try {
    reader.push(typeof content === 'string' ? utf8Of(content) : content)
    reader.end()
  } catch (error) {
    if (error instanceof TableRefusal) return { kind: 'refused', why: error.why }
    throw error
  }
  return { kind: 'read', columns, rows, rejected }
}

function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length)
  let to = 0
  for (const character of text) to = putUtf8(bytes, to, character.codePointAt(0) ?? 0)
  return bytes.subarray(0, to)
}
