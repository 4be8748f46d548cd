import { type AlertGround, nameOfSeam, type SeamAnswers } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What an alert stands on, as far as its words and its readers ask. */
export type Ground =
  | { readonly kind: 'workflow'; readonly id: string; readonly slug: string; readonly name: string }
  | {
      readonly kind: 'seam'
      readonly id: string
      readonly name: string
      readonly answers: SeamAnswers
      readonly sides: { readonly from: string; readonly to: string }
    }

/**
 * The row that an alert stands on, held until the transaction ends: whatever raises or answers alerts of it comes one
 * after the other, and not while who answers for it moves. Null where the workspace has none.
 */
export async function holdGround(trx: Trx, workspaceId: string, { kind, id }: AlertGround): Promise<Ground | null> {
  await trx
    .selectFrom(kind === 'workflow' ? 'workflows' : 'seams')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute()
  return await readGround(trx, workspaceId, { kind, id })
}

export async function readGround(trx: Trx, workspaceId: string, on: AlertGround): Promise<Ground | null> {
  return on.kind === 'workflow' ? await readWorkflow(trx, workspaceId, on.id) : await readSeam(trx, workspaceId, on.id)
}

async function readWorkflow(trx: Trx, workspaceId: string, id: string): Promise<Ground | null> {
  const row = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { kind: 'workflow', ...row }
}

async function readSeam(trx: Trx, workspaceId: string, id: string): Promise<Ground | null> {
  const row = await trx
    .selectFrom('seams')
    .innerJoin('seam_nodes as f', 'f.id', 'seams.from_id')
    .innerJoin('seam_nodes as t', 't.id', 'seams.to_id')
    .select([
      'seams.id',
      'seams.owner_id as owner',
      'f.id as from_id',
      'f.name as from_name',
      'f.owner_id as from_owner',
      't.id as to_id',
      't.name as to_name',
      't.owner_id as to_owner',
    ])
    .where('seams.workspace_id', '=', workspaceId)
    .where('seams.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { owner, from_id: fromId, from_name: from, to_id: toId, to_name: to } = row
  return {
    kind: 'seam',
    id: row.id,
    name: nameOfSeam({ from: { id: fromId, name: from }, to: { id: toId, name: to } }),
    answers: { owner, from: row.from_owner, to: row.to_owner },
    sides: { from, to },
  }
}

/** Which column of an alert names what it stands on. */
export function columnOf({ kind }: AlertGround): 'workflow_id' | 'seam_id' {
  return kind === 'workflow' ? 'workflow_id' : 'seam_id'
}

/** As which workflow's news the screens are told of it: a seam is none. */
export function slugOf(ground: Ground): string | null {
  return ground.kind === 'workflow' ? ground.slug : null
}

/** How the ledger names it. */
export function subjectOf(ground: Ground): string {
  return ground.kind === 'workflow' ? `workflow:${ground.slug}` : `seam:${ground.id}`
}

/** As what somebody is told of a seam's alert, and answers for it. */
export function seamDutyOf({ sides }: Ground & { kind: 'seam' }, duty: string): string {
  switch (duty) {
    case 'seam-owner':
      return 'owner of the seam'
    case 'seam-from':
      return `who answers for ${sides.from}`
    case 'seam-to':
      return `who answers for ${sides.to}`
    default:
      return 'an admin'
  }
}
