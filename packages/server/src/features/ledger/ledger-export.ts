import { closingLine, entryLine, ledgerHeader, ledgerKey, headerLine } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { World } from '../../platform/world.ts'
import type { CheckpointKeeper } from './checkpoint-keeper.ts'
import { headOf } from './ledger-head.ts'
import { entriesBetween } from './ledger-read-model.ts'

const PAGE = 500
/** Newest ones; older ones are in the file. */
const CHECKPOINTS_IN_EXPORT = 200

/**
 * A workspace's whole ledger as NDJSON lines, each with its line end: header, entries, closing checkpoint. What is
 * written meanwhile isn't in it. Nothing is checked here: an export shows the ledger as it is.
 */
export async function* exportLedger(
  world: World,
  keeper: Pick<CheckpointKeeper, 'kept'>,
  workspaceId: string,
): AsyncGenerator<string> {
  const key = ledgerKey(world.secret)
  const kept = keeper.kept(workspaceId).slice(-CHECKPOINTS_IN_EXPORT)
  const header = ledgerHeader(workspaceId, key.publicKey, world.clock.now().toISOString(), kept)
  const head = await inWorkspace(world.db, workspaceId, (trx) => headOf(trx, workspaceId))
  yield `${headerLine(header)}\n`
  let next = 1
  while (next <= head.seq) {
    const from = next
    const page = await inWorkspace(world.db, workspaceId, (trx) =>
      entriesBetween(trx, workspaceId, from, head.seq, PAGE),
    )
    const last = page.at(-1)
    if (last === undefined) break
    yield page.map((entry) => `${entryLine(entry)}\n`).join('')
    next = last.seq + 1
  }
  yield `${closingLine(header, head, key)}\n`
}
