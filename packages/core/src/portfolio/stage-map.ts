import type { PortfolioStage } from './stages.ts'

/** Which stage a spelling means. */
export interface StageMap {
  /** By whole spelling, as `plainSpelling` gives it. */
  readonly is: ReadonlyMap<string, PortfolioStage>
  /** By first words, the longest first. */
  readonly begins: readonly (readonly [words: string, stage: PortfolioStage])[]
}

/** The stage that a list's spelling means; what nobody said is unknown. */
export function stageOfSpelling(map: StageMap, spelling: string): PortfolioStage {
  const plain = plainSpelling(spelling)
  const whole = map.is.get(plain)
  if (whole !== undefined) return whole
  for (const [words, stage] of map.begins) {
    // Whole words: "pilot" begins "pilot: since May" and not "piloted elsewhere".
    if (plain.startsWith(words) && !/^[a-z0-9]/.test(plain.slice(words.length))) return stage
  }
  return 'unknown'
}

/** Without regard to case, spaces, kinds of dashes, a leading `a)`, `(b)`, `1.` or `Stage 4 -`, and a full stop. */
export function plainSpelling(spelling: string): string {
  return spelling
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\(?(?:[a-z]|\d{1,2})[).]\s*/, '')
    .replace(/^(?:stage|phase)\s?\d{1,2}\s?[-:.)]\s*/, '')
    .replace(/\.$/, '')
}
