import { instantOf, zoneOffsetMs } from '../drills/calendar-day.ts'
import { DAY_MS } from '../time.ts'

/** Hours of the day in which people are left alone, by the clocks of a zone; over midnight where `to` is before `from`. */
export interface QuietHours {
  /** IANA name, like "Europe/Berlin". */
  readonly zone: string
  /** `22:00`; the same as `to` for none. */
  readonly from: string
  readonly to: string
  /** Weekdays that are quiet all day: 1 is Monday, 7 Sunday. */
  readonly days: readonly number[]
}

/** The first instant from `now` on that isn't quiet; null where `now` isn't, or where every day is. */
export function quietUntil(hours: QuietHours | null, now: Date): Date | null {
  if (hours === null || !isQuiet(hours, now)) return null
  let at = now.getTime()
  // A quiet night can be followed by quiet days; never by more than a week of them.
  for (let turn = 0; turn < 20; turn += 1) {
    at = nextEdge(hours, at)
    if (!isQuiet(hours, new Date(at))) return new Date(at)
  }
  return null
}

export function isQuiet({ zone, from, to, days }: QuietHours, at: Date): boolean {
  const { minute, weekday } = wallClock(at.getTime(), zone)
  if (days.includes(weekday)) return true
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start === end) return false
  return start < end ? start <= minute && minute < end : minute >= start || minute < end
}

/** The next instant at which the clocks show midnight or the end of the quiet hours. */
function nextEdge({ zone, to }: QuietHours, at: number): number {
  const { midnight } = wallClock(at, zone)
  const end = minutesOf(to) * MINUTE_MS
  const edges = [midnight + end, midnight + DAY_MS, midnight + DAY_MS + end, midnight + 2 * DAY_MS]
  return Math.min(...edges.map((local) => instantOf(local, zone)).filter((instant) => instant > at))
}

const MINUTE_MS = 60_000

/** What the zone's clocks show, as if it were UTC. */
function wallClock(at: number, zone: string): { midnight: number; minute: number; weekday: number } {
  const local = at + zoneOffsetMs(at, zone)
  const midnight = Math.floor(local / DAY_MS) * DAY_MS
  const weekday = new Date(midnight).getUTCDay()
  return { midnight, minute: Math.floor((local - midnight) / MINUTE_MS), weekday: weekday === 0 ? 7 : weekday }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
