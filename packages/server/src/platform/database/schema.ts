import type { ColumnType, Generated } from 'kysely'
import type { AdoptionTables } from './tables/adoption.ts'
import type { ChannelsTables } from './tables/channels.ts'
import type { DutiesTables } from './tables/duties.ts'
import type { ChangesTables } from './tables/changes.ts'
import type { DrillsTables } from './tables/drills.ts'
import type { RunbookTables } from './tables/runbook.ts'
import type { FeedbackTables } from './tables/feedback.ts'
import type { HandoverTables } from './tables/handover.ts'
import type { SpendTables } from './tables/spend.ts'
import type { TransferTables } from './tables/transfer.ts'
import type { AuditTables } from './tables/audit.ts'
import type { AlertsTables } from './tables/alerts.ts'
import type { RelianceTables } from './tables/reliance.ts'
import type { TrustTables } from './tables/trust.ts'
import type { ReviewsTables } from './tables/reviews.ts'
import type { ValueTables } from './tables/value.ts'
import type { PortfolioTables } from './tables/portfolio.ts'
import type { SeamsTables } from './tables/seams.ts'
import type { TracesTables } from './tables/traces.ts'
import type { HealthTables } from './tables/health.ts'

type Uuid = string
/** Decimal text; PostgreSQL's numeric never becomes a float. */
type Numeric = ColumnType<string, string | number, string | number>
type Jsonb<T> = ColumnType<T, string, string>

export interface WorkspacesTable {
  id: Uuid
  name: string
  created_at: Date
}

export interface MembersTable {
  workspace_id: Uuid
  person_id: string
  role: string
  active: Generated<boolean>
  vendor: Generated<boolean>
  joined_at: Date
}

export interface WorkflowsTable {
  id: Uuid
  workspace_id: Uuid
  slug: string
  name: string
  purpose: string
  active_release_id: Uuid | null
  activated_at: Date | null
  rollout_percent: ColumnType<string, number | undefined, number>
  paused_at: Date | null
  paused_by: string | null
  paused_by_name: string | null
  pause_reason: string | null
  gate_version: Generated<number>
  created_at: Date
  candidate_release_id: ColumnType<string | null, string | null | undefined, string | null>
  candidate_percent: ColumnType<string | null, number | null | undefined, number | null>
  shadow_change_id: ColumnType<string | null, string | null | undefined, string | null>
  shadow_percent: ColumnType<string | null, number | null | undefined, number | null>
}

export interface ReleasesTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  name: string
  content_hash: string
  manifest: Jsonb<unknown>
  source: string
  created_at: Date
  created_by: string
  created_by_name: string
}

export interface RunsTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  release_id: Uuid | null
  unregistered_release: string | null
  unit_key: string
  started_at: Date
  ended_at: Date
  latency_ms: number
  status: string
  failure_class: string | null
  failure_message: string | null
  attempts: number
  retries: number
  requested_model: string | null
  resolved_model: string | null
  input_tokens: number | null
  output_tokens: number | null
  cost_amount: Numeric | null
  cost_currency: string | null
  cost_source: string | null
  finish_reason: string | null
  confidence: number | null
  input_quality: number | null
  route: string
  reason_code: string
  reason_rule: string | null
  reason_message: string
  bucket: number
  rerun_of: Uuid | null
  case_id: Uuid | null
  duplicate_of: Uuid | null
  drill_id: Generated<Uuid | null>
  clock_offset_ms: Generated<number>
  received_at: Date
}

export interface SubjectKeysTable {
  id: Uuid
  workspace_id: Uuid
  subject_digest: string
  run_id: Uuid | null
  wrapped_key: Buffer | null
  created_at: Date
  erased_at: Date | null
}

export interface RunContentsTable {
  run_id: Uuid
  workspace_id: Uuid
  subject_key_id: Uuid
  sealed: Buffer | null
  expires_at: Date
}

export interface QuarantinedRecordsTable {
  id: Uuid
  workspace_id: Uuid
  received_at: Date
  digest: string
  subject_digest: string | null
  sealed: Buffer
  errors: Jsonb<{ path: string; message: string }[]>
}

export interface RunDeltasTable {
  id: Generated<number>
  workspace_id: Uuid
  deltas: Jsonb<unknown>
}

export interface RunRollupsTable {
  workspace_id: Uuid
  workflow_id: Uuid
  hour: Date
  route: string
  reason_code: string
  reason_rule: Generated<string>
  release_id: Uuid
  n: number
  called: number
  failed: number
  retries: number
  priced: number
  input_tokens: number
  output_tokens: number
}

export interface LatencyRollupsTable {
  workspace_id: Uuid
  workflow_id: Uuid
  day: string
  bucket: number
  n: number
}

export interface CostRollupsTable {
  workspace_id: Uuid
  workflow_id: Uuid
  hour: Date
  currency: string
  amount: Numeric
  n: number
}

export interface CasesTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  run_id: Uuid
  first_run_id: Uuid
  unit_key: string
  kind: string
  state: string
  priority: Generated<number>
  opened_at: Date
  due_at: Date
  backup_at: Date
  expires_at: Date
  assigned_to: string | null
  assigned_to_name: string | null
  claimed_by: string | null
  claimed_by_name: string | null
  lease_until: Date | null
  fencing_token: Generated<number>
  backup_since: Date | null
  rerun_asked_at: Date | null
  rerun_asked_by: string | null
  rerun_asked_by_name: string | null
  corrected_input: Buffer | null
  subject_key_id: Uuid | null
  closed_at: Date | null
  drill_id: Generated<Uuid | null>
  drill_kind: Generated<string | null>
  drill_revealed_at: Generated<Date | null>
  answers_first: Generated<boolean>
}

export interface CaseEventsTable {
  id: Uuid
  workspace_id: Uuid
  case_id: Uuid
  at: Date
  by_kind: string
  by_id: string
  by_name: string
  act: string
  note: string | null
  subject_key_id: Uuid | null
  draft: Buffer | null
  final: Buffer | null
}

export interface DecisionsTable {
  id: Uuid
  workspace_id: Uuid
  workflow_id: Uuid
  run_id: Uuid | null
  case_id: Uuid | null
  unit_key: string
  kind: string
  by_id: string
  by_name: string
  reason: string | null
  subject_key_id: Uuid | null
  final: Buffer | null
  shown_at: Date | null
  decided_at: Date
}

export interface LedgerHeadsTable {
  workspace_id: Uuid
  seq: number
  hash: string
}

export interface LedgerEntriesTable {
  workspace_id: Uuid
  seq: number
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  act: string
  subject: string
  sentence: string
  details: Jsonb<unknown>
  previous_hash: string
  hash: string
}

/** A person's account, in better-auth's shape; no row-level security: see 0002-identity.sql. */
export interface PeopleTable {
  id: string
  name: string
  email: string
  email_verified: boolean
  image: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface SessionsTable {
  id: string
  expires_at: Date
  token: string
  created_at: Generated<Date>
  updated_at: Date
  ip_address: string | null
  user_agent: string | null
  person_id: string
}

export interface CredentialsTable {
  id: string
  account_id: string
  provider_id: string
  person_id: string
  password: string | null
  created_at: Generated<Date>
  updated_at: Date
}

export interface ApiKeysTable {
  id: Uuid
  workspace_id: Uuid
  name: string
  start: string
  secret_hash: Buffer
  scopes: string[]
  created_at: Date
  created_by: string
  created_by_name: string
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
}

/** The tables as the stores and read models see them; the migrations are the truth. */
export interface Database
  extends
    AlertsTables,
    ChannelsTables,
    DutiesTables,
    ChangesTables,
    DrillsTables,
    RunbookTables,
    HandoverTables,
    SpendTables,
    TransferTables,
    AdoptionTables,
    FeedbackTables,
    TrustTables,
    ReviewsTables,
    ValueTables,
    PortfolioTables,
    RelianceTables,
    AuditTables,
    SeamsTables,
    TracesTables,
    HealthTables {
  workspaces: WorkspacesTable
  members: MembersTable
  workflows: WorkflowsTable
  releases: ReleasesTable
  runs: RunsTable
  subject_keys: SubjectKeysTable
  run_contents: RunContentsTable
  quarantined_records: QuarantinedRecordsTable
  run_deltas: RunDeltasTable
  run_rollups: RunRollupsTable
  latency_rollups: LatencyRollupsTable
  cost_rollups: CostRollupsTable
  cases: CasesTable
  case_events: CaseEventsTable
  decisions: DecisionsTable
  ledger_heads: LedgerHeadsTable
  ledger_entries: LedgerEntriesTable
  people: PeopleTable
  sessions: SessionsTable
  credentials: CredentialsTable
  api_keys: ApiKeysTable
}
