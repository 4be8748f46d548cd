import { unclaimed } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'

/** Gives a case to a person. Whoever held it holds it no longer, unless it is the same person. */
export function reassignCase(
  record: CaseRecord,
  to: CaseActor,
): { readonly kind: 'reassigned'; readonly record: CaseRecord } | { readonly kind: 'closed' } {
  if (record.closedAt !== null) return { kind: 'closed' }
  const keeps = record.rerun !== null || record.claim?.by.id === to.id
  return { kind: 'reassigned', record: { ...(keeps ? record : unclaimed(record)), assignedTo: to } }
}
