import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import {
  compareVolume,
  expectedVolume,
  type HourVolume,
  hourOfWeek,
  observeVolume,
  type Season,
  silence,
  startSeason,
  volumeAccuracy,
} from './seasonal.ts'

/** A working week: busy from 8 to 18, a little around it, nothing on Sundays. */
function usual(hour: number): number {
  const day = Math.floor(hour / 24)
  const clock = hour % 24
  if (day === 6) return 0
  return clock >= 8 && clock < 18 ? 60 : clock >= 6 && clock < 22 ? 10 : 0
}

const MONDAY_10 = 10
const SUNDAY_10 = 6 * 24 + 10

test('the tail of the negative binomial distribution has its known value', () => {
  expect(incompleteBeta(0.5, 3, 3)).toBeCloseTo(0.5, 12)
})

test('S253 a Sunday without runs is usual and a Monday without runs is not', () => {
  const season = weeks(8, seededRandom('season'))
  expect(compareVolume(season, { hour: SUNDAY_10, n: 0 })).toMatchObject({ verdict: 'usual' })
  expect(compareVolume(season, { hour: MONDAY_10, n: 0 })).toMatchObject({ verdict: 'low' })
  expect(compareVolume(season, { hour: MONDAY_10, n: 55 })).toMatchObject({ verdict: 'usual' })
  expect(compareVolume(season, { hour: MONDAY_10, n: 600 })).toMatchObject({ verdict: 'high' })
  expect(compareVolume(season, { hour: SUNDAY_10, n: 200 })).toMatchObject({ verdict: 'high' })
  // So few runs don't matter, however improbable.
  expect(compareVolume(season, { hour: SUNDAY_10, n: 4 })).toMatchObject({ verdict: 'usual' })
})

test('S253 what could not be read, and an hour that is hardly known, are unknown', () => {
  const season = weeks(2, seededRandom('season short'))
  expect(compareVolume(season, { hour: MONDAY_10, n: 60 })).toEqual({ verdict: 'unknown', reason: 'too few weeks' })
  const known = weeks(4, seededRandom('season known'))
  expect(compareVolume(known, { hour: MONDAY_10, n: null })).toEqual({
    verdict: 'unknown',
    reason: 'could not be read',
  })
  expect(observeVolume(known, { hour: MONDAY_10, n: null })).toBe(known)
})

test('S253 hours that only vary as they always do are called low or high hardly ever, also where days vary together', () => {
  const random = seededRandom('season null')
  let season = weeks(8, random)
  let [odd, low, hours] = [0, 0, 0]
  for (let week = 0; week < 12; week++) {
    for (const volume of oneWeek(random)) {
      const verdict = compareVolume(season, volume)
      if (verdict.verdict === 'unknown') throw new Error('each hour is known')
      hours++
      if (verdict.verdict !== 'usual') odd++
      if (usual(volume.hour) > 0 && verdict.chance.low <= 0.05) low++
      season = observeVolume(season, volume)
    }
  }
  expect(odd / hours).toBeLessThan(0.003)
  expect(low / hours).toBeLessThan(0.05)
})

test('S253 one outage among the past weeks neither hides the next nor makes everything usual', () => {
  const random = seededRandom('season outage')
  let season = weeks(6, random)
  for (const volume of oneWeek(random)) {
    season = observeVolume(season, { hour: volume.hour, n: Math.floor(volume.hour / 24) === 0 ? 0 : volume.n })
  }
  season = weeks(1, random, season)
  const expected = expectedVolume(season, MONDAY_10)
  expect(expected?.mean).toBeGreaterThan(45)
  expect(compareVolume(season, { hour: MONDAY_10, n: 3 })).toMatchObject({ verdict: 'low' })
})

test('S253 silence is told where runs were due, not at night, and never from hours that could not be read', () => {
  const season = weeks(8, seededRandom('silence'))
  const hours = (from: number, to: number, n: (hour: number) => number | null): HourVolume[] =>
    Array.from({ length: to - from }, (_, i) => ({ hour: from + i, n: n(from + i) }))

  const monday = silence(
    season,
    hours(6, 14, (hour) => (hour < 10 ? 50 : 0)),
  )
  expect(monday).toMatchObject({ verdict: 'silent', hours: 4 })
  expect(monday.expected).toBeGreaterThan(180)
  expect(
    silence(
      season,
      hours(6, 14, () => 40),
    ).verdict,
  ).toBe('running')
  expect(
    silence(
      season,
      hours(18, 30, (hour) => (hour < 22 ? 9 : 0)),
    ),
  ).toMatchObject({ verdict: 'quiet', hours: 8 })
  expect(
    silence(
      season,
      hours(6, 14, (hour) => (hour < 10 ? 50 : null)),
    ).verdict,
  ).toBe('unknown')
  expect(silence(season, []).verdict).toBe('unknown')
  expect(
    silence(
      startSeason(),
      hours(6, 14, () => 0),
    ).verdict,
  ).toBe('unknown')
  // Hours that were read may be silent, whatever the others would have said.
  expect(
    silence(
      season,
      hours(6, 14, (hour) => (hour === 9 ? null : 0)),
    ).verdict,
  ).toBe('silent')
})

test('the chance of silence is the one of the negative binomial and, without variation of the days, nearly Poisson’s', () => {
  // Always ten in this hour: no overdispersion is seen, and .05 is taken in all the same.
  let season = startSeason()
  for (let week = 0; week < 5; week++) season = observeVolume(season, { hour: 3, n: 10 })
  const told = silence(season, [{ hour: 3, n: 0 }])
  expect(told).toMatchObject({ expected: 10, hours: 1 })
  expect(told.pValue).toBeCloseTo(1.5 ** -20, 12)
})

test('how well the season foretells stands beside what last week would have said', () => {
  expect(volumeAccuracy(startSeason())).toBeNull()
  const accuracy = volumeAccuracy(weeks(20, seededRandom('accuracy')))
  expect(accuracy?.n).toBe(17 * 168)
  expect(accuracy?.error).toBeLessThan(accuracy?.persistence ?? 0)
  expect(accuracy?.skill).toBeGreaterThan(0.1)

  // A volume that has doubled for good: last week knows it, eight weeks' mean does not yet.
  let season = startSeason()
  for (const n of [10, 10, 10, 10, 10, 10, 10, 20, 20, 20]) season = observeVolume(season, { hour: 0, n })
  expect(volumeAccuracy(season)?.skill).toBeLessThan(0)
})

test('the expectation is one of 95 % of hours, and the state survives a round trip through JSON', () => {
  const season = weeks(8, seededRandom('round trip'))
  const stored = JSON.parse(JSON.stringify(season)) as Season
  expect(stored).toEqual(season)
  const expected = expectedVolume(stored, MONDAY_10)
  expect(expected).toEqual(expectedVolume(season, MONDAY_10))
  expect(expected).toMatchObject({ weeks: 8, lastWeek: season.hours[MONDAY_10]?.at(-1) })
  expect(expected?.low).toBeLessThan(expected?.mean ?? 0)
  expect(expected?.high).toBeGreaterThan(expected?.mean ?? 0)
})

test('the hour of the week is the one that the clocks of the zone show', () => {
  // 20 Nov 2026 is a Friday.
  expect(hourOfWeek(new Date('2026-11-20T23:30:00Z'), 'UTC')).toBe(4 * 24 + 23)
  expect(hourOfWeek(new Date('2026-11-20T23:30:00Z'), 'Europe/Berlin')).toBe(5 * 24)
  expect(hourOfWeek(new Date('2026-07-05T22:30:00Z'), 'Europe/Berlin')).toBe(0)
})

test('an hour that the week does not have and a volume below 0 are refused', () => {
  expect(() => observeVolume(startSeason(), { hour: 168, n: 1 })).toThrow('the hours of a week are 0 to 167')
  expect(() => compareVolume(startSeason(), { hour: 0, n: -1 })).toThrow('a volume of -1 runs')
})

function weeks(count: number, random: () => number, from: Season = startSeason()): Season {
  let season = from
  for (let week = 0; week < count; week++) for (const each of oneWeek(random)) season = observeVolume(season, each)
  return season
}

/** Each day has its own mood, which all its hours share. */
function oneWeek(random: () => number): HourVolume[] {
  const moods = Array.from({ length: 7 }, () => Math.exp(0.2 * normal(random)))
  return Array.from({ length: 168 }, (_, hour) => ({
    hour,
    n: poisson((moods[Math.floor(hour / 24)] ?? 1) * usual(hour), random),
  }))
}

function poisson(mean: number, random: () => number): number {
  let [n, product] = [0, random()]
  for (; product > Math.exp(-mean); n++) product *= random()
  return n
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
