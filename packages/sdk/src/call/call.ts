import type { CallReport } from './usage.ts'

/** What a wrapped function is handed beside its input. */
export interface Call {
  /** Fires when the attempt's time is over or the caller gave up: hand it to the model's client. */
  readonly signal: AbortSignal
  /** 1 for the first attempt. */
  readonly attempt: number
  readonly runId: string
  /** Tells what the model's call used; several reports of one run are summed. */
  record(report: CallReport): void
}
