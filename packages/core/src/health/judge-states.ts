import { MAD_TO_DEVIATION, median } from '../detection/offline/median.ts'
import { counted, dateInWords, durationInWords, listInWords } from '../workflows/in-words.ts'
import { dayOf } from '../spend/period.ts'
import {
  type Baseline,
  type BaselineStatistics,
  type HealthHour,
  utcHourOfWeek,
  type WindowStatistics,
} from './baseline.ts'
import { categoryDistance, type Distance, judgeDistance, MANY_LOOKS, numberDistance } from './compare-windows.ts'
import { modelsOf } from './tally-run.ts'
import { type Counted, mergeTallies } from './tally.ts'
import { sizeOf } from './value-buckets.ts'
import { sinceDay } from './volume.ts'
import type { Judged } from './watch-state.ts'
import { DAY_MS } from '../time.ts'

const HOUR_MS = 3_600_000
/** Days that a distribution of now is taken from. */
export const DISTRIBUTION_DAYS = 7

/** The hours of the last days, the present one included. */
export function hoursWithin(hours: readonly HealthHour[], now: Date, days: number): readonly HealthHour[] {
  const from = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - days * DAY_MS
  return hours.filter(({ hour }) => hour.getTime() >= from && hour <= now)
}

/** From this distance on a shift of the inputs is told to somebody; below it stands on the screen alone. */
export const LARGE_SHIFT = 0.25

/**
 * Whether the values of a sketch lie elsewhere in the last week than in the baseline. An effect decides, not only a test,
 * so that many values of hardly any difference are no move: {@link MANY_LOOKS} says from where on it is one, and
 * {@link LARGE_SHIFT} from where on somebody is told. The week ends with the last whole hour, so that it is another one
 * 24 times a day at most: with p below 10⁻⁶ each, a field that never changes is told within a quarter with a chance below
 * 91·24·10⁻⁶ = .22 %, whatever the dependence between looks (Boole's inequality).
 */
export function judgeDistribution(
  name: string,
  baseline: Baseline,
  hours: readonly HealthHour[],
  now: Date,
  factor = 1,
): Judged & { readonly distance: Distance | null; readonly isSmall: boolean } {
  const was = baseline.statistics.tally.sketches[name] ?? {}
  const end = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS
  const recent = hours.filter(
    ({ hour }) => hour.getTime() >= end - DISTRIBUTION_DAYS * DAY_MS && hour.getTime() < end && hour >= baseline.to,
  )
  const is = mergeTallies(recent.map(({ tally }) => tally)).sketches[name] ?? {}
  const distance = name.startsWith('cat:') ? categoryDistance(was, is) : numberDistance(was, is)
  const n = { reference: sizeOf(was), current: sizeOf(is) }
  const window = `last ${counted(DISTRIBUTION_DAYS, 'day')}, n ${String(n.current)}`
  const away = (distance?.distance ?? 0).toFixed(2)
  const effect = MANY_LOOKS.effect * factor
  const large = Math.min(1, LARGE_SHIFT * factor)
  const isSmall = (distance?.distance ?? 0) < large
  const told = { distance, isSmall }
  const verdict = judgeDistance(distance, n, { ...MANY_LOOKS, effect })
  if (verdict === 'same') return { ...told, verdict, sentence: `Within ${away} of the baseline (${window}).` }
  if (verdict === 'moved') {
    const size = isSmall
      ? `a move from ${String(effect)} on, told from ${String(large)} on`
      : `${String(large)} or more is a large one`
    const sentence = `The values are ${away} away from the baseline; ${size} (${window}).`
    return { ...told, verdict, since: firstDayApart(name, was, recent) ?? now, sentence }
  }
  const least = Math.min(n.reference, n.current)
  const tooFew = least < MANY_LOOKS.leastValues
  return {
    ...told,
    verdict,
    sentence: tooFew
      ? `Not enough yet: ${String(least)} of ${String(MANY_LOOKS.leastValues)} values${n.reference < n.current ? ' in the baseline' : ''}.`
      : `${away} away from the baseline, which may be chance with so few values (${window}).`,
  }
}

/** The first day of the window whose values are as far away as would count: where it began, as far as a day can tell. */
function firstDayApart(name: string, was: Counted, hours: readonly HealthHour[]): Date | null {
  const days = new Map<string, HealthHour[]>()
  for (const hour of hours) {
    const day = days.get(dayOf(hour.hour)) ?? []
    day.push(hour)
    days.set(dayOf(hour.hour), day)
  }
  for (const [day, of] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const is = mergeTallies(of.map(({ tally }) => tally)).sketches[name] ?? {}
    const distance = name.startsWith('cat:') ? categoryDistance(was, is) : numberDistance(was, is)
    if (sizeOf(is) >= 10 && distance !== null && distance.distance >= MANY_LOOKS.effect && distance.pValue < 0.05) {
      return new Date(`${day}T00:00:00Z`)
    }
  }
  return hours[0]?.hour ?? null
}

/** Whole days that a baseline needs before a day's volume or spend can be called unusual. */
const LEAST_DAYS = 14
/** How many standard deviations of the baseline's own days are still normal. */
const NORMAL = 4

export interface NormalDay {
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** Runs that are normal on a day: those of the same weekday in the baseline, with the spread of its own days. */
export function normalVolume({ days }: Pick<WindowStatistics, 'days'>, day: string): NormalDay | null {
  if (days.length < LEAST_DAYS) return null
  const same = days.filter((each) => weekday(each.day) === weekday(day))
  if (same.length === 0) return null
  const expected = mean(same.map(({ runs }) => runs))
  // Dispersion of the days around the mean of their weekday: Σ (x − m)² / m over the degrees of freedom (Pearson).
  let [spread, freedom] = [0, -7]
  for (const { day: each, runs } of days) {
    const of = mean(days.filter((other) => weekday(other.day) === weekday(each)).map((other) => other.runs))
    if (of > 0) spread += (runs - of) ** 2 / of
    freedom += 1
  }
  const dispersion = Math.max(1, spread / Math.max(1, freedom))
  const half = NORMAL * Math.sqrt(dispersion * Math.max(1, expected))
  return { expected, low: Math.max(0, expected - half), high: expected + half }
}

/** Whether yesterday, the last whole day, had as many runs as such a weekday has. */
export function judgeVolume(baseline: Baseline, hours: readonly HealthHour[], now: Date, factor = 1): Judged {
  const day = dayOf(new Date(now.getTime() - DAY_MS))
  const normal = widerDay(normalVolume(baseline.statistics, day), factor)
  if (normal === null) {
    return {
      verdict: 'unknown',
      sentence: `Not enough yet: ${String(baseline.statistics.days.length)} of ${String(LEAST_DAYS)} whole days in the baseline.`,
    }
  }
  const byDay = new Map<string, number>()
  for (const { hour, tally } of hours) {
    byDay.set(dayOf(hour), (byDay.get(dayOf(hour)) ?? 0) + (tally.counts['runs'] ?? 0))
  }
  const runs = byDay.get(day) ?? 0
  const sentence = `${counted(runs, 'run')} on ${dateInWords(day)}; ${range(normal)} are normal on such a weekday.`
  if (runs >= normal.low && runs <= normal.high) return { verdict: 'same', sentence }
  const ratios = wholeDays(baseline.to, now).map((each) => ({
    day: each,
    ratio: (byDay.get(each) ?? 0) / Math.max(1, normalVolume(baseline.statistics, each)?.expected ?? 1),
  }))
  return { verdict: 'moved', sentence, ...(sinceDay(ratios) ?? { since: new Date(`${day}T00:00:00Z`) }) }
}

/** Days that are looked back over for the one on which it began. */
const MOST_DAYS_BACK = 90

/** The whole days from an instant on, up to yesterday. */
function wholeDays(from: Date, now: Date): readonly string[] {
  const first = Math.max(Math.ceil(from.getTime() / DAY_MS), Math.floor(now.getTime() / DAY_MS) - MOST_DAYS_BACK)
  const days: string[] = []
  for (let day = first; (day + 1) * DAY_MS <= now.getTime(); day += 1) days.push(dayOf(new Date(day * DAY_MS)))
  return days
}

/** A normal range `factor` times as wide to either side. */
function widerDay(normal: NormalDay | null, factor: number): NormalDay | null {
  if (normal === null || factor === 1) return normal
  const { expected, low, high } = normal
  return {
    expected,
    low: Math.max(0, expected - factor * (expected - low)),
    high: expected + factor * (high - expected),
  }
}

/** Runs that must have been missed before silence is called: by chance it would be once in 160,000 looks. */
const MISSED_RUNS = 12

/** Whether runs have stopped: as many would have come since the last one, by the same hours of the week, as never fail. */
export function judgeSilence(
  baseline: Baseline,
  lastRunAt: Date | null,
  now: Date,
  paused: boolean,
): Judged & { readonly missed: number } {
  if (paused) {
    return { verdict: 'unknown', sentence: 'It is paused: no AI call is expected.', missed: 0 }
  }
  const since = lastRunAt ?? baseline.to
  const missed = expectedBetween(baseline.statistics.week, since, now)
  const quiet = now.getTime() - since.getTime()
  const words = quiet < HOUR_MS ? 'less than an hour' : durationInWords(Math.floor(quiet / HOUR_MS) * HOUR_MS)
  if (missed < MISSED_RUNS || quiet < HOUR_MS) {
    return { verdict: 'same', sentence: `The last run came ${words} ago.`, missed }
  }
  return {
    verdict: 'moved',
    since,
    sentence: `No run for ${words}; about ${String(Math.round(missed))} come in these hours of the week.`,
    missed,
  }
}

/** Runs that come between two instants, by the hours of the week. */
export function expectedBetween(week: WindowStatistics['week'], from: Date, to: Date): number {
  let expected = 0
  let at = from.getTime()
  // Beyond two weeks every hour of the week has been seen twice: longer silence says no more.
  const end = Math.min(to.getTime(), at + 14 * DAY_MS)
  while (at < end) {
    const next = Math.min(end, Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS)
    const index = utcHourOfWeek(new Date(at))
    const seen = week.hours[index] ?? 0
    const share = (next - at) / HOUR_MS
    // An hour of the week that the baseline never saw is taken as the mean of those it saw.
    expected += share * (seen > 0 ? (week.runs[index] ?? 0) / seen : meanOfWeek(week))
    at = next
  }
  return expected
}

function meanOfWeek({ runs, hours }: WindowStatistics['week']): number {
  const seen = hours.reduce((sum, n) => sum + n, 0)
  return seen === 0 ? 0 : runs.reduce((sum, n) => sum + n, 0) / seen
}

/** Whether a model answers that did not answer before: within the last day, against the week before and the baseline. */
export function judgeModel(baseline: Baseline | null, hours: readonly HealthHour[], now: Date): Judged {
  const keysOf = (of: readonly HealthHour[]) => mergeTallies(of.map(({ tally }) => tally)).sketches['model'] ?? {}
  const day = keysOf(hoursWithin(hours, now, 1))
  const before = keysOf(hoursWithin(hours, now, 8).filter(({ hour }) => now.getTime() - hour.getTime() > DAY_MS))
  const known = new Set(
    [...Object.keys(before), ...Object.keys(baseline?.statistics.tally.sketches['model'] ?? {})].map(
      (key) => modelsOf(key).resolved,
    ),
  )
  const answering = Object.keys(day).map(modelsOf)
  if (answering.length === 0)
    return { verdict: 'unknown', sentence: 'No call of the last day told which model answered.' }
  if (known.size === 0) return { verdict: 'unknown', sentence: 'Nothing is known yet of the models before today.' }
  const moved = answering.filter(({ resolved }) => !known.has(resolved))
  const names = listInWords([...new Set(answering.map(({ resolved }) => `“${resolved}”`))])
  if (moved.length === 0) return { verdict: 'same', sentence: `${names} answered, as before.` }
  const first = hoursWithin(hours, now, 1).find(({ tally }) =>
    Object.keys(tally.sketches['model'] ?? {}).some((key) => !known.has(modelsOf(key).resolved)),
  )
  const others = listInWords([...known].slice(0, 3).map((name) => `“${name}”`))
  const asked = moved[0]?.requested ?? null
  return {
    verdict: 'moved',
    what: JSON.stringify(moved.map(({ resolved }) => resolved).toSorted()),
    since: first?.hour ?? now,
    sentence: `${listInWords(moved.map(({ resolved }) => `“${resolved}”`))} answers since the last day; before it was ${others}.${asked === null ? '' : ` “${asked}” is what was asked for.`}`,
  }
}

/** Whether the model that answers is the one that was asked for, over the last day; a dated version of it is. */
export function judgeAskedModel(hours: readonly HealthHour[], now: Date): Judged {
  const day = hoursWithin(hours, now, 1)
  const pairs = mergeTallies(day.map(({ tally }) => tally)).sketches['model'] ?? {}
  const told = Object.entries(pairs).flatMap(([key, n]) => {
    const { requested, resolved } = modelsOf(key)
    return requested === null ? [] : [{ key, requested, resolved, n }]
  })
  const calls = told.reduce((sum, { n }) => sum + n, 0)
  if (calls === 0) return { verdict: 'unknown', sentence: 'No call of the last day told both models.' }
  const others = told.filter(({ requested, resolved }) => !isAskedModel(requested, resolved))
  const n = others.reduce((sum, each) => sum + each.n, 0)
  if (n === 0)
    return {
      verdict: 'same',
      sentence: `${counted(calls, 'call')} of the last day: the model that was asked for answered.`,
    }
  const first = day.find(({ tally }) => others.some(({ key }) => (tally.sketches['model']?.[key] ?? 0) > 0))
  return {
    verdict: 'moved',
    what: JSON.stringify(others.map(({ key }) => key).toSorted()),
    since: first?.hour ?? now,
    sentence: `${listInWords(others.slice(0, 3).map(({ requested, resolved }) => `“${resolved}” answered where “${requested}” was asked for`))}: ${String(n)} of ${counted(calls, 'call')} of the last day.`,
  }
}

/** True for the same name, with or without its vendor, and for a dated or numbered version of it. */
export function isAskedModel(requested: string, resolved: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/^.*\//, '')
  const [asked, answered] = [plain(requested), plain(resolved)]
  const alias = asked.replace(/[-@:]latest$/, '')
  if (answered === asked || answered === alias) return true
  return answered.startsWith(alias) && /^[-@:](?:v?\d[\d.-]*|latest)$/.test(answered.slice(alias.length))
}

/** What was spent on the days of a baseline, with their names. */
function spentDays({ days, spend }: Pick<BaselineStatistics, 'days' | 'spend'>): readonly {
  readonly day: string
  readonly amount: number
}[] {
  return spend === null ? [] : days.flatMap(({ day }, i) => ({ day, amount: spend.days[i] ?? 0 }))
}

/**
 * What is normal to spend on such a weekday: the middle of the same weekday's days in the baseline ± 4 robust standard
 * deviations (1.4826·MAD) of all its days around the middle of their weekday.
 */
export function normalSpend(statistics: Pick<BaselineStatistics, 'days' | 'spend'>, day: string): NormalDay | null {
  const days = spentDays(statistics)
  if (days.length < LEAST_DAYS) return null
  const middle = (of: string) =>
    median(days.filter((each) => weekday(each.day) === weekday(of)).map(({ amount }) => amount))
  const expected = middle(day)
  const deviation = MAD_TO_DEVIATION * median(days.map((each) => Math.abs(each.amount - middle(each.day))))
  // Days that are all alike would make every cent a departure.
  const half = Math.max(NORMAL * deviation, 0.25 * expected)
  return { expected, low: Math.max(0, expected - half), high: expected + half }
}

/** Whether a day cost more than is normal (S323, S324): the last whole day, and today as soon as it is beyond. */
export function judgeSpend(
  baseline: Baseline,
  spent: readonly { readonly day: string; readonly amount: number; readonly currency: string }[],
  now: Date,
  factor = 1,
): Judged {
  const { spend } = baseline.statistics
  const normalOn = (day: string) => widerDay(normalSpend(baseline.statistics, day), factor)
  const [today, yesterday] = [dayOf(now), dayOf(new Date(now.getTime() - DAY_MS))]
  const normals = { today: normalOn(today), yesterday: normalOn(yesterday) }
  if (spend === null || normals.today === null || normals.yesterday === null) {
    const days = spend?.days.length ?? 0
    return {
      verdict: 'unknown',
      sentence: `Not enough yet: ${String(days)} of ${String(LEAST_DAYS)} whole days with a cost in one currency in the baseline.`,
    }
  }
  const on = (day: string) => spent.find((each) => each.day === day && each.currency === spend.currency)?.amount ?? 0
  const isToday = on(today) > normals.today.high
  const [day, normal] = isToday ? [today, normals.today] : [yesterday, normals.yesterday]
  const amount = on(day)
  const words = `${money(amount)} ${spend.currency} on ${dateInWords(day)}; up to ${money(normal.high)} ${spend.currency} is normal on such a weekday.`
  if (amount <= normal.high) return { verdict: 'same', sentence: words }
  const ratios = [...wholeDays(baseline.to, now), ...(isToday ? [today] : [])].map((each) => ({
    day: each,
    ratio: on(each) / Math.max(1e-12, normalOn(each)?.expected ?? 1),
  }))
  return { verdict: 'moved', sentence: words, ...(sinceDay(ratios) ?? { since: new Date(`${day}T00:00:00Z`) }) }
}

/** Seeded known-wrong outputs that somebody let through, in the last 30 days; a single one is worth telling. */
export function judgeSeeds(
  seeds: readonly { readonly decidedAt: Date; readonly passed: boolean }[],
  now: Date,
): Judged {
  const recent = seeds.filter(({ decidedAt }) => now.getTime() - decidedAt.getTime() < 30 * DAY_MS)
  if (recent.length === 0) {
    return { verdict: 'unknown', sentence: 'No known-wrong output was seeded in the last 30 days.' }
  }
  const passed = recent.filter((seed) => seed.passed)
  const [first] = passed.toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
  const sentence = `${String(passed.length)} of ${counted(recent.length, 'known-wrong output')} went through the check in the last 30 days.`
  if (first === undefined) return { verdict: 'same', sentence }
  return { verdict: 'moved', since: first.decidedAt, sentence, what: latest(passed.map((seed) => seed.decidedAt)) }
}

/** Reports that it is not as reliable as it used to be (S030), in the last 14 days; two people are enough. */
export function judgeReports(reports: readonly { readonly at: Date; readonly by: string }[], now: Date): Judged {
  const recent = reports
    .filter(({ at }) => at <= now && now.getTime() - at.getTime() < 14 * DAY_MS)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const people = new Set(recent.map(({ by }) => by)).size
  const [first] = recent
  if (first === undefined || people < 2) {
    return {
      verdict: 'same',
      sentence:
        first === undefined
          ? 'Nobody has said in the last 14 days that it is less reliable than it used to be.'
          : '1 person has said in the last 14 days that it is less reliable than it used to be; from 2 on it is told.',
    }
  }
  return {
    verdict: 'moved',
    since: first.at,
    what: latest(recent.map(({ at }) => at)),
    sentence: `${counted(people, 'person').replace('persons', 'people')} said in the last 14 days that it is less reliable than it used to be.`,
  }
}

function latest(instants: readonly Date[]): string {
  return new Date(Math.max(...instants.map((at) => at.getTime()))).toISOString()
}

function range({ low, high }: NormalDay): string {
  return `${String(Math.floor(low))} to ${String(Math.ceil(high))}`
}

function money(amount: number): string {
  return String(Number(amount.toPrecision(3)))
}

function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
