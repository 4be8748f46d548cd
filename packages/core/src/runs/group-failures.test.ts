import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FailedRun, groupFailures } from './group-failures.ts'

function failed(failureMessage: string, retries = 0, startedAt = 0): FailedRun {
  return { failureClass: 'error', failureMessage, retries, startedAt }
}

test('S247 the same small error repeated all day is one group with its count and its rework', () => {
  const groups = groupFailures([
    failed('Field "iban" was skipped for ticket 4711', 2, 10),
    failed('Connection refused', 1, 20),
    failed('Field "vat" was skipped for ticket 4712', 1, 30),
    failed('Field "iban" was skipped for ticket 0195a-77', 0, 5),
  ])
  expect(groups).toEqual([
    {
      failureClass: 'error',
      message: 'Field "…" was skipped for ticket …',
      example: 'Field "vat" was skipped for ticket 4712',
      n: 3,
      retries: 3,
      firstAt: 5,
      lastAt: 30,
    },
    {
      failureClass: 'error',
      message: 'Connection refused',
      example: 'Connection refused',
      n: 1,
      retries: 1,
      firstAt: 20,
      lastAt: 20,
    },
  ])
})

test('S247 errors of different classes are never one group, and a missing message is one of its own', () => {
  const groups = groupFailures([
    { failureClass: 'timeout', failureMessage: null, retries: 0, startedAt: 1 },
    { failureClass: 'error', failureMessage: null, retries: 0, startedAt: 2 },
  ])
  expect(groups.map((group) => group.failureClass)).toEqual(['error', 'timeout'])
})

test('S247 no failed run and no retry is lost or counted twice in the groups', () => {
  const run = fc.record({
    failureClass: fc.constantFrom('timeout', 'error', null),
    failureMessage: fc.option(fc.string(), { nil: null }),
    retries: fc.nat(5),
    startedAt: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(run), (runs) => {
      const groups = groupFailures(runs)
      expect(groups.reduce((n, group) => n + group.n, 0)).toBe(runs.length)
      const retries = runs.reduce((n, { retries: more }) => n + more, 0)
      expect(groups.reduce((n, group) => n + group.retries, 0)).toBe(retries)
    }),
  )
})
