import { describe, expect, test } from 'vitest'
import type { Runbook } from '../../api/runbook.ts'
import { textOf } from '../../words/sentence.ts'
import { runbookSentence } from './runbook-sentence.ts'

const mara = { id: 'p1', name: 'Mara' }
const confirmation = {
  id: 'c1',
  by: mara,
  at: '2026-11-28T09:00:00Z',
  release: 'ab',
  releaseName: '2026-11-20',
  contentHash: 'cd',
  reviewBy: '2027-02-20',
  changed: null,
}
const page: NonNullable<Runbook['page']> = {
  release: { hash: 'ab', name: '2026-11-20', active: true },
  contentHash: 'cd',
  sections: [],
  firstResponder: 'Mara',
  builder: 'Ada',
  problems: [],
  markdown: '',
}
const said = (change: Partial<Runbook>) =>
  textOf(
    runbookSentence({
      workflow: { slug: 'a', name: 'A' },
      page,
      state: { kind: 'unconfirmed', reasons: [] },
      confirmation: null,
      history: [],
      mayConfirm: [mara],
      nextReview: '2027-02-26',
      notes: [],
      ...change,
    }),
  )

describe('what the runbook page opens with', () => {
  test('S342 says who stands by it and until when, else who can', () => {
    expect(said({ state: { kind: 'current', reasons: [] }, confirmation })).toBe(
      'Mara stands by this runbook for release 2026-11-20 until 20 Feb 2027.',
    )
    expect(said({})).toBe('Nobody has confirmed this runbook yet. Mara can confirm it.')
    expect(
      said({ mayConfirm: [], page: { ...page, problems: [{ about: 'duties', text: '"Backup" has nobody.' }] } }),
    ).toBe(
      'Nobody has confirmed this runbook yet. Nobody has the daily care, so nobody can confirm it. 1\u00a0thing is missing.',
    )
    expect(said({ page: null })).toBe('There is no release yet to write a runbook from.')
  })

  test('S341 a stale one says why', () => {
    const reasons = [{ code: 'release-moved' as const, sentence: 'Another release runs since then.' }]
    expect(
      said({ state: { kind: 'stale', reasons }, confirmation, mayConfirm: [mara, { id: 'p2', name: 'Ben' }] }),
    ).toBe('Out of date: another release runs since then. Mara or Ben can confirm it.')
  })
})
