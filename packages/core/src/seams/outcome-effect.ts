import { wilson } from '../runs/wilson.ts'
import type { CaseFold } from './fold-cases.ts'
import { quantile } from './quantiles.ts'

export interface OutcomeGroup {
  /** `0` to `3`, or `4+`. */
  readonly handovers: string
  readonly cases: number
  readonly good: number
  readonly share: number
  /** Wilson, 95 %. */
  readonly interval: readonly [number, number]
  readonly medianDurationMs: number
}

export interface OutcomeEffect {
  readonly cases: number
  readonly good: number
  /** By handovers that the log shows. */
  readonly byHandovers: readonly OutcomeGroup[]
  /** By handovers that the system itself counted; null where it counts none. */
  readonly byCounter: readonly OutcomeGroup[] | null
  /**
   * Share of good outcomes without a handover less that with one: as it stands, and between cases that took about as long
   * (fifths by duration, weighted by their cases). What the second leaves of the first isn't explained by time alone.
   */
  readonly difference: { readonly plain: number; readonly atSameDuration: number } | null
  readonly caution: string
}

/** The outcome by number of handovers; null where no case says one. */
export function outcomeEffect(
  { handovers, counter, good, duration }: CaseFold['outcomes'],
  hasCounter: boolean,
): OutcomeEffect | null {
  const count = good.length
  if (count === 0) return null
  const of = (list: { at(place: number): number }) => Array.from({ length: count }, (_, at) => list.at(at))
  const [byLog, byCounter, goods, durations] = [of(handovers), of(counter), of(good), of(duration)]
  return {
    cases: count,
    good: goods.reduce((sum, one) => sum + one, 0),
    byHandovers: groups(byLog, goods, durations),
    byCounter: hasCounter ? groups(byCounter, goods, durations) : null,
    difference: difference(hasCounter ? byCounter : byLog, goods, durations),
    caution:
      'Cases that take longer have more time to be handed over and more time to miss a target: handovers that go with bad outcomes need not be their cause.',
  }
}

const MOST = 4

function groups(counts: readonly number[], goods: readonly number[], durations: readonly number[]): OutcomeGroup[] {
  return Array.from({ length: MOST + 1 }, (_, size) => {
    const own = counts.flatMap((count, at) => (Math.min(count, MOST) === size ? [at] : []))
    const good = own.reduce((sum, at) => sum + (goods[at] ?? 0), 0)
    const { low, high } = own.length === 0 ? { low: 0, high: 1 } : wilson(good, own.length)
    return {
      handovers: size === MOST ? `${String(MOST)}+` : String(size),
      cases: own.length,
      good,
      share: own.length === 0 ? 0 : good / own.length,
      interval: [low, high] as const,
      medianDurationMs: own.length === 0 ? 0 : quantile(Float64Array.from(own, (at) => durations[at] ?? 0).sort(), 0.5),
    }
  }).filter(({ cases }) => cases > 0)
}

function difference(
  counts: readonly number[],
  goods: readonly number[],
  durations: readonly number[],
): OutcomeEffect['difference'] {
  const plain = gap(counts, goods, () => true)
  if (plain === null) return null
  const sorted = Float64Array.from(durations).sort()
  const edges = [0.2, 0.4, 0.6, 0.8].map((q) => quantile(sorted, q))
  let [sum, weight] = [0, 0]
  for (let fifth = 0; fifth <= edges.length; fifth += 1) {
    const inFifth = (at: number): boolean => edges.filter((edge) => (durations[at] ?? 0) > edge).length === fifth
    const own = gap(counts, goods, inFifth)
    if (own === null) continue
    sum += own.value * own.cases
    weight += own.cases
  }
  return weight === 0 ? null : { plain: plain.value, atSameDuration: sum / weight }
}

/** Null where all cases have a handover, or none. */
function gap(
  counts: readonly number[],
  goods: readonly number[],
  isIn: (at: number) => boolean,
): { value: number; cases: number } | null {
  let [without, goodWithout, having, goodHaving] = [0, 0, 0, 0]
  for (const [at, count] of counts.entries()) {
    if (!isIn(at)) continue
    if (count === 0) {
      without += 1
      goodWithout += goods[at] ?? 0
    } else {
      having += 1
      goodHaving += goods[at] ?? 0
    }
  }
  return without === 0 || having === 0
    ? null
    : { value: goodWithout / without - goodHaving / having, cases: without + having }
}
