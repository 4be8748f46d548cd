import { type Registered, registeredManifest, type RegisterRequest } from '@dayshift/contract'
import { type Actor, DAY_MS, dateInWords, sortWorkflow } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { holdMembers, lockDuties, moveDuties } from '../duties/index.ts'
import { keepAct } from '../handover/index.ts'
import { recordAct } from '../ledger/index.ts'
import { findWorkflow, readSource, takeInRelease } from '../workflows/index.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

type Asked = z.output<typeof RegisterRequest>

const LONGEST_DAYS = 90
const NEXT = {
  'still-changing': 'Its builders keep it until then. Look whether it still changes, and move it when it holds still.',
  'stable-enough': 'Confirm the runbook that was drafted from your answers, and plan the transfer.',
} as const

/** Registers a workflow that runs already: its answers as a first release that nobody runs by, owners, signs and a date. */
export async function registerWorkflow(
  world: World,
  { workspaceId, actor }: Caller,
  asked: Asked,
): Promise<z.output<typeof Registered>> {
  const now = world.clock.now()
  refuseDate(asked.lookAgain, now)
  const today = now.toISOString().slice(0, 10)
  const source = readSource(storable(registeredManifest(asked, `as registered ${today}`)))
  const { pile, sentence } = sortWorkflow(asked)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await holdMembers(trx, workspaceId, [asked.changeOwner, asked.careOwner])
    if ((await findWorkflow(trx, workspaceId, asked.slug)) !== null) throw known(asked)
    const { workflow } = await takeInRelease(trx, world, workspaceId, actor, source)
    await giveDuties(trx, world, workspaceId, workflow, asked, now)
    const of = { workspaceId, workflowId: workflow.id }
    const tell = { at: now, toldAt: now, by: actor.id, people: [asked.careOwner] }
    for (const sign of asked.signs) {
      const details = { sign, what: 'Answered when it was registered' }
      await keepAct(trx, of, { ...tell, id: world.newId(), kind: 'counted-on', details })
    }
    if (pile === 'still-changing') {
      const details = { keptFor: 'active-design', until: asked.lookAgain }
      await keepAct(trx, of, { ...tell, id: world.newId(), kind: 'kept-with-builders', details })
    }
    await trx
      .insertInto('registrations')
      .values({
        workflow_id: workflow.id,
        workspace_id: workspaceId,
        pile,
        look_again: asked.lookAgain,
        at: now,
        by_id: actor.id,
        by_name: actor.name,
      })
      .execute()
    if (asked.unit.trim() !== '') {
      const unit = storable(asked.unit).trim()
      await trx
        .insertInto('portfolio_places')
        .values({ workflow_id: workflow.id, workspace_id: workspaceId, unit })
        .execute()
    }
    await publish(trx, workspaceId, { topic: 'portfolio', workflow: asked.slug, id: workflow.id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'workflow-registered',
      subject: `workflow:${asked.slug}`,
      sentence: `registered “${workflow.name}”, which ran before. ${sentence} Somebody looks again on ${dateInWords(asked.lookAgain)}.`,
      details: { pile, lookAgain: asked.lookAgain, signs: [...asked.signs] },
    })
    return { slug: asked.slug, pile, sentence, next: NEXT[pile] }
  })
}

async function giveDuties(
  trx: Trx,
  world: World,
  workspaceId: string,
  { id, slug }: { readonly id: string; readonly slug: string },
  { changeOwner, careOwner }: Asked,
  now: Date,
): Promise<void> {
  if ((await lockDuties(trx, workspaceId, { id })) === null)
    throw new Error(`The workflow "${slug}" was added and is gone`)
  const wishes = [
    { duty: 'change-owner', person: changeOwner },
    { duty: 'daily-care', person: careOwner },
  ]
  const moved = await moveDuties(trx, world, { workspaceId, workflowId: id, slug }, wishes, 'reassigned', now)
  if (moved.kind === 'refused') {
    throw new ProblemError({
      status: 409,
      code: `duty-${moved.code}`,
      title: 'The duty can not go there',
      detail: moved.message,
      mend: moved.mend,
    })
  }
}

function refuseDate(lookAgain: string, now: Date): void {
  const ahead = (Date.parse(`${lookAgain}T00:00:00Z`) - now.getTime()) / DAY_MS
  if (ahead > -1 && ahead <= LONGEST_DAYS) return
  throw new ProblemError({
    status: 422,
    code: 'look-again',
    title: 'The day to look again does not fit',
    detail: `Cannot look again on ${lookAgain}: that is ${ahead <= 0 ? 'past' : 'too far ahead'}.`,
    mend: `Choose a day within the next ${String(LONGEST_DAYS)} days.`,
  })
}

function known({ slug, name }: Asked): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'workflow-known',
    title: 'It is here already',
    detail: `Cannot register “${name}”: there is a workflow "${slug}".`,
    mend: 'Open that one, or choose another short name.',
  })
}
