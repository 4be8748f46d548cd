import type { Trx } from '../../platform/world.ts'

/** How many cases of each workflow wait, and how many of them are overdue; a workflow without any is absent. */
export async function waitingCases(
  trx: Trx,
  workspaceId: string,
  now: Date,
): Promise<ReadonlyMap<string, { readonly open: number; readonly overdue: number }>> {
  const rows = await trx
    .selectFrom('cases')
    .select((of) => [
      'workflow_id',
      of.fn.countAll<number>().as('open'),
      of.fn.countAll<number>().filterWhere('due_at', '<=', now).as('overdue'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('closed_at', 'is', null)
    .groupBy('workflow_id')
    .execute()
  return new Map(rows.map((row) => [row.workflow_id, { open: row.open, overdue: row.overdue }]))
}
