/** How many kinds a count keeps by name. */
const MOST_KINDS = 200

export interface KindCount {
  readonly kind: string
  readonly n: number
}

/** How often each kind of a category occurred, plain JSON. */
export interface CategoryCounts {
  readonly n: number
  /** In the order of their names. Each count is exact or too low by at most `lost`. */
  readonly kinds: readonly KindCount[]
  /** Values that are counted under no name: `n` less all kinds. */
  readonly others: number
  /** What a kind's count may lack at most; 0 as long as there were no more kinds than are kept by name. */
  readonly lost: number
}

/**
 * Mergeable counts of kinds with a bound on how many are kept: exact up to 200 kinds; beyond, each kind lacks at most
 * n/201, however the counts came together.
 *
 * The summary of Misra and Gries: with more than k kinds the (k + 1)th highest count is taken off all of them. Source:
 * Agarwal, Cormode, Huang, Phillips, Wei, Yi, "Mergeable summaries", PODS 2012.
 */
export function startCategories(): CategoryCounts {
  return { n: 0, kinds: [], others: 0, lost: 0 }
}

/** Takes in how often kinds occurred. */
export function addCategories(counts: CategoryCounts, more: readonly KindCount[]): CategoryCounts {
  for (const { kind, n } of more) {
    if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`Cannot count "${kind}" ${n} times: a whole number`)
  }
  // Batches of no more kinds than are kept at once, so that the bound of a merge holds for each step.
  let taken = counts
  for (let at = 0; at < more.length; at += MOST_KINDS) {
    const kinds = more.slice(at, at + MOST_KINDS)
    taken = mergeCategories(taken, { n: total(kinds), kinds, others: 0, lost: 0 })
  }
  return taken
}

/** The counts of both together. */
export function mergeCategories(a: CategoryCounts, b: CategoryCounts): CategoryCounts {
  const sums = new Map<string, number>()
  for (const { kind, n } of [...a.kinds, ...b.kinds]) sums.set(kind, (sums.get(kind) ?? 0) + n)
  const off = [...sums.values()].sort((x, y) => y - x)[MOST_KINDS] ?? 0
  const kinds = [...sums]
    .map(([kind, n]) => ({ kind, n: n - off }))
    .filter(({ n }) => n > 0)
    .sort((x, y) => (x.kind < y.kind ? -1 : 1))
  const n = a.n + b.n
  return { n, kinds, others: n - total(kinds), lost: a.lost + b.lost + off }
}

function total(kinds: readonly KindCount[]): number {
  return kinds.reduce((sum, { n }) => sum + n, 0)
}
