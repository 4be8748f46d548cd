/** A run as a file of somebody else's tells it; what the file leaves out is null. */
export interface ImportedRun {
  /** Its id where it comes from. */
  readonly id: string | null
  readonly name: string | null
  readonly workflow: string | null
  readonly release: string | null
  /** Milliseconds since 1970. */
  readonly startedAt: number | null
  /** Calls of models, tools and steps that the file lists, those of models included. */
  readonly observations: number
  readonly calls: readonly ImportedCall[]
  readonly scores: readonly ImportedScore[]
}

/** One call of a model. */
export interface ImportedCall {
  readonly model: string | null
  readonly provider: string | null
  readonly startedAt: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** Parts of the input tokens. */
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** What the file says that it cost, in 10⁻¹² of the currency; null where it says nothing. */
  readonly cost: { readonly amount: bigint; readonly currency: string } | null
}

/** What somebody, or an evaluator, said of a run. */
export interface ImportedScore {
  readonly name: string
  readonly value: number | string | boolean | null
  readonly source: string | null
  readonly comment: string | null
}

export const IMPORT_FORMATS = ['run-records', 'langfuse', 'table'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** A record that can't be used, and where it stands. */
export interface RejectedRecord {
  /** A line of the file, or the place in its list, from 1. */
  readonly place: number
  readonly why: string
}

export type ReadRuns =
  | {
      readonly kind: 'read'
      readonly format: ImportFormat
      readonly runs: readonly ImportedRun[]
      readonly rejected: readonly RejectedRecord[]
    }
  | { readonly kind: 'refused'; readonly why: string }
