import type { GivenFeedback } from '@dayshift/contract'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { fileFlag, namedReporter } from './file-flag.ts'
import { openFlagToken } from './flag-tokens.ts'
import { receiptOf } from './receipt.ts'
import { findFlagOf, flaggedRun } from './store.ts'

/** What a page of a host asks for with its token: to flag the run, or what became of the flag. */
export async function giveFeedback(
  world: World,
  token: string,
  flag: { readonly note: string; readonly right?: string | undefined } | null,
): Promise<z.output<typeof GivenFeedback>> {
  const { workspaceId, runId, reporter: named, actor } = await openFlagToken(world, token)
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const run = await flaggedRun(trx, workspaceId, runId)
    if (run === null) {
      if (flag === null) return { receipt: null }
      throw new ProblemError({
        status: 404,
        code: 'run-not-here',
        title: 'Not here yet',
        detail: `The record of run "${runId}" has not arrived here.`,
        mend: 'Hosts send their records within seconds: try again.',
        retryAfter: 5,
      })
    }
    const reporter = await namedReporter(trx, workspaceId, named)
    const { workflow } = run
    if (flag === null) {
      const known = await findFlagOf(trx, workspaceId, { workflowId: workflow.id, runId, by: reporter.id })
      return { receipt: known === null ? null : await receiptOf(trx, world, known) }
    }
    const filed = await fileFlag(trx, world, {
      workspaceId,
      workflow,
      run,
      kind: 'output',
      via: 'component',
      reporter,
      actor,
      words: { note: flag.note, right: flag.right ?? null },
    })
    return { receipt: await receiptOf(trx, world, filed) }
  })
}
