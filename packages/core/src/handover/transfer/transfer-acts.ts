import type { DutiesFacts } from '../../duties/assignment.ts'
import { holdersAt, nameIn } from '../../duties/assignment.ts'
import type { DutyWish } from '../../duties/assign-duties.ts'
import { listInWords } from '../../workflows/in-words.ts'
import type { Actor } from '../../people/roles.ts'
import type { StageId } from '../playbook.ts'
import { placeDate } from './plan-transfer.ts'
import {
  instantInZone,
  isOpen,
  isReadyIn,
  refuse,
  type Transfer,
  type TransferBlock,
  type TransferRefusal,
} from './transfer.ts'

/** What people may do with a transfer; each bound to persons, never to a key. */
export const TRANSFER_ACTS = ['plan', 'accept', 'postpone', 'cancel', 'hand-back', 'check', 'close'] as const
export type TransferAct = (typeof TRANSFER_ACTS)[number]

/**
 * Ids of those who may do this now. Planning: the business owner, the change owner, whoever holds the daily care, an
 * admin. Postponing and cancelling: the receiver too, who can say "not yet". Accepting: the receiver alone. Early
 * support: whoever holds the daily care, its checks also the backup.
 */
export function whoMay(facts: DutiesFacts, act: TransferAct, transfer: Transfer | null, now: Date): string[] {
  const active = new Set(facts.people.filter((person) => person.active).map(({ id }) => id))
  const holders = (...duties: readonly string[]) =>
    duties.flatMap((duty) => holdersAt(facts.assignments, duty, now).map(({ person }) => person))
  const admins = facts.people.filter(({ role }) => role === 'admin').map(({ id }) => id)
  const receiver = transfer === null ? [] : [transfer.to]
  const who = {
    plan: [...holders('business-owner', 'change-owner', 'daily-care'), ...admins],
    accept: receiver,
    postpone: [...receiver, ...holders('business-owner', 'change-owner', 'daily-care'), ...admins],
    cancel: [...receiver, ...holders('business-owner', 'change-owner', 'daily-care'), ...admins],
    'hand-back': [...holders('daily-care', 'business-owner', 'change-owner'), ...admins],
    check: holders('daily-care', 'backup'),
    close: holders('daily-care'),
  }[act]
  return [...new Set(who)].filter((id) => active.has(id))
}

/** Null where the actor may; else the refusal, with those who may by name. */
export function actRefusal(
  facts: DutiesFacts,
  actor: Actor,
  act: TransferAct,
  transfer: Transfer | null,
  now: Date,
): TransferRefusal | null {
  if (actor.kind !== 'person') {
    return refuse(
      'not-yours',
      'person-needed',
      `Cannot ${ACTS[act]} with the key "${actor.name}": it is bound to a person.`,
      'Sign in and do it there.',
    )
  }
  const who = whoMay(facts, act, transfer, now)
  if (who.includes(actor.id)) return null
  const names = listInWords(who.map((id) => nameIn(facts.people, id))).replace(/ and (?=[^,]*$)/, ' or ')
  return refuse(
    'not-yours',
    'not-yours',
    `${actor.name} may not ${ACTS[act]}: ${WHOSE[act]}.`,
    names === '' ? 'Give the duty to somebody first.' : `Ask ${names}.`,
  )
}

const ACTS = {
  plan: 'plan the transfer',
  accept: 'accept the transfer',
  postpone: 'postpone the transfer',
  cancel: 'cancel the transfer',
  'hand-back': 'hand the daily care back',
  check: 'tick off the day of early support',
  close: 'close the early support',
} as const satisfies Record<TransferAct, string>

const WHOSE = {
  plan: 'the business owner, the change owner, whoever holds the daily care, or an admin does',
  accept: 'the receiver alone does',
  postpone: 'the receiver, the business owner, the change owner, whoever holds the daily care, or an admin does',
  cancel: 'the receiver, the business owner, the change owner, whoever holds the daily care, or an admin does',
  'hand-back': 'whoever holds the daily care, the business owner, the change owner, or an admin does',
  check: 'whoever holds the daily care or the backup does',
  close: 'whoever holds the daily care does',
} as const satisfies Record<TransferAct, string>

export type TransferDecided = { readonly kind: 'decided'; readonly transfer: Transfer } | TransferRefusal

/** The receiver says yes to this date; she says it again where the date moves. */
export function acceptTransfer(transfer: Transfer, seenAt: Date, stage: StageId, now: Date): TransferDecided {
  if (!isOpen(transfer)) return over(transfer, 'accept')
  if (seenAt.getTime() !== transfer.at.getTime()) {
    return refuse(
      'conflict',
      'date-moved',
      `Cannot accept the transfer for ${instantInZone(seenAt, transfer.zone)}: by now it stands for ${instantInZone(transfer.at, transfer.zone)}.`,
      'Look at the new date and accept that one.',
    )
  }
  if (transfer.held !== null || now.getTime() >= transfer.at.getTime()) {
    return refuse(
      'conflict',
      'date-past',
      `Cannot accept the transfer for ${instantInZone(transfer.at, transfer.zone)}: the instant has passed.`,
      'Have a new date written first.',
    )
  }
  if (transfer.state === 'accepted') return { kind: 'decided', transfer }
  if (!isReadyIn(stage)) {
    return refuse(
      'conflict',
      'not-ready',
      `Cannot accept the transfer for ${instantInZone(transfer.at, transfer.zone)}: the workflow is in ${stage}, and no date for the day shift is agreed before its readiness was passed.`,
      `Leave ${stage} on its evidence first; the date stays as it is proposed.`,
    )
  }
  return { kind: 'decided', transfer: { ...transfer, state: 'accepted', acceptedAt: now } }
}

/** Another date. Who accepted the old one has not accepted this, unless it is she who moves it. */
export function postponeTransfer(
  transfer: Transfer,
  to: { readonly at: Date; readonly zone: string },
  by: string,
  now: Date,
): TransferDecided {
  if (!isOpen(transfer)) return over(transfer, 'postpone')
  const dated = placeDate(to.at, to.zone, now)
  if (dated.kind === 'refused') return dated
  if (dated.at.getTime() <= transfer.at.getTime()) {
    return refuse(
      'conflict',
      'not-later',
      `Cannot postpone the transfer to ${instantInZone(dated.at, to.zone)}: it stands for ${instantInZone(transfer.at, to.zone)}.`,
      'Take a later date; for an earlier one cancel it and plan anew.',
    )
  }
  const accepted = transfer.state === 'accepted' && by === transfer.to
  return {
    kind: 'decided',
    transfer: {
      ...transfer,
      at: dated.at,
      zone: to.zone,
      held: null,
      state: accepted ? 'accepted' : 'planned',
      acceptedAt: accepted ? now : null,
    },
  }
}

export function cancelTransfer(transfer: Transfer): TransferDecided {
  if (!isOpen(transfer)) return over(transfer, 'cancel')
  return { kind: 'decided', transfer: { ...transfer, state: 'cancelled' } }
}

/** What the clock does with a transfer. */
export type TransferDue =
  | { readonly kind: 'over' }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'hold'; readonly transfer: Transfer }
  | { readonly kind: 'transfer'; readonly transfer: Transfer; readonly lateMs: number }

/**
 * At the instant, or as soon after it as a server runs: all duties move, or the transfer is held and the builder stays
 * on watch. One that is held waits for another written date; it never happens by itself at a time that nobody wrote.
 */
export function transferDue(transfer: Transfer, blocks: readonly TransferBlock[], now: Date): TransferDue {
  if (!isOpen(transfer) || transfer.held !== null) return { kind: 'over' }
  if (now.getTime() < transfer.at.getTime()) return { kind: 'wait', until: transfer.at }
  if (blocks.length > 0) return { kind: 'hold', transfer: { ...transfer, held: { at: now, because: blocks } } }
  return {
    kind: 'transfer',
    transfer: { ...transfer, state: 'done', doneAt: now },
    lateMs: now.getTime() - transfer.at.getTime(),
  }
}

/** Everything that moved goes back to the builder who had it, or to whoever decides on changes now (S331). */
export function handBack(
  facts: DutiesFacts,
  transfer: Transfer,
  now: Date,
):
  | {
      readonly kind: 'handed-back'
      readonly transfer: Transfer
      readonly to: string
      readonly wishes: readonly DutyWish[]
    }
  | TransferRefusal {
  if (transfer.state !== 'done') return over(transfer, 'hand-back')
  const mayAct = (id: string | undefined) => facts.people.some((person) => person.id === id && person.active)
  const owner = holdersAt(facts.assignments, 'change-owner', now)[0]?.person
  const to = [transfer.from, owner].find(mayAct)
  if (to === undefined) {
    return refuse(
      'conflict',
      'no-builder',
      `Cannot hand the daily care back: ${nameIn(facts.people, transfer.from)} can act here no longer, and nobody holds the changes.`,
      'Give the duty of the change owner to a builder first.',
    )
  }
  // A builder can't be her own backup: whoever is the backup stays it.
  const wishes = transfer.moves.filter((duty) => duty !== 'backup').map((duty) => ({ duty, person: to }))
  const backup = holdersAt(facts.assignments, 'backup', now)[0]?.person
  const receiver = holdersAt(facts.assignments, 'daily-care', now)[0]?.person ?? transfer.to
  // Where the builder became the backup meanwhile, the two change places.
  const swapped =
    backup === to ? [{ duty: 'backup', person: mayAct(receiver) && receiver !== to ? receiver : null }] : []
  return {
    kind: 'handed-back',
    to,
    wishes: [...wishes, ...swapped],
    transfer: { ...transfer, state: 'handed-back' },
  }
}

function over(transfer: Transfer, act: TransferAct): TransferRefusal {
  const is = {
    planned: 'it is planned and not done',
    accepted: 'it is accepted and not done yet',
    done: 'it is done',
    cancelled: 'it was cancelled',
    'handed-back': 'the daily care was handed back',
  }[transfer.state]
  return refuse(
    'conflict',
    `transfer-${transfer.state}`,
    `Cannot ${ACTS[act]}: ${is}.`,
    transfer.state === 'done' ? 'Hand it back if it can not stay so.' : 'Look at how it stands now.',
  )
}
