import type { LiveChange, Money, StageId, Target } from '@dayshift/core'
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
  /** Counts what new shadow runs cost, in the transaction that takes them in. */
  readonly onShadowRuns: (trx: Trx, workspaceId: string, runs: readonly PaidShadow[]) => Promise<void>
}

/** A shadow run that called a model, as far as money goes. */
export interface PaidShadow {
  readonly workflowId: string
  readonly at: Date
  readonly spendLease: string | null
  /** Null where nobody knows what it cost. */
  readonly cost: Money | null
}
