import type { ChangeFact, StageId } from '@dayshift/core'
import type { Trx } from '../../../platform/world.ts'

/** What a transfer must know of the rest: the stage, and what changed of that which runs. */
export interface TransferSetup {
  readonly stageOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<{ readonly stage: StageId }>
  readonly changesOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly ChangeFact[]>
}
