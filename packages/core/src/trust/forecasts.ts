/** Forecasts of a yes, grouped by their probability, ascending: how many there were of each, and how many came true. */
export interface Forecasts {
  /** Distinct probabilities, 0..1, ascending. */
  readonly p: Float64Array
  /** Weight of each; a count, or a resampled one. */
  readonly n: Float64Array
  /** How much of that weight came true. */
  readonly k: Float64Array
  /** All weight together. */
  readonly total: number
}

/**
 * Groups forecasts by their probability. Order plays no part.
 *
 * @param p probabilities in 0..1
 * @param y 1 where it came true, else 0; as many as there are probabilities
 * @throws RangeError where the lengths differ, or a probability is not within 0..1
 */
export function groupForecasts(p: Float64Array, y: Uint8Array): Forecasts {
  if (p.length !== y.length) throw new RangeError(`${p.length} probabilities need as many outcomes, not ${y.length}`)
  const came = new Float64Array(y.reduce((sum, each) => sum + each, 0))
  const not = new Float64Array(p.length - came.length)
  let yes = 0
  let no = 0
  for (let i = 0; i < p.length; i += 1) {
    const value = p[i] ?? Number.NaN
    if (!(value >= 0 && value <= 1)) throw new RangeError(`A probability lies within 0 and 1: "${value}" does not`)
    if (y[i] === 1) came[yes++] = value
    else not[no++] = value
  }
  // Two sorted lists of numbers merge faster than one list of pairs sorts.
  return mergeSorted(came.sort(), not.sort())
}

function mergeSorted(came: Float64Array, not: Float64Array): Forecasts {
  const most = came.length + not.length
  const p = new Float64Array(most)
  const n = new Float64Array(most)
  const k = new Float64Array(most)
  let size = 0
  let i = 0
  let j = 0
  while (i < came.length || j < not.length) {
    const value = Math.min(came[i] ?? Infinity, not[j] ?? Infinity)
    const fromCame = i
    const fromNot = j
    while (came[i] === value) i += 1
    while (not[j] === value) j += 1
    p[size] = value
    k[size] = i - fromCame
    n[size] = i - fromCame + (j - fromNot)
    size += 1
  }
  return { p: p.slice(0, size), n: n.slice(0, size), k: k.slice(0, size), total: most }
}
