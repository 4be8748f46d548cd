import { inRollout, murmur3 } from './bucket.ts'

/** A release that some units meet while another is the active one. */
export interface ShareOfUnits {
  readonly hash: string
  /** Percent of the units, 0..100. */
  readonly percent: number
}

/**
 * Whether a unit meets a release that is rolling out, or the active one. Sticky, and monotone in the percentage: raising
 * it never takes a unit back. The draw is the release's own (its hash seeds it), so that it is independent of the place
 * in the rollout and no unit is the first one in every change.
 */
export function meetsCandidate(workflow: string, unitKey: string, { hash, percent }: ShareOfUnits): boolean {
  return inRollout(candidateBucket(workflow, unitKey, hash), percent)
}

/** The unit's place among those that meet a release, 0..9999. */
export function candidateBucket(workflow: string, unitKey: string, hash: string): number {
  return murmur3(`${workflow}:${unitKey}`, Number.parseInt(hash.slice(0, 8), 16)) % 10_000
}
