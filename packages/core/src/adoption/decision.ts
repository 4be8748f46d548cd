/** One decision that an AI's output was to inform, as far as it is known. */
export interface InformedDecision {
  readonly unit: string
  readonly person: string
  /** What the person would have done before she saw the output; null where nobody asked. */
  readonly own: string | null
  /** What the AI said; null where it said nothing. */
  readonly ai: string | null
  /** What was decided; null where that isn't known. */
  readonly final: string | null
  /** What was right; null where that isn't known, or not yet. */
  readonly truth: string | null
  /** Milliseconds from shown to decided; null where that isn't known. */
  readonly dwellMs: number | null
}
