import { dayOf, figure } from '../handover/evaluators/say.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import type { ShareEstimate } from './estimate-share.ts'

export interface DrawFacts {
  readonly from: Date
  readonly to: Date
  readonly units: number
  readonly drawn: number
  readonly judged: number
  readonly cannotTell: number
  readonly estimate: ShareEstimate | null
}

/** What a sample says of all answers, in one sentence; `judge`: who judges, null where nobody does. */
export function samplingSentence(draw: DrawFacts | null, plan: { readonly judge: string | null } | null): string {
  if (draw === null) {
    return plan === null
      ? 'No answers are drawn to be judged: whether they are right is known only where something turned out or somebody looked.'
      : 'No answer came in the days that are drawn from.'
  }
  const { from, to, units, drawn, judged, cannotTell, estimate } = draw
  const told = cannotTell === 0 ? '' : ` Of ${figure(cannotTell)} it could not be told.`
  const left = drawn - judged - cannotTell
  const waits =
    plan === null || left === 0
      ? ''
      : plan.judge === null
        ? ` ${figure(left)} wait, and nobody is named to judge them.`
        : ` ${figure(left)} wait for ${plan.judge}.`
  if (estimate === null) {
    const least = Math.min(MINIMUM_SAMPLE, units)
    const why = judged < least ? `not enough yet: ${judged} of ${least}` : 'some parts have too few judged ones'
    return `What share of ${figure(units)} answers was right can’t be told, ${why}.${told}${waits}`
  }
  const { share, interval, designEffect } = estimate
  const effect = designEffect === 0 ? 'all were judged' : `design effect ${figure(designEffect)}`
  return `Of ${figure(units)} answers from ${dayOf(from)} to ${dayOf(to)}, ${wholePercent(share)} were right (95 % ${wholePercent(interval.low)} to ${wholePercent(interval.high)}, ${figure(judged)} judged, ${effect}).${told}${waits}`
}
