import { instantOf, isZone, zoneOffsetMs } from '../drills/calendar-day.ts'
import { DAY_MS } from '../time.ts'

/** When work is done: hours by weekday on the clocks of a zone, without the days on which nobody works. */
export interface BusinessCalendar {
  /** IANA name, like "Europe/Berlin". */
  readonly zone: string
  /** From Monday to Sunday: stretches of minutes since midnight. */
  readonly week: readonly (readonly { readonly from: number; readonly to: number }[])[]
  /** Dates like `2026-12-25`. */
  readonly holidays: ReadonlySet<string>
}

export type ReadCalendar =
  | { readonly kind: 'read'; readonly calendar: BusinessCalendar }
  | { readonly kind: 'refused'; readonly why: string }

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * Reads a business calendar:
 * `{"zone":"Europe/Berlin","hours":{"monday":["09:00-12:00","13:00-17:30"],…},"holidays":["2026-12-25"]}`. A weekday
 * without hours is free.
 */
export function readCalendar(text: string): ReadCalendar {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refused('it is no JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('it is no object')
  const { zone, hours, holidays = [] } = value as { zone?: unknown; hours?: unknown; holidays?: unknown }
  if (typeof zone !== 'string' || !isZone(zone))
    return refused(`"zone" is ${said(zone)}, and a zone like "Europe/Berlin" is needed`)
  if (typeof hours !== 'object' || hours === null || Array.isArray(hours))
    return refused(`"hours" is ${said(hours)}, and hours by weekday like {"monday":["09:00-17:00"]} are needed`)
  const stray = Object.keys(hours).find((day) => !WEEKDAYS.includes(day))
  if (stray !== undefined) return refused(`"hours" names "${stray}", which is no weekday like "monday"`)
  const week: { from: number; to: number }[][] = []
  for (const day of WEEKDAYS) {
    const entry: unknown = Object.hasOwn(hours, day) ? (hours as { [day: string]: unknown })[day] : []
    if (!Array.isArray(entry))
      return refused(`"hours.${day}" is ${said(entry)}, and a list like ["09:00-17:00"] is needed`)
    const stretches: { from: number; to: number }[] = []
    for (const stretch of entry as unknown[]) {
      const match = typeof stretch === 'string' ? /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(stretch) : null
      const [from = 0, to = 0] =
        match === null ? [] : [60 * Number(match[1]) + Number(match[2]), 60 * Number(match[3]) + Number(match[4])]
      if (match === null || from >= to || to > 1440 || from < (stretches.at(-1)?.to ?? 0))
        return refused(
          `"hours.${day}" has ${said(stretch)}, and stretches like "09:00-17:00" one after the other are needed`,
        )
      stretches.push({ from, to })
    }
    week.push(stretches)
  }
  if (week.every((day) => day.length === 0)) return refused('"hours" leaves no hour in which anybody works')
  if (!Array.isArray(holidays)) return refused(`"holidays" is ${said(holidays)}, and a list of dates is needed`)
  const wrong = (holidays as unknown[]).find((day) => typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day))
  if (wrong !== undefined) return refused(`"holidays" has ${said(wrong)}, and dates like "2026-12-25" are needed`)
  return { kind: 'read', calendar: { zone, week, holidays: new Set(holidays as string[]) } }
}

function refused(why: string): ReadCalendar {
  return { kind: 'refused', why }
}

function said(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}

/**
 * Working time between instants. A day's stretches are instants of the zone's clocks, so that a day on which clocks are
 * changed is as long as it really is.
 */
export class BusinessHours {
  readonly #calendar: BusinessCalendar
  /** By local day since 1970: its stretches as instants. */
  readonly #days = new Map<number, readonly (readonly [number, number])[]>()
  /** Working time of whole blocks of days, so that long waits need no walk through all their days. */
  readonly #blocks = new Map<number, number>()

  constructor(calendar: BusinessCalendar) {
    this.#calendar = calendar
  }

  between(from: number, to: number): number {
    if (to <= from) return 0
    const [first, last] = [this.#dayOf(from), this.#dayOf(to)]
    let total = this.#inDay(first, from, to)
    if (last > first) total += this.#inDay(last, from, to)
    for (let day = first + 1; day < last;) {
      if (day % BLOCK_DAYS === 0 && day + BLOCK_DAYS <= last) {
        total += this.#inBlock(day / BLOCK_DAYS)
        day += BLOCK_DAYS
      } else {
        total += this.#inDay(day, from, to)
        day += 1
      }
    }
    return total
  }

  #dayOf(at: number): number {
    return Math.floor((at + this.#offset(at)) / DAY_MS)
  }

  /** Clocks are changed at whole quarters of an hour. */
  #offset(at: number): number {
    const quarter = Math.floor(at / 900_000)
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      offset = zoneOffsetMs(quarter * 900_000, this.#calendar.zone)
      this.#offsets.set(quarter, offset)
    }
    return offset
  }
  readonly #offsets = new Map<number, number>()

  #inBlock(block: number): number {
    let total = this.#blocks.get(block)
    if (total === undefined) {
      total = 0
      for (let day = block * BLOCK_DAYS; day < (block + 1) * BLOCK_DAYS; day += 1)
        total += this.#inDay(day, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      this.#blocks.set(block, total)
    }
    return total
  }

  #inDay(day: number, from: number, to: number): number {
    let total = 0
    for (const [opens, closes] of this.#stretches(day))
      total += Math.max(0, Math.min(closes, to) - Math.max(opens, from))
    return total
  }

  #stretches(day: number): readonly (readonly [number, number])[] {
    const known = this.#days.get(day)
    if (known !== undefined) return known
    const { zone, week, holidays } = this.#calendar
    const midnight = day * DAY_MS
    const isFree = holidays.has(new Date(midnight).toISOString().slice(0, 10))
    const weekday = (((day + 3) % 7) + 7) % 7
    const stretches = (isFree ? [] : (week[weekday] ?? [])).map(
      ({ from, to }) => [instantOf(midnight + from * 60_000, zone), instantOf(midnight + to * 60_000, zone)] as const,
    )
    this.#days.set(day, stretches)
    return stretches
  }
}

const BLOCK_DAYS = 64
