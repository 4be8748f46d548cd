import { appendEntry, genesisHead } from '@dayshift/core'
import type { Actor, Json, JsonObject, LedgerActor } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'

export interface RecordedAct {
  readonly workspaceId: string
  readonly actor: Actor | LedgerActor
  /** A verb and its object in kebab-case, like `release-activated`. */
  readonly act: string
  /** `kind:name`, like `workflow:billing-replies` or `case:<id>`. */
  readonly subject: string
  /** Plain words that read after the name of the actor: "paused the workflow: wrong refund dates." */
  readonly sentence: string
  readonly details?: JsonObject
}

/**
 * Writes an act into the workspace's ledger, in the transaction of the act itself: both are kept or neither. Locks the
 * head of the workspace's ledger until the transaction ends, so call it last. Gives the entry's number.
 */
export async function recordAct(trx: Trx, world: Pick<World, 'clock'>, act: RecordedAct): Promise<number> {
  const { workspaceId, actor } = act
  const head = (await lockedHead(trx, workspaceId)) ?? (await firstHead(trx, workspaceId))
  const at = world.clock.now()
  const entry = appendEntry(
    { seq: head.seq, hash: head.hash },
    {
      workspaceId,
      at: at.toISOString(),
      actor: { kind: actor.kind, id: storable(actor.id), name: storable(actor.name) },
      act: storable(act.act),
      subject: storable(act.subject),
      sentence: storable(act.sentence),
      details: storableObject(act.details ?? {}),
    },
  )
  await trx
    .insertInto('ledger_entries')
    .values({
      workspace_id: workspaceId,
      seq: entry.seq,
      at,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      actor_name: entry.actor.name,
      act: entry.act,
      subject: entry.subject,
      sentence: entry.sentence,
      details: JSON.stringify(entry.details),
      previous_hash: entry.previousHash,
      hash: entry.hash,
    })
    .execute()
  await trx
    .updateTable('ledger_heads')
    .set({ seq: entry.seq, hash: entry.hash })
    .where('workspace_id', '=', workspaceId)
    .execute()
  return entry.seq
}

function lockedHead(trx: Trx, workspaceId: string) {
  return trx
    .selectFrom('ledger_heads')
    .select(['seq', 'hash'])
    .where('workspace_id', '=', workspaceId)
    .forUpdate()
    .executeTakeFirst()
}

/** The head of a ledger that may have none yet; two at once make one. */
async function firstHead(trx: Trx, workspaceId: string) {
  const { seq, hash } = genesisHead(workspaceId)
  await trx
    .insertInto('ledger_heads')
    .values({ workspace_id: workspaceId, seq, hash })
    .onConflict((conflict) => conflict.column('workspace_id').doNothing())
    .execute()
  const head = await lockedHead(trx, workspaceId)
  if (head === undefined) throw new Error(`Cannot find the head of the ledger of workspace "${workspaceId}"`)
  return head
}

/** What PostgreSQL's text and jsonb can hold: NUL and lone surrogates become U+FFFD, before the hash is taken. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

function storableObject(object: JsonObject): JsonObject {
  const members: [string, Json][] = []
  for (const [key, value] of Object.entries(object)) {
    if (value !== undefined) members.push([storable(key), storableValue(value)])
  }
  return Object.fromEntries(members)
}

function storableValue(value: Json): Json {
  if (typeof value === 'string') return storable(value)
  if (value === null || typeof value !== 'object') return value
  return isList(value) ? value.map(storableValue) : storableObject(value)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
