import type { ThresholdDecision } from '@dayshift/contract'
import { DAY_MS, PRECISION_DAYS, widerThreshold } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts, workflowNamed } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import type { AfterVerdict } from './answer-alert.ts'
import type { OnWorkflowAlerts } from './maintenance.ts'
import { holdGround } from './ground.ts'
import { mayDecideThresholds, readWorkflowAlerts } from './workflow-alerts.ts'

/** How much wider than by themselves signals of a workflow are judged, as its owner accepted; 1 for all others. */
export async function thresholdFactorsOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await trx
    .selectFrom('threshold_proposals')
    .distinctOn('signal')
    .select(['signal', 'factor'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('state', '=', 'accepted')
    .orderBy('signal')
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ signal, factor }) => [signal, factor]))
}

/** With a verdict: where too much of a signal was noise, a wider threshold is proposed to the owner of the workflow. */
export const proposeThreshold: AfterVerdict = async (trx, world, context, stored, now) => {
  const { workspaceId, ground: workflow, workspacePolicy } = context
  // How a seam is watched is set in its contract, not by thresholds.
  if (workflow.kind === 'seam') return
  const { signal } = stored.departure
  const decided = await trx
    .selectFrom('threshold_proposals')
    .select((of) => [
      of.fn.max('decided_at').as('at'),
      of.fn.countAll<number>().filterWhere('state', '=', 'proposed').as('waiting'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .where('signal', '=', signal)
    .executeTakeFirstOrThrow()
  if (decided.waiting > 0) return
  const from = new Date(Math.max(decided.at?.getTime() ?? 0, now.getTime() - PRECISION_DAYS * DAY_MS))
  const { judged, noise } = await trx
    .selectFrom('alerts')
    .select((of) => [
      of.fn.countAll<number>().as('judged'),
      of.fn.countAll<number>().filterWhere('verdict', '=', 'noise').as('noise'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .where('signal', '=', signal)
    .where('verdict', 'is not', null)
    // Verdicts on what the present threshold let through.
    .where('resolved_at', '>', from)
    .executeTakeFirstOrThrow()
  const present = (await thresholdFactorsOf(trx, workspaceId, workflow.id)).get(signal) ?? 1
  const factor = widerThreshold({ judged, noise, limit: workspacePolicy.policy.noiseLimit, present })
  if (factor === null) return
  await trx
    .insertInto('threshold_proposals')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      workflow_id: workflow.id,
      signal,
      factor,
      noise,
      judged,
      proposed_at: now,
      state: 'proposed',
      decided_at: null,
      decided_by: null,
    })
    .execute()
}

/** The owner of the workflow takes the wider threshold or leaves it as it is. */
export async function decideThreshold(
  world: World,
  { workspaceId, actor, slug }: OnWorkflowAlerts,
  id: string,
  { decision }: z.output<typeof ThresholdDecision>,
) {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await workflowNamed(trx, workspaceId, slug)
    await holdGround(trx, workspaceId, { kind: 'workflow', id: workflow.id })
    const now = world.clock.now()
    const row = await trx
      .selectFrom('threshold_proposals')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', workflow.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw notFound('threshold', id)
    const facts = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
    if (!mayDecideThresholds(facts, actor, now)) {
      throw new ProblemError({
        status: 403,
        code: 'not-yours',
        title: 'Not yours to decide',
        detail: `${actor.name} may not decide on thresholds of "${workflow.name}": it takes its business owner, whoever holds the daily care, its change owner or an admin.`,
        mend: 'Ask one of them.',
      })
    }
    if (row.state !== 'proposed') {
      if (row.state === decision) return await readWorkflowAlerts(trx, world, workspaceId, actor, slug)
      throw new ProblemError({
        status: 409,
        code: 'threshold-decided',
        title: 'Somebody was faster',
        detail: `Cannot say ${decision} to the threshold of "${row.signal}": it was ${row.state}.`,
        mend: 'Look at the thresholds as they are now.',
      })
    }
    await trx
      .updateTable('threshold_proposals')
      .set({ state: decision, decided_at: now, decided_by: actor.id })
      .where('id', '=', id)
      .execute()
    await publish(trx, workspaceId, { topic: 'alerts', workflow: slug, id: null })
    const answer = await readWorkflowAlerts(trx, world, workspaceId, actor, slug)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: decision === 'accepted' ? 'threshold-widened' : 'threshold-kept',
      subject: `workflow:${slug}`,
      sentence:
        decision === 'accepted'
          ? `made the threshold of "${row.signal}" of "${workflow.name}" ${row.factor} times as wide as its own, because ${row.noise} of ${row.judged} alerts were noise.`
          : `left the threshold of "${row.signal}" of "${workflow.name}" as it is, though ${row.noise} of ${row.judged} alerts were noise.`,
      details: { signal: row.signal, factor: row.factor, noise: row.noise, judged: row.judged },
    })
    return answer
  })
}
