import type { SeamContract } from '@dayshift/contract'
import { type ContractDiff, diffContracts, type JsonObject, type JsonSchema } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

export interface StoredContract {
  readonly version: number
  readonly schema: JsonSchema
  readonly kept: JsonObject | null
  readonly object: string | null
  readonly note: string
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
}

/** The newest versions of a seam's contract, the highest first. */
export async function contractsOf(trx: Trx, seamId: string, limit: number): Promise<StoredContract[]> {
  const rows = await trx
    .selectFrom('seam_contracts')
    .selectAll()
    .where('seam_id', '=', seamId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    schema: row.schema as JsonSchema, // compiled before it was kept
    kept: row.kept as JsonObject | null,
    object: row.object,
    note: row.note,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }))
}

export async function insertContract(
  trx: Trx,
  { workspaceId, seamId }: { readonly workspaceId: string; readonly seamId: string },
  contract: StoredContract,
): Promise<void> {
  await trx
    .insertInto('seam_contracts')
    .values({
      seam_id: seamId,
      workspace_id: workspaceId,
      version: contract.version,
      schema: JSON.stringify(contract.schema),
      kept: contract.kept === null ? null : JSON.stringify(contract.kept),
      object: contract.object,
      note: contract.note,
      at: contract.at,
      by_id: contract.by.id,
      by_name: contract.by.name,
    })
    .execute()
}

/** The newest version with what it changed; null where nothing says yet what must cross. */
export async function wireContract(trx: Trx, seamId: string): Promise<SeamContract | null> {
  const [newest, before] = await contractsOf(trx, seamId, 2)
  if (newest === undefined) return null
  const { version, schema, object, note, at, by } = newest
  const diff = before === undefined ? null : wireDiff(diffContracts(before.schema, schema))
  return { version, schema, object, note, at: at.toISOString(), by, diff }
}

export function wireDiff({ changes, breaking, breaksFor }: ContractDiff): NonNullable<SeamContract['diff']> {
  return {
    changes: changes.map((change) => ({ ...change, breaksFor: [...change.breaksFor] })),
    breaking,
    breaksFor: [...breaksFor],
  }
}
