import type { ClaimEvidence } from '@dayshift/core'
import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0014-adoption.sql`. */
export interface AdoptionTables {
  units: UnitsTable
  denominators: DenominatorsTable
  declared_units: DeclaredUnitsTable
  least_dwells: LeastDwellsTable
  outcomes: OutcomesTable
  claimed_causes: ClaimedCausesTable
  adoption_looks: AdoptionLooksTable
}

interface UnitsTable {
  workflow_id: string
  workspace_id: string
  unit_key: string
  at: Date
  team: string | null
  received_at: Date
}

interface DenominatorsTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  kind: string
  at: Date
  by_id: string
  by_name: string
}

interface DeclaredUnitsTable {
  workflow_id: string
  workspace_id: string
  from_day: string
  to_day: string
  n: number
  source: string
  declared_at: Date
  declared_by: string
  declared_by_name: string
  confirmed_at: Date | null
  confirmed_by: string | null
  confirmed_by_name: string | null
}

interface LeastDwellsTable {
  workflow_id: string
  workspace_id: string
  slice: string
  label: string
  ms: number
}

interface OutcomesTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  unit_key: string
  is_right: boolean
  at: Date
  source: string
  draw_id: Generated<string | null>
  received_at: Date
  answer: string | null
  answer_field: string | null
}

interface ClaimedCausesTable {
  id: string
  workspace_id: string
  workflow_id: string
  cause: string
  words: string
  needed: number | null
  at: Date
  by_id: string
  by_name: string
  evidence: ColumnType<ClaimEvidence, string, never>
}

interface AdoptionLooksTable {
  workflow_id: string
  workspace_id: string
  looked_at: Date
  influenced: number
  to_inform: number
  adopted_at: Date | null
}
