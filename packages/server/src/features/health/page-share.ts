import { type Look, lookKey, PAGE_BUDGET_DAYS, type PageStream, whichPage } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/**
 * Which of the looks may page now. The budget is its owner's, over all streams of all workflows that she cares for: one
 * false page a quarter is expected at most. A departed signal that may not page is a note on the screen until it does; one
 * that has paged is left out until it is answered and its detector begins anew (see page-budget.ts).
 */
export async function mayPage(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  looks: readonly Look[],
  hasPaged: (look: Look) => boolean,
): Promise<ReadonlySet<Look>> {
  const watched = looks.filter(({ e }) => e !== null)
  const mine = watched.filter((look) => !hasPaged(look))
  const streams: PageStream[] = mine.map(({ signal, slice, e }) => ({
    id: lookKey(signal.id, slice),
    e: e ?? 0,
  }))
  const others = await otherStreams(trx, workspaceId, workflowId)
  // The budget was made for all of them, those that have paged as well.
  const count = watched.length + others.length
  if (count === 0) return new Set()
  const waiting = [...streams, ...others.filter((stream) => !stream.hasPaged)]
  const { page } = whichPage(waiting, { pages: 1, streams: count, ticks: PAGE_BUDGET_DAYS })
  const paged = new Set(page)
  return new Set(mine.filter(({ signal, slice }) => paged.has(lookKey(signal.id, slice))))
}

/** What the detectors of the other workflows say whose daily care the same person holds. */
async function otherStreams(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<readonly (PageStream & { readonly hasPaged: boolean })[]> {
  const { rows } = await sql<{ id: string; e: number; hasPaged: boolean }>`
    select s.workflow_id || ' ' || s.signal || ' ' || s.slice || ' ' || s.label as id, s.e,
      coalesce(s.told, 'note') <> 'note' as "hasPaged"
    from health_signals s
    where s.workspace_id = ${workspaceId} and s.workflow_id <> ${workflowId} and s.e is not null
      and s.workflow_id in (
      select theirs.workflow_id from duty_assignments mine
      join duty_assignments theirs on theirs.workspace_id = mine.workspace_id and theirs.person_id = mine.person_id
      where mine.workspace_id = ${workspaceId} and mine.workflow_id = ${workflowId}
        and mine.duty = 'daily-care' and mine.ended_at is null
        and theirs.duty = 'daily-care' and theirs.ended_at is null
    )`.execute(trx)
  return rows
}
