import type { Manifest } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { findRelease, type StoredWorkflow } from '../workflows/index.ts'

/** The manifest of the active release; null where none is active. */
export async function manifestOf(
  trx: Trx,
  workspaceId: string,
  { id, activeReleaseId }: Pick<StoredWorkflow, 'id' | 'activeReleaseId'>,
): Promise<Manifest | null> {
  if (activeReleaseId === null) return null
  const release = await findRelease(trx, workspaceId, id, { id: activeReleaseId })
  return release?.manifest ?? null
}
