import { expect, test } from 'vitest'
import type { Drill, DrillList } from '../../api/drills.ts'
import { textOf } from '../../words/sentence.ts'
import { drillsSentence, touchWords, unitsTouched } from './drill-words.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const MAY = { may: true, why: null }

function drill(kind: Drill['kind'], more: Partial<Drill> = {}): Drill {
  return {
    id: '0192f5a0-7c3e-7abc-8def-0123456789ab',
    workflow: 'billing-replies',
    workflowName: 'Billing replies',
    kind,
    state: 'closed',
    verdict: 'passed',
    sentence: '',
    findings: [],
    person: null,
    plannedAt: '2026-11-18T09:00:00Z',
    plannedBy: { id: 'bela', name: 'Bela' },
    startsAt: '2026-11-18T09:00:00Z',
    endsAt: '2026-11-18T10:00:00Z',
    closedAt: '2026-11-18T12:00:00Z',
    closedBy: null,
    isQuiz: false,
    ...more,
  }
}

function said(items: readonly Drill[]): string {
  const list: DrillList = {
    workflow: { slug: 'billing-replies', name: 'Billing replies' },
    items: [...items],
    rights: { practice: MAY, 'operator-day': MAY, 'forced-failure': MAY, 'target-check': MAY },
    unitsPerHour: 8,
    people: [],
    operator: { id: 'olga', name: 'Olga' },
    pastCases: 20,
  }
  return textOf(drillsSentence(list, NOW)).replaceAll('\u00a0', ' ')
}

test('the sentence says which drills are passed, how old they are, and what is next', () => {
  expect(said([])).toBe('Billing replies has never been drilled. Next: begin a practice, for Olga.')
  expect(said([drill('practice')])).toBe(
    'Billing replies: 1 of 4 drills is passed, the last (practice) 2 d ago. Next: plan an operator day.',
  )
  expect(
    said((['practice', 'operator-day', 'forced-failure', 'target-check'] as const).map((kind) => drill(kind))),
  ).toBe(
    'Billing replies: 4 of 4 drills are passed, the last (practice) 2 d ago. Results age: hold them again after every change that matters.',
  )
})

test('S331 a messy drill is said before what is next, and what goes wrong on purpose now before everything', () => {
  const messy = drill('operator-day', { verdict: 'messy' })
  expect(said([messy, drill('practice')])).toContain(
    '; the operator day came out messy, so it stays with its builders.',
  )
  const open = { state: 'running', verdict: null, closedAt: null } as const
  expect(said([drill('practice', open), drill('forced-failure', open)])).toMatch(/Forced failure is under way\.$/)
})

test('S330 the effect of a failure is told in units before it is begun', () => {
  expect(unitsTouched(48, 50, 30)).toBe(12)
  expect(touchWords(12).replaceAll('\u00a0', ' ')).toBe('about 12 units')
  expect(touchWords(unitsTouched(1, 10, 30))).toBe('less than one unit')
})
