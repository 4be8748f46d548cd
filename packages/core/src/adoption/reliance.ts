import { shareOf, type Proportion } from '../runs/proportion.ts'
import type { InformedDecision } from './decision.ts'

/** Units that were answered the same way. */
export interface AnsweredUnits extends Pick<InformedDecision, 'own' | 'ai' | 'final' | 'truth'> {
  /** One, unless said. */
  readonly n?: number
  /** Whether the AI's answer was right, where that is known without what would have been; null where it isn't known. */
  readonly aiRight?: boolean | null
}

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
export function relianceOf(decisions: readonly AnsweredUnits[]): Reliance {
  let disagreements = 0
  let switched = 0
  const rair = tally()
  const rsr = tally()
  const before = tally()
  const after = tally()
  const alone = tally()
  for (const { own, ai, final, truth, n = 1, aiRight = null } of decisions) {
    // Those of which it is only known whether the AI was right say nothing of the person: they would favour the AI.
    if (truth !== null) {
      if (own !== null) count(before, own === truth, n)
      if (final !== null) count(after, final === truth, n)
      if (ai !== null) count(alone, ai === truth, n)
    }
    if (own === null || ai === null || final === null || own === ai) continue
    disagreements += n
    if (final === ai) switched += n
    if (truth === null ? aiRight === true : ai === truth) count(rair, final === ai, n)
    if (own === truth) count(rsr, final === own, n)
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

/** Units that were answered first: of fewer no share is told. */
export const LEAST_ANSWERED = 20

/** How often people went over to the AI, and what that is worth: a high share of it is never good by itself. */
export function switchingInWords({ disagreements, switched, rair, rsr }: Reliance): string {
  if (disagreements === 0)
    return 'Nobody’s own answer differed from the AI’s, so nothing is known of how they rely on it.'
  const went = `Where the two differed, people went over to the AI in ${of(switched, disagreements)}.`
  if (rair.n === 0 && rsr.n === 0)
    return `${went} Whether that was good isn’t known: nothing tells yet what was right in these.`
  const worth = [
    ...(rair.n === 0 ? [] : [`they took it ${of(rair.k, rair.n)} times when it was right and they were not`]),
    ...(rsr.n === 0 ? [] : [`they kept their own ${of(rsr.k, rsr.n)} times when they were right and it was not`]),
  ].join(', and ')
  return `${went} That alone is neither good nor bad: ${worth}.`
}

/** What people did with outputs that were wrong on purpose, and with such as were right. */
export function practisedInWords({ planted, sound }: { readonly planted: Counted; readonly sound: Counted }): string {
  if (planted.n === 0 && sound.n === 0) return 'Nobody has practised on outputs yet.'
  const said = [
    ...(planted.n === 0
      ? []
      : [
          `of ${String(planted.n)} outputs that were wrong on purpose they let ${String(planted.k)} through (too much trust)`,
        ]),
    ...(sound.n === 0 ? [] : [`of ${String(sound.n)} that were right they set ${String(sound.k)} aside (too little)`]),
  ].join('; ')
  return `Where people practised, ${said}.`
}

type Counted = Pick<Proportion, 'k' | 'n'>

function of(k: number, n: number): string {
  return `${String(k)} of ${String(n)}`
}

interface Tally {
  k: number
  n: number
}

function tally(): Tally {
  return { k: 0, n: 0 }
}

function count(of: Tally, hit: boolean, n: number): void {
  of.n += n
  if (hit) of.k += n
}

function agreementOf(decisions: readonly AnsweredUnits[]): number | null {
  const said = new Map<string, number>()
  const decided = new Map<string, number>()
  let all = 0
  let agreed = 0
  for (const { ai, final, n = 1 } of decisions) {
    if (ai === null || final === null) continue
    all += n
    if (ai === final) agreed += n
    said.set(ai, (said.get(ai) ?? 0) + n)
    decided.set(final, (decided.get(final) ?? 0) + n)
  }
  if (all === 0) return null
  const byChance = [...said].reduce(
    (sum, [answer, times]) => sum + (times / all) * ((decided.get(answer) ?? 0) / all),
    0,
  )
  return byChance === 1 ? null : (agreed / all - byChance) / (1 - byChance)
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
