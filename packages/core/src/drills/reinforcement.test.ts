import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../time.ts'
import { reinforcementOf, type Session } from './reinforcement.ts'

const BEGIN = Date.UTC(2026, 8, 1, 9)
const on = (day: number, verdict: Session['verdict'] = 'passed'): Session => ({
  at: new Date(BEGIN + day * DAY_MS),
  verdict,
})
const dueDay = (sessions: readonly Session[]) => {
  const { passes, dueAt } = reinforcementOf(sessions)
  return [passes, dueAt === null ? null : (dueAt.getTime() - BEGIN) / DAY_MS]
}

test('S042 what is passed is asked again after 7, 14, 30, 60 and 90 days; what is not passed begins anew', () => {
  expect(dueDay([])).toEqual([0, null])
  expect(dueDay([on(0)])).toEqual([1, 7])
  expect(dueDay([on(0), on(7)])).toEqual([2, 21])
  expect(dueDay([on(0), on(7), on(21)])).toEqual([3, 51])
  expect(dueDay([on(0), on(7), on(21), on(51), on(111), on(201), on(291)])).toEqual([7, 381])
  expect(dueDay([on(0), on(7), on(21, 'messy')])).toEqual([0, 28])
  expect(dueDay([on(0), on(7), on(21, 'messy'), on(28)])).toEqual([1, 35])
  expect(dueDay([on(0), on(9, 'inconclusive')])).toEqual([1, 7])
})

test('S042 many times on one day count once', () => {
  expect(dueDay([on(0), on(0.01), on(0.02), on(3)])).toEqual([1, 7])
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 5.9, noNaN: true })), (days) => {
      expect(reinforcementOf([on(0), ...days.map((day) => on(day))]).passes).toBe(1)
    }),
  )
})

test('the order in which sessions are told plays no part', () => {
  const sessions = [on(21), on(0), on(7)]
  expect(reinforcementOf(sessions)).toEqual(reinforcementOf(sessions.toReversed()))
})
