import type { ChangeFact } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { allChangesOf } from './store.ts'

/** The changes of a workflow as criteria read them, oldest first. */
export async function changeFacts(trx: Trx, workspaceId: string, workflowId: string): Promise<ChangeFact[]> {
  const changes = await allChangesOf(trx, workspaceId, workflowId)
  return changes.map(({ id, state, touches, proposedBy, proposedAt, liveAt, endedAt }) => ({
    id,
    state,
    touches: [...touches],
    proposedBy: proposedBy.id,
    proposedAt,
    liveAt,
    endedAt,
  }))
}
