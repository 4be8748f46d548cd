import type { Case } from '@dayshift/contract'
import { isHeld } from '@dayshift/core'
import type { Reason, Route } from '@dayshift/core'
import type { StoredCase } from './store.ts'

/** What the list and the page show of a case besides the case itself. */
export interface CaseSurroundings {
  readonly workflow: { readonly slug: string; readonly name: string }
  readonly route: Route
  readonly reason: Reason
  readonly excerpt: string | null
}

/** A case on the wire, as it is at this instant: a lease that has ended is no claim. */
export function caseWire({ record, unitKey, drill }: StoredCase, around: CaseSurroundings, now: number): Case {
  const held = isHeld(record, now) ? record.claim : null
  return {
    id: record.id,
    kind: record.kind,
    state: record.state === 'claimed' && held === null ? 'waiting' : record.state,
    priority: record.priority,
    workflow: around.workflow.slug,
    workflowName: around.workflow.name,
    unitKey,
    runId: record.runId,
    route: around.route,
    reason: around.reason,
    openedAt: instant(record.openedAt),
    dueAt: instant(record.dueAt),
    expiresAt: instant(record.expiresAt),
    overdue: record.closedAt === null && record.dueAt <= now,
    claimedBy: held?.by ?? null,
    leaseUntil: held === null ? null : instant(held.until),
    assignedTo: record.assignedTo,
    backupSince: record.backupSince === null ? null : instant(record.backupSince),
    rerunWaiting: record.rerun !== null,
    excerpt: around.excerpt,
    drill:
      drill === null || drill.revealedAt === null ? null : { id: drill.id, wrongOnPurpose: drill.kind === 'wrong' },
  }
}

export function instant(ms: number): string {
  return new Date(ms).toISOString()
}
