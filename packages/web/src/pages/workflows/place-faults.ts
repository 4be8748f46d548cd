/** A fault of a manifest as the server names it; line and column from 1. */
export interface ManifestFault {
  readonly path: string
  readonly message: string
  readonly line?: number | null | undefined
  readonly column?: number | null | undefined
}

export interface PlacedFault {
  readonly path: string
  readonly message: string
  /** Where the line stands in the text as it is now; null where the fault has no line, or its line was changed since. */
  readonly line: number | null
  readonly column: number | null
  /** The line was changed after the text was sent: it may be mended, the next sending tells. */
  readonly touched: boolean
}

/** The faults of the text that was sent, placed in the text as it is now. */
export function placeFaults(faults: readonly ManifestFault[], sent: string, now: string): readonly PlacedFault[] {
  const before = linesOf(sent)
  const after = linesOf(now)
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return faults.map(({ path, message, line = null, column = null }) => {
    const place = line === null ? null : lineNow(line)
    return {
      path,
      message,
      line: place,
      column: place === null ? null : column,
      touched: line !== null && place === null,
    }
  })

  function lineNow(line: number): number | null {
    if (line <= head) return line
    const fromEnd = before.length - line
    return fromEnd < tail ? after.length - fromEnd : null
  }
}

/** Where a line and column begin in the text, in UTF-16 units; the text's end where it has no such line. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = linesOf(text)
  const whole = lines[line - 1]
  if (whole === undefined) return text.length
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return start + Math.min(Math.max(0, column - 1), whole.length)
}

export function linesOf(text: string): readonly string[] {
  return text.split('\n')
}
