/** The tables of `migrations/0006-runbook.sql`. */
export interface RunbookTables {
  runbook_confirmations: RunbookConfirmationsTable
  runbook_notes: RunbookNotesTable
}

export interface RunbookConfirmationsTable {
  id: string
  workspace_id: string
  workflow_id: string
  release_hash: string
  content_hash: string
  text: string
  /** ISO date. */
  review_by: string
  at: Date
  by_id: string
  by_name: string
}

export interface RunbookNotesTable {
  id: string
  workspace_id: string
  workflow_id: string
  name: string
  text: string
  at: Date
  by_id: string
  by_name: string
}
