import type { WorkflowDetail } from '@dayshift/contract'
import { type Actor, asSentence, type JsonObject } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { detailOf } from './describe-workflow.ts'
import { lockKnownWorkflow } from './known-workflow.ts'
import { changeGate, type StoredWorkflow, type WorkflowChange } from './store.ts'

type Detail = z.output<typeof WorkflowDetail>

/** Who acts on which workflow. */
export interface OnWorkflow {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/** Lowers the share of units that the AI may see to what a stage allows; the caller has locked the workflow. */
export async function lowerRollout(
  trx: Trx,
  workspaceId: string,
  workflow: StoredWorkflow,
  atMost: number,
): Promise<void> {
  if (workflow.rolloutPercent <= atMost) return
  await changeGate(trx, workflow.id, { rollout_percent: atMost })
  await publish(trx, workspaceId, { topic: 'workflows', workflow: workflow.slug, id: workflow.id })
}

/** Stops the workflow: every unit takes the fallback. A paused one stays paused for its first reason. */
export async function pauseWorkflow(world: World, on: OnWorkflow, written: string): Promise<Detail> {
  const reason = written.trim().replaceAll('\0', '').toWellFormed()
  if (reason === '') {
    throw new ProblemError({
      status: 422,
      code: 'reason-missing',
      title: 'A reason is missing',
      detail: `Cannot pause "${on.slug}" without a reason: the people who get its units want to know why.`,
      mend: 'Say in a few words what is wrong.',
    })
  }
  return await act(world, on, async (_trx, workflow) => pausing(world, workflow, on.actor, reason))
}

/**
 * Pauses a workflow within another act, which has locked it and says so in the ledger with what this gives; null where
 * it is paused already.
 */
export async function pauseWithin(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflow: StoredWorkflow,
  actor: Actor,
  reason: string,
): Promise<Omit<Decided, 'change'> | null> {
  const decided = pausing(world, workflow, actor, reason)
  if (decided === null) return null
  await changeGate(trx, workflow.id, decided.change)
  await publish(trx, workspaceId, { topic: 'workflows', workflow: workflow.slug, id: workflow.id })
  return decided
}

function pausing(world: Pick<World, 'clock'>, workflow: StoredWorkflow, actor: Actor, reason: string): Decided | null {
  if (workflow.paused !== null) return null
  return {
    change: {
      paused_at: world.clock.now(),
      paused_by: actor.id,
      paused_by_name: actor.name,
      pause_reason: reason,
    },
    act: 'workflow-paused',
    sentence: `paused "${workflow.name}": ${asSentence(reason)} Every unit takes the fallback until somebody ends the pause.`,
    details: { reason },
  }
}

/** Ends the pause; where there is none, nothing changes. */
export async function resumeWorkflow(world: World, on: OnWorkflow): Promise<Detail> {
  return await act(world, on, async (_trx, workflow) => {
    if (workflow.paused === null) return null
    return {
      change: { paused_at: null, paused_by: null, paused_by_name: null, pause_reason: null },
      act: 'workflow-resumed',
      sentence: `ended the pause of "${workflow.name}" that ${workflow.paused.by.name} began; the AI serves ${shareOf(workflow.rolloutPercent)} of the units again.`,
      details: { pausedAt: workflow.paused.at.toISOString(), reason: workflow.paused.reason },
    }
  })
}

interface Decided {
  readonly change: WorkflowChange
  readonly act: string
  readonly sentence: string
  readonly details: JsonObject
}

/** Locks the workflow, has it decided what changes (null: nothing), and does that with its ledger entry. */
async function act(
  world: World,
  { workspaceId, actor, slug }: OnWorkflow,
  decide: (trx: Trx, workflow: StoredWorkflow) => Promise<Decided | null>,
): Promise<Detail> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const decided = await decide(trx, workflow)
    if (decided !== null) await changeGate(trx, workflow.id, decided.change)
    const detail = await detailOf(trx, world, workspaceId, slug)
    if (decided !== null) {
      const { sentence, details } = decided
      await publish(trx, workspaceId, { topic: 'workflows', workflow: slug, id: workflow.id })
      const subject = `workflow:${slug}`
      await recordAct(trx, world, { workspaceId, actor, act: decided.act, subject, sentence, details })
    }
    return detail
  })
}

function shareOf(percent: number): string {
  return `${percent} %`
}
