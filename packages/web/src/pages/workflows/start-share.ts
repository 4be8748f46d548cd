import type { WorkflowDetail } from '../../api/workflows.ts'

/**
 * The share of units, in percent, that a release begins with unless somebody says otherwise, as the server has it: a
 * newer release begins with what its manifest says, an earlier one goes on with the share that units have now.
 */
export function startShare(workflow: WorkflowDetail, createdAt: string, manifestPercent: number): number {
  const active = workflow.releases.find((release) => release.active)
  if (active === undefined || Date.parse(createdAt) >= Date.parse(active.createdAt)) return manifestPercent
  return workflow.rolloutPercent
}
