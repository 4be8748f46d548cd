import { formatAmount, parseAmount } from '../../spend/amount.ts'
import { BEARERS, nameOfSeam, partsOf, type Seam } from './seam.ts'

const WEEKS_A_YEAR = 52n
/** Hours and people count in hundredths. */
const HUNDREDTHS = 100

export interface SeamCost {
  /** Of all workarounds of both sides together. */
  readonly hoursPerWeek: number
  /** Hours a week × 52 × rate, decimal text; null where no workaround was told: unknown, never nothing (S229). */
  readonly yearly: string | null
  readonly bySide: { readonly from: string | null; readonly to: string | null }
  readonly fixCost: string | null
  /** Weeks until a proper fix has paid for itself; null where either figure isn't known. */
  readonly fixPaysAfterWeeks: number | null
}

/** What papering over a seam costs a year, against what a proper fix costs once. */
export function seamCost(seam: Pick<Seam, 'parts' | 'fixCost'>): SeamCost {
  const workarounds = partsOf(seam, 'workaround')
  const yearlyOf = (side?: 'from' | 'to'): string | null => {
    const of = workarounds.filter((each) => side === undefined || each.side === side)
    if (of.length === 0) return null
    return formatAmount(
      of.reduce((sum, { hoursPerWeek, people, rate }) => sum + yearly(hoursPerWeek * people, rate), 0n),
    )
  }
  const all = yearlyOf()
  const hours = workarounds.reduce((sum, { hoursPerWeek, people }) => sum + hoursPerWeek * people, 0)
  return {
    hoursPerWeek: Math.round(hours * HUNDREDTHS) / HUNDREDTHS,
    yearly: all,
    bySide: { from: yearlyOf('from'), to: yearlyOf('to') },
    fixCost: seam.fixCost,
    fixPaysAfterWeeks: weeksUntil(seam.fixCost, all),
  }
}

function yearly(hoursPerWeek: number, rate: string): bigint {
  const amount = parseAmount(rate)
  if (amount === null) throw new TypeError(`Cannot read the rate "${rate}": a decimal number is needed`)
  return (BigInt(Math.round(hoursPerWeek * HUNDREDTHS)) * WEEKS_A_YEAR * amount) / BigInt(HUNDREDTHS)
}

function weeksUntil(fixCost: string | null, all: string | null): number | null {
  const [fix, year] = [parseAmount(fixCost ?? ''), parseAmount(all ?? '')]
  if (fix === null || year === null || year <= 0n) return null
  return Math.ceil(Number((fix * WEEKS_A_YEAR * 1000n) / year) / 1000)
}

/** What a failure cost whom, added up where it was told in money (S220). */
export function costCascade(seam: Pick<Seam, 'parts'>): readonly {
  readonly bearer: keyof typeof BEARERS
  readonly name: string
  /** Null where none of it was told in money. */
  readonly amount: string | null
  readonly words: readonly string[]
}[] {
  const told = partsOf(seam, 'consequence')
  const bearers = Object.keys(BEARERS) as (keyof typeof BEARERS)[] // the table's own names
  return bearers.map((bearer) => {
    const of = told.filter((each) => each.bearer === bearer)
    const amounts = of.flatMap(({ amount }) => (amount === null ? [] : [parseAmount(amount) ?? 0n]))
    return {
      bearer,
      name: BEARERS[bearer],
      amount: amounts.length === 0 ? null : formatAmount(amounts.reduce((sum, each) => sum + each, 0n)),
      words: of.map(({ words }) => words),
    }
  })
}

/**
 * Follows the workarounds (S225): the dearest seam first, those of the same cost by name. Seams of which nobody told a
 * workaround come last, because nothing is known of them. Amounts of different currencies aren't added or turned into
 * each other; they are compared by the figure.
 */
export function rankSeams<S extends Seam>(
  seams: readonly S[],
): readonly { readonly seam: S; readonly cost: SeamCost }[] {
  return seams
    .map((seam) => ({ seam, cost: seamCost(seam) }))
    .toSorted((a, b) => {
      const [one, other] = [parseAmount(a.cost.yearly ?? '') ?? -1n, parseAmount(b.cost.yearly ?? '') ?? -1n]
      if (one !== other) return one > other ? -1 : 1
      return nameOfSeam(a.seam) < nameOfSeam(b.seam) ? -1 : 1
    })
}
