import { daysWithin, MINIMUM_SAMPLE } from '../runs/measures.ts'
import { figure } from './evaluators/say.ts'
import { DETAIL_CHOICES } from './acts.ts'
import type { HandoverFacts } from './facts.ts'
import { DAY_MS } from '../time.ts'

const WEEKS = 4

/**
 * Signs, computed from runs and decisions, that people count on a workflow already, whatever it is called: used in each
 * of the last weeks, on most days of the last two, and its outputs relied on. Each a sentence; fewer than all say nothing.
 */
export function routineSigns({ days }: Pick<HandoverFacts, 'days'>, now: Date): readonly string[] {
  const used = (window: number, at: Date) => daysWithin(days, window, at).filter(({ called }) => called > 0)
  const weeks = Array.from({ length: WEEKS }, (_, week) => used(7, new Date(now.getTime() - week * 7 * DAY_MS)))
  const recent = used(14, now)
  const kept = recent.reduce((sum, { accepted, edited }) => sum + accepted + edited, 0)
  const decided = recent.reduce((sum, { overridden, ignored }) => sum + overridden + ignored, kept)
  return [
    ...(weeks.every((week) => week.length > 0) ? [`it was used in each of the last ${WEEKS} weeks`] : []),
    ...(recent.length >= 8 ? [`it was used on ${recent.length} of the last 14 days`] : []),
    ...(decided >= MINIMUM_SAMPLE && 2 * kept >= decided
      ? [`people relied on ${figure(kept)} of ${figure(decided)} outputs`]
      : []),
  ]
}

/** How many computed signs there are in all. */
export const ROUTINE_SIGNS = 3

/** Signs that no figure shows and people told: that they count on it, and what a failure of it meant. Each once. */
export function toldSigns({ acts }: Pick<HandoverFacts, 'acts'>): readonly string[] {
  const signs = acts.flatMap(({ kind, details }) => {
    if (kind === 'counted-on') return [DETAIL_CHOICES['sign']?.[details['sign'] ?? ''] ?? []].flat()
    if (kind !== 'failure-felt') return []
    const impact = DETAIL_CHOICES['impact']?.[details['impact'] ?? '']
    return impact === undefined ? [] : [`a failure of it meant ${impact}`]
  })
  return [...new Set(signs)]
}
