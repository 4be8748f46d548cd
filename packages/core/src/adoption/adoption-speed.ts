import { daysBetween, figure } from '../handover/evaluators/say.ts'
import { counted } from '../workflows/in-words.ts'

/** A workflow that was deployed in a unit of the organisation, and when most decisions were first made with it. */
export interface DeployedInUnit {
  readonly slug: string
  readonly name: string
  readonly liveSince: Date
  /** The first look at which it was adopted; null where none was yet. */
  readonly adoptedAt: Date | null
}

export interface AdoptionSpeed {
  /** Days from the first unit to adoption; of one that isn't adopted those that have passed. */
  readonly days: number
  readonly isAdopted: boolean
  /** The deployment before it in the same unit; null where it is the first. */
  readonly before: { readonly name: string; readonly days: number; readonly isAdopted: boolean } | null
  /** Against the one before; unknown while the days so far don't tell. */
  readonly verdict: 'faster' | 'slower' | 'same' | 'unknown' | 'first'
  /** Days that it took longer than the one before, at least; 0 where it didn't, or nobody knows. */
  readonly longerBy: number
  readonly sentence: string
}

/** Two deployments whose days differ by less are alike. */
const ALIKE_DAYS = 7

/**
 * How fast a deployment was adopted against the one before it in the same unit (S049): who was let down once is slower to
 * try again. What isn't adopted yet counts with the days so far: they can show that it is slower, never that it is faster.
 */
export function adoptionSpeed(
  unit: string,
  deployments: readonly DeployedInUnit[],
  slug: string,
  now: Date,
): AdoptionSpeed | null {
  const inOrder = deployments.toSorted(
    (a, b) => a.liveSince.getTime() - b.liveSince.getTime() || (a.slug < b.slug ? -1 : 1),
  )
  const place = inOrder.findIndex((each) => each.slug === slug)
  const own = inOrder[place]
  if (own === undefined) return null
  const { days, isAdopted } = spanOf(own, now)
  const prior = inOrder[place - 1]
  const taken = `${isAdopted ? 'was adopted after' : 'is not adopted after'} ${counted(days, 'day')}`
  if (prior === undefined) {
    const sentence = `The first deployment in ${unit}: it ${taken}.`
    return { days, isAdopted, before: null, verdict: 'first', longerBy: 0, sentence }
  }
  const before = { name: prior.name, ...spanOf(prior, now) }
  const verdict = compare({ days, isAdopted }, before)
  const said = {
    faster: 'faster',
    slower: 'slower: who was let down once is slower to try again',
    same: 'about as fast',
    unknown: 'whether it is slower can’t be told yet',
  }[verdict]
  const priorWords = `${before.name}, the one before it in ${unit}, ${before.isAdopted ? 'was adopted after' : 'is not adopted after'} ${figure(before.days)}`
  return {
    days,
    isAdopted,
    before,
    verdict,
    longerBy: verdict === 'slower' ? days - before.days : 0,
    sentence: `It ${taken}; ${priorWords}: ${said}.`,
  }
}

function spanOf({ liveSince, adoptedAt }: DeployedInUnit, now: Date) {
  return { days: Math.max(0, daysBetween(liveSince, adoptedAt ?? now)), isAdopted: adoptedAt !== null }
}

interface Span {
  readonly days: number
  readonly isAdopted: boolean
}

function compare(own: Span, before: Span): 'faster' | 'slower' | 'same' | 'unknown' {
  if (own.isAdopted && before.isAdopted) {
    if (Math.abs(own.days - before.days) <= ALIKE_DAYS) return 'same'
    return own.days < before.days ? 'faster' : 'slower'
  }
  if (!own.isAdopted && before.isAdopted) return own.days > before.days + ALIKE_DAYS ? 'slower' : 'unknown'
  if (own.isAdopted && !before.isAdopted) return before.days > own.days + ALIKE_DAYS ? 'faster' : 'unknown'
  return 'unknown'
}
