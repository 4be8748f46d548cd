import type { ColumnType } from 'kysely'

/** The tables of `migrations/0015-trust.sql`. */
export interface TrustTables {
  guidance_confirmations: GuidanceConfirmationsTable
  enough_shares: EnoughSharesTable
}

export interface GuidanceConfirmationsTable {
  id: string
  workspace_id: string
  workflow_id: string
  release_hash: string
  release_name: string
  content_hash: string
  lines: ColumnType<unknown, string, never>
  at: Date
  by_id: string
  by_name: string
}

export interface EnoughSharesTable {
  id: string
  workspace_id: string
  workflow_id: string
  share: number
  reason: string
  at: Date
  by_id: string
  by_name: string
}
