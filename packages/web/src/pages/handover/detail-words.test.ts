import { ACT_KINDS } from '@dayshift/core'
import { expect, test } from 'vitest'
import { choicesOf, detailLabel, detailText } from './detail-words.ts'

test('S262 what a failure meant is chosen from a list, and read in words', () => {
  expect(choicesOf('impact')?.map(({ label }) => label)).toEqual([
    'A delay',
    'A refund',
    'A lost sale',
    'A pile of extra support tickets',
    'Rework for several people',
  ])
  expect(detailText('impact', 'lost-sale')).toBe('A lost sale')
})

test('what is said freely stays as it was said, and every detail that an act must say has a name of its own', () => {
  expect(choicesOf('what')).toBeNull()
  expect(detailText('what', 'lost-sale')).toBe('lost-sale')
  const needs = new Set<string>(Object.values(ACT_KINDS).flatMap((kind) => kind.needs))
  for (const need of needs) expect(detailLabel(need)).toMatch(/^[A-Z].* /)
})
