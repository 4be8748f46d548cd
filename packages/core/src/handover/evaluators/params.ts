import type { CriterionParam } from '../playbook.ts'

/** One parameter of an evaluator: what it is, what it means, and how a value is read. */
export interface Param<T> {
  readonly type: 'number' | 'text' | 'flag' | 'list'
  readonly means: string
  /** What holds where the playbook says nothing; null: it must be said. */
  readonly default: CriterionParam | null
  /** The only texts that may stand there. */
  readonly oneOf: readonly string[] | null
  /** The playbook's things that it must name. */
  readonly refers: 'document' | 'duty' | null
  /** Finishes the sentence "must be …". */
  readonly expected: string
  /** The value, or null where it is none. */
  readonly read: (value: CriterionParam) => T | null
}

export type Params = { readonly [name: string]: Param<unknown> }
export type Values<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never }

export function wholeNumber(
  means: string,
  fallback: number | null,
  { least = 0, most = 1_000_000_000 }: { readonly least?: number; readonly most?: number } = {},
): Param<number> {
  const expected = `a whole number from ${least} to ${most}`
  const read = (value: CriterionParam) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null
  return { type: 'number', means, default: fallback, oneOf: null, refers: null, expected, read }
}

export function flag(means: string, fallback: boolean): Param<boolean> {
  const read = (value: CriterionParam) => (typeof value === 'boolean' ? value : null)
  return { type: 'flag', means, default: fallback, oneOf: null, refers: null, expected: 'true or false', read }
}

/** Words of the author's own. */
export function words(means: string, fallback: string | null): Param<string> {
  const read = (value: CriterionParam) => (typeof value === 'string' ? value.trim() : null)
  return { type: 'text', means, default: fallback, oneOf: null, refers: null, expected: 'text', read }
}

export function oneOf<const C extends string>(means: string, choices: readonly C[], fallback: C | null): Param<C> {
  const read = (value: CriterionParam) => choices.find((choice) => choice === value) ?? null
  const expected = `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`
  return { type: 'text', means, default: fallback, oneOf: choices, refers: null, expected, read }
}

/** A list of the author's own words. */
export function listOfWords(means: string, fallback: readonly string[] | null): Param<readonly string[]> {
  return { type: 'list', means, default: fallback, oneOf: null, refers: null, expected: 'a list of texts', read: texts }
}

export function listOf<const C extends string>(
  means: string,
  choices: readonly C[],
  fallback: readonly C[] | null,
): Param<readonly C[]> {
  const read = (value: CriterionParam) => {
    const named = texts(value)?.map((text) => choices.find((choice) => choice === text) ?? null)
    return named === undefined || named.includes(null) ? null : named.filter((choice) => choice !== null)
  }
  const expected = `a list of ${choices.map((choice) => `"${choice}"`).join(', ')}`
  return { type: 'list', means, default: fallback, oneOf: choices, refers: null, expected, read }
}

/** Documents or duties of the playbook, by id. */
export function idsOf(
  refers: 'document' | 'duty',
  means: string,
  fallback: readonly string[] | null,
): Param<readonly string[]> {
  const expected = `a list of ids of the playbook's ${refers === 'duty' ? 'duties' : 'documents'}`
  return { type: 'list', means, default: fallback, oneOf: null, refers, expected, read: texts }
}

function texts(value: CriterionParam): readonly string[] | null {
  return typeof value === 'object' && value.every((entry) => typeof entry === 'string') ? value : null
}
