import type { ColumnType, Generated } from 'kysely'

type Uuid = string
type Jsonb<T> = ColumnType<T, string, string>
type JsonbOrNull<T> = ColumnType<T | null, string | null, string | null>

export interface AlertsTable {
  id: Uuid
  workspace_id: Uuid
  /** Of workflow and seam exactly one: what it stands on. */
  workflow_id: Uuid | null
  seam_id: Uuid | null
  signal: string
  slice_name: string | null
  slice_label: string | null
  class: string
  severity: string
  sentence: string
  next_step: string
  runbook_section: string | null
  since: Date | null
  candidates: Jsonb<unknown>
  evidence: Jsonb<unknown>
  link: string
  caused_by: string | null
  group_id: Uuid
  pages: boolean
  state: string
  opened_at: Date
  last_seen_at: Date
  seen: number
  owner_id: string | null
  owner_duty: string | null
  orphaned: boolean
  told: string[]
  last_told_at: Date | null
  next_at: Date | null
  acknowledged_by: string | null
  acknowledged_at: Date | null
  answered_at: Date | null
  unanswered_at: Date | null
  calm_at: Date | null
  with_builder: boolean
  resolved_at: Date | null
  resolved_by: string | null
  verdict: string | null
  note: Generated<string>
}

export interface AlertEventsTable {
  id: Uuid
  workspace_id: Uuid
  alert_id: Uuid
  at: Date
  act: string
  by_id: string | null
  person_id: string | null
  note: string | null
  details: Jsonb<unknown>
}

export interface AlertExamplesTable {
  alert_id: Uuid
  run_id: Uuid
  workspace_id: Uuid
  note: string
  added_at: Date
  added_by: string
}

export interface AlertSettingsTable {
  workspace_id: Uuid
  acknowledge_urgent_ms: number
  acknowledge_today_ms: number
  quiet: JsonbOrNull<unknown>
  noise_limit: number
  heartbeat_url: string | null
  heartbeat_every_ms: number
  heartbeat_next_at: Date | null
  heartbeat_sent_at: Date | null
  heartbeat_failure: string | null
}

export interface QuietHoursTable {
  workspace_id: Uuid
  person_id: string
  hours: JsonbOrNull<unknown>
}

export interface MaintenanceWindowsTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  from_at: Date
  until_at: Date
  reason: string
  set_at: Date
  set_by: string
  ended_by: string | null
}

export interface ThresholdProposalsTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  signal: string
  factor: number
  noise: number
  judged: number
  proposed_at: Date
  state: string
  decided_at: Date | null
  decided_by: string | null
}

/** The tables of `migrations/0010-alerts.sql`. */
export interface AlertsTables {
  alerts: AlertsTable
  alert_events: AlertEventsTable
  alert_examples: AlertExamplesTable
  alert_settings: AlertSettingsTable
  quiet_hours: QuietHoursTable
  maintenance_windows: MaintenanceWindowsTable
  threshold_proposals: ThresholdProposalsTable
}
