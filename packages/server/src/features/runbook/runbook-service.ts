import { type Actor, type ConfirmAsked, confirmRunbook, type ConfirmRefused, dateInWords } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { describeRunbook, readersOf, requiredWorkflow, type RunbookWire } from './describe-runbook.ts'
import type { RunbookReaders } from './readers.ts'
import { generateRunbook } from './runbook-page.ts'
import { dropNote, insertConfirmation, putNote } from './store.ts'

interface OnRunbook {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/** A person stands by the page as she saw it, until the day that she names. */
export async function confirm(
  world: World,
  readers: RunbookReaders,
  { workspaceId, actor, slug }: OnRunbook,
  asked: ConfirmAsked,
): Promise<RunbookWire> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await requiredWorkflow(trx, workspaceId, slug)
    const { id: workflowId, name, release } = workflow
    const generated = await generateRunbook(trx, world, readers, workspaceId, workflow)
    if (generated === null || release === null) throw noRelease(slug)
    const duties = await dutiesOf(trx, workspaceId, workflowId)
    const people = await readersOf(trx, workspaceId, duties)
    const now = { release, contentHash: generated.contentHash }
    const decided = confirmRunbook(actor, people, now, asked, world.clock.now())
    if (decided.kind === 'refused') throw refusal(decided)
    const { confirmation } = decided
    await insertConfirmation(
      trx,
      { workspaceId, workflowId },
      { ...confirmation, id: world.newId(), text: generated.written },
    )
    const answer = await describeRunbook(trx, world, readers, workspaceId, slug)
    await tell(trx, world, { workspaceId, actor, slug }, workflowId, {
      act: 'runbook-confirmed',
      sentence: `confirmed the runbook of "${name}" for release "${release.name}"; it is to be looked at again by ${dateInWords(asked.reviewBy)}.`,
      details: { release: asked.release, contentHash: asked.contentHash, reviewBy: asked.reviewBy },
    })
    return answer
  })
}

/** Attaches a runbook that existed before, as it was written. */
export async function importNote(
  world: World,
  readers: RunbookReaders,
  { workspaceId, actor, slug }: OnRunbook,
  note: { readonly name: string; readonly text: string },
): Promise<RunbookWire> {
  const name = storable(note.name).trim()
  const text = storable(note.text)
  if (name === '' || text.trim() === '') {
    throw new ProblemError({
      status: 422,
      code: 'runbook-empty',
      title: 'Nothing to attach',
      detail: `Cannot attach a runbook to "${slug}": its ${name === '' ? 'name' : 'text'} is empty.`,
      mend: 'Give the name of the file and its text.',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id: workflowId, name: workflow } = await requiredWorkflow(trx, workspaceId, slug)
    const by = { id: actor.id, name: actor.name }
    await putNote(trx, { workspaceId, workflowId }, { id: world.newId(), name, text, at: world.clock.now(), by })
    const answer = await describeRunbook(trx, world, readers, workspaceId, slug)
    await tell(trx, world, { workspaceId, actor, slug }, workflowId, {
      act: 'runbook-imported',
      sentence: `attached the runbook "${name}" to "${workflow}".`,
      details: { name },
    })
    return answer
  })
}

export async function removeNote(
  world: World,
  readers: RunbookReaders,
  { workspaceId, actor, slug }: OnRunbook,
  id: string,
): Promise<RunbookWire> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id: workflowId, name: workflow } = await requiredWorkflow(trx, workspaceId, slug)
    const name = await dropNote(trx, { workspaceId, workflowId }, id)
    if (name === null) throw notFound('runbook note', id)
    const answer = await describeRunbook(trx, world, readers, workspaceId, slug)
    await tell(trx, world, { workspaceId, actor, slug }, workflowId, {
      act: 'runbook-note-removed',
      sentence: `took the runbook "${name}" away from "${workflow}".`,
      details: { name },
    })
    return answer
  })
}

interface Told {
  readonly act: string
  readonly sentence: string
  readonly details: Readonly<Record<string, string>>
}

async function tell(
  trx: Trx,
  world: World,
  { workspaceId, actor, slug }: OnRunbook,
  workflowId: string,
  { act, sentence, details }: Told,
): Promise<void> {
  await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: workflowId })
  await recordAct(trx, world, { workspaceId, actor, act, subject: `workflow:${slug}`, sentence, details })
}

const STATUSES: { readonly [C in ConfirmRefused['code']]: number } = {
  'person-needed': 403,
  'daily-care-needed': 403,
  'runbook-moved': 409,
  'review-date-passed': 422,
  'review-date-far': 422,
}

function refusal({ code, detail, mend }: ConfirmRefused): ProblemError {
  return new ProblemError({ status: STATUSES[code], code, title: 'The runbook was not confirmed', detail, mend })
}

function noRelease(slug: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'no-release',
    title: 'There is no release',
    detail: `Cannot confirm the runbook of "${slug}": it is generated from a release, and there is none.`,
    mend: 'Hand a manifest in first.',
  })
}

/** What PostgreSQL's text can hold. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
