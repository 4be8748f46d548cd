import type { Json } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside, openContents } from '../contents/index.ts'
import { asJson } from './case-context.ts'
import { storedCase } from './store.ts'

/** A unit that a person wants to be run again, as the gate's state tells the hosts. */
export interface PendingRerun {
  readonly caseId: string
  readonly runId: string
  readonly unitKey: string
  /** As a person corrected it, else as it was kept; null where nothing is kept. */
  readonly input: Json
}

/** At a time; the others follow when these have come back. */
const MOST_RERUNS = 100

/** What the hosts of a workflow are asked to run again, the longest waiting first. */
export async function pendingReruns(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflowId: string,
): Promise<readonly PendingRerun[]> {
  const rows = await trx
    .selectFrom('cases')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('state', '=', 'rerun')
    .orderBy('rerun_asked_at')
    .orderBy('id')
    .limit(MOST_RERUNS)
    .execute()
  if (rows.length === 0) return []
  const cases = rows.map(storedCase)
  const corrected = cases.flatMap(({ record, correctedInput: sealed, subjectKeyId }) =>
    sealed === null || subjectKeyId === null ? [] : [{ caseId: record.id, subjectKeyId, sealed }],
  )
  const opened = await openBeside(trx, world, corrected)
  const correctedInputs = new Map(corrected.map(({ caseId }, index) => [caseId, opened[index]] as const))
  const contents = await openContents(
    trx,
    world,
    cases.map(({ record }) => record.runId),
  )
  return cases.map(({ record, unitKey }) => {
    const kept = contents.get(record.runId)
    const input = correctedInputs.get(record.id) ?? (kept?.state === 'kept' ? kept.input : undefined)
    return { caseId: record.id, runId: record.runId, unitKey, input: asJson(input ?? null) }
  })
}
