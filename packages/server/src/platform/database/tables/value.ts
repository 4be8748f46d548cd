import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0017-value.sql` and `migrations/0023-money.sql`. */
export interface ValueTables {
  sampling_plans: SamplingPlansTable
  sample_draws: SampleDrawsTable
  sample_strata: SampleStrataTable
  sampled_units: SampledUnitsTable
  money_entries: MoneyEntriesTable
  struck_money_entries: StruckMoneyEntriesTable
  value_statements: ValueStatementsTable
  cost_requests: CostRequestsTable
  cost_answers: CostAnswersTable
  hour_rates: HourRatesTable
}

type Numeric = ColumnType<string, string, never>

interface SamplingPlansTable {
  id: string
  workspace_id: string
  workflow_id: string
  slices: string[]
  by_confidence: boolean
  by_route: boolean
  within: number
  expected: number
  days: number
  judge_id: string
  is_end: boolean
  at: Date
  by_id: string
  by_name: string
}

interface SampleDrawsTable {
  id: string
  workspace_id: string
  workflow_id: string
  plan_id: string
  seed: string
  from_at: Date
  to_at: Date
  drawn_at: Date
}

interface SampleStrataTable {
  draw_id: string
  workspace_id: string
  stratum: string
  units: number
  drawn: number
}

interface SampledUnitsTable {
  draw_id: string
  workspace_id: string
  unit_key: string
  run_id: string
  stratum: string
  place: number
  verdict: Generated<string | null>
  judged_at: Generated<Date | null>
  judged_by: Generated<string | null>
}

interface MoneyEntriesTable {
  id: string
  workspace_id: string
  workflow_id: string
  phase: string
  kind: string
  amount: Numeric
  currency: string
  hours: ColumnType<string | null, string | null, never>
  rate: ColumnType<string | null, string | null, never>
  from_day: string
  to_day: string
  what: string
  at: Date
  by_id: string
  by_name: string
}

interface StruckMoneyEntriesTable {
  entry_id: string
  workspace_id: string
  reason: string
  at: Date
  by_id: string
  by_name: string
}

interface ValueStatementsTable {
  id: string
  workspace_id: string
  workflow_id: string
  currency: string
  per_decision_low: Numeric
  per_decision_high: Numeric
  basis: string
  at: Date
  by_id: string
  by_name: string
}

interface CostRequestsTable {
  id: string
  workspace_id: string
  workflow_id: string
  amount: Numeric
  currency: string
  why: string
  at: Date
  by_id: string
  by_name: string
}

interface CostAnswersTable {
  request_id: string
  workspace_id: string
  verdict: string
  reason: string
  until_day: ColumnType<string | null, string | null, never>
  at: Date
  by_id: string
  by_name: string
}

interface HourRatesTable {
  id: string
  workspace_id: string
  workflow_id: string
  rate: Numeric
  currency: string
  basis: string
  at: Date
  by_id: string
  by_name: string
}
