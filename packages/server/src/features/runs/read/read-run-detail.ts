import type { Run, RunDetail } from '@dayshift/contract'
import type { z } from 'zod'
import type { Trx, World } from '../../../platform/world.ts'
import { reasonBeforeAnswering } from '../../cases/index.ts'
import { contentsFor, decisionsOf, flagsOf } from '../../decisions/index.ts'
import { readScores } from '../scores.ts'
import { readRun } from './read-runs.ts'

/**
 * A run with everything known about it; null where the workspace has none of this id. Where the reader is to answer its
 * case before she sees the output and has not, nothing of the output goes out.
 */
export async function readRunDetail(
  trx: Trx,
  world: World,
  workspaceId: string,
  readerId: string,
  id: string,
): Promise<z.output<typeof RunDetail> | null> {
  const run = await readRun(trx, workspaceId, id, world.clock.now())
  if (run === null) return null
  const { contents, hidden } = await contentsFor(trx, world, { workspaceId, id: readerId }, [id])
  const isHidden = hidden.has(id)
  return {
    run: isHidden ? withoutOutput(run) : run,
    contents: contents.get(id) ?? { state: 'not-captured' },
    decisions: await decisionsOf(trx, { runId: id }),
    flags: isHidden ? [] : await flagsOf(trx, world, [id]),
    scores: isHidden ? [] : await readScores(trx, id),
    reruns: await readReruns(trx, id),
    ...(isHidden ? { outputHidden: true as const } : {}),
  }
}

function withoutOutput(run: Run): Run {
  const { reasonCode: code, reasonRule, reasonMessage } = run
  const { rule, message } = reasonBeforeAnswering({ code, rule: reasonRule ?? null, message: reasonMessage })
  return { ...run, reasonRule: rule, reasonMessage: message, confidence: null }
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
