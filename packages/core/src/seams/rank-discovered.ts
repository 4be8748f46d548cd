import { formatAmount } from '../spend/amount.ts'

const HOUR_MS = 3_600_000
const YEAR_MS = 365.25 * 86_400_000

/** What people do by hand because a seam doesn't carry what it should; somebody declared it. */
export interface DeclaredWorkaround {
  readonly from: string
  readonly to: string
  readonly hoursPerWeek: number
  readonly people: number
}

export interface Rates {
  /** Amounts per hour in units of 10⁻¹²; null where nobody said. */
  readonly waiting: bigint | null
  readonly work: bigint | null
  readonly currency: string
}

export interface RankedSeam {
  readonly rank: number
  readonly from: string
  readonly to: string
  readonly volume: number
  /** In the log: the sum of all waits, in working time where a calendar is given. */
  readonly delayMs: number
  /** In the log: time on activities that the case had already seen. */
  readonly reworkMs: number
  readonly workaroundHoursPerYear: number
  /** Delay, rework and workarounds together. */
  readonly hoursPerYear: number
  readonly costPerYear: string | null
  readonly currency: string | null
}

/**
 * Seams by what they cost in a year: delay × volume × rate of waiting + rework and declared workarounds × rate of work. Without
 * rates by hours.
 */
export function rankDiscovered(
  seams: readonly {
    readonly from: string
    readonly to: string
    readonly count: number
    readonly delayMs: number
    readonly reworkMs: number
  }[],
  spanMs: number,
  workarounds: readonly DeclaredWorkaround[],
  rates: Rates | null,
): readonly RankedSeam[] {
  const yearly = YEAR_MS / Math.max(spanMs, HOUR_MS)
  const hasRates = rates !== null && (rates.waiting !== null || rates.work !== null)
  const known = new Set(workarounds.length === 0 ? [] : seams.map(({ from, to }) => JSON.stringify([from, to])))
  const silent = workarounds
    .filter(
      ({ from, to }, at) =>
        !known.has(JSON.stringify([from, to])) &&
        workarounds.findIndex((one) => one.from === from && one.to === to) === at,
    )
    .map(({ from, to }) => ({ from, to, count: 0, delayMs: 0, reworkMs: 0 }))
  return [...seams, ...silent]
    .map(({ from, to, count, delayMs, reworkMs }) => {
      const workaroundHoursPerYear = workarounds
        .filter((one) => one.from === from && one.to === to)
        .reduce((sum, { hoursPerWeek, people }) => sum + hoursPerWeek * people * 52, 0)
      const [delayHours, reworkHours] = [(delayMs / HOUR_MS) * yearly, (reworkMs / HOUR_MS) * yearly]
      const cost = hasRates
        ? priced(delayHours, rates.waiting ?? 0n) + priced(reworkHours + workaroundHoursPerYear, rates.work ?? 0n)
        : null
      const hoursPerYear = delayHours + reworkHours + workaroundHoursPerYear
      return {
        from,
        to,
        volume: count,
        delayMs,
        reworkMs,
        workaroundHoursPerYear,
        hoursPerYear: Math.round(hoursPerYear * 10) / 10,
        cost,
      }
    })
    .sort(
      (a, b) =>
        (a.cost !== null && b.cost !== null && a.cost !== b.cost ? (a.cost < b.cost ? 1 : -1) : 0) ||
        b.hoursPerYear - a.hoursPerYear ||
        b.volume - a.volume ||
        (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1),
    )
    .map(({ cost, ...seam }, at) => ({
      rank: at + 1,
      ...seam,
      // Whole cents: more is not known of anybody's hours.
      costPerYear: cost === null ? null : formatAmount((cost / CENT) * CENT),
      currency: cost === null || rates === null ? null : rates.currency,
    }))
}

const CENT = 10_000_000_000n

/** Hours in thousandths times the amount of an hour. */
function priced(hours: number, rate: bigint): bigint {
  return (BigInt(Math.round(hours * 1000)) * rate) / 1000n
}
