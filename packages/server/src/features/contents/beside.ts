import type { Trx, World } from '../../platform/world.ts'
import { open, seal, unwrapKey } from './sealing.ts'
import { keysOf } from './subject-keys.ts'

/** A further content about a run's unit (a draft, a final answer, a corrected input), to be kept in a row of one's own. */
export interface SealedBeside {
  readonly subjectKeyId: string
  readonly sealed: Buffer
}

/**
 * Seals a value under the key that the run's contents are sealed under, so that one erasure takes both. A run without
 * contents, or whose contents were erased, gets a key of its own. The run needs not be known here.
 */
export async function sealBeside(
  trx: Trx,
  world: World,
  workspaceId: string,
  runId: string,
  value: unknown,
): Promise<SealedBeside> {
  const row = await trx
    .selectFrom('run_contents')
    .innerJoin('subject_keys', 'subject_keys.id', 'run_contents.subject_key_id')
    .select(['subject_keys.id', 'wrapped_key'])
    .where('run_contents.run_id', '=', runId)
    .executeTakeFirst()
  if (row !== undefined && row.wrapped_key !== null) {
    return { subjectKeyId: row.id, sealed: sealValue(unwrapKey(world.secret, row.id, row.wrapped_key), row.id, value) }
  }
  const [own] = await keysOf(trx, world, workspaceId, [{ runId, subject: null, at: world.clock.now() }])
  if (own === undefined || own.key === null) throw new Error(`Cannot seal a value beside run "${runId}": it has no key`)
  return { subjectKeyId: own.id, sealed: sealValue(own.key, own.id, value) }
}

/** The values that were sealed, in the order given; undefined for each whose key was erased. One query. */
export async function openBeside(trx: Trx, world: World, items: readonly SealedBeside[]): Promise<readonly unknown[]> {
  if (items.length === 0) return []
  const rows = await trx
    .selectFrom('subject_keys')
    .select(['id', 'wrapped_key'])
    .where('id', 'in', [...new Set(items.map((item) => item.subjectKeyId))])
    .execute()
  const keys = new Map(
    rows.flatMap((row) =>
      row.wrapped_key === null ? [] : [[row.id, unwrapKey(world.secret, row.id, row.wrapped_key)] as const],
    ),
  )
  return items.map(({ subjectKeyId, sealed }): unknown => {
    const key = keys.get(subjectKeyId)
    return key === undefined ? undefined : JSON.parse(open(key, `beside ${subjectKeyId}`, sealed))
  })
}

function sealValue(key: Uint8Array, keyId: string, value: unknown): Buffer {
  return seal(key, `beside ${keyId}`, JSON.stringify(value ?? null))
}
