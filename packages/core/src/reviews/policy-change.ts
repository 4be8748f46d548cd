import { dateInWords } from '../workflows/in-words.ts'
import { dayOf } from '../spend/period.ts'

/**
 * Whether what runs is older than a policy change that nobody has answered. `holdsFrom` and `today` are ISO dates;
 * `activatedAt` null: nothing runs, so nothing is behind.
 */
export function isBehind(
  { holdsFrom, answered }: { readonly holdsFrom: string; readonly answered: boolean },
  activatedAt: Date | null,
  today: string,
): boolean {
  return !answered && activatedAt !== null && holdsFrom <= today && dayOf(activatedAt) <= holdsFrom
}

/** Why a release can't be the answer to a policy change; null where it can. */
export function refuseRelease(
  change: { readonly holdsFrom: string; readonly toldAt: Date },
  release: { readonly name: string; readonly createdAt: Date },
): string | null {
  const known = change.toldAt < new Date(`${change.holdsFrom}T00:00:00.000Z`) ? dayOf(change.toldAt) : change.holdsFrom
  if (dayOf(release.createdAt) >= known) return null
  return `Release “${release.name}” was made on ${dateInWords(dayOf(release.createdAt))}, before the policy changed: it can't hold what changed.`
}
