/** The tables of `migrations/0003-duties.sql`. */
export interface DutiesTables {
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
