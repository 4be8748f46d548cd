import type { Generated, ColumnType } from 'kysely'

/** The tables of `migrations/0013-feedback.sql`. */
export interface FeedbackTables {
  flags: FlagsTable
  flag_events: FlagEventsTable
  failure_cases: FailureCasesTable
  corrections: CorrectionsTable
  failure_case_corrections: FailureCaseCorrectionsTable
  feedback_terms: FeedbackTermsTable
}

export interface FlagsTable {
  id: string
  workspace_id: string
  workflow_id: string
  run_id: string | null
  kind: string
  via: string
  by_id: string
  by_name: string
  is_member: boolean
  at: Date
  due_at: Date
  state: Generated<string>
  verdict: Generated<string | null>
  failure_case_id: Generated<string | null>
  answered_at: Generated<Date | null>
  answered_by: Generated<string | null>
  answered_by_name: Generated<string | null>
  overdue_at: Generated<Date | null>
}

export interface FlagEventsTable {
  id: string
  workspace_id: string
  flag_id: string
  at: Date
  by_kind: string
  by_id: string
  by_name: string
  act: string
  verdict: string | null
  failure_case_id: string | null
  subject_key_id: string | null
  words: Buffer | null
}

export interface FailureCasesTable {
  id: string
  workspace_id: string
  workflow_id: string
  name: string
  guidance: string
  opened_at: Date
  opened_by: string
  opened_by_name: string
  fixed_in: Generated<string | null>
  fixed_at: Generated<Date | null>
}

export interface CorrectionsTable {
  decision_id: string
  workspace_id: string
  workflow_id: string
  run_id: string
  digest: string
  fields: ColumnType<unknown, string, never>
  distance: number
  shown_at: Date | null
  decided_at: Date
}

export interface FailureCaseCorrectionsTable {
  workflow_id: string
  digest: string
  workspace_id: string
  failure_case_id: string
}

export interface FeedbackTermsTable {
  workflow_id: string
  workspace_id: string
  triage_days: number
}
