import { DAY_MS } from '../time.ts'

/** Working days in which a flag is to be answered, unless the workflow says otherwise. */
export const TRIAGE_DAYS = 2
export const MOST_TRIAGE_DAYS = 10

/**
 * The instant that many working days later, at the same time of day. Saturdays and Sundays (UTC) don't count; what comes
 * in on one counts from Monday, 00:00. Holidays are not known.
 */
export function addWorkingDays(at: Date, days: number): Date {
  let ms = at.getTime()
  if (isWeekend(ms)) {
    ms -= ms % DAY_MS
    while (isWeekend(ms)) ms += DAY_MS
  }
  for (let left = days; left > 0;) {
    ms += DAY_MS
    if (!isWeekend(ms)) left -= 1
  }
  return new Date(ms)
}

function isWeekend(ms: number): boolean {
  const day = new Date(ms).getUTCDay()
  return day === 0 || day === 6
}
