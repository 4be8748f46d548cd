import type { GuidanceLine } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import type { Place } from './read-answers.ts'

interface By {
  readonly id: string
  readonly name: string
}

export interface StoredGuidance {
  readonly release: { readonly hash: string; readonly name: string }
  readonly contentHash: string
  readonly lines: readonly Pick<GuidanceLine, 'kind' | 'where' | 'text'>[]
  readonly at: Date
  readonly by: By
}

export async function insertGuidance(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { id, release, contentHash, lines, at, by }: StoredGuidance & { readonly id: string },
): Promise<void> {
  await trx
    .insertInto('guidance_confirmations')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      release_hash: release.hash,
      release_name: release.name,
      content_hash: contentHash,
      lines: JSON.stringify(lines),
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

/** What was confirmed last; null where nobody ever did. */
export async function newestGuidance(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredGuidance | null> {
  const row = await trx
    .selectFrom('guidance_confirmations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    release: { hash: row.release_hash, name: row.release_name },
    contentHash: row.content_hash,
    lines: row.lines as StoredGuidance['lines'], // as insertGuidance wrote them
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }
}

/** Share of right answers from which on nobody needs to check, where nobody has said another one. */
const ENOUGH = 0.95

export interface Enough {
  readonly share: number
  readonly at: Date | null
  readonly by: By | null
}

export async function enoughOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<Enough> {
  const row = await trx
    .selectFrom('enough_shares')
    .select(['share', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return { share: ENOUGH, at: null, by: null }
  return { share: row.share, at: row.at, by: { id: row.by_id, name: row.by_name } }
}

export async function insertEnough(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  told: { readonly id: string; readonly share: number; readonly reason: string; readonly at: Date; readonly by: By },
): Promise<void> {
  const { id, share, reason, at, by } = told
  await trx
    .insertInto('enough_shares')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      share,
      reason,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}
