import { HOURS_OF_WEEK } from '../detection/stream/seasonal.ts'
import { dayOf } from '../spend/period.ts'
import { addDecided, type Decided, NOTHING_DECIDED } from './decided.ts'
import { mergeTallies, type Tally } from './tally.ts'
import { DAY_MS } from '../time.ts'

/** Where a baseline came from. */
export const BASELINE_SOURCES = ['hand', 'pilot', 'readiness', 'first-runs', 'early-support'] as const
export type BaselineSource = (typeof BASELINE_SOURCES)[number]

/** What kind of data its runs were (S134): live and unfiltered, of the past, or picked by somebody. */
export const DATA_KINDS = ['live', 'historical', 'curated'] as const
export type DataKind = (typeof DATA_KINDS)[number]

/** One hour of a workflow, or of one of its slices. */
export interface HealthHour {
  readonly hour: Date
  readonly tally: Tally
  readonly decided: Decided
}

/** What is known of a window: tallies and decisions, which merge, and how many runs each hour of the week had. */
export interface WindowStatistics {
  readonly tally: Tally
  readonly decided: Decided
  /** Runs by hour of the week (UTC, Monday 0 h first), and how many such hours the window has: 168 each. */
  readonly week: { readonly runs: readonly number[]; readonly hours: readonly number[] }
  /** Runs by calendar day (UTC), whole days of the window alone, those without runs included. */
  readonly days: readonly { readonly day: string; readonly runs: number }[]
}

export interface SliceStatistics {
  readonly name: string
  readonly label: string
  readonly tally: Tally
  readonly decided: Decided
}

/** What a baseline keeps, frozen. */
export interface BaselineStatistics extends WindowStatistics {
  readonly slices: readonly SliceStatistics[]
  /** What was spent on each whole day in one currency; empty where it isn't known or mixed. */
  readonly spend: { readonly currency: string; readonly days: readonly number[] } | null
}

export interface Baseline {
  readonly id: string
  readonly name: string
  readonly source: BaselineSource
  readonly from: Date
  readonly to: Date
  readonly statistics: BaselineStatistics
}

const HOUR_MS = 3_600_000

/** The statistics of a window from its hours; `from` and `to` are whole hours, the hours any that lie within. */
export function windowStatistics(hours: readonly HealthHour[], from: Date, to: Date): WindowStatistics {
  const within = hours.filter(({ hour }) => hour >= from && hour < to)
  const runs: number[] = Array.from({ length: HOURS_OF_WEEK }, () => 0)
  const seen: number[] = Array.from({ length: HOURS_OF_WEEK }, () => 0)
  for (let at = from.getTime(); at < to.getTime(); at += HOUR_MS) {
    const index = utcHourOfWeek(new Date(at))
    seen[index] = (seen[index] ?? 0) + 1
  }
  const days = new Map<string, number>()
  for (let at = Math.ceil(from.getTime() / DAY_MS) * DAY_MS; at + DAY_MS <= to.getTime(); at += DAY_MS) {
    days.set(dayOf(new Date(at)), 0)
  }
  for (const { hour, tally } of within) {
    const n = tally.counts['runs'] ?? 0
    const index = utcHourOfWeek(hour)
    runs[index] = (runs[index] ?? 0) + n
    const day = dayOf(hour)
    const known = days.get(day)
    if (known !== undefined) days.set(day, known + n)
  }
  return {
    tally: mergeTallies(within.map(({ tally }) => tally)),
    decided: within.reduce((sum, { decided }) => addDecided(sum, decided), NOTHING_DECIDED),
    week: { runs, hours: seen },
    days: Array.from(days, ([day, n]) => ({ day, runs: n })),
  }
}

/** 0 for Monday from 0 h to 1 h (UTC), 167 for Sunday from 23 h. */
export function utcHourOfWeek(at: Date): number {
  return ((at.getUTCDay() + 6) % 7) * 24 + at.getUTCHours()
}

/** How many runs a baseline by itself takes from the first ones of a release. */
export const FIRST_RUNS = 200

/** The whole hours in which the first {@link FIRST_RUNS} runs of a release lie; null while there are fewer. */
export function firstRunsWindow(
  hours: readonly { readonly hour: Date; readonly runs: number }[],
  enough: number = FIRST_RUNS,
): { readonly from: Date; readonly to: Date; readonly runs: number } | null {
  const ordered = hours.toSorted((a, b) => a.hour.getTime() - b.hour.getTime())
  const [first] = ordered
  let n = 0
  for (const { hour, runs } of ordered) {
    n += runs
    if (first !== undefined && n >= enough) {
      return { from: first.hour, to: new Date(hour.getTime() + HOUR_MS), runs: n }
    }
  }
  return null
}
