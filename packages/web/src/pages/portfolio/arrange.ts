import { PORTFOLIO_STAGES } from '@dayshift/core'
import type { PortfolioItem } from '../../api/portfolio.ts'
import type { PortfolioSearch } from '../../paths.ts'
import { STAGE_NAMES, whose, WITH_NAMES } from './portfolio-words.ts'

export interface Group {
  /** Null where the rows are not grouped. */
  readonly title: string | null
  readonly items: readonly PortfolioItem[]
}

type Sort = NonNullable<PortfolioSearch['sort']>

/** Which way a column is read first: what is large or bad first, names and dates from the beginning. */
export const FIRST_ORDER: { readonly [S in Sort]: 'asc' | 'desc' } = {
  name: 'asc',
  stage: 'asc',
  days: 'desc',
  adopted: 'asc',
  cost: 'desc',
  alerts: 'desc',
  date: 'asc',
  signs: 'desc',
}

/** The rows that fit, in the order asked for, in their groups. What nobody knows stands last, whichever way. */
export function arrange(items: readonly PortfolioItem[], search: PortfolioSearch): readonly Group[] {
  const sort = search.sort ?? 'signs'
  const sign = (search.order ?? FIRST_ORDER[sort]) === 'asc' ? 1 : -1
  const sorted = items
    .filter((item) => fits(item, search))
    .toSorted((a, b) => {
      const [x, y] = [valueOf(a, sort), valueOf(b, sort)]
      if (x === null || y === null) {
        if (x !== null || y !== null) return x === null ? 1 : -1
      } else if (x !== y) {
        return sign * (x < y ? -1 : 1)
      }
      return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1)
    })
  if (search.by === undefined) return [{ title: null, items: sorted }]
  const of = GROUPS[search.by]
  const groups = new Map<string, { title: string; order: string; items: PortfolioItem[] }>()
  for (const item of sorted) {
    const { title, order } = of(item)
    const group = groups.get(title)
    if (group === undefined) groups.set(title, { title, order, items: [item] })
    else group.items.push(item)
  }
  return [...groups.values()].toSorted((a, b) => a.order.localeCompare(b.order, 'en'))
}

function fits(item: PortfolioItem, { stage, sign, q }: PortfolioSearch): boolean {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const text =
    `${item.name} ${item.unit} ${item.owner ?? ''} ${item.onWatch?.name ?? ''} ${item.stageName}`.toLowerCase()
  return (
    (stage === undefined || item.stage === stage) &&
    (sign === undefined || item.signs.some((each) => each.sign === sign)) &&
    words.every((word) => text.includes(word))
  )
}

function valueOf(item: PortfolioItem, sort: Sort): number | string | null {
  switch (sort) {
    case 'name':
      return item.name.toLowerCase()
    case 'stage':
      return PORTFOLIO_STAGES.indexOf(item.stage)
    case 'days':
      return item.days
    case 'adopted':
      return item.influence === null || item.influence.n === 0 ? null : item.influence.k / item.influence.n
    case 'cost':
      return item.costs.length === 0 ? null : item.costs.reduce((sum, { amount }) => sum + Number(amount), 0)
    case 'alerts':
      return item.alerts.open + 1000 * item.alerts.urgent
    case 'date':
      return item.nextDate?.day ?? null
    case 'signs':
      return item.signs.length
    default:
      return sort satisfies never
  }
}

const GROUPS: {
  readonly [G in NonNullable<PortfolioSearch['by']>]: (item: PortfolioItem) => { title: string; order: string }
} = {
  unit: ({ unit }) => (unit === '' ? { title: 'No unit said', order: '\uFFFF' } : { title: unit, order: unit }),
  stage: ({ stage }) => ({ title: STAGE_NAMES[stage], order: String(PORTFOLIO_STAGES.indexOf(stage)) }),
  with: (item) => {
    const of = whose(item)
    return { title: WITH_NAMES[of], order: { nobody: '0', builders: '1', operators: '2', list: '3' }[of] }
  },
}
