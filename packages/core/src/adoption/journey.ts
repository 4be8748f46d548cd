/** What the AI gave for a unit: nothing was asked of it, it refused the input, it gave nothing usable, it gave it too late, or in time. */
export const OFFERS = ['none', 'refused', 'failed', 'late', 'made'] as const
export type Offer = (typeof OFFERS)[number]

/**
 * What was done with the answer: kept as it was, edited, set aside, decided without it; or not yet: it waits, nobody looked
 * at it in its time, nobody told.
 */
export const ACTS = ['kept', 'edited', 'set-aside', 'bypassed', 'waiting', 'unseen', 'untold'] as const
export type Act = (typeof ACTS)[number]

/** Milliseconds: an answer that is kept sooner was not read, where nobody has said another time. */
export const LEAST_DWELL_MS = 3000

/** The way of one unit that the AI was to inform, as far as it is known. */
export interface Journey {
  readonly offer: Offer
  readonly act: Act
  /** A person had the answer before her, or it took effect by itself. */
  readonly seen: boolean
  /** It took effect by itself, and nobody has decided otherwise since. */
  readonly automatic: boolean
  /** A person kept it sooner than it can be read. */
  readonly unchecked: boolean
  /** Whether the AI's answer was right; null where that isn't known, or not yet. */
  readonly right: boolean | null
}

/** So many units that went the same way. */
export interface JourneyCount extends Journey {
  readonly n: number
}

/** Steps from what the AI was to inform to what came of it; each is a part of the one before. */
export const STEPS = ['toInform', 'offered', 'produced', 'seen', 'actedOn', 'kept', 'right'] as const
export type Step = (typeof STEPS)[number]
export type Funnel = { readonly [step in Step]: number }

export interface Journeys {
  readonly funnel: Funnel
  /** Of those acted on: kept sooner than they can be read. They are no sign of trust. */
  readonly unchecked: number
  /** Of those acted on: by themselves. */
  readonly automatic: number
  /** Of those kept: whether they were right is known. */
  readonly known: number
}

/** How far units came. The order of the counts plays no part. */
export function funnelOf(counts: readonly JourneyCount[]): Journeys {
  const funnel = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number> // one entry a step
  let [unchecked, automatic, known] = [0, 0, 0]
  for (const journey of counts) {
    const { n } = journey
    const reached = reachedOf(journey)
    for (const step of STEPS.slice(0, STEPS.indexOf(reached) + 1)) funnel[step] += n
    const far = STEPS.indexOf(reached)
    if (far < STEPS.indexOf('actedOn')) continue
    if (journey.automatic) automatic += n
    if (journey.unchecked) unchecked += n
    if (far >= STEPS.indexOf('kept') && journey.right !== null) known += n
  }
  return { funnel, unchecked, automatic, known }
}

function reachedOf({ offer, act, seen, right }: Journey): Step {
  if (offer === 'none') return 'toInform'
  if (offer !== 'made') return 'offered'
  if (!seen) return 'produced'
  if (act === 'edited') return 'actedOn'
  if (act !== 'kept') return 'seen'
  return right === true ? 'right' : 'kept'
}
