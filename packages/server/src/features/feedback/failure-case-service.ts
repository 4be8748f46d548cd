import type { Actor } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { workflowNamed } from '../duties/index.ts'
import { findRelease, findWorkflowById } from '../workflows/index.ts'
import { failureCaseDetail, type FailureCaseDetailWire } from './failure-case-detail.ts'
import { nameTaken } from './problems.ts'

interface Asking {
  readonly workspaceId: string
  readonly actor: Actor
}

interface Place {
  readonly workspaceId: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
}

/** Gives an error a name. The rows alone: whoever calls tells the screens and the ledger. */
export async function addFailureCase(
  trx: Trx,
  world: World,
  { workspaceId, workflow }: Place,
  actor: Actor,
  { name, guidance }: { readonly name: string; readonly guidance: string },
): Promise<string> {
  const made = await trx
    .insertInto('failure_cases')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      workflow_id: workflow.id,
      name: storable(name),
      guidance: storable(guidance),
      opened_at: world.clock.now(),
      opened_by: actor.id,
      opened_by_name: actor.name,
    })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) throw nameTaken(name)
  return made.id
}

export async function openFailureCase(
  world: World,
  { workspaceId, actor }: Asking,
  slug: string,
  asked: { readonly name: string; readonly guidance: string; readonly corrections: readonly string[] },
): Promise<FailureCaseDetailWire> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await workflowNamed(trx, workspaceId, slug)
    const id = await addFailureCase(trx, world, { workspaceId, workflow }, actor, asked)
    await linkCorrections(trx, { workspaceId, workflow }, id, asked.corrections)
    await publish(trx, workspaceId, { topic: 'feedback', workflow: slug, id })
    const detail = await failureCaseDetail(trx, world, { workspaceId, readerId: actor.id }, id)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'failure-case-opened',
      subject: `workflow:${slug}`,
      sentence: `opened the failure case "${asked.name}".`,
      details: { workflow: slug, failureCaseId: id, corrections: asked.corrections.length },
    })
    return detail
  })
}

export async function changeFailureCase(
  world: World,
  { workspaceId, actor }: Asking,
  id: string,
  asked: {
    readonly name?: string | undefined
    readonly guidance?: string | undefined
    readonly fixedIn?: string | null | undefined
    readonly addCorrections?: readonly string[] | undefined
  },
): Promise<FailureCaseDetailWire> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const before = await trx
      .selectFrom('failure_cases')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('failure case', id)
    const workflow = await findWorkflowById(trx, workspaceId, before.workflow_id)
    if (workflow === null) throw notFound('failure case', id)
    const name = asked.name === undefined ? before.name : storable(asked.name)
    if (name !== before.name && (await isTaken(trx, workflow.id, name))) throw nameTaken(name)
    const fixedIn =
      asked.fixedIn === undefined ? undefined : await releaseNamed(trx, workspaceId, workflow.id, asked.fixedIn)
    const fix =
      fixedIn === undefined || (fixedIn?.id ?? null) === before.fixed_in
        ? {}
        : { fixed_in: fixedIn?.id ?? null, fixed_at: fixedIn === null ? null : world.clock.now() }
    await trx
      .updateTable('failure_cases')
      .set({ name, guidance: asked.guidance === undefined ? before.guidance : storable(asked.guidance), ...fix })
      .where('id', '=', id)
      .execute()
    await linkCorrections(trx, { workspaceId, workflow }, id, asked.addCorrections ?? [])
    await publish(trx, workspaceId, { topic: 'feedback', workflow: workflow.slug, id })
    const detail = await failureCaseDetail(trx, world, { workspaceId, readerId: actor.id }, id)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'failure-case-changed',
      subject: `workflow:${workflow.slug}`,
      sentence: sentenceOf(name, before.name, fixedIn),
      details: {
        workflow: workflow.slug,
        failureCaseId: id,
        ...(fixedIn === undefined ? {} : { fixedIn: asked.fixedIn ?? null }),
      },
    })
    return detail
  })
}

function sentenceOf(name: string, before: string, fixedIn: { readonly name: string } | null | undefined): string {
  if (fixedIn === null) return `opened the failure case "${name}" again.`
  if (fixedIn !== undefined) return `said that release "${fixedIn.name}" mends the failure case "${name}".`
  return name === before ? `changed the failure case "${name}".` : `renamed the failure case "${before}" to "${name}".`
}

async function releaseNamed(trx: Trx, workspaceId: string, workflowId: string, hash: string | null) {
  if (hash === null) return null
  const release = await findRelease(trx, workspaceId, workflowId, { hash })
  if (release !== null) return { id: release.id, name: release.name }
  throw new ProblemError({
    status: 422,
    code: 'no-such-release',
    title: 'No such release',
    detail: `The workflow has no release "${hash.slice(0, 10)}…".`,
    mend: 'Name one of its releases.',
    errors: [{ path: '/fixedIn', message: 'is no release of this workflow' }],
  })
}

async function isTaken(trx: Trx, workflowId: string, name: string): Promise<boolean> {
  const row = await trx
    .selectFrom('failure_cases')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row !== undefined
}

/** A correction belongs to one failure case; naming it again moves it. One that nobody made is left out. */
async function linkCorrections(
  trx: Trx,
  { workspaceId, workflow }: Place,
  failureCaseId: string,
  digests: readonly string[],
): Promise<void> {
  if (digests.length === 0) return
  const known = await trx
    .selectFrom('corrections')
    .select('digest')
    .distinct()
    .where('workflow_id', '=', workflow.id)
    .where('digest', 'in', [...digests])
    .execute()
  if (known.length === 0) return
  await trx
    .insertInto('failure_case_corrections')
    .values(
      known.map(({ digest }) => ({
        workflow_id: workflow.id,
        digest,
        workspace_id: workspaceId,
        failure_case_id: failureCaseId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workflow_id', 'digest']).doUpdateSet({ failure_case_id: failureCaseId }),
    )
    .execute()
}

function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
