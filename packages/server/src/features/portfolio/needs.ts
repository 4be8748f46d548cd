import type { AdoptionPage, ValuePage } from '@dayshift/contract'
import type { AuditLook } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import type { WorkflowStanding } from '../handover/index.ts'
import type { StoredWorkflow } from '../workflows/index.ts'

/** What `compose` hands in. */
export interface PortfolioNeeds {
  readonly standingOf: (
    trx: Trx,
    world: Pick<World, 'clock'>,
    workspaceId: string,
    workflow: StoredWorkflow,
    unanswered: number,
  ) => Promise<WorkflowStanding>
  readonly adoptionOf: (trx: Trx, workspaceId: string, slug: string) => Promise<AdoptionPage>
  readonly valueOf: (
    trx: Trx,
    workspaceId: string,
    slug: string,
  ) => Promise<
    Pick<
      ValuePage,
      'signs' | 'currency' | 'verdict' | 'perInfluenced' | 'breakEven' | 'payback' | 'phases' | 'committedValue'
    >
  >
  readonly auditOf: (
    trx: Trx,
    workspaceId: string,
    workflow: StoredWorkflow,
    adoption: AdoptionPage,
  ) => Promise<AuditLook>
}
