/**
 * How unlike everything before the last `length` values of a series are: the Euclidean distance of this stretch to the nearest
 * earlier one that does not overlap with it. Each call takes the next value in; null until there is one to compare with.
 *
 * Every lag keeps its sum of squared differences up to date, so that a value costs one step per lag. This is the left matrix
 * profile without normalisation. Source: Yeh et al., "Matrix profile I", ICDM 2016; the left one: Lu et al., "DAMP", KDD 2022.
 * Checked by hand: with length 2, after 0 1 5 0 1 the stretch (0, 1) was there, and (1, 9) is 4 from (1, 5).
 *
 * @param memory how many values back a stretch may end
 */
export function novelty(length: number, memory: number): (value: number) => number | null {
  const values: number[] = []
  const squares = new Float64Array(memory + 1)
  return (value) => {
    const now = values.length
    values.push(value)
    let nearest = Infinity
    const longest = Math.min(memory, now)
    for (let lag = length; lag <= longest; lag += 1) {
      const difference = value - (values[now - lag] ?? 0)
      let sum = (squares[lag] ?? 0) + difference * difference
      const past = now - length - lag
      if (past >= 0) {
        const gone = (values[now - length] ?? 0) - (values[past] ?? 0)
        sum = Math.max(0, sum - gone * gone)
      }
      squares[lag] = sum
      if (past >= -1 && sum < nearest) nearest = sum
    }
    return nearest === Infinity ? null : Math.sqrt(nearest)
  }
}
