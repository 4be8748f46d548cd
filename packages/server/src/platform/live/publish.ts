import type { LiveTopic } from '@dayshift/contract'
import { sql } from 'kysely'
import type { Trx } from '../world.ts'

/** The channel that all server processes listen on. */
export const LIVE_CHANNEL = 'dayshift_live'

/** What changed: `workflow` is its slug, `id` the id of the run, case or person where one thing changed. */
export interface Change {
  readonly topic: LiveTopic
  readonly workflow: string | null
  readonly id: string | null
}

/**
 * Tells the screens of a workspace that something changed. PostgreSQL delivers it when the transaction commits, to
 * every server process, and not at all when it rolls back.
 */
export async function publish(trx: Trx, workspaceId: string, change: Change): Promise<void> {
  const { topic, workflow, id } = change
  const payload = JSON.stringify({ workspaceId, topic, workflow, id })
  await sql`select pg_notify(${LIVE_CHANNEL}, ${payload})`.execute(trx)
}
