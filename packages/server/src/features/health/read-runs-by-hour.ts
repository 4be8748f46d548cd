import type { HourRuns } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { HoursWanted } from './read-hours.ts'

/** How many runs each hour of a window had, oldest first; those of one release, or of all. Hours without runs are left out. */
export async function readRunsByHour(
  trx: Trx,
  { workspaceId, workflowId, from, to }: HoursWanted,
  releaseId: string | null = null,
): Promise<readonly HourRuns[]> {
  const { rows } = await sql<HourRuns>`
    select hour, sum(runs)::bigint as runs from (
      select hour, (counts ->> 'runs')::bigint as runs from health_hours
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and slice = '' and label = ''
        and (${releaseId}::uuid is null or release_id = ${releaseId})
      union all
      select to_timestamp((d ->> 1)::bigint), (d -> 5 ->> 'runs')::bigint
      from health_deltas, jsonb_array_elements(deltas) as d
      where workspace_id = ${workspaceId} and (d ->> 0)::uuid = ${workflowId} and d ->> 3 = ''
        and (${releaseId}::uuid is null or (d ->> 2)::uuid = ${releaseId})
    ) as both_places
    where hour >= ${from} and hour < ${to}
    group by 1 order by 1`.execute(trx)
  return rows
}
