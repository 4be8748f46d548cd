import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0011-health.sql`. */
export interface HealthTables {
  health_deltas: HealthDeltasTable
  health_hours: HealthHoursTable
  run_slices: RunSlicesTable
  baselines: BaselinesTable
  health_watches: HealthWatchesTable
  health_signals: HealthSignalsTable
}

type Jsonb<T> = ColumnType<T, string, string>

export interface HealthDeltasTable {
  id: Generated<number>
  workspace_id: string
  deltas: Jsonb<unknown>
}

export interface HealthHoursTable {
  workspace_id: string
  workflow_id: string
  hour: Date
  release_id: string
  slice: string
  label: string
  counts: Jsonb<unknown>
  sketches: Jsonb<unknown>
}

export interface RunSlicesTable {
  run_id: string
  workspace_id: string
  workflow_id: string
  slice: string
  label: string
}

export interface BaselinesTable {
  id: string
  workspace_id: string
  workflow_id: string
  release_id: string | null
  name: string
  source: string
  data_kind: string
  from_at: Date
  to_at: Date
  runs: number
  statistics: Jsonb<unknown>
  made_for: string | null
  created_at: Date
  created_by: string
  created_by_name: string
}

export interface HealthWatchesTable {
  workflow_id: string
  workspace_id: string
  touched: Generated<number>
  seen: Generated<number>
  evaluated_at: Date | null
}

export interface HealthSignalsTable {
  workspace_id: string
  workflow_id: string
  signal: string
  slice: string
  label: string
  state: string
  since: Date | null
  alarmed_at: Date | null
  alert_id: string | null
  detector: ColumnType<unknown, string | null, string | null>
  e: number | null
  told: string | null
  sentence: string
  evaluated_at: Date
}
