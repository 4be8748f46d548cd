import type { Trx } from '../../platform/world.ts'
import { dutyName } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'

/** What duties are called in the playbooks of some workflows. */
export async function dutyNames(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<(workflowId: string, duty: string) => string> {
  const playbooks = new Map<string, Awaited<ReturnType<typeof playbookOf>>>()
  for (const id of new Set(workflowIds)) playbooks.set(id, await playbookOf(trx, workspaceId, id))
  return (workflowId, duty) => {
    const playbook = playbooks.get(workflowId)
    return playbook === undefined ? duty : dutyName({ playbook }, duty)
  }
}
