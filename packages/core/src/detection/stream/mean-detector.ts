import {
  evidenceOfRate,
  observeRate,
  type Direction,
  type RateState,
  startRate,
  type StreamEvidence,
} from './rate-detector.ts'
import { quantileOf, type QuantileSketch, rankErrorOf, rankOf } from './sketch.ts'

export interface MeanSettings {
  /** Which way is bad: `up` for latency, cost and edit distance. */
  readonly direction: Direction
  /** As of a rate's detector: without a change the first alarm comes after at least so many ticks on average. */
  readonly arl: number
  /** How sure the bounds of the baseline are, all together; .95 unless said. */
  readonly confidence?: number
}

/** Plain JSON, so that it can be stored between observations. */
export interface MeanState {
  readonly kind: 'mean'
  readonly arl: number
  readonly marks: readonly MeanMark[]
  readonly n: number
  readonly alarmedAt: number | null
}

/** A quantile of the baseline, and how often values lie beyond it. */
export interface MeanMark {
  readonly side: 'above' | 'below'
  readonly value: number
  /** The share of the baseline's values beyond it. */
  readonly normal: number
  readonly rate: RateState
}

export interface MeanBatch {
  /** The values themselves, or their sketch. */
  readonly values: readonly number[] | QuantileSketch
  /** As of a rate's batch: the number of values unless said. */
  readonly ticks?: number
}

/** From the middle, where a general shift shows first, to the tail, where a few slow or costly ones show. */
const BEYOND = [0.5, 0.2, 0.05, 0.01]

/**
 * Watches whether a series of real values (latency, cost, edit distance) leaves its baseline, by the rates at which it
 * lies beyond quantiles of the baseline. Nothing is assumed about the distribution, and no value is too large.
 *
 * Of n exchangeable values, the chance that a new one lies above the j-th smallest of the baseline is at most Beta(n − j +
 * 1, j): its quantile is Clopper and Pearson's upper bound of n − j hits (Wilks, Ann. Math. Stat. 12, 1941), so that a
 * mark is watched as a rate with the baseline "n − j of n". Where the baseline is a sketch that isn't exact, its rank
 * error is added to the hits. e is the mean of the marks' e-detectors, which is one as well (arXiv 2203.03532), therefore the same guarantee. With the baseline 1, 2, … 100 the mark of the upper fifth is 80, of which at most
 * 30.5 % of new values lie above with 98.75 % confidence, which the test checks.
 */
export function startMean(baseline: QuantileSketch, settings: MeanSettings): MeanState {
  const { direction, arl, confidence = 0.95 } = settings
  if (baseline.n === 0) throw new RangeError('Cannot watch a series from a baseline of no values: give at least one')
  const sides: readonly MeanMark['side'][] =
    direction === 'both' ? ['above', 'below'] : [direction === 'up' ? 'above' : 'below']
  const each = 1 - (1 - confidence) / (sides.length * BEYOND.length)
  const marks = sides.flatMap((side) =>
    BEYOND.map((share) => {
      const beyond = Math.floor(share * baseline.n)
      const rank = side === 'above' ? baseline.n - beyond : beyond + 1
      const value = quantileOf(baseline, (rank - 0.5) / baseline.n) ?? 0
      const hits = Math.min(baseline.n, beyond + Math.ceil(rankErrorOf(baseline) * baseline.n))
      const rate = startRate(
        { kind: 'counted', n: baseline.n, hits },
        { direction: 'up', arl: Math.max(1, arl), confidence: each },
      )
      return { side, value, normal: beyond / baseline.n, rate }
    }),
  )
  return { kind: 'mean', arl, marks, n: 0, alarmedAt: null }
}

export function observeMean(state: MeanState, batch: MeanBatch): MeanState {
  const marks = state.marks.map((mark) => {
    const { n, hits } = beyondMark(mark, batch.values)
    const { ticks = n } = batch
    return { ...mark, rate: observeRate(mark.rate, { n, hits, ticks }) }
  })
  const n = state.n + ('n' in batch.values ? batch.values.n : batch.values.length)
  const next = { ...state, marks, n }
  return next.alarmedAt === null && evidence(next) >= state.arl ? { ...next, alarmedAt: n } : next
}

export function evidenceOfMean(state: MeanState): StreamEvidence & { readonly strongest: MeanMark | null } {
  const [strongest = null] = state.marks.toSorted((a, b) => evidenceOfRate(b.rate).e - evidenceOfRate(a.rate).e)
  return { e: evidence(state), arl: state.arl, alarmed: state.alarmedAt !== null, n: state.n, strongest }
}

function evidence({ marks }: MeanState): number {
  return marks.reduce((sum, { rate }) => sum + evidenceOfRate(rate).e, 0) / marks.length
}

/** How many values lie strictly beyond the mark; of a sketch no more than there surely are. */
function beyondMark(mark: MeanMark, values: MeanBatch['values']): { readonly n: number; readonly hits: number } {
  if ('n' in values) {
    const sure = rankErrorOf(values) * values.n
    const upTo = (rankOf(values, mark.value) ?? 0) * values.n
    const beyond = mark.side === 'above' ? values.n - upTo : upTo - equalTo(values, mark.value)
    return { n: values.n, hits: Math.max(0, Math.floor(beyond - sure)) }
  }
  let hits = 0
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`Cannot take in the value ${value}: it is not a finite number`)
    if (mark.side === 'above' ? value > mark.value : value < mark.value) hits++
  }
  return { n: values.length, hits }
}

function equalTo(sketch: QuantileSketch, value: number): number {
  return sketch.levels.reduce((sum, level, h) => sum + level.filter((each) => each === value).length * 2 ** h, 0)
}
