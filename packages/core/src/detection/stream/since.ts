/** When a stream last changed, as its own history says. */
export type Since =
  | {
      readonly kind: 'since'
      /** The first step after the change, by greatest likelihood. */
      readonly index: number
      /** The change lies within these steps, both included, with the confidence that was asked for. */
      readonly low: number
      readonly high: number
      /** Rate, count or mean from the change before it (or the beginning) on, and after it. */
      readonly before: number
      readonly after: number
      /** All changes of the history, this one last. */
      readonly changes: readonly number[]
    }
  /** The history shows no change: it is too short, or it went too gradually. */
  | { readonly kind: 'unclear' }

/** A step of the history, such as a day: `hits` of `n` were so. */
export interface RateStep {
  readonly n: number
  readonly hits: number
}

const CONFIDENCE = 0.95
/** Histories are cut to their latest so many steps, as the work grows with the square. */
const MOST_STEPS = 1000

/**
 * Since when a rate is another one: `hits` of `n` per step; a step of nothing says nothing.
 *
 * The history is cut into segments of constant rate so that the binomial likelihood, less a penalty per cut, is greatest
 * (optimal partitioning: Jackson et al., IEEE Signal Processing Letters 12, 2005), and the latest cut is told. A cut costs
 * 2·ln(steps) in log likelihood, after Zhang and Siegmund, Biometrics 63 (2007): about one in a hundred unchanged histories
 * is cut. The interval holds the positions between the neighbouring cuts by their likelihood, until 95 % of it are in. Log
 * likelihoods are divided by the overdispersion of the steps, found from neighbours so that changes don't inflate it. For
 * ten steps of 1 in 10 and ten of 9 in 10 the change is at the eleventh, and nowhere else: one step later it would be
 * e^−14.9 times as likely, which the test computes.
 */
export function sinceRate(history: readonly RateStep[], confidence: number = CONFIDENCE): Since {
  for (const { n, hits } of history) {
    if (!(n >= 0 && hits >= 0 && hits <= n)) throw new RangeError(`Cannot look back at ${hits} hits of ${n}`)
  }
  const all = total(history.map(({ n }) => n))
  const p = all === 0 ? 0 : total(history.map(({ hits }) => hits)) / all
  const standardised = neighbours(history.filter(({ n }) => n > 0)).map(([a, b]) => {
    const mean = (a.hits + b.hits) / (a.n + b.n)
    // Where two neighbours show nothing at all, the whole history stands in.
    const spread = mean > 0 && mean < 1 ? mean * (1 - mean) : p * (1 - p)
    return spread === 0 ? 0 : (a.hits / a.n - b.hits / b.n) ** 2 / (spread * (1 / a.n + 1 / b.n))
  })
  return lastChange(
    history.map(({ n, hits }) => ({ weight: n, sum: hits })),
    (n, hits) => xLogX(hits) + xLogX(n - hits) - xLogX(n),
    Math.max(1, overdispersion(standardised)),
    confidence,
  )
}

/** Since when the value per step (a day's mean, a day's median) is another one: the same with the normal likelihood. */
export function sinceValue(history: readonly number[], confidence: number = CONFIDENCE): Since {
  for (const value of history) {
    if (!Number.isFinite(value))
      throw new RangeError(`Cannot look back at the value ${value}: it is not a finite number`)
  }
  const variance = overdispersion(neighbours(history).map(([a, b]) => (a - b) ** 2 / 2))
  // The level plays no part, and differences from it keep their digits.
  const level = history[0] ?? 0
  const since = lastChange(
    history.map((value) => ({ weight: 1, sum: value - level })),
    (steps, sum) => (sum * sum) / (2 * steps),
    // A history without any noise has no likelihood; the least that a double can tell apart stands in.
    variance > 0 ? variance : Math.max(...history.map((value) => (value - level) ** 2), 1) * 1e-12,
    confidence,
  )
  return since.kind === 'since' ? { ...since, before: since.before + level, after: since.after + level } : since
}

interface Step {
  readonly weight: number
  readonly sum: number
}

/** The greatest log likelihood of a segment with this weight and sum, up to what all partitions have in common. */
type Likelihood = (weight: number, sum: number) => number

function lastChange(all: readonly Step[], likelihood: Likelihood, dispersion: number, confidence: number): Since {
  const cutOff = Math.max(0, all.length - MOST_STEPS)
  const steps = all.slice(cutOff)
  const weights = [0]
  const sums = [0]
  for (const [i, { weight, sum }] of steps.entries()) {
    weights.push((weights[i] ?? 0) + weight)
    sums.push((sums[i] ?? 0) + sum)
  }
  const segment = (from: number, to: number): number => {
    const weight = (weights[to] ?? 0) - (weights[from] ?? 0)
    return weight === 0 ? 0 : likelihood(weight, (sums[to] ?? 0) - (sums[from] ?? 0)) / dispersion
  }
  const mean = (from: number, to: number): number =>
    ((sums[to] ?? 0) - (sums[from] ?? 0)) / ((weights[to] ?? 0) - (weights[from] ?? 0))

  const cuts = partition(steps.length, segment)
  const latest = cuts.at(-1)
  if (latest === undefined) return { kind: 'unclear' }
  const before = cuts.at(-2) ?? 0
  const [low, high] = interval(before, latest, steps.length, segment, confidence)
  return {
    kind: 'since',
    index: latest + cutOff,
    low: low + cutOff,
    high: high + cutOff,
    before: mean(before, latest),
    after: mean(latest, steps.length),
    changes: cuts.map((cut) => cut + cutOff),
  }
}

/** Where to cut so that likelihood less penalty is greatest. */
function partition(length: number, segment: (from: number, to: number) => number): readonly number[] {
  const penalty = 2 * Math.log(Math.max(2, length))
  const best = [0]
  const lastCut = [0]
  for (let to = 1; to <= length; to++) {
    let [most, cut] = [segment(0, to), 0]
    for (let from = 1; from < to; from++) {
      const value = (best[from] ?? 0) + segment(from, to) - penalty
      if (value > most) [most, cut] = [value, from]
    }
    best.push(most)
    lastCut.push(cut)
  }
  const cuts: number[] = []
  for (let cut = lastCut[length] ?? 0; cut > 0; cut = lastCut[cut] ?? 0) cuts.unshift(cut)
  return cuts
}

/** The likeliest positions between two cuts that hold `confidence` of the likelihood, from the first to the last of them. */
function interval(
  from: number,
  at: number,
  to: number,
  segment: (from: number, to: number) => number,
  confidence: number,
): readonly [number, number] {
  const top = segment(from, at) + segment(at, to)
  const positions: { readonly cut: number; readonly likelihood: number }[] = []
  for (let cut = from + 1; cut < to; cut++) {
    positions.push({ cut, likelihood: Math.exp(segment(from, cut) + segment(cut, to) - top) })
  }
  positions.sort((a, b) => b.likelihood - a.likelihood)
  const needed = confidence * total(positions.map(({ likelihood }) => likelihood))
  let [low, high, held] = [at, at, 0]
  for (const { cut, likelihood } of positions) {
    if (held >= needed) break
    held += likelihood
    low = Math.min(low, cut)
    high = Math.max(high, cut)
  }
  return [low, high]
}

/** Squares of standardised differences are χ² with one degree of freedom, times the dispersion; its median is .4549. */
function overdispersion(squares: readonly number[]): number {
  if (squares.length < 5) return 1
  const ordered = squares.toSorted((a, b) => a - b)
  const middle = ordered.length / 2
  const median = ((ordered[Math.ceil(middle) - 1] ?? 0) + (ordered[Math.floor(middle)] ?? 0)) / 2
  return median / 0.4549
}

function neighbours<T>(values: readonly T[]): readonly (readonly [T, T])[] {
  return values.slice(1).map((value, i) => [values[i] ?? value, value] as const)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function xLogX(x: number): number {
  return x <= 0 ? 0 : x * Math.log(x)
}
