import { notFound } from '../../platform/http/problem.ts'
import type { Trx } from '../../platform/world.ts'
import { findWorkflow, lockWorkflow, type StoredWorkflow } from './store.ts'

/** The workflow of this slug; the problem 404 where there is none. */
export async function knownWorkflow(trx: Trx, workspaceId: string, slug: string): Promise<StoredWorkflow> {
  const workflow = await findWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw notFound('workflow', slug)
  return workflow
}

/** The same, locked until the transaction ends. */
export async function lockKnownWorkflow(trx: Trx, workspaceId: string, slug: string): Promise<StoredWorkflow> {
  const workflow = await lockWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw notFound('workflow', slug)
  return workflow
}
