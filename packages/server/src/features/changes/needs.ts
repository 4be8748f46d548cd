import type { LiveChange, StageId, Target } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'

/** What the stage says about what may run. */
export interface StageRule {
  readonly stage: StageId
  /** Largest share of units, in percent, that the AI may see in it. */
  readonly rolloutAtMost: number
  /** When it was entered; null or absent where nobody knows. */
  readonly since?: Date | null
}

/** What changes ask of features above them; handed in where the server is put together. */
export interface ChangesNeeds {
  readonly stageOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<StageRule>
  /** An accepted transfer within its settle period. */
  readonly freezeOf: (
    trx: Trx,
    world: World,
    workspaceId: string,
    workflowId: string,
  ) => Promise<{ readonly until: Date; readonly why: string } | null>
  /** Tells other systems that hosts run something else from now on, in the transaction that moved it. */
  readonly wentLive: (trx: Trx, world: World, workspaceId: string, change: LiveChange) => Promise<void>
  readonly targetsOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly Target[]>
}
