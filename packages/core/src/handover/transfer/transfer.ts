import { STAGES, type StageId } from '../playbook.ts'
import type { DutyWish } from '../../duties/assign-duties.ts'
import { DAY_MS } from '../../time.ts'

/** `planned` waits for the receiver; `accepted` for its instant; the others are over. */
export const TRANSFER_STATES = ['planned', 'accepted', 'done', 'cancelled', 'handed-back'] as const
export type TransferState = (typeof TRANSFER_STATES)[number]

/** The move of daily care from one person to another at one written instant. */
export interface Transfer {
  readonly id: string
  /** To the minute. */
  readonly at: Date
  /** IANA name of the zone in which people wrote the date, as `Europe/Stockholm`. */
  readonly zone: string
  readonly state: TransferState
  /** Whoever answers until then: the builder. */
  readonly from: string
  /** The receiver. */
  readonly to: string
  readonly backup: string
  /** Ids of the duties that move: `backup` to the backup, all others to the receiver. */
  readonly moves: readonly string[]
  /** Since when both run it together. */
  readonly parallelSince: Date
  /** Days before the instant in which nothing that runs may change. */
  readonly settleDays: number
  /** Days of early support after it. */
  readonly supportDays: number
  readonly acceptedAt: Date | null
  /** Set where a condition did not hold at the instant: it waits for another date. */
  readonly held: { readonly at: Date; readonly because: readonly TransferBlock[] } | null
  readonly doneAt: Date | null
}

/** A condition of the transfer that does not hold. */
export interface TransferBlock {
  readonly code: 'not-accepted' | 'receiver' | 'moving-target' | 'duty' | 'stage'
  readonly sentence: string
  /** What would lift it. */
  readonly mend: string
}

/** `not-yours`: another person may; `conflict`: not as things stand; `invalid`: never in this form. */
export interface TransferRefusal {
  readonly kind: 'refused'
  readonly why: 'not-yours' | 'conflict' | 'invalid'
  readonly code: string
  readonly message: string
  readonly mend: string
}

export function refuse(why: TransferRefusal['why'], code: string, message: string, mend: string): TransferRefusal {
  return { kind: 'refused', why, code, message, mend }
}

/** Whether readiness is passed: before that a date is proposed, and nobody can commit to it (S171). */
export function isReadyIn(stage: StageId): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf('transfer')
}

export function isOpen({ state }: Pick<Transfer, 'state'>): boolean {
  return state === 'planned' || state === 'accepted'
}

/** Who holds what after the instant. */
export function wishesOf({ moves, to, backup }: Pick<Transfer, 'moves' | 'to' | 'backup'>): DutyWish[] {
  return moves.map((duty) => ({ duty, person: duty === 'backup' ? backup : to }))
}

/** First instant of the freeze before the transfer. */
export function freezeFrom({ at, settleDays }: Pick<Transfer, 'at' | 'settleDays'>): Date {
  return new Date(at.getTime() - settleDays * DAY_MS)
}

/** `1 Dec 2026, 14:00 Europe/Stockholm` */
export function instantInZone(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${Number(part('day'))} ${MONTHS[Number(part('month')) - 1]} ${part('year')}, ${part('hour')}:${part('minute')} ${zone}`
}

/** `2026-12-01` */
export function dateInZone(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}

/** `1 Dec 2026` */
export function dayInZone(at: Date, zone: string): string {
  return instantInZone(at, zone).split(',')[0] ?? ''
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
