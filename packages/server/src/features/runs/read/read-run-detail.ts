import type { RunDetail } from '@dayshift/contract'
import type { z } from 'zod'
import type { Trx, World } from '../../../platform/world.ts'
import { openContents } from '../../contents/index.ts'
import { decisionsOf, flagsOf } from '../../decisions/index.ts'
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
    decisions: await decisionsOf(trx, { runId: id }),
    flags: await flagsOf(trx, world, [id]),
    reruns: await readReruns(trx, id),
  }
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
