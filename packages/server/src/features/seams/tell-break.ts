import { type Break, type Departure, nameOfSeam, type SeamSignal } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { activeMembers, type StoredSeam } from './read-seams.ts'

interface Told {
  readonly id: string
  readonly name: string
}

/**
 * Makes of what broke a signal at the seam and an alert of it, there and then (S211): the seam's owner answers for it and,
 * where she doesn't in time, who answers for its two sides; where it has none, somebody stands in and an admin is told
 * along. Each workflow that stands on the seam has an alert of its own. What is open already counts on, and nobody is
 * told twice. The seam's row is held by the caller.
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
  const told = new Set<string>()
  for (const each of breaks) {
    const { field, signal, sentence } = each
    const raised = await raiseAlert(trx, world, workspaceId, departureAt(seam, each, now))
    for (const person of raised.told) told.add(person)
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
        told: [...raised.told],
      })
      .execute()
  }
  await alertWorkflows(trx, world, workspaceId, seam, breaks)
  await publish(trx, workspaceId, { topic: 'seams', workflow: null, id: seam.id })
  const people = await activeMembers(trx, workspaceId)
  return people.filter(({ id }) => told.has(id))
}

function departureAt(seam: StoredSeam, { signal, field, sentence }: Break, now: Date): Departure {
  return {
    ...signalAt(seam.id, signal, field),
    class: signal === 'silence' ? 'outage' : 'bad-output',
    severity: 'today',
    sentence,
    next:
      seam.owner === null
        ? 'Name an owner of the seam: it has none, and belongs to neither side. Until it is mended, look at what came over it.'
        : 'Look at what crossed, speak with both sides, and say on the seam’s page when it is mended.',
    runbookSection: null,
    since: now,
    candidates: [],
    evidence: { what: seam.what, ...(field === '' ? {} : { field: field.slice(1) }) },
    link: `/seams/${seam.id}`,
    causedBy: null,
  }
}

/** The alert of one signal of one field at a seam. */
export function signalAt(
  seamId: string,
  signal: SeamSignal,
  field: string,
): Pick<Departure, 'on' | 'signal' | 'slice'> {
  return {
    on: { kind: 'seam', id: seamId },
    signal,
    slice: field === '' ? null : { name: 'field', label: field.slice(1) },
  }
}

/** Whether an alert is that of an open signal of its seam. */
export function isAlertOf(
  alert: { readonly signal: string; readonly slice: string | null },
  row: { readonly signal: string; readonly field: string; readonly resolved_at: Date | null },
): boolean {
  return row.resolved_at === null && alert.signal === row.signal && (alert.slice ?? '') === row.field.slice(1)
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
      ...brokenUnder(id, seam),
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

/** Where nothing is open at a seam any more, the alerts of it are over for the workflows on it too. */
export async function calmWorkflows(trx: Trx, world: World, workspaceId: string, seam: StoredSeam): Promise<void> {
  for (const { id } of seam.workflows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await calmAlert(trx, world, workspaceId, brokenUnder(id, seam))
  }
}

function brokenUnder(workflowId: string, seam: StoredSeam): Pick<Departure, 'on' | 'signal' | 'slice'> {
  return {
    on: { kind: 'workflow', id: workflowId },
    signal: 'seam-broken',
    slice: { name: 'seam', label: nameOfSeam(seam) },
  }
}

/** Ends an open signal that the clock sees to be over, and its alert is well again; what people must look at stays. */
export async function overNow(
  trx: Trx,
  world: World,
  workspaceId: string,
  seam: StoredSeam,
  signal: SeamSignal,
): Promise<boolean> {
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
  if (ended.numUpdatedRows === 0n) return false
  await calmAlert(trx, world, workspaceId, signalAt(seam.id, signal, ''))
  return true
}
