import {
  correctionKey,
  correctionOf,
  editDistance,
  type Json,
  type Manifest,
  plainCorrection,
  redact,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { correctionDigest, openContents } from '../contents/index.ts'

/** An output that a person put right, and what she made of it. */
export interface CorrectedOutput {
  readonly decisionId: string
  readonly runId: string
  readonly final: Json
  readonly shownAt: Date | null
  readonly decidedAt: Date
}

/**
 * Keeps which fields of an output were put right, so that the same error is recognised when it comes again (S247), and how
 * much was changed by words (S318), never what. An
 * output whose contents aren't kept can't be compared and leaves no row: it counts as unknown.
 */
export async function keepCorrections(
  trx: Trx,
  world: World,
  workspaceId: string,
  corrected: readonly CorrectedOutput[],
): Promise<void> {
  if (corrected.length === 0) return
  const runIds = [...new Set(corrected.map(({ runId }) => runId))]
  const contents = await openContents(trx, world, runIds)
  const runs = new Map((await readRuns(trx, workspaceId, runIds)).map((run) => [run.id, run]))
  const rows = corrected.flatMap(({ decisionId, runId, final, shownAt, decidedAt }) => {
    const run = runs.get(runId)
    const kept = contents.get(runId)
    if (run === undefined || kept?.state !== 'kept' || kept.output === undefined) return []
    // The draft was redacted by the host; what a person wrote is compared as it would have been kept.
    const whole = run.data?.capture === 'full' ? { output: final } : redact({ output: final }, run.data?.redact ?? [])
    const { output = null } = whole as { readonly output?: Json } // one member went in
    const correction = correctionOf(kept.output as Json, output, run.schema ?? undefined) // parsed JSON
    return [
      {
        decision_id: decisionId,
        workspace_id: workspaceId,
        workflow_id: run.workflow_id,
        run_id: runId,
        digest: correction === null ? '' : correctionDigest(world.secret, workspaceId, correctionKey(correction)),
        fields: JSON.stringify(correction === null ? [] : plainCorrection(correction)),
        distance: editDistance(kept.output as Json, output),
        shown_at: shownAt,
        decided_at: decidedAt,
      },
    ]
  })
  if (rows.length === 0) return
  await trx
    .insertInto('corrections')
    .values(rows)
    .onConflict((conflict) => conflict.column('decision_id').doNothing())
    .execute()
}

function readRuns(trx: Trx, workspaceId: string, runIds: readonly string[]) {
  return trx
    .selectFrom('runs as r')
    .leftJoin('releases as own', 'own.id', 'r.release_id')
    .select([
      'r.id',
      'r.workflow_id',
      // What the workflows part wrote, parsed and normalised.
      sql<Manifest['output'] | null>`own.manifest -> 'output'`.as('schema'),
      sql<Manifest['data'] | null>`own.manifest -> 'data'`.as('data'),
    ])
    .where('r.workspace_id', '=', workspaceId)
    .where('r.id', 'in', runIds)
    .execute()
}
