import { amountInWords, costStanding } from '@dayshift/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { findWorkflowById } from '../workflows/index.ts'
import { runningCostFact } from './running-cost.ts'
import type { Place } from './store.ts'

const OUTGROWN = 'running-cost-outgrown'

/** Tells whoever approved it when what it costs to run outgrows what was approved, or the approval is over. */
export const runningCostWatch = defineTask({
  name: 'running-cost-watch',
  payload: z.object({}),
  everyMs: 3_600_000,
  run: async (world, _payload, { signal }) => {
    for (const place of await approved(world)) {
      if (signal.aborted) return
      // oxlint-disable-next-line no-await-in-loop -- one workflow after the other, each in a transaction of its own
      await inWorkspace(world.db, place.workspaceId, (trx) => watchOne(trx, world, place))
    }
  },
})

/** Workflows whose running cost was once approved, in the order of their ids. */
async function approved(world: World): Promise<readonly Place[]> {
  return await asSystem(world.db, async (trx) => {
    const { rows } = await sql<Place>`
      select distinct r.workspace_id as "workspaceId", r.workflow_id as "workflowId"
      from cost_answers a join cost_requests r on r.id = a.request_id
      where a.verdict = 'approved' order by 2`.execute(trx)
    return rows
  })
}

async function watchOne(trx: Trx, world: World, place: Place): Promise<void> {
  const { workspaceId, workflowId } = place
  const workflow = await findWorkflowById(trx, workspaceId, workflowId)
  if (workflow === null) return
  const fact = await runningCostFact(trx, world, place)
  const { state } = costStanding(fact, () => '', world.clock.now())
  const runs = workflow.activeReleaseId !== null && workflow.paused === null
  if (fact.asked === null || !runs || (state !== 'outgrown' && state !== 'lapsed')) {
    await calmAlert(trx, world, workspaceId, {
      on: { kind: 'workflow', id: workflowId },
      signal: OUTGROWN,
      slice: null,
    })
    return
  }
  const { amount, currency } = fact.asked
  const money = (of: string) => `${amountInWords(of)} ${currency}`
  await raiseAlert(trx, world, workspaceId, {
    on: { kind: 'workflow', id: workflowId },
    signal: OUTGROWN,
    slice: null,
    class: 'unattended',
    severity: 'today',
    sentence:
      state === 'lapsed'
        ? `The approval of ${money(amount)} a month is over, and it runs on.`
        : `Running it cost ${money(fact.month ?? '0')} in the last 30 days; ${money(amount)} a month were approved.`,
    next: 'See what costs more, then approve what it costs by now or have it cost less.',
    runbookSection: null,
    since: null,
    candidates: [],
    evidence: { approved: amount, month: fact.month, currency },
    link: `/workflows/${workflow.slug}/value`,
    causedBy: null,
  })
}
