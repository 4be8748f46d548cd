import { chiSquared } from './chi-squared.ts'
import { columnOf, type Column, type ColumnType } from './column.ts'
import { jensenShannon } from './jensen-shannon.ts'
import { ksDistanceOfSorted, ksPValue } from './kolmogorov-smirnov.ts'
import { percentWithTenths } from '../../trust/whole-percent.ts'

/** How a column of now stands against the same column of the reference. */
export interface ColumnDrift {
  readonly column: string
  /** What the reference holds. */
  readonly type: ColumnType
  /** What it is compared by; null where it can't be compared. */
  readonly method: 'kolmogorov-smirnov' | 'chi-squared' | null
  readonly statistic: number | null
  readonly pValue: number | null
  /** 0..1: the Kolmogorov–Smirnov distance of numbers, the Jensen–Shannon distance of categories. */
  readonly effect: number | null
  readonly verdict: DriftVerdict
  /** Why, in plain words; empty where nothing has moved. */
  readonly reasons: readonly string[]
  /** Values that are there. */
  readonly n: { readonly reference: number; readonly current: number }
  readonly missingRate: { readonly reference: number; readonly current: number }
  /** Categories that the reference does not know, the most frequent first, twenty at most. */
  readonly newCategories: readonly { readonly category: string; readonly n: number }[]
  /** What the column holds now, where that is another type. */
  readonly typeNow: ColumnType | null
}

export type DriftVerdict = 'same' | 'moved' | 'unknown'

/** One configuration for all data. */
export const DRIFT_RULES = {
  /** Below so many values on either side nothing is said. */
  leastValues: 30,
  /** A distance of at least this much is worth telling: a tenth of the values lie elsewhere. */
  effect: 0.1,
  /** And it must not be chance, at this level. */
  pValue: 0.001,
  /** Share of missing values that is more than this away from the reference's. */
  missing: 0.05,
  /** Share of values in categories that the reference does not know. */
  newCategories: 0.01,
  /** Share of values of another type. */
  type: 0.05,
} as const

/**
 * Compares a column of cells, as text, with the same column of the reference. The effect decides, so that many rows don't
 * make an alarm out of nothing; the test only keeps out what may be chance. A column that can't be judged is `unknown`, never
 * `same`.
 */
export function columnDrift(column: string, reference: readonly string[], current: readonly string[]): ColumnDrift {
  return driftOf(column, columnOf(reference), columnOf(current))
}

/** The same of columns that are read already, so that a reference is read once for many chunks. */
export function driftOf(column: string, reference: Column, current: Column): ColumnDrift {
  const type = reference.type
  const n = { reference: reference.n, current: current.n }
  const missingRate = { reference: reference.missingRate, current: current.missingRate }
  const reasons: string[] = []
  const typeNow = movedType(reference, current)
  if (typeNow !== null) reasons.push(`it held ${type} and now holds ${typeNow}`)
  if (missingMoved(reference, current))
    reasons.push(
      `${percentWithTenths(missingRate.current)} are missing, ${percentWithTenths(missingRate.reference)} were`,
    )
  const newCategories = type === 'category' ? unknownCategories(reference, current) : []
  const inNew = newCategories.reduce((sum, each) => sum + each.n, 0)
  if (inNew > 0 && inNew / current.n >= DRIFT_RULES.newCategories)
    reasons.push(`${percentWithTenths(inNew / current.n)} are in categories that the reference does not know`)

  const base = { column, type, n, missingRate, typeNow, newCategories: newCategories.slice(0, 20) }
  const compared = typeNow === null ? compare(reference, current) : null
  if (compared === null) {
    const why = reasons.length > 0 ? reasons : [whyNot(reference, current)]
    const verdict = reasons.length > 0 ? 'moved' : 'unknown'
    return { ...base, method: null, statistic: null, pValue: null, effect: null, verdict, reasons: why }
  }
  const { method, statistic, pValue, effect } = compared
  const isLarge = effect >= DRIFT_RULES.effect
  const isSure = pValue < DRIFT_RULES.pValue
  if (isLarge && isSure)
    reasons.push(`the distribution is ${effect.toFixed(3)} away, ${DRIFT_RULES.effect} or more is a move`)
  if (reasons.length > 0) return { ...base, method, statistic, pValue, effect, verdict: 'moved', reasons }
  if (Math.min(n.reference, n.current) < DRIFT_RULES.leastValues)
    return { ...base, method, statistic, pValue, effect, verdict: 'unknown', reasons: [tooFew(n)] }
  if (isLarge) {
    const why = `the distribution is ${effect.toFixed(3)} away, which may be chance with so few values`
    return { ...base, method, statistic, pValue, effect, verdict: 'unknown', reasons: [why] }
  }
  return { ...base, method, statistic, pValue, effect, verdict: 'same', reasons: [] }
}

function compare(
  reference: Column,
  current: Column,
): (Pick<ColumnDrift, 'method'> & { statistic: number; pValue: number; effect: number }) | null {
  if (reference.n === 0 || current.n === 0) return null
  if (reference.type === 'number') {
    const distance = ksDistanceOfSorted(reference.numbers, current.numbers)
    const pValue = ksPValue(distance, reference.numbers.length, current.numbers.length)
    return { method: 'kolmogorov-smirnov', statistic: distance, pValue, effect: distance }
  }
  if (reference.type !== 'category') return null
  const names = [...new Set([...reference.categories.keys(), ...current.categories.keys()])]
  const a = names.map((name) => reference.categories.get(name) ?? 0)
  const b = names.map((name) => current.categories.get(name) ?? 0)
  const test = chiSquared(a, b)
  return {
    method: 'chi-squared',
    statistic: test?.statistic ?? 0,
    pValue: test?.pValue ?? 1,
    effect: jensenShannon(a, b),
  }
}

function movedType(reference: Column, current: Column): ColumnType | null {
  if (current.n < DRIFT_RULES.leastValues || reference.n < DRIFT_RULES.leastValues) return null
  if (reference.type === 'number') return current.notNumbers / current.n > DRIFT_RULES.type ? current.wordType : null
  // Codes that happen to look like numbers now are not another type where the reference has held such before.
  const lookedLikeNumbers = 1 - reference.notNumbers / reference.n
  return current.type === 'number' && lookedLikeNumbers < DRIFT_RULES.type ? 'number' : null
}

function missingMoved(reference: Column, current: Column): boolean {
  const rows = Math.min(reference.n + reference.missing, current.n + current.missing)
  if (rows < DRIFT_RULES.leastValues) return false
  const difference = Math.abs(reference.missingRate - current.missingRate)
  if (difference <= DRIFT_RULES.missing) return false
  const test = chiSquared([reference.n, reference.missing], [current.n, current.missing])
  return test !== null && test.pValue < DRIFT_RULES.pValue
}

function unknownCategories(reference: Column, current: Column): { category: string; n: number }[] {
  if (Math.min(reference.n, current.n) < DRIFT_RULES.leastValues) return []
  return [...current.categories]
    .filter(([category]) => !reference.categories.has(category))
    .map(([category, n]) => ({ category, n }))
    .toSorted((a, b) => b.n - a.n || (a.category < b.category ? -1 : 1))
}

function whyNot(reference: Column, current: Column): string {
  if (reference.n === 0) return 'the reference holds no value'
  if (current.n === 0) return current.missing === 0 ? 'there is no row' : 'every value is missing'
  return 'nearly every value stands once, so that there is no distribution to compare'
}

function tooFew({ reference, current }: ColumnDrift['n']): string {
  return `${Math.min(reference, current)} values are too few, ${DRIFT_RULES.leastValues} are needed on either side`
}
