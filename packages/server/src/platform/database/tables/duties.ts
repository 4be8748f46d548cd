import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/0003-duties.sql`. */
export interface DutiesTables {
  playbook_versions: PlaybookVersionsTable
  playbook_choices: PlaybookChoicesTable
  member_spans: MemberSpansTable
  duty_assignments: DutyAssignmentsTable
}

export interface MemberSpansTable {
  id: string
  workspace_id: string
  person_id: string
  role: string
  began_at: Date
  ended_at: Date | null
}

export interface DutyAssignmentsTable {
  id: string
  workspace_id: string
  workflow_id: string
  duty: string
  person_id: string
  began_at: Date
  ended_at: Date | null
  ended: string | null
}

export interface PlaybookVersionsTable {
  id: string
  nth: Generated<number>
  workspace_id: string
  playbook: string
  content_hash: string
  body: ColumnType<unknown, string, string>
  source: string
  added_at: Date
  added_by: string
  added_by_name: string
}

export interface PlaybookChoicesTable {
  id: string
  nth: Generated<number>
  workspace_id: string
  workflow_id: string
  playbook: string
  content_hash: string
  body: ColumnType<unknown, string, string>
  reason: string
  chosen_at: Date
  chosen_by: string
  chosen_by_name: string
}
