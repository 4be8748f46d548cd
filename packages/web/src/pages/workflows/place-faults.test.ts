import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offsetOf, placeFaults } from './place-faults.ts'

const SENT = 'dayshift: 1\nworkflow: billing\nname: 7\nrules: []\n'
const faults = [{ path: '/name', message: 'Must be text.', line: 3, column: 7 }]

describe('faults of a manifest keep their place while it is mended', () => {
  test('in the text that was sent they stand where the server saw them', () => {
    expect(placeFaults(faults, SENT, SENT)).toEqual([
      { path: '/name', message: 'Must be text.', line: 3, column: 7, touched: false },
    ])
  })

  test('lines that come before or go after them move them along or leave them', () => {
    expect(placeFaults(faults, SENT, `# Ours\n\n${SENT}`)[0]).toMatchObject({ line: 5, touched: false })
    expect(placeFaults(faults, SENT, `${SENT}\nlimits: {}`)[0]).toMatchObject({ line: 3, touched: false })
  })

  test('a line that somebody changed is no longer marked, and says so', () => {
    expect(placeFaults(faults, SENT, SENT.replace('7', 'Billing'))[0]).toMatchObject({
      line: null,
      column: null,
      touched: true,
    })
  })

  test('a fault that is placed stands on the very line that was sent, whatever was changed around it', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(text, text, fc.nat(7), (before, after, at) => {
        fc.pre(at < before.length)
        const [placed] = placeFaults(
          [{ path: '', message: '', line: at + 1, column: 1 }],
          before.join('\n'),
          after.join('\n'),
        )
        const line = placed?.line ?? null
        if (line !== null) expect(after[line - 1]).toBe(before[at])
      }),
    )
  })

  test('a fault without a line stays without one', () => {
    expect(placeFaults([{ path: '', message: 'Empty.' }], SENT, '')[0]).toMatchObject({ line: null, touched: false })
  })
})

test('an offset points at line and column, and never past the line', () => {
  expect(SENT.slice(offsetOf(SENT, 3, 7)).startsWith('7')).toBe(true)
  expect(offsetOf('ab\ncd', 1, 99)).toBe(2)
  expect(offsetOf('ab', 9, 1)).toBe(2)
})
