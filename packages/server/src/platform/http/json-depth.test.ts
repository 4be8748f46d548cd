import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nestsDeeperThan } from './json-depth.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('the depth found in the bytes is that of the value, whatever its texts hold', () => {
  const texts = fc.string({ unit: fc.constantFrom('{', '[', ']', '}', '"', '\\', 'ä', ' ') })
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      texts,
      fc.integer(),
      fc.array(tie('value')),
      fc.dictionary(texts, tie('value')),
    ),
  })).value
  fc.assert(
    fc.property(value, (json) => {
      const bytes = Buffer.from(JSON.stringify(json))
      const depth = depthOf(json)
      expect(nestsDeeperThan(bytes, depth)).toBe(false)
      expect(nestsDeeperThan(bytes, depth - 1)).toBe(depth > 0)
    }),
  )
})
