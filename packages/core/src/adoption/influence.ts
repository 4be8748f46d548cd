import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import { wilson } from '../runs/wilson.ts'
import type { Journeys } from './journey.ts'
import { shareOf, type Proportion } from '../runs/proportion.ts'

/** Below half of the decisions the old way is still the way. */
const ADOPTED_SHARE = 0.5

/** Decisions that the output really informed, of all that it was to inform: what was kept unchecked is not among them. */
export function influenceOf({ funnel, unchecked }: Pick<Journeys, 'funnel' | 'unchecked'>): Proportion {
  return shareOf({ k: funnel.actedOn - unchecked, n: funnel.toInform })
}

/** Whether it is most of them: the whole interval counts, and below the minimum sample nothing is known. */
export function isMost(k: number, n: number): 'met' | 'unmet' | 'unknown' {
  if (n < MINIMUM_SAMPLE) return 'unknown'
  const { low, high } = wilson(Math.min(k, n), n)
  return low >= ADOPTED_SHARE ? 'met' : high < ADOPTED_SHARE ? 'unmet' : 'unknown'
}
