import type { AlertState } from './alert.ts'
import { CAUSE_WINDOW_MS, GROUP_OPEN_MS } from './alert-policy.ts'
import type { Candidate, Departure } from './departure.ts'

/** An alert of the workflow that isn't over, as far as grouping asks. */
export interface GroupMember {
  readonly group: string
  readonly state: AlertState
  readonly openedAt: Date
  readonly since: Date | null
  readonly candidates: readonly Candidate[]
}

/**
 * The group that a departure belongs to: that of an alert of the same workflow which names the same candidate, or which
 * began within the same hour; null where it is the first of its cause. Where several fit, the youngest.
 */
export function groupOf(
  { since, candidates }: Pick<Departure, 'since' | 'candidates'>,
  members: readonly GroupMember[],
  now: Date,
): string | null {
  const began = since ?? now
  const fits = members.filter(
    (member) =>
      member.state !== 'resolved' &&
      ((now.getTime() - member.openedAt.getTime() <= GROUP_OPEN_MS &&
        member.candidates.some((one) => candidates.some((other) => isSame(one, other)))) ||
        Math.abs((member.since ?? member.openedAt).getTime() - began.getTime()) <= CAUSE_WINDOW_MS),
  )
  return fits.toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime())[0]?.group ?? null
}

function isSame(one: Candidate, other: Candidate): boolean {
  if (one.kind !== other.kind) return false
  return one.id === null || other.id === null
    ? one.label === other.label && one.at.getTime() === other.at.getTime()
    : one.id === other.id
}
