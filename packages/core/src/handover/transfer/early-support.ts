import { calendarDay } from '../../drills/calendar-day.ts'
import { counted } from '../../workflows/in-words.ts'
import { DAY_MS } from '../../time.ts'
import { dateInZone, dayInZone, refuse, type TransferRefusal } from './transfer.ts'

export const SUPPORT_VERDICTS = ['settled', 'one-more-pass'] as const
export type SupportVerdict = (typeof SUPPORT_VERDICTS)[number]

/** The checklist of one day as it was told; a later one of the same day replaces it. */
export interface SupportCheck {
  /** 1 at first, one more with every verdict `one-more-pass`. */
  readonly pass: number
  /** From 1. */
  readonly day: number
  readonly logsChecked: boolean
  readonly exceptionsReviewed: boolean
  /** What is rough, in words; empty where nothing was. */
  readonly rough: string
  readonly by: string
  readonly at: Date
}

/** The time after a transfer in which every day is looked at; its days are those of the calendar in its zone. */
export interface EarlySupport {
  readonly since: Date
  readonly zone: string
  readonly days: number
  /** Oldest first. */
  readonly checks: readonly SupportCheck[]
  /** Oldest first; the last one may settle it. */
  readonly verdicts: readonly {
    readonly verdict: SupportVerdict
    readonly at: Date
    readonly by: string
    readonly note: string
  }[]
}

export interface SupportDay {
  readonly day: number
  readonly from: Date
  readonly until: Date
  readonly state: 'done' | 'open' | 'missed' | 'ahead'
  readonly check: SupportCheck | null
}

export interface SupportState {
  readonly pass: number
  readonly days: readonly SupportDay[]
  /** End of the present pass. */
  readonly until: Date
  /** Number of the day that runs now; null before, after, and once settled. */
  readonly today: number | null
  /** Days of the present pass with a finished checklist. */
  readonly daysChecked: number
  readonly verdict: SupportVerdict | null
}

/** Where early support stands. A further pass begins where the former ends, or with its verdict if that came later. */
export function supportState(support: EarlySupport, now: Date): SupportState {
  const { verdicts, days: length } = support
  const isSettled = verdicts.at(-1)?.verdict === 'settled'
  const extensions = verdicts.filter(({ verdict }) => verdict === 'one-more-pass')
  const begins = extensions.reduce((start, { at }) => later(endOf(support, start), at), support.since)
  const pass = extensions.length + 1
  const until = endOf(support, begins)
  const days = Array.from({ length }, (_, index): SupportDay => {
    const { from, to: ends } = nthDay(begins, index, support.zone)
    const check = support.checks.findLast((each) => each.pass === pass && each.day === index + 1) ?? null
    return { day: index + 1, from, until: ends, check, state: dayState(check, from, ends, now) }
  })
  const present = days.find(({ from, until: ends }) => from <= now && now < ends)
  return {
    pass,
    days,
    until,
    today: isSettled ? null : (present?.day ?? null),
    daysChecked: days.filter(({ state }) => state === 'done').length,
    verdict: verdicts.at(-1)?.verdict ?? null,
  }
}

/** Midnight after the last day of a pass. */
function endOf({ days, zone }: EarlySupport, begins: Date): Date {
  return nthDay(begins, days - 1, zone).to
}

/** The first day begins with the pass itself, each further one at midnight. */
function nthDay(begins: Date, index: number, zone: string): { readonly from: Date; readonly to: Date } {
  const first = Date.parse(dateInZone(begins, zone))
  const date = new Date(first + index * DAY_MS).toISOString().slice(0, 10)
  const day = calendarDay(date, zone)
  // The zone was looked at when the transfer was planned.
  if (day === null) throw new RangeError(`Cannot find the day ${date} in the zone "${zone}"`)
  return { from: later(day.from, begins), to: day.to }
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

function dayState(check: SupportCheck | null, from: Date, until: Date, now: Date): SupportDay['state'] {
  if (check !== null && check.logsChecked && check.exceptionsReviewed) return 'done'
  if (now < from) return 'ahead'
  return now < until ? 'open' : 'missed'
}

/** Today's checklist, S308; only today's: a day that was not looked at stays a day that was not looked at. */
export function checkDay(
  support: EarlySupport,
  told: Omit<SupportCheck, 'pass' | 'day' | 'at'>,
  now: Date,
): { readonly kind: 'checked'; readonly check: SupportCheck } | TransferRefusal {
  const { today, pass, verdict, until } = supportState(support, now)
  if (today !== null) return { kind: 'checked', check: { ...told, pass, day: today, at: now } }
  if (verdict === 'settled') {
    return refuse(
      'conflict',
      'support-settled',
      'Cannot tick off a day: early support was closed as settled.',
      'Nothing is left to do here.',
    )
  }
  return refuse(
    'conflict',
    'support-over',
    `Cannot tick off a day: the days of early support ended on ${dayInZone(new Date(until.getTime() - 1), support.zone)}.`,
    'Close it with a verdict: settled, or one more pass.',
  )
}

/**
 * The closing verdict, from the last day on. `settled` only where every day of the pass was looked at: what is missing
 * never passes; `one-more-pass` adds the same days again.
 */
export function closeSupport(
  support: EarlySupport,
  verdict: SupportVerdict,
  now: Date,
): { readonly kind: 'closed'; readonly verdict: SupportVerdict; readonly until: Date } | TransferRefusal {
  const state = supportState(support, now)
  if (state.verdict === 'settled') {
    return refuse(
      'conflict',
      'support-settled',
      'Cannot close early support: it was closed as settled.',
      'Nothing is left to do here.',
    )
  }
  const lastDay = state.days.at(-1)
  if (lastDay !== undefined && now < lastDay.from) {
    return refuse(
      'conflict',
      'support-runs',
      `Cannot close early support: its last day begins on ${dayInZone(lastDay.from, support.zone)}.`,
      'Look at every day until then.',
    )
  }
  const open = state.days.length - state.daysChecked
  if (verdict === 'settled' && open > 0) {
    return refuse(
      'conflict',
      'days-missing',
      `Cannot call it settled: ${counted(open, 'day')} of ${state.days.length} ${open === 1 ? 'was' : 'were'} not looked at.`,
      'Take one more pass and look at every day.',
    )
  }
  if (verdict === 'settled') return { kind: 'closed', verdict, until: state.until }
  return { kind: 'closed', verdict, until: endOf(support, later(state.until, now)) }
}
