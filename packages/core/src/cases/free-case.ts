import { unclaimed } from './case-record.ts'
import type { CaseRecord } from './case-record.ts'

/** Takes a case out of the hands of somebody who left: it waits for anybody again. Null where it wasn't in them. */
export function freeCase(record: CaseRecord, personId: string): CaseRecord | null {
  if (record.closedAt !== null) return null
  const claimed = record.claim?.by.id === personId
  const assigned = record.assignedTo?.id === personId
  if (!claimed && !assigned) return null
  const freed = claimed ? unclaimed(record) : record
  return { ...freed, assignedTo: assigned ? null : record.assignedTo }
}
