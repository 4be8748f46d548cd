const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Most cells a row can have, so that a candidate's rows can be told apart from noise. */
const ROWS_LOOKED_AT = 100

/**
 * The delimiter that cuts most rows of the sample into the same number of cells, at least two; a comma where none does. A
 * delimiter in quotes counts for nothing.
 */
export function findDelimiter(sample: Uint8Array): string {
  let best = { delimiter: ',' as string, share: 0, cells: 1 }
  for (const delimiter of DELIMITERS) {
    const counts = countCells(sample, delimiter.charCodeAt(0))
    const often = new Map<number, number>()
    for (const count of counts) often.set(count, (often.get(count) ?? 0) + 1)
    const [cells, rows] = [...often].reduce((most, next) => (next[1] > most[1] ? next : most), [1, 0])
    const share = counts.length === 0 ? 0 : rows / counts.length
    if (cells > 1 && (share > best.share + 0.1 || (share > best.share - 0.1 && cells > best.cells)))
      best = { delimiter, share, cells }
  }
  return best.delimiter
}

/** Cells of the first rows; a row that the end of the sample cuts off is left out unless it is the only one. */
function countCells(sample: Uint8Array, delimiter: number): number[] {
  const counts: number[] = []
  let [cells, atStart, isQuoted, hasBytes] = [1, true, false, false]
  for (const byte of sample) {
    if (counts.length === ROWS_LOOKED_AT) return counts
    if (byte === QUOTE && (isQuoted || atStart)) {
      isQuoted = !isQuoted
      atStart = false
      hasBytes = true
    } else if (isQuoted) continue
    else if (byte === LF || byte === CR) {
      if (hasBytes) counts.push(cells)
      ;[cells, atStart, hasBytes] = [1, true, false]
    } else {
      atStart = byte === delimiter
      if (atStart) cells += 1
      hasBytes = true
    }
  }
  if (hasBytes && counts.length === 0) counts.push(cells)
  return counts
}
