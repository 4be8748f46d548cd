import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adviceWeight, answeredPart, answersFirst, answerText, withAnswer } from './human-first.ts'

describe('who answers first', () => {
  test('a unit that is asked stays asked when the share is raised, and none is asked at 0 %', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (unit, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)]
          if (answersFirst('replies', unit, { percent: less }))
            expect(answersFirst('replies', unit, { percent: more })).toBe(true)
          expect(answersFirst('replies', unit, { percent: 0 })).toBe(false)
          expect(answersFirst('replies', unit, { percent: 100 })).toBe(true)
        },
      ),
    )
  })

  test('about the share is asked', () => {
    const asked = Array.from({ length: 4000 }, (_, i) => answersFirst('replies', `u${String(i)}`, { percent: 10 }))
    const n = asked.filter(Boolean).length
    // Four standard deviations of a binomial with n 4000 and p 0.1.
    expect(Math.abs(n - 400)).toBeLessThan(76)
  })
})

test('one field is answered, or the output as a whole', () => {
  const output = { category: 'refund', reply: 'Soon.' }
  expect(answeredPart(output, 'category')).toBe('refund')
  expect(answeredPart(output, '')).toEqual(output)
  expect(answeredPart(output, 'toString')).toBeUndefined()
  expect(answeredPart('text', 'category')).toBeUndefined()
  expect(withAnswer(output, 'category', 'invoice')).toEqual({ category: 'invoice', reply: 'Soon.' })
  expect(withAnswer(output, '', 'x')).toBe('x')
})

test('blanks around words, the order of fields, and a number that a table gives as words make no other answer', () => {
  expect(answerText(' refund ')).toBe(answerText('refund'))
  expect(answerText({ a: 1, b: 2 })).toBe(answerText({ b: 2, a: 1 }))
  expect(answerText('1')).toBe(answerText(1))
  expect(answerText('refund')).not.toBe(answerText('invoice'))
})

test('the weight of advice is how far a number went to the AI’s, held within 0 and 1; of words there is none', () => {
  expect(adviceWeight(10, 20, 15)).toBe(0.5)
  expect(adviceWeight(10, 20, 20)).toBe(1)
  expect(adviceWeight(10, 20, 10)).toBe(0)
  expect(adviceWeight(20, 10, 25)).toBe(0)
  expect(adviceWeight(10, 20, 40)).toBe(1)
  expect(adviceWeight(10, 10, 12)).toBeNull()
  expect(adviceWeight('a', 'b', 'b')).toBeNull()
})
