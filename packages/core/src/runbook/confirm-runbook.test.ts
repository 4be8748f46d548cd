import { describe, expect, test } from 'vitest'
import type { Actor } from '../people/roles.ts'
import { confirmRunbook, runbookState } from './confirm-runbook.ts'

const NOW = new Date('2026-11-28T09:00:00Z')
const mara = { id: 'p1', name: 'Mara' }
const ben = { id: 'p2', name: 'Ben' }
const person = ({ id, name }: typeof mara): Actor => ({ kind: 'person', id, name, role: 'member' })
const runbook = { release: { hash: 'r1', name: '2026-11-20' }, contentHash: 'c1' }
const asked = { release: 'r1', contentHash: 'c1', reviewBy: '2027-02-20' }
const confirmation = { by: mara, at: NOW, ...asked }

describe('who confirms a runbook', () => {
  test('S342 owner, runbook and review date suffice: whoever has the daily care confirms it, whatever is still missing', () => {
    expect(confirmRunbook(person(mara), [mara], runbook, asked, NOW)).toEqual({ kind: 'confirmed', confirmation })
    expect(confirmRunbook(person(mara), [ben, mara], runbook, asked, NOW)).toMatchObject({ kind: 'confirmed' })
  })

  test.each([
    ['a key', { kind: 'key', id: 'k', name: 'ci', scopes: ['workflows:write'] } as Actor, [mara], 'person-needed'],
    ['somebody else', person(ben), [mara], 'daily-care-needed'],
    ['anybody while nobody runs it', person(mara), [], 'daily-care-needed'],
  ] as const)('%s may not', (_who, actor, holders, code) => {
    expect(confirmRunbook(actor, holders, runbook, asked, NOW)).toMatchObject({ kind: 'refused', code })
  })

  test('only the page as it is now, and a day that is to come, within a year', () => {
    const refusal = (change: Partial<typeof asked>) =>
      confirmRunbook(person(mara), [mara], runbook, { ...asked, ...change }, NOW)
    expect(refusal({ release: 'r0' })).toMatchObject({ code: 'runbook-moved' })
    expect(refusal({ contentHash: 'c0' })).toMatchObject({ code: 'runbook-moved' })
    expect(refusal({ reviewBy: '2026-11-28' })).toMatchObject({ code: 'review-date-passed' })
    expect(refusal({ reviewBy: '2026-11-29' })).toMatchObject({ kind: 'confirmed' })
    expect(refusal({ reviewBy: '2027-11-29' })).toMatchObject({ kind: 'confirmed' })
    expect(refusal({ reviewBy: '2027-11-30' })).toMatchObject({ code: 'review-date-far' })
  })
})

describe('a confirmed runbook', () => {
  test('S341 is stale when the release has moved, what it says has changed, or its day has passed', () => {
    const codes = (now = NOW, change: Partial<typeof runbook> = {}) => {
      const state = runbookState(confirmation, { ...runbook, ...change }, now)
      return state.kind === 'stale' ? state.reasons.map(({ code }) => code) : state.kind
    }
    expect(runbookState(null, runbook, NOW)).toEqual({ kind: 'unconfirmed' })
    expect(codes()).toBe('current')
    expect(codes(NOW, { release: { hash: 'r2', name: 'next' } })).toEqual(['release-moved'])
    expect(codes(NOW, { contentHash: 'c2' })).toEqual(['content-changed'])
    expect(codes(new Date('2027-02-20T23:59:59Z'))).toBe('current')
    expect(codes(new Date('2027-02-21T00:00:00Z'))).toEqual(['review-date-passed'])
    expect(codes(new Date('2027-02-21T00:00:00Z'), { contentHash: 'c2' })).toEqual([
      'content-changed',
      'review-date-passed',
    ])
  })
})
