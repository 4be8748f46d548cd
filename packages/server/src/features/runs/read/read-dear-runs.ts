import { uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface DearRuns {
  readonly n: number
  /** The dearest of them, and what it cost. */
  readonly id: string
  readonly amount: string
}

/** Runs that began since an instant and cost more than `limit`, drills left out; null where there is none. */
export async function readDearRuns(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  since: Date,
  { amount, currency }: { readonly amount: string; readonly currency: string },
): Promise<DearRuns | null> {
  const firstId = uuidV7FromTime(since, new Uint8Array(10))
  const { rows } = await sql<DearRuns>`
    select count(*) over ()::bigint as n, id, trim_scale(cost_amount)::text as amount from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id >= ${firstId}
      and cost_currency = ${currency} and cost_amount > ${amount}::numeric and drill_id is null
    order by cost_amount desc, id limit 1`.execute(trx)
  return rows[0] ?? null
}
