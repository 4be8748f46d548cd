import { endOfDay } from './period.ts'
import { DAY_MS } from '../time.ts'

/**
 * A host's share of a workflow's budget for one day (UTC), as the server keeps it. Amounts count in 10⁻¹² of the
 * currency. A host never begins a call whose reservation would pass `amount`; `spent` and `held` are what it told last.
 */
export interface SpendLease {
  readonly day: string
  /** Up to where the host may go, everything that it has spent under this lease included. */
  readonly amount: bigint
  readonly spent: bigint
  /** Reserved by calls under way. */
  readonly held: bigint
  /** What runs that name this lease were recorded to cost. */
  readonly recorded: bigint
  readonly expiresAt: Date
  /** True once the host gave its last word: nothing more is spent under it. */
  readonly ended: boolean
}

export type LeaseState = 'open' | 'lapsed' | 'reconciled' | 'ended'

/** How long after its day a lease without a last word still counts whole: the runs of a dead host come late. */
const RECONCILE_AFTER_MS = DAY_MS

/**
 * `lapsed`: its time is over and the host gave no last word, so that nobody knows what it spent; the whole lease counts
 * until the host, or the next one on its directory, tells it. A day after the lease's own day is over it is reconciled
 * with what the runs that name it were recorded to cost.
 */
export function leaseState(lease: SpendLease, now: Date): LeaseState {
  if (lease.ended) return 'ended'
  if (now < lease.expiresAt) return 'open'
  return now < reconciledAt(lease) ? 'lapsed' : 'reconciled'
}

/** When a lease without a last word is reconciled by itself. */
export function reconciledAt({ day }: Pick<SpendLease, 'day'>): Date {
  return new Date(endOfDay(day).getTime() + RECONCILE_AFTER_MS)
}

export type GivenBack =
  /** `counted` stays spent, `free` goes back to the budget. */
  | { readonly kind: 'given-back'; readonly counted: bigint; readonly free: bigint }
  /** Its host may spend of it still, or it is over. */
  | { readonly kind: 'refused'; readonly state: Exclude<LeaseState, 'lapsed'> }

/**
 * A person takes back by hand what a silent host had leased: after the lease's time it begins no call of it, so that what
 * it told and held, or what its runs were recorded to cost, is the most that anybody knows of. Runs that come later, and
 * its own last word, are counted still.
 */
export function giveBack(lease: SpendLease, now: Date): GivenBack {
  const state = leaseState(lease, now)
  if (state !== 'lapsed') return { kind: 'refused', state }
  const counted = highest(lease.spent + lease.held, lease.recorded)
  return { kind: 'given-back', counted, free: countedOf(lease, now) - counted }
}

/** What counts as spent of a lease: never less than was told or recorded, and all of it while more may be spent. */
export function countedOf(lease: SpendLease, now: Date): bigint {
  const { amount, spent, held, recorded } = lease
  const state = leaseState(lease, now)
  switch (state) {
    case 'ended':
      return highest(spent, recorded)
    case 'reconciled':
      return highest(spent + held, recorded)
    case 'open':
    case 'lapsed':
      return highest(amount, spent + held, recorded)
    default:
      return state satisfies never
  }
}

/** What a host asks for. It goes no further than `floor` until it has heard the answer. */
export interface LeaseAsk {
  readonly floor: bigint
  /** What the calls that wait now would reserve. */
  readonly need: bigint
  /** What it would like to have free. */
  readonly want: bigint
  /** What one call reserves: less is of no use. */
  readonly least: bigint
}

export interface PeriodBudget {
  readonly period: 'day' | 'month'
  readonly limit: bigint
  /** What counts as spent without the lease that is asked for. */
  readonly others: bigint
}

export type Granted =
  | { readonly kind: 'granted'; readonly free: bigint }
  /** `period` is the one whose limit is reached. */
  | { readonly kind: 'refused'; readonly period: 'day' | 'month' }

/** No host is given more than this part of the rest for later; what calls that wait need is given whole. */
const SHARE = 4n

/**
 * What a host may have beyond its floor: what it needs now as far as the rest allows, what it wants up to a quarter of
 * the rest. Never more than the rest of any period, so that all leases together never pass a limit.
 */
export function grantLease(ask: LeaseAsk, budgets: readonly PeriodBudget[]): Granted {
  const least = ask.least > 0n ? ask.least : 1n
  const tightest = budgets
    .map(({ period, limit, others }) => ({ period, rest: limit - others - ask.floor }))
    .toSorted((a, b) => (a.rest < b.rest ? -1 : a.rest > b.rest ? 1 : 0))[0]
  const want = highest(ask.want, ask.need, least)
  if (tightest === undefined) return { kind: 'granted', free: want }
  const { period, rest } = tightest
  if (rest < least) return { kind: 'refused', period }
  const comfortable = lower(want, rest / SHARE)
  const free = lower(rest, highest(ask.need, comfortable, least))
  // Whole calls: a part of one would lie idle here and be missed elsewhere.
  return { kind: 'granted', free: (free / least) * least }
}

/** This part of a limit is kept for real units: what nobody waits for stops before it. */
const KEPT_FOR_UNITS = 10n

/**
 * True while more than a tenth of every limit is left. A shadow is a paid call that no unit waits for, so it is the first
 * to stop: real units go on into the last tenth.
 */
export function hasSpare(budgets: readonly PeriodBudget[], mine: bigint): boolean {
  return budgets.every(({ limit, others }) => (limit - others - mine) * KEPT_FOR_UNITS > limit)
}

function highest(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n)
}

function lower(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
