import { wilson, type Interval } from './wilson.ts'

/** So many of so many. */
export interface Proportion {
  readonly k: number
  readonly n: number
  /** Wilson, 95 %, 0..1; null where there are too few to say it. */
  readonly interval: Interval | null
}

/** `least`: below so many there is no interval, and no share is told. */
export function shareOf({ k, n }: Pick<Proportion, 'k' | 'n'>, least = 1): Proportion {
  return { k, n, interval: n < least || n === 0 ? null : wilson(k, n) }
}
