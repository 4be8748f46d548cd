import { join } from 'node:path'
import { genesisHead, ledgerKey, signCheckpoint, verifyChain } from '@dayshift/core'
import type { Checkpoint, LedgerHead } from '@dayshift/core'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import type { World } from '../../platform/world.ts'
import { appendCheckpoints, readCheckpoints } from './checkpoint-file.ts'
import { allHeads, headOf } from './ledger-head.ts'
import { entriesBetween } from './ledger-read-model.ts'

/** The file in the data directory, outside the database, so that whoever can write the one can't mend the other. */
export const CHECKPOINTS_FILE = 'ledger-checkpoints.ndjson'

/** A checkpoint is kept after so many new entries, or so long after the one before where there are any new ones. */
const EVERY_ENTRIES = 1_000
const EVERY_MS = 3_600_000
const LOOK_MS = 60_000
const PAGE = 1_000

export interface CheckpointKeeper {
  /** To be noted outside the installation, in hex. */
  readonly publicKey: string
  /** Those that were kept for a workspace, oldest first. */
  kept(workspaceId: string): readonly Checkpoint[]
  /** Signs the end of a workspace's ledger, after checking every entry since the checkpoint before. */
  sign(workspaceId: string): Promise<Signing>
  /** Keeps a checkpoint of every ledger that has grown enough; with `all`, of every one that has grown. */
  keep(all?: boolean): Promise<void>
  /** Keeps the last checkpoints and ends. Repeating it changes nothing. */
  stop(): Promise<void>
}

/** `broken`: the entries since the checkpoint before don't follow from it; nothing is signed. */
export type Signing =
  | { readonly kind: 'signed'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'broken'; readonly firstBad: number; readonly why: string }

/** Keeps signed checkpoints of all workspaces' ledgers in the data directory, from now on until stopped. */
export async function startCheckpointKeeper(world: World, dataDirectory: string): Promise<CheckpointKeeper> {
  const key = ledgerKey(world.secret)
  const file = join(dataDirectory, CHECKPOINTS_FILE)
  const log = world.log.child({ part: 'ledger' })
  const byWorkspace = new Map<string, Checkpoint[]>()
  for (const checkpoint of await readCheckpoints(file)) {
    // Those of a former secret can't vouch for what this one signs.
    if (checkpoint.publicKey === key.publicKey) remember(checkpoint)
  }

  function remember(checkpoint: Checkpoint): void {
    const known = byWorkspace.get(checkpoint.workspaceId)
    if (known === undefined) byWorkspace.set(checkpoint.workspaceId, [checkpoint])
    else known.push(checkpoint)
  }

  async function sign(workspaceId: string): Promise<Signing> {
    const last = byWorkspace.get(workspaceId)?.at(-1)
    const from: LedgerHead = last ?? genesisHead(workspaceId)
    const head = await inWorkspace(world.db, workspaceId, (trx) => headOf(trx, workspaceId))
    const broken = await breakBetween(world, workspaceId, from, head)
    if (broken !== null) return { kind: 'broken', ...broken }
    const at = world.clock.now().toISOString()
    return { kind: 'signed', checkpoint: signCheckpoint(workspaceId, head, at, null, key) }
  }

  async function keep(all = false): Promise<void> {
    const now = world.clock.now().getTime()
    const heads = await asSystem(world.db, allHeads)
    const fresh: Checkpoint[] = []
    for (const { workspaceId, seq } of heads) {
      const last = byWorkspace.get(workspaceId)?.at(-1)
      const grown = seq - (last?.seq ?? 0)
      const old = last === undefined || now - Date.parse(last.at) >= EVERY_MS
      if (grown === 0 || !(all || old || grown >= EVERY_ENTRIES)) continue
      const signing = await sign(workspaceId)
      if (signing.kind === 'signed') fresh.push(signing.checkpoint)
      else log.error({ workspaceId, firstBad: signing.firstBad }, `The ledger was tampered with: ${signing.why}`)
    }
    if (fresh.length === 0) return
    await appendCheckpoints(file, fresh)
    for (const checkpoint of fresh) remember(checkpoint)
  }

  let working: Promise<void> = Promise.resolve()
  const turn = (all: boolean): Promise<void> => {
    working = working
      .then(() => keep(all))
      .catch((error: unknown) => log.warn({ err: error }, 'no checkpoint of the ledger could be kept; trying again'))
    return working
  }
  const timer = setInterval(() => void turn(false), LOOK_MS)
  timer.unref()
  log.info({ publicKey: key.publicKey }, 'The key that signs the ledger; note it outside this machine')

  let stopped: Promise<void> | null = null
  return {
    publicKey: key.publicKey,
    kept: (workspaceId) => byWorkspace.get(workspaceId) ?? [],
    sign,
    keep: async (all) => {
      await working
      await keep(all)
    },
    stop: () => {
      clearInterval(timer)
      return (stopped ??= turn(true))
    },
  }
}

/** Where the chain between two heads breaks, or null. */
async function breakBetween(
  world: World,
  workspaceId: string,
  from: LedgerHead,
  to: LedgerHead,
): Promise<{ readonly firstBad: number; readonly why: string } | null> {
  if (to.seq < from.seq) {
    const why = `it ends at entry ${to.seq}, and a checkpoint that was kept signs entry ${from.seq}.`
    return { firstBad: to.seq + 1, why }
  }
  let head: LedgerHead = from
  // The entry that the checkpoint signs is looked at too: it may have been exchanged.
  for (let next = Math.max(1, from.seq); next <= to.seq; next = head.seq + 1) {
    const start = next
    const page = await inWorkspace(world.db, workspaceId, (trx) =>
      entriesBetween(trx, workspaceId, start, to.seq, PAGE),
    )
    if (from.seq > 0 && head === from && page[0]?.seq !== from.seq) {
      return { firstBad: from.seq, why: `entry ${from.seq}, which a checkpoint signs, is missing.` }
    }
    if (page.length === 0) return { firstBad: next, why: `entry ${next} is missing.` }
    const step = verifyChain(head, page)
    if (step.kind === 'broken') return step
    head = step.head
  }
  return head.hash === to.hash
    ? null
    : { firstBad: to.seq, why: `entry ${to.seq} is not the one that was written last.` }
}
