import { latencyOfBucket, latencyQuantile } from '../runs/log-buckets.ts'

/** Median, 90 % quantile and mean of durations in milliseconds. */
export interface Durations {
  readonly medianMs: number
  readonly p90Ms: number
  readonly meanMs: number
  /** 95 % interval of the mean (normal approximation); null for fewer than two. */
  readonly meanInterval: readonly [number, number] | null
  /** Quantiles by linear interpolation between values; else within 1 %, from counts in buckets. */
  readonly isExact: boolean
  /** How many lie up to each bound of `WAIT_BOUNDS` and beyond the one before; the last beyond all of them. */
  readonly spread: readonly number[]
}

/** Bounds that people think waits in: a minute, ten, an hour, four, a day, three, a week, two, four. */
export const WAIT_BOUNDS = [1, 10, 60, 240, 1440, 4320, 10_080, 20_160, 40_320].map((minutes) => minutes * 60_000)

interface Sums {
  readonly count: number
  readonly sum: number
  readonly squares: number
}

export function exactDurations(sorted: Float64Array, sums: Sums): Durations {
  return {
    medianMs: rounded(quantile(sorted, 0.5)),
    p90Ms: rounded(quantile(sorted, 0.9)),
    ...meanOf(sums),
    isExact: true,
    spread: spreadOfSorted(sorted),
  }
}

export function sketchedDurations(buckets: ReadonlyMap<number, number>, sums: Sums): Durations {
  const counts = [...buckets].map(([bucket, n]) => ({ bucket, n }))
  const at = (q: number): number => {
    const value = latencyQuantile(counts, q) ?? 0
    // Everything up to a hundredth of a millisecond lies in one bucket: nearly all of it is zero.
    return value <= 0.0101 ? 0 : rounded(value)
  }
  const spread = spreadOf(counts.map(({ bucket, n }) => ({ value: latencyOfBucket(bucket), n })))
  return { medianMs: at(0.5), p90Ms: at(0.9), ...meanOf(sums), isExact: false, spread }
}

function spreadOfSorted(sorted: Float64Array): readonly number[] {
  const spread: number[] = []
  let at = 0
  for (const bound of WAIT_BOUNDS) {
    const first = at
    while (at < sorted.length && sorted[at]! <= bound) at += 1
    spread.push(at - first)
  }
  spread.push(sorted.length - at)
  return spread
}

function spreadOf(values: Iterable<{ readonly value: number; readonly n: number }>): readonly number[] {
  const spread = Array.from({ length: WAIT_BOUNDS.length + 1 }, () => 0)
  for (const { value, n } of values) {
    const place = WAIT_BOUNDS.findIndex((bound) => value <= bound)
    const at = place === -1 ? WAIT_BOUNDS.length : place
    spread[at] = (spread[at] ?? 0) + n
  }
  return spread
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7; the default of R and NumPy). */
export function quantile(sorted: Float64Array, q: number): number {
  const rank = q * (sorted.length - 1)
  const below = Math.floor(rank)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[below + 1] ?? low
  return low + (rank - below) * (high - low)
}

function meanOf({ count, sum, squares }: Sums): Pick<Durations, 'meanMs' | 'meanInterval'> {
  const mean = sum / count
  if (count < 2) return { meanMs: rounded(mean), meanInterval: null }
  const variance = Math.max(0, (squares - count * mean * mean) / (count - 1))
  const half = 1.96 * Math.sqrt(variance / count)
  return { meanMs: rounded(mean), meanInterval: [rounded(Math.max(0, mean - half)), rounded(mean + half)] }
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
