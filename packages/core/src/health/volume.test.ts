import { expect, test } from 'vitest'
import { type HourRuns, ODD_HOUR, volumeFrom, volumeSeries } from './volume.ts'
import { seededRandom } from '../drills/seeded-random.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday, some weeks after the clocks of Berlin went back. */
const NOW = new Date('2026-11-23T00:00:00Z')

/** Runs of every hour of the last weeks that has any. */
function hours(weeks: number, runs: (local: Date) => number): readonly HourRuns[] {
  return Array.from({ length: weeks * 168 }, (_, i) => new Date(NOW.getTime() - (weeks * 168 - i) * HOUR)).flatMap(
    (hour) => {
      // Berlin: two hours ahead until 25 Oct 2026, 1 h, and one hour since.
      const ahead = hour.getTime() < Date.parse('2026-10-25T01:00:00Z') ? 2 : 1
      const n = runs(new Date(hour.getTime() + ahead * HOUR))
      return n === 0 ? [] : [{ hour, runs: n }]
    },
  )
}

const office = (local: Date) =>
  local.getUTCDay() === 0 || local.getUTCDay() === 6 || local.getUTCHours() < 8 || local.getUTCHours() >= 18 ? 0 : 20

const oddities = (points: readonly { readonly hits: number }[]) => points.filter(({ hits }) => hits > 0).length

test('S253 hours are compared on the clocks of the zone: nothing is odd after they go back', () => {
  const local = volumeSeries(hours(10, office), 'Europe/Berlin', NOW)
  expect(local.low.length).toBe(2 * 168)
  expect([oddities(local.low), oddities(local.high)]).toEqual([0, 0])
})

test('S253 S296 of hours that only vary by chance no more are odd than chance makes so', () => {
  const random = seededRandom('volume')
  // Binomial of 40 with 1 of 2 is 20 on average, and varies a little less than Poisson's.
  const drawn = () => Array.from({ length: 40 }, random).filter((x) => x < 0.5).length
  const { low, high } = volumeSeries(hours(10, drawn), 'UTC', NOW)
  expect(oddities(low)).toBeLessThanOrEqual(ODD_HOUR * low.length * 1.5)
  expect(oddities(high)).toBeLessThanOrEqual(ODD_HOUR * high.length * 1.5)
})

test('S253 a day of half the runs is odd in its hours; the quiet nights around it are not', () => {
  const day = new Date(NOW.getTime() - 3 * DAY)
  const halved = hours(10, (local) =>
    local.toISOString().slice(0, 10) === day.toISOString().slice(0, 10) ? office(local) * 0.4 : office(local),
  )
  const { low, high } = volumeSeries(halved, 'Europe/Berlin', NOW)
  const odd = low.filter(({ hits }) => hits > 0)
  expect(odd.length).toBe(10)
  expect(new Set(odd.map(({ at }) => at.toISOString().slice(0, 10)))).toEqual(new Set([day.toISOString().slice(0, 10)]))
  expect(oddities(high)).toBe(0)
})

test('nothing is said of hours of which fewer than three weeks are known, and what is wanted reaches eight weeks back', () => {
  const { low, latest } = volumeSeries(hours(2, office), 'UTC', NOW)
  expect([low, latest]).toEqual([[], { verdict: 'unknown', reason: 'too few weeks' }])
  expect(volumeSeries([], 'UTC', NOW)).toMatchObject({ low: [], high: [], latest: null, since: [] })
  expect(NOW.getTime() - volumeFrom(NOW).getTime()).toBeGreaterThanOrEqual(10 * 7 * DAY)
})
