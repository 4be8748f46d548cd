import type { Decision, Flag, RunDetail } from '@dayshift/contract'
import type { DecisionKind } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx, World } from '../../../platform/world.ts'
import { openContents } from '../../contents/index.ts'
import { readRun } from './read-runs.ts'

/** A run with everything known about it; null where the workspace has none of this id. */
export async function readRunDetail(
  trx: Trx,
  world: World,
  workspaceId: string,
  id: string,
): Promise<z.output<typeof RunDetail> | null> {
  const run = await readRun(trx, workspaceId, id, world.clock.now())
  if (run === null) return null
  const contents = await openContents(trx, world, [id])
  return {
    run,
    contents: contents.get(id) ?? { state: 'not-captured' },
    decisions: await readDecisions(trx, id),
    flags: await readFlags(trx, id),
    reruns: await readReruns(trx, id),
  }
}

/** What people did with a run's output, the earliest first: the last one counts. */
async function readDecisions(trx: Trx, runId: string): Promise<z.output<typeof Decision>[]> {
  const rows = await trx
    .selectFrom('decisions')
    .select(['id', 'run_id', 'case_id', 'kind', 'by_id', 'by_name', 'reason', 'shown_at', 'decided_at'])
    .where('run_id', '=', runId)
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

/** Who said that the run's output looks wrong, the earliest first. */
async function readFlags(trx: Trx, runId: string): Promise<z.output<typeof Flag>[]> {
  const rows = await trx
    .selectFrom('flags')
    .select(['id', 'run_id', 'note', 'by_id', 'by_name', 'at'])
    .where('run_id', '=', runId)
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

async function readReruns(trx: Trx, runId: string): Promise<{ id: string; startedAt: string }[]> {
  const rows = await trx
    .selectFrom('runs')
    .select(['id', 'started_at'])
    .where('rerun_of', '=', runId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, startedAt: row.started_at.toISOString() }))
}
