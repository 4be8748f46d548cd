import type { ColumnType, Generated } from 'kysely'

/** Decimal text; PostgreSQL's numeric never becomes a float. */
type Numeric = ColumnType<string, string, string>
type NumericOrNull = ColumnType<string | null, string | null | undefined, string | null>

/** The tables of `migrations/0012-spend.sql`. */
export interface SpendTables {
  spend_limits: SpendLimitsTable
  spend_accounts: SpendAccountsTable
  spend_leases: SpendLeasesTable
  spend_warnings: SpendWarningsTable
}

export interface SpendLimitsTable {
  id: string
  workspace_id: string
  workflow_id: string
  period: string
  amount: NumericOrNull
  currency: string | null
  manifest_amount: NumericOrNull
  manifest_currency: string | null
  reason: string
  at: Date
  by_id: string
  by_name: string
}

export interface SpendAccountsTable {
  workflow_id: string
  workspace_id: string
  highest_amount: NumericOrNull
  highest_currency: string | null
  warn_at: Generated<number[]>
}

export interface SpendLeasesTable {
  id: string
  workspace_id: string
  workflow_id: string
  day: string
  currency: string
  amount: Numeric
  spent: Numeric
  held: Numeric
  recorded: ColumnType<string, string | undefined, string>
  runs: ColumnType<number, number | undefined, number>
  seq: number
  began_at: Date
  heard_at: Date
  expires_at: Date
  ended_at: Date | null
  holder: string
}

export interface SpendWarningsTable {
  workspace_id: string
  workflow_id: string
  signal: string
  period: string
  percent: number
  at: Date
}
