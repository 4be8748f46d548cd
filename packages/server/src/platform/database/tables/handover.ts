import type { ColumnType, Generated } from 'kysely'

type Jsonb<T> = ColumnType<T, string, never>

export interface HandoversTable {
  workflow_id: string
  workspace_id: string
  stage: string
  stage_since: Date
  started_at: Date
  state: string
  stopped_at: Date | null
  stopped_by: string | null
  stopped_reason: string | null
}

export interface StageMovesTable {
  seq: Generated<number>
  id: string
  workspace_id: string
  workflow_id: string
  kind: string
  from_stage: string
  to_stage: string
  at: Date
  by_id: string
  reason: string | null
  playbook: string
  verdicts: Jsonb<unknown>
}

export interface ToldActsTable {
  seq: Generated<number>
  id: string
  workspace_id: string
  workflow_id: string
  kind: string
  at: Date
  told_at: Date
  by_id: string
  people: Jsonb<string[]>
  details: Jsonb<{ [name: string]: string }>
}

export interface StruckActsTable {
  act_id: string
  workspace_id: string
  at: Date
  by_id: string
  reason: string
}

export interface DocumentSectionsTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  document: string
  section: string
  text: string
  author_id: string
  at: Date
}

export interface DocumentSignaturesTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  document: string
  hash: string
  duty: string
  person_id: string
  at: Date
}

export interface DocumentReadsTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  document: string
  hash: string
  person_id: string
  at: Date
}

export interface MoneyVersionsTable {
  workspace_id: string
  workflow_id: string
  version: number
  currency: string
  lines: Jsonb<unknown>
  committed_value: string | null
  at: Date
  by_id: string
}

export interface TargetsTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  measure: string
  bound: string
  value: number | null
  at: Date
  by_id: string
}

export interface DisagreementsTable {
  id: string
  workspace_id: string
  workflow_id: string
  about: string
  text: string
  opened_at: Date
  opened_by: string
}

export interface SettlementsTable {
  disagreement_id: string
  workspace_id: string
  words: string
  at: Date
  by_id: string
}

export interface WaiversTable {
  id: string
  workspace_id: string
  workflow_id: string
  criterion: string
  criterion_name: string
  reason: string
  at: Date
  by_id: string
  expires_at: Date
}

export interface WaiverEndsTable {
  waiver_id: string
  workspace_id: string
  reason: string
  at: Date
  by_id: string
}

/** The tables of `migrations/0007-handover.sql`. */
export interface HandoverTables {
  handovers: HandoversTable
  stage_moves: StageMovesTable
  told_acts: ToldActsTable
  struck_acts: StruckActsTable
  document_sections: DocumentSectionsTable
  document_signatures: DocumentSignaturesTable
  document_reads: DocumentReadsTable
  money_versions: MoneyVersionsTable
  targets: TargetsTable
  disagreements: DisagreementsTable
  settlements: SettlementsTable
  waivers: WaiversTable
  waiver_ends: WaiverEndsTable
}
