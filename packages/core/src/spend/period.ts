import { DAY_MS } from '../time.ts'

/** What a limit of money speaks of. */
export const SPEND_PERIODS = ['run', 'day', 'month'] as const
export type SpendPeriod = (typeof SPEND_PERIODS)[number]

/** The calendar day (UTC) of an instant, `2026-11-20`: limits and figures count by it, wherever the host runs. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The calendar month of a day, `2026-11`. */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The instant at which a day (UTC) ends. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS)
}

/** How many days the month of a day has. */
export function daysInMonth(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
}
