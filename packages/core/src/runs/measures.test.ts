import { expect, test } from 'vitest'
import { daysWithin, judgeTarget, measure, type RunDay, type Target } from './measures.ts'
import { latencyBucket } from './log-buckets.ts'

function day(overrides: Partial<RunDay> = {}): RunDay {
  return {
    day: '2026-11-20',
    n: 100,
    automatic: 60,
    review: 20,
    human: 15,
    existingProcess: 5,
    faultyInputs: 4,
    called: 80,
    failed: 8,
    retries: 2,
    priced: 72,
    cost: { amount: '0.72', currency: 'USD' },
    latency: [{ bucket: latencyBucket(800), n: 80 }],
    accepted: 12,
    edited: 6,
    overridden: 2,
    ignored: 0,
    escalated: 1,
    flags: 3,
    ...overrides,
  }
}

const target = (overrides: Partial<Target>): Target => ({
  measure: 'failure-share',
  bound: 'at-most',
  value: 20,
  setBy: 'ada',
  setAt: new Date('2026-11-01T00:00:00Z'),
  ...overrides,
})

test('a share says its n and interval, in percent', () => {
  expect(measure([day()], 'failure-share')).toEqual({
    kind: 'figure',
    value: 10,
    interval: { low: expect.closeTo(5.155, 2), high: expect.closeTo(18.509, 2) },
    n: 80,
  })
})

test('below the minimum sample there is no number, only how many of how many', () => {
  expect(measure([day()], 'override-share')).toEqual({ kind: 'insufficient', n: 20, needed: 30 })
  expect(measure([], 'automatic-share', 0)).toEqual({ kind: 'insufficient', n: 0, needed: 1 })
})

test('days add up; latencies by their buckets, costs without rounding and of one currency alone', () => {
  const two = [day(), day({ day: '2026-11-21', cost: { amount: '7.2', currency: 'USD' } })]
  expect(measure(two, 'override-share')).toMatchObject({ value: 10, n: 40 })
  expect(measure(two, 'latency-p95')).toMatchObject({ n: 160, value: expect.closeTo(800, -1.3) })
  expect(measure(two, 'cost-per-run')).toEqual({ kind: 'figure', value: 7.92 / 144, interval: null, n: 144 })
  expect(measure([day(), day({ cost: { amount: '1', currency: 'EUR' } })], 'cost-per-run').kind).toBe('insufficient')
  expect(measure([day({ cost: null })], 'cost-per-run').kind).toBe('insufficient')
})

test('a target is met or missed only where the whole interval says so', () => {
  const ten = measure([day()], 'failure-share')
  expect(judgeTarget(target({ value: 20 }), ten)).toBe('met')
  expect(judgeTarget(target({ value: 12 }), ten)).toBe('unknown')
  expect(judgeTarget(target({ value: 3 }), ten)).toBe('unmet')
  expect(judgeTarget(target({ bound: 'at-least', value: 3 }), ten)).toBe('met')
  expect(judgeTarget(target({}), measure([], 'failure-share'))).toBe('unknown')
})

test('a window counts whole days, today included', () => {
  const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'].map((each) => day({ day: each }))
  expect(daysWithin(days, 2, new Date('2026-11-20T00:30:00Z')).map((each) => each.day)).toEqual([
    '2026-11-19',
    '2026-11-20',
  ])
})

test('S347 the first numbers can be measured: cost per task, output quality, uptime, turnaround time', () => {
  const figures = (['cost-per-run', 'kept-share', 'failure-share', 'latency-p95'] as const).map((which) =>
    measure([day({ accepted: 40, edited: 6, overridden: 4 })], which),
  )
  expect(figures.map((figure) => figure.kind === 'figure' && Number(figure.value.toPrecision(2)))).toEqual([
    0.01, 80, 10, 800,
  ])
})
