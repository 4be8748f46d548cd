import { judgeConditions, type JudgedCondition, rolloutConditions } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { readRunWindow } from '../runs/index.ts'
import { findRelease } from '../workflows/index.ts'
import type { ChangesNeeds } from './needs.ts'
import type { Standing } from './standing.ts'
import type { StoredChange } from './store.ts'

export interface StepFigures {
  /** Units that met the change in its present or last step. */
  readonly met: number
  readonly conditions: readonly JudgedCondition[]
}

/** What the present step of a change has shown so far, or its last one until it ended; before the first: nothing yet. */
export async function stepFigures(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  { change, workflow, release }: Pick<Standing, 'change' | 'workflow' | 'release'>,
): Promise<StepFigures> {
  const { activeReleaseId } = workflow
  const runs =
    release ??
    (activeReleaseId === null ? null : await findRelease(trx, workspaceId, workflow.id, { id: activeReleaseId }))
  if (runs === null) return { met: 0, conditions: [] }
  const asked = rolloutConditions(await needs.targetsOf(trx, workspaceId, workflow.id), runs.manifest)
  const window = windowOf(change, world.clock.now())
  if (window === null) return { met: 0, conditions: judgeConditions(asked, []) }
  const { days } = await readRunWindow(trx, workspaceId, {
    workflowId: workflow.id,
    releaseId: change.releaseId,
    ...window,
  })
  const met = days.reduce((sum, { n, existingProcess }) => sum + n - existingProcess, 0)
  return { met, conditions: judgeConditions(asked, days) }
}

function windowOf({ stepSince, completedAt, endedAt }: StoredChange, now: Date): { from: Date; to: Date } | null {
  if (stepSince === null) return null
  // A run that began in this very millisecond belongs to it.
  return { from: stepSince, to: completedAt ?? endedAt ?? new Date(now.getTime() + 1) }
}
