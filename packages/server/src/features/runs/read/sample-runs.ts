import { uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface SampledRun {
  readonly runId: string
  readonly unitKey: string
  readonly at: Date
  readonly route: string
}

/**
 * So many runs of a window in which the AI answered, drawn evenly at random; the same seed draws the same from the same
 * runs, because their order is that of a hash over seed and id.
 */
export async function sampleRuns(
  trx: Trx,
  workspaceId: string,
  {
    workflowId,
    from,
    to,
    seed,
    size,
  }: {
    readonly workflowId: string
    readonly from: Date
    readonly to: Date
    readonly seed: string
    readonly size: number
  },
): Promise<{ readonly runs: readonly SampledRun[]; readonly drawnFrom: number }> {
  // An id carries its time; a host whose clock is off by an hour is still read whole.
  const [firstId, lastId] = [
    uuidV7FromTime(new Date(Math.max(0, from.getTime() - HOUR_MS)), new Uint8Array(10)),
    uuidV7FromTime(new Date(to.getTime() + HOUR_MS), new Uint8Array(10).fill(255)),
  ]
  const { rows } = await sql<SampledRun & { readonly of: number }>`
    select id as "runId", unit_key as "unitKey", started_at as at, route, count(*) over () as of
    from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id between ${firstId} and ${lastId}
      and started_at >= ${from} and started_at < ${to} and status = 'ok' and route in ('automatic', 'review')
      and duplicate_of is null and drill_id is null
    order by md5(${seed}::text || id::text)
    limit ${size}`.execute(trx)
  return {
    runs: rows.map(({ runId, unitKey, at, route }) => ({ runId, unitKey, at, route })),
    drawnFrom: rows[0]?.of ?? 0,
  }
}

const HOUR_MS = 3_600_000
