import { expect, test } from 'vitest'
import { createManualClock } from './clock.ts'
import { createIds } from './ids.ts'

test('new ids rise within a millisecond and with the clock, and carry its time', () => {
  const clock = createManualClock(new Date('2026-03-29T00:30:00Z'))
  const newId = createIds(clock)
  const ids = Array.from({ length: 1_000 }, () => newId())
  clock.advance(1)
  ids.push(newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(Number.parseInt(ids[0]?.replace('-', '').slice(0, 12) ?? '', 16)).toBe(Date.parse('2026-03-29T00:30:00Z'))
})

test('a manual clock only moves on, both ways of reading it alike', () => {
  const clock = createManualClock(new Date(0))
  clock.advance(1_500)
  expect([clock.now(), clock.monotonicMs()]).toEqual([new Date(1_500), 1_500])
  expect(() => clock.advance(-1)).toThrow('it only moves on')
})
