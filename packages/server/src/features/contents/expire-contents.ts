import { sql } from 'kysely'
import { DAY_MS } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'

/** Rows that one transaction takes, so that no lock is held for long. */
const CHUNK = 5_000
/** Records in quarantine may hold contents: they go after this time. */
const QUARANTINE_DAYS = 30

/**
 * Removes contents whose retention has ended, the keys that served them alone, and old records from quarantine; records
 * and figures stay. Gives the number of contents removed: as many as a call takes mean that there may be more.
 */
export async function expireContents(trx: Trx, world: World): Promise<{ removed: number; more: boolean }> {
  const now = world.clock.now()
  const { rows } = await sql<{ subject_key_id: string }>`
    update run_contents set sealed = null
    where run_id in (
      select run_id from run_contents
      where sealed is not null and expires_at <= ${now}
      order by expires_at limit ${CHUNK} for update skip locked
    )
    returning subject_key_id`.execute(trx)
  const keyIds = [...new Set(rows.map((row) => row.subject_key_id))]
  if (keyIds.length > 0) {
    await trx
      .updateTable('subject_keys')
      .set({ wrapped_key: null, erased_at: now })
      .where('id', 'in', keyIds)
      .where('run_id', 'is not', null)
      .where('erased_at', 'is', null)
      .execute()
  }
  await trx
    .deleteFrom('quarantined_records')
    .where('received_at', '<', new Date(now.getTime() - QUARANTINE_DAYS * DAY_MS))
    .execute()
  return { removed: rows.length, more: rows.length === CHUNK }
}
