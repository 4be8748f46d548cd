import { incompleteBeta } from './incomplete-beta.ts'

/** Hours of a week, from Monday's first to Sunday's last. */
export const HOURS_OF_WEEK = 168

/** Weeks that are remembered of each hour; the oldest goes first. */
const WEEKS = 8
/** With fewer weeks nothing is expected of an hour. */
const LEAST_WEEKS = 3
/** Hours that are odder than the other 95 % (an outage, a campaign) don't say how much hours vary. */
const ORDINARY = 0.95
/** Hours of a week vary together to some degree, whatever little history has shown so far. */
const LEAST_DISPERSION = 0.05

/** How many runs there were in the same hour of past weeks, plain JSON. */
export interface Season {
  /** For each hour of the week the counts of past weeks, the oldest first. */
  readonly hours: readonly (readonly number[])[]
  /** What the expectation and "the same as last week" have been off by so far, in sums of runs. */
  readonly errors: { readonly n: number; readonly expected: number; readonly lastWeek: number }
}

/** A count of one hour; null where it could not be read. */
export interface HourVolume {
  /** 0..167, see `hourOfWeek`. */
  readonly hour: number
  readonly n: number | null
}

export interface ExpectedVolume {
  readonly mean: number
  /** 95 % of such hours lie from `low` to `high`. */
  readonly low: number
  readonly high: number
  readonly weeks: number
  /** The same hour last week: what persistence would have said. */
  readonly lastWeek: number
}

export interface VolumeRules {
  /** An hour counts as low or high only where chance would make it so no more often than this. */
  readonly pValue: number
  /** And where it is at least this share of the expectation away. */
  readonly effect: number
  /** And at least this many runs. */
  readonly runs: number
}

export const VOLUME_RULES: VolumeRules = { pValue: 0.001, effect: 0.3, runs: 5 }

export type VolumeVerdict =
  | {
      readonly verdict: 'usual' | 'low' | 'high'
      readonly n: number
      readonly expected: ExpectedVolume
      /** How often an hour is at most so low, and at least so high, by chance. */
      readonly chance: { readonly low: number; readonly high: number }
    }
  | { readonly verdict: 'unknown'; readonly reason: 'could not be read' | 'too few weeks' }

export interface SilenceRules {
  /** It is silence only where chance would leave so many hours empty no more often than this. */
  readonly pValue: number
  /** And where at least this many runs were due. */
  readonly runs: number
}

export const SILENCE_RULES: SilenceRules = { pValue: 0.0001, runs: 5 }

export interface Silence {
  /** `quiet`: nothing runs, as may be at this hour. `unknown` wherever that can't be told. */
  readonly verdict: 'running' | 'quiet' | 'silent' | 'unknown'
  /** Runs that were to be expected since the last one, in hours that could be read. */
  readonly expected: number
  /** How often there would be none of them by chance. */
  readonly pValue: number
  /** How many hours have been empty. */
  readonly hours: number
}

export interface VolumeAccuracy {
  /** Hours that both could have foretold. */
  readonly n: number
  /** Mean absolute error of the expectation, in runs. */
  readonly error: number
  /** That of "the same as last week". */
  readonly persistence: number
  /** 1 − error/persistence (Murphy, Monthly Weather Review 116, 1988): 0 is no better than last week, below 0 worse. */
  readonly skill: number | null
}

export function startSeason(): Season {
  return { hours: Array.from({ length: HOURS_OF_WEEK }, () => []), errors: { n: 0, expected: 0, lastWeek: 0 } }
}

/** Takes in an hour that is over. One that could not be read leaves the season as it was. */
export function observeVolume(season: Season, { hour, n }: HourVolume): Season {
  checkHour(hour, n)
  if (n === null) return season
  const past = season.hours[hour] ?? []
  const { errors } = season
  return {
    hours: season.hours.map((weeks, each) => (each === hour ? [...weeks, n].slice(-WEEKS) : weeks)),
    errors:
      past.length < LEAST_WEEKS
        ? errors
        : {
            n: errors.n + 1,
            expected: errors.expected + Math.abs(n - meanOfWeeks(past)),
            lastWeek: errors.lastWeek + Math.abs(n - (past.at(-1) ?? 0)),
          },
  }
}

/** What the hour would be like by past weeks; null with fewer than three. */
export function expectedVolume(season: Season, hour: number): ExpectedVolume | null {
  checkHour(hour, null)
  const weeks = season.hours[hour] ?? []
  if (weeks.length < LEAST_WEEKS) return null
  const prediction = predict(weeks, dispersionOf(season))
  return {
    mean: prediction.mean,
    low: quantile(prediction, 0.025),
    high: quantile(prediction, 0.975),
    weeks: weeks.length,
    lastWeek: weeks.at(-1) ?? 0,
  }
}

/**
 * Compares an hour's count with the same weekday and hour of the past eight weeks.
 *
 * A count is negative binomial with mean μ and variance (μ + φμ²)·(1 + 1/weeks): μ is the mean of the past weeks without
 * their greatest and least (from five weeks on), φ the overdispersion pooled over all hours, Σ(s² − m)/Σm², of the 95 %
 * least odd (moments: Anscombe, Biometrika 37, 1950), and 1/weeks is for μ itself being an estimate. Its tails come from
 * the incomplete beta function: P(X ≤ k) = I_p(r, k + 1), with r = μ²/(variance − μ), p = r/(r + μ) (Johnson, Kemp, Kotz,
 * "Univariate discrete distributions"): for r = 3 and p = ½, P(X ≤ 2) = ½, which the test checks.
 *
 * As a stream, `chance.low ≤ .05` is a hit of a rate that is known to be .05.
 */
export function compareVolume(
  season: Season,
  { hour, n }: HourVolume,
  rules: VolumeRules = VOLUME_RULES,
): VolumeVerdict {
  checkHour(hour, n)
  if (n === null) return { verdict: 'unknown', reason: 'could not be read' }
  const expected = expectedVolume(season, hour)
  if (expected === null) return { verdict: 'unknown', reason: 'too few weeks' }
  const chance = chanceOfVolume(season, { hour, n }) ?? { low: 1, high: 1 }
  const away = n - expected.mean
  const matters = Math.abs(away) >= Math.max(rules.runs, rules.effect * expected.mean)
  const isLow = matters && away < 0 && chance.low <= rules.pValue / 2
  const isHigh = matters && away > 0 && chance.high <= rules.pValue / 2
  return { verdict: isLow ? 'low' : isHigh ? 'high' : 'usual', n, expected, chance }
}

/**
 * How often such an hour is at most so low, and at least so high, by chance; null where nothing is expected of it. Who asks
 * for many hours gives the dispersion, which hardly moves from one to the next.
 */
export function chanceOfVolume(
  season: Season,
  { hour, n }: { readonly hour: number; readonly n: number },
  dispersion: number = dispersionOf(season),
): { readonly low: number; readonly high: number } | null {
  const weeks = season.hours[hour] ?? []
  if (weeks.length < LEAST_WEEKS) return null
  const prediction = predict(weeks, dispersion)
  return { low: atMost(prediction, n), high: n === 0 ? 1 : 1 - atMost(prediction, n - 1) }
}

/**
 * Whether nothing runs though it should. `recent` are the latest hours, the newest last; those that are empty or could not
 * be read, back to the last run, count.
 *
 * With Λ runs expected in the empty hours the chance of none is (1 + φΛ)^(−1/φ): all of these hours share one gamma
 * multiplier, as they would on a holiday, which is the most cautious of all negative binomial answers. With φ of at least
 * .05 it is 1.5^−20 for Λ = 10, which the test checks; Poisson's would be e^−10. An hour that could not be read says
 * nothing, so it can't make silence, and as long as there is one, what isn't silence is unknown.
 */
export function silence(season: Season, recent: readonly HourVolume[], rules: SilenceRules = SILENCE_RULES): Silence {
  const lastRun = recent.findLastIndex(({ n }) => n !== null && n > 0)
  const since = recent.slice(lastRun + 1)
  const empty = since.filter(({ n }) => n === 0)
  const dispersion = Math.max(LEAST_DISPERSION, dispersionOf(season))
  const means = empty.map(({ hour }) => expectedVolume(season, hour)?.mean ?? null)
  const expected = means.reduce<number>((sum, mean) => sum + (mean ?? 0), 0)
  const pValue = (1 + dispersion * expected) ** (-1 / dispersion)
  const told = { expected, pValue, hours: empty.length }
  if (expected >= rules.runs && pValue <= rules.pValue) return { ...told, verdict: 'silent' }
  const unread = since.length > empty.length || recent.length === 0
  if (unread || means.includes(null)) return { ...told, verdict: 'unknown' }
  return { ...told, verdict: since.length === 0 ? 'running' : 'quiet' }
}

/** How well the season foretells, always beside what "the same as last week" would have said; null before any hour. */
export function volumeAccuracy({ errors }: Season): VolumeAccuracy | null {
  if (errors.n === 0) return null
  const error = errors.expected / errors.n
  const persistence = errors.lastWeek / errors.n
  return { n: errors.n, error, persistence, skill: persistence === 0 ? null : 1 - error / persistence }
}

/** Which hour of the week it is, 0..167 from Monday's first, on the clocks of a zone of the IANA database. */
export function hourOfWeek(at: Date, zone: string): number {
  const parts = clockOf(zone).formatToParts(at)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  return WEEKDAYS.indexOf(part('weekday')) * 24 + Number(part('hour'))
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Making one takes longer than asking it a thousand times; there are a few hundred zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
  })
  clocks.set(zone, clock)
  return clock
}

interface Prediction {
  readonly mean: number
  /** Of the negative binomial distribution: the greater, the nearer to Poisson's. */
  readonly size: number
}

function predict(weeks: readonly number[], dispersion: number): Prediction {
  const mean = meanOfWeeks(weeks)
  const variance = (mean + dispersion * mean * mean) * (1 + 1 / weeks.length)
  return { mean, size: (mean * mean) / (variance - mean) }
}

function meanOfWeeks(weeks: readonly number[]): number {
  const ordered = weeks.toSorted((a, b) => a - b)
  const trimmed = ordered.length >= 5 ? ordered.slice(1, -1) : ordered
  // An hour in which nothing ever ran may have a run all the same.
  return Math.max(meanOf(trimmed), 0.5 / weeks.length)
}

/** How much more than chance alone the same hours of a week vary, pooled over all of them; 0 is chance alone. */
export function dispersionOf(season: Season): number {
  const hours = season.hours
    .filter((weeks) => weeks.length >= LEAST_WEEKS)
    .map((weeks) => {
      const mean = meanOf(weeks)
      const variance = weeks.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (weeks.length - 1)
      return { square: mean * mean, excess: variance - mean }
    })
    .filter(({ square }) => square > 0)
    .sort((a, b) => a.excess / a.square - b.excess / b.square)
  const ordinary = hours.slice(0, Math.ceil(hours.length * ORDINARY))
  const squares = ordinary.reduce((sum, { square }) => sum + square, 0)
  if (squares === 0) return 0
  return Math.max(0, ordinary.reduce((sum, { excess }) => sum + excess, 0) / squares)
}

function atMost({ mean, size }: Prediction, k: number): number {
  return incompleteBeta(size / (size + mean), size, Math.floor(k) + 1)
}

function quantile(prediction: Prediction, q: number): number {
  let [below, reached] = [-1, 1]
  while (atMost(prediction, reached) < q) [below, reached] = [reached, reached * 2]
  while (reached - below > 1) {
    const middle = Math.floor((below + reached) / 2)
    if (atMost(prediction, middle) < q) below = middle
    else reached = middle
  }
  return reached
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function checkHour(hour: number, n: number | null): void {
  if (!(Number.isInteger(hour) && hour >= 0 && hour < HOURS_OF_WEEK)) {
    throw new RangeError(`Cannot compare the hour ${hour}: the hours of a week are 0 to ${HOURS_OF_WEEK - 1}`)
  }
  if (n !== null && !(n >= 0 && Number.isFinite(n))) {
    throw new RangeError(`Cannot compare a volume of ${n} runs: it must be 0 or more, or null where it was not read`)
  }
}
