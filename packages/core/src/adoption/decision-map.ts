/** Says what the columns of a table of decisions mean. */
export interface DecisionMap {
  /** Columns that together name a decision; null: each row is one. */
  readonly unit: readonly string[] | null
  readonly person: string
  /** Rows that count: each column within its bounds. */
  readonly only: { readonly [column: string]: { readonly atLeast: number | null; readonly atMost: number | null } }
  /** What the person said before she saw the output. */
  readonly own: string | null
  readonly final: string
  readonly truth: string | null
  /** A column with the AI's answer, or a rule that gives it from its confidence: neither over nor under is no answer. */
  readonly ai:
    | { readonly kind: 'column'; readonly column: string }
    | { readonly kind: 'confidence'; readonly column: string; readonly over: Bound; readonly under: Bound }
  /** How sure each was that the answer is `of`; null where nothing of it is told. */
  readonly confidence: {
    readonly of: string
    /** What stands for certainty: 1 or 100. */
    readonly outOf: number
    readonly before: string | null
    readonly after: string | null
    readonly ai: string | null
  } | null
  /** When the output was shown and when it was decided; instants. */
  readonly shown: string | null
  readonly decided: string | null
  /** An answer that is followed sooner than that, in milliseconds, was not read. */
  readonly leastDwellMs: number
}

export interface Bound {
  readonly value: number
  readonly answer: string
}

/** Every column that a map names. */
export function columnsOf(map: DecisionMap): readonly string[] {
  const { unit, person, only, own, final, truth, ai, confidence, shown, decided } = map
  const named = [
    ...(unit ?? []),
    person,
    ...Object.keys(only),
    own,
    final,
    truth,
    ai.column,
    confidence?.before,
    confidence?.after,
    confidence?.ai,
    shown,
    decided,
  ]
  return [...new Set(named.filter((column) => column != null))]
}
