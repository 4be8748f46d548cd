import { counted, dateInWords } from '../workflows/in-words.ts'
import { DAY_MS } from '../time.ts'

/** Workflows are abandoned most often from so many days after they were deployed until so many. */
export const ABANDONED_FROM_DAYS = 183
export const ABANDONED_UNTIL_DAYS = 548
/** Longer than that without a review is no cadence: a month, and two weeks of patience. */
export const LIVE_CADENCE_DAYS = 45

/**
 * The sign that nobody looks at a workflow any more in the time in which most are abandoned, 6 to 18 months after it was
 * deployed (S158); null where somebody does, or outside of that time.
 */
export function cadenceSign(
  { deployedAt, heldAt }: { readonly deployedAt: Date | null; readonly heldAt: readonly Date[] },
  now: Date,
): string | null {
  if (deployedAt === null) return null
  const days = Math.floor((now.getTime() - deployedAt.getTime()) / DAY_MS)
  if (days < ABANDONED_FROM_DAYS || days > ABANDONED_UNTIL_DAYS) return null
  const last = heldAt.reduce<Date | null>((latest, at) => (latest === null || at > latest ? at : latest), null)
  const since = last === null ? null : Math.floor((now.getTime() - last.getTime()) / DAY_MS)
  if (since !== null && since <= LIVE_CADENCE_DAYS) return null
  const looked =
    last === null || since === null
      ? 'no review was ever held'
      : `the last review was held ${counted(since, 'day')} ago, on ${dateInWords(last.toISOString().slice(0, 10))}`
  return `It has been deployed for ${counted(days, 'day')}, and ${looked}: between six and eighteen months is when workflows are abandoned.`
}
