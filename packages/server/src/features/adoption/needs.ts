import type { Candidate, HandoffRecord } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What adoption reads of features that it doesn't know; handed in by compose. */
export interface AdoptionNeeds {
  /** What is on record about the handoff; without the instant since which it is live. */
  readonly handoffOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<Omit<HandoffRecord, 'liveSince'>>
  /** What changed a workflow in a window, oldest first. */
  readonly changesOf: (
    trx: Trx,
    workspaceId: string,
    workflowId: string,
    from: Date,
    to: Date,
  ) => Promise<readonly Candidate[]>
}
