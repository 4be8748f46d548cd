import { isZone } from '../../drills/calendar-day.ts'
import { DAY_MS } from '../../time.ts'
import { assignDuties, refusalOf } from '../../duties/assign-duties.ts'
import { type DutiesFacts, holdersAt, nameIn } from '../../duties/assignment.ts'
import { counted } from '../../workflows/in-words.ts'
import { dayInZone, instantInZone, isOpen, refuse, type Transfer, type TransferRefusal, wishesOf } from './transfer.ts'

const MINUTE_MS = 60_000
const MOST_DAYS_AHEAD = 400

export interface TransferPlan {
  readonly at: Date
  readonly zone: string
  readonly receiver: string
  readonly backup: string
  /** Ids of the duties that move; null: those that the playbook moves. */
  readonly moves: readonly string[] | null
  /** Since when both run it together; null: from now on. */
  readonly parallelSince: Date | null
}

export type TransferPlanned =
  | { readonly kind: 'planned'; readonly transfer: Omit<Transfer, 'id'>; readonly warnings: readonly string[] }
  | TransferRefusal

/**
 * Writes the date of a transfer, or says why it can't be: it lies ahead, to the minute, after the days of parallel
 * operation; receiver and backup are two people who may hold what moves; one transfer at a time.
 */
export function planTransfer(
  facts: DutiesFacts,
  present: Transfer | null,
  plan: TransferPlan,
  now: Date,
): TransferPlanned {
  const { playbook, people, assignments } = facts
  if (present !== null && isOpen(present)) {
    return refuse(
      'conflict',
      'transfer-planned',
      `Cannot plan a second transfer: one to ${nameIn(people, present.to)} stands for ${instantInZone(present.at, present.zone)}.`,
      'Postpone that one, or cancel it first.',
    )
  }
  const dated = placeDate(plan.at, plan.zone, now)
  if (dated.kind === 'refused') return dated
  const from =
    holdersAt(assignments, 'daily-care', now)[0]?.person ?? holdersAt(assignments, 'change-owner', now)[0]?.person
  if (from === undefined) {
    return refuse(
      'conflict',
      'nobody-hands-over',
      'Cannot plan a transfer: nobody holds the daily care, nor the changes, so that nobody can hand it over.',
      'Give the daily care to the builder who answers for it now.',
    )
  }
  if (plan.receiver === from) {
    return refuse(
      'conflict',
      'receiver-has-it',
      `Cannot transfer the daily care to ${nameIn(people, from)}, who holds it already.`,
      'Name the operator who shall receive it.',
    )
  }
  if (plan.receiver === plan.backup) {
    return refuse(
      'conflict',
      'backup-is-receiver',
      `Cannot plan ${nameIn(people, plan.receiver)} as receiver and as backup: when one does not answer, it takes another.`,
      'Name a second person as the backup.',
    )
  }
  const parallelSince = plan.parallelSince ?? now
  if (parallelSince.getTime() > now.getTime()) {
    return refuse(
      'invalid',
      'parallel-ahead',
      `Cannot say that both run it together since ${instantInZone(parallelSince, plan.zone)}: that is still to come.`,
      'Leave it out where it begins now.',
    )
  }
  const { parallelDays, settleDays, supportDays } = playbook.transfer
  const earliest = new Date(parallelSince.getTime() + parallelDays * DAY_MS)
  if (dated.at.getTime() < earliest.getTime()) {
    return refuse(
      'conflict',
      'too-soon',
      `Cannot transfer on ${instantInZone(dated.at, plan.zone)}: both run it together for ${counted(parallelDays, 'day')} first, since ${dayInZone(parallelSince, plan.zone)}.`,
      `Take ${instantInZone(earliest, plan.zone)} or later.`,
    )
  }
  const wanted = plan.moves ?? playbook.duties.filter((duty) => duty.movesAtTransfer).map(({ id }) => id)
  const moves = [...new Set(['daily-care', 'backup', ...wanted])]
  const parts = { moves, to: plan.receiver, backup: plan.backup }
  for (const { duty, person } of wishesOf(parts)) {
    const refusal = refusalOf(facts, duty, person)
    if (refusal !== null) return refuse('conflict', `duty-${refusal.code}`, refusal.message, refusal.mend)
  }
  const decided = assignDuties(facts, wishesOf(parts), now)
  if (decided.kind === 'refused') return refuse('conflict', `duty-${decided.code}`, decided.message, decided.mend)
  return {
    kind: 'planned',
    warnings: decided.warnings,
    transfer: {
      ...parts,
      at: dated.at,
      zone: plan.zone,
      state: 'planned',
      from,
      parallelSince,
      settleDays,
      supportDays,
      acceptedAt: null,
      held: null,
      doneAt: null,
    },
  }
}

/** A date of a transfer: ahead, to the minute, in a zone that there is. */
export function placeDate(
  wanted: Date,
  zone: string,
  now: Date,
): { readonly kind: 'date'; readonly at: Date } | TransferRefusal {
  if (!isZone(zone)) {
    return refuse(
      'invalid',
      'unknown-zone',
      `Cannot write the date in the zone "${zone}": there is none of that name.`,
      'Take a name like "Europe/Stockholm" or "UTC".',
    )
  }
  const at = new Date(Math.floor(wanted.getTime() / MINUTE_MS) * MINUTE_MS)
  if (at.getTime() <= now.getTime()) {
    return refuse(
      'invalid',
      'date-past',
      `Cannot transfer on ${instantInZone(at, zone)}: that is past.`,
      'Take a date that lies ahead.',
    )
  }
  if (at.getTime() > now.getTime() + MOST_DAYS_AHEAD * DAY_MS) {
    return refuse(
      'invalid',
      'date-far',
      `Cannot transfer on ${instantInZone(at, zone)}: that is more than ${MOST_DAYS_AHEAD} days ahead.`,
      'Take a nearer date; it can be postponed with a reason.',
    )
  }
  return { kind: 'date', at }
}
