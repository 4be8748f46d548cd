import { supportState, type TransferFact } from '@dayshift/core'
import type { Trx } from '../../../platform/world.ts'
import { presentOf, readSupport, readTransfers } from './transfer-store.ts'

/** The transfer as verdicts are computed from it; one that was handed back or cancelled is none. */
export async function transferFact(trx: Trx, workspaceId: string, workflowId: string): Promise<TransferFact | null> {
  const stored = presentOf(await readTransfers(trx, workspaceId, workflowId))
  if (stored === null) return null
  const { id, at, state, from, to, acceptedAt, doneAt, parallelSince } = stored.transfer
  const support = await readSupport(trx, stored)
  // Which days are done does not depend on the clock.
  const stands = support === null ? null : supportState(support, support.since)
  return {
    id,
    at,
    state: state === 'handed-back' ? 'cancelled' : state,
    from,
    to,
    acceptedAt,
    doneAt,
    parallelSince,
    support: stands && { until: stands.until, daysChecked: stands.daysChecked, verdict: stands.verdict },
  }
}

/** The early support of the last transfer: since when, and until when once it is settled; null without one. */
export async function supportOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<{ readonly id: string; readonly since: Date; readonly settledAt: Date | null } | null> {
  const stored = presentOf(await readTransfers(trx, workspaceId, workflowId))
  const support = stored === null ? null : await readSupport(trx, stored)
  if (stored === null || support === null) return null
  const settled = support.verdicts.find(({ verdict }) => verdict === 'settled')
  return { id: stored.transfer.id, since: support.since, settledAt: settled?.at ?? null }
}
