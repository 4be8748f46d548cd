import type { CallStatus, FailureClass, ReasonCode, Route } from '@dayshift/core'

/** A record that was found good. Times are milliseconds since the epoch, by the sender's clock. */
export interface IncomingRun {
  readonly id: string
  readonly workflow: string
  readonly release: string | null
  readonly unitKey: string
  readonly startedAt: number
  readonly endedAt: number
  readonly latencyMs: number
  readonly status: CallStatus
  readonly failureClass: FailureClass | null
  readonly failureMessage: string | null
  readonly attempts: number
  readonly retries: number
  readonly requestedModel: string | null
  readonly resolvedModel: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** Parts of the input tokens; they count for the price alone. */
  readonly cacheReadTokens: number | null
  readonly cacheWriteTokens: number | null
  readonly costAmount: string | null
  readonly costCurrency: string | null
  readonly costSource: string | null
  readonly finishReason: string | null
  readonly confidence: number | null
  readonly inputQuality: number | null
  readonly route: Route
  readonly reasonCode: ReasonCode
  readonly reasonRule: string | null
  readonly reasonMessage: string
  readonly bucket: number
  readonly rerunOf: string | null
  readonly caseId: string | null
  readonly duplicateOf: string | null
  /** The drill that the sender says the run belongs to. */
  readonly drill: string | null
  /** The share of the budget that its cost was reserved from. */
  readonly spendLease: string | null
  readonly subject: string | null
  /** Undefined where nothing was captured. */
  readonly input: unknown
  readonly output: unknown
}

/** A run as it is kept: its workflow and release found, its times by our clock. */
export interface KeptRun {
  readonly record: IncomingRun
  readonly workflowId: string
  readonly releaseId: string | null
  readonly startedAt: number
  readonly endedAt: number
  /** What was added to the sender's times. */
  readonly clockOffsetMs: number
  /** The drill, where it is one that forced a fault on this workflow then; such a run is in no figure. */
  readonly drill: { readonly id: string; readonly kind: string } | null
}
