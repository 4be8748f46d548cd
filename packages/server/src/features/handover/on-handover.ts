import type { HandoverPerson, Actor, DutyFact, JsonObject, PersonFact, Playbook } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { lockKnownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { readPeople } from './people.ts'

/** What an act of the handover is decided on; the workflow is locked, so that acts on it come one after the other. */
export interface OnHandover {
  readonly trx: Trx
  readonly workspaceId: string
  readonly workflow: StoredWorkflow
  readonly person: HandoverPerson
  readonly actor: Actor
  readonly playbook: Playbook
  readonly duties: readonly DutyFact[]
  readonly people: readonly PersonFact[]
  readonly now: Date
}

/** Opens the transaction of an act on one workflow's handover. Only people act here, never a key. */
export async function onHandover<Result>(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
  work: (on: OnHandover) => Promise<Result>,
): Promise<Result> {
  if (actor.kind !== 'person') throw peopleOnly()
  const { id, name, role } = actor
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    return await work({
      trx,
      workspaceId,
      workflow,
      person: { id, name, role },
      actor,
      playbook: await playbookOf(trx, workspaceId, workflow.id),
      duties: await dutiesOf(trx, workspaceId, workflow.id),
      people: await readPeople(trx, world, workspaceId),
      now: world.clock.now(),
    })
  })
}

/** Tells the screens and the ledger; the last thing in the transaction of an act. */
export async function tell(
  world: World,
  { trx, workspaceId, workflow, actor }: OnHandover,
  act: { readonly act: string; readonly sentence: string; readonly details?: JsonObject },
): Promise<void> {
  await publish(trx, workspaceId, { topic: 'handover', workflow: workflow.slug, id: workflow.id })
  await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${workflow.slug}`, ...act })
}

function peopleOnly(): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'people-only',
    title: 'Only a person may do this',
    detail: 'A key can not tell, sign, waive or move a stage: each of these is bound to a person.',
    mend: 'Sign in and do it on the screen.',
  })
}
