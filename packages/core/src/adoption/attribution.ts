import type { InformedDecision } from './decision.ts'
import type { Journey, JourneyCount } from './journey.ts'

/**
 * What became of a decision that the AI was to inform. Exactly one holds of each, in the order of the tree: whether there
 * was an answer in time, whether anybody decided with it, whether it was followed, and whether it was right.
 */
export const OUTCOMES = {
  'not-offered': { name: 'The AI gave no answer', gap: 'handoff' },
  'refused-input': { name: 'The input was not as agreed, so that the AI was not asked', gap: 'handoff' },
  failed: { name: 'The AI failed', gap: 'model' },
  late: { name: 'The answer came too late', gap: 'model' },
  unseen: { name: 'Nobody looked at the answer in its time', gap: 'handoff' },
  bypassed: { name: 'Decided without the answer that was there', gap: 'handoff' },
  'not-decided': { name: 'What was decided is not known', gap: 'unknown' },
  'unknown-outcome': { name: 'What was right is not known yet', gap: 'unknown' },
  'overridden-though-right': { name: 'Overridden although the AI was right', gap: 'handoff' },
  'overridden-because-wrong': { name: 'Overridden because the AI was wrong', gap: 'model' },
  'unchecked-and-wrong': { name: 'Followed unchecked, and wrong', gap: 'handoff' },
  'accepted-and-wrong': { name: 'Followed, and wrong', gap: 'model' },
  'used-after-edit': { name: 'Followed after an edit', gap: 'none' },
  'used-and-right': { name: 'Followed, and right', gap: 'none' },
} as const satisfies Record<string, { readonly name: string; readonly gap: 'handoff' | 'model' | 'unknown' | 'none' }>
export type Outcome = keyof typeof OUTCOMES
export type Gap = (typeof OUTCOMES)[Outcome]['gap']

export function outcomeOf({ offer, act, unchecked, right }: Journey): Outcome {
  if (offer !== 'made') return NOT_MADE[offer]
  if (act === 'unseen' || act === 'bypassed') return act
  if (act === 'waiting' || act === 'untold') return 'not-decided'
  // What a person made her own by an edit is her decision, whatever turns out of the draft.
  if (act === 'edited') return 'used-after-edit'
  if (right === null) return 'unknown-outcome'
  if (act === 'set-aside') return right ? 'overridden-though-right' : 'overridden-because-wrong'
  if (right) return 'used-and-right'
  return unchecked ? 'unchecked-and-wrong' : 'accepted-and-wrong'
}

const NOT_MADE = { none: 'not-offered', refused: 'refused-input', failed: 'failed', late: 'late' } as const

/**
 * The way of a decision that a table tells: it knows no more than whether there was an answer and whether it was followed.
 *
 * @param leastDwellMs an answer that is followed sooner than that was not read
 */
export function journeyOf({ ai, final, truth, dwellMs }: InformedDecision, leastDwellMs: number): Journey {
  return {
    offer: ai === null ? 'none' : 'made',
    act: final === null ? 'untold' : final === ai ? 'kept' : 'set-aside',
    seen: final !== null,
    automatic: false,
    unchecked: final === ai && dwellMs !== null && dwellMs < leastDwellMs,
    right: truth === null ? null : ai === truth,
  }
}

export interface Attribution {
  /** How many decisions had each outcome; they sum to all. */
  readonly outcomes: { readonly [outcome in Outcome]: number }
  readonly gaps: { readonly [gap in Gap]: number }
}

export function attribute(counts: readonly JourneyCount[]): Attribution {
  const outcomes = zeros(Object.keys(OUTCOMES) as Outcome[]) // its own keys
  const gaps = zeros<Gap>(['handoff', 'model', 'unknown', 'none'])
  for (const journey of counts) {
    const outcome = outcomeOf(journey)
    outcomes[outcome] += journey.n
    gaps[OUTCOMES[outcome].gap] += journey.n
  }
  return { outcomes, gaps }
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number> // one entry a key
}
