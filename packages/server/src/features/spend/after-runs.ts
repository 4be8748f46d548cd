import { createDecimalSum, type DecimalSum, formatAmount, type Money } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import type { OnRuns } from '../runs/index.ts'
import { addRecorded, amountOf, type LeaseCost, raiseHighest, readAccount } from './store.ts'

/**
 * Adds what new runs cost to the leases that they name, and keeps the dearest run of each workflow that leases. Runs
 * without a lease are counted from the rollups; most batches name none, and then nothing is asked of the database.
 */
export const onRuns: OnRuns = async (trx, workspaceId, runs) => {
  const leases = new Map<string, Gathered>()
  const highest = new Map<string, Money>()
  for (const { record, workflowId, drill } of runs) {
    const { spendLease: lease, costAmount: amount, costCurrency: currency } = record
    // A drill's cost may be made up, and is in no figure; its host told what it really spent.
    if (lease === null || amount === null || currency === null || drill !== null) continue
    const key = `${workflowId} ${lease} ${currency}`
    const at = leases.get(key) ?? { workflow: workflowId, lease, currency, sum: createDecimalSum(), n: 0 }
    at.sum.add(amount)
    at.n++
    leases.set(key, at)
    const dearest = highest.get(workflowId)
    if (dearest === undefined || dearest.currency !== currency || amountOf(dearest.amount) < amountOf(amount)) {
      highest.set(workflowId, { amount: formatAmount(amountOf(amount)), currency })
    }
  }
  if (leases.size === 0) return
  // Accounts before leases, each in one order, as whoever leases takes them: nobody waits for one another.
  const costs = Array.from(leases.values(), ({ sum, ...cost }): LeaseCost => ({ ...cost, amount: sum.total() }))
  await raiseAll(trx, workspaceId, highest)
  await addRecorded(
    trx,
    workspaceId,
    costs.toSorted((a, b) => (a.lease < b.lease ? -1 : 1)),
  )
}

interface Gathered extends Omit<LeaseCost, 'amount' | 'n'> {
  readonly sum: DecimalSum
  n: number
}

async function raiseAll(trx: Trx, workspaceId: string, highest: ReadonlyMap<string, Money>): Promise<void> {
  for (const [workflowId, money] of [...highest].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const place = { workspaceId, workflowId }
    // oxlint-disable-next-line no-await-in-loop -- one workflow a batch, nearly always
    const { highest: known } = await readAccount(trx, place)
    const isDearer =
      known === null || known.currency !== money.currency || amountOf(known.amount) < amountOf(money.amount)
    // oxlint-disable-next-line no-await-in-loop -- rare: the account is locked only for a run that is dearer than all before
    if (isDearer) await raiseHighest(trx, place, money)
  }
}
