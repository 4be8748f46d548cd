import { contractCheck, type Manifest } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx } from '../../platform/world.ts'
import type { StoredWorkflow } from '../workflows/index.ts'
import { invalid } from './drill-problems.ts'
import { drillTitle } from './drill-title.ts'
import { type DrillOf, drillsOf } from './store.ts'

/** Refuses a forced failure that would prove nothing, or hit more than it says. */
export async function checkFault(
  trx: Trx,
  drill: DrillOf<'forced-failure'>,
  workflow: StoredWorkflow,
  manifest: Manifest | null,
): Promise<void> {
  if (manifest === null) {
    throw conflict(
      'no-active-release',
      'No release runs',
      `Cannot force a failure of "${workflow.name}": no release of it runs, so the AI is not called.`,
      'Make a release the one that runs first.',
    )
  }
  if (workflow.paused !== null) {
    throw conflict(
      'workflow-is-paused',
      'The workflow is paused',
      `Cannot force a failure of "${workflow.name}": it is paused, so the AI is not called.`,
      'End the pause first, or choose another time.',
    )
  }
  const others = await drillsOf(trx, drill.workspaceId, drill.workflowId)
  const other = others.find(
    ({ kind, state, startsAt, endsAt }) =>
      kind === 'forced-failure' &&
      (state === 'planned' || state === 'running') &&
      startsAt < drill.endsAt &&
      endsAt > drill.startsAt,
  )
  if (other !== undefined) {
    throw conflict(
      'failure-underway',
      'Another failure is forced then',
      `Cannot force two failures of "${workflow.name}" at a time: ${drillTitle(other)} lasts until ${other.endsAt.toISOString()}.`,
      'Stop that one first, or choose another time.',
    )
  }
  checkOutput(drill, manifest)
}

/** A wrong answer of one's own must fit the contract: what doesn't is malformed, which is another fault. */
function checkOutput({ settings: { fault } }: DrillOf<'forced-failure'>, manifest: Manifest): void {
  if (fault.output === null) return
  if (fault.kind !== 'wrong') throw invalid('/output', 'belongs to the fault "wrong" alone', fault.kind)
  const [fault_] = contractCheck(manifest.output)(fault.output)
  if (fault_ !== undefined) {
    throw invalid(`/output${fault_.path}`, `does not fit the output contract: it ${fault_.message}`, 'output')
  }
}

function conflict(code: string, title: string, detail: string, mend: string): ProblemError {
  return new ProblemError({ status: 409, code, title, detail, mend })
}
