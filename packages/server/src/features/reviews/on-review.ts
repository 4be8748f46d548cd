import type { Actor, DutyFact, DutyPerson, JsonObject } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { peopleOf } from '../handover/index.ts'
import { recordAct } from '../ledger/index.ts'
import { findWorkflowById, lockKnownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import type { Place } from './store.ts'

/** What an act of a person on the reviews of one workflow is decided on; the workflow is locked. */
export interface OnReview {
  readonly trx: Trx
  readonly place: Place
  readonly workflow: StoredWorkflow
  readonly actor: Actor & { readonly kind: 'person' }
  readonly duties: readonly DutyFact[]
  readonly people: readonly DutyPerson[]
  readonly now: Date
}

/** Opens the transaction of an act; `find` says of which workflow it is. Only people act here, never a key. */
export async function onReview<Result>(
  world: World,
  { workspaceId, actor }: Caller,
  find: (trx: Trx) => Promise<{ readonly workflowId: string } | { readonly slug: string }>,
  work: (on: OnReview) => Promise<Result>,
): Promise<Result> {
  if (actor.kind !== 'person') {
    throw new ProblemError({
      status: 403,
      code: 'people-only',
      title: 'Only a person may do this',
      detail: 'A key can not hold a review, set its date or answer for it: each of these is bound to a person.',
      mend: 'Sign in and do it on the screen.',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await find(trx)
    const slug = 'slug' in found ? found.slug : (await findWorkflowById(trx, workspaceId, found.workflowId))?.slug
    if (slug === undefined) throw notFound('workflow', 'slug' in found ? found.slug : found.workflowId)
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    return await work({
      trx,
      place: { workspaceId, workflowId: workflow.id },
      workflow,
      actor,
      duties: await dutiesOf(trx, workspaceId, workflow.id),
      people: await peopleOf(trx, world, workspaceId),
      now: world.clock.now(),
    })
  })
}

/** Tells the screens and the ledger; the last thing in the transaction of an act. */
export async function tell(
  world: World,
  { trx, place, workflow, actor }: OnReview,
  act: { readonly act: string; readonly sentence: string; readonly details?: JsonObject },
): Promise<void> {
  await publish(trx, place.workspaceId, { topic: 'reviews', workflow: workflow.slug, id: workflow.id })
  await recordAct(trx, world, {
    workspaceId: place.workspaceId,
    actor,
    subject: `workflow:${workflow.slug}`,
    ...act,
  })
}
