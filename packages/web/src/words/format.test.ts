import { expect, test } from 'vitest'
import {
  formatCount,
  formatDate,
  formatDuration,
  formatInstant,
  formatMoney,
  formatRelative,
  formatRemaining,
  formatShare,
  formatStanding,
  humanise,
  listOf,
} from './format.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const now = new Date(2026, 10, 20, 14, 5, 7)
const before = (ms: number): Date => new Date(now.getTime() - ms)

test('dates read as 20 Nov 2026, and the whole instant names its zone', () => {
  expect(formatDate(now)).toBe('20 Nov 2026')
  expect(formatInstant(now)).toMatch(/^20 Nov 2026, 14:05:07 UTC([+−]\d+(:\d\d)?)?$/)
})

test('times near now are relative, those beyond a week are dates', () => {
  expect(plain(formatRelative(before(20_000), now))).toBe('just now')
  expect(plain(formatRelative(before(3 * 60_000), now))).toBe('3 min ago')
  expect(plain(formatRelative(before(-2 * 3_600_000), now))).toBe('in 2 h')
  expect(plain(formatRelative(before(59.9 * 60_000), now))).toBe('1 h ago')
  expect(formatRelative(before(9 * 86_400_000), now)).toBe('11 Nov 2026')
  expect(plain(formatStanding(before(3 * 3_600_000), now))).toBe('for 3 h')
  expect(formatStanding(before(9 * 86_400_000), now)).toBe('since 11 Nov 2026')
})

test('durations say the two units that matter', () => {
  expect([0.2, 840, 1234, 59_960, 252_000, 7_500_000, 273_600_000].map((ms) => plain(formatDuration(ms)))).toEqual([
    '< 1 ms',
    '840 ms',
    '1.2 s',
    '59 s',
    '4 min 12 s',
    '2 h 5 min',
    '3 d 4 h',
  ])
  expect(plain(formatRemaining(581_000))).toBe('9 min 41 s')
  expect(plain(formatRemaining(-5))).toBe('0 s')
})

test('a share that is there never reads as nothing or all, and a share of nothing is no share', () => {
  expect(plain(formatShare(1, 1000))).toBe('< 1 %')
  expect(plain(formatShare(999, 1000))).toBe('> 99 %')
  expect(plain(formatShare(0, 10))).toBe('0 %')
  expect(plain(formatShare(10, 10))).toBe('100 %')
  expect(plain(formatShare(0, 0))).toBe('–')
})

test('money stays decimal text with its currency', () => {
  expect(plain(formatMoney('0.004200', 'EUR'))).toBe('0.0042 EUR')
  expect(plain(formatMoney('12.5', 'USD'))).toBe('12.50 USD')
  expect(plain(formatMoney('1234567', 'USD'))).toBe('1,234,567 USD')
  expect(plain(formatMoney('0.000000000001', 'EUR'))).toBe('0.000000000001 EUR')
})

test('counts, lists and names read as words', () => {
  expect(plain(formatCount(1, 'unit'))).toBe('1 unit')
  expect(plain(formatCount(1284, 'unit'))).toBe('1,284 units')
  expect(plain(formatCount(2, 'person', 'people'))).toBe('2 people')
  expect(listOf(['Ada', 'Ben', 'Cy'])).toBe('Ada, Ben and Cy')
  expect(['unitKey', 'names-a-date', 'changes_account'].map(humanise)).toEqual([
    'Unit key',
    'Names a date',
    'Changes account',
  ])
})
