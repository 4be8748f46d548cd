import type { Playbook } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** The duties that the workflow's playbook adds. */
export async function playbookOf(
  _trx: Trx,
  _workspaceId: string,
  _workflowId: string,
): Promise<Pick<Playbook, 'duties'>> {
  return { duties: [] }
}
