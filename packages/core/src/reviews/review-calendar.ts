import { instantOf, zoneOffsetMs } from '../drills/calendar-day.ts'
import type { PlaybookReview } from '../handover/playbook.ts'
import { DAY_MS } from '../time.ts'

/** The one date from which a workflow's reviews are counted, by the clocks of a zone. */
export interface ReviewStart {
  /** ISO date. */
  readonly day: string
  /** `09:00`: when reviews are held. */
  readonly time: string
  /** IANA name. */
  readonly zone: string
  /** From when on it counts; what lay before keeps the date of the start before it. */
  readonly setAt: Date
}

/** One review of the calendar. */
export interface Occurrence {
  /** Id of the playbook's review. */
  readonly kind: string
  /** Which one of its kind since the start: 1 is the first. */
  readonly number: number
  /** The local day. */
  readonly day: string
  readonly at: Date
  /** Until when it is to be held and signed. */
  readonly holdBy: Date
  /** From when on it can't be held any more: the next of its kind is due, or a month has passed. */
  readonly missedAt: Date
}

/** Days after which the last of its kind can't be held any more. */
const LAST_WAITS_DAYS = 30

/**
 * All reviews that are due from one instant up to before another, in the order of time. Each is counted from the start
 * that held when it came due, never from the review before it, so that a clamped month end (31 January, 28 February, 31
 * March) and a changed clock move none of the later ones. The same kind is never due twice on one day.
 */
export function occurrencesBetween(
  starts: readonly ReviewStart[],
  reviews: readonly PlaybookReview[],
  from: Date,
  to: Date,
): readonly Occurrence[] {
  const found = starts.toSorted((a, b) => a.setAt.getTime() - b.setAt.getTime())
  const seen = new Set<string>()
  return found
    .flatMap((start, index) => {
      const since = new Date(Math.max(from.getTime(), start.setAt.getTime()))
      const until = found[index + 1]?.setAt ?? to
      return reviews.flatMap((review) => ofStart(start, review, since, until < to ? until : to))
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.kind < b.kind ? -1 : 1))
    .filter(({ kind, day }) => {
      const key = `${kind} ${day}`
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    })
}

/** Days within which the next one is looked for, nearest first. Nothing comes less often than every sixty months. */
const HORIZONS = [62, 400, 61 * 31]

/** The last start counts: the next review of each kind, soonest first. */
export function nextOfEachKind(
  starts: readonly ReviewStart[],
  reviews: readonly PlaybookReview[],
  now: Date,
): readonly Occurrence[] {
  const within = (review: PlaybookReview, days: number) =>
    occurrencesBetween(starts, [review], now, new Date(now.getTime() + days * DAY_MS)).slice(0, 1)
  return reviews
    .flatMap((review) => {
      for (const days of HORIZONS) {
        const found = within(review, days)
        if (found.length > 0) return found
      }
      return []
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

function ofStart(start: ReviewStart, review: PlaybookReview, from: Date, to: Date): readonly Occurrence[] {
  const { onDays, every } = review
  if (every === null) {
    return onDays.flatMap((days, index) => {
      const next = onDays[index + 1]
      const one = occurrence(start, review, index + 1, addDays(start.day, days), next ? addDays(start.day, next) : null)
      return one.at >= from && one.at < to ? [one] : []
    })
  }
  const dayOf = (period: number) =>
    every.weeks > 0 ? addDays(start.day, period * every.weeks * 7) : addMonths(start.day, period * every.months)
  const periodMs = (every.weeks > 0 ? every.weeks * 7 : every.months * 31) * DAY_MS
  const begin = instantOf(localOf(start.day, start.time), start.zone)
  const found: Occurrence[] = []
  // No period is longer than so many days: the first that may lie in the window is not before that one.
  const guess = Math.floor((from.getTime() - begin) / periodMs) - 1
  for (let period = Math.max(every.first, guess); ; period += 1) {
    const number = period - every.first + 1
    if (every.times !== null && number > every.times) break
    const isLast = number === every.times
    const one = occurrence(start, review, number, dayOf(period), isLast ? null : dayOf(period + 1))
    if (one.at >= to) break
    if (one.at >= from) found.push(one)
  }
  return found
}

function occurrence(
  { time, zone }: ReviewStart,
  { id, heldWithinDays }: PlaybookReview,
  number: number,
  day: string,
  nextDay: string | null,
): Occurrence {
  const at = (on: string) => new Date(instantOf(localOf(on, time), zone))
  return {
    kind: id,
    number,
    day,
    at: at(day),
    holdBy: at(addDays(day, heldWithinDays)),
    missedAt: at(nextDay ?? addDays(day, LAST_WAITS_DAYS)),
  }
}

/** What one of a kind is called: of those on fixed days, which day it is. */
export function occurrenceName({ name, onDays }: Pick<PlaybookReview, 'name' | 'onDays'>, number: number): string {
  const day = onDays[number - 1]
  return day === undefined ? name : `Review of day ${day}`
}

/** The ISO date so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The same day of the month so many months later; where that month has none, its last. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return first.toISOString().slice(0, 10)
}

/** The local day of an instant. */
export function dayIn(zone: string, at: Date): string {
  return new Date(at.getTime() + zoneOffsetMs(at.getTime(), zone)).toISOString().slice(0, 10)
}

/** What a clock shows, as if it were UTC. */
function localOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00.000Z`)
}

export const REVIEW_STATES = ['due', 'overdue', 'held', 'missed'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** How one that has come due stands. One that was missed stays missed: nothing re-dates it. */
export function reviewState(
  { holdBy, missedAt }: Pick<Occurrence, 'holdBy' | 'missedAt'>,
  heldAt: Date | null,
  now: Date,
): ReviewState {
  if (heldAt !== null) return 'held'
  if (now >= missedAt) return 'missed'
  return now >= holdBy ? 'overdue' : 'due'
}
