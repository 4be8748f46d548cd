import { type Alert, calm, type Departure, groupOf, isMoreSevere, raise } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { addAlertEvents, type AlertAct, insertAlert, openAlerts, saveAlert, type StoredAlert } from './store.ts'
import { holdGround, slugOf } from './ground.ts'
import { contextOf, lookAt, pathOf, tellAll } from './tell.ts'

/**
 * Makes a departure an alert that a named person must answer, and tells her, in the caller's transaction. What is open of
 * the same workflow or seam, signal and slice already counts on instead. Holds its row until the transaction ends: who
 * raises several in one transaction does seams before workflows, and each in the order of their ids. Says who has been
 * told since it waits for an answer or, where that is put off, who will be.
 */
export async function raiseAlert(
  trx: Trx,
  world: World,
  workspaceId: string,
  departure: Departure,
): Promise<{ readonly id: string; readonly told: readonly string[] }> {
  const { kind, id: groundId } = departure.on
  const ground = await holdGround(trx, workspaceId, departure.on)
  if (ground === null) {
    throw new Error(
      `Cannot raise "${departure.signal}": there is no ${kind} "${groundId}" in workspace "${workspaceId}"`,
    )
  }
  const now = world.clock.now()
  const open = await openAlerts(trx, workspaceId, departure.on, { lock: true })
  const present = open.find((stored) => isOf(stored, departure)) ?? null
  const context = await contextOf(trx, workspaceId, ground, now)
  const asked = { ...departure, withBuilder: present?.alert.withBuilder ?? false }
  const { owner } = pathOf(context, asked, now)
  const members = open.map(({ alert, departure: { since, candidates } }) => ({ ...alert, since, candidates }))
  const groupId = groupOf(departure, members, now)
  const group =
    groupId === null
      ? null
      : { id: groupId, members: open.filter(({ alert }) => alert.group === groupId).map(({ alert }) => alert) }
  const raised = raise(departure, present?.alert ?? null, group, { id: world.newId(), owner }, now)
  const words: Departure = present === null ? departure : seenOf(present.departure, departure)
  const again = raised.kind === 'back' || raised.kind === 'worse' ? raised.kind : null
  const looked = lookAt(context, { alert: raised.alert, departure: words }, now, { again })
  const { alert } = looked.escalation
  if (present === null) await insertAlert(trx, workspaceId, { alert, departure: words })
  else await saveAlert(trx, alert, { departure: words })
  const act = ACTS[raised.kind]
  if (act !== null) {
    await addAlertEvents(trx, world, workspaceId, [
      {
        alertId: alert.id,
        at: now,
        act,
        person: alert.owner?.person ?? null,
        note: words.sentence,
        details: {
          severity: alert.severity,
          duty: alert.owner?.duty ?? null,
          orphaned: alert.owner?.orphaned ?? true,
          ...(alert.pages ? {} : { group: alert.group }),
        },
      },
    ])
  }
  await addAlertEvents(trx, world, workspaceId, await tellAll(trx, world, workspaceId, looked.tellings))
  await publish(trx, workspaceId, { topic: 'alerts', workflow: slugOf(ground), id: alert.id })
  const willBe = alert.owner === null ? [] : [alert.owner.person]
  return { id: alert.id, told: alert.told.length > 0 ? alert.told : willBe }
}

const ACTS: { readonly [K in ReturnType<typeof raise>['kind']]: AlertAct | null } = {
  new: 'raised',
  back: 'back',
  worse: 'worse',
  'seen-again': null,
}

/** What tells the alerts of one workflow or seam apart. */
export type SignalOf = Pick<Departure, 'on' | 'signal' | 'slice'>

/** Says that a signal is well again; where no alert of it is open, nothing changes. */
export async function calmAlert(trx: Trx, world: World, workspaceId: string, signal: SignalOf): Promise<void> {
  // Most signals are well most of the time: without a lock, and without a word.
  const seen = await openAlerts(trx, workspaceId, signal.on)
  if (!seen.some((stored) => isOf(stored, signal) && stored.alert.state !== 'calm')) return
  const ground = await holdGround(trx, workspaceId, signal.on)
  if (ground === null) return
  const now = world.clock.now()
  const open = await openAlerts(trx, workspaceId, signal.on, { lock: true })
  const present = open.find((stored) => isOf(stored, signal))
  const after = present === undefined ? null : calm(present.alert, now)
  if (present === undefined || after === null) return
  const isOver = after.state === 'resolved'
  await saveAlert(trx, after, isOver ? { resolved: { at: now, by: null, verdict: null } } : {})
  await addAlertEvents(trx, world, workspaceId, [
    { alertId: after.id, at: now, act: 'calm' },
    ...(isOver ? [{ alertId: after.id, at: now, act: 'closed' as const }] : []),
  ])
  if (present.alert.pages) await passPageOn(trx, present.alert, open)
  await publish(trx, workspaceId, { topic: 'alerts', workflow: slugOf(ground), id: after.id })
}

/** The page of a group is over while others of it wait: the most severe of them is the page from here on. */
export async function passPageOn(trx: Trx, page: Alert, open: readonly StoredAlert[]): Promise<void> {
  const quiet = open
    .map(({ alert }) => alert)
    .filter(({ id, group, pages, state }) => id !== page.id && group === page.group && !pages && state === 'open')
    .toSorted((a, b) => (isMoreSevere(a.severity, b.severity) ? -1 : isMoreSevere(b.severity, a.severity) ? 1 : 0))
  const [next] = quiet
  if (next === undefined || next.severity === 'note') return
  await saveAlert(trx, { ...next, pages: true, told: page.told, lastToldAt: page.lastToldAt, nextAt: page.nextAt })
}

/** The newest words; the earliest beginning; every candidate that was ever named. */
function seenOf(before: Departure, now: Departure): Departure {
  const since =
    before.since === null || (now.since !== null && now.since.getTime() < before.since.getTime())
      ? now.since
      : before.since
  const known = before.candidates.filter(
    (one) =>
      !now.candidates.some((other) => one.kind === other.kind && one.id === other.id && one.label === other.label),
  )
  return { ...now, since, candidates: [...now.candidates, ...known] }
}

export function isOf({ departure }: StoredAlert, { signal, slice }: Pick<Departure, 'signal' | 'slice'>): boolean {
  return (
    departure.signal === signal &&
    (departure.slice?.name ?? '') === (slice?.name ?? '') &&
    (departure.slice?.label ?? '') === (slice?.label ?? '')
  )
}
