import type { LedgerEntry } from '@dayshift/core'
import { type Selectable, sql } from 'kysely'
import type { LedgerEntriesTable } from '../../platform/database/schema.ts'
import type { Trx } from '../../platform/world.ts'

export interface LedgerQuery {
  /** The number of the last entry of the page before; entries with smaller numbers follow. */
  readonly before: number | null
  readonly limit: number
  readonly subject: string | null
  /** Drills whose entries the reader may not see before they are over. */
  readonly heldBack: readonly string[]
}

/** Entries of the workspace, newest first. */
export async function listEntries(trx: Trx, workspaceId: string, query: LedgerQuery): Promise<LedgerEntry[]> {
  const { before, limit, subject, heldBack } = query
  const rows = await trx
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(before !== null, (entries) => entries.where('seq', '<', before))
    .$if(subject !== null, (entries) => entries.where('subject', '=', subject))
    .$if(heldBack.length > 0, (entries) =>
      entries.where(
        sql<boolean>`(details ->> 'drill' is null or details ->> 'drill' <> all(${[...heldBack]}::text[]))`,
      ),
    )
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

/** Entries from a number on, in order, up to and with another. */
export async function entriesBetween(
  trx: Trx,
  workspaceId: string,
  from: number,
  to: number,
  limit: number,
): Promise<LedgerEntry[]> {
  const rows = await trx
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

/** Acts on some subjects since an instant, the newest first; those that the reader may not see yet are left out. */
export async function actsSince(
  trx: Trx,
  workspaceId: string,
  {
    subjects,
    since,
    heldBack,
  }: { readonly subjects: readonly string[]; readonly since: Date; readonly heldBack: readonly string[] },
): Promise<LedgerEntry[]> {
  if (subjects.length === 0) return []
  const rows = await trx
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .where('subject', 'in', [...subjects])
    .$if(heldBack.length > 0, (entries) =>
      entries.where(
        sql<boolean>`(details ->> 'drill' is null or details ->> 'drill' <> all(${[...heldBack]}::text[]))`,
      ),
    )
    .orderBy('seq', 'desc')
    .limit(MOST_ACTS)
    .execute()
  return rows.map(entryOf)
}

const MOST_ACTS = 500

function entryOf(row: Selectable<LedgerEntriesTable>): LedgerEntry {
  return {
    workspaceId: row.workspace_id,
    seq: row.seq,
    at: row.at.toISOString(),
    // The table holds what `recordAct` wrote; what somebody else wrote there is found by its hash.
    actor: { kind: row.actor_kind as LedgerEntry['actor']['kind'], id: row.actor_id, name: row.actor_name },
    act: row.act,
    subject: row.subject,
    sentence: row.sentence,
    details: row.details as LedgerEntry['details'],
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
