import type { JsonSchema } from '../json/json.ts'

/**
 * What a builder declares in `dayshift.yaml`: what runs, under which rules and limits. People and evidence are not in
 * it: they live in the workspace and change without a release. Durations are milliseconds, shares are percent (0..100).
 */
export interface Manifest {
  /** Version of this format. */
  readonly dayshift: 1
  /** Stable name in lower-case words with hyphens; with the unit key it decides the rollout bucket. */
  readonly workflow: string
  readonly name: string
  /** The release's name or date, as people say it ("2026-11-20"). */
  readonly release: string
  readonly purpose: string
  readonly doesNot: readonly string[]
  readonly trigger: string
  readonly reads: readonly string[]
  readonly produces: string
  readonly usedBy: string
  readonly pilot: Pilot | null
  readonly input: JsonSchema
  readonly output: JsonSchema
  /** CEL over `input` that gives the unit key, where the caller doesn't hand one in. */
  readonly unitKey: string | null
  readonly dedupe: Dedupe | null
  readonly confidence: Confidence | null
  readonly model: ModelReference
  readonly prompts: readonly PromptReference[]
  readonly rules: readonly Rule[]
  readonly rollout: Rollout
  /** Percent of otherwise automatic units that a person checks, drawn at random. */
  readonly qaSample: number
  readonly call: CallPolicy
  readonly fallback: Fallback
  readonly limits: Limits
  readonly metrics: readonly PurposeMetric[]
  readonly slices: readonly Slice[]
  readonly data: DataPolicy
  readonly cases: CasePolicy
  readonly runbook: RunbookProse
}

export interface Pilot {
  readonly hypothesis: string
  /** Last day of the pilot, ISO date. */
  readonly until: string
}

export interface Dedupe {
  /** CEL over `input`. */
  readonly key: string
  readonly windowMs: number
}

export interface Confidence {
  /** CEL over `input` and `output`, a number in 0..1. */
  readonly value: string
  /** Below this the unit goes to a person. */
  readonly atLeast: number
}

export interface ModelReference {
  readonly provider: string
  readonly name: string
  /** Hash or version of the model, where the vendor gives one. */
  readonly version: string | null
  readonly parameters: { readonly [name: string]: string | number | boolean }
}

export interface PromptReference {
  readonly name: string
  /** The text itself; a `file` of the manifest is read into it before hashing. */
  readonly text: string
}

export interface Rule {
  readonly name: string
  /** `input`: before the call; a hit goes to a person and no model is called. `output`: after it. */
  readonly on: 'input' | 'output'
  /** CEL, true where the rule applies. */
  readonly when: string
  readonly to: 'human' | 'review'
  /** The sentence that people read. */
  readonly because: string
}

export interface Rollout {
  /** Share of units that a new release starts with. */
  readonly percent: number
  readonly steps: readonly number[]
}

export interface CallPolicy {
  readonly timeoutMs: number
  /** Attempts in all, the first included. */
  readonly attempts: number
  /** First pause between attempts; doubles, with full jitter. */
  readonly backoffMs: number
  readonly breaker: { readonly failures: number; readonly coolDownMs: number }
}

export interface Fallback {
  /** Where a unit goes that the AI can't serve (paused, failed, out of budget, no valid release). */
  readonly route: 'human' | 'existing-process'
  /** What happens then, in plain words. */
  readonly sentence: string
}

export interface Money {
  /** Decimal text, never a float. */
  readonly amount: string
  readonly currency: string
}

export interface Limits {
  readonly perRun: Money | null
  readonly perDay: Money | null
  readonly perMonth: Money | null
  readonly latencyMs: number | null
  /** Absent where units take the fallback, so that a manifest that doesn't speak of it keeps its hash. */
  readonly atLimit?: AtLimit
}

/**
 * What happens to a unit whose call would pass the limit of a day or a month: it takes the fallback, it goes on and
 * somebody is told, or it goes to a cheaper model. What goes on is counted beyond the limit.
 */
export type AtLimit =
  | { readonly kind: 'human' }
  | { readonly kind: 'alert' }
  | { readonly kind: 'cheaper-model'; readonly model: ModelReference }

export interface PurposeMetric {
  readonly name: string
  readonly means: string
  readonly threshold: string
}

export interface Slice {
  readonly name: string
  /** CEL over `input` that gives the slice's label. */
  readonly by: string
}

export interface DataPolicy {
  readonly capture: 'none' | 'redacted' | 'full'
  readonly retentionDays: number
  /** CEL over `input` that gives the subject's key, for erasure; null where no person is the subject. */
  readonly subject: string | null
  /** JSON pointers into `{input, output}` whose values are never kept. */
  readonly redact: readonly string[]
}

export interface CasePolicy {
  readonly dueMs: number
  /** After this the case goes to the backup. */
  readonly backupAfterMs: number
  /** After this it goes to the existing process. */
  readonly expireMs: number
}

export interface RunbookProse {
  readonly correctLooksLike: string
  readonly dailyChecks: readonly string[]
  readonly breaksFirst: readonly string[]
  readonly stopWhen: readonly string[]
  readonly callBuilderWhen: readonly string[]
}
