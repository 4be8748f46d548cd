import type { Runbook, RunbookNote, RunbookPage } from '@dayshift/contract'
import { DAY_MS, type DutyFact, lintRunbook, RUNBOOK_READERS, runbookMarkdown, runbookState } from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { type WorkflowToRun, workflowToRun } from '../workflows/index.ts'
import type { RunbookReaders } from './readers.ts'
import { type GeneratedRunbook, generateRunbook } from './runbook-page.ts'
import { confirmationsOf, notesOf, type StoredConfirmation, type StoredNote } from './store.ts'

export type RunbookWire = z.output<typeof Runbook>

const MOST_CONFIRMATIONS = 20
/** How far ahead the next look is offered. */
const NEXT_REVIEW_DAYS = 90

/** The runbook as it is now, whether its confirmation holds, who may confirm it, and what is attached. */
export async function describeRunbook(
  trx: Trx,
  world: World,
  readers: RunbookReaders,
  workspaceId: string,
  slug: string,
): Promise<RunbookWire> {
  const workflow = await requiredWorkflow(trx, workspaceId, slug)
  const { id: workflowId, name } = workflow
  const of = { workspaceId, workflowId }
  const generated = await generateRunbook(trx, world, readers, workspaceId, workflow)
  const confirmations = await confirmationsOf(trx, of, MOST_CONFIRMATIONS)
  const names = await releaseNames(trx, workspaceId, workflowId, confirmations)
  const [last = null] = confirmations
  const state =
    generated === null || workflow.release === null
      ? ({ kind: 'unconfirmed' } as const)
      : runbookState(last, { release: workflow.release, contentHash: generated.contentHash }, world.clock.now())
  const notes = await notesOf(trx, of)
  return {
    workflow: { slug, name },
    page: pageWire(workflow, generated),
    state: {
      kind: state.kind,
      reasons: state.kind === 'stale' ? state.reasons.map((reason) => ({ ...reason })) : [],
    },
    confirmation: last && {
      ...confirmationWire(last, names),
      changed:
        generated === null || last.text === generated.written ? null : { from: last.text, to: generated.written },
    },
    history: confirmations.map((confirmation) => confirmationWire(confirmation, names)),
    mayConfirm: await readersOf(trx, workspaceId, await dutiesOf(trx, workspaceId, workflowId)),
    nextReview: new Date(world.clock.now().getTime() + NEXT_REVIEW_DAYS * DAY_MS).toISOString().slice(0, 10),
    notes: notes.map(noteWire),
  }
}

export async function requiredWorkflow(trx: Trx, workspaceId: string, slug: string): Promise<WorkflowToRun> {
  const workflow = await workflowToRun(trx, workspaceId, { slug })
  if (workflow === null) throw notFound('workflow', slug)
  return workflow
}

/** Whoever runs the workflow by the page, or is to. */
export async function readersOf(
  trx: Trx,
  workspaceId: string,
  duties: readonly DutyFact[],
): Promise<{ id: string; name: string }[]> {
  const ids = duties.filter(({ duty }) => RUNBOOK_READERS.includes(duty)).map(({ person }) => person)
  if (ids.length === 0) return []
  return await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .where('people.id', 'in', ids)
    .orderBy('people.name')
    .execute()
}

function pageWire({ release }: WorkflowToRun, generated: GeneratedRunbook | null): z.output<typeof RunbookPage> | null {
  if (generated === null || release === null) return null
  const { runbook, contentHash } = generated
  return {
    release: { hash: release.hash, name: release.name, active: release.active },
    contentHash,
    sections: runbook.sections.map(({ id, title, entries }) => ({
      id,
      title,
      entries: entries.map((entry) => (entry.kind === 'duty' ? { ...entry, people: [...entry.people] } : { ...entry })),
    })),
    firstResponder: runbook.firstResponder,
    builder: runbook.builder,
    problems: runbook.problems.map((problem) => ({ ...problem })),
    markdown: runbookMarkdown(runbook),
  }
}

function confirmationWire(
  { id, by, at, release, contentHash, reviewBy }: StoredConfirmation,
  names: ReadonlyMap<string, string>,
): RunbookWire['history'][number] {
  return { id, by, at: at.toISOString(), release, releaseName: names.get(release) ?? '', contentHash, reviewBy }
}

function noteWire({ id, name, text, at, by }: StoredNote): z.output<typeof RunbookNote> {
  const { sections, missing, problems } = lintRunbook(text)
  return {
    id,
    name,
    text,
    at: at.toISOString(),
    by,
    lint: {
      sections: sections.map((section) => ({ ...section, parts: [...section.parts] })),
      missing: [...missing],
      problems: problems.map((problem) => ({ ...problem })),
    },
  }
}

async function releaseNames(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  confirmations: readonly StoredConfirmation[],
): Promise<ReadonlyMap<string, string>> {
  if (confirmations.length === 0) return new Map()
  const rows = await trx
    .selectFrom('releases')
    .select(['content_hash', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('content_hash', 'in', [...new Set(confirmations.map(({ release }) => release))])
    .execute()
  return new Map(rows.map((row) => [row.content_hash, row.name]))
}
