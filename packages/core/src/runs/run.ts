import type { Verdict } from '../routing/verdict.ts'

/** Why a call gave nothing that can be used. */
export const FAILURE_CLASSES = ['timeout', 'error', 'breaker-open', 'not-json', 'output-contract', 'aborted'] as const
export type FailureClass = (typeof FAILURE_CLASSES)[number]

export interface Failure {
  readonly failureClass: FailureClass
  readonly message: string
}

/** What came of the AI call: `not-called` where the gate settled the unit before it. */
export const CALL_STATUSES = ['ok', 'failed', 'not-called'] as const
export type CallStatus = (typeof CALL_STATUSES)[number]

export interface Usage {
  readonly requestedModel: string | null
  readonly resolvedModel: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** Parts of the input tokens that the vendor's cache gave, or took in. */
  readonly cacheReadTokens: number | null
  readonly cacheWriteTokens: number | null
  /** Decimal text; null where the run is unpriced (never 0 for unknown). */
  readonly costAmount: string | null
  readonly costCurrency: string | null
  /** Who said so: `vendor`, `price-list`, `caller`. */
  readonly costSource: string | null
  readonly finishReason: string | null
}

/** One execution of a release on one unit, as it is recorded (S291–S295). Times are milliseconds since the epoch. */
export interface RunRecord extends Verdict {
  readonly id: string
  readonly workflow: string
  /** Content hash of the release; null where none was known. */
  readonly release: string | null
  readonly unitKey: string
  readonly startedAt: number
  readonly endedAt: number
  readonly latencyMs: number
  readonly status: CallStatus
  readonly failure: Failure | null
  readonly attempts: number
  readonly retries: number
  readonly usage: Usage
  /** 0..1, null where the manifest declares none or it couldn't be read. */
  readonly confidence: number | null
  /** Share of the input contract's fields without a fault, 0..1; null where not checked. */
  readonly inputQuality: number | null
}
