import type { Trx } from '../../platform/world.ts'

/** Who said in a window that a workflow is not as reliable as it used to be, oldest first. */
export async function reliabilityReports(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<readonly { readonly at: Date; readonly by: string }[]> {
  const rows = await trx
    .selectFrom('flags')
    .select(['at', 'by_id'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('kind', '=', 'reliability')
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .execute()
  return rows.map(({ at, by_id: by }) => ({ at, by }))
}
