import { type Actor, permits } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { fileFlag, namedReporter } from './file-flag.ts'
import { receiptOf } from './receipt.ts'
import { flaggedRun } from './store.ts'

export interface FlaggedInSlack {
  readonly workspaceId: string
  readonly runId: string
  readonly reporter: { readonly email: string; readonly name: string }
  /** The member whose address it is; null where it is nobody's. */
  readonly actor: Actor | null
}

/** Flags the run of an output that somebody saw in Slack; gives what she is told at once, and where her report stands. */
export async function flagFromSlack(
  world: World,
  { workspaceId, runId, reporter: { email, name }, actor }: FlaggedInSlack,
): Promise<{ readonly sentence: string; readonly link: string }> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const run = await flaggedRun(trx, workspaceId, runId)
    if (run === null) {
      throw new ProblemError({
        status: 404,
        code: 'run-not-here',
        title: 'Not here',
        detail: `There is no run "${runId}" in Dayshift.`,
        mend: 'Where it has just ended, its record comes within seconds: try again.',
      })
    }
    const flag = await fileFlag(trx, world, {
      workspaceId,
      workflow: run.workflow,
      run,
      kind: 'output',
      via: 'slack',
      reporter: await namedReporter(trx, workspaceId, { id: email, name }),
      // Whoever may not act here by herself is passed on, as from a host's page.
      actor: actor !== null && permits(actor, 'cases:write') ? actor : { kind: 'rule', id: 'slack', name: 'Slack' },
      words: { note: '', right: null },
    })
    const { sentence } = await receiptOf(trx, world, flag)
    return { sentence, link: `/feedback/${flag.id}` }
  })
}
