import { formatAmount, type Limits, type Money, parseAmount } from '@dayshift/core'

/** What was spent, and what calls that are under way hold; amounts in decimal text. */
export interface BudgetOnDisk {
  readonly day: string
  readonly daySpent: string
  readonly month: string
  readonly monthSpent: string
}

export type Reservation =
  | { readonly kind: 'reserved'; readonly held: bigint }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Counts one workflow's spending against the limits of its manifest, day and month in UTC. A call reserves `perRun`
 * before it begins, so that calls at the same time can't overspend together; when it ends, the reservation is replaced
 * by what it cost. A cost that nobody told stays counted as the whole reservation. Without `perRun` a call reserves the
 * highest cost seen so far.
 *
 * `save` is called before spending passes what was saved last, with some room ahead: after a crash too much is counted
 * as spent, never too little.
 */
export interface Budget {
  reserve(limits: Limits, now: number): Reservation
  /** `cost` is null where nobody knows it. */
  settle(held: bigint, cost: Money | null, limits: Limits, now: number): void
  /** Writes down the exact state, without the room ahead. */
  rest(): void
  /** Runs whose cost nobody told. */
  unknownCosts(): number
  /** Counts what a dead process has spent. */
  add(other: BudgetOnDisk): void
}

export function createBudget(before: BudgetOnDisk | null, save: (state: BudgetOnDisk) => void): Budget {
  let day = before?.day ?? ''
  let month = before?.month ?? ''
  let daySpent = read(before?.daySpent)
  let monthSpent = read(before?.monthSpent)
  let saved = monthSpent
  let highest = 0n
  let unknown = 0
  let dirty = false

  function turn(now: number): void {
    const today = new Date(now).toISOString().slice(0, 10)
    // A clock that went back keeps the later day: nothing is forgotten by it.
    if (today > day) {
      day = today
      daySpent = 0n
    }
    const thisMonth = today.slice(0, 7)
    if (thisMonth > month) {
      month = thisMonth
      monthSpent = 0n
      saved = 0n
    }
  }

  function reserve(limits: Limits, now: number): Reservation {
    turn(now)
    const held = limits.perRun === null ? highest : (parseAmount(limits.perRun.amount) ?? 0n)
    const why = past(limits.perDay, daySpent + held, 'day') ?? past(limits.perMonth, monthSpent + held, 'month')
    if (why !== null) return { kind: 'refused', why }
    daySpent += held
    monthSpent += held
    keep(held)
    return { kind: 'reserved', held }
  }

  function settle(held: bigint, cost: Money | null, limits: Limits, now: number): void {
    turn(now)
    const currency = (limits.perRun ?? limits.perDay ?? limits.perMonth)?.currency
    const amount = cost === null || cost.currency !== currency ? null : parseAmount(cost.amount)
    if (amount === null) {
      unknown++
      return
    }
    if (amount > highest) highest = amount
    daySpent = positive(daySpent + amount - held)
    monthSpent = positive(monthSpent + amount - held)
    keep(amount)
  }

  function keep(step: bigint): void {
    dirty = true
    if (monthSpent <= saved) return
    saved = monthSpent + step * ROOM
    write(step * ROOM)
  }

  function write(ahead: bigint): void {
    save({ day, month, daySpent: formatAmount(daySpent + ahead), monthSpent: formatAmount(monthSpent + ahead) })
  }

  return {
    reserve,
    settle,
    rest() {
      if (!dirty) return
      saved = monthSpent
      write(0n)
      dirty = false
    },
    unknownCosts: () => unknown,
    add(other) {
      if (other.day >= day) daySpent = read(other.daySpent) + (other.day === day ? daySpent : 0n)
      if (other.month >= month) monthSpent = read(other.monthSpent) + (other.month === month ? monthSpent : 0n)
      if (other.day > day) day = other.day
      if (other.month > month) month = other.month
      dirty = true
    },
  }
}

/** How many calls' worth is written ahead at once. */
const ROOM = 32n

function past(limit: Money | null, wanted: bigint, period: 'day' | 'month'): string | null {
  if (limit === null) return null
  const most = parseAmount(limit.amount) ?? 0n
  if (wanted <= most) return null
  const { currency } = limit
  return `The budget of ${limit.amount} ${currency} a ${period} is used up: with this run ${formatAmount(wanted)} ${currency} would be spent or held.`
}

function read(amount: string | undefined): bigint {
  return amount === undefined ? 0n : (parseAmount(amount) ?? 0n)
}

function positive(amount: bigint): bigint {
  return amount < 0n ? 0n : amount
}
