import type { InformedDecision } from './decision.ts'

/**
 * What became of a decision that the AI was to inform. Exactly one holds of each, in this order: the tree asks whether
 * there was an answer, whether it was followed, and whether it was right.
 */
export const OUTCOMES = {
  'not-offered': { name: 'The AI gave no answer', gap: 'handoff' },
  'not-decided': { name: 'What was decided is not known', gap: 'unknown' },
  'unknown-outcome': { name: 'What was right is not known yet', gap: 'unknown' },
  'overridden-though-right': { name: 'Overridden although the AI was right', gap: 'handoff' },
  'overridden-because-wrong': { name: 'Overridden because the AI was wrong', gap: 'model' },
  'unchecked-and-wrong': { name: 'Followed unchecked, and wrong', gap: 'handoff' },
  'accepted-and-wrong': { name: 'Followed, and wrong', gap: 'model' },
  'used-and-right': { name: 'Followed, and right', gap: 'none' },
} as const satisfies Record<string, { readonly name: string; readonly gap: 'handoff' | 'model' | 'unknown' | 'none' }>
export type Outcome = keyof typeof OUTCOMES
export type Gap = (typeof OUTCOMES)[Outcome]['gap']

/** @param leastDwellMs an answer that is followed sooner than that was not read */
export function outcomeOf({ ai, final, truth, dwellMs }: InformedDecision, leastDwellMs: number): Outcome {
  if (ai === null) return 'not-offered'
  if (final === null) return 'not-decided'
  if (truth === null) return 'unknown-outcome'
  if (final !== ai) return ai === truth ? 'overridden-though-right' : 'overridden-because-wrong'
  if (ai === truth) return 'used-and-right'
  return dwellMs !== null && dwellMs < leastDwellMs ? 'unchecked-and-wrong' : 'accepted-and-wrong'
}

export interface Attribution {
  /** How many decisions had each outcome; they sum to all. */
  readonly outcomes: { readonly [outcome in Outcome]: number }
  readonly gaps: { readonly [gap in Gap]: number }
}

export function attribute(decisions: readonly InformedDecision[], leastDwellMs: number): Attribution {
  const outcomes = zeros(Object.keys(OUTCOMES) as Outcome[]) // its own keys
  const gaps = zeros<Gap>(['handoff', 'model', 'unknown', 'none'])
  for (const decision of decisions) {
    const outcome = outcomeOf(decision, leastDwellMs)
    outcomes[outcome] += 1
    gaps[OUTCOMES[outcome].gap] += 1
  }
  return { outcomes, gaps }
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number> // one entry a key
}
