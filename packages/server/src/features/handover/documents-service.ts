import type { DocumentDetail, SectionVersions, SignRequest, WriteSectionRequest } from '@dayshift/contract'
import { refused, type PlaybookDocument } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { knownWorkflow } from '../workflows/index.ts'
import { readDocuments, type StoredDocument } from './evidence-store.ts'
import { onHandover, tell, type OnHandover } from './on-handover.ts'
import { nameBy, readPeople } from './people.ts'
import { conflict, refusalProblem } from './problems.ts'
import { holderOf, wireDocument } from './to-wire.ts'

type Detail = z.output<typeof DocumentDetail>

export async function getDocument(world: World, caller: Caller, slug: string, id: string): Promise<Detail> {
  const { workspaceId, actor } = caller
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const playbook = await playbookOf(trx, workspaceId, workflow.id)
      const document = declared(playbook.documents, slug, id)
      return wireDocument(document, await stored(trx, workspaceId, workflow.id, id), {
        playbook,
        duties: await dutiesOf(trx, workspaceId, workflow.id),
        name: nameBy(await readPeople(trx, world, workspaceId)),
        reader: actor.kind === 'person' ? actor.id : null,
      })
    },
    { isolation: 'repeatable read' },
  )
}

/** Every text that a section ever had, newest first. */
export async function sectionVersions(
  world: World,
  { workspaceId }: Caller,
  slug: string,
  id: string,
  section: string,
): Promise<z.output<typeof SectionVersions>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await knownWorkflow(trx, workspaceId, slug)
    const playbook = await playbookOf(trx, workspaceId, workflow.id)
    declaredSection(declared(playbook.documents, slug, id), section)
    const rows = await trx
      .selectFrom('document_sections')
      .select(['text', 'author_id', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', workflow.id)
      .where('document', '=', id)
      .where('section', '=', section)
      .orderBy('seq', 'desc')
      .limit(MOST_VERSIONS)
      .execute()
    const name = nameBy(await readPeople(trx, world, workspaceId))
    return { items: rows.map(({ text, author_id, at }) => ({ text, author: name(author_id), at: at.toISOString() })) }
  })
}

const MOST_VERSIONS = 100

/** Writes a section, if the document is still what the writer saw. The same text again changes nothing. */
export async function writeSection(
  world: World,
  caller: Caller,
  slug: string,
  at: { readonly document: string; readonly section: string },
  { text, basedOn }: z.output<typeof WriteSectionRequest>,
): Promise<Detail> {
  return await onHandover(world, caller, slug, async (on) => {
    const document = declared(on.playbook.documents, slug, at.document)
    const section = declaredSection(document, at.section)
    const before = await stored(on.trx, on.workspaceId, on.workflow.id, document.id)
    const present = before?.hash ?? null
    if (basedOn !== present) throw moved(document, present, basedOn, 'written')
    const was = before?.sections.find(({ id }) => id === section.id)?.text ?? ''
    if (was === text) return detailOf(on, document, before)
    await on.trx
      .insertInto('document_sections')
      .values({
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        document: document.id,
        section: section.id,
        text,
        author_id: on.person.id,
        at: on.now,
      })
      .execute()
    const after = await stored(on.trx, on.workspaceId, on.workflow.id, document.id)
    const voided = new Set(
      (before?.signatures ?? [])
        .filter(({ hash }) => hash === present)
        .map(({ person }) => nameBy(on.people)(person).name),
    )
    await tell(world, on, {
      act: 'document-written',
      sentence: `wrote “${section.name}” of “${document.name}”${voided.size === 0 ? '' : `; the signature of ${[...voided].join(' and ')} is void by that`}.`,
      details: { document: document.id, section: section.id, hash: after?.hash ?? '', before: present ?? '' },
    })
    return detailOf(on, document, after)
  })
}

/** Signs a document as it stands. Signing again what one has signed changes nothing. */
export async function signDocument(
  world: World,
  caller: Caller,
  slug: string,
  id: string,
  { duty, hash }: z.output<typeof SignRequest>,
): Promise<Detail> {
  return await onHandover(world, caller, slug, async (on) => {
    const document = declared(on.playbook.documents, slug, id)
    const before = await stored(on.trx, on.workspaceId, on.workflow.id, id)
    const dutyName = on.playbook.duties.find((each) => each.id === duty)?.name ?? duty
    if (!document.signedBy.includes(duty)) {
      throw refusalProblem(
        refused('invalid', 'duty-does-not-sign', `“${document.name}” isn't signed for the duty “${dutyName}”.`),
      )
    }
    const holder = holderOf(on.duties, duty)
    if (holder !== on.person.id) {
      const who = holder === null ? 'nobody holds it' : `${nameBy(on.people)(holder).name} holds it`
      throw refusalProblem(
        refused(
          'not-yours',
          'not-your-signature',
          `${on.person.name} can't sign “${document.name}” for the duty “${dutyName}”: ${who}.`,
          holder === null ? 'Have the duty assigned first.' : 'Ask them to sign it.',
        ),
      )
    }
    if (before === null || hash !== before.hash) throw moved(document, before?.hash ?? null, hash, 'signed')
    const empty = document.sections.filter(
      ({ id: section }) => (before.sections.find((each) => each.id === section)?.text.trim() ?? '') === '',
    )
    if (empty.length > 0) {
      throw refusalProblem(
        refused(
          'conflict',
          'document-unfinished',
          `“${document.name}” can't be signed: ${empty.map(({ name }) => `“${name}”`).join(', ')} ${empty.length === 1 ? 'is' : 'are'} empty.`,
          'Write what is missing first.',
        ),
      )
    }
    const signed = await on.trx
      .insertInto('document_signatures')
      .values({
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        document: id,
        hash,
        duty,
        person_id: on.person.id,
        at: on.now,
      })
      .onConflict((again) => again.columns(['workflow_id', 'document', 'hash', 'duty', 'person_id']).doNothing())
      .returning('seq')
      .executeTakeFirst()
    const after = await stored(on.trx, on.workspaceId, on.workflow.id, id)
    if (signed !== undefined) {
      await tell(world, on, {
        act: 'document-signed',
        sentence: `signed “${document.name}” for the duty “${dutyName}”, as it stands (${hash.slice(0, 12)}…).`,
        details: { document: id, duty, hash },
      })
    }
    return detailOf(on, document, after)
  })
}

/** Confirms that the caller has read a document as it stands. */
export async function readDocument(
  world: World,
  caller: Caller,
  slug: string,
  id: string,
  hash: string,
): Promise<Detail> {
  return await onHandover(world, caller, slug, async (on) => {
    const document = declared(on.playbook.documents, slug, id)
    const before = await stored(on.trx, on.workspaceId, on.workflow.id, id)
    if (before === null || hash !== before.hash) throw moved(document, before?.hash ?? null, hash, 'confirmed as read')
    const read = await on.trx
      .insertInto('document_reads')
      .values({
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        document: id,
        hash,
        person_id: on.person.id,
        at: on.now,
      })
      .onConflict((again) => again.columns(['workflow_id', 'document', 'hash', 'person_id']).doNothing())
      .returning('seq')
      .executeTakeFirst()
    const after = await stored(on.trx, on.workspaceId, on.workflow.id, id)
    if (read !== undefined) {
      await tell(world, on, {
        act: 'document-read',
        sentence: `confirmed to have read “${document.name}” as it stands (${hash.slice(0, 12)}…).`,
        details: { document: id, hash },
      })
    }
    return detailOf(on, document, after)
  })
}

function detailOf(on: OnHandover, document: PlaybookDocument, of: StoredDocument | null): Detail {
  const { playbook, duties, people, person } = on
  return wireDocument(document, of, { playbook, duties, name: nameBy(people), reader: person.id })
}

async function stored(trx: Trx, workspaceId: string, workflowId: string, id: string): Promise<StoredDocument | null> {
  const all = await readDocuments(trx, workspaceId, workflowId)
  return all.find(({ document }) => document === id) ?? null
}

function declared(documents: readonly PlaybookDocument[], slug: string, id: string): PlaybookDocument {
  const document = documents.find((each) => each.id === id)
  if (document === undefined) throw notFound(`document of "${slug}"`, id)
  return document
}

function declaredSection(document: PlaybookDocument, id: string): PlaybookDocument['sections'][number] {
  const section = document.sections.find((each) => each.id === id)
  if (section === undefined) throw notFound(`section of "${document.name}"`, id)
  return section
}

function moved(document: PlaybookDocument, present: string | null, seen: string | null, done: string): Error {
  return conflict(
    'document-moved',
    'The document has changed',
    `“${document.name}” can't be ${done} as ${seen === null ? 'empty' : `${seen.slice(0, 12)}…`}: as it stands it is ${present === null ? 'empty' : present}.`,
    'Read it as it is now, and do it again.',
  )
}
