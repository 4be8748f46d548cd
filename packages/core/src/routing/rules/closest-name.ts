/** The name that somebody most likely meant, or null where none is near: at most one slip for every three letters. */
export function closestName(written: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = Math.floor(written.length / 3) + 1
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= fewest) continue
    const slips = name.toLowerCase() === written.toLowerCase() ? 0 : slipsBetween(written, name)
    if (slips < fewest) {
      fewest = slips
      best = name
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let slips = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
