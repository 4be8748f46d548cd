/** How many values lie in each bucket, or in each category. */
export type Counted = { readonly [bucket: string]: number }

/**
 * What is counted of some runs: names to counts, and sketches of values (names to buckets to counts). Everything in it
 * is a count, so that tallies of different hours, slices and processes merge by addition, in any order, exactly.
 */
export interface Tally {
  readonly counts: Counted
  readonly sketches: { readonly [name: string]: Counted }
}

export const EMPTY_TALLY: Tally = { counts: {}, sketches: {} }

/** A tally under way. */
export interface TallyBuilder {
  count(name: string, n?: number): void
  /** Puts one value into a bucket of a sketch. */
  put(sketch: string, bucket: string | number): void
  add(tally: Tally): void
  /** How many buckets of a sketch hold something. */
  buckets(sketch: string): number
  tally(): Tally
}

export function createTally(): TallyBuilder {
  const counts = new Map<string, number>()
  const sketches = new Map<string, Map<string, number>>()
  const sketchOf = (name: string): Map<string, number> => {
    const known = sketches.get(name)
    if (known !== undefined) return known
    const made = new Map<string, number>()
    sketches.set(name, made)
    return made
  }
  return {
    count(name, n = 1) {
      if (n !== 0) counts.set(name, (counts.get(name) ?? 0) + n)
    },
    put(name, bucket) {
      const sketch = sketchOf(name)
      const key = String(bucket)
      sketch.set(key, (sketch.get(key) ?? 0) + 1)
    },
    add(other) {
      for (const [name, n] of Object.entries(other.counts)) counts.set(name, (counts.get(name) ?? 0) + n)
      for (const [name, buckets] of Object.entries(other.sketches)) {
        const sketch = sketchOf(name)
        for (const [bucket, n] of Object.entries(buckets)) sketch.set(bucket, (sketch.get(bucket) ?? 0) + n)
      }
    },
    buckets: (name) => sketches.get(name)?.size ?? 0,
    tally: () => ({
      counts: Object.fromEntries(counts),
      sketches: Object.fromEntries(Array.from(sketches, ([name, buckets]) => [name, Object.fromEntries(buckets)])),
    }),
  }
}

export function mergeTallies(tallies: Iterable<Tally>): Tally {
  const whole = createTally()
  for (const tally of tallies) whole.add(tally)
  return whole.tally()
}

export function countOf(tally: Tally, ...names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (tally.counts[name] ?? 0), 0)
}
