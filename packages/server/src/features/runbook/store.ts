import type { RunbookConfirmation } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

export interface StoredConfirmation extends RunbookConfirmation {
  readonly id: string
  /** The page as it was confirmed, without what moves by itself. */
  readonly text: string
}

export interface StoredNote {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
}

interface OfWorkflow {
  readonly workspaceId: string
  readonly workflowId: string
}

export async function insertConfirmation(
  trx: Trx,
  { workspaceId, workflowId }: OfWorkflow,
  { id, by, at, release, contentHash, reviewBy, text }: StoredConfirmation,
): Promise<void> {
  await trx
    .insertInto('runbook_confirmations')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      release_hash: release,
      content_hash: contentHash,
      text,
      review_by: reviewBy,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

/** The last confirmations, newest first. */
export async function confirmationsOf(
  trx: Trx,
  { workspaceId, workflowId }: OfWorkflow,
  most: number,
): Promise<StoredConfirmation[]> {
  const rows = await trx
    .selectFrom('runbook_confirmations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    by: { id: row.by_id, name: row.by_name },
    at: row.at,
    release: row.release_hash,
    contentHash: row.content_hash,
    reviewBy: row.review_by,
    text: row.text,
  }))
}

/** Attaches a note; one of the same name is replaced. */
export async function putNote(trx: Trx, { workspaceId, workflowId }: OfWorkflow, note: StoredNote): Promise<void> {
  const written = { text: note.text, at: note.at, by_id: note.by.id, by_name: note.by.name }
  await trx
    .insertInto('runbook_notes')
    .values({ id: note.id, workspace_id: workspaceId, workflow_id: workflowId, name: note.name, ...written })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'name']).doUpdateSet(written))
    .execute()
}

export async function notesOf(trx: Trx, { workspaceId, workflowId }: OfWorkflow): Promise<StoredNote[]> {
  const rows = await trx
    .selectFrom('runbook_notes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    text: row.text,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }))
}

/** Takes a note away; gives its name, or null where there is none of this id. */
export async function dropNote(trx: Trx, { workspaceId, workflowId }: OfWorkflow, id: string): Promise<string | null> {
  const row = await trx
    .deleteFrom('runbook_notes')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
  return row?.name ?? null
}
