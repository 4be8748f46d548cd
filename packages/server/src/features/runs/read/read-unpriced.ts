import { sql } from 'kysely'
import { uuidV7FromTime } from '@dayshift/core'
import type { Trx } from '../../../platform/world.ts'

export interface UnpricedGroup {
  /** The model that answered, else the one that was asked for. */
  readonly model: string | null
  readonly provider: string | null
  readonly hasTokens: boolean
  readonly n: number
  readonly lastAt: Date
}

/** The latest runs of a window are read, and no more. */
const MOST_READ = 5_000

/** Runs with a call whose cost nobody knows, by model; of the latest 5,000 that began since `from`. */
export async function readUnpriced(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
): Promise<readonly UnpricedGroup[]> {
  const firstId = uuidV7FromTime(from, new Uint8Array(10))
  const { rows } = await sql<UnpricedGroup>`
    select coalesce(run.resolved_model, run.requested_model) as model, release.manifest #>> '{model,provider}' as provider,
      run.input_tokens is not null and run.output_tokens is not null as "hasTokens", count(*)::bigint as n,
      max(run.started_at) as "lastAt"
    from (
      select release_id, resolved_model, requested_model, input_tokens, output_tokens, started_at from runs
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId}
        and status <> 'not-called' and cost_amount is null and drill_id is null
      order by id desc limit ${MOST_READ}
    ) as run
    left join releases release on release.id = run.release_id
    group by 1, 2, 3
    order by n desc, 1`.execute(trx)
  return rows
}
