import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../json/json.ts'
import { editDistance } from './edit-distance.ts'

test('S318 how much people change of a draft is counted by words, of the longer side', () => {
  expect(editDistance('the cat sat', 'the dog sat down')).toBe(0.5)
  expect(editDistance({ reply: 'Dear Anna, soon.' }, { reply: 'Dear  Anna,\nsoon.' })).toBe(0)
  expect(editDistance({ reply: 'a b c d' }, { reply: 'a b c d', topic: 'refund' })).toBe(1 / 5)
  // Words of one field never stand in for those of another.
  expect(editDistance({ a: 'x y', b: '' }, { a: '', b: 'x y' })).toBe(1)
  expect(editDistance({ amount: 12.5, open: true }, { amount: 12, open: true })).toBe(0.5)
  expect(editDistance({ lines: ['one two', 'three'] }, { lines: ['one', 'two three'] })).toBe(0)
  expect(editDistance(null, null)).toBe(0)
})

test('S318 the distance lies in 0..1, is 0 for an output as it is, and the same from either side', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((words) => words.join(' '))
  const value = fc.oneof(text, fc.dictionary(fc.constantFrom('x', 'y'), fc.oneof(text, fc.nat(3)), { maxKeys: 2 }))
  fc.assert(
    fc.property(value, value, (a: Json, b: Json) => {
      const distance = editDistance(a, b)
      expect(distance).toBeGreaterThanOrEqual(0)
      expect(distance).toBeLessThanOrEqual(1)
      expect(distance).toBe(editDistance(b, a))
      expect(editDistance(a, a)).toBe(0)
    }),
  )
})

test('S318 a text of any length is compared by its first words alone', () => {
  const long = Array.from({ length: 20_000 }, (_, i) => `w${String(i)}`).join(' ')
  expect(editDistance(long, `${long} more`)).toBe(0)
  expect(editDistance(long, `first ${long}`)).toBeCloseTo(2 / 1000, 9)
})
