import { type Diagnostic, parsePlaybook, type PlaybookAdded, type WorkflowPlaybook } from '@dayshift/contract'
import { type Actor, asSentence, counted } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { isShipped, knownPlaybook, mayChoose, playbookOfWorkflow, summaryNow } from './read-model.ts'
import { chosenPlaybook, insertChoice, insertVersion, lockChoice, ownPlaybook } from './store.ts'

interface By {
  readonly workspaceId: string
  readonly actor: Actor
}

/** Adds a playbook of the organisation's own, or a new version of one. Workflows keep the content that they have chosen. */
export async function addPlaybook(
  world: World,
  { workspaceId, actor }: By,
  source: string,
): Promise<z.output<typeof PlaybookAdded>> {
  requireAdmin(actor, 'Cannot add a playbook')
  const { playbook, hash, errors } = parsePlaybook(source)
  if (playbook === null || hash === null) throw invalidPlaybook(errors)
  const { id } = playbook
  if (isShipped(id)) {
    throw new ProblemError({
      status: 409,
      code: 'playbook-ships',
      title: 'This one ships',
      detail: `Cannot replace the playbook "${id}": it comes with the product.`,
      mend: 'Give yours an id of its own under "id", like "ours".',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    // Two versions of one playbook at once come one after the other.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`playbook ${workspaceId} ${id}`}, 0))`.execute(trx)
    const before = await ownPlaybook(trx, workspaceId, id)
    if (before?.hash === hash) {
      return { summary: await summaryNow(trx, workspaceId, { ...before, own: before }), created: false }
    }
    const at = world.clock.now()
    await insertVersion(trx, { id: world.newId(), workspaceId, playbook, hash, source, at, actor })
    const known = await knownPlaybook(trx, workspaceId, id)
    if (known === null) throw new Error(`The playbook "${id}" was added and is gone`)
    const summary = await summaryNow(trx, workspaceId, known)
    await publish(trx, workspaceId, { topic: 'handover', workflow: null, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'playbook-added',
      subject: `playbook:${id}`,
      sentence:
        before === null
          ? `added the playbook "${playbook.name}"; no workflow goes by it until somebody chooses it.`
          : `added a new version of the playbook "${playbook.name}"; workflows keep the one that they have chosen.`,
      details: { playbook: id, hash, ...(before === null ? {} : { before: before.hash }) },
    })
    return { summary, created: true }
  })
}

/** Has a workflow go by a playbook from now on: its content of this moment, whatever is edited later. */
export async function choosePlaybook(
  world: World,
  { workspaceId, actor }: By,
  slug: string,
  { id, reason: written }: { readonly id: string; readonly reason: string },
): Promise<z.output<typeof WorkflowPlaybook>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockChoice(trx, workspaceId, slug)
    if (workflow === null) throw notFound('workflow', slug)
    requireAdmin(actor, `Cannot choose the playbook of "${slug}"`)
    const reason = written.trim().replaceAll('\0', '').toWellFormed()
    if (reason === '') throw reasonMissing(slug)
    const known = await knownPlaybook(trx, workspaceId, id)
    if (known === null) throw notFound('playbook', id)
    const before = await chosenPlaybook(trx, workspaceId, workflow.id)
    const { playbook, hash } = known
    const isSame = before.choice !== null && before.hash === hash
    if (!isSame) {
      const at = world.clock.now()
      await insertChoice(trx, {
        id: world.newId(),
        workspaceId,
        workflowId: workflow.id,
        playbook,
        hash,
        reason,
        at,
        actor,
      })
    }
    const answer = await playbookOfWorkflow(trx, workspaceId, workflow.id, actor)
    if (!isSame) {
      await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: workflow.id })
      await recordAct(trx, world, {
        workspaceId,
        actor,
        act: 'playbook-chosen',
        subject: `workflow:${slug}`,
        sentence: `chose the playbook "${playbook.name}" for "${workflow.name}" (before: ${beforeInWords(before.playbook, before.hash, playbook)}): ${asSentence(reason)}`,
        details: { playbook: id, hash, before: before.playbook.id, beforeHash: before.hash, reason },
      })
    }
    return answer
  })
}

function beforeInWords(
  before: { readonly id: string; readonly name: string },
  hash: string,
  { id }: { readonly id: string },
): string {
  return before.id === id ? `its version ${hash.slice(0, 12)}…` : `"${before.name}"`
}

function requireAdmin(actor: Actor, action: string): void {
  if (mayChoose(actor)) return
  throw new ProblemError({
    status: 403,
    code: 'admins-only',
    title: 'For admins',
    detail: `${action}: a playbook decides what counts, so that only an admin in person may, and you are ${actor.kind === 'person' ? `a ${actor.role}` : 'no person'}.`,
    mend: 'Ask an admin.',
  })
}

function reasonMissing(slug: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'reason-missing',
    title: 'A reason is missing',
    detail: `Cannot choose the playbook of "${slug}" without a reason: what holds its stages changes by it.`,
    mend: 'Say in a few words why.',
  })
}

function invalidPlaybook(errors: readonly Diagnostic[]): ProblemError {
  const [first] = errors
  const placed = first === undefined ? '' : ` Line ${first.line}, column ${first.column}: ${first.message}`
  return new ProblemError({
    status: 422,
    code: 'playbook-invalid',
    title: 'The playbook is not valid',
    detail: `The playbook was not taken in: it has ${counted(errors.length, 'error')}.${placed}`,
    mend: 'Mend what is named under "errors"; "dayshift playbook validate" shows the same with the lines.',
    errors,
  })
}
