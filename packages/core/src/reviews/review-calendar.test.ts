import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zoneOffsetMs } from '../drills/calendar-day.ts'
import type { PlaybookReview } from '../handover/playbook.ts'
import { DAY_MS } from '../time.ts'
import { cadenceSign } from './cadence.ts'
import {
  addDays,
  addMonths,
  dayIn,
  nextOfEachKind,
  type Occurrence,
  occurrencesBetween,
  reviewState,
  type ReviewStart,
} from './review-calendar.ts'

const review = (overrides: Partial<PlaybookReview>): PlaybookReview => ({
  id: 'weekly',
  name: 'Weekly review',
  question: 'How is it?',
  onDays: [],
  every: null,
  heldWithinDays: 3,
  attendedBy: ['business-owner'],
  looksAt: [],
  asks: [],
  countsAs: null,
  ...overrides,
})
const every = (id: string, period: Partial<NonNullable<PlaybookReview['every']>>): PlaybookReview =>
  review({ id, every: { weeks: 0, months: 0, first: 1, times: null, ...period } })
const WEEKLY = every('weekly', { weeks: 1, times: 6 })
const DAYS = review({ id: 'first-90-days', onDays: [30, 60, 90] })
const MONTHLY = every('monthly', { months: 1 })
const ALL = [
  WEEKLY,
  DAYS,
  MONTHLY,
  every('retraining', { months: 3 }),
  every('governance', { months: 6 }),
  every('scope', { months: 12 }),
]

const startOn = (day: string, overrides: Partial<ReviewStart> = {}): ReviewStart => ({
  day,
  time: '09:00',
  zone: 'Europe/Berlin',
  setAt: new Date(Date.parse(`${day}T00:00:00.000Z`) - DAY_MS),
  ...overrides,
})
const LONG_AGO = new Date('2000-01-01T00:00:00.000Z')
const daysOf = (found: readonly Occurrence[], kind: string) =>
  found.filter((each) => each.kind === kind).map(({ day }) => day)

/** What the zone's clocks show: `2026-03-29 09:00`. */
function shown(at: Date, zone: string): string {
  return new Date(at.getTime() + zoneOffsetMs(at.getTime(), zone)).toISOString().slice(0, 16).replace('T', ' ')
}

describe('the calendar of reviews', () => {
  test('S147 S193 S154 S155 S156 S157 one date gives six weekly reviews, 30, 60 and 90 days, and all that come again', () => {
    const found = occurrencesBetween([startOn('2026-01-12')], ALL, LONG_AGO, new Date('2027-02-01T00:00:00.000Z'))
    expect(daysOf(found, 'weekly')).toEqual([
      '2026-01-19',
      '2026-01-26',
      '2026-02-02',
      '2026-02-09',
      '2026-02-16',
      '2026-02-23',
    ])
    expect(daysOf(found, 'first-90-days')).toEqual(['2026-02-11', '2026-03-13', '2026-04-12'])
    expect(daysOf(found, 'monthly')).toHaveLength(12)
    expect(daysOf(found, 'retraining')).toEqual(['2026-04-12', '2026-07-12', '2026-10-12', '2027-01-12'])
    expect(daysOf(found, 'governance')).toEqual(['2026-07-12', '2027-01-12'])
    expect(daysOf(found, 'scope')).toEqual(['2027-01-12'])
  })

  test('a month end is counted from the date, so that a short February shortens no later month', () => {
    const found = occurrencesBetween([startOn('2027-10-31')], [MONTHLY], LONG_AGO, new Date('2028-06-01T00:00:00.000Z'))
    expect(daysOf(found, 'monthly')).toEqual([
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
    ])
    const leap = occurrencesBetween(
      [startOn('2028-02-29')],
      [ALL[5] ?? MONTHLY],
      LONG_AGO,
      new Date('2033-01-01T00:00:00.000Z'),
    )
    expect(daysOf(leap, 'scope')).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
  })

  test('a review keeps its local time over a change of clocks; a time that is skipped is the first after the gap', () => {
    const found = occurrencesBetween(
      [startOn('2026-03-20', { time: '02:30' })],
      [every('weekly', { weeks: 1, times: 3 }), review({ id: 'gap', onDays: [9] })],
      LONG_AGO,
      new Date('2026-06-01T00:00:00.000Z'),
    )
    expect(found.map(({ kind, at }) => `${kind} ${at.toISOString()}`)).toEqual([
      'weekly 2026-03-27T01:30:00.000Z',
      'gap 2026-03-29T01:00:00.000Z',
      'weekly 2026-04-03T00:30:00.000Z',
      'weekly 2026-04-10T00:30:00.000Z',
    ])
  })

  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Pacific/Chatham',
    'America/Sao_Paulo',
  )
  const aDay = fc
    .integer({ min: Date.UTC(2015, 0, 1) / DAY_MS, max: Date.UTC(2032, 11, 31) / DAY_MS })
    .map((days) => new Date(days * DAY_MS).toISOString().slice(0, 10))
  const aTime = fc.constantFrom('00:00', '02:30', '09:00', '12:15', '23:30')

  test('each comes once, in order, at the same local time, on its own day, whatever zone, day and clock', () => {
    fc.assert(
      fc.property(zones, aDay, aTime, (zone, day, time) => {
        const start = startOn(day, { zone, time })
        const end = new Date(Date.parse(`${addMonths(day, 30)}T00:00:00.000Z`))
        const found = occurrencesBetween([start], ALL, LONG_AGO, end)
        const keys = found.map(({ kind, number }) => `${kind} ${number}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const kind of new Set(found.map((each) => each.kind))) {
          const ofKind = found.filter((each) => each.kind === kind)
          expect(ofKind.map(({ number }) => number)).toEqual(ofKind.map((_, index) => index + 1))
          for (const [index, one] of ofKind.entries()) {
            if (index > 0) expect(one.at.getTime()).toBeGreaterThan(ofKind[index - 1]?.at.getTime() ?? 0)
            expect(one.holdBy.getTime()).toBeGreaterThan(one.at.getTime())
            expect(one.missedAt.getTime()).toBeGreaterThan(one.holdBy.getTime())
            // Nothing stays open beyond the next of its kind.
            const next = ofKind[index + 1]
            if (next !== undefined) expect(one.missedAt).toEqual(next.at)
          }
        }
        for (const { at, day: on } of found) {
          const clock = shown(at, zone)
          // A local time that clocks skip is the first after the gap, at most a day later (Apia skipped one whole).
          if (clock !== `${on} ${time}`) {
            const before = shown(new Date(at.getTime() - 60_000), zone)
            expect(before < `${on} ${time}` && clock > `${on} ${time}`).toBe(true)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('cut anywhere, the pieces of the calendar are the whole: none twice, none lost', () => {
    fc.assert(
      fc.property(zones, aDay, fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }), (zone, day, cuts) => {
        const start = startOn(day, { zone })
        const from = start.setAt
        const end = new Date(from.getTime() + 900 * DAY_MS)
        const edges = [
          from,
          ...cuts.toSorted((a, b) => a - b).map((days) => new Date(from.getTime() + days * DAY_MS)),
          end,
        ]
        const pieces = edges.slice(1).flatMap((to, index) => occurrencesBetween([start], ALL, edges[index] ?? from, to))
        expect(pieces).toEqual(occurrencesBetween([start], ALL, from, end))
      }),
      { numRuns: 60 },
    )
  })

  test('S147 another date moves only what was not due yet: what was due keeps its day', () => {
    const first = startOn('2026-01-12')
    const moved = startOn('2026-02-02', { setAt: new Date('2026-01-28T10:00:00.000Z') })
    const until = new Date('2026-04-01T00:00:00.000Z')
    const before = occurrencesBetween([first], [WEEKLY], LONG_AGO, moved.setAt)
    const found = occurrencesBetween([first, moved], [WEEKLY], LONG_AGO, until)
    expect(found.slice(0, before.length)).toEqual(before)
    expect(found.map(({ day, number }) => `${number} ${day}`)).toEqual([
      '1 2026-01-19',
      '2 2026-01-26',
      '1 2026-02-09',
      '2 2026-02-16',
      '3 2026-02-23',
      '4 2026-03-02',
      '5 2026-03-09',
      '6 2026-03-16',
    ])
  })

  test('a date in the past plans nothing for the time before it was told', () => {
    const told = startOn('2026-01-12', { setAt: new Date('2026-02-20T00:00:00.000Z') })
    const found = occurrencesBetween([told], [WEEKLY], LONG_AGO, new Date('2026-12-01T00:00:00.000Z'))
    expect(found.map(({ day, number }) => `${number} ${day}`)).toEqual(['6 2026-02-23'])
  })

  test('the next of each kind comes first, and a series that has ended has none', () => {
    const next = nextOfEachKind([startOn('2026-01-12')], ALL, new Date('2026-03-01T00:00:00.000Z'))
    expect(next.map(({ kind, day }) => `${kind} ${day}`)).toEqual([
      'monthly 2026-03-12',
      'first-90-days 2026-03-13',
      'retraining 2026-04-12',
      'governance 2026-07-12',
      'scope 2027-01-12',
    ])
  })

  test('one that was not held is overdue, then missed, and never due again', () => {
    const [one] = occurrencesBetween([startOn('2026-01-12')], [WEEKLY], LONG_AGO, new Date('2026-02-01T00:00:00.000Z'))
    if (one === undefined) throw new Error('no review')
    const state = (day: number, heldAt: Date | null = null) =>
      reviewState(one, heldAt, new Date(one.at.getTime() + day * DAY_MS))
    expect([0, 2.9, 3, 6.9, 7, 400].map((day) => state(day))).toEqual([
      'due',
      'due',
      'overdue',
      'overdue',
      'missed',
      'missed',
    ])
    expect(state(400, one.at)).toBe('held')
  })

  test('days and months over year ends', () => {
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01')
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29')
    expect(dayIn('Pacific/Kiritimati', new Date('2026-12-31T11:00:00.000Z'))).toBe('2027-01-01')
  })
})

describe('S158 the window in which workflows are abandoned', () => {
  const now = new Date('2026-11-28T09:00:00.000Z')
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)

  test('S158 without a review for a month and a half it is flagged, between six and eighteen months', () => {
    expect(cadenceSign({ deployedAt: ago(200), heldAt: [] }, now)).toBe(
      'It has been deployed for 200 days, and no review was ever held: between six and eighteen months is when workflows are abandoned.',
    )
    expect(cadenceSign({ deployedAt: ago(300), heldAt: [ago(120), ago(46)] }, now)).toContain(
      'the last review was held 46 days ago, on 13 Oct 2026',
    )
  })

  test('S158 a live cadence, an earlier and a later time are not flagged', () => {
    expect(cadenceSign({ deployedAt: ago(300), heldAt: [ago(45)] }, now)).toBeNull()
    expect(cadenceSign({ deployedAt: ago(182), heldAt: [] }, now)).toBeNull()
    expect(cadenceSign({ deployedAt: ago(549), heldAt: [] }, now)).toBeNull()
    expect(cadenceSign({ deployedAt: null, heldAt: [] }, now)).toBeNull()
  })
})
