import type { Receipt, TellFeedbackRequest } from '@dayshift/contract'
import type { Actor } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { workflowNamed } from '../duties/index.ts'
import { fileFlag, namedReporter, reporterOf } from './file-flag.ts'
import { receiptOf } from './receipt.ts'
import { flaggedRun } from './store.ts'

/** What a host tells for somebody, or somebody for herself: of one output, or of the workflow as a whole. */
export async function tellFeedback(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  slug: string,
  { kind, runId, reporter, via, note, right }: z.output<typeof TellFeedbackRequest>,
): Promise<Receipt> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await workflowNamed(trx, workspaceId, slug)
    if (kind === 'output' && runId === undefined) throw noRun('A word about an output names no run.')
    const run = runId === undefined ? null : await flaggedRun(trx, workspaceId, runId)
    if (runId !== undefined && run?.workflow.id !== workflow.id) {
      throw noRun(`There is no run "${runId}" of ${workflow.name}.`)
    }
    const flag = await fileFlag(trx, world, {
      workspaceId,
      workflow,
      run,
      kind,
      via: actor.kind === 'person' ? via : 'rest',
      // A person speaks for herself; a key tells who said it.
      reporter:
        reporter === undefined || actor.kind === 'person'
          ? reporterOf(actor)
          : await namedReporter(trx, workspaceId, reporter),
      actor,
      words: { note, right: right ?? null },
    })
    return receiptOf(trx, world, flag)
  })
}

function noRun(detail: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'no-such-run',
    title: 'No such run',
    detail,
    mend: 'Name a run of this workflow, or tell of the workflow as a whole with the kind "reliability".',
    errors: [{ path: '/runId', message: 'is no run of this workflow' }],
  })
}
