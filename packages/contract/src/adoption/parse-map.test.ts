import { expect, test } from 'vitest'
import { parseMap } from './parse-map.ts'

test('a map says what columns mean; what is left out is nothing', () => {
  const { map, errors } = parseMap('person: who\nfinal: final\nai: answer\n')
  expect(errors).toEqual([])
  expect(map).toMatchObject({
    unit: null,
    person: 'who',
    own: null,
    truth: null,
    ai: { kind: 'column', column: 'answer' },
    confidence: null,
    leastDwellMs: 0,
  })
})

test.each([
  ['', 'The map is empty'],
  ['person: who\n', '"final"'],
  ['person: who\nfinal: f\nai: a\ntrue: t\n', '"true"'],
  [
    'person: who\nfinal: f\nai: {confidence: c, over: {value: 40, answer: a}, under: {value: 60, answer: b}}\n',
    'lies above',
  ],
  ['person: who\nfinal: f\nai: a\nonly: {n: {}}\n', 'atLeast'],
  ['person: [who\n', ''],
])('%j is refused with its place', (text, words) => {
  const { map, errors } = parseMap(text)
  expect(map).toBeNull()
  expect(errors[0]?.message).toContain(words)
  expect(errors[0]?.line).toBeGreaterThan(0)
})
