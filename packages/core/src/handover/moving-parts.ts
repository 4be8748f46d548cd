import type { ChangeFact } from './facts.ts'

/** Parts of a manifest that people need not learn anew: a change of these alone leaves the target where it is. */
const STANDING_PARTS: ReadonlySet<string> = new Set([
  'release',
  'name',
  'wording',
  'runbook',
  'cases',
  'slices',
  'metrics',
  'pilot',
  'rollout',
])

/** Whether a change moves the target for whoever cares for it; one that tells no part counts as moving. */
export function movesTarget({ touches }: Pick<ChangeFact, 'touches'>): boolean {
  return touches.length === 0 || movingParts({ touches }).length > 0
}

export function movingParts({ touches }: Pick<ChangeFact, 'touches'>): readonly string[] {
  return touches.filter((part) => !STANDING_PARTS.has(part))
}
