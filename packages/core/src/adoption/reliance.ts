import { shareOf, type Proportion } from '../runs/proportion.ts'
import type { InformedDecision } from './decision.ts'

export interface Reliance {
  /** Right answers of the person alone, of what was decided in the end, and of the AI alone. */
  readonly accuracy: { readonly before: Proportion; readonly after: Proportion; readonly ai: Proportion }
  /** Own answer and the AI's differed. */
  readonly disagreements: number
  /** Of these: decided as the AI said. */
  readonly switched: number
  /** Relative AI reliance: switched where the own answer was wrong and the AI's right. */
  readonly rair: Proportion
  /** Relative self-reliance: stayed where the own answer was right and the AI's wrong. */
  readonly rsr: Proportion
  /** Cohen's κ of decision and AI's answer: agreement beyond chance, at most 1; null where chance explains all of it. */
  readonly agreement: number | null
  /** In plain words: what the figures say together. */
  readonly sentences: readonly string[]
}

/**
 * How people rely on the AI where they said their own answer first.
 *
 * RAIR and RSR: Schemmer et al., "Appropriate reliance on AI advice", IUI 2023, arXiv 2302.02187. Relying often is not
 * good in itself (arXiv 2304.08804): a team that stays below the AI alone leaves value behind, one that is above both is
 * what it is for. κ: Cohen, Educational and Psychological Measurement 20 (1960).
 */
export function relianceOf(decisions: readonly InformedDecision[]): Reliance {
  let disagreements = 0
  let switched = 0
  const rair = tally()
  const rsr = tally()
  const before = tally()
  const after = tally()
  const alone = tally()
  for (const { own, ai, final, truth } of decisions) {
    if (truth !== null) {
      if (own !== null) count(before, own === truth)
      if (final !== null) count(after, final === truth)
      if (ai !== null) count(alone, ai === truth)
    }
    if (own === null || ai === null || final === null || own === ai) continue
    disagreements += 1
    if (final === ai) switched += 1
    if (truth === null) continue
    if (own !== truth && ai === truth) count(rair, final === ai)
    if (own === truth && ai !== truth) count(rsr, final === own)
  }
  const accuracy = { before: shareOf(before), after: shareOf(after), ai: shareOf(alone) }
  return {
    accuracy,
    disagreements,
    switched,
    rair: shareOf(rair),
    rsr: shareOf(rsr),
    agreement: agreementOf(decisions),
    sentences: sentencesOf(accuracy),
  }
}

interface Tally {
  k: number
  n: number
}

function tally(): Tally {
  return { k: 0, n: 0 }
}

function count(of: Tally, hit: boolean): void {
  of.n += 1
  if (hit) of.k += 1
}

function agreementOf(decisions: readonly InformedDecision[]): number | null {
  const said = new Map<string, number>()
  const decided = new Map<string, number>()
  let n = 0
  let agreed = 0
  for (const { ai, final } of decisions) {
    if (ai === null || final === null) continue
    n += 1
    if (ai === final) agreed += 1
    said.set(ai, (said.get(ai) ?? 0) + 1)
    decided.set(final, (decided.get(final) ?? 0) + 1)
  }
  if (n === 0) return null
  const byChance = [...said].reduce((sum, [answer, times]) => sum + (times / n) * ((decided.get(answer) ?? 0) / n), 0)
  return byChance === 1 ? null : (agreed / n - byChance) / (1 - byChance)
}

function sentencesOf({ before, after, ai }: Reliance['accuracy']): string[] {
  if (before.n === 0 || after.n === 0 || ai.n === 0) return []
  const rate = ({ k, n }: Proportion) => k / n
  const gains = rate(after) > rate(before)
  const below = rate(after) < rate(ai)
  if (gains && below)
    return ['Use is up and value is left behind: people improve with the AI and stay below the AI alone.']
  if (gains) return ['Together they are better than the person alone, and not below the AI alone.']
  if (below) return ['The AI alone would be better, and people don’t improve with it.']
  return ['People don’t improve with it.']
}
