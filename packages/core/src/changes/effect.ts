import { measure, MEASURES, MINIMUM_SAMPLE, type Measure, type Measured, type RunDay } from '../runs/measures.ts'

/** What was measured of a value that each run has of its own, like its cost; `spread` is the sample's standard deviation. */
export interface Spread {
  readonly n: number
  readonly mean: number
  readonly spread: number
}

/** One side of a comparison: the runs before a change, or those of the change. */
export interface EffectSide {
  readonly days: readonly RunDay[]
  /** Cost of an AI call in one currency; null where none was told or currencies were mixed. */
  readonly cost: Spread | null
  /** Tokens of an AI call, in and out together; null where none were told. */
  readonly tokens: Spread | null
}

export type EffectMeasure = Measure | 'tokens-per-run'

export interface Effect {
  readonly measure: EffectMeasure
  readonly name: string
  readonly unit: '%' | 'ms' | 'money' | 'tokens'
  readonly before: Measured
  readonly after: Measured
  /**
   * `better` or `worse` where the intervals don't touch, `no-clear-difference` where they do, `unknown` below the minimum
   * sample or without intervals.
   */
  readonly verdict: 'better' | 'worse' | 'no-clear-difference' | 'unknown'
}

/** What a change did: each measure before and after it, with intervals, attributed only where they lie apart. */
export function effectOf(before: EffectSide, after: EffectSide, minimum: number = MINIMUM_SAMPLE): readonly Effect[] {
  const effects: Effect[] = []
  for (const which of Object.keys(MEASURES) as Measure[]) {
    if (which === 'cost-per-run') continue
    const { name, unit, better } = MEASURES[which]
    const [was, is] = [measure(before.days, which, minimum), measure(after.days, which, minimum)]
    effects.push({ measure: which, name, unit, before: was, after: is, verdict: compared(was, is, better) })
  }
  const spreads = [
    { measure: 'cost-per-run', name: MEASURES['cost-per-run'].name, unit: 'money', of: 'cost' },
    { measure: 'tokens-per-run', name: 'Tokens of an AI call', unit: 'tokens', of: 'tokens' },
  ] as const
  for (const { measure: which, name, unit, of } of spreads) {
    const [was, is] = [meanOf(before[of], minimum), meanOf(after[of], minimum)]
    effects.push({ measure: which, name, unit, before: was, after: is, verdict: compared(was, is, 'lower') })
  }
  return effects
}

/** Mean ± 1.96 standard errors: of 30 values and more the normal interval of 95 %. */
function meanOf(spread: Spread | null, minimum: number): Measured {
  if (spread === null || spread.n < minimum) return { kind: 'insufficient', n: spread?.n ?? 0, needed: minimum }
  const half = (Z_95 * spread.spread) / Math.sqrt(spread.n)
  const { mean, n } = spread
  return { kind: 'figure', value: mean, interval: { low: mean - half, high: mean + half }, n }
}

function compared(before: Measured, after: Measured, better: 'lower' | 'higher'): Effect['verdict'] {
  if (before.kind === 'insufficient' || after.kind === 'insufficient') return 'unknown'
  if (before.interval === null || after.interval === null) return 'unknown'
  if (after.interval.low > before.interval.high) return better === 'higher' ? 'better' : 'worse'
  if (after.interval.high < before.interval.low) return better === 'lower' ? 'better' : 'worse'
  return 'no-clear-difference'
}

const Z_95 = 1.959963984540054
