import { listInWords } from './in-words.ts'

/** The blunt questions of which a yes is a sign that people count on it (S264–S267), as acts name them. */
export const BLUNT_SIGNS = ['weekly-unasked', 'slows-the-business', 'needed', 'same-steps'] as const

/** What an owner answers of a workflow that runs already, in three minutes. */
export interface RegistrationAnswers {
  /** Its prompts are tweaked every few days. */
  readonly promptsChange: boolean
  /** Its model is swapped now and then. */
  readonly modelsChange: boolean
  /** Somebody checks its outputs by hand, one after the other. */
  readonly handChecked: boolean
}

export interface Sorted {
  readonly pile: 'still-changing' | 'stable-enough'
  /** One sentence that gives the reason. */
  readonly sentence: string
}

const WHY: readonly (readonly [keyof RegistrationAnswers, string])[] = [
  ['promptsChange', 'its prompts change every few days'],
  ['modelsChange', 'its model is swapped'],
  ['handChecked', 'its outputs are checked by hand'],
]

/**
 * Sorts a workflow in one afternoon's review: what still changes often stays with its builders, what is stable enough is
 * for routine care (S339, S340).
 */
export function sortWorkflow(answers: RegistrationAnswers): Sorted {
  const why = WHY.flatMap(([answer, words]) => (answers[answer] ? [words] : []))
  return why.length === 0
    ? {
        pile: 'stable-enough',
        sentence:
          'Stable enough for routine care: its prompts and its model hold still, and nobody checks every output.',
      }
    : { pile: 'still-changing', sentence: `Still changing, so it stays with its builders: ${listInWords(why)}.` }
}
