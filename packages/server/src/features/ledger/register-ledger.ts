import { Readable } from 'node:stream'
import { api } from '@dayshift/contract'
import type { Actor, LedgerEntry } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { register } from '../../platform/http/app.ts'
import type { App } from '../../platform/http/app.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import type { CheckpointKeeper } from './checkpoint-keeper.ts'
import { exportLedger } from './ledger-export.ts'
import { listEntries } from './ledger-read-model.ts'

/** The drills that this reader is not to hear of yet; handed in, because drills lie above the ledger. */
export type HeldBack = (trx: Trx, workspaceId: string, actor: Actor) => Promise<readonly string[]>

/**
 * The routes of the ledger. Its list holds back what would give a drill away while it lasts; the export and its
 * verification hold everything, at any time.
 */
export function registerLedger(app: App, world: World, keeper: CheckpointKeeper, heldBackFrom: HeldBack): void {
  register(app, world, api.listLedger, async ({ caller, query }) => {
    const { workspaceId, actor } = caller
    const { limit, cursor, subject = null } = query
    const before = cursor === undefined ? null : readCursor(cursor)
    const found = await inWorkspace(world.db, workspaceId, async (trx) => {
      const heldBack = await heldBackFrom(trx, workspaceId, actor)
      return await listEntries(trx, workspaceId, { before, limit: limit + 1, subject, heldBack })
    })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map(entryWire),
      next: found.length > limit && last !== undefined ? String(last.seq) : null,
    }
  })

  register(app, world, api.latestCheckpoint, async ({ caller }) => {
    const signing = await keeper.sign(caller.workspaceId)
    if (signing.kind === 'signed') return signing.checkpoint
    throw new ProblemError({
      status: 500,
      code: 'ledger-broken',
      title: 'The ledger was tampered with',
      detail: `Cannot sign the ledger: ${signing.why} The first entry in doubt is ${signing.firstBad}.`,
      mend: 'Export the ledger, verify it with the checkpoints that were kept, and compare it with a backup.',
    })
  })

  register(app, world, api.exportLedger, async ({ caller, reply }) => {
    const { workspaceId } = caller
    const day = world.clock.now().toISOString().slice(0, 10)
    return reply
      .code(200)
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="ledger-${day}.ndjson"`)
      .send(Readable.from(exportLedger(world, keeper, workspaceId)))
  })
}

function entryWire({ seq, at, actor, act, subject, sentence, details, previousHash, hash }: LedgerEntry) {
  return { seq, at, actor, act, subject, sentence, details, previousHash, hash }
}

function readCursor(cursor: string): number {
  const seq = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (Number.isSafeInteger(seq)) return seq
  throw new ProblemError({
    status: 400,
    code: 'bad-cursor',
    title: 'Unknown place in the list',
    detail: `Cannot continue the list at "${cursor}": that is no cursor of this list.`,
    mend: 'Take the cursor from "next" of the page before, or begin without one.',
  })
}
