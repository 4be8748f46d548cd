import type { Route } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../../platform/world.ts'
import { FIELD_OF } from '../rollups/figures.ts'

export interface Last24h {
  readonly automatic: number
  readonly review: number
  readonly human: number
  readonly existingProcess: number
}

const NONE: Last24h = { automatic: 0, review: 0, human: 0, existingProcess: 0 }

/**
 * Runs by route in this hour and the 23 before it, by workflow id; a workflow without runs is absent. Exact: from the
 * rollups and the deltas that aren't folded yet.
 */
export async function last24hCounts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
): Promise<ReadonlyMap<string, Last24h>> {
  const hour = 3_600_000
  const from = new Date((Math.floor(world.clock.now().getTime() / hour) - 23) * hour)
  const { rows } = await sql<{ workflow_id: string; route: Route; n: number }>`
    select workflow_id, route, sum(n)::bigint as n
    from (
      select workflow_id, hour, route, n from run_rollups where workspace_id = ${workspaceId}
      union all
      select (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, (c ->> 6)::bigint
      from run_deltas, jsonb_array_elements(deltas -> 'counts') as c where workspace_id = ${workspaceId}
    ) as both_places
    where hour >= ${from}
    group by 1, 2`.execute(trx)
  const counts = new Map<string, Last24h>()
  for (const row of rows) {
    counts.set(row.workflow_id, { ...(counts.get(row.workflow_id) ?? NONE), [FIELD_OF[row.route]]: row.n })
  }
  return counts
}

/** When the newest run of each workflow began; a workflow without runs is absent. */
export async function lastRunTimes(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ workflow_id: string; started_at: Date }>`
    select w.id as workflow_id, latest.started_at
    from workflows w, lateral (
      select r.started_at from runs r where r.workspace_id = w.workspace_id and r.workflow_id = w.id and r.drill_id is null
      order by r.id desc limit 1
    ) as latest
    where w.workspace_id = ${workspaceId}`.execute(trx)
  return new Map(rows.map((row) => [row.workflow_id, row.started_at]))
}
