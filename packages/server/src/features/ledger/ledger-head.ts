import { genesisHead } from '@dayshift/core'
import type { LedgerHead } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** The end of a workspace's ledger. */
export async function headOf(trx: Trx, workspaceId: string): Promise<LedgerHead> {
  const head = await trx
    .selectFrom('ledger_heads')
    .select(['seq', 'hash'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return head ?? genesisHead(workspaceId)
}

/** The ends of all workspaces' ledgers; for the system alone. */
export async function allHeads(trx: Trx): Promise<readonly (LedgerHead & { readonly workspaceId: string })[]> {
  const rows = await trx.selectFrom('ledger_heads').selectAll().orderBy('workspace_id').execute()
  return rows.map((row) => ({ workspaceId: row.workspace_id, seq: row.seq, hash: row.hash }))
}
