import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareEffect } from './share-effect.ts'

const day = (units: number) => ({ automatic: units, review: 0, human: 0, existingProcess: 0 })
const said = (from: number, to: number, units: number): string =>
  shareEffect(from, to, day(units)).replaceAll('\u00a0', ' ')

describe('what a new rollout does is said in units before it is set', () => {
  test('raising it says how many more units a day may meet the AI, from how many', () => {
    expect(said(70, 90, 214)).toContain('about 43 more units a day')
    expect(said(70, 90, 214)).toContain('n 214')
  })

  test('lowering it says where they go', () => {
    expect(said(90, 50, 100)).toContain('about 40 units a day move back to the existing process')
  })

  test('without a unit in the last 24 h no number of units is made up', () => {
    expect(said(0, 100, 0)).toContain('unknown')
  })

  test('the number of units said never exceeds the units that came', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 999 }),
        (from, to, units) => {
          const moved = /about (\d+)/.exec(said(from, to, units))?.[1]
          expect(Number(moved ?? 0)).toBeLessThanOrEqual(units)
        },
      ),
    )
  })
})
