import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0018-seams.sql`. */
export interface SeamsTables {
  seam_nodes: SeamNodesTable
  seams: SeamsTable
  seam_parts: SeamPartsTable
  workflow_seams: WorkflowSeamsTable
  seam_contracts: SeamContractsTable
  seam_crossings: SeamCrossingsTable
  seam_signals: SeamSignalsTable
  seam_findings: SeamFindingsTable
}

/** Null unless something is said. */
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>

export interface SeamNodesTable {
  id: string
  workspace_id: string
  kind: string
  name: string
  owner_id: Later<string>
  aliases: Generated<string[]>
  created_at: Date
}

export interface SeamsTable {
  id: string
  workspace_id: string
  kind: string
  from_id: string
  to_id: string
  what: string
  owner_id: Later<string>
  owner_authority: Later<string>
  owner_since: Later<Date>
  volume_per_week: Later<number>
  error_share: Later<number>
  fix_cost: Later<string>
  currency: string
  source: string
  created_at: Date
  created_by: string
  created_by_name: string
  closed_at: Later<Date>
}

export interface SeamPartsTable {
  id: string
  workspace_id: string
  seam_id: string
  part: string
  body: ColumnType<unknown, string, never>
  told_at: Date
  told_by: string
  told_by_name: string
  ended_at: Later<Date>
  ended_by: Later<string>
  ended_by_name: Later<string>
}

export interface WorkflowSeamsTable {
  workflow_id: string
  seam_id: string
  workspace_id: string
  since: Date
}

export interface SeamContractsTable {
  seam_id: string
  workspace_id: string
  version: number
  schema: ColumnType<unknown, string, never>
  kept: ColumnType<unknown, string | null, never>
  object: string | null
  note: string
  at: Date
  by_id: string
  by_name: string
}

export interface SeamCrossingsTable {
  id: string
  workspace_id: string
  seam_id: string
  key: string
  unit_key: string
  at: Date
  received_at: Date
  via: string
  contract_version: number | null
  accepted: boolean
  faults: ColumnType<unknown, string, never>
  complete: Later<boolean>
  lacking: Later<string>
  said_at: Later<Date>
  said_by: Later<string>
  said_by_name: Later<string>
}

export interface SeamSignalsTable {
  id: string
  workspace_id: string
  seam_id: string
  signal: string
  field: string
  sentence: string
  first_at: Date
  last_at: Date
  seen: number
  told: string[]
  resolved_at: Later<Date>
  resolved_by: Later<string>
  resolved_by_name: Later<string>
  verdict: Later<string>
  note: Later<string>
}

export interface SeamFindingsTable {
  id: string
  workspace_id: string
  name: string
  figures: ColumnType<unknown, string, never>
  at: Date
  by_id: string
  by_name: string
}
