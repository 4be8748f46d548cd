import type { Trx, World } from '../../platform/world.ts'
import { newContentKey, ownDigest, subjectDigest, unwrapKey, wrapKey } from './sealing.ts'

/** Whose key is asked for: the subject's, or the run's own where it names no subject. */
export interface KeyOwner {
  readonly runId: string
  readonly subject: string | null
  /** When the content came to be: what is older than the subject's erasure is never kept again. */
  readonly at: Date
}

/** `key` is null where the subject was erased after the content came to be. */
export interface FoundKey {
  readonly id: string
  readonly key: Buffer | null
}

/** The keys of a batch in one or two queries; keys that don't exist yet are made. In the order of `owners`. */
export async function keysOf(
  trx: Trx,
  world: World,
  workspaceId: string,
  owners: readonly KeyOwner[],
): Promise<readonly FoundKey[]> {
  const asked = owners.map((owner) => ({ owner, digest: digestOf(world, workspaceId, owner) }))
  const digests = [...new Set(asked.map(({ digest }) => digest))]
  const known = await read(trx, workspaceId, digests)
  const missing = new Map<string, KeyOwner>()
  for (const { owner, digest } of asked) {
    if (erasureAfter(known, digest, owner.at) === null && live(known, digest) === null) missing.set(digest, owner)
  }
  await make(trx, world, workspaceId, missing)
  // Read again rather than returned: another transaction may have made the key of the same subject first.
  const all = missing.size === 0 ? known : [...known, ...(await read(trx, workspaceId, [...missing.keys()]))]
  const opened = new Map<string, Buffer>()
  return asked.map(({ owner, digest }) => {
    const erased = erasureAfter(all, digest, owner.at)
    if (erased !== null) return { id: erased.id, key: null }
    const row = live(all, digest)
    if (row === null || row.wrapped_key === null) {
      throw new Error(`Cannot seal the contents of run "${owner.runId}": the key of its subject was not found`)
    }
    const key = opened.get(row.id) ?? unwrapKey(world.secret, row.id, row.wrapped_key)
    opened.set(row.id, key)
    return { id: row.id, key }
  })
}

type KeyRow = Awaited<ReturnType<typeof read>>[number]

function read(trx: Trx, workspaceId: string, digests: readonly string[]) {
  return trx
    .selectFrom('subject_keys')
    .select(['id', 'subject_digest', 'wrapped_key', 'erased_at'])
    .where('workspace_id', '=', workspaceId)
    .where('subject_digest', 'in', digests)
    .execute()
}

async function make(
  trx: Trx,
  world: World,
  workspaceId: string,
  missing: ReadonlyMap<string, KeyOwner>,
): Promise<void> {
  if (missing.size === 0) return
  // In one order everywhere, so that two batches with the same subjects can't wait for each other.
  const rows = [...missing]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([digest, owner]) => {
      const id = world.newId()
      return {
        id,
        workspace_id: workspaceId,
        subject_digest: digest,
        run_id: owner.subject === null ? owner.runId : null,
        wrapped_key: wrapKey(world.secret, id, newContentKey()),
        created_at: world.clock.now(),
        erased_at: null,
      }
    })
  await trx
    .insertInto('subject_keys')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'subject_digest']).where('erased_at', 'is', null).doNothing(),
    )
    .execute()
}

function digestOf(world: World, workspaceId: string, owner: KeyOwner): string {
  return owner.subject === null
    ? ownDigest(world.secret, workspaceId, owner.runId)
    : subjectDigest(world.secret, workspaceId, owner.subject)
}

function live(rows: readonly KeyRow[], digest: string): KeyRow | null {
  return rows.find((row) => row.subject_digest === digest && row.erased_at === null) ?? null
}

function erasureAfter(rows: readonly KeyRow[], digest: string, at: Date): KeyRow | null {
  return rows.find((row) => row.subject_digest === digest && row.erased_at !== null && row.erased_at >= at) ?? null
}
