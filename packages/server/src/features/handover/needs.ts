import type { HandoverFacts } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What the handover judges by and other features keep; `compose` hands it in. */
export interface HandoverNeeds {
  readonly watchesOf: (
    trx: Trx,
    workspaceId: string,
    workflowIds: readonly string[],
  ) => Promise<ReadonlyMap<string, HandoverFacts['watch']>>
  readonly costOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<HandoverFacts['runningCost']>
  readonly seamsOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<HandoverFacts['seams']>
}
