import { dateInWords } from '../workflows/in-words.ts'
import { dayOf } from '../spend/period.ts'

/** A change of the rules around a workflow that should update it, as somebody recorded it. */
export interface PolicyChange {
  readonly id: string
  /** ISO date from which it holds. */
  readonly holdsFrom: string
  readonly words: string
  /** Where it stands: an address, a title, a name. */
  readonly source: string
  /** What of the workflow it touches, in words. */
  readonly touches: string
  readonly answer:
    | { readonly kind: 'release'; readonly release: string; readonly at: Date; readonly by: string }
    | { readonly kind: 'no-change'; readonly reason: string; readonly at: Date; readonly by: string }
    | null
}

/**
 * Whether what runs is older than a policy change that nobody has answered. `activatedAt` null: nothing runs, so nothing
 * is behind.
 */
export function isBehind(change: PolicyChange, activatedAt: Date | null, today: string): boolean {
  return (
    change.answer === null &&
    activatedAt !== null &&
    change.holdsFrom <= today &&
    dayOf(activatedAt) <= change.holdsFrom
  )
}

/** Why a release can't be the answer to a policy change; null where it can. */
export function refuseRelease(
  change: Pick<PolicyChange, 'holdsFrom'> & { readonly toldAt: Date },
  release: { readonly name: string; readonly createdAt: Date },
): string | null {
  const known = change.toldAt < new Date(`${change.holdsFrom}T00:00:00.000Z`) ? dayOf(change.toldAt) : change.holdsFrom
  if (dayOf(release.createdAt) >= known) return null
  return `Release “${release.name}” was made on ${dateInWords(dayOf(release.createdAt))}, before the policy changed: it can't hold what changed.`
}
