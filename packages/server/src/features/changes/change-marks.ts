import type { Candidate } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What changed a workflow in a window, oldest first: releases that met their first units, new shares, what went back. */
export async function changeMarks(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<readonly Candidate[]> {
  const rows = await trx
    .selectFrom('changes')
    .leftJoin('releases', 'releases.id', 'changes.release_id')
    .select([
      'changes.id',
      'changes.kind',
      'changes.state',
      'changes.path',
      'changes.to_percent',
      'changes.live_at',
      'changes.ended_at',
      'releases.name',
    ])
    .where('changes.workspace_id', '=', workspaceId)
    .where('changes.workflow_id', '=', workflowId)
    .where('changes.live_at', 'is not', null)
    .where('changes.live_at', '<=', to)
    .where((or) => or.or([or('changes.live_at', '>=', from), or('changes.ended_at', '>=', from)]))
    .execute()
  return rows
    .flatMap((row): readonly Candidate[] => {
      const what =
        row.kind === 'release' ? `Release ${row.name ?? ''}` : `A share of ${String(Number(row.to_percent))} %`
      const first = row.path[0]
      const kind = row.kind === 'release' ? 'release' : 'change'
      const live: Candidate = {
        kind,
        id: row.id,
        label: `${what} went live${row.kind === 'release' && first !== undefined ? ` for ${String(first)} % of the units` : ''}`,
        at: row.live_at ?? to,
      }
      const back: Candidate | null =
        row.state === 'rolled-back' && row.ended_at !== null
          ? { kind: 'change', id: row.id, label: `${what} was rolled back`, at: row.ended_at }
          : null
      return [live, ...(back === null ? [] : [back])]
    })
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}
