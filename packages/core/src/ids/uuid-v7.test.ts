import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { importedUuidV7, nextUuidV7, timeOfUuidV7, uuidV7FromTime, type UuidV7Position } from './uuid-v7.ts'

const ms = fc.integer({ min: 0, max: 2 ** 48 - 2 })
const bytes = fc.uint8Array({ minLength: 10, maxLength: 32 })

test('the example of RFC 9562, appendix A.6, is laid out bit by bit', () => {
  // rand_a = CC3, rand_b = 18C4DC0C0C07398F: the 74 bits after the time, without version and variant.
  const bits = (0xcc3n << 62n) | 0x18c4dc0c0c07398fn
  const hash = Uint8Array.from(
    bits.toString(16).padStart(20, '0').match(/../g)!, // 20 digits always split into pairs
    (pair) => Number.parseInt(pair, 16),
  )
  expect(uuidV7FromTime(new Date(0x017f22e279b0), hash)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('ids of one process rise, whatever the clock and the random source do', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ms, bytes), { minLength: 2, maxLength: 50 }), (steps) => {
      let position: UuidV7Position | null = null
      let last = ''
      for (const [unixMs, random] of steps) {
        const made = nextUuidV7(position, unixMs, random)
        expect(made.id > last).toBe(true)
        last = made.id
        position = made.position
      }
    }),
  )
})

test('the counter that ends moves into the next millisecond', () => {
  const made = nextUuidV7({ unixMs: 5, counter: 2n ** 42n - 1n }, 5, new Uint8Array(10))
  expect(made.position.unixMs).toBe(6)
})

test('an id carries its time, and the same time and foreign id give the same id', () => {
  fc.assert(
    fc.property(ms, fc.string(), (unixMs, foreignId) => {
      const time = new Date(unixMs)
      const id = importedUuidV7(time, 'langfuse', foreignId)
      expect(id).toBe(importedUuidV7(time, 'langfuse', foreignId))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(timeOfUuidV7(id)).toEqual(time)
      expect(id).not.toBe(importedUuidV7(time, 'csv', foreignId))
    }),
  )
})

test('a time that no id can carry is refused, and text that is no UUIDv7 has no time', () => {
  expect(() => uuidV7FromTime(new Date(Number.NaN), new Uint8Array(10))).toThrow('Cannot make an id at NaN ms')
  expect(() => nextUuidV7(null, 1, new Uint8Array(9))).toThrow('at least 10 are needed')
  expect(timeOfUuidV7('017f22e2-79b0-4cc3-98c4-dc0c0c07398f')).toBeNull()
})
