import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32, crc32ByTable } from './crc32.ts'

test('the check value of the standard, whole and in parts', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
  expect(crc32(Buffer.from('6789'), crc32(Buffer.from('12345')))).toBe(0xcbf43926)
})

test('Node’s own and the table give the same', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(0xffffffff), (bytes, previous) => {
      expect(crc32ByTable(bytes, previous)).toBe(crc32(bytes, previous))
    }),
  )
})
