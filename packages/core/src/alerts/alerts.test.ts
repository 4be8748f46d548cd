import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DutiesFacts } from '../duties/assignment.ts'
import { zoneOffsetMs } from '../drills/calendar-day.ts'
import { onWatch } from '../duties/on-watch.ts'
import { shareOf } from '../runs/proportion.ts'
import { areIgnored, PRECISION_SAMPLE, widerThreshold } from './alert-precision.ts'
import { groupOf } from './group-by-cause.ts'
import { morningOf } from './morning.ts'
import { isQuiet, quietUntil } from './quiet-hours.ts'
import { alertPath, dutiesOfSignal, seamAlertPath } from './whom-to-tell.ts'

const START = Date.UTC(2026, 10, 20, 9)
const HOUR = 3_600_000
const PEOPLE = ['ada', 'bea', 'cy'] as const

/** A workflow whose daily care goes from hand to hand at these instants; nobody has it where the name is null. */
function factsOf(moves: readonly { readonly at: number; readonly person: string | null }[]): DutiesFacts {
  const sorted = moves.toSorted((a, b) => a.at - b.at)
  return {
    playbook: {
      playbook: 1,
      id: 'p',
      name: 'P',
      purpose: '',
      onePersonMayHoldBoth: true,
      transfer: { parallelDays: 0, settleDays: 0, supportDays: 0 },
      stages: [],
      documents: [],
      reviews: [],
      duties: [],
    },
    assignments: [
      { duty: 'change-owner', person: 'ada', from: new Date(START), to: null, ended: null },
      ...sorted.flatMap(({ at, person }, index) => {
        const next = sorted[index + 1]
        if (person === null || next?.at === at) return []
        const to = next === undefined ? null : new Date(next.at)
        return [
          { duty: 'daily-care', person, from: new Date(at), to, ended: to === null ? null : ('transfer' as const) },
        ]
      }),
    ],
    people: [
      ...PEOPLE.map((id) => ({
        id,
        name: id,
        vendor: false,
        role: 'member' as const,
        joinedAt: new Date(START),
        active: true,
      })),
      { id: 'lee', name: 'Lee', vendor: false, role: 'admin' as const, joinedAt: new Date(START), active: true },
    ],
  }
}

const ALERT = { signal: 'override-share', class: 'bad-output', causedBy: null, withBuilder: false } as const

describe('whom a break at a seam is for', () => {
  const { people } = factsOf([])
  const told = (path: ReturnType<typeof seamAlertPath>) => path.people.map(({ person }) => person)

  test('S222 its owner first, then who answers for its sides, then an admin; each once', () => {
    const path = seamAlertPath({ owner: 'ada', from: 'bea', to: 'bea' }, people, null)
    expect(path.owner).toEqual({ person: 'ada', duty: 'seam-owner', orphaned: false })
    expect([told(path), path.admin]).toEqual([['ada', 'bea', 'lee'], null])
  })

  test('S221 without an owner it belongs to neither side: somebody stands in, and an admin is told along', () => {
    const path = seamAlertPath({ owner: null, from: null, to: 'cy' }, people, null)
    expect(path.owner).toEqual({ person: 'cy', duty: 'seam-to', orphaned: true })
    expect([told(path), path.admin]).toEqual([['cy', 'lee'], 'lee'])
    const alone = seamAlertPath({ owner: 'gone', from: null, to: null }, people, null)
    expect(alone.owner).toEqual({ person: 'lee', duty: 'admin', orphaned: true })
    expect([told(alone), alone.admin]).toEqual([['lee'], null])
  })
})

describe('whom an alert is for', () => {
  test('S281 S309 exactly one person answers at any instant; a millisecond before a transfer the former, at it the next', () => {
    const move = fc.record({
      at: fc.integer({ min: 0, max: 50 }).map((n) => START + n * HOUR),
      person: fc.constantFrom(...PEOPLE, null),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 8 }), fc.integer({ min: -HOUR, max: 60 * HOUR }), (moves, offset) => {
        const facts = factsOf(moves)
        for (const instant of [START + offset, ...moves.flatMap(({ at }) => [at - 1, at, at + 1])]) {
          const at = new Date(instant)
          const { owner, people } = alertPath(facts, ALERT, at)
          expect(owner).not.toBeNull()
          expect(new Set(people.map(({ person }) => person)).size).toBe(people.length)
          expect(people[0]?.person).toBe(owner?.person)
          const watch = onWatch(facts.assignments, facts.people, at)
          const wasHeld = facts.assignments.some(({ duty, from }) => duty === 'daily-care' && from <= at)
          if (watch.rule === 'daily-care')
            expect(owner).toEqual({ person: watch.person, duty: 'daily-care', orphaned: false })
          else if (!wasHeld && at.getTime() >= START) expect(owner?.person).toBe('ada')
          else expect(owner?.orphaned).toBe(true)
        }
      }),
    )
  })

  test('S338 signals of costs, of odd output and of drift have duties of their own; the rest is the daily care’s', () => {
    expect(dutiesOfSignal('spend-day')).toEqual(['spend', 'watch-costs'])
    for (const signal of ['cost-per-run', 'input-tokens']) expect(dutiesOfSignal(signal)).toContain('watch-costs')
    for (const signal of ['override-share', 'flags-unread', 'sample-wrong-share', 'seeds-passed']) {
      expect(dutiesOfSignal(signal)).toEqual(['watch-output'])
    }
    for (const signal of ['input-fault-share', 'model-changed', 'volume', 'field-missing:/amount']) {
      expect(dutiesOfSignal(signal)).toEqual(['watch-drift'])
    }
    for (const signal of ['no-runs', 'failure-share', 'latency']) expect(dutiesOfSignal(signal)).toEqual([])
  })
})

describe('quiet hours', () => {
  const night = { zone: 'Europe/Berlin', from: '22:00', to: '07:00', days: [] }

  test('end at the same time on the clock, in the nights in which clocks change too', () => {
    const end = (iso: string) => quietUntil(night, new Date(iso))?.toISOString() ?? null
    expect(end('2026-11-20T23:00:00Z')).toBe('2026-11-21T06:00:00.000Z')
    expect(end('2026-07-20T23:00:00Z')).toBe('2026-07-21T05:00:00.000Z')
    expect(end('2027-03-27T22:30:00Z')).toBe('2027-03-28T05:00:00.000Z')
    expect(end('2026-10-24T22:30:00Z')).toBe('2026-10-25T06:00:00.000Z')
    expect(end('2026-11-20T12:00:00Z')).toBeNull()
    // 02:30 does not exist in that night: the first instant after the gap.
    expect(quietUntil({ ...night, to: '02:30' }, new Date('2027-03-28T00:00:00Z'))?.toISOString()).toBe(
      '2027-03-28T01:00:00.000Z',
    )
  })

  test('a quiet weekend lasts until Monday morning', () => {
    const hours = { ...night, days: [6, 7] }
    expect(quietUntil(hours, new Date('2026-11-20T22:00:00Z'))?.toISOString()).toBe('2026-11-23T06:00:00.000Z')
  })

  test('what is quiet stays so until the instant that is told, and not at it', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
    fc.assert(
      fc.property(
        fc.record({
          zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kolkata'),
          from: time,
          to: time,
          days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
        }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (hours, now, part) => {
          const until = quietUntil(hours, now)
          if (until === null) {
            expect(isQuiet(hours, now)).toBe(false)
            return
          }
          expect(isQuiet(hours, until)).toBe(false)
          // Where clocks change in between, an hour is shown twice or not at all.
          if (zoneOffsetMs(now.getTime(), hours.zone) !== zoneOffsetMs(until.getTime(), hours.zone)) return
          const between = new Date(now.getTime() + (until.getTime() - now.getTime()) * part)
          expect(isQuiet(hours, between)).toBe(true)
        },
      ),
    )
  })
})

test('S296 departures are of one group where they name the same candidate, or began within the hour', () => {
  const now = new Date(START)
  const release = { kind: 'release' as const, id: 'r', label: 'Release', at: now }
  const member = { group: 'g', state: 'open' as const, openedAt: now, since: now, candidates: [release] }
  const later = new Date(START + 30 * HOUR)
  expect(groupOf({ since: later, candidates: [{ ...release, label: 'the same' }] }, [member], later)).toBe('g')
  expect(groupOf({ since: later, candidates: [{ ...release, id: 'other' }] }, [member], later)).toBeNull()
  expect(groupOf({ since: new Date(START + HOUR), candidates: [] }, [member], later)).toBe('g')
  expect(groupOf({ since: new Date(START + HOUR + 1), candidates: [] }, [member], later)).toBeNull()
  expect(groupOf({ since: now, candidates: [] }, [{ ...member, state: 'resolved' }], now)).toBeNull()
})

test('S296 shares are told with n and interval, and not at all below the smallest sample', () => {
  expect(shareOf({ k: 2, n: 4 }, PRECISION_SAMPLE)).toEqual({ k: 2, n: 4, interval: null })
  // Wilson, as Newcombe (1998) has it for 15 of 148.
  const { interval } = shareOf({ k: 15, n: 148 }, PRECISION_SAMPLE)
  expect([interval?.low, interval?.high].map((figure) => figure?.toFixed(4))).toEqual(['0.0624', '0.1605'])
  expect(areIgnored(shareOf({ k: 3, n: 10 }))).toBe(true)
  expect(areIgnored(shareOf({ k: 2, n: 10 }))).toBe(false)
  expect(areIgnored(shareOf({ k: 4, n: 4 }, PRECISION_SAMPLE))).toBe(false)
  expect(widerThreshold({ judged: 4, noise: 4, limit: 0.5, present: 1 })).toBeNull()
  expect(widerThreshold({ judged: 10, noise: 5, limit: 0.5, present: 1 })).toBeNull()
  expect(widerThreshold({ judged: 10, noise: 6, limit: 0.5, present: 1.5 })).toBe(2.25)
  expect(widerThreshold({ judged: 10, noise: 10, limit: 0.5, present: 4 })).toBeNull()
})

test('a morning is well, needs attention, or is not known where there is nothing to compare with', () => {
  const facts = {
    name: 'Billing replies',
    paused: false,
    yesterday: 60,
    sameDays: [58, 61, 55],
    cases: { open: 3, overdue: 0 },
    alerts: { open: 0, urgent: 0, unanswered: 0 },
  }
  expect(morningOf(facts)).toMatchObject({
    verdict: 'well',
    sentence: 'It is well. 60 units ran yesterday; usual on this weekday are 55 to 61.',
  })
  expect(morningOf({ ...facts, yesterday: 20 })).toMatchObject({
    verdict: 'attention',
    sentence: expect.stringMatching(/^Far fewer units ran than usual\. 20 units/),
  })
  expect(morningOf({ ...facts, sameDays: [58] })).toMatchObject({
    verdict: 'unknown',
    sentence: '60 units ran yesterday; to say what is usual there are not enough weeks yet: 1 of 3.',
  })
  expect(morningOf({ ...facts, paused: true, alerts: { open: 2, urgent: 1, unanswered: 1 } }).sentence).toMatch(
    /^It is paused, nobody has answered 1 alert\./,
  )
})
