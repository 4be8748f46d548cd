import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_PRIVACY, hiddenGroupsInWords, maySeePerson, showGroups } from './privacy.ts'

const shownOf = (sizes: readonly number[], leastGroup = 5) => showGroups(sizes, (size) => size, { leastGroup })

describe('groups of people', () => {
  test('small ones are hidden, with the next smallest where the rest would tell them', () => {
    expect(shownOf([9, 6, 5])).toEqual({ shown: [9, 6, 5], hidden: 0 })
    expect(shownOf([9, 2, 6])).toEqual({ shown: [9], hidden: 2 })
    expect(shownOf([9, 3, 2])).toEqual({ shown: [9], hidden: 2 })
    expect(shownOf([4])).toEqual({ shown: [], hidden: 1 })
  })

  test('no group below the least is ever shown, and what is hidden has as many people as the least where all together do', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 })), fc.integer({ min: 2, max: 8 }), (sizes, leastGroup) => {
        const { shown, hidden } = shownOf(sizes, leastGroup)
        expect(shown.length + hidden).toBe(sizes.length)
        for (const size of shown) expect(size === 0 || size >= leastGroup).toBe(true)
        const sum = (of: readonly number[]) => of.reduce((total, size) => total + size, 0)
        const left = sum(sizes) - sum(shown)
        if (hidden > 0 && sum(shown) > 0) expect(left).toBeGreaterThanOrEqual(leastGroup)
      }),
    )
  })

  test('it is said why', () => {
    expect(hiddenGroupsInWords(0, 5)).toBeNull()
    expect(hiddenGroupsInWords(2, 5)).toBe(
      '2 groups are not shown: in groups of fewer than 5 people single persons could be told.',
    )
  })
})

test('everybody sees her own figures, others only those whom the workspace allows', () => {
  expect(maySeePerson(DEFAULT_PRIVACY, 'ada', 'ada')).toBe(true)
  expect(maySeePerson(DEFAULT_PRIVACY, 'ada', 'bo')).toBe(false)
  expect(maySeePerson({ leastGroup: 5, maySee: ['ada'] }, 'ada', 'bo')).toBe(true)
})
