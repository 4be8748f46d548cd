import { csvLine, noFormula } from '@dayshift/core'

/** Hands a table to the reader as a file of RFC 4180; no cell of it is taken for a formula by a spreadsheet. */
export function downloadCsv(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const text = rows
    .map((cells) => csvLine(cells.map((cell) => (typeof cell === 'string' ? noFormula(cell) : cell))))
    .join('')
  const link = document.createElement('a')
  // The mark lets spreadsheets read the letters as they are.
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
