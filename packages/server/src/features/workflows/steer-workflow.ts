import type { Actor } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { manifestOf } from './read-model.ts'
import { lockedWorkflow, releaseByHash, type WorkflowRow } from './store.ts'

/** Who acts on which workflow. */
export interface OnWorkflow {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/** Makes a release the one that runs. The first one starts with its manifest's share unless another is given. */
export async function activateRelease(
  world: World,
  on: OnWorkflow,
  hash: string,
  rolloutPercent: number | null,
): Promise<void> {
  await steer(world, on, async (trx, workflow) => {
    const release = await releaseByHash(trx, workflow, hash)
    if (release === null) throw notFound('release', hash)
    const manifest = manifestOf(release)
    const isFirst = workflow.active_release_id === null
    const percent = rolloutPercent ?? (isFirst ? manifest.rollout.percent : Number(workflow.rollout_percent))
    if (workflow.active_release_id === release.id && percent === Number(workflow.rollout_percent)) return null
    await trx
      .updateTable('workflows')
      .set({
        active_release_id: release.id,
        activated_at: world.clock.now(),
        rollout_percent: percent,
        name: manifest.name,
        purpose: manifest.purpose,
      })
      .where('id', '=', workflow.id)
      .execute()
    return {
      act: 'release-activated',
      sentence: `activated release "${release.name}" of "${manifest.name}" for ${percent} % of units.`,
      details: { release: release.name, hash, percent: String(percent) },
    }
  })
}

export async function setRollout(world: World, on: OnWorkflow, percent: number): Promise<void> {
  await steer(world, on, async (trx, workflow) => {
    if (workflow.active_release_id === null) {
      throw new ProblemError({
        status: 409,
        code: 'no-active-release',
        title: 'No release is active',
        detail: `Cannot set the rollout of "${workflow.name}": no release of it is active.`,
        mend: 'Activate a release first.',
      })
    }
    const before = Number(workflow.rollout_percent)
    const rounded = Math.round(percent * 100) / 100
    if (before === rounded) return null
    await trx.updateTable('workflows').set({ rollout_percent: rounded }).where('id', '=', workflow.id).execute()
    return {
      act: 'rollout-set',
      sentence: `moved the rollout of "${workflow.name}" from ${before} % to ${rounded} % of units.`,
      details: { from: String(before), to: String(rounded) },
    }
  })
}

/** Any operator may stop it; a second pause changes nothing, the first reason stays. */
export async function pauseWorkflow(world: World, on: OnWorkflow, reason: string): Promise<void> {
  await steer(world, on, async (trx, workflow) => {
    if (workflow.paused_at !== null) return null
    await trx
      .updateTable('workflows')
      .set({
        paused_at: world.clock.now(),
        paused_by: on.actor.id,
        paused_by_name: on.actor.name,
        pause_reason: reason,
      })
      .where('id', '=', workflow.id)
      .execute()
    return {
      act: 'workflow-paused',
      sentence: `paused "${workflow.name}": ${reason}`,
      details: { reason },
    }
  })
}

export async function resumeWorkflow(world: World, on: OnWorkflow): Promise<void> {
  await steer(world, on, async (trx, workflow) => {
    if (workflow.paused_at === null) return null
    await trx
      .updateTable('workflows')
      .set({ paused_at: null, paused_by: null, paused_by_name: null, pause_reason: null })
      .where('id', '=', workflow.id)
      .execute()
    return {
      act: 'workflow-resumed',
      sentence: `resumed "${workflow.name}", paused since ${workflow.paused_at.toISOString()}.`,
      details: { reason: workflow.pause_reason ?? '' },
    }
  })
}

interface Steered {
  readonly act: string
  readonly sentence: string
  readonly details: Readonly<Record<string, string>>
}

/** One act on a locked workflow: the change, the hosts' news, the screens' news and the ledger commit together. */
async function steer(
  world: World,
  { workspaceId, actor, slug }: OnWorkflow,
  change: (trx: Trx, workflow: WorkflowRow) => Promise<Steered | null>,
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockedWorkflow(trx, workspaceId, slug)
    const steered = await change(trx, workflow)
    if (steered === null) return
    await trx
      .updateTable('workflows')
      .set((of) => ({ gate_version: of('gate_version', '+', 1) }))
      .where('id', '=', workflow.id)
      .execute()
    await publish(trx, workspaceId, { topic: 'workflows', workflow: slug, id: workflow.id })
    await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...steered })
  })
}
