import type { Manifest } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { findRelease, findWorkflow } from './store.ts'

/** A workflow with the release that people speak of: the one that runs, else the newest. */
export interface WorkflowToRun {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly release: {
    readonly hash: string
    readonly name: string
    readonly active: boolean
    readonly manifest: Manifest
  } | null
}

/** Null where the workspace has no such workflow. */
export async function workflowToRun(
  trx: Trx,
  workspaceId: string,
  which: { readonly slug: string } | { readonly id: string },
): Promise<WorkflowToRun | null> {
  const known = 'slug' in which ? which.slug : await slugOf(trx, workspaceId, which.id)
  const workflow = known === null ? null : await findWorkflow(trx, workspaceId, known)
  if (workflow === null) return null
  const { id, slug, name, activeReleaseId } = workflow
  const releaseId = activeReleaseId ?? (await newestRelease(trx, workspaceId, id))
  const release = releaseId === null ? null : await findRelease(trx, workspaceId, id, { id: releaseId })
  return {
    id,
    slug,
    name,
    release: release && {
      hash: release.hash,
      name: release.name,
      active: release.id === activeReleaseId,
      manifest: release.manifest,
    },
  }
}

async function newestRelease(trx: Trx, workspaceId: string, workflowId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('releases')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

async function slugOf(trx: Trx, workspaceId: string, id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('workflows')
    .select('slug')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.slug ?? null
}
