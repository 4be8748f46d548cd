import type { ActivateRequest, WorkflowDetail } from '@dayshift/contract'
import { type Actor, asSentence, type JsonObject } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import type { CompiledGates } from './compiled-gates.ts'
import { detailOf } from './describe-workflow.ts'
import {
  changeGate,
  findRelease,
  lockWorkflow,
  type StoredRelease,
  type StoredWorkflow,
  type WorkflowChange,
} from './store.ts'

type Detail = z.output<typeof WorkflowDetail>

/** Who acts on which workflow. */
export interface OnWorkflow {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/**
 * Makes a release the one that runs. A new one begins with the share of units that its manifest says, unless one is
 * given; going back to an earlier one keeps the share that units have now.
 */
export async function activateRelease(
  world: World,
  gates: CompiledGates,
  on: OnWorkflow,
  { release: hash, rolloutPercent }: z.output<typeof ActivateRequest>,
): Promise<Detail> {
  const given = rolloutPercent === undefined ? null : placedPercent(rolloutPercent)
  return await act(world, on, async (trx, workflow) => {
    const release = await findRelease(trx, on.workspaceId, workflow.id, { hash })
    if (release === null) throw notFound(`release of "${on.slug}" with the hash`, hash)
    const { manifest } = gates.gateOf(release)
    const isSame = workflow.activeReleaseId === release.id
    const keepsShare = isSame || (await isEarlier(trx, on.workspaceId, workflow, release))
    const percent = given ?? (keepsShare ? workflow.rolloutPercent : manifest.rollout.percent)
    if (isSame && percent === workflow.rolloutPercent) return null
    return {
      change: {
        name: manifest.name,
        purpose: manifest.purpose,
        active_release_id: release.id,
        rollout_percent: percent,
        ...(isSame ? {} : { activated_at: world.clock.now() }),
      },
      act: isSame ? 'rollout-changed' : 'release-activated',
      sentence: isSame
        ? rolloutSentence(workflow, percent)
        : `made the release "${release.name}" the one that runs, for ${shareOf(percent)} of the units${workflow.activeReleaseId === null ? '' : ` (before: another release, for ${shareOf(workflow.rolloutPercent)})`}.`,
      details: { release: release.name, hash, rolloutPercent: percent, rolloutBefore: workflow.rolloutPercent },
    }
  })
}

/** Sets the share of units that the AI may see. */
export async function setRollout(world: World, on: OnWorkflow, wanted: number): Promise<Detail> {
  const percent = placedPercent(wanted)
  return await act(world, on, async (_trx, workflow) => {
    if (workflow.activeReleaseId === null) {
      throw new ProblemError({
        status: 409,
        code: 'no-active-release',
        title: 'No release runs',
        detail: `Cannot set the rollout of "${on.slug}" to ${percent} %: no release of it runs.`,
        mend: 'Make a release the one that runs first.',
      })
    }
    if (workflow.rolloutPercent === percent) return null
    return {
      change: { rollout_percent: percent },
      act: 'rollout-changed',
      sentence: rolloutSentence(workflow, percent),
      details: { rolloutPercent: percent, rolloutBefore: workflow.rolloutPercent },
    }
  })
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
  return await act(world, on, async (_trx, workflow) => {
    if (workflow.paused !== null) return null
    const { actor } = on
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
  })
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

async function isEarlier(
  trx: Trx,
  workspaceId: string,
  workflow: StoredWorkflow,
  release: StoredRelease,
): Promise<boolean> {
  if (workflow.activeReleaseId === null) return false
  const active = await findRelease(trx, workspaceId, workflow.id, { id: workflow.activeReleaseId })
  return active !== null && release.createdAt < active.createdAt
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
    const workflow = await lockWorkflow(trx, workspaceId, slug)
    if (workflow === null) throw notFound('workflow', slug)
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

function rolloutSentence({ name, rolloutPercent: before }: StoredWorkflow, percent: number): string {
  return percent > before
    ? `raised the share of units of "${name}" that the AI may see from ${shareOf(before)} to ${shareOf(percent)}; no unit that it served leaves.`
    : `lowered the share of units of "${name}" that the AI may see from ${shareOf(before)} to ${shareOf(percent)}; the others take the existing process.`
}

function shareOf(percent: number): string {
  return `${percent} %`
}

/** The rollout has 10,000 places: two decimals are the finest. */
function placedPercent(percent: number): number {
  const rounded = Math.round(percent * 100) / 100
  if (Math.abs(rounded - percent) < 1e-9) return rounded
  throw new ProblemError({
    status: 422,
    code: 'rollout-too-fine',
    title: 'The share is too fine',
    detail: `Cannot set the rollout to ${percent} %: it has 10,000 places, so two decimals are the finest.`,
    mend: `Take ${rounded}.`,
  })
}
