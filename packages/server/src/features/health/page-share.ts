import { type Look, lookKey, PAGE_BUDGET_DAYS, type PageStream, whichPage } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/**
 * Which of the looks may page now. The budget is its owner's, over all streams of all workflows that she cares for: one
 * false page a quarter is expected at most. A departed signal that may not page is a note on the screen until it does.
 */
export async function mayPage(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  looks: readonly Look[],
): Promise<ReadonlySet<Look>> {
  const mine = looks.filter(({ e }) => e !== null)
  const streams: PageStream[] = mine.map(({ signal, slice, e }) => ({
    id: lookKey(signal.id, slice),
    e: e ?? 0,
  }))
  const others = await otherStreams(trx, workspaceId, workflowId)
  const all = [...streams, ...others]
  if (all.length === 0) return new Set()
  const { page } = whichPage(all, { pages: 1, streams: all.length, ticks: PAGE_BUDGET_DAYS })
  const paged = new Set(page)
  return new Set(mine.filter(({ signal, slice }) => paged.has(lookKey(signal.id, slice))))
}

/** What the detectors of the other workflows say whose daily care the same person holds. */
async function otherStreams(trx: Trx, workspaceId: string, workflowId: string): Promise<readonly PageStream[]> {
  const { rows } = await sql<{ id: string; e: number }>`
    select s.workflow_id || ' ' || s.signal || ' ' || s.slice || ' ' || s.label as id, s.e
    from health_signals s
    where s.workspace_id = ${workspaceId} and s.workflow_id <> ${workflowId} and s.e is not null and s.workflow_id in (
      select theirs.workflow_id from duty_assignments mine
      join duty_assignments theirs on theirs.workspace_id = mine.workspace_id and theirs.person_id = mine.person_id
      where mine.workspace_id = ${workspaceId} and mine.workflow_id = ${workflowId}
        and mine.duty = 'daily-care' and mine.ended_at is null
        and theirs.duty = 'daily-care' and theirs.ended_at is null
    )`.execute(trx)
  return rows
}
