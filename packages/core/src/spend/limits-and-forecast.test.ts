import { expect, test } from 'vitest'
import { dueWarning, forecastWarning } from './due-warnings.ts'
import { effectiveLimits } from './effective-limits.ts'
import { forecastMonth } from './forecast.ts'
import { parseAmount } from './amount.ts'
import { studentQuantile } from './student-quantile.ts'

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const manifest = (perDay: string) => ({ perRun: null, perDay: euro(perDay), perMonth: null, latencyMs: null })
const day = (perDay: string | null, set: string, then: string | null) =>
  effectiveLimits(perDay === null ? null : manifest(perDay), [
    { period: 'day', limit: euro(set), manifestThen: then === null ? null : euro(then) },
  ])[1]

test('S324 a lower limit of a person counts at once, a higher one against the manifest that it was raised against', () => {
  expect(day('20', '5', '20')).toMatchObject({ limit: euro('5'), from: 'person' })
  expect(day('20', '30', '20')).toMatchObject({ limit: euro('30'), from: 'person', passedOver: null })
  expect(day('25', '30', '20')).toMatchObject({
    limit: euro('25'),
    from: 'manifest',
    passedOver: 'It was set when the manifest said 20 EUR; a release has brought 25 EUR since.',
  })
  expect(day('3', '5', '20')).toMatchObject({ limit: euro('3'), from: 'manifest' })
  expect(day(null, '5', null)).toMatchObject({ limit: euro('5'), from: 'person', manifest: null })
})

test('limits in two currencies are never compared', () => {
  const [, found] = effectiveLimits(manifest('20'), [
    { period: 'day', limit: { amount: '5', currency: 'USD' }, manifestThen: euro('20') },
  ])
  expect(found).toMatchObject({
    limit: euro('20'),
    from: 'manifest',
    passedOver: expect.stringContaining('never compared'),
  })
})

test('a month is forecast from whole days with an interval, and from fewer than seven not at all', () => {
  expect(forecastMonth(30, [1, 2, 3], 20)).toEqual({ kind: 'not-enough-yet', n: 3, needed: 7 })
  // m = 3, s = 1.5275, t(0.95; 6) = 1.943: half = 1.943 · 1.5275 · √(10 + 100/7).
  const forecast = forecastMonth(30, [1, 2, 3, 4, 5, 4, 2], 10)
  expect(forecast).toMatchObject({ kind: 'forecast', amount: 60, n: 7 })
  if (forecast.kind === 'forecast') {
    expect(forecast.high - forecast.amount).toBeCloseTo(1.943 * Math.sqrt(2) * Math.sqrt(10 + 100 / 7), 1)
  }
  expect(forecastMonth(30, Array(7).fill(0), 10)).toMatchObject({ amount: 30, low: 30, high: 30 })
  // Published: t(0.95; 6) = 1.943, t(0.95; 10) = 1.812, t(0.95; 27) = 1.703.
  expect([6, 10, 27].map((df) => Number(studentQuantile(0.95, df).toFixed(2)))).toEqual([1.94, 1.81, 1.7])
})

test('S324 the holder of the spend is told at each share of a limit, and of a month that is likely to pass it', () => {
  const at = (recorded: string, counted = recorded) =>
    dueWarning(
      {
        period: 'day',
        key: '2026-11-20',
        limit: euro('10'),
        recorded: parseAmount(recorded) ?? 0n,
        counted: parseAmount(counted) ?? 0n,
      },
      [50, 80, 100],
    )
  expect(at('4.99')).toBeNull()
  expect(at('5')).toMatchObject({ percent: 50, severity: 'note' })
  expect(at('8.1', '9')).toMatchObject({
    percent: 80,
    severity: 'today',
    sentence: expect.stringContaining('8.10 of 10 EUR'),
  })
  expect(at('8.1', '10')).toMatchObject({ percent: 100, severity: 'urgent', signal: 'spend-day' })
  const month = {
    period: 'month' as const,
    key: '2026-11',
    limit: euro('50'),
    recorded: parseAmount('30') ?? 0n,
    counted: 0n,
  }
  expect(forecastWarning(month, { kind: 'forecast', amount: 49, low: 45, high: 55, n: 9 })).toBeNull()
  expect(forecastWarning(month, { kind: 'forecast', amount: 55, low: 48, high: 60, n: 9 })).toMatchObject({
    severity: 'note',
  })
  expect(forecastWarning(month, { kind: 'forecast', amount: 60, low: 52, high: 70, n: 9 })).toMatchObject({
    severity: 'today',
    sentence: expect.stringContaining('ends at 60.00 EUR (52.00 to 70.00, from 9 whole days)'),
  })
})
