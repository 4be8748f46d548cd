import { createHash, randomBytes } from 'node:crypto'
import type { CalendarFeedList, MadeFeed } from '@dayshift/contract'
import { DAY_MS, dateInWords, occurrenceName, occurrencesBetween } from '@dayshift/core'
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { placeOf } from '../handover/index.ts'
import { recordAct } from '../ledger/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { allWorkflows, findWorkflowById, knownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { findActions, findReviews, startsOf } from './store.ts'

const AHEAD_MS = 366 * DAY_MS
const MINUTES = 45

export async function listFeeds(
  world: World,
  { workspaceId, actor }: Caller,
): Promise<z.output<typeof CalendarFeedList>> {
  return await inWorkspace(world.db, workspaceId, (trx) => feedsOf(trx, workspaceId, actor.id))
}

/** Makes a feed of the caller's own reviews and actions, or of one workflow's. Its secret is told this once. */
export async function makeFeed(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string | null,
): Promise<z.output<typeof MadeFeed>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = slug === null ? null : await knownWorkflow(trx, workspaceId, slug)
    const token = randomBytes(32).toString('base64url')
    const made = { id: world.newId(), madeAt: world.clock.now() }
    await trx
      .insertInto('calendar_feeds')
      .values({
        id: made.id,
        workspace_id: workspaceId,
        person_id: actor.id,
        workflow_id: workflow?.id ?? null,
        digest: digestOf(token),
        made_at: made.madeAt,
        revoked_at: null,
      })
      .execute()
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'calendar-feed-made',
      subject: workflow === null ? `person:${actor.id}` : `workflow:${workflow.slug}`,
      sentence: `made a calendar feed of ${workflow === null ? 'the own reviews' : 'its reviews'}.`,
      details: { id: made.id },
    })
    return {
      feed: {
        id: made.id,
        workflow: workflow === null ? null : { slug: workflow.slug, name: workflow.name },
        madeAt: made.madeAt.toISOString(),
      },
      path: `/api/v1/calendars/${token}.ics`,
    }
  })
}

/** Ends one of the caller's feeds: whoever reads it from now on finds nothing. */
export async function revokeFeed(
  world: World,
  { workspaceId, actor }: Caller,
  id: string,
): Promise<z.output<typeof CalendarFeedList>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const ended = await trx
      .updateTable('calendar_feeds')
      .set({ revoked_at: world.clock.now() })
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', actor.id)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (ended === undefined) throw notFound('calendar feed', id)
    const left = await feedsOf(trx, workspaceId, actor.id)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'calendar-feed-revoked',
      subject: `person:${actor.id}`,
      sentence: 'revoked a calendar feed.',
      details: { id },
    })
    return left
  })
}

async function feedsOf(trx: Trx, workspaceId: string, personId: string): Promise<z.output<typeof CalendarFeedList>> {
  const rows = await trx
    .selectFrom('calendar_feeds as f')
    .leftJoin('workflows as w', 'w.id', 'f.workflow_id')
    .select(['f.id', 'f.made_at', 'w.slug', 'w.name'])
    .where('f.workspace_id', '=', workspaceId)
    .where('f.person_id', '=', personId)
    .where('f.revoked_at', 'is', null)
    .orderBy('f.made_at', 'desc')
    .execute()
  return {
    items: rows.map(({ id, made_at: madeAt, slug, name }) => ({
      id,
      workflow: slug === null || name === null ? null : { slug, name },
      madeAt: madeAt.toISOString(),
    })),
  }
}

/**
 * The calendar behind an address. What is revoked, what never was, and what belongs to somebody who is here no longer
 * look the same.
 */
export async function readFeed(world: World, home: URL, address: string): Promise<string> {
  const token = address.replace(/\.ics$/, '')
  const feed = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('calendar_feeds as f')
      .innerJoin('members as m', (join) =>
        join.onRef('m.workspace_id', '=', 'f.workspace_id').onRef('m.person_id', '=', 'f.person_id'),
      )
      .select(['f.workspace_id', 'f.person_id', 'f.workflow_id'])
      .where('f.digest', '=', digestOf(token))
      .where('f.revoked_at', 'is', null)
      .where('m.active', '=', true)
      .executeTakeFirst(),
  )
  if (feed === undefined) throw notFound('calendar', 'of this address')
  const { workspace_id: workspaceId, person_id: personId, workflow_id: workflowId } = feed
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const one = workflowId === null ? null : await findWorkflowById(trx, workspaceId, workflowId)
      const workflows = one === null ? await allWorkflows(trx, workspaceId) : [one]
      const entries: Entry[] = []
      for (const workflow of workflows) {
        entries.push(
          ...(await reviewsOf(trx, world, { workspaceId, workflow, personId: one === null ? personId : null })),
        )
      }
      const actions = await findActions(
        trx,
        workspaceId,
        one === null ? { personId, open: true } : { workflowId: one.id, open: true },
      )
      const name = one === null ? 'Dayshift: my reviews' : `Dayshift: ${one.name}`
      return written(name, home, world.clock.now(), [
        ...entries,
        ...actions.map(({ id, what, due, workflow, person }): Entry => ({
          uid: `action-${id}@dayshift`,
          day: due,
          at: null,
          summary: `${what} (${person.name})`,
          words: `${workflow.name}: agreed to be done by ${dateInWords(due)}.`,
          link: `/workflows/${workflow.slug}/reviews`,
          tentative: false,
        })),
      ])
    },
    { isolation: 'repeatable read' },
  )
}

interface Entry {
  readonly uid: string
  /** ISO date; an entry without an instant lasts the whole day. */
  readonly day: string
  readonly at: Date | null
  readonly summary: string
  readonly words: string
  readonly link: string
  /** Not due yet. */
  readonly tentative: boolean
}

/** What has come due and what comes within a year; for a person those that she attends by a duty that she holds now. */
async function reviewsOf(
  trx: Trx,
  world: World,
  {
    workspaceId,
    workflow,
    personId,
  }: { readonly workspaceId: string; readonly workflow: StoredWorkflow; readonly personId: string | null },
): Promise<Entry[]> {
  const place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const { reviews } = await playbookOf(trx, workspaceId, workflow.id)
  const duties = (await dutiesOf(trx, workspaceId, workflow.id)).filter(({ person }) => person === personId)
  const isHers = (attendedBy: readonly string[]) =>
    personId === null || duties.some(({ duty }) => attendedBy.includes(duty))
  const { state } = await placeOf(trx, workspaceId, workflow)
  const starts = state === 'retired' ? [] : await startsOf(trx, place)
  const uid = (kind: string, day: string) => `review-${workflow.id}-${kind}-${day}@dayshift`
  const past = await findReviews(trx, workspaceId, { workflowId: workflow.id, most: 60 })
  const come = past
    .filter(({ attendedBy }) => isHers(attendedBy.map(({ duty }) => duty)))
    .map(({ id, kind, day, at, name, pack, holdBy, held }): Entry => ({
      uid: uid(kind, day),
      day,
      at,
      summary: `${workflow.name}: ${name}${held === null ? '' : ' (held)'}`,
      words: `${pack.sentence} To be held and signed by ${dateInWords(holdBy.toISOString().slice(0, 10))}.`,
      link: `/workflows/${workflow.slug}/reviews/${id}`,
      tentative: false,
    }))
  const ahead = occurrencesBetween(
    starts,
    reviews.filter(({ attendedBy }) => isHers(attendedBy)),
    new Date(now.getTime() + 1),
    new Date(now.getTime() + AHEAD_MS),
  ).map(({ kind, number, day, at }): Entry => {
    const review = reviews.find(({ id }) => id === kind)
    return {
      uid: uid(kind, day),
      day,
      at,
      summary: `${workflow.name}: ${review === undefined ? kind : occurrenceName(review, number)}`,
      words: review?.question ?? '',
      link: `/workflows/${workflow.slug}/reviews`,
      tentative: true,
    }
  })
  return [...come, ...ahead]
}

/** Instants are written in UTC: each is at its own local time already, so that no client has to know a zone's rules. */
function written(name: string, home: URL, now: Date, entries: readonly Entry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Dayshift', product: 'reviews' },
    method: ICalCalendarMethod.PUBLISH,
  })
  calendar.ttl(3_600)
  for (const { uid, day, at, summary, words, link, tentative } of entries) {
    calendar.createEvent({
      id: uid,
      stamp: now,
      ...(at === null
        ? { start: new Date(`${day}T00:00:00.000Z`), allDay: true }
        : { start: at, end: new Date(at.getTime() + MINUTES * 60_000) }),
      summary,
      description: words,
      url: new URL(link, home).href,
      status: tentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
