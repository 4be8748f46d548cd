/** The middle value, of an even number the mean of the two in the middle; NaN of none. The list is not changed. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(¾). */
export const MAD_TO_DEVIATION = 1.482602218505602
