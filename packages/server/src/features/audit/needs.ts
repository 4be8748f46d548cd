import type { AdoptionPage } from '@dayshift/contract'
import type { HandoverFacts } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import type { StoredWorkflow } from '../workflows/index.ts'

/** What `compose` hands in. */
export interface AuditNeeds {
  /** Everything that is on record of the way to operation. */
  readonly factsOf: (trx: Trx, workspaceId: string, workflow: StoredWorkflow) => Promise<HandoverFacts>
  readonly adoptionOf: (trx: Trx, workspaceId: string, slug: string, weeks: number) => Promise<AdoptionPage>
}
