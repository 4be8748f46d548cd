import { expect, test } from 'vitest'
import { contractCheck } from './contract-check.ts'

const schemaOf = (property: string) => ({
  type: 'object',
  properties: { [property]: { type: 'string' } },
  required: [property],
})

test('a contract that is asked for again is the same check, whichever copy of its schema comes', () => {
  expect(contractCheck(schemaOf('name'))).toBe(contractCheck(schemaOf('name')))
  expect(contractCheck(schemaOf('name'))({ name: 'Ada' })).toEqual([])
  expect(contractCheck(schemaOf('mail'))({ name: 'Ada' })).toMatchObject([{ path: '/mail' }])
})

test('a contract that was forgotten for newer ones is compiled anew', () => {
  const first = contractCheck(schemaOf('first'))
  for (let i = 0; i < 64; i += 1) contractCheck(schemaOf(`other-${i}`))
  const again = contractCheck(schemaOf('first'))
  expect(again).not.toBe(first)
  expect(again({})).toHaveLength(1)
})

test('a schema that is no contract throws with what is wrong', () => {
  expect(() => contractCheck({ type: 'nonsense' })).toThrow(/Cannot check a value/)
})
