import {
  judgeTarget,
  MEASURES,
  measure,
  type Measure,
  type Measured,
  type RunDay,
  type Target,
} from '../runs/measures.ts'
import type { PurposeMetric } from '../workflows/manifest.ts'

/** One number by which the workflow's purpose is judged, against its written bound. */
export interface PurposeNumber {
  readonly name: string
  readonly means: string
  /** The bound in words. */
  readonly threshold: string
  readonly unit: '%' | 'ms' | 'money' | null
  readonly measured: Measured | null
  readonly bound: Pick<Target, 'bound' | 'value'> | null
  /** `unknown` below the minimum sample, where the interval holds the bound, and where nobody measures it. */
  readonly verdict: 'met' | 'unmet' | 'unknown'
  readonly sentence: string
  readonly source: 'target' | 'manifest'
}

const DAYS = 28
export const PURPOSE_DAYS = DAYS

/**
 * The purpose numbers of a workflow: the written targets, then what its manifest declares. A metric of the manifest is
 * measured where it names one of the product's measures and its threshold has a bound; else it says what is missing.
 */
export function purposeNumbers(
  metrics: readonly PurposeMetric[],
  targets: readonly Target[],
  days: readonly RunDay[],
): readonly PurposeNumber[] {
  const written = targets.map((target): PurposeNumber => {
    const { name, unit } = MEASURES[target.measure]
    const measured = measure(days, target.measure)
    const verdict = judgeTarget(target, measured)
    return {
      name,
      means: '',
      threshold: boundInWords(target, unit),
      unit,
      measured,
      bound: { bound: target.bound, value: target.value },
      verdict,
      sentence: sentenceOf(measured, verdict),
      source: 'target',
    }
  })
  const declared = metrics.flatMap((metric): readonly PurposeNumber[] => {
    const which = measureNamed(metric)
    // A written target on the same measure says it already, and more exactly.
    if (which !== null && targets.some((target) => target.measure === which)) return []
    const base = { name: metric.name, means: metric.means, threshold: metric.threshold, source: 'manifest' } as const
    if (which === null) {
      return [
        {
          ...base,
          unit: null,
          measured: null,
          bound: null,
          verdict: 'unknown',
          sentence: 'Nothing measures it here: write a target on one of the measures, or judge it in a review.',
        },
      ]
    }
    const { unit } = MEASURES[which]
    const measured = measure(days, which)
    const bound = boundOf(metric.threshold, unit)
    if (bound === null) {
      const sentence = `Its threshold “${metric.threshold}” names no bound that can be compared: write a target.`
      return [{ ...base, unit, measured, bound, verdict: 'unknown', sentence }]
    }
    const verdict = judgeTarget({ ...bound, measure: which, setBy: '', setAt: new Date(0) }, measured)
    return [{ ...base, unit, measured, bound, verdict, sentence: sentenceOf(measured, verdict) }]
  })
  return [...written, ...declared]
}

function sentenceOf(measured: Measured, verdict: PurposeNumber['verdict']): string {
  if (measured.kind === 'insufficient') return `Not enough yet: ${String(measured.n)} of ${String(measured.needed)}.`
  if (verdict === 'unknown') return 'The interval holds the threshold: it can’t be told yet.'
  return verdict === 'met'
    ? 'The whole interval lies on the good side.'
    : 'The whole interval lies beyond the threshold.'
}

function boundInWords({ bound, value }: Pick<Target, 'bound' | 'value'>, unit: '%' | 'ms' | 'money'): string {
  return `${bound === 'at-least' ? 'at least' : 'at most'} ${String(value)}${unit === 'money' ? ' an AI call' : ` ${unit}`}`
}

/** The measure that a metric names: by its id or name, letters and digits alone compared. */
function measureNamed({ name }: PurposeMetric): Measure | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
  const entries = Object.entries(MEASURES) as [Measure, (typeof MEASURES)[Measure]][] // the names of the table
  return entries.find(([id, { name: words }]) => plain(id) === plain(name) || plain(words) === plain(name))?.[0] ?? null
}

const BOUND = /(at least|at most|below|under|above|over|≥|≤|<|>)\s*(\d+(?:\.\d+)?)\s*(%|percent|ms|s\b|seconds?)?/i

function boundOf(threshold: string, unit: '%' | 'ms' | 'money'): Pick<Target, 'bound' | 'value'> | null {
  const found = BOUND.exec(threshold.slice(0, 200))
  if (found === null) return null
  const [, words = '', digits = '', said = ''] = found
  const bound = /least|above|over|≥|>/i.test(words) ? 'at-least' : 'at-most'
  const seconds = unit === 'ms' && /^s/i.test(said)
  return { bound, value: Number(digits) * (seconds ? 1000 : 1) }
}
