import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAmount, parseAmount } from './amount.ts'

test('decimal text is read and written without loss', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), (amount) => {
      expect(parseAmount(formatAmount(amount))).toBe(amount)
    }),
  )
  expect(formatAmount(parseAmount('0.10') ?? 0n)).toBe('0.1')
  expect(formatAmount(parseAmount('0.1')! + parseAmount('0.2')!)).toBe('0.3') // both are amounts
})

test.each(['', '1,5', '1e3', '.5', '0.1234567890123', 'NaN', '--1'])('"%s" is no amount', (text) => {
  expect(parseAmount(text)).toBeNull()
})
