import { dayOf, daysBetween } from '../handover/evaluators/say.ts'
import type { HandoverFacts } from '../handover/facts.ts'
import { limboOf } from '../handover/limbo.ts'
import type { HandoverState } from '../handover/move-stage.ts'

export const GIVEN_UP = ['retired', 'on-hold', 'never-transferred'] as const
export type GivenUp = (typeof GIVEN_UP)[number]

/** What is in limbo for less may still be taken up. */
const PATIENCE_DAYS = 30

/**
 * Whether what was spent on it is sunk: it was retired before it was ever handed over, it is on hold, or it lies in limbo,
 * a month in the same stage and never handed over. One that was retired after it had been in operation is none of these: it ended.
 */
export function givenUpOf(
  facts: HandoverFacts,
  state: HandoverState,
  now: Date,
): { readonly why: GivenUp; readonly sentence: string } | null {
  const { workflow, transfer } = facts
  const arrived = transfer?.doneAt != null || workflow.stage === 'launch' || workflow.stage === 'operation'
  const since = dayOf(workflow.stageSince)
  if (state === 'retired') {
    return arrived ? null : { why: 'retired', sentence: `Retired in ${workflow.stage}, never handed over.` }
  }
  if (state === 'on-hold') return { why: 'on-hold', sentence: `On hold in ${workflow.stage}, there since ${since}.` }
  if (arrived || daysBetween(workflow.stageSince, now) < PATIENCE_DAYS || !limboOf(facts, now).inLimbo) return null
  return { why: 'never-transferred', sentence: `In ${workflow.stage} since ${since} and in limbo, never handed over.` }
}
