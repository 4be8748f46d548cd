import type { QuarantinePage } from '@dayshift/contract'
import type { z } from 'zod'
import type { Trx, World } from '../../../platform/world.ts'
import { open, quarantineKey } from '../../contents/index.ts'
import { cursorAfter, readCursor } from './cursor.ts'

/** Records that could not be taken in, the latest first. */
export async function listQuarantine(
  trx: Trx,
  world: World,
  workspaceId: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<z.output<typeof QuarantinePage>> {
  const before = readCursor('quarantine', cursor)
  let query = trx
    .selectFrom('quarantined_records')
    .select(['id', 'received_at', 'sealed', 'errors'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (before !== null) query = query.where('id', '<', before)
  const rows = await query.execute()
  const { total } = await trx
    .selectFrom('quarantined_records')
    .select((of) => of.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const key = quarantineKey(world.secret)
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    errors: row.errors,
    record: open(key, row.id, row.sealed),
  }))
  const last = items.at(-1)
  return {
    items,
    next: rows.length > limit && last !== undefined ? cursorAfter('quarantine', last.id) : null,
    total,
  }
}
