import { countedOf, type SpendLease } from './lease.ts'
import { monthOf } from './period.ts'

/** All that a workflow has spent and may be spending, of one currency and one month. */
export interface SpendBook {
  /** What all runs of a day were recorded to cost, those under leases included. */
  readonly recorded: ReadonlyMap<string, bigint>
  readonly leases: readonly (SpendLease & { readonly id: string })[]
}

/**
 * What counts as spent on a day or in a month: of each lease what {@link countedOf} says, and what runs without a lease
 * were recorded to cost (another way in, an older host). `without` leaves one lease out.
 */
export function countedSpend(
  { recorded, leases }: SpendBook,
  of: { readonly day: string } | { readonly month: string },
  now: Date,
  without: string | null = null,
): bigint {
  const isOf = (day: string) => ('day' in of ? day === of.day : monthOf(day) === of.month)
  let counted = 0n
  let leased = 0n
  for (const lease of leases) {
    if (!isOf(lease.day)) continue
    leased += lease.recorded
    if (lease.id !== without) counted += countedOf(lease, now)
  }
  let all = 0n
  for (const [day, amount] of recorded) if (isOf(day)) all += amount
  return counted + (all > leased ? all - leased : 0n)
}
