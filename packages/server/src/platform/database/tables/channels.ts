import type { ColumnType, Generated } from 'kysely'

type Jsonb<T> = ColumnType<T, string, string>

/** The tables of `migrations/0009-channels.sql`. */
export interface ChannelsTables {
  channels: ChannelsTable
  deliveries: DeliveriesTable
  delivery_attempts: DeliveryAttemptsTable
  told_ways: ToldWaysTable
  slack_people: SlackPeopleTable
}

export interface ChannelsTable {
  id: string
  workspace_id: string
  kind: string
  name: string
  shown: Jsonb<unknown>
  sealed: Buffer | null
  severities: string[]
  tells_changes: boolean
  state: string
  created_at: Date
  created_by_name: string
  last_success_at: Generated<Date | null>
  failing_since: Generated<Date | null>
  failures: Generated<number>
  retry_at: Generated<Date | null>
  told_at: Generated<Date | null>
  last_failure_at: Generated<Date | null>
  last_failure: Generated<string | null>
}

export interface DeliveriesTable {
  id: string
  workspace_id: string
  channel_id: string
  kind: string
  person_id: string | null
  key: string
  thread: string | null
  subject: string
  content: Jsonb<unknown>
  sealed: Buffer | null
  state: string
  attempts: Generated<number>
  created_at: Date
  next_at: Date
  taken_until: Generated<Date | null>
  ended_at: Generated<Date | null>
  last_status: Generated<number | null>
  last_error: Generated<string | null>
  last_ms: Generated<number | null>
  receipt: ColumnType<unknown, string | null | undefined, string | null>
}

export interface DeliveryAttemptsTable {
  id: string
  workspace_id: string
  delivery_id: string
  at: Date
  ms: number
  status: number | null
  error: string | null
}

export interface ToldWaysTable {
  workspace_id: string
  person_id: string
  severity: string
  ways: string[]
  changed_at: Date
}

export interface SlackPeopleTable {
  workspace_id: string
  channel_id: string
  person_id: string
  slack_user: string
  looked_up_at: Date
}
