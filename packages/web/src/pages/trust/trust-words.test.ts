import { expect, test } from 'vitest'
import type { TrustPage } from '../../api/trust.ts'
import { textOf } from '../../words/sentence.ts'
import { percent, trustSentence } from './trust-words.ts'

const line = {
  kind: 'act',
  where: [],
  text: 'Act on it when it is at least 90 % sure.',
  figures: '',
  examples: [],
} as const
const page = (more: Partial<TrustPage> = {}): TrustPage => ({
  workflow: { slug: 'replies', name: 'Replies' },
  release: { hash: 'a'.repeat(64), name: '2' },
  from: '2026-06-01T00:00:00.000Z',
  right: { k: 190, n: 200, interval: { low: 0.91, high: 0.97 } },
  sampled: null,
  enough: { share: 0.95, by: null, at: null },
  calibration: null,
  noDiagram: null,
  diagram: [],
  parts: [],
  wrongSlices: [],
  guidance: {
    lines: [{ ...line, where: [], examples: [] }],
    contentHash: 'b'.repeat(64),
    confirmation: null,
    mayConfirm: [],
  },
  offFlow: [],
  reliance: {
    share: null,
    maySet: [],
    fields: [],
    least: 20,
    people: 0,
    figures: null,
    teams: [],
    hiddenTeams: null,
    mine: null,
    persons: [],
    practised: { people: 0, figures: null, sentence: null, teams: [], hiddenTeams: null, mine: null },
  },
  ...more,
})
const said = (more: Partial<TrustPage> = {}) => textOf(trustSentence(page(more))).replaceAll('\u00A0', ' ')

test('S019 how often it is right, when to act on it, and that nobody stands by it', () => {
  expect(said()).toBe(
    'Replies was right in 95 % of 200 answers that turned out (95 % interval 91 % to 97 %). Act on it when it is at least 90 % sure. Nobody stands by this page yet.',
  )
})

test('where a sample was judged, what it says of all answers comes before what happened to turn out', () => {
  const interval = { low: 0.89, high: 0.94 }
  const sampled = { share: 0.92, standardError: 0.014, interval, designEffect: 0.9, judged: 310, units: 4200 }
  expect(said({ sampled })).toMatch(
    /^Replies is right in 92 % of all answers \(95 % 89 % to 94 %, 310 judged of 4200\)\. /,
  )
})

test('who stands by it, and why that no longer holds', () => {
  const confirmation = {
    by: { id: 'p', name: 'Olga' },
    at: '2026-11-20T09:00:00.000Z',
    release: page().release ?? { hash: '', name: '' },
  }
  const { guidance } = page()
  expect(said({ guidance: { ...guidance, confirmation: { ...confirmation, stale: null } } })).toContain(
    'Olga stands by this page.',
  )
  expect(said({ guidance: { ...guidance, confirmation: { ...confirmation, stale: 'release' } } })).toContain(
    'Olga stood by it, but another release runs now.',
  )
})

test('without any outcome it says that nobody knows', () => {
  expect(said({ right: { k: 0, n: 0, interval: null } })).toBe(
    'Nobody knows yet how often Replies is right: no answer of the last 180 days turned out either way.',
  )
})

test('what isn’t all is never 100 %, what isn’t none never 0 %', () => {
  expect(
    [percent(399 / 400), percent(1), percent(1 / 400), percent(0)].map((text) => text.replace('\u00A0', ' ')),
  ).toEqual(['99.7 %', '100 %', '0.3 %', '0 %'])
})
