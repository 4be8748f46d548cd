import type { ColumnType } from 'kysely'

/** The tables of `migrations/0019-portfolio.sql`. */
export interface PortfolioTables {
  initiatives: InitiativesTable
  portfolio_places: PortfolioPlacesTable
  registrations: RegistrationsTable
  portfolio_looks: PortfolioLooksTable
}

interface RegistrationsTable {
  workflow_id: string
  workspace_id: string
  pile: string
  look_again: string
  at: Date
  by_id: string
  by_name: string
}

interface InitiativesTable {
  id: string
  workspace_id: string
  name: string
  unit: string
  nth: number
  stage: string
  stage_written: string
  owner: string
  risk: string
  started_on: string | null
  due_on: string | null
  source: string
  imported_at: Date
  imported_by: string
  imported_by_name: string
  workflow_id: string | null
}

interface PortfolioPlacesTable {
  workflow_id: string
  workspace_id: string
  unit: string
}

interface PortfolioLooksTable {
  workflow_id: string
  workspace_id: string
  looked_at: Date
  ledger_seq: number
  /** A `Look` of the portfolio. */
  standing: ColumnType<unknown, string, string>
}
