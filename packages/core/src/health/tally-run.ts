import type { Route } from '../routing/verdict.ts'
import type { CallStatus } from '../runs/run.ts'
import type { TallyBuilder } from './tally.ts'
import { valueBucket } from './value-buckets.ts'

/** What is counted of one run's record. */
export interface TalliedRun {
  readonly status: CallStatus
  readonly failureClass: string | null
  readonly retries: number
  readonly route: Route
  readonly reasonCode: string
  readonly latencyMs: number
  readonly requestedModel: string | null
  readonly resolvedModel: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly costAmount: string | null
  readonly costCurrency: string | null
  readonly confidence: number | null
  readonly inputQuality: number | null
  readonly duplicateOf: string | null
}

/** Counts one run, without its contents. `sketched` false leaves the sketches out: of slices, counts alone are kept. */
export function tallyRun(tally: TallyBuilder, run: TalliedRun, sketched: boolean): void {
  tally.count('runs')
  tally.count(`route:${run.route}`)
  tally.count(`reason:${run.reasonCode}`)
  if (run.duplicateOf !== null) tally.count('duplicate')
  if (run.inputQuality !== null) {
    tally.count('checked')
    if (run.inputQuality < 1) tally.count('faulty')
  }
  if (run.status === 'not-called') return
  tally.count('called')
  if (run.status === 'failed') {
    tally.count('failed')
    if (run.failureClass !== null) tally.count(`failed:${run.failureClass}`)
  }
  if (run.retries > 0) tally.count('retried')
  if (!sketched) return
  tally.put('latency', valueBucket(run.latencyMs))
  if (run.confidence !== null) tally.put('confidence', valueBucket(run.confidence))
  if (run.inputTokens !== null) tally.put('input-tokens', valueBucket(run.inputTokens))
  if (run.outputTokens !== null) tally.put('output-tokens', valueBucket(run.outputTokens))
  if (run.costAmount !== null && run.costCurrency !== null) {
    tally.put(`cost:${run.costCurrency}`, valueBucket(Number(run.costAmount)))
  }
  if (run.resolvedModel !== null) {
    tally.put('model', modelKey(run.requestedModel, run.resolvedModel))
  }
}

/** A pair of the model that was asked for and the one that answered, as the key of a sketch. */
export function modelKey(requested: string | null, resolved: string): string {
  return JSON.stringify([requested, resolved])
}

export function modelsOf(key: string): { readonly requested: string | null; readonly resolved: string } {
  const [requested, resolved] = JSON.parse(key) as [string | null, string] // modelKey alone writes it
  return { requested, resolved }
}
