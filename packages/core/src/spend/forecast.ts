import { studentQuantile } from './student-quantile.ts'

/** What a month is likely to cost in all, in the currency's own unit. */
export type Forecast =
  | {
      readonly kind: 'forecast'
      readonly amount: number
      /** A 90 % prediction interval; its lower end is never below what is spent already. */
      readonly low: number
      readonly high: number
      /** Whole days that it is made from. */
      readonly n: number
    }
  /** Too few whole days. */
  | { readonly kind: 'not-enough-yet'; readonly n: number; readonly needed: number }

/** Fewer whole days say nothing of a month. */
export const FORECAST_DAYS = 7

/**
 * The month's end from whole days before today: what is spent, and the mean of those days for each day left. The
 * interval is the one of a sum of d future days with an estimated mean, d·m ± t(0.95; n−1)·s·√(d + d²/n), for days that are
 * independent and alike. Money as a float is allowed here, because it is an estimate and is never booked.
 *
 * Source: prediction interval of a future sum, e.g. Hahn & Meeker, Statistical Intervals (1991), section 4.8.
 */
export function forecastMonth(spent: number, wholeDays: readonly number[], daysLeft: number): Forecast {
  const n = wholeDays.length
  if (n < FORECAST_DAYS) return { kind: 'not-enough-yet', n, needed: FORECAST_DAYS }
  const mean = wholeDays.reduce((sum, cost) => sum + cost, 0) / n
  const variance = wholeDays.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / (n - 1)
  const half = studentQuantile(0.95, n - 1) * Math.sqrt(variance * (daysLeft + daysLeft ** 2 / n))
  const amount = spent + mean * daysLeft
  return { kind: 'forecast', amount, low: Math.max(spent, amount - half), high: amount + half, n }
}
