import { dayOf, figure } from '../handover/evaluators/say.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import { isMost } from './influence.ts'
import type { Funnel, Journeys, Step } from './journey.ts'
import { STEPS } from './journey.ts'
import type { Proportion } from '../runs/proportion.ts'
import { DAY_MS } from '../time.ts'
import { wholePercent } from '../trust/whole-percent.ts'

/** What kind of spend without return it is: nearly nobody met an output; people set it aside; they decided elsewhere. */
export const LOSSES = {
  'not-used': 'nearly nobody uses it',
  'not-trusted': 'people see the output and set it aside',
  'routed-around': 'most decisions are made without it',
} as const
export type Loss = keyof typeof LOSSES

/** Which of the three holds, where it informs less than half. */
export function lossOf({
  seen,
  actedOn,
  toInform,
}: {
  readonly seen: number
  readonly actedOn: number
  readonly toInform: number
}): Loss {
  if (seen < 0.1 * toInform) return 'not-used'
  return actedOn < 0.5 * seen ? 'not-trusted' : 'routed-around'
}

export interface AdoptionState {
  readonly verdict: 'met' | 'unmet' | 'unknown'
  readonly loss: Loss | null
  /**
   * Outputs are looked at and next to no decision comes of them (S028): use is high, and it is a workaround that carries
   * the work.
   */
  readonly workaroundTrap: boolean
  /** The two neighbouring steps between which most is lost; null where nothing is. */
  readonly mostLost: { readonly from: Step; readonly to: Step; readonly n: number } | null
  readonly sentence: string
}

/** Outputs seen by at least half of those who should have them are much in use; below a tenth nothing comes of them. */
const MUCH_USED = 0.5
const NEXT_TO_NONE = 0.1

/** What the figures say, in one sentence. `isLive`: it is in service now. */
export function adoptionState(
  { funnel, unchecked, influence }: Journeys & { readonly influence: Proportion },
  isLive: boolean,
): AdoptionState {
  const { k, n, interval } = influence
  const verdict = isMost(k, n)
  const loss = verdict === 'unmet' ? lossOf(funnel) : null
  const mostLost = mostLostOf(funnel)
  const workaroundTrap =
    n >= MINIMUM_SAMPLE && funnel.seen >= MUCH_USED * n && interval !== null && interval.high < NEXT_TO_NONE
  if (interval === null || n < MINIMUM_SAMPLE) {
    const sentence = `informs a share of decisions that can’t be told, not enough yet: ${n} of ${MINIMUM_SAMPLE}.`
    return { verdict, loss, workaroundTrap, mostLost: null, sentence }
  }
  const share = `informs ${wholePercent(k / n)} of the decisions it was built for (n ${figure(n)}, 95 % ${wholePercent(interval.low).slice(0, -2)}–${wholePercent(interval.high).slice(0, -2)})`
  const judged =
    verdict === 'met'
      ? 'most decisions are made with it'
      : verdict === 'unknown'
        ? 'whether it is most of them can’t be told yet'
        : `${isLive ? 'deployed, not adopted' : 'not adopted'}, ${workaroundTrap ? 'people look at the output and work around it' : LOSSES[loss ?? 'routed-around']}`
  const lost =
    mostLost === null || verdict === 'met'
      ? ''
      : mostLost.from === 'toInform'
        ? ' Most is lost before the AI is asked.'
        : ` Most is lost between ${STEP_WORDS[mostLost.from]} and ${STEP_WORDS[mostLost.to]}.`
  const aside =
    unchecked === 0
      ? ''
      : ` ${figure(unchecked)} more ${unchecked === 1 ? 'was' : 'were'} kept sooner than ${unchecked === 1 ? 'it' : 'they'} can be read: no sign of trust.`
  return { verdict, loss, workaroundTrap, mostLost, sentence: `${share}: ${judged}.${lost}${aside}` }
}

export const ADOPTION_SIGNS = ['trails-delivery', 'blamed-on-model'] as const

/** A sign that delivery is taken for success, in plain words. */
export interface AdoptionSign {
  readonly sign: (typeof ADOPTION_SIGNS)[number]
  readonly sentence: string
}

const HALF_A_YEAR_DAYS = 183

/** Signs beside the figures: adoption trails delivery by half a year (S051); the model is blamed for what the handoff lost (S052). */
export function adoptionSigns(
  {
    liveSince,
    verdict,
    inversions,
  }: {
    /** When units first met it; null where none did. */
    readonly liveSince: Date | null
    readonly verdict: AdoptionState['verdict']
    /** How many claims blame the model where the handoff lost more. */
    readonly inversions: number
  },
  now: Date,
): readonly AdoptionSign[] {
  const signs: AdoptionSign[] = []
  const days = liveSince === null ? 0 : Math.floor((now.getTime() - liveSince.getTime()) / DAY_MS)
  if (verdict !== 'met' && liveSince !== null && days >= HALF_A_YEAR_DAYS) {
    const known = verdict === 'unmet' ? 'is not adopted' : 'is not known to be adopted'
    const sentence = `Adoption trails delivery: live since ${dayOf(liveSince)}, ${figure(days)} days ago, it ${known}.`
    signs.push({ sign: 'trails-delivery', sentence })
  }
  if (verdict === 'unmet' && inversions > 0) {
    const who = inversions === 1 ? 'A claim explains it' : `${figure(inversions)} claims explain it`
    const sentence = `Use is far below what it was built for. ${who} by the model; the figures say that the handoff lost more.`
    signs.push({ sign: 'blamed-on-model', sentence })
  }
  return signs
}

export interface AdoptionAlarm {
  readonly signal: 'workaround-trap' | 'not-adopted'
  /** Reads after the workflow's name. */
  readonly sentence: string
  readonly next: string
}

/**
 * What must be told unasked: nothing missed a deadline and nothing failed, so that nobody else says it (S006). A workflow
 * that rolls out to a part of its units can't have most of them yet; the workaround trap is told at any share.
 */
export function adoptionAlarm(
  figures: Journeys & { readonly influence: Proportion },
  rolloutPercent: number,
): AdoptionAlarm | null {
  const { workaroundTrap, verdict, sentence } = adoptionState(figures, true)
  if (workaroundTrap) {
    const next = 'Ask those who decide how they do it, before the model is changed.'
    return { signal: 'workaround-trap', sentence, next }
  }
  if (verdict !== 'unmet' || rolloutPercent < 100) return null
  return { signal: 'not-adopted', sentence, next: 'Look where most is lost, and hold a review on it.' }
}

export const STEP_WORDS: { readonly [step in Step]: string } = {
  toInform: 'to inform',
  offered: 'offered',
  produced: 'produced',
  seen: 'seen',
  actedOn: 'acted on',
  kept: 'kept as is',
  right: 'right',
}

/** Up to what was acted on: an edit is no loss, and what was right is known later or never. */
function mostLostOf(funnel: Funnel): AdoptionState['mostLost'] {
  const upTo = STEPS.slice(0, STEPS.indexOf('actedOn') + 1)
  let most: AdoptionState['mostLost'] = null
  for (const [place, to] of upTo.entries()) {
    const from = upTo[place - 1]
    if (from === undefined) continue
    const n = funnel[from] - funnel[to]
    if (n > (most?.n ?? 0)) most = { from, to, n }
  }
  return most
}
