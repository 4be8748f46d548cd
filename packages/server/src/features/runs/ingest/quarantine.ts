import { createHash } from 'node:crypto'
import type { Trx, World } from '../../../platform/world.ts'
import { quarantineKey, seal, subjectDigest } from '../../contents/index.ts'
import type { RecordFault } from './read-record.ts'

/** A record that could not be taken in. */
export interface BadRecord {
  readonly text: string
  readonly subject: string | null
  readonly faults: readonly RecordFault[]
}

/** 256 kB of a bad record are kept. */
const MOST_CHARACTERS = 256 * 1024

/**
 * Keeps bad records with what was wrong, sealed, because they may hold contents. The same bad record again is kept once.
 * Gives their ids in the order given.
 */
export async function quarantine(
  trx: Trx,
  world: World,
  workspaceId: string,
  records: readonly BadRecord[],
): Promise<readonly string[]> {
  if (records.length === 0) return []
  const digests = records.map(({ text }) => createHash('sha256').update(text).digest('hex'))
  const key = quarantineKey(world.secret)
  const rows = new Map(
    records.map((record, i) => {
      const id = world.newId()
      const row = {
        id,
        workspace_id: workspaceId,
        received_at: world.clock.now(),
        digest: digests[i] ?? '',
        subject_digest: record.subject === null ? null : subjectDigest(world.secret, workspaceId, record.subject),
        sealed: seal(key, id, cut(record.text)),
        errors: JSON.stringify(record.faults),
      }
      return [row.digest, row] as const
    }),
  )
  await trx
    .insertInto('quarantined_records')
    // In one order everywhere, so that two batches with the same records can't wait for each other.
    .values([...rows.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1)))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'digest']).doNothing())
    .execute()
  const kept = await trx
    .selectFrom('quarantined_records')
    .select(['id', 'digest'])
    .where('workspace_id', '=', workspaceId)
    .where('digest', 'in', [...rows.keys()])
    .execute()
  const ids = new Map(kept.map((row) => [row.digest, row.id]))
  return digests.map((digest) => ids.get(digest) ?? '')
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  return `${text.slice(0, MOST_CHARACTERS)}… (${String(text.length - MOST_CHARACTERS)} characters more were not kept)`
}
