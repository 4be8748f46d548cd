import type { ChangeDetail } from '@dayshift/contract'
import type { Actor, JsonObject, LedgerActor } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct, type RecordedAct } from '../ledger/index.ts'
import { changeGate, type CompiledGates, findWorkflow, knownWorkflow, lockKnownWorkflow } from '../workflows/index.ts'
import { describeChange } from './describe-change.ts'
import type { ChangesNeeds } from './needs.ts'
import { noSuchChange } from './problems.ts'
import { type Standing, standingOf } from './standing.ts'
import { findChange, insertEvent, moveChange, type StoredChange } from './store.ts'

/** What the acts of this feature work with. */
export interface ChangesWorld {
  readonly world: World
  readonly needs: ChangesNeeds
  readonly gates: CompiledGates
}

/** Who acts on which change. */
export interface OnChange {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
  readonly id: string
}

/** What an act came to: its sentence reads after the name of whoever acted. */
export interface Done {
  readonly act: string
  readonly sentence: string
  readonly details?: JsonObject
  /** True where hosts run something else from now on. */
  readonly movesGate?: boolean
  /** Another act of the same transaction, recorded before this one. */
  readonly also?: RecordedAct | null
}

/**
 * Locks the change's workflow, so that acts on all its changes come one after the other, has the act decided and done
 * (null: nothing to do), and answers with the change as it is then. The act's event, its ledger entry and the news to
 * the screens commit with it or not at all.
 */
export async function onChange(
  changes: ChangesWorld,
  on: OnChange,
  decide: (trx: Trx, standing: Standing) => Promise<Done | null>,
): Promise<z.output<typeof ChangeDetail>> {
  const { world, needs } = changes
  const { workspaceId, actor, slug, id } = on
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const change = await findChange(trx, workspaceId, workflow.id, id)
    if (change === null) throw noSuchChange(id)
    const standing = await standingOf(trx, world, needs, workspaceId, workflow, change)
    const done = await decide(trx, standing)
    if (done !== null) {
      await tell(trx, world, workspaceId, actor, { slug, change, done })
      await tellLive(trx, changes, workspaceId, actor, { workflow, change, done })
    }
    await settleState(trx, changes, workspaceId, slug, id)
    const detail = await readDetail(trx, changes, on)
    if (done !== null) await record(trx, world, workspaceId, actor, { slug, change, done })
    return detail
  })
}

/** The change as the transaction sees it; throws the 404 where there is none. */
export async function readDetail(
  trx: Trx,
  { world, needs }: ChangesWorld,
  { workspaceId, slug, id, actor }: OnChange,
): Promise<z.output<typeof ChangeDetail>> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const change = await findChange(trx, workspaceId, workflow.id, id)
  if (change === null) throw noSuchChange(id)
  const standing = await standingOf(trx, world, needs, workspaceId, workflow, change)
  return await describeChange(trx, world, needs, workspaceId, standing, actor)
}

interface Told {
  readonly slug: string
  readonly change: Pick<StoredChange, 'id' | 'workflowId'>
  readonly done: Done
}

/** The event of an act, and the news to the screens. */
export async function tell(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor | LedgerActor,
  { slug, change, done }: Told,
): Promise<void> {
  const { act, sentence } = done
  await insertEvent(trx, world, workspaceId, { changeId: change.id, actor, act, sentence })
  await publish(trx, workspaceId, { topic: 'changes', workflow: slug, id: change.id })
  if (done.movesGate === true) {
    await publish(trx, workspaceId, { topic: 'workflows', workflow: slug, id: change.workflowId })
  }
}

/** Other systems hear of what moved hosts; a shadow moves nothing that takes effect. */
export async function tellLive(
  trx: Trx,
  { world, needs }: Pick<ChangesWorld, 'world' | 'needs'>,
  workspaceId: string,
  actor: Actor | LedgerActor,
  on: {
    readonly workflow: { readonly slug: string; readonly name: string }
    readonly change: Pick<StoredChange, 'id'>
    readonly done: Done
  },
): Promise<void> {
  const { workflow, change, done } = on
  if (done.movesGate !== true || done.act.includes('shadow')) return
  await needs.wentLive(trx, world, workspaceId, {
    id: change.id,
    workflow: { slug: workflow.slug, name: workflow.name },
    sentence: `${actor.name} ${done.sentence}`,
    at: world.clock.now(),
    link: `/workflows/${workflow.slug}/changes/${change.id}`,
  })
}

/** The ledger's entry of an act; last in its transaction. */
export async function record(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor | LedgerActor,
  { slug, change, done }: Told,
): Promise<void> {
  const { act, sentence, details, also = null } = done
  if (also !== null) await recordAct(trx, world, also)
  await recordAct(trx, world, {
    workspaceId,
    actor,
    act,
    subject: `workflow:${slug}`,
    sentence,
    details: { change: change.id, ...details },
  })
}

/** A change is approved as long as all words count that it needs; read again after each act and by the sweep. */
async function settleState(
  trx: Trx,
  { world, needs }: ChangesWorld,
  workspaceId: string,
  slug: string,
  id: string,
): Promise<void> {
  const workflow = await findWorkflow(trx, workspaceId, slug)
  const change = workflow && (await findChange(trx, workspaceId, workflow.id, id))
  if (workflow === null || change === null) return
  if (change.state !== 'proposed' && change.state !== 'approved') {
    // What has begun or ended is no shadow any more.
    if (workflow.shadow?.changeId === id) {
      await changeGate(trx, workflow.id, { shadow_change_id: null, shadow_percent: null })
    }
    return
  }
  const { approvals } = await standingOf(trx, world, needs, workspaceId, workflow, change)
  const state = approvals.complete ? 'approved' : 'proposed'
  if (state !== change.state) await moveChange(trx, id, { state })
}

export function named(actor: Actor): { readonly id: string; readonly name: string } {
  return { id: actor.id, name: actor.name }
}
