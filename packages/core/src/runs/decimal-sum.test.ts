import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDecimalSum } from './decimal-sum.ts'

const amount = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).chain((n) => fc.constantFrom(n, n % 1000n)),
    fc.option(fc.stringMatching(/^\d{1,12}$/), { nil: null }),
  )
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`)

test('a sum of decimal texts is exact, whatever their sizes and order', () => {
  fc.assert(
    fc.property(fc.array(amount), (amounts) => {
      const sum = createDecimalSum()
      for (const text of amounts) sum.add(text)
      const scaled = amounts.reduce((total, text) => total + scale(text), 0n)
      expect(scale(sum.total())).toBe(scaled)
    }),
  )
})

test('amounts that a float would round add up to the last digit', () => {
  const sum = createDecimalSum()
  for (let i = 0; i < 10_000; i++) sum.add('0.1')
  sum.add('999.999999999999')
  expect(sum.total()).toBe('1999.999999999999')
  expect(createDecimalSum().total()).toBe('0')
})

/** By the text alone: move the point twelve places. */
function scale(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(`${whole}${fraction.padEnd(12, '0')}`)
}
