import { DAY_MS } from '../time.ts'

/** A day as people mean it: from midnight to midnight in a zone. 23 or 25 hours where clocks are changed. */
export interface CalendarDay {
  readonly from: Date
  readonly to: Date
}

/**
 * The instants between which a calendar day lies in a zone of the IANA database; null where there is no such date or
 * zone. A midnight that the zone skips begins at the first instant after it.
 */
export function calendarDay(date: string, zone: string): CalendarDay | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (parts === null || !isZone(zone)) return null
  const utc = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))
  if (new Date(utc).toISOString().slice(0, 10) !== date) return null
  return { from: midnight(utc, zone), to: midnight(utc + DAY_MS, zone) }
}

function midnight(utc: number, zone: string): Date {
  // Twice: the offset at the guess may be another than the one at midnight itself.
  const guess = utc - zoneOffsetMs(utc, zone)
  return new Date(utc - zoneOffsetMs(guess, zone))
}

/** What the zone's clocks show beyond UTC at an instant. */
export function zoneOffsetMs(at: number, zone: string): number {
  // Since 1973 clocks are changed at whole minutes alone, in every zone.
  if (at < WHOLE_MINUTES) return askZone(at, zone)
  const key = `${zone} ${String(Math.floor(at / 60_000))}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  const asked = askZone(at, zone)
  offsets.set(key, asked)
  return asked
}

const WHOLE_MINUTES = Date.UTC(1973, 0)
/** Asking a zone takes thirty times as long as looking here. */
const offsets = new Map<string, number>()
const MOST_OFFSETS = 20_000

function askZone(at: number, zone: string): number {
  const shown = clockOf(zone).formatToParts(new Date(at))
  const part = (type: string): number => Number(shown.find((each) => each.type === type)?.value ?? 0)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1000) * 1000
}

/**
 * The instant (ms) at which a zone's clocks show `local`, which is told as if it were UTC. What they show twice is the
 * first of the two, what they skip the first instant after the gap.
 */
export function instantOf(local: number, zone: string): number {
  const [before, after] = [zoneOffsetMs(local - DAY_MS, zone), zoneOffsetMs(local + DAY_MS, zone)]
  const early = local - Math.max(before, after)
  const late = local - Math.min(before, after)
  if (early + zoneOffsetMs(early, zone) === local) return early
  if (late + zoneOffsetMs(late, zone) === local) return late
  // The clocks jump between the two.
  let [from, to] = [early, late]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (zoneOffsetMs(middle, zone) === after) to = middle
    else from = middle
  }
  return to
}

/** Making one takes longer than asking it a thousand times; there are a few hundred zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  clocks.set(zone, clock)
  return clock
}

export function isZone(zone: string): boolean {
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}
