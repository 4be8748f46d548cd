import {
  chanceOfVolume,
  compareVolume,
  dispersionOf,
  hourOfWeek,
  HOURS_OF_WEEK,
  observeVolume,
  type Season,
  silence,
  startSeason,
  volumeAccuracy,
  type VolumeVerdict,
} from '../detection/stream/seasonal.ts'
import { sinceValue } from '../detection/stream/since.ts'
import { counted, durationInWords } from '../workflows/in-words.ts'
import type { SharePoint } from './watch-share.ts'
import type { Judged } from './watch-state.ts'

/** Runs of one hour. */
export interface HourRuns {
  readonly hour: Date
  readonly runs: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 168 * HOUR_MS
/** An hour is a hit where chance makes it so low, or so high, no more often. */
export const ODD_HOUR = 0.05
/** Whole weeks whose hours the detectors look at; earlier ones are what they are held against. */
const WATCHED_WEEKS = 2
/** Hours before the watched ones that are wanted. */
export const SEASON_WEEKS = 8

/** The season of a workflow up to now, and which of its latest hours were oddly low or high. */
export interface VolumeSeries {
  readonly season: Season
  readonly low: readonly SharePoint[]
  readonly high: readonly SharePoint[]
  /** The last hour that is over, beside what it would be like by the weeks before. */
  readonly latest: VolumeVerdict | null
  /** Hours after the last run, for silence. */
  readonly since: readonly { readonly hour: number; readonly n: number }[]
}

/** The first instant whose hours are wanted for a look at this one. */
export function volumeFrom(now: Date): Date {
  return new Date(watchedFrom(now) - SEASON_WEEKS * WEEK_MS)
}

/**
 * Holds each hour that is over against the same weekday and hour of the eight weeks before it (see seasonal.ts), on the
 * clocks of the workspace's zone. `hours` are those with runs, from the first one on; one that is missing had none.
 */
export function volumeSeries(hours: readonly HourRuns[], zone: string, now: Date): VolumeSeries {
  const runs = new Map(hours.map((each) => [each.hour.getTime(), each.runs]))
  const first = hours[0]?.hour.getTime() ?? now.getTime()
  const last = hours.findLast((each) => each.runs > 0)?.hour.getTime() ?? first
  const watched = watchedFrom(now)
  const [low, high]: [SharePoint[], SharePoint[]] = [[], []]
  const since: { hour: number; n: number }[] = []
  let season = startSeason()
  let latest: VolumeVerdict | null = null
  const hourAt = hoursOfWeekIn(zone)
  let dispersion = 0
  for (let at = first; at + HOUR_MS <= now.getTime(); at += HOUR_MS) {
    const hour = { hour: hourAt(at), n: runs.get(at) ?? 0 }
    if (at >= watched) {
      // By what was before it: once a day is enough.
      if (at === watched || at % DAY_MS === 0) dispersion = dispersionOf(season)
      const chance = chanceOfVolume(season, hour, dispersion)
      if (chance !== null) {
        low.push({ at: new Date(at), n: 1, hits: chance.low <= ODD_HOUR ? 1 : 0 })
        high.push({ at: new Date(at), n: 1, hits: chance.high <= ODD_HOUR ? 1 : 0 })
      }
    }
    if (at + 2 * HOUR_MS > now.getTime()) latest = compareVolume(season, hour)
    if (at > last) since.push(hour)
    // Silence is held against what was before it.
    else season = observeVolume(season, hour)
  }
  return { season, low, high, latest, since }
}

/** The hour of the week of each whole hour; the clocks of the zone are asked twice a day, and hourly where they change. */
function hoursOfWeekIn(zone: string): (at: number) => number {
  let day: { readonly from: number; readonly first: number; readonly isEven: boolean } | null = null
  return (at) => {
    const from = Math.floor(at / DAY_MS) * DAY_MS
    if (day?.from !== from) {
      const first = hourOfWeek(new Date(from), zone)
      day = { from, first, isEven: (first + 23) % HOURS_OF_WEEK === hourOfWeek(new Date(from + 23 * HOUR_MS), zone) }
    }
    return day.isEven ? (day.first + (at - from) / HOUR_MS) % HOURS_OF_WEEK : hourOfWeek(new Date(at), zone)
  }
}

/** The beginning of the week (UTC) from which on hours are looked at, so that it moves once a week alone. */
function watchedFrom(now: Date): number {
  // The epoch was a Thursday.
  const monday = Math.floor((now.getTime() - 4 * DAY_MS) / WEEK_MS) * WEEK_MS + 4 * DAY_MS
  return monday - WATCHED_WEEKS * WEEK_MS
}

/** The last hour beside what is usual, and how well that is foretold beside "the same as last week"; empty where it can't be told. */
export function hourInWords({ season, latest }: VolumeSeries): string {
  const accuracy = volumeAccuracy(season)
  if (latest === null || latest.verdict === 'unknown' || accuracy === null) return ''
  const { low, high } = latest.expected
  const { error, persistence, n } = accuracy
  return ` The last hour had ${String(latest.n)}; ${String(low)} to ${String(high)} are usual, foretold to within ${figure(error)} runs an hour (“the same as last week”: ${figure(persistence)}; n ${String(n)}).`
}

/** Silence by the season (see `silence`); null where fewer than three weeks are known of these hours. */
export function judgeSilentHours({ season, since }: VolumeSeries, lastRunAt: Date | null): Judged | null {
  if (lastRunAt === null || since.length === 0) return null
  const { verdict, expected, hours } = silence(season, [{ hour: since[0]?.hour ?? 0, n: 1 }, ...since])
  const quiet = durationInWords(hours * HOUR_MS)
  switch (verdict) {
    case 'running':
    case 'quiet':
      return {
        verdict: 'same',
        sentence: `No run for ${quiet}; ${figure(expected)} would have come by the same hours of the weeks before.`,
      }
    case 'silent':
      return {
        verdict: 'moved',
        since: lastRunAt,
        sentence: `No run for ${quiet}; about ${String(Math.round(expected))} come in these hours of the week.`,
      }
    case 'unknown':
      return null
    default:
      return verdict satisfies never
  }
}

/** What happened on a day, as a part of what is normal on such a weekday. */
export interface DayRatio {
  readonly day: string
  readonly ratio: number
}

/**
 * Since which day it is so: the latest step of the days' ratios (see `sinceValue`), with the days within which it lies;
 * null where they show no step, as after a single odd day.
 */
export function sinceDay(days: readonly DayRatio[]): { readonly since: Date; readonly between: Between } | null {
  const found = sinceValue(days.map(({ ratio }) => ratio))
  if (found.kind === 'unclear') return null
  const at = (index: number) => new Date(`${days[index]?.day ?? ''}T00:00:00Z`)
  return { since: at(found.index), between: { from: at(found.low), to: at(found.high) } }
}

export interface Between {
  readonly from: Date
  readonly to: Date
}

/** How many hours of a window were odd, in words. */
export function oddHours({ hits, n }: { readonly hits: number; readonly n: number }, side: 'low' | 'high'): string {
  return `${String(hits)} of ${counted(n, 'hour')} had unusually ${side === 'low' ? 'few' : 'many'} runs`
}

function figure(value: number): string {
  return String(Number(value.toPrecision(2)))
}
