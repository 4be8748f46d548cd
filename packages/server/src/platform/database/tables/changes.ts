import type { ColumnType } from 'kysely'

/** The tables of `migrations/0004-changes.sql`. */
export interface ChangesTables {
  changes: ChangesTable
  change_approvals: ChangeApprovalsTable
  change_not_yets: ChangeNotYetsTable
  change_events: ChangeEventsTable
  shadow_runs: ShadowRunsTable
}

/** PostgreSQL's numeric comes as text. */
type Percent = ColumnType<string, number, number>

export interface ChangesTable {
  id: string
  workspace_id: string
  workflow_id: string
  kind: string
  release_id: string | null
  to_percent: ColumnType<string | null, number | null, number | null>
  base_release_id: string | null
  base_percent: Percent
  change_class: string
  change_type: string
  class_why: string
  touches: string[]
  path: number[]
  pace_hours: number
  pace_runs: number
  content_hash: string
  why: string
  proposed_by_kind: string
  proposed_by: string
  proposed_by_name: string
  proposed_at: Date
  state: string
  step: number | null
  step_since: Date | null
  held_at: Date | null
  held_by: string | null
  held_by_name: string | null
  held_reason: string | null
  waits_code: string | null
  waits_reason: string | null
  waits_until: Date | null
  live_at: Date | null
  completed_at: Date | null
  ended_at: Date | null
  end_reason: string | null
}

export interface ChangeApprovalsTable {
  id: string
  workspace_id: string
  change_id: string
  duty: string
  person_id: string
  person_name: string
  content_hash: string
  at: Date
}

export interface ChangeNotYetsTable {
  id: string
  workspace_id: string
  change_id: string
  duty: string
  person_id: string
  person_name: string
  reason: string
  at: Date
  lifted_at: Date | null
}

export interface ChangeEventsTable {
  id: string
  workspace_id: string
  change_id: string
  at: Date
  by_kind: string
  by_id: string
  by_name: string
  act: string
  sentence: string
}

export interface ShadowRunsTable {
  id: string
  workspace_id: string
  change_id: string
  run_id: string
  unit_key: string
  at: Date
  live_route: string
  route: string
  reason_code: string
  reason_message: string
  called: boolean
  failure: string | null
  same_output: boolean | null
  latency_ms: number
  cost_amount: ColumnType<string | null, string | null, string | null>
  cost_currency: string | null
}
