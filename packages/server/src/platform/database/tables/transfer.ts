import type { ColumnType } from 'kysely'

/** The tables of `migrations/0008-transfer.sql`. */
export interface TransferTables {
  transfers: TransfersTable
  support_checks: SupportChecksTable
  support_verdicts: SupportVerdictsTable
}

export interface TransfersTable {
  id: string
  workspace_id: string
  workflow_id: string
  at: Date
  zone: string
  state: string
  from_id: string
  to_id: string
  backup_id: string
  moves: string[]
  parallel_since: Date
  settle_days: number
  support_days: number
  planned_by: string
  planned_at: Date
  accepted_at: Date | null
  held_at: Date | null
  held_because: ColumnType<unknown, string | null, string | null>
  done_at: Date | null
  late_ms: number | null
  ended_at: Date | null
  ended_by: string | null
  ended_reason: string | null
}

export interface SupportChecksTable {
  id: string
  workspace_id: string
  transfer_id: string
  pass: number
  day: number
  logs_checked: boolean
  exceptions_reviewed: boolean
  rough: string
  by_id: string
  at: Date
}

export interface SupportVerdictsTable {
  id: string
  workspace_id: string
  transfer_id: string
  pass: number
  verdict: string
  note: string
  by_id: string
  at: Date
}
