import { inRollout, rolloutBucket } from '../routing/bucket.ts'
import type { Reason, Verdict } from '../routing/verdict.ts'
import type { Json } from '../json/json.ts'

/** What is made to go wrong around the AI's call. `wrong` is well formed and fits the contract, but is not right. */
export const FAULT_KINDS = ['error', 'timeout', 'malformed', 'wrong', 'slow', 'cost-spike'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** Longest time that a fault may be forced. */
export const LONGEST_FAULT_MS = 60 * 60_000

/** A fault that a drill forces for chosen units or a share of them, for a limited time. Times are milliseconds. */
export interface ForcedFault {
  /** The drill that it belongs to. */
  readonly id: string
  readonly kind: FaultKind
  /** Share of the units that would reach the AI, in percent; unused where `unitKeys` names units. */
  readonly percent: number
  /** These units and no others, where there is one at least. */
  readonly unitKeys: readonly string[]
  readonly from: number
  readonly until: number
  /** `slow`: how long an answer is held back. */
  readonly slowMs: number
  /** `cost-spike`: how many times the cost is told. */
  readonly factor: number
  /** `wrong`: the answer to give; null has the real one made wrong. */
  readonly output: Json | null
}

/** Whether the fault is in force at this instant. Never for longer than an hour, whatever its end says. */
export function isInForce({ from, until }: Pick<ForcedFault, 'from' | 'until'>, now: number): boolean {
  return now >= from && now < Math.min(until, from + LONGEST_FAULT_MS)
}

/** The fault that hits a unit now; null where none does. A unit's place in a share never moves while the fault lasts. */
export function faultFor(faults: readonly ForcedFault[], unitKey: string, now: number): ForcedFault | null {
  return faults.find((fault) => isInForce(fault, now) && isChosen(fault, unitKey)) ?? null
}

function isChosen({ id, percent, unitKeys }: ForcedFault, unitKey: string): boolean {
  if (unitKeys.length > 0) return unitKeys.includes(unitKey)
  return inRollout(rolloutBucket(id, unitKey), percent)
}

/**
 * Where a unit goes whose answer was made wrong on purpose: it never takes effect by itself. What would have gone through
 * waits for a person like a unit of the quality sample, so that nothing gives the drill away.
 */
export function heldForPerson(verdict: Verdict): Verdict {
  return verdict.route === 'automatic' ? { ...verdict, route: 'review', reason: SAMPLED } : verdict
}

const SAMPLED: Reason = { code: 'qa-sample', rule: null, message: 'Drawn at random for a quality check.' }
