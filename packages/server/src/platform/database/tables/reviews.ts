import type { Attendance, ReviewPack } from '@dayshift/core'
import type { ColumnType, Generated } from 'kysely'

type Jsonb<T> = ColumnType<T, string, never>

/** The tables of `migrations/0020-reviews.sql`. */
export interface ReviewsTables {
  review_starts: ReviewStartsTable
  review_plans: ReviewPlansTable
  reviews: ReviewsTable
  review_packs: ReviewPacksTable
  held_reviews: HeldReviewsTable
  review_actions: ReviewActionsTable
  policy_changes: PolicyChangesTable
  policy_answers: PolicyAnswersTable
  calendar_feeds: CalendarFeedsTable
}

interface ReviewStartsTable {
  seq: Generated<number>
  workspace_id: string
  workflow_id: string
  day: string
  time: string
  zone: string
  intended_users: number | null
  reason: string
  set_at: Date
  by_id: string | null
  by_name: string | null
}

interface ReviewPlansTable {
  workflow_id: string
  workspace_id: string
  looked_at: Date
  next_at: Date
}

interface ReviewsTable {
  id: string
  workspace_id: string
  workflow_id: string
  kind: string
  name: string
  number: number
  day: string
  at: Date
  hold_by: Date
  missed_at: Date
  attended_by: Jsonb<readonly { readonly duty: string; readonly name: string }[]>
  asks: Jsonb<readonly { readonly id: string; readonly question: string }[]>
  counts_as: string | null
  state: string
}

interface ReviewPacksTable {
  review_id: string
  workspace_id: string
  pack: Jsonb<ReviewPack>
  content_hash: string
  filled_at: Date
}

interface HeldReviewsTable {
  review_id: string
  workspace_id: string
  held_at: Date
  by_id: string
  by_name: string
  verdict: string
  words: string
  attendance: Jsonb<
    readonly {
      readonly duty: string
      readonly name: string
      readonly person: { readonly id: string; readonly name: string } | null
      readonly attendance: Attendance
    }[]
  >
  answers: Jsonb<readonly { readonly question: string; readonly answer: string }[]>
  deviations: Jsonb<readonly string[]>
  closed: Jsonb<readonly string[]>
  signed_hash: string
}

interface ReviewActionsTable {
  id: string
  workspace_id: string
  workflow_id: string
  review_id: string | null
  plan: string | null
  what: string
  person_id: string
  person_name: string
  due: string
  opened_at: Date
  closed_at: Date | null
  closed_by: string | null
  closed_by_name: string | null
  outcome: string | null
  words: Generated<string>
}

interface PolicyChangesTable {
  id: string
  workspace_id: string
  workflow_id: string
  holds_from: string
  words: string
  source: string
  touches: string
  told_at: Date
  by_id: string
  by_name: string
}

interface PolicyAnswersTable {
  policy_change_id: string
  workspace_id: string
  kind: string
  words: string
  at: Date
  by_id: string
  by_name: string
}

interface CalendarFeedsTable {
  id: string
  workspace_id: string
  person_id: string
  workflow_id: string | null
  digest: string
  made_at: Date
  revoked_at: Date | null
}
