import { isHeld, raisePriority, unclaimed } from './case-record.ts'
import type { CaseRecord } from './case-record.ts'

/** What time does to a case. `checkAt` is when to ask again; null for a closed case. */
export type Expiry =
  | { readonly kind: 'none'; readonly checkAt: number | null }
  | { readonly kind: 'backup'; readonly record: CaseRecord; readonly checkAt: number }
  | { readonly kind: 'handed-over'; readonly record: CaseRecord }

/**
 * Where a case goes that nobody decides: first to the backup (anybody of the team, more pressing), then to the existing
 * process. Never to automatic. While somebody holds it, it stays in these hands until the lease ends.
 */
export function expireCase(record: CaseRecord, now: number): Expiry {
  if (record.closedAt !== null) return { kind: 'none', checkAt: null }
  const next = nextDeadline(record)
  if (now < next) return { kind: 'none', checkAt: next }
  if (record.claim !== null && isHeld(record, now)) return { kind: 'none', checkAt: record.claim.until }
  if (now >= record.expiresAt) {
    return { kind: 'handed-over', record: { ...unclaimed(record), state: 'handed-over', closedAt: now } }
  }
  const free = record.claim === null ? record : unclaimed(record)
  return {
    kind: 'backup',
    record: { ...free, backupSince: now, priority: raisePriority(record.priority), assignedTo: null },
    checkAt: record.expiresAt,
  }
}

/** When time next does something to an open case. */
export function nextDeadline(record: Pick<CaseRecord, 'backupSince' | 'backupAt' | 'expiresAt'>): number {
  return record.backupSince === null ? Math.min(record.backupAt, record.expiresAt) : record.expiresAt
}
