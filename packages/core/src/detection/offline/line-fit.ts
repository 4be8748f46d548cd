/** Fits a line to any stretch of a series in constant time. */
export interface LineFit {
  readonly n: number
  /** Sum of the squared residuals around the line of least squares through the points from `from` up to, not including, `to`. */
  readonly residual: (from: number, to: number) => number
}

/**
 * From running sums of y, y² and i·y: RSS = Σy² − (Σy)²/m − (Σ(i − ī)y)² / (m(m² − 1)/12).
 *
 * Checked by hand: the line through 0, 1, 4, 9 is 3i − 1 and leaves 4. The values should be about 1 in size and centred on
 * 0, as the differences of sums lose digits otherwise.
 */
export function lineFit(values: ArrayLike<number>): LineFit {
  const n = values.length
  const sum = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  const moments = new Float64Array(n + 1)
  for (let i = 0; i < n; i += 1) {
    const value = values[i] ?? 0
    sum[i + 1] = (sum[i] ?? 0) + value
    squares[i + 1] = (squares[i] ?? 0) + value * value
    moments[i + 1] = (moments[i] ?? 0) + i * value
  }
  const between = (sums: Float64Array, from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0)
  const residual = (from: number, to: number) => {
    const m = to - from
    if (m < 3) return 0
    const s = between(sum, from, to)
    const tilt = between(moments, from, to) - ((from + to - 1) / 2) * s
    return Math.max(0, between(squares, from, to) - (s * s) / m - (12 * tilt * tilt) / (m * (m * m - 1)))
  }
  return { n, residual }
}
