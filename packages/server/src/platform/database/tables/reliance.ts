import type { Generated } from 'kysely'

/** The tables of `migrations/0016-reliance.sql`. */
export interface RelianceTables {
  privacy_terms: PrivacyTermsTable
  human_first_shares: HumanFirstSharesTable
  own_answers: OwnAnswersTable
  compared_answers: ComparedAnswersTable
}

interface PrivacyTermsTable {
  seq: Generated<number>
  workspace_id: string
  least_group: number
  may_see: string[]
  at: Date
  by_id: string
  by_name: string
}

interface HumanFirstSharesTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  /** Decimal text. */
  percent: string
  field: string
  reason: string
  at: Date
  by_id: string
  by_name: string
}

interface OwnAnswersTable {
  id: string
  workspace_id: string
  workflow_id: string
  run_id: string
  case_id: string | null
  by_id: string
  by_name: string
  field: string
  digest: string
  subject_key_id: string
  sealed: Buffer
  answered_at: Date
}

interface ComparedAnswersTable {
  decision_id: string
  workspace_id: string
  workflow_id: string
  own_answer_id: string
  unit_key: string
  by_id: string
  own: string
  ai: string
  final: string
  weight: number | null
  decided_at: Date
}
