/** A share, 0..1, in whole percent; but never `100 %` of what isn't all, nor `0 %` of what isn't none. */
export function wholePercent(share: number): string {
  const whole = Math.round(share * 100)
  if (whole === 100 && share < 1) return `${Math.floor(share * 1000) / 10} %`
  if (whole === 0 && share > 0) return `${Math.ceil(share * 1000) / 10} %`
  return `${whole} %`
}

/** A share, 0..1, with one decimal, where columns of them are read below each other: `26.9 %`. */
export function percentWithTenths(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
