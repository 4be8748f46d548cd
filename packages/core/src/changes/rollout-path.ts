import type { Rollout } from '../workflows/manifest.ts'

/** A rollout begins with at most this share of units, in percent, whatever the manifest says (S145: 10 to 20 %). */
export const FIRST_STEP_AT_MOST = 20
/** And with at least this one, where something else runs beside it: fewer units say nothing. */
export const FIRST_STEP_AT_LEAST = 10

/** How long a step lasts at least, and how many units must have met it. */
export interface Pace {
  readonly minimumHours: number
  readonly minimumRuns: number
}
export const DEFAULT_PACE: Pace = { minimumHours: 24, minimumRuns: 30 }

/**
 * The steps of a first release: shares of all units, from 10 to 20 % at most up to what the manifest names. `atMost` is
 * what the stage lets the AI see at its beginning, where that is less.
 */
export function pathOfFirst({ percent, steps }: Rollout, atMost: number): readonly number[] {
  const first = Math.min(percent === 0 ? FIRST_STEP_AT_LEAST : percent, FIRST_STEP_AT_MOST)
  return rising([atMost > 0 ? Math.min(first, atMost) : first, percent, ...steps])
}

/** The steps of a release that follows another: shares of the units that the AI serves, up to all of them. */
export function pathOfNext({ percent, steps }: Rollout): readonly number[] {
  const first = Math.max(FIRST_STEP_AT_LEAST, Math.min(percent, FIRST_STEP_AT_MOST))
  return rising([first, percent, ...steps, 100])
}

/** The steps of a change of the share itself: upwards no step adds more than it has, downwards it is one step. */
export function pathOfShare(from: number, to: number): readonly number[] {
  if (to <= from) return [to]
  const path: number[] = []
  let step = from === 0 ? FIRST_STEP_AT_MOST : from * 2
  while (step < to) {
    path.push(Number(step.toFixed(2)))
    step *= 2
  }
  return [...path, to]
}

/** Only ever more, each once. */
function rising(steps: readonly number[]): readonly number[] {
  const path: number[] = []
  for (const step of steps) if (step > (path.at(-1) ?? 0)) path.push(step)
  return path
}
