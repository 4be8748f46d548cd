import type { Forecasts } from './forecasts.ts'

/**
 * Isotonic regression of the outcome on the forecast by pooling adjacent violators: the ascending curve with the least
 * squared error, which is the recalibrated probability of each distinct forecast. No choice of bins decides.
 *
 * Source: Ayer et al., "An empirical distribution function for sampling with incomplete information", Ann. Math. Stat. 26
 * (1955). Agrees with scikit-learn's `IsotonicRegression` to 1e-9, which a test checks where it is installed; by hand:
 * outcomes 1, 0, 1 at .1, .2, .3 give .5, .5, 1.
 *
 * @returns one value a distinct forecast, ascending, 0..1
 */
export function isotonic(forecasts: Pick<Forecasts, 'n' | 'k'>): Float64Array {
  return createIsotonic(forecasts.n.length)(forecasts)
}

/** The same for many fits of one size: each answer stands until the next fit. */
export function createIsotonic(size: number): (forecasts: Pick<Forecasts, 'n' | 'k'>) => Float64Array {
  // Blocks as a stack: where each ends, its weight and how much of it came true.
  const ends = new Int32Array(size)
  const weights = new Float64Array(size)
  const sums = new Float64Array(size)
  const fitted = new Float64Array(size)
  return ({ n, k }) => {
    let top = -1
    for (let i = 0; i < size; i += 1) {
      let weight = n[i] ?? 0
      let sum = k[i] ?? 0
      // What carries no weight says nothing: it takes the value of the block that it falls into.
      if (weight === 0 && top >= 0) {
        ends[top] = i
        continue
      }
      // sum / weight is not above the block before it: both are one.
      while (top >= 0 && (sums[top] ?? 0) * weight >= sum * (weights[top] ?? 0)) {
        weight += weights[top] ?? 0
        sum += sums[top] ?? 0
        top -= 1
      }
      top += 1
      ends[top] = i
      weights[top] = weight
      sums[top] = sum
    }
    let from = 0
    for (let block = 0; block <= top; block += 1) {
      const end = ends[block] ?? 0
      const weight = weights[block] ?? 0
      fitted.fill(weight === 0 ? 0 : (sums[block] ?? 0) / weight, from, end + 1)
      from = end + 1
    }
    return fitted
  }
}
