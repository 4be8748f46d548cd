import { daysWithin } from '../runs/measures.ts'
import type { HandoverFacts } from './facts.ts'

export const LIVE_DAYS = 7

/** Answers that came in within the last days, whoever decided that they be asked for. */
export function recentAnswers({ days }: Pick<HandoverFacts, 'days'>, now: Date): number {
  return daysWithin(days, LIVE_DAYS, now).reduce((sum, { called, failed }) => sum + called - failed, 0)
}

/** How units meet it: by the gate's release, outside the gate (its runs come in all the same), or not at all. */
export function liveBy(facts: Pick<HandoverFacts, 'workflow' | 'days'>, now: Date): 'gate' | 'outside' | null {
  const { activeRelease, rolloutPercent } = facts.workflow
  if (activeRelease !== null) return rolloutPercent > 0 ? 'gate' : null
  return recentAnswers(facts, now) > 0 ? 'outside' : null
}
