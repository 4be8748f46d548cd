import type { Candidate, Target } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What health reads of features that it doesn't know; handed in by compose. */
export interface HealthNeeds {
  readonly targetsOf: (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly Target[]>
  /** The early support of the last transfer: since when, and until when once it is settled; null without one. */
  readonly supportOf: (
    trx: Trx,
    workspaceId: string,
    workflowId: string,
  ) => Promise<{ readonly id: string; readonly since: Date; readonly settledAt: Date | null } | null>
  /** What changed a workflow in a window, oldest first: changes as they went live or ended. */
  readonly changesOf: (
    trx: Trx,
    workspaceId: string,
    workflowId: string,
    from: Date,
    to: Date,
  ) => Promise<readonly Candidate[]>
  /** Who said in a window that it is not as reliable as it used to be. */
  readonly reportsOf: (
    trx: Trx,
    workspaceId: string,
    workflowId: string,
    from: Date,
    to: Date,
  ) => Promise<readonly { readonly at: Date; readonly by: string }[]>
  /** Reports that wait past their promised time now, and since when. */
  readonly unreadOf: (
    trx: Trx,
    workspaceId: string,
    workflowId: string,
    now: Date,
  ) => Promise<{ readonly n: number; readonly since: Date | null }>
}
