import { sha256Hex } from '../json/content-hash.ts'
import { wilson, type Interval } from '../runs/wilson.ts'
import { fisherTail } from './fisher.ts'

/** An answer of which it is known whether it was right, with the slices that its unit lies in. */
export interface SlicedAnswer {
  readonly unitKey: string
  readonly labels: { readonly [slice: string]: string }
  readonly right: boolean
}

/** A slice, or a pair of them, in which more answers are wrong than elsewhere. */
export interface WrongSlice {
  /** One or two, by the slice's name. */
  readonly where: readonly { readonly slice: string; readonly label: string }[]
  /** On the half that did not find it. */
  readonly wrong: { readonly k: number; readonly n: number; readonly interval: Interval }
  readonly elsewhere: { readonly k: number; readonly n: number }
  /** Difference of the two shares, and its interval at 95 %. */
  readonly effect: { readonly value: number } & Interval
}

export interface SliceSettings {
  /** Fewest answers of a slice in each half. */
  readonly minimum: number
  /** Expected share of false ones among those found, 0..1. */
  readonly falseDiscovery: number
}

export const SLICE_SETTINGS: SliceSettings = { minimum: 30, falseDiscovery: 0.1 }

/**
 * Where more answers are wrong than elsewhere: single slices and pairs, found on one half of the units and confirmed on
 * the other. A unit's half follows from its key, so that order plays no part and a unit never changes sides.
 *
 * Found: Fisher's exact test, one-sided, over all candidates with enough units, by Benjamini's and Hochberg's step-up
 * (J. R. Stat. Soc. B 57, 1995). Confirmed: the same test on the other half at 5 % over those found (Bonferroni). The
 * effect is that of the other half alone, so that choosing the worst does not make it look worse; its interval is
 * Newcombe's (Statistics in Medicine 17, 1998, 873–890, method 10). A pair stands only where it is wrong more often than
 * each of its slices that stands for itself.
 *
 * @returns the largest certain effect first, then by name
 */
export function findWrongSlices(
  answers: readonly SlicedAnswer[],
  { minimum, falseDiscovery }: SliceSettings = SLICE_SETTINGS,
): readonly WrongSlice[] {
  const [seek, confirm] = halves(answers)
  const sought = countCandidates(seek)
  const confirming = countCandidates(confirm)
  const enough = (name: string) => (sought.get(name)?.n ?? 0) >= minimum && (confirming.get(name)?.n ?? 0) >= minimum
  const candidates = [...sought].filter(([name]) => enough(name))
  const found = stepUp(
    candidates.map(([name, { k, n }]) => ({ name, p: fisherTail(k, n, wrongOf(seek), seek.length) })),
    falseDiscovery,
  )
  const standing = found.flatMap((name) => {
    const counted = confirming.get(name)
    if (counted === undefined) return []
    const { k, n, where } = counted
    const hits = wrongOf(confirm)
    if (fisherTail(k, n, hits, confirm.length) > 0.05 / found.length) return []
    const elsewhere = { k: hits - k, n: confirm.length - n }
    if (elsewhere.n === 0) return []
    return [{ where, wrong: { k, n, interval: wilson(k, n) }, elsewhere, effect: difference({ k, n }, elsewhere) }]
  })
  const share = ({ wrong: { k, n } }: WrongSlice) => k / n
  const isOwn = (pair: WrongSlice) =>
    pair.where.length === 1 ||
    standing.every((single) => single.where.length === 2 || !holds(pair, single) || share(pair) > share(single))
  return standing.filter(isOwn).toSorted((a, b) => b.effect.low - a.effect.low || (nameOf(a) < nameOf(b) ? -1 : 1))
}

function holds(pair: WrongSlice, single: WrongSlice): boolean {
  return single.where.every(({ slice, label }) => pair.where.some((at) => at.slice === slice && at.label === label))
}

function nameOf({ where }: Pick<WrongSlice, 'where'>): string {
  return JSON.stringify(where.map(({ slice, label }) => [slice, label]))
}

function halves(answers: readonly SlicedAnswer[]): readonly [readonly SlicedAnswer[], readonly SlicedAnswer[]] {
  const first = (unitKey: string) => Number.parseInt(sha256Hex(unitKey).slice(0, 8), 16) % 2 === 0
  return [answers.filter(({ unitKey }) => first(unitKey)), answers.filter(({ unitKey }) => !first(unitKey))]
}

function wrongOf(answers: readonly SlicedAnswer[]): number {
  return answers.filter(({ right }) => !right).length
}

interface Counted extends Pick<WrongSlice, 'where'> {
  k: number
  n: number
}

/** Every label, and every pair of labels of two slices, with how many answers lie there and how many are wrong. */
function countCandidates(answers: readonly SlicedAnswer[]): ReadonlyMap<string, Counted> {
  const counted = new Map<string, Counted>()
  for (const { labels, right } of answers) {
    const at = Object.entries(labels)
      .map(([slice, label]) => ({ slice, label }))
      .toSorted((a, b) => (a.slice < b.slice ? -1 : 1))
    for (const [place, one] of at.entries()) {
      for (const where of [[one], ...at.slice(place + 1).map((other) => [one, other])]) {
        const name = nameOf({ where })
        const known = counted.get(name) ?? { where, k: 0, n: 0 }
        known.n += 1
        if (!right) known.k += 1
        counted.set(name, known)
      }
    }
  }
  return counted
}

/** Names of those that stand by Benjamini's and Hochberg's step-up. */
function stepUp(tested: readonly { readonly name: string; readonly p: number }[], q: number): readonly string[] {
  const ordered = tested.toSorted((a, b) => a.p - b.p || (a.name < b.name ? -1 : 1))
  const last = ordered.findLastIndex(({ p }, place) => p <= (q * (place + 1)) / ordered.length)
  return ordered.slice(0, last + 1).map(({ name }) => name)
}

interface Counts {
  readonly k: number
  readonly n: number
}

/**
 * Difference of two shares with Newcombe's hybrid interval of two Wilson intervals; both of at least one. His table II,
 * example (a): 56 of 70 less 48 of 80 is .2, from .0524 to .3339, which the test checks.
 */
export function difference(one: Counts, other: Counts): { readonly value: number } & Interval {
  const [p, q] = [one.k / one.n, other.k / other.n]
  const [a, b] = [wilson(one.k, one.n), wilson(other.k, other.n)]
  const value = p - q
  return {
    value,
    low: value - Math.hypot(p - a.low, b.high - q),
    high: value + Math.hypot(a.high - p, q - b.low),
  }
}
