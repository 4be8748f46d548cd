/**
 * Parts of traces (spans, observations) that lie anywhere in a file, kept until all of it was read. Plain JSON, so that who has
 * little memory may keep them elsewhere.
 */
export interface TraceParts {
  add(trace: string, part: unknown): void
  /** At each step some traces, each with all of its parts in the order in which they came. */
  take(): Iterable<ReadonlyMap<string, readonly unknown[]>>
}

/** Keeps them in memory. */
export function traceParts(): TraceParts {
  const parts = new Map<string, unknown[]>()
  return {
    add(trace, part) {
      const known = parts.get(trace)
      if (known === undefined) parts.set(trace, [part])
      else known.push(part)
    },
    take: () => [parts],
  }
}
