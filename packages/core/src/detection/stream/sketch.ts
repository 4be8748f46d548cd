/** How many values the highest level holds; each level below holds two thirds of the one above. */
const CAPACITY = 400
const SHRINK = 2 / 3
const LEAST_CAPACITY = 8

/** The rank of a value is told within this share of all values. Up to `CAPACITY` values it is exact. */
export const RANK_ERROR = 0.01

/** The distribution of numbers in at most about 1,200 of them, plain JSON. A value of `levels[h]` stands for 2^h values. */
export interface QuantileSketch {
  readonly n: number
  readonly min: number | null
  readonly max: number | null
  readonly levels: readonly (readonly number[])[]
}

/**
 * A mergeable sketch of quantiles: levels of values, of which a full one passes each second of its sorted values, by a
 * coin's choice the odd or the even ones, to the level above with double weight.
 *
 * Source: Karnin, Lang, Liberty, "Optimal quantile approximation in streams", FOCS 2016 (KLL), with capacities
 * that fall by two thirds per level. The coin is a hash of the values themselves, so that the same data gives the same sketch.
 */
export function startSketch(): QuantileSketch {
  return { n: 0, min: null, max: null, levels: [[]] }
}

/** Takes in values, which must be finite: what isn't a number is missing, and missing is counted elsewhere. */
export function addValues(sketch: QuantileSketch, values: readonly number[]): QuantileSketch {
  const levels = sketch.levels.map((level) => [...level])
  let { min, max } = sketch
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`Cannot sketch the value ${value}: it is not a finite number`)
    if (min === null || value < min) min = value
    if (max === null || value > max) max = value
    const [lowest = []] = levels
    // −0 is 0, as it would be after a round trip through JSON.
    lowest.push(value + 0)
    if (lowest.length > CAPACITY) compress(levels)
  }
  compress(levels)
  return { n: sketch.n + values.length, min, max, levels }
}

/** Takes in values with how often each occurred, such as the buckets of a histogram, exactly. */
export function addCounted(
  sketch: QuantileSketch,
  counted: readonly { readonly value: number; readonly n: number }[],
): QuantileSketch {
  const levels: number[][] = [[]]
  let n = 0
  for (const { value, n: times } of counted) {
    if (!Number.isSafeInteger(times) || times < 0 || !Number.isFinite(value)) {
      throw new RangeError(`Cannot sketch the value ${value} ${times} times: a finite number, a whole number of times`)
    }
    n += times
    // The digits of the count in the base of two are the levels.
    for (let [h, left] = [0, times]; left > 0; h++, left = Math.floor(left / 2)) {
      while (levels.length <= h) levels.push([])
      if (left % 2 === 1) levels[h]?.push(value + 0)
    }
  }
  const there = counted.filter(({ n: times }) => times > 0).map(({ value }) => value + 0)
  const min = there.reduce<number | null>(least, null)
  return mergeSketches(sketch, { n, min, max: there.reduce<number | null>(most, null), levels })
}

/** The sketch of both together. */
export function mergeSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  const levels: number[][] = []
  for (let h = 0; h < Math.max(a.levels.length, b.levels.length); h++) {
    levels.push([...(a.levels[h] ?? []), ...(b.levels[h] ?? [])])
  }
  compress(levels)
  return { n: a.n + b.n, min: least(a.min, b.min), max: most(a.max, b.max), levels }
}

/** How far a rank may be off, as a share of all values: nothing as long as each value is kept by itself. */
export function rankErrorOf(sketch: QuantileSketch): number {
  return sketch.levels.length <= 1 ? 0 : RANK_ERROR
}

/** The share of values that are at most `value`, in 0..1, within `RANK_ERROR`; null where there are none. */
export function rankOf(sketch: QuantileSketch, value: number): number | null {
  if (sketch.n === 0) return null
  let rank = 0
  for (const [h, level] of sketch.levels.entries()) {
    for (const each of level) if (each <= value) rank += 2 ** h
  }
  return rank / sketch.n
}

/** The value at the share `q` (0..1) of all values, in order, within `RANK_ERROR`; null where there are none. */
export function quantileOf(sketch: QuantileSketch, q: number): number | null {
  if (q <= 0) return sketch.min
  if (q >= 1) return sketch.max
  const rank = Math.max(1, Math.ceil(q * sketch.n))
  let seen = 0
  for (const { value, weight } of weightedValues(sketch)) {
    seen += weight
    if (seen >= rank) return value
  }
  return sketch.max
}

/** All values that are kept, in order, with how many values each stands for. */
export function weightedValues(sketch: QuantileSketch): readonly { readonly value: number; readonly weight: number }[] {
  return sketch.levels
    .flatMap((level, h) => level.map((value) => ({ value, weight: 2 ** h })))
    .sort((a, b) => a.value - b.value)
}

/** Passes values upwards until all levels together hold no more than they may. */
function compress(levels: number[][]): void {
  for (;;) {
    const held = levels.reduce((sum, level) => sum + level.length, 0)
    if (held <= levels.reduce((sum, _, h) => sum + capacityOf(h, levels.length), 0)) return
    const full = levels.findIndex((level, h) => level.length > capacityOf(h, levels.length))
    const level = levels[full]?.toSorted((a, b) => a - b)
    if (level === undefined) return
    const coin = coinOf(level)
    // An odd one stays behind, so that no weight is lost.
    const stays = level.length % 2 === 0 ? [] : [coin < 2 ? level.shift() : level.pop()].filter((x) => x !== undefined)
    levels[full] = stays
    const above = levels[full + 1] ?? []
    levels[full + 1] = [...above, ...level.filter((_, i) => i % 2 === coin % 2)]
  }
}

function capacityOf(level: number, levels: number): number {
  return Math.max(LEAST_CAPACITY, Math.ceil(CAPACITY * SHRINK ** (levels - 1 - level)))
}

/** 0, 1, 2 or 3, from the bits of the values: FNV-1a with a last mixing. */
function coinOf(values: readonly number[]): number {
  let hash = 0x811c9dc5
  for (const word of new Uint32Array(Float64Array.from(values).buffer)) hash = Math.imul(hash ^ word, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return ((hash ^ (hash >>> 16)) >>> 30) & 3
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b)
}

function most(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b)
}
