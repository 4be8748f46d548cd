/** Three-valued, end to end: what is missing, stale or inconclusive is `unknown`, and unknown never passes. */
export const VERDICTS = ['met', 'unmet', 'unknown'] as const
export type CriterionVerdict = (typeof VERDICTS)[number]

/** `met` only where all are; `unmet` where one is; else `unknown`. Of nothing: `unknown`, never a pass. */
export function allOf(verdicts: readonly CriterionVerdict[]): CriterionVerdict {
  if (verdicts.includes('unmet')) return 'unmet'
  if (verdicts.length === 0 || verdicts.includes('unknown')) return 'unknown'
  return 'met'
}
