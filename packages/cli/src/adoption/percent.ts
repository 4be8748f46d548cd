import type { Proportion } from '@dayshift/core'

/** `26.9 % (891 of 3312, 95 % 25.4 to 28.4)` */
export function percent({ k, n, interval }: Proportion): string {
  if (interval === null) return 'unknown (n 0)'
  const at = (value: number) => (100 * value).toFixed(1)
  return `${at(k / n)} % (${k} of ${n}, 95 % ${at(interval.low)} to ${at(interval.high)})`
}
