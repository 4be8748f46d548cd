import type { HumanFirst } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

export interface StoredHumanFirst extends HumanFirst {
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
}

/** For which share of a workflow's units people answer first; null where nobody has set one. */
export async function humanFirstOf(trx: Trx, workflowId: string): Promise<StoredHumanFirst | null> {
  return (await humanFirstOfAll(trx, [workflowId])).get(workflowId) ?? null
}

/** The same of several workflows, by workflow id, without an entry where nobody has set one. One query. */
export async function humanFirstOfAll(
  trx: Trx,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, StoredHumanFirst>> {
  if (workflowIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('human_first_shares')
    .distinctOn('workflow_id')
    .select(['workflow_id', 'percent', 'field', 'at', 'by_id', 'by_name'])
    .where(sql<boolean>`workflow_id = any(${[...new Set(workflowIds)]}::uuid[])`)
    .orderBy('workflow_id')
    .orderBy('seq', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.workflow_id,
      {
        percent: Number(row.percent),
        field: row.field,
        at: row.at,
        by: { id: row.by_id, name: row.by_name },
      },
    ]),
  )
}

export async function insertHumanFirst(
  trx: Trx,
  place: { readonly workspaceId: string; readonly workflowId: string },
  { percent, field, reason, at, by }: StoredHumanFirst & { readonly reason: string },
): Promise<void> {
  await trx
    .insertInto('human_first_shares')
    .values({
      workspace_id: place.workspaceId,
      workflow_id: place.workflowId,
      percent: String(percent),
      field,
      reason,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}
