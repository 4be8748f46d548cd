import type { AgentRun } from './agent-run.ts'

/** A run as a file of somebody else's, or a trace, tells it; what it leaves out is null. */
export interface ImportedRun {
  /** Its id where it comes from. */
  readonly id: string | null
  readonly name: string | null
  readonly workflow: string | null
  readonly release: string | null
  /** The piece of work it was for, where something names it. */
  readonly unitKey: string | null
  /** Milliseconds since 1970. */
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** Why it gave nothing that can be used; null where nothing says that it failed. */
  readonly failure: string | null
  /** What a person did with the output, as the source spells it; null where it says nothing. */
  readonly decision: string | null
  /** What turned out, as the source spells it: right, wrong. */
  readonly verdict: string | null
  /** Calls that failed, where the source tells of each. */
  readonly failedCalls: number
  /** Calls of models, tools and steps that are listed, those of models included. */
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
  /** As the source gives it, where it gives one: it may be known although its two parts are not. */
  readonly totalTokens: number | null
  /** Parts of the input tokens. */
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** What the source says that it cost, in 10⁻¹² of the currency; null where it says nothing. */
  readonly cost: { readonly amount: bigint; readonly currency: string } | null
}

/** What somebody, or an evaluator, said of a run. */
export interface ImportedScore {
  readonly name: string
  readonly value: number | string | boolean | null
  readonly source: string | null
  readonly comment: string | null
  /** Milliseconds since 1970. */
  readonly at: number | null
}

export const IMPORT_FORMATS = ['run-records', 'langfuse', 'langsmith', 'otlp', 'csv', 'jsonl', 'agent-runs'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** A record that can't be used, and where it stands. */
export interface RejectedRecord {
  /** A line of the file, or the place in its list, from 1. */
  readonly place: number
  readonly why: string
}

/** Where a reader puts what it finds. */
export interface RunSink {
  run(run: ImportedRun): void
  /** Where tries of agents at tasks are wanted as such; else they are rows. */
  agentRun?(run: AgentRun): void
  reject(rejected: RejectedRecord): void
  /** Our own records as they stand, where they are wanted beside the runs that they tell: told before its run. */
  runRecord?(record: Readonly<Record<string, unknown>>): void
}

/** Tokens of a call: what the source sums, else its parts. */
export function tokensOf({ totalTokens, inputTokens, outputTokens }: ImportedCall): number {
  return totalTokens ?? (inputTokens ?? 0) + (outputTokens ?? 0)
}
