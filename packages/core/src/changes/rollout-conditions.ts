import { judgeTarget, measure, MEASURES, type Measure, type Measured, type RunDay } from '../runs/measures.ts'
import type { Target } from '../runs/measures.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { durationInWords } from '../workflows/in-words.ts'

/** What must hold of a step's own runs before the next one. */
export interface RolloutCondition {
  readonly measure: Measure
  readonly bound: 'at-least' | 'at-most'
  /** In the measure's unit. */
  readonly value: number
  /** Who asks for it: a written target, the manifest's limits, or the product where nothing else speaks of failures. */
  readonly source: 'target' | 'manifest' | 'product'
}

export interface JudgedCondition extends RolloutCondition {
  readonly verdict: CriterionVerdict
  readonly measured: Measured
  /** The figure against its bound in one sentence, with n and interval. */
  readonly sentence: string
}

/** Where no target speaks of failures, at most this many of a hundred AI calls may fail. */
export const FAILURES_AT_MOST = 10

/** Every written target counts; then the manifest's limit on time, and the product's own bound on failures. */
export function rolloutConditions(
  targets: readonly Pick<Target, 'measure' | 'bound' | 'value'>[],
  manifest: Pick<Manifest, 'limits'>,
): readonly RolloutCondition[] {
  const conditions: RolloutCondition[] = targets.map(({ measure, bound, value }) => ({
    measure,
    bound,
    value,
    source: 'target',
  }))
  const speaksOf = (which: Measure) => conditions.some((condition) => condition.measure === which)
  if (!speaksOf('failure-share')) {
    conditions.push({ measure: 'failure-share', bound: 'at-most', value: FAILURES_AT_MOST, source: 'product' })
  }
  const { latencyMs } = manifest.limits
  if (latencyMs !== null && !speaksOf('latency-p95')) {
    conditions.push({ measure: 'latency-p95', bound: 'at-most', value: latencyMs, source: 'manifest' })
  }
  return conditions
}

/** Judges each condition on the step's own runs; below the minimum sample it is `unknown`. */
export function judgeConditions(
  conditions: readonly RolloutCondition[],
  runs: readonly RunDay[],
): readonly JudgedCondition[] {
  return conditions.map((condition) => {
    const measured = measure(runs, condition.measure)
    const target: Target = { ...condition, setBy: '', setAt: new Date(0) }
    const verdict = judgeTarget(target, measured)
    return { ...condition, verdict, measured, sentence: sentenceOf(condition, measured) }
  })
}

function sentenceOf({ measure: which, bound, value }: RolloutCondition, measured: Measured): string {
  const { name, unit } = MEASURES[which]
  const asked = `${bound === 'at-least' ? 'at least' : 'at most'} ${inUnit(value, unit)}`
  if (measured.kind === 'insufficient') {
    return `${name}: not enough yet, ${measured.n} of ${measured.needed}; asked ${asked}.`
  }
  const { value: figure, interval, n } = measured
  const between = interval === null ? '' : `, between ${inUnit(interval.low, unit)} and ${inUnit(interval.high, unit)}`
  return `${name}: ${inUnit(figure, unit)}${between} (n = ${n}); asked ${asked}.`
}

function inUnit(value: number, unit: '%' | 'ms' | 'money'): string {
  if (unit === 'ms') return durationInWords(Math.round(value))
  const digits = unit === '%' ? 1 : 4
  const rounded = String(Number(value.toFixed(digits)))
  return unit === '%' ? `${rounded} %` : rounded
}
