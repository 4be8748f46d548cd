import { type Break, nameOfSeam, type SeamSignal } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { notify } from '../channels/index.ts'
import type { StoredSeam } from './read-seams.ts'

interface Told {
  readonly id: string
  readonly name: string
}

/**
 * Makes of what broke a signal at the seam, and tells it there and then (S211): to the seam's owner; where it has none,
 * to who answers for its two sides and, where nobody does, to the admins. Each workflow that stands on the seam has an
 * alert of it. What is open already counts on, and nobody is told twice. The seam's row is held by the caller.
 */
export async function tellBreaks(
  trx: Trx,
  world: World,
  workspaceId: string,
  seam: StoredSeam,
  breaks: readonly Break[],
): Promise<readonly Told[]> {
  if (breaks.length === 0) return []
  const now = world.clock.now()
  const told = await whoIsTold(trx, workspaceId, seam)
  const fresh: Break[] = []
  for (const each of breaks) {
    const { field, signal, sentence } = each
    const counted = await trx
      .updateTable('seam_signals')
      .set((of) => ({ sentence, last_at: now, seen: of('seen', '+', 1) }))
      .where('seam_id', '=', seam.id)
      .where('signal', '=', signal)
      .where('field', '=', field)
      .where('resolved_at', 'is', null)
      .executeTakeFirst()
    if (counted.numUpdatedRows > 0n) continue
    await trx
      .insertInto('seam_signals')
      .values({
        id: world.newId(),
        workspace_id: workspaceId,
        seam_id: seam.id,
        signal,
        field,
        sentence,
        first_at: now,
        last_at: now,
        seen: 1,
        told: told.map(({ id }) => id),
      })
      .execute()
    fresh.push(each)
  }
  if (fresh.length > 0) {
    const [first] = fresh
    for (const { id } of told) {
      await notify(trx, world, workspaceId, id, {
        key: `seam ${seam.id} breaks ${now.toISOString()} ${fresh.map(({ signal, field }) => `${signal}${field}`).join(' ')}`,
        severity: 'today',
        subject: shortened(`${nameOfSeam(seam)} is breaking: ${first?.sentence ?? ''}`),
        lines: [
          ...fresh.map(({ sentence }) => sentence),
          seam.owner?.id === id
            ? 'You are told because you own this seam.'
            : 'You are told because this seam has no owner: it belongs to neither side.',
        ],
        link: `/seams/${seam.id}`,
        workflow: null,
        alert: null,
      })
    }
  }
  await alertWorkflows(trx, world, workspaceId, seam, breaks)
  await publish(trx, workspaceId, { topic: 'seams', workflow: null, id: seam.id })
  return told
}

/** In the order of the workflows' ids, as raising asks. */
async function alertWorkflows(
  trx: Trx,
  world: World,
  workspaceId: string,
  seam: StoredSeam,
  breaks: readonly Break[],
): Promise<void> {
  const [first] = breaks
  if (first === undefined) return
  for (const { id } of seam.workflows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await raiseAlert(trx, world, workspaceId, {
      workflowId: id,
      signal: 'seam-broken',
      slice: { name: 'seam', label: nameOfSeam(seam) },
      class: 'bad-output',
      severity: 'today',
      sentence: `The seam “${nameOfSeam(seam)}” that it stands on is breaking: ${first.sentence}`,
      next:
        seam.owner === null
          ? 'Name an owner of the seam: it has none. Until it is mended, look at what came over it.'
          : `Ask ${seam.owner.name}, who owns the seam. Until it is mended, look at what came over it.`,
      runbookSection: null,
      since: world.clock.now(),
      candidates: [],
      evidence: { seam: seam.id, signals: breaks.map(({ signal }) => signal) },
      link: `/seams/${seam.id}`,
      causedBy: null,
    })
  }
}

/** Where nothing is open at a seam any more, the alerts of it are over too. */
export async function calmWorkflows(trx: Trx, world: World, workspaceId: string, seam: StoredSeam): Promise<void> {
  for (const { id } of seam.workflows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await calmAlert(trx, world, workspaceId, {
      workflowId: id,
      signal: 'seam-broken',
      slice: { name: 'seam', label: nameOfSeam(seam) },
    })
  }
}

/** Ends an open signal that the clock sees to be over; what people must look at stays open. */
export async function overNow(trx: Trx, world: World, seam: StoredSeam, signal: SeamSignal): Promise<boolean> {
  const ended = await trx
    .updateTable('seam_signals')
    .set({
      resolved_at: world.clock.now(),
      resolved_by: 'dayshift',
      resolved_by_name: 'Dayshift',
      verdict: 'mended',
      note: 'It is well again.',
    })
    .where('seam_id', '=', seam.id)
    .where('signal', '=', signal)
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

async function whoIsTold(trx: Trx, workspaceId: string, seam: StoredSeam): Promise<Told[]> {
  if (seam.owner?.active === true) return [{ id: seam.owner.id, name: seam.owner.name }]
  const sides = [seam.from, seam.to].flatMap(({ owner }) => (owner?.active === true ? [owner] : []))
  const distinct = sides.filter(({ id }, at) => sides.findIndex((each) => each.id === id) === at)
  if (distinct.length > 0) return distinct.map(({ id, name }) => ({ id, name }))
  return await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .where('members.role', '=', 'admin')
    .where('members.active', '=', true)
    .orderBy('people.id')
    .execute()
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
