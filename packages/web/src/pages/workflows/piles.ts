import type { HandoverSummary } from '../../api/handover.ts'
import type { WorkflowSummary } from '../../api/workflows.ts'
import { formatCount } from '../../words/format.ts'

interface Pile {
  readonly title: string
  readonly note: string
  readonly items: readonly WorkflowSummary[]
}

const PILES = [
  { with: 'nobody', title: 'Nobody’s' },
  { with: 'operators', title: 'With operators' },
  { with: 'builders', title: 'With builders' },
] as const

function wordsOf(changing: number, all: number): string {
  if (all === 1) return changing === 0 ? 'stable' : 'still changing'
  return changing === 0 ? 'all stable' : `${String(changing)} still changing`
}

/** The workflows sorted by whose they are, each pile with how many still change often; what is unknown comes last. */
export function pilesOf(workflows: readonly WorkflowSummary[], handovers: readonly HandoverSummary[]): readonly Pile[] {
  const careOf = (slug: string) => handovers.find((each) => each.slug === slug)?.care
  const piles = PILES.map((pile) => {
    const items = workflows.filter(({ slug }) => careOf(slug)?.with === pile.with)
    const changing = items.filter(({ slug }) => careOf(slug)?.pile === 'changing').length
    const still = wordsOf(changing, items.length)
    const note = `${formatCount(items.length, 'workflow')}, ${still}`
    return { title: pile.title, note, items }
  })
  const others = workflows.filter(({ slug }) => careOf(slug) === undefined)
  return [...piles, { title: 'Not read yet', note: '', items: others }].filter(({ items }) => items.length > 0)
}
