import { dayOf, daysInMonth, type Forecast, forecastMonth, formatAmount, monthOf } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { type CostDay, readCostDays } from '../runs/index.ts'
import { amountOf, lastDayOf } from './store.ts'

const DAY_MS = 86_400_000
/** Whole days that a forecast is made from at most. */
const FORECAST_WINDOW = 28

/** What runs cost this month and in the days before that a forecast is made from; of one workflow, or of all. */
export async function readMonthCosts(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  today: string,
): Promise<readonly CostDay[]> {
  const month = monthOf(today)
  const window = earlier(today, FORECAST_WINDOW)
  return await readCostDays(
    trx,
    workspaceId,
    workflowId,
    window < `${month}-01` ? window : `${month}-01`,
    lastDayOf(month),
  )
}

export interface MonthFigures {
  readonly byDay: ReadonlyMap<string, bigint>
  readonly thisMonth: bigint
  readonly forecast: Forecast
}

/** The figures of one currency; whole days count from the first that cost something, the quiet ones as nothing spent. */
export function monthFigures(costs: readonly CostDay[], currency: string | null, today: string): MonthFigures {
  const byDay = new Map<string, bigint>()
  for (const cost of costs) if (cost.currency === currency) byDay.set(cost.day, amountOf(cost.amount))
  let thisMonth = 0n
  for (const [day, amount] of byDay) if (monthOf(day) === monthOf(today)) thisMonth += amount
  const first = [...byDay.keys()].toSorted()[0]
  const whole: number[] = []
  for (let back = FORECAST_WINDOW; back >= 1; back--) {
    const day = earlier(today, back)
    if (first !== undefined && day >= first) whole.push(Number(formatAmount(byDay.get(day) ?? 0n)))
  }
  const left = daysInMonth(today) - Number(today.slice(8, 10))
  // Of today only what is spent is known: it counts as begun, its rest as a part of the days left.
  const rest = forecastMonth(Number(formatAmount(thisMonth)), whole, left)
  return { byDay, thisMonth, forecast: rest }
}

function earlier(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS))
}
