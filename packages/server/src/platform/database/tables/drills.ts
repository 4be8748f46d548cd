import type { ColumnType, Generated } from 'kysely'

type Uuid = string
type Jsonb<T> = ColumnType<T, string, string>

export interface DrillsTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  kind: string
  state: string
  person_id: string | null
  person_name: string | null
  settings: Jsonb<unknown>
  planned_at: Date
  planned_by: string
  planned_by_name: string
  starts_at: Date
  ends_at: Date
  closed_at: Date | null
  closed_by: string | null
  closed_by_name: string | null
  verdict: string | null
  outcome: ColumnType<unknown, string | null, string | null>
  notes: Generated<string>
}

export interface DrillTasksTable {
  drill_id: Uuid
  position: number
  workspace_id: Uuid
  topic: string
  case_id: Uuid
  recipe: Jsonb<unknown>
}

export interface DrillAnswersTable {
  drill_id: Uuid
  position: number
  workspace_id: Uuid
  act: string
  is_right: boolean
  answered_at: Date
  subject_key_id: Uuid
  sealed: Buffer
}

export interface DrillEventsTable {
  id: Uuid
  workspace_id: Uuid
  drill_id: Uuid
  at: Date
  by_kind: string
  by_id: string
  by_name: string
  act: string
  note: string | null
  details: Jsonb<unknown>
}

/** The tables of `migrations/0005-drills.sql`. */
export interface DrillsTables {
  drills: DrillsTable
  drill_tasks: DrillTasksTable
  drill_answers: DrillAnswersTable
  drill_events: DrillEventsTable
}
