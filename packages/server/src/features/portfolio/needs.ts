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
}
