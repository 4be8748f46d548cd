import type { Manifest } from '../workflows/manifest.ts'
import type { Failure } from '../runs/run.ts'
import type { CompiledContract, Fault } from './contracts/compile-contract.ts'
import type { CompiledRule, CompiledValue } from './rules/compile-rule.ts'
import { inRollout, rolloutBucket } from './bucket.ts'
import type { Reason, ReasonCode, Route, Verdict } from './verdict.ts'

/**
 * The gate around each run of one release. It decides where a unit goes, in this order, first hit wins: lease, pause,
 * dedupe, input contract, rules on the input, rollout, budget, call, output contract, rules on the output with
 * confidence, quality sample, automatic. Pure: the world's facts come in, a verdict with its reason goes out, and
 * nothing is thrown for any input.
 */
export interface Gate {
  readonly manifest: Manifest
  /** Content hash of the manifest. */
  readonly hash: string
  /** The unit's key by the manifest's expression; null where it declares none or the input doesn't give one. */
  unitKeyOf(input: unknown): string | null
  dedupeKeyOf(input: unknown): string | null
  subjectOf(input: unknown): string | null
  /** Before the call: whether the AI may be called for this unit. */
  admit(input: unknown, facts: AdmitFacts): Admission
  /** After the call: where the unit goes with what came of it. */
  settle(input: unknown, call: CallResult, facts: SettleFacts): Settlement
}

export interface AdmitFacts {
  readonly unitKey: string
  /** True when the server has been out of reach for longer than the lease. */
  readonly leaseExpired: boolean
  /** The sentence somebody paused the workflow with, or null. */
  readonly paused: string | null
  /** Percent, 0..100. */
  readonly rolloutPercent: number
  /** The first run of the same dedupe key inside the window, or null. */
  readonly duplicate: { readonly runId: string; readonly route: Route } | null
  /** Reserves the run's budget; null where it is reserved, else the sentence that says why not. Asked once, last. */
  readonly reserve: () => string | null
}

export type Admission =
  | { readonly kind: 'call'; readonly bucket: number; readonly inputQuality: number }
  | { readonly kind: 'settled'; readonly verdict: Verdict; readonly inputQuality: number | null }

export type CallResult =
  | { readonly kind: 'answered'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'none' }

export interface SettleFacts {
  readonly bucket: number
  /** Drawn evenly from [0, 1) for the quality sample. */
  readonly draw: number
}

export interface Settlement {
  readonly verdict: Verdict
  readonly confidence: number | null
  /** The call's failure, or the one that the output contract found. */
  readonly failure: Failure | null
}

/** A release's parts, compiled; see compile-release.ts. */
export interface GateParts {
  readonly manifest: Manifest
  readonly hash: string
  readonly input: CompiledContract
  readonly output: CompiledContract
  readonly inputRules: readonly GateRule[]
  /** Those to a person first, then those to review: the stricter route wins whatever the order in the file. */
  readonly outputRulesToHuman: readonly GateRule[]
  readonly outputRulesToReview: readonly GateRule[]
  readonly confidence: { readonly value: CompiledValue; readonly atLeast: number } | null
  readonly unitKey: CompiledValue | null
  readonly dedupeKey: CompiledValue | null
  readonly subject: CompiledValue | null
}

export interface GateRule {
  readonly rule: CompiledRule
  /** Built once: a hit allocates no reason. */
  readonly reason: Reason
}

export function createGate(parts: GateParts): Gate {
  const { manifest } = parts
  const fields = countFields(manifest.input)

  function admit(input: unknown, facts: AdmitFacts): Admission {
    const bucket = rolloutBucket(manifest.workflow, facts.unitKey)
    if (facts.leaseExpired) return settled(manifest.fallback.route, LEASE_EXPIRED, bucket, null)
    if (facts.paused !== null) {
      return settled(
        manifest.fallback.route,
        because('paused', `The workflow is paused: ${facts.paused}`),
        bucket,
        null,
      )
    }
    if (facts.duplicate !== null) {
      const message = `The same unit came before, in run ${facts.duplicate.runId}; its result is given again.`
      return settled(facts.duplicate.route, because('duplicate', message), bucket, null)
    }
    const faults = parts.input.check(input)
    const quality = faults.length === 0 ? 1 : qualityOf(faults, fields)
    if (faults.length > 0) {
      return settled(
        'human',
        because('input-contract', `The input can't be used: ${listFaults(faults)}.`),
        bucket,
        quality,
      )
    }
    const env = { input }
    const held = firstHit(parts.inputRules, env, 'input-rule-error')
    if (held !== null) return settled('human', held, bucket, quality)
    if (!inRollout(bucket, facts.rolloutPercent)) {
      const message = `Outside the rollout: the AI serves ${facts.rolloutPercent} % of units, and this one has place ${bucket} of 10,000.`
      return settled('existing-process', because('outside-rollout', message), bucket, quality)
    }
    const refusal = facts.reserve()
    if (refusal !== null) return settled(manifest.fallback.route, because('budget', refusal), bucket, quality)
    return { kind: 'call', bucket, inputQuality: quality }
  }

  function settle(input: unknown, call: CallResult, facts: SettleFacts): Settlement {
    const { bucket } = facts
    if (call.kind === 'failed') {
      const reason = because('call-failed', `The AI gave no answer: ${call.failure.message}`)
      return { verdict: { route: manifest.fallback.route, reason, bucket }, confidence: null, failure: call.failure }
    }
    if (call.kind === 'none') return settlement('human', NO_OUTPUT, bucket, null)
    const faults = parts.output.check(call.output)
    if (faults.length > 0) {
      const message = `The answer can't be used: ${listFaults(faults)}.`
      const failure: Failure = { failureClass: 'output-contract', message }
      return {
        verdict: { route: 'human', reason: because('output-contract', message), bucket },
        confidence: null,
        failure,
      }
    }
    const env = { input, output: call.output }
    const confidence = readConfidence(parts, env)
    const toHuman = firstHit(parts.outputRulesToHuman, env, 'output-rule-error')
    if (toHuman !== null) return settlement('human', toHuman, bucket, numberOrNull(confidence))
    if (parts.confidence !== null) {
      if (typeof confidence === 'string') {
        return settlement('human', because('low-confidence', confidence), bucket, null)
      }
      if (confidence !== null && confidence < parts.confidence.atLeast) {
        const message = `The AI's confidence is ${percent(confidence)}, below the ${percent(parts.confidence.atLeast)} that it needs.`
        return settlement('human', because('low-confidence', message), bucket, confidence)
      }
    }
    const sure = numberOrNull(confidence)
    const toReview = firstHit(parts.outputRulesToReview, env, 'output-rule-error')
    if (toReview !== null) {
      // A rule that can't be evaluated says nothing about the answer: a person decides without it.
      return settlement(toReview.code === 'output-rule-error' ? 'human' : 'review', toReview, bucket, sure)
    }
    if (facts.draw * 100 < manifest.qaSample) return settlement('review', QA_SAMPLE, bucket, sure)
    return settlement('automatic', CLEAR, bucket, sure)
  }

  return {
    manifest,
    hash: parts.hash,
    unitKeyOf: (input) => keyOf(parts.unitKey, input),
    dedupeKeyOf: (input) => keyOf(parts.dedupeKey, input),
    subjectOf: (input) => keyOf(parts.subject, input),
    admit,
    settle,
  }
}

/** The verdict for a unit whose workflow has no release that may run: a person does it. */
export function noReleaseVerdict(workflow: string, unitKey: string): Verdict {
  return { route: 'human', reason: NO_RELEASE, bucket: rolloutBucket(workflow, unitKey) }
}

function firstHit(rules: readonly GateRule[], env: RuleEnvironment, errorCode: ReasonCode): Reason | null {
  for (const { rule, reason } of rules) {
    const hit = rule.evaluate(env)
    if (hit === false) continue
    if (hit === true) return reason
    const message = `The rule "${reason.rule}" could not be applied (${hit.message}), so a person decides.`
    return { code: errorCode, rule: reason.rule, message }
  }
  return null
}

interface RuleEnvironment {
  readonly input: unknown
  readonly output?: unknown
}

/** The confidence, or the sentence that says why there is none. */
function readConfidence(parts: GateParts, env: RuleEnvironment): number | string | null {
  if (parts.confidence === null) return null
  const value = parts.confidence.value.evaluate(env)
  if (typeof value === 'number') {
    if (value >= 0 && value <= 1) return value
    return `The AI's confidence is ${value}; it must lie between 0 and 1.`
  }
  const why = typeof value === 'object' ? value.message : 'it is no number'
  return `The AI's confidence could not be read: ${why}.`
}

function keyOf(value: CompiledValue | null, input: unknown): string | null {
  if (value === null) return null
  const key = value.evaluate({ input })
  if (typeof key === 'string') return key.length > 0 && key.length <= 512 ? key : null
  return typeof key === 'number' || typeof key === 'bigint' ? String(key) : null
}

function countFields(schema: Manifest['input']): number {
  if (typeof schema !== 'object') return 1
  const properties = schema['properties']
  return typeof properties === 'object' && properties !== null ? Math.max(1, Object.keys(properties).length) : 1
}

/** Share of the declared fields that no fault touches; a fault of the whole spoils all. */
function qualityOf(faults: readonly Fault[], fields: number): number {
  const touched = new Set<string>()
  for (const { path } of faults) {
    const first = path.split('/')[1]
    if (first === undefined || first === '') return 0
    touched.add(first)
  }
  return Math.max(0, (fields - touched.size) / fields)
}

const SHOWN_FAULTS = 5

function listFaults(faults: readonly Fault[]): string {
  const shown = faults
    .slice(0, SHOWN_FAULTS)
    .map(({ path, message }) => (path === '' ? message : `${path.slice(1)} ${message}`))
  const more = faults.length - shown.length
  return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ')
}

function settled(route: Route, reason: Reason, bucket: number, inputQuality: number | null): Admission {
  return { kind: 'settled', verdict: { route, reason, bucket }, inputQuality }
}

function settlement(route: Route, reason: Reason, bucket: number, confidence: number | null): Settlement {
  return { verdict: { route, reason, bucket }, confidence, failure: null }
}

function because(code: ReasonCode, message: string): Reason {
  return { code, rule: null, message }
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}

const CLEAR = because('clear', 'Nothing held it: it went through automatically.')
const QA_SAMPLE = because('qa-sample', 'Drawn at random for a quality check.')
const NO_OUTPUT = because('no-output', 'There is no answer to use, so a person decides.')
const NO_RELEASE = because('no-release', 'No release of this workflow may run, so a person decides.')
const LEASE_EXPIRED = because(
  'lease-expired',
  'The server has been out of reach for longer than the lease: nobody could stop the workflow, so the AI is not used.',
)
