import { endOf, type RunbookConfirmation, type RunbookFact, runbookState } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { workflowToRun } from '../workflows/index.ts'
import { type GeneratedRunbook, generateWritten } from './runbook-page.ts'
import { confirmationsOf } from './store.ts'

/**
 * The last confirmation of a workflow's runbook, with what its reader would miss now; null where nobody confirmed one.
 * `reviewBy` is the instant at which it no longer holds.
 */
export async function runbookFact(trx: Trx, workspaceId: string, workflowId: string): Promise<RunbookFact | null> {
  const [confirmation] = await confirmationsOf(trx, { workspaceId, workflowId }, 1)
  if (confirmation === undefined) return null
  const workflow = await workflowToRun(trx, workspaceId, { id: workflowId })
  const generated = workflow === null ? null : await generateWritten(trx, workspaceId, workflow)
  return {
    release: confirmation.release,
    confirmedBy: confirmation.by.id,
    confirmedAt: confirmation.at,
    reviewBy: endOf(confirmation.reviewBy),
    problems:
      generated === null
        ? []
        : [...changes(confirmation, generated), ...generated.runbook.problems.map(({ text }) => text)],
  }
}

/** What it says may have changed while the release stays; release and day are judged by whoever reads the fact. */
function changes(confirmation: RunbookConfirmation, { runbook, contentHash }: GeneratedRunbook): string[] {
  const state = runbookState(confirmation, { release: runbook.release, contentHash }, confirmation.at)
  if (state.kind !== 'stale') return []
  return state.reasons.filter(({ code }) => code === 'content-changed').map(({ sentence }) => sentence)
}
