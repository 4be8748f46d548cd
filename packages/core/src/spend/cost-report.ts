import { formatAmount } from './amount.ts'

/** Calls of one kind, as far as money goes; of a run of ours, which sums them, the run. */
export interface CostEntry {
  readonly workflow: string | null
  /** `2026-11-20` in UTC. */
  readonly day: string | null
  readonly model: string | null
  readonly release: string | null
  readonly calls: number
  /** How many of them have no price: nobody knows what they cost, which is never nothing. */
  readonly unpriced: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Of those that have a price. */
  readonly amount: bigint
  /** Null where none has a price. */
  readonly currency: string | null
}

export const COST_GROUPS = ['workflow', 'day', 'model', 'release'] as const
export type CostGroup = (typeof COST_GROUPS)[number]

export interface CostSum {
  readonly calls: number
  readonly unpriced: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly tokens: number
  /** By currency, never summed over them; empty where nothing has a price. */
  readonly costs: readonly { readonly amount: string; readonly currency: string }[]
}

export interface CostReport extends CostSum {
  /** The same by each of the four, what costs most first; days in their order. Null is what nobody named. */
  readonly by: Readonly<Record<CostGroup, readonly (CostSum & { readonly name: string | null })[]>>
}

/** Sums entries, as a whole and by workflow, day, model and release. */
export function costReport(entries: readonly CostEntry[]): CostReport {
  const by = (group: CostGroup) => {
    const names = new Map<string | null, CostEntry[]>()
    for (const entry of entries) {
      const of = names.get(entry[group])
      if (of === undefined) names.set(entry[group], [entry])
      else of.push(entry)
    }
    const sums = Array.from(names, ([name, of]) => ({ name, total: most(of), ...sumOf(of) }))
    return sums
      .toSorted((a, b) =>
        group === 'day' ? compare(a.name ?? '', b.name ?? '') : compare(b.total, a.total) || b.tokens - a.tokens,
      )
      .map(({ total: _total, ...sum }) => sum)
  }
  return {
    ...sumOf(entries),
    by: { workflow: by('workflow'), day: by('day'), model: by('model'), release: by('release') },
  }
}

function sumOf(entries: readonly CostEntry[]): CostSum {
  const costs = new Map<string, bigint>()
  for (const { currency, amount } of entries) {
    if (currency !== null) costs.set(currency, (costs.get(currency) ?? 0n) + amount)
  }
  const inputTokens = sum(entries, (entry) => entry.inputTokens)
  const outputTokens = sum(entries, (entry) => entry.outputTokens)
  return {
    calls: sum(entries, (entry) => entry.calls),
    unpriced: sum(entries, (entry) => entry.unpriced),
    inputTokens,
    outputTokens,
    tokens: inputTokens + outputTokens,
    costs: Array.from(costs, ([currency, amount]) => ({ amount: formatAmount(amount), currency })).toSorted((a, b) =>
      compare(a.currency, b.currency),
    ),
  }
}

/** Only an order: amounts of several currencies are told apart wherever they are shown. */
function most(entries: readonly CostEntry[]): bigint {
  return entries.reduce((total, { amount }) => total + amount, 0n)
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sum(entries: readonly CostEntry[], of: (entry: CostEntry) => number): number {
  return entries.reduce((total, entry) => total + of(entry), 0)
}
