import {
  addValues,
  mergeSketches,
  type QuantileSketch,
  seededRandom,
  startSketch,
  weightedValues,
} from '@dayshift/core'

type Series = (random: () => number, i: number) => number

const SERIES: Readonly<Record<string, Series>> = {
  'drawn evenly': (random) => random(),
  'heavy tailed': (random) => 1 / (1 - random()) ** 2,
  rising: (_, i) => i,
  falling: (_, i) => -i,
  'from the middle outwards': (_, i) => (i % 2 === 0 ? i : -i),
  'in saw teeth': (_, i) => i % 1000,
  'of seven values': (random) => Math.floor(random() * 7),
  'in blocks that come again': (random, i) => (Math.floor(i / 500) % 13) + random() * 1e-6,
  'rising slowly with noise': (random, i) => i / 40_000 + random(),
}

export interface Ranks {
  readonly values: string
  readonly sketches: number
  /** The greatest distance of a rank from the true one, of any value and sketch, as a share of all values. */
  readonly worst: number
  readonly mean: number
  /** Numbers that a sketch keeps at most. */
  readonly size: number
}

/** Sketches of 1,000 to 200,000 values, added in one go and merged from up to thousands of parts, against the true ranks. */
export function measureRanks(): readonly Ranks[] {
  return Object.entries(SERIES).map(([values, series]) => {
    const random = seededRandom(`ranks ${values}`)
    const errors: number[] = []
    let size = 0
    for (let repeat = 0; repeat < 25; repeat++) {
      const all = Array.from({ length: Math.floor(1000 * 200 ** random()) }, (_, i) => series(random, i))
      const part = [all.length, 40, 1000][repeat % 3] ?? 40
      let sketch = startSketch()
      for (let at = 0; at < all.length; at += part) {
        sketch = mergeSketches(sketch, addValues(startSketch(), all.slice(at, at + part)))
      }
      errors.push(worstRankError(sketch, all))
      size = Math.max(size, weightedValues(sketch).length)
    }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
    return { values, sketches: errors.length, worst: Math.max(...errors), mean, size }
  })
}

/** The greatest distance between both distribution functions, just below and at each value. */
function worstRankError(sketch: QuantileSketch, all: readonly number[]): number {
  const ordered = Float64Array.from(all).sort()
  const kept = weightedValues(sketch)
  let [worst, seen, told, k] = [0, 0, 0, 0]
  while (seen < ordered.length) {
    const value = ordered[seen] ?? 0
    for (let each = kept[k]; each !== undefined && each.value < value; each = kept[k]) {
      told += each.weight
      k++
    }
    worst = Math.max(worst, Math.abs(told - seen))
    while (seen < ordered.length && ordered[seen] === value) seen++
    for (let each = kept[k]; each !== undefined && each.value === value; each = kept[k]) {
      told += each.weight
      k++
    }
    worst = Math.max(worst, Math.abs(told - seen))
  }
  return worst / all.length
}
