import type { Trx } from '../../platform/world.ts'

/** Alerts that people are asked to answer, by workflow; notes, and those of a group that another page names, left out. */
export async function openAlertCounts(
  trx: Trx,
  workspaceId: string,
): Promise<ReadonlyMap<string, { readonly open: number; readonly urgent: number; readonly unanswered: number }>> {
  const rows = await trx
    .selectFrom('alerts')
    .select((of) => [
      'workflow_id',
      of.fn.countAll<number>().as('open'),
      of.fn.countAll<number>().filterWhere('severity', '=', 'urgent').as('urgent'),
      of.fn.countAll<number>().filterWhere('unanswered_at', 'is not', null).as('unanswered'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('state', 'in', ['open', 'acknowledged', 'snoozed'])
    .where('pages', '=', true)
    .where('severity', '<>', 'note')
    .where('workflow_id', 'is not', null)
    .groupBy('workflow_id')
    .execute()
  return new Map(rows.map(({ workflow_id: id, open, urgent, unanswered }) => [id ?? '', { open, urgent, unanswered }]))
}
