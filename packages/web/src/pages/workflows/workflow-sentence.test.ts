import { describe, expect, test } from 'vitest'
import type { WorkflowDetail } from '../../api/workflows.ts'
import { textOf } from '../../words/sentence.ts'
import { workflowSentence, workflowsSentence } from './workflow-sentence.ts'

const NOW = new Date('2026-11-21T08:00:00Z')
const workflow: WorkflowDetail = {
  id: '0199a7e0-0000-7000-8000-000000000001',
  slug: 'billing-replies',
  name: 'Billing replies',
  purpose: 'Drafts replies.',
  activeRelease: { hash: 'a'.repeat(64), name: '2026-11-20', activatedAt: '2026-11-20T08:00:00Z' },
  rolloutPercent: 90,
  candidate: null,
  paused: null,
  last24h: { automatic: 50, review: 30, human: 10, existingProcess: 10 },
  waiting: 12,
  overdue: 1,
  lastRunAt: '2026-11-21T07:59:00Z',
  card: null,
  releases: [],
  people: [],
  manifest: null,
}
const paused = { at: '2026-11-21T07:30:00Z', by: { id: 'o', name: 'Olu' }, reason: 'Wrong terms' }
const said = (change: Partial<WorkflowDetail> = {}): string =>
  textOf(workflowSentence({ ...workflow, ...change }, NOW)).replaceAll('\u00a0', ' ')
const saidOfAll = (all: readonly WorkflowDetail[]): string => textOf(workflowsSentence(all)).replaceAll('\u00a0', ' ')

describe('one workflow in one sentence', () => {
  test('says where its units went, with n and window, what waits and what is overdue', () => {
    const sentence = said()
    expect(sentence).toContain('In the last 24 h 100 units came: 50 % went through automatically')
    expect(sentence).toContain('12 cases wait, 1 overdue.')
    expect(sentence).toContain('serves 90 % of units')
  })

  test('a paused one says who paused it and why, and does not claim that it serves', () => {
    const sentence = said({ paused })
    expect(sentence).toContain('paused by Olu')
    expect(sentence).toContain('“Wrong terms”')
    expect(sentence).not.toContain('serves 90 %')
  })

  test('without an active release every unit goes to a person, and no figure stands there', () => {
    expect(said({ activeRelease: null })).toBe(
      'Billing replies has no active release: every unit goes to a person until a change brings one.',
    )
  })
})

describe('all workflows in one sentence', () => {
  test('counts what runs, what is paused and what has no release', () => {
    const sentence = saidOfAll([workflow, { ...workflow, paused }, { ...workflow, activeRelease: null }])
    expect(sentence).toMatch(/^1 workflow runs, 1 is paused and 1 without an active release/)
  })

  test('one that is paused before its first release is not counted twice', () => {
    expect(saidOfAll([workflow, { ...workflow, paused, activeRelease: null }])).toMatch(/^1 workflow runs/)
    expect(saidOfAll([{ ...workflow, paused }])).toMatch(/^No workflow runs and 1 is paused/)
  })
})
