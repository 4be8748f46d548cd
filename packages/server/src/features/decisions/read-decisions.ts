import type { Decision, Flag } from '@dayshift/contract'
import type { DecisionKind } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx } from '../../platform/world.ts'

/** What people did with the outputs of a run, or of a case over all its runs, the earliest first: the last one counts. */
export async function decisionsOf(
  trx: Trx,
  of: { readonly runId: string } | { readonly caseId: string },
): Promise<z.output<typeof Decision>[]> {
  const rows = await trx
    .selectFrom('decisions')
    .select(['id', 'run_id', 'case_id', 'kind', 'by_id', 'by_name', 'reason', 'shown_at', 'decided_at'])
    .where((where) => ('runId' in of ? where('run_id', '=', of.runId) : where('case_id', '=', of.caseId)))
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    caseId: row.case_id,
    kind: row.kind as DecisionKind, // the table's check allows just these
    by: { id: row.by_id, name: row.by_name },
    reason: row.reason,
    shownAt: row.shown_at?.toISOString() ?? null,
    decidedAt: row.decided_at.toISOString(),
  }))
}

/** Who said that an output of these runs looks wrong, the earliest first. */
export async function flagsOf(trx: Trx, runIds: readonly string[]): Promise<z.output<typeof Flag>[]> {
  if (runIds.length === 0) return []
  const rows = await trx
    .selectFrom('flags')
    .select(['id', 'run_id', 'note', 'by_id', 'by_name', 'at'])
    .where('run_id', 'in', [...new Set(runIds)])
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    note: row.note,
    by: { id: row.by_id, name: row.by_name },
    at: row.at.toISOString(),
  }))
}
