import type { AlertDetail } from '@dayshift/contract'
import {
  acknowledge,
  type Actor,
  type Alert,
  type AlertVerdict,
  alertAnnouncement,
  type Answered,
  asSentence,
  instantInZone,
  type JsonObject,
  resolve,
  snooze,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { holdGround, slugOf, subjectOf } from './ground.ts'
import { isOf, passPageOn, type SignalOf } from './raise-alert.ts'
import { readAlert } from './read-alert.ts'
import { addAlertEvents, findAlert, type NewAlertEvent, openAlerts, saveAlert, type StoredAlert } from './store.ts'
import { type AlertContext, announceIt, contextOf, factsOf } from './tell.ts'

type Detail = z.output<typeof AlertDetail>

/** Who answers which alert. */
export interface OnAlert {
  readonly workspaceId: string
  readonly actor: Actor
  readonly id: string
}

/** Takes the alert, and with it all of the same cause, into the caller's hands; of several at once, one. */
export function acknowledgeAlert(world: World, on: OnAlert): Promise<Detail> {
  return act(world, on, 'acknowledge', async (open) => {
    const { actor } = on
    const { context, stored, now } = open
    const decided = acknowledge(stored.alert, actor.id, now)
    if (decided.kind !== 'done') return decided
    const told = await takeInHand(world, open, actor)
    return done(decided.alert, {
      events: [{ act: 'acknowledged', by: actor.id, ...told }],
      act: 'alert-acknowledged',
      sentence: `took the alert "${stored.departure.signal}" of "${context.ground.name}" in hand.`,
    })
  })
}

export function snoozeAlert(world: World, on: OnAlert, until: Date): Promise<Detail> {
  return act(world, on, 'snooze', async (open) => {
    const { actor } = on
    const { context, stored, now } = open
    const decided = snooze(stored.alert, actor.id, until, now)
    if (decided.kind !== 'done') return decided
    const end = instantInZone(until, context.workspacePolicy.policy.quiet?.zone ?? 'UTC')
    const told = await takeInHand(world, open, actor, {
      take: (alert) => snooze(alert, actor.id, until, now),
      line: `Put off until ${end} by ${actor.name}.`,
    })
    return done(decided.alert, {
      events: [{ act: 'snoozed', by: actor.id, details: { until: until.toISOString(), ...told.details } }],
      act: 'alert-snoozed',
      sentence: `put the alert "${stored.departure.signal}" of "${context.ground.name}" off until ${end}.`,
      details: { until: until.toISOString() },
    })
  })
}

/** Ends it with what it was worth; who answers one of a cause has the others of it in hand. */
export function resolveAlert(
  world: World,
  on: OnAlert,
  { verdict, note: written }: { readonly verdict: AlertVerdict; readonly note: string },
  afterVerdict: AfterVerdict,
): Promise<Detail> {
  const note = written.trim().replaceAll('\0', '').toWellFormed()
  return act(world, on, 'resolve', async (opened) => {
    const { trx, context, stored, now } = opened
    const resolved = await resolveOpened(world, opened, on.actor, { verdict, note })
    if (resolved.kind === 'acted') await afterVerdict(trx, world, context, stored, now)
    return resolved
  })
}

/**
 * Ends the alert of a signal, where one is open, with the verdict of whoever said elsewhere that the signal is over: in
 * the transaction, and under the ledger entry, of that act.
 */
export async function resolveWithin(
  trx: Trx,
  world: World,
  { workspaceId, actor }: Omit<OnAlert, 'id'>,
  signal: SignalOf,
  words: { readonly verdict: AlertVerdict; readonly note: string },
): Promise<void> {
  const ground = await holdGround(trx, workspaceId, signal.on)
  const open = await openAlerts(trx, workspaceId, signal.on, { lock: true })
  const stored = open.find((each) => isOf(each, signal))
  if (ground === null || stored === undefined) return
  const now = world.clock.now()
  const context = await contextOf(trx, workspaceId, ground, now)
  const resolved = await resolveOpened(world, { trx, context, stored, open, now }, actor, words)
  if (resolved.kind !== 'acted') return
  await addAlertEvents(
    trx,
    world,
    workspaceId,
    resolved.events.map((event) => ({ alertId: stored.alert.id, at: now, ...event })),
  )
  await publish(trx, workspaceId, { topic: 'alerts', workflow: slugOf(ground), id: stored.alert.id })
}

async function resolveOpened(
  world: World,
  opened: OnOpenAlert,
  actor: Actor,
  { verdict, note }: { readonly verdict: AlertVerdict; readonly note: string },
): Promise<Acted> {
  const { trx, context, stored, open, now } = opened
  const decided = resolve(stored.alert, verdict, stored.resolved?.verdict ?? null, now)
  if (decided.kind !== 'done') return decided
  await saveAlert(trx, decided.alert, { resolved: { at: now, by: actor.id, verdict, note } })
  const rest = ofGroup(open, stored).filter(({ alert }) => alert.id !== stored.alert.id)
  await takeInHand(world, { ...opened, open: rest.filter(({ alert }) => alert.state === 'open') }, actor)
  if (stored.alert.pages && stored.alert.state === 'snoozed') await passPageOn(trx, stored.alert, rest)
  const said = `resolved it as ${verdict}${note === '' ? '.' : `: ${asSentence(note)}`}`
  const told = await announceIt(
    trx,
    world,
    context.workspaceId,
    alertAnnouncement(factsOf(context, stored, `resolved:${now.toISOString()}`), {
      state: 'resolved',
      line: `${actor.name} ${said}`,
    }),
  )
  return done(decided.alert, {
    events: [{ act: 'resolved', by: actor.id, note: note === '' ? null : note, details: { verdict, ...told } }],
    act: 'alert-resolved',
    sentence: `resolved the alert "${stored.departure.signal}" of "${context.ground.name}" as ${verdict}${note === '' ? '.' : `: ${asSentence(note)}`}`,
    details: { verdict },
  })
}

/** What a verdict has further consequences for: the proposal of a wider threshold. */
export type AfterVerdict = (
  trx: Trx,
  world: World,
  context: AlertContext,
  stored: StoredAlert,
  now: Date,
) => Promise<void>

export interface OnOpenAlert {
  readonly trx: Trx
  readonly context: AlertContext
  readonly stored: StoredAlert
  /** All alerts of the same workflow or seam that aren't over, locked. */
  readonly open: readonly StoredAlert[]
  readonly now: Date
}

export type Acted =
  | Exclude<Answered, { kind: 'done' }>
  | {
      readonly kind: 'acted'
      readonly alert: Alert
      readonly events: readonly Omit<NewAlertEvent, 'alertId' | 'at'>[]
      readonly act: string
      readonly sentence: string
      readonly details?: JsonObject
    }

export function done(alert: Alert, rest: Omit<Acted & { kind: 'acted' }, 'kind' | 'alert'>): Acted {
  return { kind: 'acted', alert, ...rest }
}

/** One act of a person on an alert, with its event and its ledger entry, in one transaction. */
export async function act(
  world: World,
  { workspaceId, actor, id }: OnAlert,
  verb: string,
  decide: (on: OnOpenAlert) => Promise<Acted>,
): Promise<Detail> {
  if (actor.kind !== 'person') {
    throw new ProblemError({
      status: 403,
      code: 'person-needed',
      title: 'A person is needed',
      detail: `Cannot ${verb} the alert with the key "${actor.name}": a named person answers an alert.`,
      mend: 'Sign in and do it there.',
    })
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await findAlert(trx, workspaceId, id)
    if (found === null) throw notFound('alert', id)
    const ground = await holdGround(trx, workspaceId, found.departure.on)
    if (ground === null) throw notFound('alert', id)
    const now = world.clock.now()
    const open = await openAlerts(trx, workspaceId, ground, { lock: true })
    // Read again under the lock: of several at once, the first is seen by the rest.
    const stored = open.find(({ alert }) => alert.id === id) ?? (await findAlert(trx, workspaceId, id))
    if (stored === null) throw notFound('alert', id)
    const context = await contextOf(trx, workspaceId, ground, now)
    const decided = await decide({ trx, context, stored, open, now })
    if (decided.kind === 'refused') throw refusal(verb, decided, stored, context)
    if (decided.kind === 'unchanged') return await readAlert(trx, world, workspaceId, actor, id)
    await addAlertEvents(
      trx,
      world,
      workspaceId,
      decided.events.map((event) => ({ alertId: id, at: now, ...event })),
    )
    await publish(trx, workspaceId, { topic: 'alerts', workflow: slugOf(ground), id })
    const detail = await readAlert(trx, world, workspaceId, actor, id)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: decided.act,
      subject: subjectOf(ground),
      sentence: decided.sentence,
      details: { alert: id, signal: stored.departure.signal, ...decided.details },
    })
    return detail
  })
}

/**
 * Takes the alert, and with it all of the same cause, into the caller's hands, and says so on the channels that heard of
 * them. Gives what the alert's own timeline keeps of that.
 */
export async function takeInHand(
  world: World,
  { trx, context, stored, open, now }: OnOpenAlert,
  actor: Actor,
  how: { readonly take: (alert: Alert) => Answered; readonly line: string } = {
    take: (alert) => acknowledge(alert, actor.id, now),
    line: `${actor.name} has it in hand.`,
  },
): Promise<{ readonly details?: JsonObject }> {
  let own: JsonObject | undefined
  for (const member of ofGroup(open, stored)) {
    const taken = how.take(member.alert)
    if (taken.kind !== 'done') continue
    await saveAlert(trx, taken.alert, { acknowledgedAt: now })
    const message = alertAnnouncement(factsOf(context, member, `answered:${now.toISOString()}`), {
      state: 'acknowledged',
      line: how.line,
    })
    const sent = await announceIt(trx, world, context.workspaceId, message)
    if (member.alert.id === stored.alert.id) own = sent
  }
  return own === undefined ? {} : { details: own }
}

function ofGroup(open: readonly StoredAlert[], { alert }: StoredAlert): StoredAlert[] {
  return open.filter((member) => member.alert.group === alert.group)
}

function refusal(
  verb: string,
  { code, why }: Answered & { kind: 'refused' },
  stored: StoredAlert,
  { people }: AlertContext,
): ProblemError {
  const by = stored.resolved?.by ?? stored.alert.acknowledgedBy
  const name = by === null ? null : (people.find((person) => person.id === by)?.name ?? 'Somebody who left')
  const is = code === 'acknowledged' && name !== null ? `${name} has it in hand` : why
  return new ProblemError({
    status: code === 'snooze-end' ? 422 : 409,
    code: `alert-${code}`,
    title: code === 'acknowledged' ? 'Somebody was faster' : 'The alert can not be answered so',
    detail: `Cannot ${verb} the alert "${stored.departure.signal}": ${is}.`,
    mend: MENDS[code],
  })
}

const MENDS: { readonly [C in (Answered & { kind: 'refused' })['code']]: string } = {
  acknowledged: 'Look at the alert as it is now; whoever has it can be asked, and everybody may resolve it.',
  resolved: 'Look at the alert as it is now; should it come back, it opens again.',
  calm: 'Say what it was worth: resolve it as useful or as noise.',
  'snooze-end': 'Choose an instant from now on, at most 30 days away.',
}
