import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0021-traces.sql` and `0024-intake.sql`. */
export interface TracesTables {
  trace_spans: TraceSpansTable
  traces: TracesTable
  trace_sources: TraceSourcesTable
  run_scores: RunScoresTable
}

interface TraceSpansTable {
  workspace_id: string
  trace_id: string
  span_id: string
  facts: ColumnType<unknown, string, string>
}

interface TracesTable {
  workspace_id: string
  trace_id: string
  first_at: Date
  last_at: Date
  has_root: boolean
  settle_at: Date | null
  state: 'open' | 'unmapped' | 'run' | 'no-run'
  service: string | null
  name: string | null
  run_id: string | null
  workflow_id: string | null
  unit_key: string | null
  late: Generated<number>
  wait_ms: Generated<number>
  late_ms: Generated<number>
  why: string | null
}

interface TraceSourcesTable {
  workspace_id: string
  service: string
  name: string
  workflow_id: string | null
  is_ignored: Generated<boolean>
  unit_attribute: string | null
  wait_seconds: number | null
  runs: Generated<number>
  first_at: Date
  last_at: Date
}

interface RunScoresTable {
  workspace_id: string
  run_id: string
  name: string
  value: number | null
  label: string | null
  source: string
  comment: string | null
  at: Date
}
