export interface LineDiff {
  readonly kind: 'same' | 'added' | 'removed'
  readonly line: string
}

/**
 * What differs between two texts, line by line in reading order, by the longest common subsequence; what goes stands
 * before what comes. Texts of more than 2,000 lines each are told as gone and come whole.
 */
export function diffLines(before: string, after: string): readonly LineDiff[] {
  const old = before.split('\n')
  const now = after.split('\n')
  if (old.length > MOST_LINES || now.length > MOST_LINES) return [...told('removed', old), ...told('added', now)]
  const lengths = commonLengths(old, now)
  const lines: LineDiff[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    const [from, to] = [old[i], now[j]]
    if (from !== undefined && from === to) {
      lines.push({ kind: 'same', line: from })
      i++
      j++
    } else if (from !== undefined && (to === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push({ kind: 'removed', line: from })
      i++
    } else if (to !== undefined) {
      lines.push({ kind: 'added', line: to })
      j++
    }
  }
  return lines
}

const MOST_LINES = 2_000

/** By how many lines the rests from `i` and `j` agree. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i]
    if (row === undefined) continue
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), row[j + 1] ?? 0)
    }
  }
  return lengths
}

function at(lengths: readonly Uint32Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0
}

function told(kind: 'added' | 'removed', lines: readonly string[]): LineDiff[] {
  return lines.map((line) => ({ kind, line }))
}
