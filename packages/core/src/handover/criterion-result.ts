import type { CriterionVerdict } from './verdict.ts'

/** What a criterion's evaluator says: the verdict, what it rests on, what is missing, who can make it true. */
export interface CriterionResult {
  readonly id: string
  readonly name: string
  readonly gate: 'hard' | 'normal'
  readonly verdict: CriterionVerdict
  /** What is, in one plain sentence with its figures, n and window. */
  readonly sentence: string
  /** What it was computed from, newest first. */
  readonly evidence: readonly Evidence[]
  /** What would make it met, each an act in plain words; empty where it is met. */
  readonly missing: readonly string[]
  /** Whoever can make it true, by the person's id; `person` null where nobody active holds the duty. */
  readonly who: readonly { readonly duty: string; readonly person: string | null }[]
  /** Remarks that block nothing. */
  readonly warnings: readonly string[]
  /** Instant of the newest fact that it rests on; null where there is none. */
  readonly asOf: Date | null
  /** A waiver that holds now. */
  readonly waiver: { readonly by: string; readonly reason: string; readonly expiresAt: Date } | null
}

export interface Evidence {
  readonly text: string
  readonly at: Date | null
  /** Where it stands: `act:<id>`, `document:<id>`, `drill:<id>`, `change:<id>`, `runs`, `duty:<id>`, `transfer:<id>`. */
  readonly ref: string | null
}
