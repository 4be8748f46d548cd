import type { CallReport } from './usage.ts'

/** What a wrapped function is handed beside its input. */
export interface Call {
  /** Fires when the attempt's time is over or the caller gave up: hand it to the model's client. */
  readonly signal: AbortSignal
  /** 1 for the first attempt. */
  readonly attempt: number
  readonly runId: string
  /** The release that this unit meets: while one rolls out, two run side by side, and each has its own words and model. */
  readonly release: CallRelease
  /** True where a limit of money is reached and the manifest has a cheaper model called: `release.model` is that one. */
  readonly cheaper: boolean
  /** True where the answer is only compared and never used. */
  readonly shadow: boolean
  /** Tells what the model's call used; several reports of one run are summed. */
  record(report: CallReport): void
}

/** What a release says of the call. */
export interface CallRelease {
  readonly hash: string
  readonly name: string
  /** The texts of its prompts, by name. */
  readonly prompts: { readonly [name: string]: string }
  readonly model: {
    readonly provider: string
    readonly name: string
    readonly version: string | null
    readonly parameters: { readonly [name: string]: string | number | boolean }
  }
}
