import type { DrillFact, Target } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What the page shows from features that lie beside or above; handed in. */
export interface RunbookReaders {
  readonly drillFacts: (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly DrillFact[]>
  readonly targetsOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly Target[]>
}
