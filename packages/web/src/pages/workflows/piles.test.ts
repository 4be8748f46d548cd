import { expect, test } from 'vitest'
import type { HandoverSummary } from '../../api/handover.ts'
import type { WorkflowSummary } from '../../api/workflows.ts'
import { pilesOf } from './piles.ts'

test('S339 S344 workflows are sorted by whose they are; what is nobody’s comes first', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  // Of each only what sorts it.
  const workflows = names.map((slug) => ({ slug })) as unknown as WorkflowSummary[]
  const care = (slug: string, where: HandoverSummary['care']['with'], pile: HandoverSummary['care']['pile']) =>
    ({ slug, care: { with: where, pile } }) as unknown as HandoverSummary
  const handovers = [
    care('a', 'builders', 'changing'),
    care('b', 'operators', 'stable'),
    care('c', 'nobody', 'stable'),
    care('d', 'builders', 'stable'),
  ]
  expect(
    pilesOf(workflows, handovers).map(({ title, note, items }) => [title, note, items.map(({ slug }) => slug)]),
  ).toEqual([
    ['Nobody’s', '1\u00a0workflow, stable', ['c']],
    ['With operators', '1\u00a0workflow, stable', ['b']],
    ['With builders', '2\u00a0workflows, 1 still changing', ['a', 'd']],
    ['Not read yet', '', ['e']],
  ])
})
