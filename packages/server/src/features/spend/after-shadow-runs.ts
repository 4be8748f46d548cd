import { createDecimalSum, type DecimalSum, dayOf } from '@dayshift/core'
import type { ChangesNeeds } from '../changes/index.ts'
import { addRecorded, addShadowCosts } from './store.ts'

/** Adds what new shadow runs cost to their days, and to the leases that paid for them. */
export const onShadowRuns: ChangesNeeds['onShadowRuns'] = async (trx, workspaceId, runs) => {
  const days = new Map<string, Gathered & { readonly day: string; readonly currency: string | null }>()
  const leases = new Map<string, Gathered & { readonly lease: string; readonly currency: string }>()
  for (const { workflowId: workflow, at, spendLease: lease, cost } of runs) {
    const day = dayOf(at)
    const currency = cost?.currency ?? null
    const counted = () => ({ workflow, sum: createDecimalSum(), n: 0 })
    add(days, `${workflow} ${day} ${currency}`, { ...counted(), day, currency }, cost?.amount)
    if (lease !== null && cost !== null) {
      add(
        leases,
        `${workflow} ${lease} ${cost.currency}`,
        { ...counted(), lease, currency: cost.currency },
        cost.amount,
      )
    }
  }
  // In one order, so that nobody waits for one another.
  await addRecorded(trx, workspaceId, ordered(leases))
  await addShadowCosts(trx, workspaceId, ordered(days))
}

interface Gathered {
  readonly workflow: string
  readonly sum: DecimalSum
  n: number
}

function add<Each extends Gathered>(
  to: Map<string, Each>,
  name: string,
  fresh: Each,
  amount: string | undefined,
): void {
  const at = to.get(name) ?? fresh
  if (amount !== undefined) at.sum.add(amount)
  at.n++
  to.set(name, at)
}

function ordered<Each extends Gathered>(gathered: ReadonlyMap<string, Each>) {
  return Array.from(gathered)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { sum, ...rest }]) => ({ ...rest, amount: sum.total() }))
}
